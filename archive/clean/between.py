"""What an editor says between two reports of a page: `再看另一篇：`, `（此处有广告）`.

Its words are known less well than its place: right below the last sentence of one report, and right above a
title that says its year. A bare label (`第二篇`) stays, as reports are told apart by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..alternation import one_word
from ..config import Settings, load_rules
from ..lazy_pattern import Pattern, RulePattern
from ..parsed import Block, CleanText
from ._edit import once, without
from .headline import title_expression
from .numbers import NUMBERED

REASON = "between-reports"
# What leads from one report to the next is a phrase.
MAX_PHRASE = 24


class _Rules(NamedTuple):
    phrase: Pattern
    named: Pattern
    kinds: Pattern
    title: Pattern


def remove_between(text: CleanText, settings: Settings) -> CleanText:
    """Take out the lines between the last sentence of a report and the title of the next."""
    found = set(_found(_rules_of(settings), text.blocks))
    return without(text, found, REASON)


def _found(rules: _Rules, blocks: Sequence[Block]) -> Iterator[int]:
    for at in range(1, len(blocks) - 1):
        text = blocks[at].text
        if len(text) > MAX_PHRASE or not rules.phrase.search(text):
            continue
        above, below = blocks[at - 1].text, blocks[at + 1].text
        is_phrase = text[-1] not in "。；" and not (NUMBERED.match(text) or rules.kinds.search(text))
        if is_phrase and above[-1] in "。！" and rules.named.search(below) and _is_title(rules, below):
            yield at


def _is_title(rules: _Rules, text: str) -> bool:
    return rules.kinds.search(text) is not None and rules.title.fullmatch(text) is not None


@once
def _rules_of(settings: Settings) -> _Rules:
    table = load_rules("boilerplate", settings)
    between = table["between"]
    return _rules(tuple(between["phrases"]), tuple(between["titles"]), tuple(table["page_title"]["kinds"]))


@lru_cache(maxsize=8)
def _rules(phrases: tuple[str, ...], titles: tuple[str, ...], kinds: tuple[str, ...]) -> _Rules:
    return _Rules(
        phrase=RulePattern("|".join(phrases), "boilerplate"),
        named=RulePattern("|".join(titles), "boilerplate"),
        kinds=RulePattern(one_word(kinds), "boilerplate"),
        title=RulePattern(title_expression(kinds), "boilerplate"),
    )
