"""archive parse: what the program understands of a file, without indexing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from ..errors import FilesFailed
from ..model import Section
from ..parsed import ParsedFile, Report
from ..pipeline import parse_texts
from ..read import find_files
from .hits import lines_of, numbered_heading, report_line
from .messages import _
from .options import common, encoding, reading, settings_for
from .output import Piece, complain, print_json, print_lines
from .why import why_paragraph, why_report, why_section

# So much of a paragraph shows which one it is, where only the reasons are asked for.
_SHOWN = 20


@click.command("parse", help=_("Show what is understood of files, without indexing them."))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--full", is_flag=True, help=_("Show the paragraphs too."))
@click.option("--explain", is_flag=True, help=_("Show why each border, heading and type was chosen."))
@click.option("--json", "as_json", is_flag=True, help=_("Print everything as JSON."))
@encoding
@common
def command(
    files: tuple[Path, ...],
    full: bool,
    explain: bool,
    as_json: bool,
    encoding: str | None,
    index_dir: Path | None,
    quiet: bool,
    debug: bool,
) -> int:
    """See the help text."""
    settings = reading(settings_for(index_dir), encoding)
    failed: list[str] = []
    found = find_files(files, settings, lambda folder, error: failed.append(f"{folder}: {error.strerror}"))
    # One after the other, so that a folder of any size is parsed in the memory of its largest file.
    texts = (text for path in found for text in parse_texts(path, settings, explain=explain))
    parsed = _noted(texts, failed)
    if as_json:
        print_json({"files": list(parsed)})
    else:
        for file in parsed:
            print_lines(_lines(file, full=full, quiet=quiet))
    for reason in failed:
        complain(reason)
    return FilesFailed.exit_code if failed else 0


def _noted(texts: Iterable[ParsedFile], failed: list[str]) -> Iterator[ParsedFile]:
    """The texts, with the reason of each failure added to `failed` as it passes."""
    for text in texts:
        if text.error is not None:
            failed.append(text.error)
        yield text


def _encoding(file: ParsedFile) -> str:
    """The encoding and how sure it is; of files that have none, what they are."""
    if file.encoding is None:
        return str(file.media_type)
    if file.encoding_confidence is None:
        return _("{encoding} as told").format(encoding=file.encoding)
    if file.encoding_confidence == 1:
        return file.encoding
    return _("{encoding} ({share:.0%} sure)").format(encoding=file.encoding, share=file.encoding_confidence)


def _lines(file: ParsedFile, *, full: bool, quiet: bool) -> Iterator[list[Piece]]:
    if file.error is not None:
        return
    about = _("{encoding}, {reports} reports, {removed} removed, {warnings} warnings").format(
        encoding=_encoding(file),
        reports=len(file.reports),
        removed=len(file.removed),
        warnings=len(file.warnings),
    )
    yield [(file.path, "bold"), (f"  ({about})", "dim")]
    for report in file.reports:
        yield from _report_lines(report, full=full)
    if not quiet:
        for removed in file.removed:
            yield [(f"  - {removed.line}: [{removed.reason}] {removed.text}", "dim")]
        for warning in file.warnings:
            yield [(f"  ! {warning.line}: [{warning.code}] {warning.message}", "yellow")]


def _report_lines(report: Report, *, full: bool) -> Iterator[list[Piece]]:
    yield [(f"  {report_line(report)}", "bold"), (f"  [{report.doc_type}] {lines_of(report.lines)}", "dim")]
    yield from why_report(report)
    for section in report.sections:
        yield _section_line(section)
        yield from why_section(section)
        for paragraph in section.paragraphs:
            if full or paragraph.why:
                text = "  " * (section.level + 3) + _shown(paragraph.text, full=full)
                yield [(text, None), *why_paragraph(paragraph)]


def _shown(text: str, *, full: bool) -> str:
    return text if full or len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _section_line(section: Section) -> list[Piece]:
    indent = "  " * (section.level + 1)
    part = _(" (part {n})").format(n=section.part) if section.part > 1 else ""
    return [
        (f"  {indent}{numbered_heading(section) or _('(no heading)')}{part}", None),
        (f"  [{' '.join(section.types)}]", "cyan"),
        (f"  {lines_of(section.lines)}  {section.id}", "dim"),
    ]
