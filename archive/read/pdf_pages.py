"""What stands in the margins of printed pages: headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..parsed import Removed

# Headers and footers have at most so many lines.
_MARGIN_LINES = 2
# On two pages a line may recur by chance, on three of a document and half of its pages it does not.
_MIN_REPEATED, _MIN_SHARE = 3, 0.5
# At the foot of two pages, at the same height, it does not either; the points are what rounding makes of
# it. At their top it may: two reports of a page each have one title.
_SAME_HEIGHT = 2.0
# The title may be the header too; what stands inside the pages as often as at their edges is text.
_MAX_INSIDE = 0.5
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–·•~\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[/,，|]?\s*共?\s*\d{1,4}\s*页?)?|[ivxlIVXL]{1,7})[-—–·•~\s]*"
)


# Between the texts of a line that stand as far apart as the columns of a table.
COLUMN = "\t"


class Line(NamedTuple):
    """A line of a page, wide room in it as COLUMN. Its edges are in points, from the left and the top."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    page: int
    number: int


def without_margins(pages: Sequence[Sequence[Line]]) -> tuple[list[Line], tuple[Removed, ...]]:
    """The lines of all pages without headers, footers and page numbers, and these as removed."""
    repeated = _repeated(pages)
    lines: list[Line] = []
    removed: list[Removed] = []
    for page in pages:
        margin = {line.number: reason for line, reason in _margin(page, repeated)}
        lines += [line for line in page if line.number not in margin]
        removed += [
            Removed(line.number, line.text, margin[line.number]) for line in page if line.number in margin
        ]
    if not lines:
        # Pages of one line each: what recurs on them is all that they say.
        return [line for page in pages for line in page], ()
    return lines, tuple(removed)


def _repeated(pages: Sequence[Sequence[Line]]) -> set[tuple[str, str]]:
    """The texts, digits aside, that stand at the top or the foot of most pages."""
    filled = [page for page in pages if page]
    counts = Counter(key for page in filled for key in {*_edges(page)})
    texts = Counter(_key(line) for page in filled for line in page)
    needed = max(_MIN_REPEATED, _MIN_SHARE * len(filled))
    found = {
        (edge, text)
        for (edge, text), count in counts.items()
        if count >= needed and texts[text] - count <= _MAX_INSIDE * count
    }
    return found | _common_foot(filled) if len(filled) == 2 else found


def _common_foot(pages: Sequence[Sequence[Line]]) -> set[tuple[str, str]]:
    """The last line of two pages, if it is the same one."""
    first, second = (max(page, key=lambda line: line.top) for page in pages)
    same = _key(first) == _key(second) and abs(first.top - second.top) <= _SAME_HEIGHT
    return {("page-footer", _key(first))} if same else set()


def _edges(page: Sequence[Line]) -> Iterator[tuple[str, str]]:
    ordered = sorted(page, key=lambda line: line.top)
    yield from (("page-header", _key(line)) for line in ordered[:_MARGIN_LINES])
    yield from (("page-footer", _key(line)) for line in ordered[-_MARGIN_LINES:])


def _key(line: Line) -> str:
    return _DIGITS.sub("0", line.text.replace(" ", ""))


def _margin(page: Sequence[Line], repeated: set[tuple[str, str]]) -> Iterator[tuple[Line, str]]:
    """The lines of a page that are of its margins, from the outside inwards, with the reason."""
    ordered = sorted(page, key=lambda line: line.top)
    for reason, edge in (("page-header", ordered), ("page-footer", ordered[::-1])):
        for line in edge[:_MARGIN_LINES]:
            if (reason, _key(line)) in repeated:
                yield line, "page-number" if _PAGE_NUMBER.fullmatch(line.text) else reason
            elif _PAGE_NUMBER.fullmatch(line.text) and line in (ordered[0], ordered[-1]) and len(page) > 1:
                yield line, "page-number"
            else:
                break
