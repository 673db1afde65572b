"""Broken lines put together again: hard wraps, numbers alone on a line, breaks inside a sentence.

Nothing is joined that might be a heading and its text, or two items of a list: a wrong join hides a
heading for good, a missed one costs little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..config import Settings, load_rules
from ..model import Block, CleanText, Removed

# A wrapped page has lines of one width, give or take an indent, or a mark that may not begin a line.
WRAP_SLACK = 3.5
# Unnumbered headings of one width (对仗) have up to 18 characters; above 60 no page wraps.
MIN_WRAP, MAX_WRAP = 20, 60
# So many full lines, more than short ones, half of them with a comma in them, do not come about by chance.
MIN_FULL_LINES, MIN_PROSE_SHARE = 3, 0.5
# A line broken after a comma must be longer than a salutation (尊敬的各位领导，).
MIN_BROKEN = 15
# Pages leave one blank line between the pieces of a broken line, or none.
MAX_GAP = 2
# A page number stands between up to two blank lines on either side.
MAX_PAGE_BREAK = 5
PAGE_NUMBER = "page-number"
# A title in 《》 has up to 40 characters; a bracket open for longer was never closed.
BRACKET_REACH = 64

_NUMBER_ALONE = re.compile(
    r"(?:[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]、?|\d{1,2}[、.．]"
    r"|第[一二三四五六七八九十]{1,3}[章节、]|[一二三四五六七八九十]是|[①-⑳㈠-㈩])"
)
_NUMBERED = re.compile(
    r"[一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾]{1,3}[、.．,，]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[、.．)）]"
    r"|\d+(?:\.\d+)+ ?\D|第[一二三四五六七八九十百零\d]{1,5}[章节条款编篇部]|篇[一二三四五六七八九十\d]"
    r"|[一二三四五六七八九十](?:是|要|方面)|[①-⑳㈠-㈩⑴-⒇]|[A-Za-z][、.．]|[●■◆▲★※○◇□►•·*-]"
    r"|(?:附件|附表|表|图)\d"
)
_ENDS = frozenset("。！？!?；;：:…”）)】》")
_OPENS_LATE = frozenset("，。、；：！？%％")
_CLOSERS = re.compile("[》）)”]")
_UNCLOSED = re.compile("《[^《》]{0,60}$|（[^（）]{0,60}$|“[^“”]{0,60}$")
_OPENERS = {"》": "《", "）": "（", "”": "“"}
_COMMA_ENDS = frozenset("，、,")
_PROSE = re.compile("[，。、；,]")
_FULL_WIDTH = re.compile("[\u1100-\uffff\U00020000-\U0003ffff]")
_LATIN = re.compile("[A-Za-z]")


def join_lines(text: CleanText, settings: Settings) -> CleanText:
    """Join blocks that are pieces of one line; each gets the range of all its lines."""
    rules = load_rules("lines", settings)
    text = _without_linked_words(text, frozenset(rules["linked_words"]), tuple(rules["unfinished"]))
    blocks = text.blocks
    skipped = frozenset(removed.line for removed in text.removed if removed.reason == PAGE_NUMBER)
    # A join may show that the next line belongs to it as well; every round leaves fewer blocks.
    while len(joined := _joined_once(blocks, skipped)) < len(blocks):
        blocks = joined
    return text if blocks is text.blocks else replace(text, blocks=blocks)


def _joined_once(blocks: tuple[Block, ...], skipped: frozenset[int]) -> tuple[Block, ...]:
    wrapped = _wrapped(blocks, skipped)
    groups: list[list[Block]] = []
    for index, block in enumerate(blocks):
        if groups and (index in wrapped or _continues(groups[-1][-1], block)):
            groups[-1].append(block)
        else:
            groups.append([block])
    return blocks if len(groups) == len(blocks) else tuple(map(_merged, groups))


def _merged(group: list[Block]) -> Block:
    if len(group) == 1:
        return group[0]
    pieces = [group[0].text]
    for before, after in pairwise(group):
        gap = " " if _LATIN.match(before.text[-1]) and _LATIN.match(after.text) else ""
        pieces += [gap, after.text]
    return replace(group[0], text="".join(pieces), lines=(group[0].lines[0], group[-1].lines[1]))


def _continues(before: Block, after: Block) -> bool:
    """Whether `after` must be the rest of `before`, whatever their widths."""
    if before.style or after.style or after.lines[0] - before.lines[1] > MAX_GAP:
        return False
    first, second = before.text, after.text
    if second[0] in _OPENS_LATE:
        return first[-1] not in _ENDS
    if _NUMBERED.match(second) or _NUMBER_ALONE.fullmatch(second):
        return False
    if _NUMBER_ALONE.fullmatch(first):
        return True
    if first[-1] in _COMMA_ENDS:
        return len(first) >= MIN_BROKEN
    return _closes_bracket(first, second)


def _closes_bracket(first: str, second: str) -> bool:
    opened = _UNCLOSED.search(first, max(0, len(first) - BRACKET_REACH))
    closed = _CLOSERS.search(second, 0, BRACKET_REACH)
    if opened is None or closed is None or len(first) < MIN_BROKEN:
        return False
    opener = _OPENERS.get(closed[0])
    return opener == opened[0][0] and opener not in second[: closed.start()]


def _wrapped(blocks: Sequence[Block], skipped: frozenset[int]) -> set[int]:
    """The indexes of blocks that continue the block before them in a hard-wrapped run of lines."""
    found: set[int] = set()
    start = 0
    for index in range(1, len(blocks) + 1):
        if index == len(blocks) or not _adjacent(blocks[index - 1], blocks[index], skipped):
            if index - start > MIN_FULL_LINES:
                found |= _wrapped_run(blocks, start, index)
            start = index
    return found


def _adjacent(before: Block, after: Block, skipped: frozenset[int]) -> bool:
    """Whether one stands right below the other, or only a page number is between them."""
    if before.style or after.style:
        return False
    between = range(before.lines[1] + 1, after.lines[0])
    return not between or (len(between) <= MAX_PAGE_BREAK and not skipped.isdisjoint(between))


def _wrapped_run(blocks: Sequence[Block], start: int, end: int) -> set[int]:
    run = blocks[start:end]
    widths = [_width(block.text) for block in run]
    usual = Counter(round(width) for width in widths if width >= MIN_WRAP).most_common(1)
    if not usual or usual[0][0] > MAX_WRAP or max(widths) > usual[0][0] + WRAP_SLACK:
        return set()
    full = {at for at, width in enumerate(widths) if width >= usual[0][0] - WRAP_SLACK}
    # The last lines of paragraphs and numbered headings are short in any page.
    short = sum(_runs_on(block.text, block.text) for at, block in enumerate(run) if at not in full)
    prose = sum(bool(_PROSE.search(run[at].text)) for at in full)
    if len(full) < max(MIN_FULL_LINES, short) or prose < MIN_PROSE_SHARE * len(full):
        return set()
    return {start + at + 1 for at in full if at + 1 < len(run) and _runs_on(run[at].text, run[at + 1].text)}


def _runs_on(first: str, second: str) -> bool:
    return first[-1] not in _ENDS and not (_NUMBERED.match(second) or _NUMBER_ALONE.fullmatch(second))


def _width(text: str) -> float:
    """The width in full-width characters, a Latin one counting half; of long lines only that they are."""
    if len(text) > 2 * MAX_WRAP:
        return float(len(text))
    return (len(text) + len(_FULL_WIDTH.findall(text))) / 2


def _without_linked_words(text: CleanText, words: frozenset[str], unfinished: tuple[str, ...]) -> CleanText:
    """Undo what a keyword linker did: a bare `心得体会。` on a line of its own.

    Where the sentence before cannot have ended, the word is put back to it without the false stop;
    where the line before ends with the same word, it is the linker's repetition and removed.
    """
    blocks: list[Block] = []
    removed = list(text.removed)
    for block in text.blocks:
        word = block.text.removesuffix("。")
        if not blocks or word == block.text or word not in words:
            blocks.append(block)
            continue
        before = blocks[-1].text.removesuffix("。")
        if before.endswith(word):
            removed.append(Removed(block.lines[0], block.text, "linked-word"))
        elif before.endswith(unfinished):
            lines = (blocks[-1].lines[0], block.lines[1])
            blocks[-1] = replace(blocks[-1], text=before + block.text, lines=lines)
        else:
            blocks.append(block)
    if len(blocks) == len(text.blocks):
        return text
    return replace(text, blocks=tuple(blocks), removed=tuple(removed))
