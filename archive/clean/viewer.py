"""Texts that a document viewer emptied into one line, or cut into numbered pieces.

Viewers show a file without its line ends, only a blank where each was, and some cut that line every
few hundred characters and number the pieces: `…建成农业高质高` / `2、效示范基地三处。 二、存在问题 …`. Such
a number is no heading; the text on both sides of it is put together again, and divided where the blanks
say that a line ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from string import ascii_letters, digits
from typing import NamedTuple

from ..config import Settings
from ..lazy_pattern import Pattern
from ..parsed import Block, CleanText, Removed
from ._edit import HEAD_LINES, taken

REASON = "viewer-number"
SUMMARY = "summary"
# The beginning of a text that a page shows above it; a shorter one may be a heading that comes again.
MIN_SUMMARY = 40
# Viewers cut every 300 characters and more; what their excerpts leave of the last piece may be shorter.
MIN_PIECE = 40
# One cut alone could be two items of a list without full stops; none of them is so long.
MIN_LONE_PIECE = 200
# Of three cuts, more than two fall inside a sentence; of the ends of numbered items, hardly any do.
MIN_OPEN_SHARE = 0.5
# Of the blanks of an emptied page so many follow a full stop or a heading; those of set type fall anywhere.
MIN_SURE, MIN_SURE_SHARE = 2, 0.5
# Shorter lines are titles, rows and signatures, whose blanks separate other things.
MIN_EMPTIED = 100

_NUMBER = Pattern(r"[ \u3000]*(\d{1,3})、(?=.)")
# Most files have no first piece, and most lines begin with another character.
_FIRST_NUMBER = Pattern(r"[ \u3000]*(?:0{0,2}1|０{0,2}１)、.")
_BEFORE_FIRST = " \u300001０１"
_ENDS = Pattern(r"[。！？!?；;：:…][”’」』）)】]*[ \u3000]*$")
_STOP = Pattern("[。！？；;]")
_BLANKS = Pattern(r"[ \t\xa0\u3000]+")
# An article of a statute has one gap, behind its number; no fewer than MIN_SURE make lines of a text.
_SEVERAL_GAPS = Pattern(r"(?:[^ \t\xa0\u3000]*+[ \t\xa0\u3000]++){2}")
_HEADING = (
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}(?:部分|章|篇)"
    r"|篇[一二三四五六七八九十]|\d{1,2}[、.．](?!\d)|[（(]\d{1,2}[)）]|——)"
)
# A sentence ends with a stop and at most two closing marks.
MAX_END = 3
_LAST = frozenset("。！？；：!?”’」』）)】")
_SURE_BEFORE = Pattern(r"[。！？；：!?][”’」』）)】]*$")
_HEADED = Pattern(_HEADING)
# Beside a Latin word or a number a blank is part of the text, and nothing at all behind a comma; before
# a numbered heading or a year it may be a line end.
_LATIN = frozenset(ascii_letters + digits)
_GOES_ON = _LATIN | frozenset(".,;%％，、")
_LATIN_START = Pattern(rf"(?!{_HEADING}|(?:19|20)[\dxX×*_]{{2}} ?年)[A-Za-z0-9]")
# Inside what was cut into pieces, numbers after a full stop begin lines as well.
_LOST_END = Pattern(
    r"(?<=[。！？；])(?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．](?!\d))"
)


class _Text(NamedTuple):
    """Pieces put together: the text, where each piece begins in it, and the lines they come from."""

    text: str
    starts: list[int]
    blocks: Sequence[Block]


def restore_lines(text: CleanText, settings: Settings) -> CleanText:
    """Join numbered pieces, and end a line at each blank that stands for a line end.

    The numbers are listed in `removed`, and so is the beginning of a text that is shown above it. A block
    that is made gets the lines of the pieces it lies in.
    """
    blocks: list[Block] = []
    removed: list[Removed] = []
    given = list(_without_summary(text.blocks, removed))
    at = 0
    for start, end in _runs(given):
        blocks += _lines(given[at:start])
        blocks += _restored(given[start:end], removed)
        at = end
    blocks += _lines(given[at:])
    if len(blocks) == len(text.blocks) and not removed:
        return text
    return replace(text, blocks=tuple(blocks), removed=(*text.removed, *removed))


def _without_summary(blocks: Sequence[Block], removed: list[Removed]) -> Iterator[Block]:
    """The blocks without those of the head that are the beginning of the block below them."""
    for at, (block, below) in enumerate(pairwise(blocks)):
        if block.lines[0] > HEAD_LINES:
            yield from blocks[at:]
            return
        shown = len(block.text) >= MIN_SUMMARY and len(below.text) > len(block.text)
        if shown and below.text.startswith(block.text.rstrip(".… ")):
            removed.extend(taken(block, SUMMARY))
        else:
            yield block
    yield from blocks[-1:]


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The spans of blocks that are the pieces 1、 2、 3、 … of one text."""
    if not any(_FIRST_NUMBER.match(block.text) for block in blocks if block.text[:1] in _BEFORE_FIRST):
        return
    numbers = [_number_of(block) for block in blocks]
    at = 0
    while at < len(blocks):
        end = at + 1
        if numbers[at] == 1:
            while end < len(blocks) and numbers[end] == end - at + 1:
                end += 1
            if _is_cut(blocks[at:end]):
                yield at, end
        at = end


