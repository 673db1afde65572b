"""Keyword linkers: sites that make a word a link, which a copy then shows on a line of its own.

The copy also puts full stops where it cut: `…现将一年来的工作。` / `总结。` / `如下:` is one sentence. A
noun is no sentence, so a line of one is put back where the text before is unfinished or the line
after goes on; a word that only repeats the title above it is removed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ..config import Settings, load_rules
from ..lazy_pattern import Pattern, RulePattern
from ..model import Span
from ..parsed import Block, CleanText
from ._edit import HAN, once, taken
from .numbers import ALONE, NUMBERED

REASON = "linked-word"
# Pages leave one blank line between the pieces of a broken line, or none.
MAX_GAP = 2
# Only the end of the line before can show that it is unfinished; it is not read further back.
LOOK_BACK = 60
# Above the first text, where a page says what it is, nothing is linked but the name of a shelf.
MAX_HEAD = 3
# The longest words that are linked are names of documents: 述职述廉报告.
MAX_WORD = 8
# Linked words that the lists do not know; longer ones are sentences without a verb (特此报告。).
_SHORT = Pattern(rf"[{HAN}]{{2,6}}。")
_STOP = "。"
# A line with a clause in it that ends without a mark is broken; shorter ones may be headings in two parts.
MIN_BROKEN = 12
_CLAUSES = Pattern("[，,。；;]")
# Some linkers put no stop behind a word. It may be a heading then, below a text that lacks its stop, so
# that a page must have so many of them.
_BARE = Pattern(rf"[{HAN}]{{2,6}}")
MIN_BARE = 2
_ITEM = Pattern("[一二三四五六七八九十](?:是|要)")
_ENDED = Pattern("[。！？!?；;：:…”’」』）)】》]$")


class _Rules(NamedTuple):
    word: Pattern
    unfinished: Pattern
    resumes: Pattern
    begins: Pattern


def join_linked_words(
    text: CleanText, settings: Settings, wrapped: Callable[[], frozenset[Span]]
) -> CleanText:
    """Put linked words back into their sentences; list in `removed` those that repeat a title.

    `wrapped` tells the lines that continue the line above them because that one was full; it is asked
    where that matters only.
    """
    rules = _rules_of(settings)
    bare = _bare_words(rules, text.blocks)
    short = [block.text for block in text.blocks if len(block.text) <= MAX_WORD + len(_STOP)]
    if not bare and not any(_may_be_link(rules, line) for line in short):
        return text
    blocks: list[Block] = []
    removed = list(text.removed)
    waiting = list(reversed(text.blocks))
    while waiting:
        block = waiting.pop()
        before = blocks[-1] if blocks and _near(blocks[-1], block) else None
        after = waiting[-1] if waiting and _near(block, waiting[-1]) else None
        if block.lines not in bare and not _may_be_link(rules, block.text):
            blocks.append(block)
            continue
        if _is_head(blocks) and _is_word(rules, block.text):
            removed += taken(block, REASON)
            continue
        if before is None:
            blocks.append(block)
            continue
        broken = _breaks_off(before.text) and block.lines not in wrapped()
        if block.lines not in bare and not _is_link(rules, before, block, after, broken):
            blocks.append(block)
            continue
        if before.text.removesuffix(_STOP).endswith(block.text.removesuffix(_STOP)):
            removed += taken(block, REASON)
            if not _resumes(rules, after):
                continue
        rest = after if after and (_resumes(rules, after) or not rules.begins.match(after.text)) else None
        if rest:
            waiting.pop()
        # What was joined may be a linked word of the line before it in its turn.
        waiting.append(_joined(blocks.pop(), block, rest))
    if len(blocks) == len(text.blocks):
        return text
    return replace(text, blocks=tuple(blocks), removed=tuple(removed))


def _joined(before: Block, block: Block, rest: Block | None) -> Block:
    """One block of up to three, without the false stops, and without a word that is there already."""
    stem, word = before.text.removesuffix(_STOP), block.text.removesuffix(_STOP)
    end = rest.text if rest else block.text[len(word) :]
    text = stem + ("" if stem.endswith(word) else word) + end
    return replace(before, text=text, lines=(before.lines[0], (rest or block).lines[1]))


def _resumes(rules: _Rules, after: Block | None) -> bool:
    return after is not None and rules.resumes.match(after.text) is not None


def _may_be_link(rules: _Rules, text: str) -> bool:
    if len(text) > MAX_WORD + len(_STOP):
        return False
    return _SHORT.fullmatch(text) is not None or rules.word.fullmatch(text.removesuffix(_STOP)) is not None


def _is_word(rules: _Rules, text: str) -> bool:
    """Whether a line is a linked word with the stop that only a linker puts behind one."""
    return text.endswith(_STOP) and rules.word.fullmatch(text.removesuffix(_STOP)) is not None


def _is_head(blocks: Sequence[Block]) -> bool:
    """Whether the lines so far are names, as at the top of a page: no sentence, and no number."""
    if len(blocks) > MAX_HEAD:
        return False
    return not any(
        _CLAUSES.search(block.text) or NUMBERED.match(block.text) or ALONE.fullmatch(block.text)
        for block in blocks
    )


def _near(before: Block, after: Block) -> bool:
    return not (before.style or after.style) and after.lines[0] - before.lines[1] <= MAX_GAP


def _is_link(rules: _Rules, before: Block, block: Block, after: Block | None, broken: bool) -> bool:
    if ALONE.fullmatch(before.text) or NUMBERED.match(block.text):
        return False
    word = block.text.removesuffix(_STOP)
    known = rules.word.fullmatch(word) is not None
    stem = before.text.removesuffix(_STOP)
    stopped = word != block.text
    if known and stopped and stem.endswith(word):
        return True
    unfinished = rules.unfinished.search(stem[-LOOK_BACK:]) is not None
    if stopped and broken:
        return True
    resumed = _resumes(rules, after)
    return (unfinished or resumed) if known and stopped else (unfinished and resumed)


def _bare_words(rules: _Rules, blocks: Sequence[Block]) -> frozenset[Span]:
    """The lines of words without a stop between the halves of a sentence; none where there are few."""
    found = [
        word.lines
        for before, word, after in zip(blocks, blocks[1:], blocks[2:], strict=False)
        if len(word.text) <= MAX_WORD
        and _BARE.fullmatch(word.text)
        and _breaks_off(before.text)
        and _CLAUSES.search(after.text)
        and not (NUMBERED.match(after.text) or rules.begins.match(after.text))
        and _near(before, word)
        and _near(word, after)
    ]
    return frozenset(found) if len(found) >= MIN_BARE else frozenset()


def _breaks_off(text: str) -> bool:
    """Whether a line stops in the middle of a sentence: it has clauses, and no mark at its end."""
    if len(text) < MIN_BROKEN or _ENDED.search(text) or not _CLAUSES.search(text):
        return False
    return NUMBERED.match(text) is None or _STOP in text or _ITEM.match(text) is not None


@once
def _rules_of(settings: Settings) -> _Rules:
    table = load_rules("lines", settings)
    return _rules(*(tuple(table[key]) for key in ("linked_words", "unfinished", "resumes", "begins")))


@lru_cache(maxsize=8)
def _rules(
    words: Iterable[str], unfinished: Iterable[str], resumes: Iterable[str], begins: Iterable[str]
) -> _Rules:
    word, end, goes_on, begin = ("|".join(patterns) for patterns in (words, unfinished, resumes, begins))
    return _Rules(
        RulePattern(word, "lines"),
        RulePattern(f"(?:{end})$", "lines"),
        RulePattern(goes_on, "lines"),
        RulePattern(begin, "lines"),
    )
