"""Folding: the one form in which text and queries are compared.

    fold(text) = casefold(NFKC(t2s(text))), a run of white space as one space

so that Traditional finds Simplified, full width finds half width, and case does not matter. The
promise "a query finds exactly what a plain scan finds" is stated over this form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from .model import Span

# A Latin letter or digit of folded text. Where a search atom begins or ends with one, its
# neighbour must not be one, so that 5g is not found in 15g.
LATIN = "0-9a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_LATIN_CHAR = re.compile(f"[{LATIN}]")
_WHITE = re.compile(r"\s+")
# Marks in a row on one letter; Unicode's stream-safe text has 30 at most (UAX 15), more is mischief.
_LONGEST_RUN = 32
_LOOSE_WHITE = re.compile(r"\s\s|[^\S ]")
_WHITE_IN_LINE = re.compile(r"[^\S\n]+")
_LOOSE_IN_LINE = re.compile(r"[^\S\n]{2}|[^\S \n]")
# What keeps most Chinese text from being in normal form, with what it becomes there: to replace it
# first is the same, and for the rest of the text the question takes a twentieth of the answer's time.
_WIDE = tuple(
    (char, unicodedata.normalize("NFKC", char))
    for char in "，：；！？（）…％～．／＋－\u3000０１２３４５６７８９"
)


# The characters of GB2312 that OpenCC changes, by themselves or in a phrase (坏子 is a slip for 坯子), and
# those that fold to a Han character with brackets.
_UNSETTLED = re.compile("[乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽坏沈覆藉哩㈠-㈩]")
# The first and the last Han character that GB2312 may have.
_FIRST_HAN, _LAST_HAN = "一", "龥"
# What GB2312 as Python knows it lacks of the punctuation of most texts.
_DASH, _DOT = "—·"


@cache
def _converter() -> Any:
    # Imported here: OpenCC takes a tenth of the time of a whole search to load, and few texts need it.
    from opencc import OpenCC

    return OpenCC("t2s")


def is_settled(text: str) -> bool:
    """Whether all Han characters of `text` are surely there in its fold as they are, and no others.

    So it is with what GB2312 can write, but for a few characters: nearly all Simplified text.
    """
    try:
        text.replace(_DASH, "").replace(_DOT, "").encode("gb2312")
    except UnicodeEncodeError:
        return False
    return not _UNSETTLED.search(text)


def is_han(text: str) -> bool:
    """Whether `text` is of Han characters alone: in a settled text it stands where it stands in the fold."""
    return min(text) >= _FIRST_HAN and max(text) <= _LAST_HAN


def _simplified(text: str) -> str:
    """`text` in Simplified characters; OpenCC takes half as long again to leave a text as it is."""
    return text if is_settled(text) else _converter().convert(text)


def fold(text: str) -> str:
    """The form of `text` that is indexed, searched and compared."""
    return _single_blanks(_cased(_simplified(text)))


def _cased(simplified: str) -> str:
    narrowed = _narrowed(simplified)
    normal = unicodedata.is_normalized("NFKC", narrowed)
    return (narrowed if normal else _normalized(narrowed)).casefold()


def _single_blanks(text: str) -> str:
    return _WHITE.sub(" ", text) if _is_loose(text) and _LOOSE_WHITE.search(text) else text


def _is_loose(text: str) -> bool:
    """Whether a text may have white space that is not one blank: a question of a tenth of the time."""
    return "  " in text or not text.isprintable()


def fold_lines(texts: Sequence[str]) -> list[str]:
    """`fold` of each of many texts, in one go: most of the time of a short one is that of the calls."""
    joined = "\n".join(texts)
    if joined.count("\n") >= len(texts):
        return [fold(text) for text in texts]
    # A line end takes no part in any phrase, and nothing composes with it.
    folded = _cased(_simplified(joined))
    return (_WHITE_IN_LINE.sub(" ", folded) if _has_loose_line(folded) else folded).split("\n")


def _has_loose_line(text: str) -> bool:
    return _is_loose(text.replace("\n", "")) and _LOOSE_IN_LINE.search(text) is not None


def _narrowed(text: str) -> str:
    for wide, normal in _WIDE:
        text = text.replace(wide, normal)
    return text


def is_latin(char: str) -> bool:
    """Whether a folded character is a Latin letter or a digit."""
    return _LATIN_CHAR.match(char) is not None


class Aligned(NamedTuple):
    """A folded text, and for each of its characters where it came from.

    `starts[i]` and `ends[i]` are the range of offsets [start, end) into the text as displayed, in
    ascending order.
    """

    folded: str
    starts: Sequence[int]
    ends: Sequence[int]

    def source(self, start: int, end: int) -> Span:
        """The range of the displayed text that holds the folded characters [start, end)."""
        return self.starts[start], self.ends[end - 1]


def fold_aligned(text: str) -> Aligned:
    """`fold(text)` with the way back.

    Folding may lengthen (㈱ → (株)), shorten (runs of white space) or move nothing.
    """
    simplified = _simplified(text)
    narrowed = _narrowed(simplified)
    plain = unicodedata.is_normalized("NFKC", narrowed)
    cased = (narrowed if plain else _normalized(narrowed)).casefold()
    folded = _single_blanks(cased)
    # Narrowing and case only ever lengthen a text, and blanks only shorten it.
    same = plain and len(simplified) == len(cased) == len(folded)
    if len(simplified) == len(text) and (same or "".join(map(_folded_char, simplified)) == folded):
        # The rule: every character became one. It is worth a path of its own, at a fiftieth of the time.
        return _whole(folded)
    spans = _aligned(text, folded)
    return Aligned(folded, [start for start, _ in spans], [end for _, end in spans])


def fold_lines_aligned(texts: Sequence[str]) -> list[Aligned]:
    """`fold_aligned` of each of many texts; where each character became one, in one go as `fold_lines`."""
    joined = "\n".join(texts)
    simplified = _simplified(joined)
    narrowed = _narrowed(simplified)
    folded = narrowed.casefold()
    odd = joined.count("\n") >= len(texts) or _has_loose_line(folded)
    if odd or not unicodedata.is_normalized("NFKC", narrowed):
        return [fold_aligned(text) for text in texts]
    # What is left only ever lengthens a text.
    return [
        _whole(new) if len(new) == len(old) == len(text) else fold_aligned(text)
        for text, old, new in zip(texts, simplified.split("\n"), folded.split("\n"), strict=True)
    ]


def _whole(folded: str) -> Aligned:
    """A fold whose every character stands for the one at its place."""
    size = range(len(folded) + 1)
    return Aligned(folded, size[:-1], size[1:])


@lru_cache(maxsize=1 << 14)
def _folded_char(char: str) -> str:
    """The fold of one character where it is one character too, else something that no fold holds."""
    folded = _normalized(char).casefold()
    if len(folded) != 1:
        return "\n"
    return " " if folded.isspace() else folded


def _aligned(text: str, expected: str) -> list[Span]:
    folded: list[str] = []
    spans: list[Span] = []
    for piece, span in _clusters(_simplified_aligned(text)):
        for char in _normalized(piece).casefold():
            if not char.isspace():
                folded.append(char)
                spans.append(span)
            elif folded and folded[-1] == " ":
                spans[-1] = (spans[-1][0], span[1])
            else:
                folded.append(" ")
                spans.append(span)
    result = "".join(folded)
    return spans if result == expected else _realigned(expected, result, spans)


def _simplified_aligned(text: str) -> list[tuple[str, Span]]:
    simplified = _simplified(text)
    identity = [(i, i + 1) for i in range(len(text))]
    spans = identity if len(simplified) == len(text) else _realigned(simplified, text, identity)
    return list(zip(simplified, spans, strict=True))


def _clusters(chars: list[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """Join what NFKC composes or reorders: combining marks, the letters of a Hangul syllable."""
    run: list[tuple[str, Span]] = []
    for char, span in chars:
        if run and not _touches(run[-1][0], char):
            yield from _pieces(run)
            run = []
        run.append((char, span))
    yield from _pieces(run)


def _touches(left: str, right: str) -> bool:
    return unicodedata.combining(right) > 0 or _normalized(left + right) != _normalized(left) + _normalized(
        right
    )


def _pieces(run: list[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """A run cut wherever its halves are normalized as they are together."""
    text = "".join(char for char, _ in run)
    whole = _normalized(text)
    start = 0
    for end in range(1, len(run) + 1):
        apart = end < len(run) <= _LONGEST_RUN and _normalized(text[:end]) + _normalized(text[end:]) == whole
        if apart or end == len(run):
            yield text[start:end], (run[start][1][0], run[end - 1][1][1])
            start = end


def _normalized(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _realigned(target: str, source: str, spans: list[Span]) -> list[Span]:
    """Ranges for `target`, given those of the nearly equal `source`.

    Where the two differ (Hangul syllables composed from jamo, say), each changed stretch as a
    whole is given the range of the stretch it replaces.
    """
    # Imported here: few texts are so odd.
    from difflib import SequenceMatcher

    result: list[Span] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, source, target, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and a2 - a1 == b2 - b1):
            result.extend(spans[a1:a2])
        else:
            end = spans[a2 - 1][1] if a2 > a1 else (spans[a1 - 1][1] if a1 else 0)
            start = spans[a1][0] if a2 > a1 else end
            result.extend([(start, end)] * (b2 - b1))
    return result
