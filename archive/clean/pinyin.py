"""Pinyin put after single characters, `網(wǎng)絡(luò)`, as some sites do with Traditional text.

An annotation goes only where it is certain: the syllable must be a reading of the very character
before it, so `平台(app)`, `QQ(qq)` and `重庆(chóngqìng)` stay as they are.
"""

from __future__ import annotations

import re

from ..config import Settings
from ..model import CleanText
from ._edit import HAN, Pattern, rewrite
from .readings import SYLLABLE, is_reading

_ONE = rf"[ ]?[(（]{SYLLABLE}[)）]"
_ANNOTATED = Pattern(rf"([{HAN}])((?:{_ONE})+)")
_SYLLABLE = Pattern(rf"[ ]?[(（]({SYLLABLE})[)）]")
_BRACKETED = Pattern(rf"[(（]{SYLLABLE}[)）]")


def remove_pinyin(text: CleanText, settings: Settings) -> CleanText:
    """Take out each bracketed syllable that is a reading of the character before it."""
    return rewrite(text, _BRACKETED, lambda line: _ANNOTATED.sub(_plain, line))


def _plain(match: re.Match[str]) -> str:
    char, annotations = match.groups()
    kept = 0
    # A page annotated twice has two brackets after a character; both go.
    for syllable in _SYLLABLE.finditer(annotations):
        if not is_reading(syllable[1], char):
            break
        kept = syllable.end()
    return char + annotations[kept:]
