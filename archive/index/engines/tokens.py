"""How text is cut into tokens so that every piece of it is a phrase of them, and how a piece is asked for.

A run of letters and digits as in `fold.LATIN` is one token, and so is each mark of MARKS, white space among
them, as SPACE. Of what is left, each character with its follower is one, and the last character of a run
alone. So an atom occurs in a text exactly where its own tokens follow each other, but for a last character
that has no other before it: its follower is not known, and it is asked for by a pattern.

    text   网络5g,安全。    网络 络 5g , 安全 全 。
    atom   络5g,安全        络 5g , 安全       the phrase itself
    atom   5g,安            5g , 安.?          a phrase whose last token is a pattern
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

from ...fold import LATIN, is_latin
from ..expr import Atom

# Folded text is in normal form NFKC, which never holds this character: no text looks like it.
SPACE = "＿"
# Between the heading and the paragraphs: a full-width sign as well, and one that nothing asked for
# begins with.
BREAK = "｜"
# What parts words in folded text. As tokens of their own they take a twentieth of the room less than in
# pairs with whatever stands beside them.
MARKS = SPACE + ",。、;:!?()《》〈〉〔〕【】[]「」『』“”‘’\"'…—-/.·%"
# A longer word of letters is cut there, since tantivy drops terms of 64 kB without a word.
MAX_WORD = 200

# Stands for a word of letters while the rest is cut: a full-width sign too.
_HOLE = "＃"
_RUN = re.compile(f"[{LATIN}]+|[^{LATIN}]+")
_WORD = re.compile(f"([{LATIN}]+)")
# A character is one number of four bytes.
_CODE = "utf-32-le"
_BLANK = array("I", " ".encode(_CODE))
_ALONE = re.escape(MARKS + BREAK + _HOLE)
_MARK = re.compile(f"[{_ALONE}]")
_MARK_AND_OTHER = re.compile(f"[{_ALONE}][^{_ALONE}]")
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
    text = folded.replace(" ", SPACE).replace("\n", BREAK) + BREAK
    # Every second part is a word. All that is between them is cut in one go, which is most of the time.
    parts = _WORD.split(text)
    parts[1::2] = [word[:MAX_WORD] for word in parts[1::2]]
    parts[::2] = _joined_pairs(_HOLE.join(parts[::2])).split(_HOLE)
    return "".join(parts)


def _joined_pairs(text: str) -> str:
    """The tokens of a text that has no letters of LATIN, with one or two blanks between and behind them.

    They are made of the text's bytes in a fifth of the time that its characters take one by one.
    """
    # A mark is nobody's follower, and has none.
    followers = _MARK.sub(" ", _MARK_AND_OTHER.sub("  ", text))
    laid = _BLANK * (3 * len(text))
    laid[::3] = array("I", text.encode(_CODE))
    laid[1::3] = array("I", followers.encode(_CODE))[1:] + _BLANK
    return laid.tobytes().decode(_CODE)


def atom_phrase(atom: Atom) -> Phrase:
    """What to ask for to find `atom`."""
    runs = _RUN.findall(atom.text.replace(" ", SPACE))
    tokens = [token for run in runs for token in _tokens(run)]
    exact = all(len(run) < MAX_WORD or not is_latin(run[0]) for run in runs)
    end, last, start = runs[-1], None, ""
    if atom.prefix and is_latin(end[0]):
        start = tokens.pop()
        last = f"{escaped(start)}.*"
    elif not is_latin(end[0]) and end[-1] not in MARKS:
        # The token before has this character too, where that is none of a mark.
        start = tokens.pop()
        last = f"{escaped(start)}.?" if len(end) == 1 or end[-2] in MARKS else None
    return Phrase(tuple(tokens), last, start if last is not None else "", exact)


def _tokens(run: str) -> list[str]:
    return [run[:MAX_WORD]] if is_latin(run[0]) else _joined_pairs(run).split()


def escaped(token: str) -> str:
    """A token as a pattern that matches just it."""
    return _SPECIAL.sub(r"\\\g<0>", token)
