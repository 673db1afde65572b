"""What a word that the archive lacks may have been meant for: by its sound, or by one slip.

Chinese is mostly typed by sound, so the usual mistake is another word of the same pinyin (型态 for
形态), or of one that an accent confuses with it (zh and z, ing and in). The other mistake is one
character wrong, missing, too many, or two swapped.
"""

from __future__ import annotations

import heapq
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import eq

from ..fold import is_latin
from ..model import Span
from ..pinyin import readings

# A single character has dozens of homophones.
_SHORTEST = 2
# Idioms have four characters, names of campaigns up to eight; longer words are not in dictionaries.
_LONGEST = 8
# One slip in two characters leaves any word that shares one of them, in three Latin letters nearly so.
_SHORTEST_SLIP = 3
_SHORTEST_LATIN_SLIP = 4

# Kinds of mistakes, the likeliest first.
_LIKELY_SOUND, _SIMILAR_SOUND, _SLIP = range(3)


def corrections(
    text: str, pieces: Sequence[tuple[Span, bool]], words: Iterable[tuple[str, int]], limit: int
) -> list[list[str]]:
    """Texts that the folded `text` may have been meant for: groups of equal likelihood, best first.

    `pieces` are the words of the text, and whether each is wrong; in each correction one run of
    them, with a wrong one in it, is replaced by one of `words` (which come with their numbers of
    sections). Of all, the best `limit` are returned.
    """
    stretches = _Stretches(text, pieces)
    found = (
        (start - end, kind, -sections, text[:start] + word + text[end:])
        for word, sections in words
        for kind, (start, end) in stretches.mistaken(word)
    )
    # The longer the stretch, the less it is like a word by chance. Within one likelihood, what more
    # sections have comes first.
    best = groupby(heapq.nsmallest(limit, found), key=lambda row: row[:2])
    return [list(dict.fromkeys(row[3] for row in group)) for _, group in best]


class _Stretches:
    """The stretches of a text that may be mistaken words, by what a word must share with them."""

    def __init__(self, text: str, pieces: Sequence[tuple[Span, bool]]) -> None:
        self._text = text
        self._by_sound: defaultdict[tuple[int, str], list[Span]] = defaultdict(list)
        self._by_end: defaultdict[tuple[int, str], list[Span]] = defaultdict(list)
        for start, end in _stretches(pieces):
            for sound in _blurred_sounds(text[start]):
                self._by_sound[end - start, sound].append((start, end))
            if end - start >= _shortest_slip(text[start:end]):
                self._by_end[0, text[start]].append((start, end))
                self._by_end[-1, text[end - 1]].append((start, end))

    def mistaken(self, word: str) -> Iterator[tuple[int, Span]]:
        """The stretches that may be `word` mistaken, with the kind of mistake."""
        for sound in _blurred_sounds(word[0]):
            for span in self._by_sound.get((len(word), sound), ()):
                stretch = self._text[slice(*span)]
                if stretch != word and _sound_similar(stretch, word):
                    yield (_LIKELY_SOUND if _is_likely(stretch, word) else _SIMILAR_SOUND), span
        if len(word) >= _shortest_slip(word):
            # One slip of three or more characters leaves the first or the last one in its place.
            for end in (0, -1):
                for span in self._by_end.get((end, word[end]), ()):
                    if is_slip(self._text[slice(*span)], word):
                        yield _SLIP, span


def _stretches(pieces: Sequence[tuple[Span, bool]]) -> Iterator[Span]:
    """The runs of pieces that are as long as a word, with a wrong one among them."""
    for first in range(len(pieces)):
        for last in range(first, len(pieces)):
            start, end = pieces[first][0][0], pieces[last][0][1]
            if end - start > _LONGEST:
                break
            if end - start >= _SHORTEST and any(wrong for _, wrong in pieces[first : last + 1]):
                yield start, end


def _shortest_slip(word: str) -> int:
    return _SHORTEST_LATIN_SLIP if is_latin(word[0]) else _SHORTEST_SLIP


def is_slip(one: str, other: str) -> bool:
    """Whether one slip parts two words.

    One character put in, left out or replaced, or two neighbours swapped.
    """
    if one == other:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    same = min(len(one), len(other)) if same is None else same
    left, right = one[same:], other[same:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] in (right, right[1:]) or left == right[1:]


def _is_likely(one: str, other: str) -> bool:
    """Of two words that sound similar: whether they sound the same, or share a character."""
    return any(map(eq, one, other)) or all(map(_same_sound, one, other))


def _same_sound(one: str, other: str) -> bool:
    return _sounds(one)[0] == _sounds(other)[0]


def _sound_similar(one: str, other: str) -> bool:
    return all(not _blurred_sounds(a).isdisjoint(_blurred_sounds(b)) for a, b in zip(one, other, strict=True))


@lru_cache(maxsize=8192)
def _sounds(char: str) -> tuple[str, ...]:
    """The readings without tones, the usual one first; a character without any sounds like itself."""
    return tuple(map(_toneless, readings(char))) or (char,)


@lru_cache(maxsize=8192)
def _blurred_sounds(char: str) -> frozenset[str]:
    """All sounds, as many dialects blur them: zh ch sh as z c s, -ng as -n."""
    return frozenset(map(_blurred, _sounds(char)))


def _blurred(sound: str) -> str:
    first = sound[0] + sound[2:] if sound[:2] in ("zh", "ch", "sh") else sound
    return first.removesuffix("g") if first.endswith("ng") else first


def _toneless(reading: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c))
