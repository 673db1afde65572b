"""Matching what was found with what is right: paragraphs by text and order, texts by edit distance."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from quality_labels import Heading, Text

# Two paragraphs are the same where they share half of their bigrams: a heading left in or a list item
# joined on does not unmake a match, a different paragraph of the same report stays far below.
SAME = 0.5
# Source lines that a match may be apart: a title or number that was joined to its neighbour, and
# the blank lines between.
NEAR = 3
_CLOSING = "、.。:;,． "

Item = TypeVar("Item")


def folded(text: str) -> str:
    """Text as it is compared: width folded, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def heading_key(heading: Heading) -> tuple[str, str]:
    """What must be equal in two headings besides the level."""
    return folded(heading.number).rstrip(_CLOSING), folded(heading.text).rstrip(_CLOSING)


def same_heading(right: Heading, found: Heading) -> bool:
    """Number, text, level and place agree: a list of headings before the text is not the text's."""
    alike = found.levels <= right.levels and heading_key(right) == heading_key(found)
    return alike and near(right.lines, found.lines)


def near(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two line ranges overlap or nearly do."""
    return a[0] <= b[1] + NEAR and b[0] <= a[1] + NEAR


def likeness(right: Text, found: Text) -> float:
    """How alike two paragraphs are, 0 to 1, by shared bigrams; 0 where they lie on other lines."""
    if not near(right.lines, found.lines):
        return 0.0
    a, b = folded(right.text), folded(found.text)
    if right.cut:
        if a in b[: 3 * len(a)]:
            return 1.0 if b.startswith(a) else 0.8
        b = b[: len(a)]
    if a == b:
        return 1.0
    left, other = _bigrams(a), _bigrams(b)
    return 2 * (left & other).total() / max(1, left.total() + other.total())


def _bigrams(text: str) -> Counter[str]:
    return Counter(map("".join, pairwise(text)))


def matched(
    right: Sequence[Item], found: Sequence[Item], weight: Callable[[Item, Item], float], least: float
) -> list[tuple[int, int]]:
    """The pairs, in order on both sides, whose weights have the greatest sum (weights >= least)."""
    best = [[0.0] * (len(found) + 1) for _ in range(len(right) + 1)]
    taken: dict[tuple[int, int], float] = {}
    for i in range(len(right) - 1, -1, -1):
        row, below = best[i], best[i + 1]
        for j in range(len(found) - 1, -1, -1):
            score = weight(right[i], found[j])
            row[j] = max(below[j], row[j + 1])
            if score >= least and score + below[j + 1] > row[j]:
                taken[i, j] = row[j] = score + below[j + 1]
    return _walk(best, taken)


def _walk(best: list[list[float]], taken: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    pairs, i, j = [], 0, 0
    while i < len(best) - 1 and j < len(best[0]) - 1:
        if taken.get((i, j)) == best[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def distance(a: str, b: str) -> int:
    """Levenshtein distance, in O(len + distance²): Ukkonen, "Algorithms for approximate string
    matching", 1985: for each number of edits, how far each diagonal can be followed."""
    goal, target = len(b) - len(a), len(a)
    reach = {0: _run(a, b, 0, 0)}
    edits = 0
    while reach.get(goal, -1) < target:
        edits += 1
        reach = {
            diagonal: _run(a, b, row, row + diagonal)
            for diagonal in range(-edits, edits + 1)
            if (row := _furthest(reach, diagonal, len(a), len(b))) >= 0
        }
    return edits


def _furthest(reach: dict[int, int], diagonal: int, rows: int, columns: int) -> int:
    row = max(reach.get(diagonal, -2) + 1, reach.get(diagonal - 1, -2), reach.get(diagonal + 1, -2) + 1)
    return min(row, rows, columns - diagonal) if row + diagonal >= 0 else -1


def _run(a: str, b: str, i: int, j: int) -> int:
    """The end in `a` of the equal run that begins at a[i] and b[j]; long runs by doubling slices."""
    step = 1
    while a[i : i + step] == b[j : j + step] and i + step <= len(a) and j + step <= len(b):
        i, j, step = i + step, j + step, step * 2
    while step := step // 2:
        if a[i : i + step] == b[j : j + step] and i + step <= len(a) and j + step <= len(b):
            i, j = i + step, j + step
    return i
