"""How the words of a query are understood: where they are cut, what is related, what says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from ..config import Settings, load_rules
from ..fold import fold
from ..segment import Segmenter, segmenter


class Synonyms:
    """A user's groups of related words: each word also finds the others of its group."""

    def __init__(self, groups: Iterable[Iterable[str]] = ()) -> None:
        self._others: dict[str, tuple[str, ...]] = {}
        for group in groups:
            members = dict.fromkeys(fold(member).strip() for member in group)
            for member in members:
                self._others[member] = tuple(other for other in members if other != member)
        self._longest = max(map(len, self._others), default=0)

    def of(self, word: str) -> tuple[str, ...]:
        """The other members of the group of a folded word; none where it is in no group."""
        return self._others.get(word, ())

    def runs(self, words: list[str]) -> Iterator[tuple[str, ...]]:
        """The words of a text by twos and more where they make a member together, else one by one.

        The segmenter may cut a member (疫情防控 is 疫情 and 防控), also in the middle of a longer text.
        """
        start = 0
        while start < len(words):
            end = self._end(words, start)
            yield tuple(words[start:end])
            start = end

    def _end(self, words: list[str], start: int) -> int:
        """Where the longest member that begins with the word at `start` ends, or just that word."""
        end, text = start + 1, ""
        for number in range(start, len(words)):
            text += words[number]
            if len(text) > self._longest:
                break
            if text in self._others:
                end = number + 1
        return end


class StopWords:
    """The words that say nothing by themselves, read when they are first asked for: few searches do."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings

    def __contains__(self, word: object) -> bool:
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        rules = load_rules("stopwords", self._settings)
        return frozenset(word for words in rules.values() for word in words)


_SHIPPED_STOP_WORDS = StopWords()


class Language(NamedTuple):
    """What a query is planned with.

    `stop_words` do not count where any of a query's words will do.
    """

    segmenter: Segmenter
    synonyms: Synonyms
    stop_words: StopWords


def language(settings: Settings | None = None) -> Language:
    """The language of an archive with these settings; of one without any where there are none."""
    if settings is None:
        return Language(segmenter(), Synonyms(), _SHIPPED_STOP_WORDS)
    return Language(segmenter(settings.user_words), Synonyms(settings.synonyms), StopWords(settings))
