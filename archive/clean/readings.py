"""Whether a bracketed syllable is a reading of a character, and the pattern of such a syllable."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from .. import pinyin
from .traditional import converter

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿếề"
# Script g and alpha stand for g and a in some pinyin fonts.
_LETTERS = "A-Za-zɡɑü:" + _TONED + _TONED.upper()
# The syllables that real words have without a tone (我們, 什麼, 孩子). Any other bracketed word
# without a tone mark, `平台(app)`, is more likely a word than a reading.
_NEUTRAL = "ba|bei|dang|de|ge|jia|jie|la|le|li|lou|luo|ma|me|men|na|ne|qu|shang|tou|wa|ya|zhe|zi"
# The longest syllable has six letters (zhuàng), seven where ü is written u:.
_TONED_SYLLABLE = rf"(?=[A-Za-zɡɑü:]{{0,6}}[{_TONED}{_TONED.upper()}])[{_LETTERS}]{{1,7}}"
SYLLABLE = rf"(?:{_TONED_SYLLABLE}|(?i:{_NEUTRAL}))"
# Of these each syllable has one.
LETTER = f"[A-Za-z{_TONED}{_TONED.upper()}]"

# A syllable without its tone mark is any run of letters that could be one.
PLAIN_LETTER = "[A-Za-zɡɑü:]"
PLAIN_SYLLABLE = rf"{PLAIN_LETTER}{{1,7}}"

_FOLDS = str.maketrans({"ɡ": "g", "ɑ": "a", "v": "ü"})


def is_reading(syllable: str, char: str) -> bool:
    """Whether `syllable`, as a page may write it, is one of the readings of `char` or its Simplified form."""
    folded = unicodedata.normalize("NFC", syllable).lower().translate(_FOLDS).replace("u:", "ü")
    return folded in _readings(char)


def is_plain_reading(syllable: str, char: str) -> bool:
    """Whether `syllable`, written without its tone mark, is one of the readings of `char`."""
    return _toneless(syllable.lower().replace("u:", "ü")) in _plain_readings(char)


@lru_cache(maxsize=8192)
def _plain_readings(char: str) -> frozenset[str]:
    return frozenset(_toneless(reading) for reading in _readings(char))


def _toneless(syllable: str) -> str:
    # Of the marks above a vowel only the two dots of ü are no tone.
    letters = unicodedata.normalize("NFD", syllable.translate(_FOLDS))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter) or letter == "\u0308")
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=8192)
def _readings(char: str) -> frozenset[str]:
    twins = {char, converter().convert(char)}
    return frozenset(reading for twin in twins if len(twin) == 1 for reading in pinyin.readings(twin))
