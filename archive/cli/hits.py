"""How hits look as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..fold import fold
from ..model import Facets, Hit, Passage, ReportHead, Results, SectionHead, Span
from ..search import Match, Request
from .messages import _, ngettext
from .output import Piece, one_line

# Of a long paragraph this many characters are shown around the first match: two or three lines.
SNIPPET = 160
# How many of them may stand before the match, so that its sentence is recognised.
_LEAD = 40
# Of a section with many matching paragraphs so many are shown: ten hits then fit three screens.
_PASSAGES_SHOWN = 3
_FACETS_SHOWN = 8
_COPIES_SHOWN = 5

_MATCH, _TITLE, _SOURCE, _TYPE = "bold red", "bold", "dim", "cyan"


def header(results: Results, request: Request) -> Iterator[list[Piece]]:
    """What was found in all, how much of it was folded, and whether not all words were found together."""
    found = ngettext("{n} section", "{n} sections", results.total).format(n=results.total)
    types = "  ".join(f"{name} {count}" for name, count in results.facets["type"].items())
    yield [(found, _TITLE), (f"  ({types})" if types else "", _SOURCE)]
    copies = results.total - results.folded_total
    if request.fold and copies:
        text = ngettext(
            "{n} of them is a near-copy of another, folded (--unfold shows it)",
            "{n} of them are near-copies of others, folded (--unfold shows them)",
            copies,
        )
        yield [(text.format(n=copies), _SOURCE)]
    if results.matched == Match.ANY and request.match is Match.AUTO:
        # The options stand at the end of what was understood, and hold for every hit.
        words = one_line(results.understood.removesuffix(" " + " ".join(request.filters)))
        yield [(_("No section has all of: {words}. These have some of them.").format(words=words), "yellow")]


def facet_lines(facets: Facets) -> Iterator[list[Piece]]:
    """The counts of each label, the most frequent values first."""
    for name, values in facets.items():
        shown = list(values.items())[:_FACETS_SHOWN]
        more = _(" … and {n} more").format(n=len(values) - len(shown)) if len(values) > len(shown) else ""
        yield [(f"{name}: ", _TITLE), ("  ".join(f"{value} {count}" for value, count in shown) + more, None)]


def hit_lines(hit: Hit, rank: int, *, full: bool) -> Iterator[list[Piece]]:
    """One hit: its report, its section with its source, and the matching paragraphs."""
    yield []
    yield [(f"{rank}. {report_line(hit.report)}", _TITLE)]
    source = source_of(hit.path, hit.section)
    yield [
        ("   [" + " ".join(hit.section.types) + "] ", _TYPE),
        *_marked(*_heading(hit)),
        (f"  {source}  {hit.section.id}", _SOURCE),
    ]
    for passage in hit.passages if full else _telling(hit.passages):
        yield [("   ", None), *(_marked(passage.text, passage.highlights) if full else snippet(passage))]
    more = 0 if full else len(hit.passages) - _PASSAGES_SHOWN
    if more > 0:
        text = ngettext("… {n} more passage (--full)", "… {n} more passages (--full)", more)
        yield [("   " + text.format(n=more), _SOURCE)]
    if hit.duplicates:
        yield [(f"   {copies_line(hit)}", _SOURCE)]


def _telling(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with most of the different words that were found, in the order of the section."""
    varied = [len({fold(p.text[a:b]) for a, b in p.highlights}) for p in passages]
    best = sorted(range(len(passages)), key=lambda i: -varied[i])[:_PASSAGES_SHOWN]
    return [passages[i] for i in sorted(best)]


def copies_line(hit: Hit) -> str:
    """How many near-copies were folded into a hit, and the ids of the most similar."""
    count = len(hit.duplicates)
    text = ngettext("{n} near-copy: {ids}", "{n} near-copies: {ids}", count)
    ids = " ".join(copy.section_id for copy in hit.duplicates[:_COPIES_SHOWN])
    return text.format(n=count, ids=ids + (" …" if count > _COPIES_SHOWN else ""))


def report_line(report: ReportHead) -> str:
    """Title, unit, year and period of a report, as far as they are known."""
    year = "" if report.year is None else str(report.year)
    parts = (report.title or _("(no title)"), report.unit, year + (report.period or ""))
    return " · ".join(part for part in parts if part)


def numbered_heading(section: SectionHead) -> str:
    """A heading with its number, as it would be written; empty where there is none."""
    if section.heading is None:
        return ""
    number = section.number or ""
    return f"{number}{_after_number(number)}{section.heading}"


def _after_number(number: str) -> str:
    """What stands between a number and its heading: 一、 needs it, (一) and 1. do not."""
    if not number or number[-1] in ").":
        return ""
    return " " if number[0] == "第" else "、"


def _heading(hit: Hit) -> tuple[str, tuple[Span, ...]]:
    """The headings that lead to a section, the last one with its number, and what is marked in it."""
    section = hit.section
    path = " › ".join((*section.path[:-1], numbered_heading(section)))
    shift = len(path) - len(section.heading or "")
    return path, tuple((start + shift, end + shift) for start, end in hit.heading_highlights)


def snippet(passage: Passage) -> list[Piece]:
    """The paragraph from shortly before its first match on, cut at SNIPPET characters."""
    first = passage.highlights[0][0] if passage.highlights else 0
    start = max(0, first - _LEAD) if len(passage.text) > SNIPPET else 0
    end = start + SNIPPET
    inside = tuple((a - start, min(b, end) - start) for a, b in passage.highlights if start <= a < end)
    head, tail = "…" if start else "", "…" if end < len(passage.text) else ""
    return [(head, None), *_marked(passage.text[start:end], inside), (tail, None)]


def _marked(text: str, spans: tuple[Span, ...]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for start, end in spans:
        pieces += [(text[at:start], None), (text[start:end], _MATCH)]
        at = end
    return [*pieces, (text[at:], None)]


def source_of(path: str, part: ReportHead | SectionHead) -> str:
    """Where a report or section is found: by its pages if it was printed, else by its lines."""
    if part.pages is None:
        return f"{path}:{lines_of(part.lines)}"
    return _("{path}, p. {pages}").format(path=path, pages=lines_of(part.pages))


def lines_of(lines: Span) -> str:
    """A range of lines as people write it: 12 or 12-15."""
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}-{lines[1]}"
