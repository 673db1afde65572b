"""Lists of words looked for together: which of them have a word in a text is told in one pass over it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby

from ..lazy_pattern import Pattern


class WordLists:
    """Lists of words by their names."""

    def __init__(self, lists: Mapping[str, Collection[str]]) -> None:
        # A word comes before the one that it begins with, and stands for it as well.
        words = sorted({word for words in lists.values() for word in words}, reverse=True)
        self._names = {
            word: frozenset(name for name, others in lists.items() if word.startswith(tuple(others)))
            for word in words
        }
        self._word = Pattern(_each_word(words))

    def found_in(self, text: str) -> set[str]:
        """The names of the lists of which a word stands in the text."""
        return {name for word in set(self._word.findall(text)) for name in self._names[word]}


def _each_word(words: list[str]) -> str:
    """What finds the words wherever one begins; a word in another is found, too, as one character is matched.

    Python's engine runs to the next member of the class, and most go no further than the second class.
    """
    if not words:
        return "(?!)()"
    first = re.escape("".join(sorted({word[0] for word in words})))
    second = re.escape("".join(sorted({word[1:2] for word in words})))
    ahead = f"(?=[{second}])" if all(word[1:] for word in words) else ""
    return rf"[{first}]{ahead}(?<=(?=({'|'.join(_grouped(words))})).)"


def _grouped(words: list[str]) -> Iterator[str]:
    for first, group in groupby(words, key=lambda word: word[0]):
        yield f"{re.escape(first)}(?:{'|'.join(re.escape(word[1:]) for word in group)})"
