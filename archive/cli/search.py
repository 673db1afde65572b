"""archive search: find passages."""

from __future__ import annotations

from pathlib import Path

import click

from ..index.engines.base import Order, Selection, Snapshot
from ..model import Results, plain
from ..search import Language, Match, Request, ask, language, search
from .hits import facet_lines, header, hit_lines
from .messages import _
from .opening import of_archive, opened
from .options import QueryCommand, common, filter_queries, filters, query_words, settings_for, unfold
from .output import one_line, print_json, print_lines


@click.command(
    "search",
    cls=QueryCommand,
    help=_("Find the passages in which the words of QUERY occur; README has the query language."),
)
@query_words
@filters
@click.option(
    "--limit", "-n", type=click.IntRange(1), default=10, show_default=True, help=_("Hits on a page.")
)
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help=_("Which page."))
@click.option(
    "--match",
    type=click.Choice([match.value for match in Match]),
    default=Match.AUTO.value,
    show_default=True,
    help=_("All words, any of them, or any where nothing has all."),
)
@click.option(
    "--sort",
    type=click.Choice([order.value for order in Order]),
    default=Order.RELEVANCE.value,
    show_default=True,
    help=_("Order of hits."),
)
@click.option("--facets", is_flag=True, help=_("Also count the hits by type, year, unit and document type."))
@click.option(
    "--explain", is_flag=True, help=_("Show how the query was understood and what each piece finds.")
)
@click.option("--full", is_flag=True, help=_("Show whole paragraphs."))
@unfold
@click.option("--json", "as_json", is_flag=True, help=_("Print the page as JSON."))
@click.option("--count", is_flag=True, help=_("Print only the number of matching sections."))
@click.option("--ids", is_flag=True, help=_("Print only the ids of the matching sections, all of them."))
@common
def command(
    query: tuple[str, ...],
    limit: int,
    page: int,
    match: Match,
    sort: Order,
    facets: bool,
    explain: bool,
    full: bool,
    unfold: bool,
    as_json: bool,
    count: bool,
    ids: bool,
    index_dir: Path | None,
    quiet: bool,
    debug: bool,
    **chosen: tuple[str, ...],
) -> int:
    """See the help text."""
    settings = settings_for(index_dir)
    words = language(settings)
    request = Request(
        " ".join(query),
        filter_queries(chosen),
        Match(match),
        Order(sort),
        offset=(page - 1) * limit,
        limit=limit,
        fold=not unfold,
        suggest=as_json or not quiet,
    )
    with opened(settings, quiet=quiet) as index:
        request = of_archive(request, index)
        if explain:
            return _explain(index.snapshot, request, words, as_json=as_json)
        if count or ids:
            return _list(ask(index.snapshot, request, words).selection, only_count=count)
        results = search(index.snapshot, request, words)
    if as_json:
        print_json(_contract(results))
    else:
        _print(results, request, facets=facets, full=full, quiet=quiet)
    return 0 if results.total else 1


def _list(selection: Selection, *, only_count: bool) -> int:
    if only_count:
        click.echo(selection.total)
    for section_id in () if only_count else selection.ids():
        click.echo(section_id)
    return 0 if selection.total else 1


def _explain(snapshot: Snapshot, request: Request, words: Language, *, as_json: bool) -> int:
    # Imported here, as few searches need them.
    from ..search.explain import explain
    from .hints import explanation_lines

    found = explain(snapshot, request, words)
    if as_json:
        print_json(found)
    else:
        print_lines(explanation_lines(found, request.filters))
    return 0


def _contract(results: Results) -> dict[str, object]:
    return {name: value for name, value in plain(results).items() if name != "offset"}


def _print(results: Results, request: Request, *, facets: bool, full: bool, quiet: bool) -> None:
    if not results.total:
        if not quiet:
            query = " ".join((results.query, *request.filters)).strip()
            click.echo(_("Nothing found for: {query}").format(query=one_line(query)), err=True)
            _print_suggestions(results, request)
        return
    if not quiet:
        print_lines(header(results, request))
        _print_suggestions(results, request)
    if facets:
        print_lines(facet_lines(results.facets))
    for rank, hit in enumerate(results.hits, results.offset + 1):
        print_lines(hit_lines(hit, rank, full=full))


def _print_suggestions(results: Results, request: Request) -> None:
    if results.suggestions:
        from .hints import suggestion_lines

        for line in suggestion_lines(results.suggestions, request.filters):
            click.echo(line, err=True)
