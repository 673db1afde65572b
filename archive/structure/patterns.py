"""Rules written as data become compiled expressions here, with an error that names the culprit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..alternation import any_of, first_characters, needed, second_characters, spelled_out
from ..errors import SettingsError

# A quantifier behind the first character would make it optional.
_PLAIN_START = re.compile(r"[\u4e00-\u9fff](?![?*+{])")


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


def occurring(fragments: Iterable[str]) -> str:
    """What finds where one of the expressions begins, of which no more than two characters are matched.

    It is sought as by `one_word`, where the first two characters of all of them are known.
    """
    found = list(fragments)
    known = [(first_characters(fragment), second_characters(fragment)) for fragment in found]
    if not all(first and second for first, second in known):
        return by_first_character(found)
    first, second = (
        "".join(sorted(frozenset[str]().union(*(pair[at] or () for pair in known)))) for at in (0, 1)
    )
    return f"[{first}][{second}](?<=(?={by_first_character(found)})..)"


class ByBeginning:
    """Whether one of many expressions stands at a place, told by those that can begin as the text does there.

    Those of one beginning are compiled when it is met first: hardly a page has them all.
    """

    def __init__(self, fragments: Iterable[str], table: str) -> None:
        self._fragments: dict[str, list[str]] = {}
        self._compiled: dict[str, re.Pattern[str]] = {}
        loose: list[str] = []
        for fragment in fragments:
            first = spelled_out(first_characters(fragment))
            if first is None:
                loose.append(fragment)
            for character in first or ():
                self._fragments.setdefault(character, []).append(fragment)
        self._loose = compiled(any_of(loose), table) if loose else None
        self._table = table

    def stands(self, text: str, place: int) -> bool:
        """Whether any of the expressions matches `text` at `place`."""
        character = text[place : place + 1]
        known = self._compiled.get(character)
        if known is None and character in self._fragments:
            known = compiled("|".join(self._fragments[character]), self._table)
            self._compiled[character] = known
        if known and known.match(text, place):
            return True
        return self._loose is not None and self._loose.match(text, place) is not None


class ByNeed:
    """Named expressions that may begin with anything, each tried only where a text holds what it needs.

    One look finds all pairs of characters that any of them needs; hardly a sentence has those of more
    than a few.
    """

    def __init__(self, named: Mapping[str, Iterable[str]], table: str) -> None:
        fragments = [(name, fragment) for name, found in named.items() for fragment in found]
        self._leads = [(name, compiled(fragment, table)) for name, fragment in fragments]
        self._always: set[int] = set()
        self._by_pair: dict[str, list[int]] = {}
        for number, (_, fragment) in enumerate(fragments):
            pairs = needed(fragment)
            if pairs is None or any(not pair[1:] for pair in pairs):
                self._always.add(number)
                continue
            for pair in pairs:
                self._by_pair.setdefault(pair, []).append(number)
        first, second = (re.escape("".join(sorted({pair[at] for pair in self._by_pair}))) for at in (0, 1))
        # A pair may begin with the second character of the one before: one character is taken at a time.
        self._pairs = compiled(f"[{first}](?<=(?=([{first}][{second}])).)" if first else "(?!)", table)

    def possible(self, text: str) -> list[tuple[str, re.Pattern[str]]]:
        """Those that may stand in a text, in their order, with their names."""
        numbers = set(self._always)
        for pair in set(self._pairs.findall(text)):
            numbers.update(self._by_pair.get(pair, ()))
        return [self._leads[number] for number in sorted(numbers)]


def _has_choice(fragment: str) -> bool:
    """Whether a fragment has a `|` outside its brackets."""
    depth = 0
    for char in fragment:
        depth += (char in "([") - (char in ")]")
        if char == "|" and not depth:
            return True
    return False


def compiled(pattern: str, table: str) -> re.Pattern[str]:
    """`pattern`, compiled. Raises SettingsError naming the rule table where it is not an expression."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise SettingsError(
            f"a pattern in the rules {table!r} is no regular expression ({error}); correct [rules.{table}]"
        ) from error


def longest_first(words: Iterable[str]) -> str:
    """Plain words as one alternation in which a longer word is tried before its own beginning."""
    return any_of(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
