"""archive export: matching passages into a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from ..config import load_rules
from ..errors import UsageError
from ..export import FORMATS, TEXT_FORMATS, ExportInfo, GroupBy, Mask, Written, export, export_stream
from ..index.engines.base import Order
from ..model import Hit
from ..search import Answer, Match, Request, ask, language
from .messages import _, ngettext
from .opening import of_archive, opened
from .options import QueryCommand, common, filter_queries, filters, query_words, settings_for, unfold
from .output import one_line
from .progress import counted


@click.command(
    "export",
    cls=QueryCommand,
    help=_(
        "Write the passages in which the words of QUERY occur to a file, each with its source. "
        "The extension of FILE chooses the format: {formats}; - is the standard output."
    ).format(formats=", ".join(FORMATS)),
)
@query_words
@click.option("--output", "-o", "output", metavar="FILE", required=True, help=_("The file to write."))
@click.option("--format", "fmt", type=click.Choice(sorted(TEXT_FORMATS)), help=_("The format for -o -."))
@click.option("--force", is_flag=True, help=_("Overwrite FILE if it exists."))
@click.option(
    "--group-by",
    type=click.Choice([by.value for by in GroupBy]),
    help=_("Put together what shares a section type, report or year.  [default: as sorted]"),
)
@click.option(
    "--template",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("A .docx whose styles, header and footer the Word document takes on."),
)
@click.option(
    "--mask", "masked", is_flag=True, help=_("Replace phone and ID numbers and e-mail addresses by ××.")
)
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
    help=_("Order of passages.  [default: source; newest with --group-by year]"),
)
@unfold
@common
def command(
    query: tuple[str, ...],
    output: str,
    fmt: str | None,
    force: bool,
    group_by: str | None,
    template: Path | None,
    masked: bool,
    ids: tuple[str, ...],
    match: Match,
    sort: str | None,
    unfold: bool,
    index_dir: Path | None,
    quiet: bool,
    debug: bool,
    **chosen: tuple[str, ...],
) -> int:
    """See the help text."""
    settings = settings_for(index_dir)
    stream_format = _stream_format(output, fmt)
    if template and not output.lower().endswith(".docx"):
        raise UsageError(_("--template is for Word documents: -o FILE.docx"))
    by = GroupBy(group_by) if group_by else None
    order = Order(sort) if sort else Order.NEWEST if by is GroupBy.YEAR else Order.SOURCE
    mask = Mask(load_rules("mask", settings)) if masked else None
    narrowed = filter_queries({**chosen, "id": ids})
    request = Request(" ".join(query), narrowed, Match(match), order, limit=None, fold=not unfold)
    with opened(settings, quiet=quiet) as index:
        request = of_archive(request, index)
        answer = ask(index.snapshot, request, language(settings))
        if not answer.selection.total:
            asked = one_line(answer.plan.understood)
            click.echo(_("Nothing found for: {query}").format(query=asked), err=True)
            return 1
        info = replace(_info(answer, mask), group_by=by, template=template)
        hits = _hits(answer, mask, quiet=quiet)
        if stream_format:
            export_stream(hits, info, stream_format, sys.stdout.buffer)
        else:
            written = export(hits, info, Path(output), force=force)
            _tell(written, answer, output, quiet=quiet)
    return 0


def _stream_format(output: str, fmt: str | None) -> str | None:
    """The format for the standard output; None where a file is to be written."""
    if output != "-":
        return None
    if fmt is None:
        names = ", ".join(sorted(TEXT_FORMATS))
        raise UsageError(_("-o - needs --format, one of: {names}").format(names=names))
    return fmt


def _info(answer: Answer, mask: Mask | None) -> ExportInfo:
    texts = (answer.request.query, answer.plan.understood)
    query, understood = map(mask.text, texts) if mask else texts
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    total = answer.selection.total
    return ExportInfo(query, understood, total, now, folded=total - _sections(answer))


def _hits(answer: Answer, mask: Mask | None, *, quiet: bool) -> Iterable[Hit]:
    hits = counted(answer.hits(), _sections(answer), _("Exporting"), quiet=quiet)
    return map(mask.hit, hits) if mask else hits


def _sections(answer: Answer) -> int:
    return answer.selection.folded_total() if answer.request.fold else answer.selection.total


def _tell(written: Written, answer: Answer, output: str, *, quiet: bool) -> None:
    for notice in written.notices:
        click.echo(f"archive: {notice}", err=True)
    if quiet:
        return
    sections = _sections(answer)
    text = _("{count} passages of {total} sections written to {file}")
    click.echo(text.format(count=written.passages, total=sections, file=output))
    if copies := answer.selection.total - sections:
        text = ngettext(
            "{n} more section is a near-copy of one of them (--unfold writes it too)",
            "{n} more sections are near-copies of these (--unfold writes them too)",
            copies,
        )
        click.echo(text.format(n=copies))
