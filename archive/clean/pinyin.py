"""Pinyin put after single characters, `網(wǎng)絡(luò)`, as some sites do with Traditional text.

An annotation goes only where it is certain: the syllable must be a reading of the very character
before it, so `平台(app)`, `QQ(qq)` and `重庆(chóngqìng)` stay as they are. Without tone marks, `学(xue)习`,
one could be a word: such annotations go where the page has several.
"""

from __future__ import annotations

import re

from ..config import Settings
from ..lazy_pattern import Pattern
from ..parsed import CleanText
from ._edit import HAN, lines_of, occurs_in, rewrite
from .readings import LETTER, PLAIN_LETTER, PLAIN_SYLLABLE, SYLLABLE, is_plain_reading, is_reading

_ONE = rf"[ ]?[(（]{SYLLABLE}[)）]"
_ANNOTATED = Pattern(rf"([{HAN}])((?:{_ONE})+)")
_SYLLABLE = Pattern(rf"[ ]?[(（]({SYLLABLE})[)）]")
_BRACKETED = Pattern(rf"[(（]{SYLLABLE}[)）]", needs=LETTER)
# A bracket is looked for first: it is rarer than what must stand before it.
_PLAIN = Pattern(rf"[(（](?<=[{HAN}].)({PLAIN_SYLLABLE})[)）]", needs=PLAIN_LETTER)
# So many syllables without tone marks, each a reading of the character before it, are no chance.
MIN_PLAIN = 4


def remove_pinyin(text: CleanText, settings: Settings) -> CleanText:
    """Take out each bracketed syllable that is a reading of the character before it."""
    text = rewrite(text, _BRACKETED, lambda line: _ANNOTATED.sub(_plain, line))
    if not occurs_in(_PLAIN, text.blocks):
        return text
    if sum(map(_is_plain, _PLAIN.finditer(lines_of(text.blocks)))) < MIN_PLAIN:
        return text
    return rewrite(text, _PLAIN, lambda line: _PLAIN.sub(_without_plain, line))


def _is_plain(match: re.Match[str]) -> bool:
    return is_plain_reading(match[1], match.string[match.start() - 1])


def _without_plain(match: re.Match[str]) -> str:
    return "" if _is_plain(match) else match[0]


def _plain(match: re.Match[str]) -> str:
    char, annotations = match.groups()
    kept = 0
    # A page annotated twice has two brackets after a character; both go.
    for syllable in _SYLLABLE.finditer(annotations):
        if not is_reading(syllable[1], char):
            break
        kept = syllable.end()
    return char + annotations[kept:]
