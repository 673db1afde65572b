"""archive compare: the same sections of a unit or title over the years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from ..errors import UsageError
from ..index.engines.base import Order
from ..search import Match, Request, ask, language
from ..search.compare import ComparedSection, ComparedSentence, YearOfSections, compare_years
from ..search.suggest import suggestions
from .hints import suggestion_lines
from .hits import lines_of, numbered_heading, report_line
from .messages import _, ngettext
from .opening import of_archive, opened
from .options import common, filter_queries, filters, settings_for
from .output import Piece, on_terminal, one_line, print_columns, print_json, print_lines

# More columns would be narrower than a sentence needs on a usual terminal.
_MOST_COLUMNS = 3
_RECYCLED = "yellow"


@click.command(
    "compare",
    help=_(
        "Compare the sections of one type over the years, of a unit or of reports of one title. "
        "Sentences that an earlier year had already are marked."
    ),
)
@filters
@click.option("--json", "as_json", is_flag=True, help=_("Print everything as JSON."))
@common
def command(
    as_json: bool, index_dir: Path | None, quiet: bool, debug: bool, **chosen: tuple[str, ...]
) -> int:
    """See the help text."""
    if not chosen["type"] or not (chosen["unit"] or chosen["title"]):
        raise UsageError(_("say what to compare: --type TYPE, and --unit TEXT or --title TEXT"))
    settings = settings_for(index_dir)
    request = Request("", filter_queries(chosen), Match.ALL, Order.SOURCE, limit=None, fold=False)
    with opened(settings, quiet=quiet) as index:
        request, words = of_archive(request, index), language(settings)
        answer = ask(index.snapshot, request, words)
        page = answer.selection.page(answer.plan.ranking, Order.SOURCE, 0, None)
        years = compare_years(scored.entry for scored in page)
        better = () if years else suggestions(index.snapshot, words, "", request.filters)
    if as_json:
        print_json({"years": years, "suggestions": better})
    elif years:
        _print(years, quiet=quiet)
    elif not quiet:
        click.echo(
            _("Nothing found for: {query}").format(query=one_line(" ".join(request.filters))), err=True
        )
        for line in suggestion_lines(better, request.filters):
            click.echo(line, err=True)
    return 0 if years else 1


def _print(years: Sequence[YearOfSections], *, quiet: bool) -> None:
    if on_terminal() and 1 < len(years) <= _MOST_COLUMNS:
        print_columns([_year(year) for year in years], [[_cell(year) for year in years]])
    else:
        for year in years:
            print_lines(([(f"== {_year(year)}", "bold")], *_year_lines(year), []))
    if not quiet and any(sentence.recycled for year in years for sentence in _sentences(year)):
        print_lines([[(_("[=year] marks a sentence that a report of that year had already."), "dim")]])


def _year(year: YearOfSections) -> str:
    """The title of a year: how much of it earlier years had already."""
    name = _("unknown year") if year.year is None else str(year.year)
    sentences = list(_sentences(year))
    recycled = sum(sentence.recycled is not None for sentence in sentences)
    if not recycled:
        return name
    text = ngettext(
        "{year} ({recycled} of {n} sentence recycled)",
        "{year} ({recycled} of {n} sentences recycled)",
        len(sentences),
    )
    return text.format(year=name, recycled=recycled, n=len(sentences))


def _sentences(year: YearOfSections) -> Iterator[ComparedSentence]:
    return (text for section in year.sections for paragraph in section.paragraphs for text in paragraph)


def _cell(year: YearOfSections) -> list[Piece]:
    cell: list[Piece] = []
    for line in _year_lines(year):
        cell += [*line, ("\n", None)]
    return cell


def _year_lines(year: YearOfSections) -> Iterator[list[Piece]]:
    """The sections of a year, under one line for each report."""
    for _id, sections in groupby(year.sections, key=lambda section: section.report.id):
        for number, section in enumerate(sections):
            if not number:
                yield [(report_line(section.report), "bold")]
            yield from _section_lines(section)


def _section_lines(section: ComparedSection) -> Iterator[list[Piece]]:
    source = f"  {section.path}:{lines_of(section.section.lines)}  {section.section.id}"
    yield [(numbered_heading(section.section) or _("(no heading)"), "bold"), (source, "dim")]
    for paragraph in section.paragraphs:
        yield _marked(paragraph)
    if section.copies:
        text = ngettext("{n} near-copy in this year", "{n} near-copies in this year", section.copies)
        yield [(text.format(n=section.copies), "dim")]


def _marked(paragraph: Sequence[ComparedSentence]) -> list[Piece]:
    """A paragraph with its recycled sentences marked by the year they come from."""
    line: list[Piece] = []
    for sentence in paragraph:
        if sentence.recycled is None:
            line.append((sentence.text, None))
        else:
            line.append((f"[={sentence.recycled.year}]{sentence.text}", _RECYCLED))
    return line
