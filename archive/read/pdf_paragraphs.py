"""From the lines of printed pages to paragraphs: a line that reaches the right margin goes on in the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..parsed import Block
from .base import CELL_SEPARATOR
from .pdf_pages import COLUMN, Line

# A line is full where the first word of the next had no room in it, give or take half a character. What is
# not divided: a Latin word; brackets and marks, from what they stand before or after; quotes, from both.
_SLACK = 0.5
_OPENING, _CLOSING = r"[(（〔〈《「『【\[]*", r"[)）〕〉》」』】\]，。、；：！？…,.;:!?%％]*"
_ATOM = rf"{_OPENING}(?:[A-Za-z0-9\u00c0-\u024f.%:/_*-]+|.){_CLOSING}"
_FIRST_WORD = re.compile(rf"[“‘”’\"']*{_ATOM}(?:[“‘”’\"']+(?:{_ATOM})?)*")
# A first line is indented by two characters; less than one is a matter of setting.
_INDENTED = 1.0
# Indents mark the paragraphs of a document where one line in so many has one.
_INDENT_SHARE = 25
# A margin is where one line in so many ends or begins, and two at least.
_MARGIN_SHARE = 50
# Lines of a paragraph stand at most so many times as far apart as is usual.
_MAX_PITCH = 1.5
# Sizes (in points) of one text differ by rounding only.
_SAME_SIZE = 0.8
# Titles are set two sizes larger: 22 points above a text of 16, or 18 above 14.
_TITLE_SIZE = 1.15
# A centered line is as far from the left as from the right margin, and three characters from each, since a
# paragraph of one line may be so by chance; in larger type it may fill the line.
_CENTER_SLACK, _CENTER_MARGIN, _TITLE_MARGIN = 1.5, 3.0, 1.0
# A title has no more lines.
_TITLE_LINES = 3
_SENTENCE_END = re.compile(r"[。！？!?；;：:…][”’」』）)]*$")
_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）]|第[一二三四五六七八九十\d]{1,3}[章节条部]"
)
# From here on characters are as wide as they are high, below half as wide.
_WIDE = "\u2e80"
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z0-9,.;:]$"), re.compile(r"[A-Za-z0-9]")


def paragraphs(lines: Sequence[Line]) -> tuple[Block, ...]:
    """Join hard-wrapped lines, also across pages, and say which paragraphs are set like titles."""
    if not lines:
        return ()
    page, rows = _Measures(lines), _rows(lines)
    groups: list[list[Line]] = []
    for line in lines:
        is_row = groups and rows & {line.number, groups[-1][-1].number}
        if groups and not is_row and page.goes_on(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(
        Block(group[0].text.replace(COLUMN, CELL_SEPARATOR), (group[0].number,) * 2, "cell")
        if group[0].number in rows
        else Block(_joined(group), (group[0].number, group[-1].number), page.style(group))
        for group in groups
    )


def _rows(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines that are rows of a table: one below the other, with as many columns."""
    rows: set[int] = set()
    for before, after in pairwise(lines):
        columns = before.text.count(COLUMN)
        if columns and columns == after.text.count(COLUMN) and before.page == after.page:
            rows |= {before.number, after.number}
    return rows


class _Measures:
    """The size, margins and line pitch of most of a document, in points."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[int] = Counter()
        for line in lines:
            sizes[round(line.size)] += len(line.text)
        self._size = max(sizes.most_common(1)[0][0], 1)
        body = [line for line in lines if abs(line.size - self._size) <= _SAME_SIZE] or list(lines)
        self._left = _margin(sorted(line.left for line in body), self._size)
        self._right = -_margin(sorted(-line.right for line in body), self._size)
        steps = sorted(
            after.top - before.top for before, after in pairwise(body) if before.page == after.page
        )
        self._pitch = steps[len(steps) // 2] if steps else 2 * self._size
        self._indents = _INDENT_SHARE * sum(map(self._is_indented, body)) >= len(body)

    def goes_on(self, group: Sequence[Line], line: Line) -> bool:
        """Whether `line` continues the paragraph that `group` has begun."""
        before = group[-1]
        if abs(before.size - line.size) > _SAME_SIZE or not self._is_below(before, line):
            return False
        if self._is_centered(before) and self._is_centered(line):
            return self._is_large(line) and len(group) < _TITLE_LINES
        if self._had_room(before, line) or self._is_indented(line):
            return False
        ended = _SENTENCE_END.search(before.text) is not None
        return not ended or (self._indents and not _NUMBERED.match(line.text))

    def style(self, group: Sequence[Line]) -> str | None:
        """The hint for a paragraph: "title", "centered", "bold" (for larger type) or None."""
        centered = all(map(self._is_centered, group))
        if len(group) > _TITLE_LINES:
            return None
        if self._is_large(group[0]):
            return "title" if centered else "bold"
        return "centered" if centered else None

    def _had_room(self, before: Line, line: Line) -> bool:
        """Whether the first word of `line` could have stood in the line before, had it gone on there."""
        word = _FIRST_WORD.match(line.text)
        halves = sum(1 if char < _WIDE else 2 for char in word[0]) if word else 2
        return before.right + (halves / 2 + _SLACK) * line.size < self._right

    def _is_large(self, line: Line) -> bool:
        return line.size >= _TITLE_SIZE * self._size

    def _is_indented(self, line: Line) -> bool:
        return line.left > self._left + _INDENTED * self._size

    def _is_centered(self, line: Line) -> bool:
        left, right = line.left - self._left, self._right - line.right
        margin = _TITLE_MARGIN if self._is_large(line) else _CENTER_MARGIN
        return abs(left - right) <= _CENTER_SLACK * self._size and min(left, right) >= margin * self._size

    def _is_below(self, before: Line, line: Line) -> bool:
        step = line.top - before.top
        return before.page != line.page or step <= _MAX_PITCH * max(self._pitch, line.size)


def _margin(places: Sequence[float], size: float) -> float:
    """The outermost of these sorted places near which enough of them lie."""
    needed = max(2, len(places) // _MARGIN_SHARE)
    for index, place in enumerate(places[: -needed + 1]):
        if places[index + needed - 1] - place <= size:
            return place
    return places[0]


def _joined(group: Sequence[Line]) -> str:
    text = group[0].text
    for line in group[1:]:
        gap = " " if _LATIN_END.search(text) and _LATIN_START.match(line.text) else ""
        text += gap + line.text
    return text.replace(COLUMN, " ")