def _number_of(block: Block) -> int:
    found = None if block.style else _NUMBER.match(block.text)
    return int(found[1]) if found else 0


def _is_cut(pieces: Sequence[Block]) -> bool:
    """Whether numbered lines are pieces of a text, which break off in the middle of a sentence."""
    before = [block.text for block in pieces[:-1]]
    if not before or min(map(len, before)) < (MIN_PIECE if len(before) > 1 else MIN_LONE_PIECE):
        return False
    if not all(_STOP.search(text) or len(text) >= MIN_LONE_PIECE for text in before):
        return False
    is_open = [_ENDS.search(text) is None for text in before]
    return sum(is_open) >= MIN_OPEN_SHARE * len(before)


def _restored(pieces: Sequence[Block], removed: list[Removed]) -> Iterator[Block]:
    bare: list[str] = []
    for block in pieces:
        number = _NUMBER.match(block.text)
        end = number.end() if number else 0
        removed.append(Removed(block.lines[0], block.text[:end].strip(), REASON))
        bare.append(block.text[end:])
    starts = list(accumulate(map(len, bare), initial=0))[:-1]
    whole = _Text("".join(bare), starts, pieces)
    for start, end in _divided(whole.text, [match.start() for match in _LOST_END.finditer(whole.text)]):
        yield Block(whole.text[start:end], (_piece(whole, start).lines[0], _piece(whole, end - 1).lines[1]))


def _piece(whole: _Text, position: int) -> Block:
    at = sum(start <= position for start in whole.starts) - 1
    return whole.blocks[at]


def _lines(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, each divided where the blanks in it stand for line ends."""
    for block in blocks:
        if len(block.text) < MIN_EMPTIED or block.style or not _SEVERAL_GAPS.match(block.text):
            yield block
            continue
        spans = list(_divided(block.text, []))
        if len(spans) == 1:
            yield block
        else:
            yield from (replace(block, text=block.text[start:end]) for start, end in spans)


def _divided(text: str, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The spans of `text` between the line ends that are known, `cuts`, and those that blanks stand for."""
    gaps = list(_BLANKS.finditer(text)) if len(text) >= MIN_EMPTIED else []
    ends = _line_ends(text, gaps)
    for start, end in pairwise(sorted({0, len(text), *cuts, *ends})):
        if text[start:end].strip():
            yield start, end


def _line_ends(text: str, gaps: Sequence[re.Match[str]]) -> list[int]:
    """Where the blanks of a text end lines; none where too few of them are sure to."""
    sure, ends, start = 0, [], 0
    for gap in gaps:
        stop, after = gap.span()
        if stop == start or after == len(text):
            continue
        if text[stop - 1] in _GOES_ON or (text[after] in _LATIN and _LATIN_START.match(text, after)):
            continue
        sure += _is_sure(text, start, stop, after)
        ends.append(after)
        start = after
    return ends if sure >= MIN_SURE and sure >= MIN_SURE_SHARE * len(ends) else []


def _is_sure(text: str, start: int, stop: int, after: int) -> bool:
    """Whether a line from `start` to `stop` ends: with a stop, before a number, or as a numbered heading."""
    ends = text[stop - 1] in _LAST and _SURE_BEFORE.search(text, max(start, stop - MAX_END), stop)
    if ends or _HEADED.match(text, after):
        return True
    return _HEADED.match(text, start) is not None and not _STOP.search(text, start, stop)
