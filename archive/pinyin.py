"""The pinyin readings of a character, from pypinyin.

pypinyin takes 0.13 s to import, so it is loaded at the first question only.
"""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=8192)
def readings(char: str) -> tuple[str, ...]:
    """The readings of one character, the usual one first, with tone marks (`xíng`, `háng`)."""
    from pypinyin.pinyin_dict import pinyin_dict

    listed: str = pinyin_dict.get(ord(char), "")
    return tuple(filter(None, listed.split(",")))
