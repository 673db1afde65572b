"""The words of a paragraph, and of the headings above it, as signs of its type.

Words are pairs of characters, which need no dictionary: 不够, 力争, 究其. With them go the first characters
of the paragraph (`|`) and of its sentences (`^`), and the characters of its own heading (`#`) and of the
outermost one (`@`), so that a heading of unknown wording is known by what it is made of. Figures are all one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import add
from struct import unpack_from

from ..lazy_pattern import Pattern

# What a paragraph is about its first characters say, and its first sentences.
_MAX_TEXT, _MAX_SENTENCES = 240, 6
# Headings are short; what is longer is a sentence.
_MAX_HEADING = 40
_FIGURE = Pattern(r"[\d×](?:[\d×.,，]*[\d×])?[%％]?")
_STOP = Pattern(r"[。；;！!？?]")
_NUMBER = Pattern(
    r"(?:[一二三四五六七八九十]{1,2}[是要、]|第[一二三四五六][,，、]?|[(（]?\d{1,2}[)）.、．]"
    r"|[(（][一二三四五六七八九十]{1,2}[)）]|[①-⑳]|首先|其次|再次|最后)[,，]?\s*"
)
_WORD = Pattern(r"(?:[|^][\u4e00-\u9fff0]{1,3}|[\u4e00-\u9fff0]{2}|[#@]\^?[\u4e00-\u9fff0“]{1,2}\$?)")


def is_word(name: str) -> bool:
    """Whether a sign is one of words, and made of what words are made of."""
    return _WORD.fullmatch(name) is not None


def numbered(words: Iterable[str]) -> dict[int, str]:
    """Those of the words that are pairs, by their numbers."""
    return {_numbers(word)[0]: word for word in words if len(word) == len("ab")}


def words_of(text: str, path: Sequence[str], known: Mapping[int, str] | None = None) -> dict[str, None]:
    """The words of a paragraph under the headings of `path`, each once and in order.

    Of the pairs in the paragraph itself, nine tenths of which no model has, only those that are `known`
    by their numbers.
    """
    found = _of_text(text, known)
    if path:
        found.update(_of_heading(path[-1], "#"))
    if len(path) > 1:
        found.update(_of_heading(path[0], "@"))
    return found


def _of_text(text: str, known: Mapping[int, str] | None) -> dict[str, None]:
    cut = _unnumbered(_FIGURE.sub("0", text[:_MAX_TEXT]))
    pairs = map(add, cut, cut[1:]) if known is None else filter(None, map(known.get, _numbers(cut)))
    found = dict.fromkeys(pairs)
    found[f"|{cut[:2]}"] = found[f"|{cut[:3]}"] = None
    for sentence in _STOP.split(cut, _MAX_SENTENCES)[:_MAX_SENTENCES]:
        begin = _unnumbered(sentence)
        found[f"^{begin[:1]}"] = found[f"^{begin[:2]}"] = found[f"^{begin[:3]}"] = None
    return found


def _numbers(text: str) -> list[int]:
    """The pairs of a text as numbers, which are made and looked up in half the time that strings take."""
    wide, count = text.encode("utf-32-le", "surrogatepass"), max(0, len(text) - 1)
    numbers = [0] * count
    numbers[::2] = unpack_from(f"<{len(text) // 2}Q", wide)
    numbers[1::2] = unpack_from(f"<{count // 2}Q", wide, 4) if count > 1 else ()
    return numbers


@lru_cache(maxsize=256)
def _of_heading(heading: str, sign: str) -> dict[str, None]:
    """The words of a heading, which are asked for again with each of its paragraphs."""
    cut = _FIGURE.sub("0", heading[:_MAX_HEADING])
    found = dict.fromkeys(sign + character for character in cut)
    found.update(dict.fromkeys(sign + first + second for first, second in pairwise(cut)))
    return found | dict.fromkeys((f"{sign}^{cut[:1]}", f"{sign}{cut[-1:]}$", f"{sign}{cut[-2:]}$"))


def _unnumbered(text: str) -> str:
    """A sentence without the number, or the word of order, that it begins with."""
    number = _NUMBER.match(text)
    return text[number.end() :] if number else text
