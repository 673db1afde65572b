"""How text is cut into tokens so that every piece of it is a phrase of them, and how a piece is asked for.

A run of letters and digits as in `fold.LATIN` is one token; of any other run, each character with
its follower is one, and the last character alone. Punctuation counts like any character, and white
space as SPACE. So an atom occurs in a text exactly where its own tokens follow each other, but for
its last character, whose follower is not known: that one is asked for by a pattern.

    text   网络5g,安全。    网络 络 5g ,安 安全 全。 。
    atom   络5g,安          络 5g ,安            the phrase itself, since the last token is whole
    atom   5g,              5g ,.?               a phrase whose last token is a pattern
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from itertools import chain
from operator import add

from ...fold import LATIN, is_latin
from ..expr import Atom

# Folded text is in normal form NFKC, which never holds this character: no text looks like it.
SPACE = "＿"
# Between the heading and the paragraphs: a full-width sign as well, and one that nothing asked for
# begins with.
BREAK = "｜"
# A longer word of letters is cut there, since tantivy drops terms of 64 kB without a word.
MAX_WORD = 200

_RUN = re.compile(f"[{LATIN}]+|[^{LATIN}]+")
# A character is one number of four bytes.
_CODE = "utf-32-le"
_BLANK = array("I", " ".encode(_CODE))
# What has a meaning in tantivy's regular expressions.
_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$#&~\-]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a text must hold in this order: whole tokens, then one that matches `last` (None: none).

    `start` is what all tokens that match `last` begin with. `exact` is False where more may be found
    than is meant.
    """

    tokens: tuple[str, ...]
    last: str | None
    start: str
    exact: bool


def text_tokens(folded: str) -> str:
    """The tokens of a section's folded heading and paragraphs (one a line), with blanks between them."""
    tokens: list[str] = []
    for line in folded.replace(" ", SPACE).split("\n"):
        for run in _RUN.findall(line):
            tokens.append(run[:MAX_WORD] if is_latin(run[0]) else _joined_pairs(run))
        tokens.append(BREAK)
    return " ".join(tokens)


def _joined_pairs(run: str) -> str:
    """`_pairs` with blanks between and behind them, made of the run's bytes in a fifth of the time."""
    chars = array("I", run.encode(_CODE))
    laid = _BLANK * (3 * len(run))
    laid[::3] = chars
    laid[1::3] = chars[1:] + _BLANK
    return laid.tobytes().decode(_CODE)


def _pairs(run: str) -> list[str]:
    return list(map(add, run, chain(run[1:], ("",))))


def atom_phrase(atom: Atom) -> Phrase:
    """What to ask for to find `atom`."""
    runs = _RUN.findall(atom.text.replace(" ", SPACE))
    tokens = [token for run in runs[:-1] for token in ([run[:MAX_WORD]] if is_latin(run[0]) else _pairs(run))]
    exact = all(len(run) < MAX_WORD or not is_latin(run[0]) for run in runs)
    end, last, start = runs[-1], None, ""
    if not is_latin(end[0]):
        tokens += _pairs(end)[:-1]
        last, start = (f"{escaped(end)}.?", end) if len(end) == 1 else (None, "")
    elif atom.prefix:
        start = end[:MAX_WORD]
        last = f"{escaped(start)}.*"
    else:
        tokens.append(end[:MAX_WORD])
    return Phrase(tuple(tokens), last, start, exact)


def escaped(token: str) -> str:
    """A token as a pattern that matches just it."""
    return _SPECIAL.sub(r"\\\g<0>", token)
