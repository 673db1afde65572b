"""archive export: matching passages into a file."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from ..errors import UsageError
from ..export import FORMATS, TEXT_FORMATS, ExportInfo, export, export_stream
from ..index.engines.base import Order
from ..search import Match, Request, ask, language
from .messages import _, ngettext
from .opening import opened
from .options import common, filter_queries, filters, query_words, settings_for, unfold


@click.command(
    "export",
    help=_(
        "Write the passages in which the words of QUERY occur to a file, each with its source. "
        "The extension of FILE chooses the format: {formats}; - is the standard output."
    ).format(formats=", ".join(FORMATS)),
)
@query_words
@click.option("--output", "-o", "output", metavar="FILE", required=True, help=_("The file to write."))
@click.option("--format", "fmt", type=click.Choice(sorted(TEXT_FORMATS)), help=_("The format for -o -."))
@click.option("--force", is_flag=True, help=_("Overwrite FILE if it exists."))
@click.option("--ids", multiple=True, metavar="ID", help=_("Only these sections or reports (with commas)."))
@filters
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
    default=Order.SOURCE.value,
    show_default=True,
    help=_("Order of passages."),
)
@unfold
@common
def command(
    query: tuple[str, ...],
    output: str,
    fmt: str | None,
    force: bool,
    ids: tuple[str, ...],
    match: Match,
    sort: Order,
    unfold: bool,
    index_dir: Path | None,
    quiet: bool,
    debug: bool,
    **chosen: tuple[str, ...],
) -> int:
    """See the help text."""
    settings = settings_for(index_dir)
    narrowed = filter_queries({**chosen, "id": ids})
    request = Request(" ".join(query), narrowed, Match(match), Order(sort), limit=None, fold=not unfold)
    with opened(settings, quiet=quiet) as index:
        answer = ask(index.snapshot, request, language(settings))
        total = answer.selection.total
        if not total:
            click.echo(_("Nothing found for: {query}").format(query=answer.plan.understood), err=True)
            return 1
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        info = ExportInfo(request.query, answer.plan.understood, total, now)
        if output == "-":
            export_stream(answer.hits(), info, _stream_format(fmt), sys.stdout.buffer)
            return 0
        count = export(answer.hits(), info, Path(output), force=force)
        copies = 0 if unfold else total - answer.selection.folded_total()
    if not quiet:
        text = _("{count} passages of {total} sections written to {file}")
        click.echo(text.format(count=count, total=total - copies, file=output))
    if copies and not quiet:
        text = ngettext(
            "{n} more section is a near-copy of one of them (--unfold writes it too)",
            "{n} more sections are near-copies of these (--unfold writes them too)",
            copies,
        )
        click.echo(text.format(n=copies))
    return 0


def _stream_format(fmt: str | None) -> str:
    if fmt is None:
        raise UsageError(
            _("-o - needs --format, one of: {names}").format(names=", ".join(sorted(TEXT_FORMATS)))
        )
    return fmt
