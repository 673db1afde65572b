"""What every format shares: the facts about an export, its visible wording, and highlights."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from ..model import Hit, Passage, ReportHead, Span

# Visible wording, each in one place.
QUERY_LABEL = "检索词: {}"
UNDERSTOOD_LABEL = "理解为: {}"
TOTAL_LABEL = "共 {} 条"
CREATED_LABEL = "导出时间: {}"
SOURCE_LABEL = "来源: {}"
REPORT_ID_LABEL = "报告 {}"
SECTION_ID_LABEL = "章节 {}"
TYPES_LABEL = "类型: {}"
COPIES_LABEL = "另有 {} 处雷同"
YEAR_LABEL = "{}年"
NO_TITLE = "(无标题)"
NO_HEADING = "(标题前正文)"
TYPE_SEPARATOR = "、"
FACT_SEPARATOR = " · "
PATH_SEPARATOR = " › "

_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class ExportInfo:
    """What the passages answer: the query as typed and as understood, and how many sections match.

    `created` is an ISO 8601 date and time, or None where the file shall not depend on the clock.
    """

    query: str
    understood: str
    total: int
    created: str | None = None


# A writer takes the hits one by one, writes to the stream, and returns the number of passages.
Writer: TypeAlias = Callable[[Iterable[Hit], ExportInfo, BinaryIO], int]

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


def with_new_report(hits: Iterable[Hit]) -> Iterator[tuple[Hit, bool]]:
    """Each hit, and whether it begins another report than the hit before it."""
    previous: tuple[str, str] | None = None
    for hit in hits:
        key = (hit.path, hit.report.id)
        yield hit, key != previous
        previous = key


def title_of(report: ReportHead) -> str:
    """The report's title as a heading."""
    return one_line(report.title or NO_TITLE)


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
    year = None if report.year is None else YEAR_LABEL.format(report.year)
    return _facts(report.unit, year, report.doc_type, report.period, report.date)


def section_facts(hit: Hit) -> str:
    """The section's types, and how many near-copies of it were folded away."""
    copies = COPIES_LABEL.format(len(hit.duplicates)) if hit.duplicates else None
    return _facts(TYPES_LABEL.format(TYPE_SEPARATOR.join(hit.section.types)), copies)


def source_of(hit: Hit, passage: Passage) -> str:
    """File and lines of a passage, and the ids by which the archive shows it."""
    first, last = passage.lines
    lines = f"{first}" if first == last else f"{first}-{last}"
    return _facts(
        SOURCE_LABEL.format(f"{hit.path}:{lines}"),
        REPORT_ID_LABEL.format(hit.report.id),
        SECTION_ID_LABEL.format(hit.section.id),
    )


def query_facts(info: ExportInfo) -> list[str]:
    """The lines that say what the passages answer."""
    lines = [QUERY_LABEL.format(one_line(info.query))]
    if info.understood != info.query:
        lines.append(UNDERSTOOD_LABEL.format(one_line(info.understood)))
    created = CREATED_LABEL.format(info.created) if info.created else None
    return [*lines, _facts(TOTAL_LABEL.format(info.total), created)]


def _facts(*facts: str | None) -> str:
    return FACT_SEPARATOR.join(one_line(fact) for fact in facts if fact)
