"""What every format shares: the facts about an export, its visible wording, and highlights."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeAlias

from ..model import Hit, Passage, ReportHead, Span
from .grouping import TYPE_SEPARATOR, YEAR_NAME, GroupBy

# Visible wording, each in one place.
QUERY_LABEL = "检索词：{}"
UNDERSTOOD_LABEL = "理解为：{}"
TOTAL_LABEL = "共 {} 节"
FOLDED_LABEL = "其中 {} 节与他处雷同，未重复列出"
CREATED_LABEL = "导出时间：{}"
SOURCE_LABEL = "来源：{}"
PAGES_NAME = "{} 第{}页"
REPORT_ID_LABEL = "报告 {}"
SECTION_ID_LABEL = "章节 {}"
TYPES_LABEL = "类型：{}"
COPIES_LABEL = "另有 {} 处雷同"
COUNTED_LABEL = "{}（{} 段）"
TITLE = "摘录：{}"
NO_TITLE = "（无标题）"
NO_HEADING = "（标题前正文）"
FACT_SEPARATOR = " · "
PATH_SEPARATOR = " › "
# Longer core properties make Office call the file damaged (ECMA-376, part 2).
MAX_PROPERTY = 255

_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# What XML 1.0 cannot hold, not even escaped, and the other control characters: browsers call them
# errors, and terminals obey them.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class ExportInfo:
    """What the passages answer, and how the file shall be laid out.

    The query as typed and as understood, how many sections match, and how many of these are not
    there since they are near-copies (`folded`). `created` is an ISO 8601 date and time, or None where
    the file shall not depend on the clock. Without `group_by` passages stand as they come. `template`
    is a Word document whose styles, header and footer a docx takes on.
    """

    query: str
    understood: str
    total: int
    created: str | None = None
    folded: int = 0
    group_by: GroupBy | None = None
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What an export became: the number of passages, and what the user should know about the file."""

    passages: int
    notices: tuple[str, ...] = ()


# A writer takes the hits one by one, and writes to the stream.
Writer: TypeAlias = Callable[[Iterable[Hit], ExportInfo, BinaryIO], Written]

# A piece of text, and whether it is highlighted.
Piece: TypeAlias = tuple[str, bool]


def encode(text: str) -> bytes:
    """UTF-8. Names of files may hold bytes that were no text; those are written as escapes."""
    return text.encode("utf-8", "backslashreplace")


def merged(highlights: Iterable[Span]) -> list[Span]:
    """The highlights in their order; overlapping and adjacent ones are one, empty ones gone."""
    result: list[Span] = []
    for start, end in sorted(highlights):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def pieces(text: str, highlights: Iterable[Span]) -> Iterator[Piece]:
    """Cut `text` into plain and highlighted pieces; joined they are `text` again."""
    at = 0
    for start, end in merged(highlights):
        yield from _piece(text[at:start], False)
        yield from _piece(text[start:end], True)
        at = end
    yield from _piece(text[at:], False)


def _piece(text: str, is_lit: bool) -> Iterator[Piece]:
    if text:
        yield text, is_lit


def one_line(text: str) -> str:
    """`text` with a space for each line break and tab, so that offsets into it stay right."""
    return _BREAKS.sub(" ", text)


def legible(text: str) -> str:
    """`text` without the characters that no document can hold or show."""
    return _UNFIT.sub("", text)


def document_title(info: ExportInfo) -> str:
    """What the file is called inside: the query, or where only filters were given, these."""
    return legible(one_line(TITLE.format(info.query.strip() or info.understood)))


def title_of(hit: Hit) -> str:
    """The title of the hit's report as a heading; where it has none, where it stands."""
    return one_line(hit.report.title or f"{NO_TITLE} {_place(hit.path, hit.report)}")


def heading_pieces(hit: Hit) -> list[Piece]:
    """The way to the section as a heading, its own highlights kept."""
    heading = hit.section.heading
    if heading is None:
        return [(one_line(PATH_SEPARATOR.join(hit.section.path) or NO_HEADING), False)]
    above = "".join(one_line(step) + PATH_SEPARATOR for step in hit.section.path[:-1])
    own = list(pieces(one_line(heading), hit.heading_highlights))
    return [(above, False), *own] if above else own


def report_facts(report: ReportHead) -> str:
    """Unit, year, document type, period and date, as far as known, on one line."""
    year = None if report.year is None else YEAR_NAME.format(report.year)
    return _facts(report.unit, year, report.doc_type, report.period, report.date)


def section_facts(hit: Hit) -> str:
    """The section's types, and how many near-copies of it were folded away."""
    copies = COPIES_LABEL.format(len(hit.duplicates)) if hit.duplicates else None
    return _facts(TYPES_LABEL.format(TYPE_SEPARATOR.join(hit.section.types)), copies)


def place_of(hit: Hit, passage: Passage) -> str:
    """File and lines of a passage, or pages where it was printed."""
    return _place(hit.path, passage)


def _place(path: str, part: Passage | ReportHead) -> str:
    """File and lines or pages; bytes in the file's name that were no text are shown as escapes."""
    first, last = part.pages or part.lines
    shown = f"{first}" if first == last else f"{first}-{last}"
    place = PAGES_NAME.format(path, shown) if part.pages else f"{path}:{shown}"
    return place.encode("utf-8", "backslashreplace").decode()


def source_of(hit: Hit, passage: Passage) -> str:
    """File and lines of a passage, and the ids by which the archive shows it."""
    return _facts(
        SOURCE_LABEL.format(place_of(hit, passage)),
        REPORT_ID_LABEL.format(hit.report.id),
        SECTION_ID_LABEL.format(hit.section.id),
    )


def query_facts(info: ExportInfo) -> list[str]:
    """The lines that say what the passages answer."""
    lines = [QUERY_LABEL.format(info.query)] if info.query.strip() else []
    if info.understood != info.query:
        lines.append(UNDERSTOOD_LABEL.format(info.understood))
    created = CREATED_LABEL.format(_to_the_minute(info.created)) if info.created else None
    folded = FOLDED_LABEL.format(info.folded) if info.folded else None
    lines.append(_facts(TOTAL_LABEL.format(info.total), folded, created))
    return [legible(one_line(line)) for line in lines]


def _to_the_minute(created: str) -> str:
    return datetime.fromisoformat(created).strftime("%Y-%m-%d %H:%M")


def _facts(*facts: str | None) -> str:
    return FACT_SEPARATOR.join(one_line(fact) for fact in facts if fact)
