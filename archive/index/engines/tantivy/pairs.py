"""Which tokens of a text have a place, and what is asked for where an atom's tokens may have none.

Half the room of an index is for the places of tokens, and not all are needed. Of the pairs that `tokens`
makes of neighbouring characters some are close: words are made of them (archive/data/pairs.txt). A pair that
is not close, and comes after one that is, is loose: the pair before it and the one behind it, which is never
loose itself, have both of its characters in their places. So it stands in a field of its own without a place,
which tells of each pair whether a section has it at all. A single last character behind a close pair, which
has it, stands nowhere.

    tokens   改革 革开 开放 放 。      close: 改革, 开放
    text     改革      开放    。      loose: 革开

What an atom's own characters cannot tell is what comes before and behind it. Its first pair, if it is not
close, is loose where it comes after any of the close pairs that end with its first character: each is asked
for. Behind a last pair that is loose there is any pair that begins with its last character.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pkgutil import get_data
from typing import cast

from ..tokens import BREAK, Phrase, escaped, text_tokens

# Holds the place of a token that has gone. Folded text is in normal form NFKC, which never has this.
FILLER = "～"
# What keeps a place and is not indexed: nobody asks for the end of a paragraph.
UNASKED = [FILLER, BREAK]


@dataclass(frozen=True, slots=True)
class Placing:
    """Tokens by their places, and behind them what matches the pattern `last`, which begins with `start`.

    What has them so has the `loose` pairs too, somewhere: these are rare, so that little is looked at.
    """

    tokens: tuple[tuple[int, str], ...]
    loose: tuple[str, ...] = ()
    last: tuple[int, str] | None = None
    start: str = ""


@cache
def close_pairs() -> frozenset[str]:
    """The pairs of characters that the words of jieba's dictionary have most often, twenty thousand of them.

    With half as many all tokens take 2 % more room.
    """
    # A line is a character and all that come behind it.
    lines = cast(bytes, get_data("archive.data", "pairs.txt")).decode().split()
    return frozenset(line[0] + second for line in lines for second in line[1:])


@cache
def _by_end() -> Mapping[str, list[str]]:
    """The close pairs by their second character."""
    found: dict[str, list[str]] = {}
    for pair in sorted(close_pairs()):
        found.setdefault(pair[1], []).append(pair)
    return found


def ending_with(char: str) -> list[str]:
    """The close pairs that end with a character."""
    return _by_end().get(char, [])


def placed_tokens(folded: str) -> tuple[str, str]:
    """The tokens of a section that have a place, with fillers between, and the loose ones."""
    placed: list[str] = []
    loose: list[str] = []
    pairs, behind_close = close_pairs(), False
    for token in text_tokens(folded).split():
        if token in pairs:
            placed.append(token)
            behind_close = True
        elif behind_close:
            # It begins with the second character of the pair before.
            placed.append(FILLER)
            behind_close = False
            if token[1:]:
                loose.append(token)
        else:
            placed.append(token)
    return " ".join(placed), " ".join(loose)


def placings(phrase: Phrase) -> Iterator[Placing]:
    """The ways in which the tokens of a phrase may stand in a text: all of them, and each is the phrase."""
    tokens = phrase.tokens
    if len(tokens) == 1 and phrase.last is None:
        # Most that is searched for: the list need not be read.
        yield Placing(((0, tokens[0]),))
        return
    close = [token in close_pairs() for token in tokens]
    places = [at for at in range(1, len(tokens)) if close[at - 1] and not close[at]]
    kept = [(at, token) for at, token in enumerate(tokens) if at not in places]
    loose = tuple(tokens[at] for at in places if tokens[at][1:])
    last, start = (len(tokens), phrase.last) if phrase.last is not None else None, phrase.start
    if last is None and len(tokens) - 1 in places and tokens[-1][1:]:
        start = tokens[-1][1:]
        last = (len(tokens), f"{escaped(start)}.?")
    yield Placing(tuple(kept), loose, last, start)
    if kept and not close[0]:
        behind = tuple((at + 1, token) for at, token in kept[1:])
        end = (last[0] + 1, last[1]) if last else None
        first = tokens[:1] if tokens[0][1:] else ()
        for pair in ending_with(tokens[0][0]):
            yield Placing(((0, pair), *behind), (*first, *loose), end, start)
