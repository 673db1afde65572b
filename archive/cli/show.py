"""archive show: a report or a section by its id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ..config import Settings, locate
from ..errors import NotFound
from ..index.engines.base import Order, Snapshot
from ..index.expr import Where
from ..index.ranking import Ranking
from ..model import Entry, Paragraph, plain
from ..read import read_file
from .hits import lines_of, numbered_heading, report_line
from .messages import _
from .opening import opened
from .options import common, settings_for
from .output import Piece, print_json, print_lines


@click.command("show", help=_("Show a report or a section by its ID, as search and list print it."))
@click.argument("ident", metavar="ID")
@click.option("--original", is_flag=True, help=_("Show the source lines under each paragraph."))
@click.option("--json", "as_json", is_flag=True, help=_("Print it as JSON."))
@common
def command(
    ident: str, original: bool, as_json: bool, index_dir: Path | None, quiet: bool, debug: bool
) -> int:
    """See the help text."""
    settings = settings_for(index_dir)
    with opened(settings, quiet=quiet) as index:
        entries = find(index.snapshot, ident)
    first = entries[0]
    if as_json:
        report = {**plain(first.report), "path": first.path}
        print_json({"report": report, "sections": [entry.section for entry in entries]})
        return 0
    source = _source_lines(first, settings) if original else {}
    print_lines(_lines(entries, source))
    return 0


def find(snapshot: Snapshot, ident: str) -> list[Entry]:
    """The section with this id, or all sections of the report; raises NotFound."""
    page = snapshot.select(Where("id", (ident,))).page(Ranking(), Order.SOURCE, 0, None)
    entries = sorted((scored.entry for scored in page), key=lambda entry: entry.section.id)
    if not entries:
        raise NotFound(f"no report or section has the id {ident}; see: archive list")
    return entries


def _source_lines(entry: Entry, settings: Settings) -> dict[int, str]:
    """The lines of the file that an entry came from, by number."""
    source = read_file(locate(entry.path, settings), settings, entry.path)
    return {block.lines[0]: block.text for block in source.blocks}


def _lines(entries: Sequence[Entry], source: dict[int, str]) -> Iterator[list[Piece]]:
    report = entries[0].report
    yield [
        (report_line(report), "bold"),
        (f"  [{report.doc_type}]  {entries[0].path}:{lines_of(report.lines)}", "dim"),
    ]
    for entry in entries:
        section = entry.section
        yield []
        types = " ".join(section.types)
        yield [
            (numbered_heading(section) or _("(no heading)"), "bold"),
            (f"  [{types}]", "cyan"),
            (f"  {lines_of(section.lines)}  {section.id}", "dim"),
        ]
        for paragraph in section.paragraphs:
            yield [(paragraph.text, None)]
            yield from _originals(paragraph, source)


def _originals(paragraph: Paragraph, source: dict[int, str]) -> Iterator[list[Piece]]:
    start, end = paragraph.lines
    for number in range(start, end + 1):
        if number in source:
            yield [(f"{number:>6} | {source[number]}", "dim")]
