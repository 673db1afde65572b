"""What an editor says between two reports of a page: `再看另一篇：`, `（此处有广告）`.

Its words are known less well than its place: right below the last sentence of one report, and right above a
title that says its year. A bare label (`第二篇`) stays, as reports are told apart by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ..alternation import one_word
from ..config import Settings, load_rules
from ..model import Block, CleanText
from ._edit import Pattern, compiled, once, taken
from .headline import title_expression
from .numbers import NUMBERED

REASON = "between-reports"
# What leads from one report to the next is a phrase.
MAX_PHRASE = 24
# Whoever says so speaks of texts, not of work.
_NEXT = Pattern(
    "[下上这另]一?[篇份](?!章)|(?:继续|再|接着|往下|还想|要)来?[看读]|猜[您你]|广告(?:位|$|[）)】])|本站|友情提[醒示]"
    "|耐心阅读|赏析|上文|下文|(?:以上|以下|下面)(?:为|是)第?"
)
# Headings may have the words of a title, but name no year, and are not `关于…`.
_NAMED = Pattern("(?:19|20)[0-9]{2} ?年|[一二]〇..年|^关于|(?:半|全)年|年度|年终")


class _Rules(NamedTuple):
    kinds: re.Pattern[str]
    title: re.Pattern[str]


def remove_between(text: CleanText, settings: Settings) -> CleanText:
    """Take out the lines between the last sentence of a report and the title of the next."""
    found = set(_found(_rules_of(settings), text.blocks))
    if not found:
        return text
    removed = [entry for at in sorted(found) for entry in taken(text.blocks[at], REASON)]
    kept = tuple(block for at, block in enumerate(text.blocks) if at not in found)
    return replace(text, blocks=kept, removed=(*text.removed, *removed))


def _found(rules: _Rules, blocks: Sequence[Block]) -> Iterator[int]:
    for at in range(1, len(blocks) - 1):
        text = blocks[at].text
        if len(text) > MAX_PHRASE or not _NEXT.search(text):
            continue
        above, below = blocks[at - 1].text, blocks[at + 1].text
        is_phrase = text[-1] not in "。；" and not (NUMBERED.match(text) or rules.kinds.search(text))
        if is_phrase and above[-1] in "。！" and _NAMED.search(below) and _is_title(rules, below):
            yield at


def _is_title(rules: _Rules, text: str) -> bool:
    return rules.kinds.search(text) is not None and rules.title.fullmatch(text) is not None


@once
def _rules_of(settings: Settings) -> _Rules:
    return _rules(tuple(load_rules("boilerplate", settings)["page_title"]["kinds"]))


@lru_cache(maxsize=8)
def _rules(kinds: tuple[str, ...]) -> _Rules:
    return _Rules(
        kinds=compiled(one_word(kinds), "boilerplate"), title=compiled(title_expression(kinds), "boilerplate")
    )
