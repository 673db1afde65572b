"""Slogans that a site writes behind the paragraphs of a text: `…阅览室改造。EiW乡村百科--为乡村助力`.

They are known by coming again: no sentence of a report ends three paragraphs, least of all behind the
full stop. What reports themselves put there, who is responsible for a task, names no site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ..config import Settings, load_rules
from ..lazy_pattern import Pattern, RulePattern
from ..parsed import Block, CleanText, Removed
from ._edit import once

REASON = "site-slogan"
# As many paragraphs end with it; two may agree by chance.
MIN_TIMES = 3
# A slogan is a name and a phrase; one word could be the unit of a number.
MIN_SLOGAN, MAX_SLOGAN = 6, 40

_STOPS = "。！？；;：:"
# Behind a blank as well as behind sentences the words need no sign of a site; rows have cells there.
MIN_SENTENCES = 2
_DUTY = Pattern("单位|部门|领导|责任|牵头")
_TAIL = Pattern(rf"(?<=[。！？；])(?![”’」』）)】（(《“])[^{_STOPS}]{{{MIN_SLOGAN},{MAX_SLOGAN}}}$")


def remove_slogans(text: CleanText, settings: Settings) -> CleanText:
    """Cut off what stands behind the last stop of several paragraphs, wherever a line ends with it."""
    slogans = _slogans(text.blocks, settings)
    if not slogans:
        return text
    removed = list(text.removed)
    blocks: list[Block] = []
    for block in text.blocks:
        slogan = next(filter(block.text.endswith, slogans), None)
        if slogan is None:
            blocks.append(block)
            continue
        removed.append(Removed(block.lines[1], slogan, REASON))
        if rest := block.text.removesuffix(slogan).rstrip():
            blocks.append(replace(block, text=rest))
    return replace(text, blocks=tuple(blocks), removed=tuple(removed))


def _slogans(blocks: Sequence[Block], settings: Settings) -> list[str]:
    window = MAX_SLOGAN + 1
    # Most paragraphs end with their stop.
    open_ended = [block.text for block in blocks if block.text[-1:] not in _STOPS]
    tails = (_TAIL.search(text, max(0, len(text) - window)) for text in open_ended)
    times = Counter(tail[0] for tail in tails if tail)
    often = [tail for tail, count in times.items() if count >= MIN_TIMES]
    named = [tail for tail in often if _signs(settings).search(tail)] if often else []
    twice = [tail for tail, count in times.items() if count >= MIN_SENTENCES and tail not in named]
    return [*named, *(tail for tail in twice if _stands_apart(tail, times[tail], open_ended))]


def _stands_apart(tail: str, times: int, texts: Sequence[str]) -> bool:
    """Whether words that end sentences also stand behind a blank at the ends of other lines."""
    apart = sum(text.endswith(f" {tail}") for text in texts)
    return 0 < apart >= MIN_TIMES - times and _DUTY.search(tail) is None


@once
def _signs(settings: Settings) -> Pattern:
    return _together(tuple(load_rules("boilerplate", settings)["slogan"]["signs"]))


@lru_cache(maxsize=8)
def _together(signs: tuple[str, ...]) -> Pattern:
    return RulePattern("|".join(signs), "boilerplate")
