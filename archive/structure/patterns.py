"""Many rules written as data become one expression here, or are told apart by what each of them needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Generic, TypeVar

from ..alternation import any_of, first_characters, frequency, needed, second_characters, spelled_out
from ..lazy_pattern import Pattern, RulePattern

_T = TypeVar("_T")
# A quantifier behind the first character would make it optional.
_PLAIN_START = Pattern(r"[\u4e00-\u9fff](?![?*+{])")


def by_first_character(fragments: Iterable[str]) -> str:
    """The alternation of `any_of`, for long lists that are matched at every position of a text.

    Fragments that begin with a Chinese character are tried only where that character stands, which
    halves the time. Fragments that begin otherwise are tried after them.
    """
    groups: dict[str, list[str]] = {}
    others: list[str] = []
    for fragment in fragments:
        if _PLAIN_START.match(fragment) and not _has_choice(fragment):
            groups.setdefault(fragment[0], []).append(fragment[1:])
        else:
            others.append(fragment)
    if groups:
        words = "|".join(first + any_of(rests) for first, rests in groups.items())
        others.insert(0, f"(?=[{''.join(groups)}])(?:{words})")
    return any_of(others)


def beginning(fragments: Iterable[str]) -> str:
    """What finds each place where one of the expressions begins, with what it matches there as group 1.

    No more than the first character is matched. With a class of those in front, the engine runs from one
    of them to the next in half the time in which it looks ahead everywhere.
    """
    found = list(fragments)
    first = _together(map(first_characters, found))
    ahead = f"(?=({by_first_character(found)}))"
    return f"[{_members(first)}](?<={ahead}(?s:.))" if first else ahead


def occurring(fragments: Iterable[str]) -> str:
    """What finds whether one of the expressions stands in a text; it does not tell where.

    The engine runs to the next character of a class: of the first characters, or the second ones, which
    may be rarer, with the others as a second class.
    """
    found = list(fragments)
    long = [fragment for fragment in found if second_characters(fragment)]
    first, second = (_together(map(told, long)) for told in (first_characters, second_characters))
    short = [fragment for fragment in found if not second_characters(fragment)]
    alone = _together(map(first_characters, short))
    if not first or not second or (short and not alone):
        return beginning(found)
    whole = f"(?<=(?={by_first_character(long)})(?s:..))"
    if not short and frequency(first) <= frequency(second):
        return f"[{_members(first)}][{_members(second)}]{whole}"
    either = f"(?<=[{_members(first)}](?s:.)){whole}"
    if alone:
        either = f"(?:(?<=(?={by_first_character(short)})(?s:.))|{either})"
    return f"[{_members(second | (alone or frozenset()))}]{either}"


def _together(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """The members of all sets; None where one of them is not known."""
    known = list(sets)
    return frozenset[str]().union(*(found or () for found in known)) if all(known) else None


def _members(characters: frozenset[str]) -> str:
    """Members of a class, always in the same order."""
    return "".join(sorted(characters))


class ByBeginning:
    """Whether one of many expressions stands at a place, told by those that can begin as the text does there.

    Those of one beginning are compiled when it is met first: hardly a page has them all.
    """

    def __init__(self, fragments: Iterable[str], table: str) -> None:
        self._fragments: dict[str, list[str]] = {}
        self._compiled: dict[str, Pattern] = {}
        loose: list[str] = []
        for fragment in fragments:
            first = spelled_out(first_characters(fragment))
            if first is None:
                loose.append(fragment)
            for character in first or ():
                self._fragments.setdefault(character, []).append(fragment)
        self._loose = RulePattern(any_of(loose), table) if loose else None
        self._table = table

    def stands(self, text: str, place: int) -> bool:
        """Whether any of the expressions matches `text` at `place`."""
        character = text[place : place + 1]
        known = self._compiled.get(character)
        if known is None and character in self._fragments:
            known = RulePattern("|".join(self._fragments[character]), self._table)
            self._compiled[character] = known
        if known and known.match(text, place):
            return True
        return self._loose is not None and self._loose.match(text, place) is not None


class ByNeed(Generic[_T]):
    """What stands for expressions, told by what each of those needs: pairs of characters, or single ones.

    One look at a text finds the pairs that any of them needs; hardly a sentence has those of many.
    """

    def __init__(self, known: Iterable[tuple[_T, Iterable[str]]], table: str) -> None:
        self._known: list[_T] = []
        self._by_pair: dict[str, list[int]] = {}
        self._by_character: dict[str, list[int]] = {}
        for number, (item, fragments) in enumerate(known):
            self._known.append(item)
            for need in _needed(fragments):
                needing = self._by_pair if need[1:] else self._by_character
                needing.setdefault(need, []).append(number)
        first, second = (re.escape("".join(sorted({pair[at] for pair in self._by_pair}))) for at in (0, 1))
        # A pair may begin with the second character of the one before: one character is taken at a time.
        self._pairs = RulePattern(f"[{first}](?<=(?=([{first}][{second}])).)" if first else "(?!)", table)

    def possible(self, text: str) -> list[_T]:
        """Those of which an expression may match in a text, in their order."""
        numbers: set[int] = set()
        for pair in self._pairs.findall(text):
            if pair in self._by_pair:
                numbers.update(self._by_pair[pair])
        # Of the empty string, which stands for no need at all, every text has one.
        for character, needing in self._by_character.items():
            if character in text:
                numbers.update(needing)
        return [self._known[number] for number in sorted(numbers)]


def _needed(fragments: Iterable[str]) -> set[str]:
    """Pairs of which all expressions together need one; "" among them where one needs none."""
    return set(chain.from_iterable(needed(fragment) or {""} for fragment in fragments))


def _has_choice(fragment: str) -> bool:
    """Whether a fragment has a `|` outside its brackets."""
    depth = 0
    for char in fragment:
        depth += (char in "([") - (char in ")]")
        if char == "|" and not depth:
            return True
    return False


def longest_first(words: Iterable[str]) -> str:
    """Plain words as one alternation in which a longer word is tried before its own beginning.

    Those of two characters and more are tried only where the first two of some of them could stand.
    """
    found = sorted(set(words), key=lambda word: (-len(word), word))
    longer = [word for word in found if word[1:]]
    first, second = (re.escape("".join(sorted({word[at] for word in longer}))) for at in (0, 1))
    guard = f"(?=[{first}][{second}])" if longer else ""
    together = [guard + any_of(map(re.escape, longer))] if longer else []
    return any_of([*together, *(re.escape(word) for word in found if not word[1:])])
