"""The mark of a site inside its texts: `…阅览室【清风公文】改造…`, an address, a line between two halves.

Like a slogan it is known by coming again, so its words need little; a report repeats no site's name in
brackets, no address but one that it tells the reader to go to, and no line that names a library.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ..alternation import one_word
from ..config import Settings, load_rules
from ..lazy_pattern import Pattern, RulePattern
from ..parsed import Block, CleanText, Removed
from ._edit import lines_of, once, taken

REASON = "watermark"
# In so many paragraphs, or on so many lines; two may agree by chance.
MIN_TIMES = 3
MAX_LINE = 30

_PATH = "[A-Za-z0-9./-]{4,60}"
_ADDRESS = rf"(?i:https?://|www\.){_PATH}"
# Where each alternative begins with one character, Python's engine runs to the next of them.
_MARKS = (
    *(rf"{sign}[^【】\[\]［］\n]{{2,30}}[】\]］]" for sign in ("【", r"\[", "［")),
    *(rf"{sign}[^（()）\n]{{2,40}}[)）]" for sign in ("（", r"\(")),
    *(rf"{sign}(?i:ttps?://){_PATH}" for sign in "hH"),
    *(rf"{sign}(?i:ww\.){_PATH}" for sign in "wW"),
)
_MARK = Pattern("|".join(_MARKS))
_ROUND = frozenset("（(")
_URL = Pattern(_ADDRESS)
_HOST = Pattern(r"[（(][A-Za-z0-9.-]{2,40}\.(?:com|cn|net|org)[)）]")
# Whoever writes so sends the reader to a page.
_POINTED = Pattern("(?:登[录陆]|访问|网址|网站|官网|平台|链接|域名|邮箱|详见|参见|[:：（(于为是@]) ?$")
_STOPS = "。！？；：，、"


class _Rules(NamedTuple):
    hint: Pattern
    marks: Pattern
    lines: Pattern


def remove_watermarks(text: CleanText, settings: Settings) -> CleanText:
    """Cut the marks out of their paragraphs, and take out the lines that are nothing else."""
    rules = _rules_of(settings)
    # Few files name a site at all.
    if not rules.hint.search(lines_of(text.blocks)):
        return text
    marks = set(_repeated_marks(rules, text))
    lines = set(_repeated_lines(rules, text))
    if not marks and not lines:
        return text
    removed = list(text.removed)
    blocks: list[Block] = []
    for block in text.blocks:
        if block.text in lines:
            removed += taken(block, REASON)
        elif rest := _without(marks, block, removed):
            blocks.append(rest)
    return replace(text, blocks=tuple(blocks), removed=tuple(removed))


def _repeated_marks(rules: _Rules, text: CleanText) -> Iterator[str]:
    times: Counter[str] = Counter()
    pointed: set[str] = set()
    for block in text.blocks:
        for match in _MARK.finditer(block.text):
            mark = match[0]
            if rules.marks.search(mark) and (
                mark[0] not in _ROUND or _URL.search(mark) or _HOST.fullmatch(mark)
            ):
                times[mark] += 1
                if _POINTED.search(block.text, 0, match.start()):
                    pointed.add(mark)
    return (mark for mark, count in times.items() if count >= MIN_TIMES and mark not in pointed)


def _repeated_lines(rules: _Rules, text: CleanText) -> Iterator[str]:
    short = [block.text for block in text.blocks if len(block.text) <= MAX_LINE]
    times = Counter(line for line in short if line[-1] not in _STOPS and rules.lines.search(line))
    return (line for line, count in times.items() if count >= MIN_TIMES)


def _without(marks: set[str], block: Block, removed: list[Removed]) -> Block | None:
    rest = block.text
    for mark in marks:
        if mark in rest:
            removed.append(Removed(block.lines[0], mark, REASON))
            rest = rest.replace(mark, "")
    if rest == block.text:
        return block
    return replace(block, text=rest.strip()) if rest.strip() else None


@once
def _rules_of(settings: Settings) -> _Rules:
    table = load_rules("boilerplate", settings)["watermark"]
    return _rules(tuple(table["words"]), tuple(table["marks"]), tuple(table["lines"]))


@lru_cache(maxsize=8)
def _rules(words: tuple[str, ...], marks: tuple[str, ...], lines: tuple[str, ...]) -> _Rules:
    return _Rules(
        hint=RulePattern(one_word(words), "boilerplate"),
        marks=RulePattern("|".join(marks), "boilerplate"),
        lines=RulePattern("|".join(lines), "boilerplate"),
    )
