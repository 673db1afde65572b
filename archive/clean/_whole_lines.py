"""Rules for whole lines, each tried only on a line that begins as the rule does or has one of its words.

There are hundreds of rules, and nearly all lines match none. With what rule a line may begin is told by its
first character; rules that begin with anything (`[^。]{0,40}版权所有`) mostly have words that no match lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ..alternation import alternatives, first_characters, needed, spelled_out
from ..lazy_pattern import Pattern, RulePattern
from ._edit import begun_with

# All decimal digits begin what a rule begins with \d.
_DIGIT = "0"
_OTHER = ""


class _Rule(NamedTuple):
    pattern: Pattern
    reason: str
    # With what a match begins, None where that cannot be told; the words of which it then has one.
    starts: frozenset[str] | None
    words: frozenset[str]


class WholeLines:
    """The rules of one table that match whole lines."""

    def __init__(self, rules: Iterable[tuple[str, str]], table: str) -> None:
        """Compile pairs of expression and reason; SettingsError for what is no regular expression."""
        self._rules = [rule for pattern, reason in rules for rule in _parts(pattern, reason, table)]
        self._starts = frozenset[str]().union(*(rule.starts or () for rule in self._rules))
        self._word = _word_of(frozenset[str]().union(*(rule.words for rule in self._rules)))
        # By the first character of a line, and whether it has one of the words.
        self._tried: dict[tuple[str, bool], list[tuple[Pattern, str]]] = {}

    def reason(self, text: str) -> str | None:
        """The reason of the first rule that matches the whole line."""
        start = text[0]
        if start not in self._starts:
            start = _DIGIT if start.isdecimal() else _OTHER
        key = (start, self._word is not None and self._word.search(text) is not None)
        tried = self._tried.get(key)
        if tried is None:
            tried = self._tried[key] = list(self._candidates(*key))
        for pattern, reason in tried:
            if pattern.fullmatch(text):
                return reason
        return None

    def _candidates(self, start: str, has_word: bool) -> Iterator[tuple[Pattern, str]]:
        for rule in self._rules:
            if start in rule.starts if rule.starts is not None else has_word or not rule.words:
                yield rule.pattern, rule.reason


def _word_of(words: frozenset[str]) -> Pattern | None:
    """What finds any of the words; None where there is none."""
    found = sorted(map(re.escape, words))
    starts = "".join(sorted({re.escape(word[0]) for word in words}))
    return Pattern(begun_with(starts, "|".join(found))) if found else None


# A rule may be in several sets of rules.
@lru_cache(maxsize=1024)
def _parts(pattern: str, reason: str, table: str) -> tuple[_Rule, ...]:
    """The rule, or its alternatives by themselves where only some of them begin with anything."""
    whole, starts = RulePattern(pattern, table), _starts(pattern)
    if starts is not None:
        return (_Rule(whole, reason, starts, frozenset()),)
    return tuple(_part(part, reason, table) for part in alternatives(pattern))


def _part(pattern: str, reason: str, table: str) -> _Rule:
    starts = _starts(pattern)
    words = None if starts else needed(pattern)
    return _Rule(RulePattern(pattern, table), reason, starts, words or frozenset())


def _starts(expression: str) -> frozenset[str] | None:
    """The characters with which a match begins, one digit for all; None where they cannot be told."""
    members = first_characters(expression)
    known = None if members is None else spelled_out(members - {r"\d"})
    if members is None or known is None:
        return None
    has_digit = r"\d" in members or any(char.isdecimal() for char in known)
    return frozenset(char for char in known if not char.isdecimal()) | ({_DIGIT} if has_digit else set())
