"""Broken lines put together again: linked words, hard wraps, numbers alone on a line, broken sentences.

Nothing is joined that might be a heading and its text, or two items of a list: a wrong join hides a
heading for good, a missed one costs little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise

from ..config import Settings
from ..lazy_pattern import Pattern
from ..model import Span
from ..parsed import Block, CleanText
from ._edit import HAN, without
from .linker import join_linked_words
from .numbers import ALONE, NUMBERED
from .wraps import page_numbers, wrapped

# A line broken after a comma must be longer than a salutation (尊敬的各位领导，).
MIN_BROKEN = 15
# `第十一部分`, `（123）、`: no number is longer.
MAX_NUMBER = 8
# Pages leave one blank line between the pieces of a broken line, or none.
MAX_GAP = 2
# A heading has one sentence at most, and hardly so many characters; a paragraph with more breaks off.
MIN_PARAGRAPH, MIN_REST = 25, 8
# A page number stands between up to two blank lines on either side.
MAX_PAGE_BREAK = 5
PAGE_NUMBER = "page-number"
# A title in 《》 has up to 40 characters; a bracket open for longer was never closed.
BRACKET_REACH = 64

_ENDS = frozenset("。！？!?；;：:…”）)】》")
_OPENS_LATE = frozenset("，。、；：！？%％")
_CLOSERS = Pattern("[》）)”]")
_UNCLOSED = Pattern("《[^《》]{0,60}$|（[^（）]{0,60}$|“[^“”]{0,60}$")
# With these no number ends but a short one, and no line that is continued for what it lacks.
_SENTENCE_ENDS = frozenset("。！？!?；;：:…")
_OPENERS = {"》": "《", "）": "（", "”": "“"}
# No heading and no sentence ends with these: a line that holds a clause and ends so was broken.
_UNFINISHED = frozenset("的和与及")
_CLAUSE = Pattern("[，,；;]")
# The occasion of a speech below its title: ——2023年1月6日在县第十届 / 人民代表大会第二次会议上.
_OCCASION = Pattern("——[^，。]{4,40}$")
# Pages for telephones set the number of a heading above it: 01 / 总体目标和要求.
_COUNTED = Pattern("(?:PART|Part|part)?[. ]?0[1-9]$")
_COUNTED_HEADING = Pattern(rf"[{HAN}“《][^。，；：！？\n]{{3,29}}$")
_OCCASION_END = Pattern("[^，。]{2,30}(?:会议?|大会)上?(?:的(?:讲话|报告|发言))?$")
_COMMA_ENDS = frozenset("，、,")
_LATIN = Pattern("[A-Za-z]")
_HAN_INSIDE = Pattern(rf"(?![年月日])[{HAN}]")
_SENTENCES = Pattern("[。！？；]")
# With these a paragraph begins, whatever the one above it lacks.
_BEGINS = Pattern(
    "附|尊敬的|各位|同志们|今年|近年|一年来|(?:19|20)[0-9×]{2}年|下一步|同时|此外|首先|其次|最后|总之|特此|谢谢"
)


def join_lines(text: CleanText, settings: Settings) -> CleanText:
    """Join blocks that are pieces of one line; each gets the range of all its lines."""
    # A join may show that the next line belongs to it as well; every round leaves fewer blocks.
    while (joined := _joined_again(text, settings)) is not text:
        text = joined
    return text


def _joined_again(text: CleanText, settings: Settings) -> CleanText:
    text = join_linked_words(text, settings, cache(partial(_continuing, text.blocks)))
    text = without(text, page_numbers(text.blocks), PAGE_NUMBER)
    blocks = text.blocks
    skipped = frozenset(removed.line for removed in text.removed if removed.reason == PAGE_NUMBER)
    while len(joined := _joined_once(blocks, skipped)) < len(blocks):
        blocks = joined
    return text if blocks is text.blocks else replace(text, blocks=blocks)


def _continuing(blocks: tuple[Block, ...]) -> frozenset[Span]:
    """The lines that continue a full one: the last of a wrapped paragraph may be a word with its stop."""
    return frozenset(blocks[at].lines for at in wrapped(blocks, _runs(blocks, frozenset())))


def _joined_once(blocks: tuple[Block, ...], skipped: frozenset[int]) -> tuple[Block, ...]:
    continuing = wrapped(blocks, _runs(blocks, skipped))
    pieces = {
        at
        for at, (before, after) in enumerate(pairwise(blocks), 1)
        if at in continuing or _continues(before, after)
    }
    if not pieces:
        return blocks
    starts = [at for at in range(len(blocks)) if at not in pieces]
    return tuple(_merged(blocks[start:end]) for start, end in pairwise([*starts, len(blocks)]))


def _merged(group: Sequence[Block]) -> Block:
    if len(group) == 1:
        return group[0]
    pieces = [group[0].text]
    for before, after in pairwise(group):
        apart = _LATIN.match(before.text[-1]) and _LATIN.match(after.text)
        gap = " " if apart or _COUNTED.match(before.text) else ""
        pieces += [gap, after.text]
    return replace(group[0], text="".join(pieces), lines=(group[0].lines[0], group[-1].lines[1]))


def _continues(before: Block, after: Block) -> bool:
    """Whether `after` must be the rest of `before`, whatever their widths."""
    if before.style or after.style or after.lines[0] - before.lines[1] > MAX_GAP:
        return False
    first, second = before.text, after.text
    if second[0] in _OPENS_LATE:
        return first[-1] not in _ENDS
    if first[-1] in _SENTENCE_ENDS and not _may_go_on(first):
        return False
    if NUMBERED.match(second) or _is_number(second):
        return False
    if _is_number(first):
        return True
    if _COUNTED.match(first):
        return _COUNTED_HEADING.match(second) is not None
    if first[-1] in _COMMA_ENDS:
        return len(first) >= MIN_BROKEN or NUMBERED.match(first) is not None
    if first[-1] in _UNFINISHED and len(first) >= MIN_BROKEN and _CLAUSE.search(first):
        return True
    if first[0] == "—" and _OCCASION.match(first) and not _OCCASION_END.match(first):
        return _OCCASION_END.match(second) is not None
    return _closes_bracket(first, second) or _breaks_off(first, second)


def _may_go_on(first: str) -> bool:
    """Whether a line that ends with a stop could go on nevertheless: as a number, or inside a bracket."""
    return len(first) <= MAX_NUMBER or first[0] == "—" or _has_opener(first)


def _has_opener(first: str) -> bool:
    end = first[-BRACKET_REACH:]
    return "《" in end or "（" in end or "“" in end


def _is_number(text: str) -> bool:
    return len(text) <= MAX_NUMBER and ALONE.fullmatch(text) is not None


def _breaks_off(first: str, second: str) -> bool:
    """Whether a paragraph ends inside its second or a later sentence, and `second` ends that."""
    if len(first) < MIN_PARAGRAPH or len(second) < MIN_REST or not _HAN_INSIDE.match(first[-1]):
        return False
    *before, last = _SENTENCES.split(first)
    # A heading may stand behind the text above it: …三十公里。（二）加强管护.
    if not before or _CLAUSE.search(last) is None or NUMBERED.match(last):
        return False
    return _SENTENCES.search(second) is not None and _BEGINS.match(second) is None


def _closes_bracket(first: str, second: str) -> bool:
    if not _has_opener(first):
        return False
    opened = _UNCLOSED.search(first, max(0, len(first) - BRACKET_REACH))
    closed = _CLOSERS.search(second, 0, BRACKET_REACH)
    if opened is None or closed is None or len(first) < MIN_BROKEN:
        return False
    opener = _OPENERS.get(closed[0])
    return opener == opened[0][0] and opener not in second[: closed.start()]


def _runs(blocks: Sequence[Block], skipped: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The spans of blocks that stand right below one another."""
    start = 0
    for index in range(1, len(blocks) + 1):
        if index == len(blocks) or not _adjacent(blocks[index - 1], blocks[index], skipped):
            if index - start > 1:
                yield start, index
            start = index


def _adjacent(before: Block, after: Block, skipped: frozenset[int]) -> bool:
    """Whether one stands right below the other, or only a page number is between them."""
    if before.style or after.style:
        return False
    between = range(before.lines[1] + 1, after.lines[0])
    return not between or (len(between) <= MAX_PAGE_BREAK and not skipped.isdisjoint(between))
