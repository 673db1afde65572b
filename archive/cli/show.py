"""archive show: a report or a section by its id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from ..config import Settings, locate
from ..errors import NotFound
from ..index import Index
from ..index.engines.base import Order, Snapshot
from ..index.expr import Where
from ..index.ranking import Ranking
from ..model import Entry, Section, Span, plain
from ..read import file_of, read_file
from .hits import lines_of, numbered_heading, report_line, source_of
from .messages import _
from .opening import opened
from .options import common, reading, settings_for
from .output import Piece, complain, on_terminal, print_columns, print_json, print_lines


@click.command("show", help=_("Show a report or a section by its ID, as search and list print it."))
@click.argument("ident", metavar="ID")
@click.option("--original", is_flag=True, help=_("Show the lines of the source beside the cleaned text."))
@click.option("--json", "as_json", is_flag=True, help=_("Print it as JSON."))
@common
def command(
    ident: str, original: bool, as_json: bool, index_dir: Path | None, quiet: bool, debug: bool
) -> int:
    """See the help text."""
    settings = settings_for(index_dir)
    with opened(settings, quiet=quiet) as index:
        entries = find(index.snapshot, ident)
        copies = _copies(index, file_of(entries[0].path))
        source = _Source.of(entries[0], index, settings) if original else None
    if as_json:
        _print_json(entries, copies, source)
    elif source is not None and on_terminal():
        print_lines(_report_lines(entries[0], copies))
        for entry in entries:
            print_lines(_section_lines(entry))
            rows = (([(text, "dim")], [(clean, None)]) for text, clean in _pairs(entry, source))
            print_columns((_("source"), _("cleaned")), rows)
    else:
        print_lines(_lines(entries, copies, source))
    return 0


def find(snapshot: Snapshot, ident: str) -> list[Entry]:
    """The section with this id, or all sections of the report; raises NotFound."""
    page = snapshot.select(Where("id", (ident,))).page(Ranking(), Order.SOURCE, 0, None)
    entries = sorted((scored.entry for scored in page), key=lambda entry: entry.section.id)
    if not entries:
        raise NotFound(f"no report or section has the id {ident}; see: archive list")
    return entries


def _copies(index: Index, path: str) -> list[str]:
    """The other files with the same bytes."""
    return [name for name, record in index.catalogue().items() if record.copy_of == path]


@dataclass(frozen=True, slots=True)
class _Source:
    """The lines of the file that entries came from: number and text; one line may hold several texts."""

    lines: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, entry: Entry, index: Index, settings: Settings) -> _Source:
        """Read the file; says so on stderr where it is no longer what was indexed."""
        catalogue = index.catalogue()
        record = catalogue.get(entry.path) or catalogue.get(file_of(entry.path))
        told = reading(settings, record.encoding if record else None)
        source = read_file(locate(entry.path, settings), told, entry.path)
        if record is not None and record.digest != source.digest:
            complain(_("{path} has changed since it was indexed; run: archive index").format(path=entry.path))
        return cls(tuple((block.lines[0], block.text) for block in source.blocks))

    def between(self, first: int, last: int) -> list[tuple[int, str]]:
        """The lines of a range."""
        return [(number, text) for number, text in self.lines if first <= number <= last]


def _print_json(entries: Sequence[Entry], copies: list[str], source: _Source | None) -> None:
    report = {**plain(entries[0].report), "path": entries[0].path, "copies": copies}
    data = {"report": report, "sections": [entry.section for entry in entries]}
    if source is not None:
        first = min(entry.section.lines[0] for entry in entries)
        last = max(entry.section.lines[1] for entry in entries)
        data["original"] = [{"line": number, "text": text} for number, text in source.between(first, last)]
    print_json(data)


def _lines(entries: Sequence[Entry], copies: list[str], source: _Source | None) -> Iterator[list[Piece]]:
    yield from _report_lines(entries[0], copies)
    for entry in entries:
        yield from _section_lines(entry)
        for paragraph in entry.section.paragraphs:
            yield [(paragraph.text, None)]
            for number, text in source.between(*paragraph.lines) if source else ():
                yield [(_numbered(number, text), "dim")]


def _report_lines(entry: Entry, copies: list[str]) -> Iterator[list[Piece]]:
    report = entry.report
    yield [
        (report_line(report), "bold"),
        (f"  [{report.doc_type}]  {source_of(entry.path, report)}", "dim"),
    ]
    if copies:
        yield [(_("the same file: {paths}").format(paths=", ".join(copies)), "dim")]


def _section_lines(entry: Entry) -> Iterator[list[Piece]]:
    section = entry.section
    yield []
    yield [
        (numbered_heading(section) or _("(no heading)"), "bold"),
        (f"  [{' '.join(section.types)}]", "cyan"),
        (f"  {lines_of(section.lines)}  {section.id}", "dim"),
    ]


def _pairs(entry: Entry, source: _Source) -> Iterator[tuple[str, str]]:
    """The source of a section beside what was made of it, in rows of lines that belong together."""
    section = entry.section
    shown_before = section.lines[0] - 1
    for (_first, last), texts in _rows(section):
        lines = source.between(shown_before + 1, last)
        shown_before = max(shown_before, last)
        yield "\n".join(_numbered(*line) for line in lines), "\n".join(texts)


def _rows(section: Section) -> list[tuple[Span, list[str]]]:
    """The heading and the paragraphs; those that share a line of the source share a row."""
    rows: list[tuple[Span, list[str]]] = []
    if section.heading is not None and section.part == 1:
        start = section.lines[0]
        rows.append(((start, start), [numbered_heading(section)]))
    for paragraph in section.paragraphs:
        first, last = paragraph.lines
        if rows and first <= rows[-1][0][1]:
            (start, end), texts = rows[-1]
            rows[-1] = ((start, max(end, last)), [*texts, paragraph.text])
        else:
            rows.append(((first, last), [paragraph.text]))
    return rows


def _numbered(number: int, text: str) -> str:
    return f"{number:>6} | {text}"
