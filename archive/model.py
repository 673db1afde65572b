"""The records that an archive is made of and a search gives: frozen, slotted, and nothing but data.

The fields of `parsed.ParsedFile` down to `Paragraph`, and of `Hit` and `Passage`, are the JSON contract
(format_version 1) in its own order, so `dataclasses.asdict` of a record is its JSON form. Add
fields at the end of a record; never rename one.

Lines are 1-based and inclusive, counted in the source as its reader saw it: the lines of a text file or a
PDF, the paragraphs of a web page or a Word file, the rows of a table. `pages` are the printed pages, where
the format has any.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any

FORMAT_VERSION = 1

SECTION_TYPES: tuple[str, ...] = (
    "导语",
    "工作情况",
    "存在问题",
    "原因分析",
    "下一步打算",
    "经验体会",
    "形势分析",
    "意见建议",
    "其他",
)
DOC_TYPES: tuple[str, ...] = (
    "总结",
    "报告",
    "汇报",
    "计划",
    "方案",
    "述职",
    "讲话",
    "调研",
    "心得",
    "其他",
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided: the rule, the words of the text that met it, and their line."""

    rule: str
    cue: str
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a section, with its own types (one or two of SECTION_TYPES).

    `why` here and in what holds it is empty unless reasons were asked for: for a paragraph one for
    each type, for a section those of its heading and of its types, for a report those of its border
    and its title.
    """

    text: str
    types: tuple[str, ...]
    lines: Span
    why: tuple[Reason, ...] = ()
    pages: Span | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class SectionHead:
    """What a section is called and where it stands; `path` ends with its own heading."""

    id: str
    heading: str | None
    number: str | None
    level: int
    part: int
    path: tuple[str, ...]
    types: tuple[str, ...]
    lines: Span
    pages: Span | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Section(SectionHead):
    """A run of paragraphs of one kind under one heading."""

    paragraphs: tuple[Paragraph, ...]
    why: tuple[Reason, ...] = ()

    @property
    def head(self) -> SectionHead:
        """The section without its paragraphs."""
        return SectionHead(**{name: getattr(self, name) for name in SectionHead.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What a report is called; unknown metadata is None (`date` is ISO 8601, as far as known)."""

    id: str
    title: str | None
    doc_type: str
    year: int | None
    period: str | None
    unit: str | None
    date: str | None
    lines: Span
    pages: Span | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of near-copies that a section and its paragraphs, in order, belong to.

    0 is no group: a paragraph too short to say anything, a section without text.
    """

    section: int = 0
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A section as an engine stores it: with its report's head and its file's path."""

    path: str
    report: ReportHead
    section: Section
    groups: Groups = Groups()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a hit; `highlights` are offsets [start, end) into `text`, in characters."""

    text: str
    types: tuple[str, ...]
    lines: Span
    highlights: tuple[Span, ...]
    pages: Span | None = None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A near-copy that was folded into a hit; `similarity` is between 0 and 1."""

    report_id: str
    section_id: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One section that matches, with its matching paragraphs."""

    score: float
    path: str
    report: ReportHead
    section: SectionHead
    heading_highlights: tuple[Span, ...]
    passages: tuple[Passage, ...]
    duplicates: tuple[Duplicate, ...] = ()


Facets = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to ask instead, where nothing has all that was asked for.

    Of the kind "spelling", `query` has words of the archive in place of such that it lacks; of the
    kind "filter", the conditions in `without` are left out. `total` is what it would find.
    """

    kind: str
    query: str
    without: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of an answer; totals and facets are of the whole answer.

    `suggestions` are made on request, and only where nothing has all that was asked for.
    """

    query: str
    understood: str
    matched: str
    total: int
    folded_total: int
    took_ms: float
    facets: Facets
    hits: tuple[Hit, ...]
    offset: int = 0
    suggestions: tuple[Suggestion, ...] = ()


def plain(record: Any) -> Any:
    """Turn records into what `json.dumps` takes: dicts and lists, fields in their own order.

    Hits take the shape of the contract: the file's path stands in the report, the heading's
    highlights in the section. Reasons that were not asked for are left out, and pages where the
    format has none.
    """
    kind: Any = type(record)
    if kind in _SCALARS:
        return record
    if kind is tuple or kind is list:
        return [item if type(item) in _SCALARS else plain(item) for item in record]
    if kind is dict:
        return {key: plain(value) for key, value in record.items()}
    names, values = _fields_of(kind)
    pairs = zip(names, values(record), strict=True)
    data = {name: value if type(value) in _SCALARS else plain(value) for name, value in pairs}
    for name in _OPTIONAL:
        if not data.get(name, True):
            del data[name]
    return _hit_shape(data) if kind is Hit else data


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of a record's fields, and what gives the values of all at once."""
    names = tuple(kind.__dataclass_fields__)
    return names, attrgetter(*names)


# Every section of an archive passes through `plain` on its way into the index: hence the short cuts.
_SCALARS = frozenset({str, int, float, bool, type(None)})
_OPTIONAL = ("why", "pages")


def _hit_shape(hit: dict[str, Any]) -> dict[str, Any]:
    return {
        "score": hit["score"],
        "report": {**hit["report"], "path": hit["path"]},
        "section": {**hit["section"], "heading_highlights": hit["heading_highlights"]},
        "passages": hit["passages"],
        "duplicates": hit["duplicates"],
    }
