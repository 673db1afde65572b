"""Traditional to Simplified by OpenCC, phrase-aware, Hong Kong's and Taiwan's variants included.

Only characters are converted, never vocabulary (網路 becomes 网路, not 网络). OpenCC takes whatever
it is given for Traditional, so Simplified text is kept from it: 乾 or 昇 in a Simplified page is
meant. What is Traditional is decided by characters that only one of the two scripts has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from ..config import Settings, load_rules
from ..lazy_pattern import Pattern, RulePattern
from ..parsed import Block, CleanText
from ._edit import lines_of

# OpenCC's standard Traditional together with Hong Kong's forms; Taiwan's forms are in the standard.
_CONFIG = "hk2s"
# Fewer different Traditional characters in a Simplified line are names or slips (李昇, 堃): left.
MIN_TRADITIONAL = 2
# The rows of GB2312 with characters, and what is no Han character.
_GB2312 = range(0xB0, 0xF8), range(0xA1, 0xFF)
_NO_HAN = "\x00-\u33ff\u4dc0-\u4dff\ua000-\uf8ff\ufb00-\U0001ffff\U00040000-\U0010ffff"
_BOPOMOFO_ONE = Pattern("(?<![\u3105-\u312f])\u3127(?![\u3105-\u312f])")


def to_simplified(text: CleanText, settings: Settings) -> CleanText:
    """Convert the blocks that are Traditional; in a file that is Traditional as a whole, all of them."""
    joined = lines_of(text.blocks)
    if "\u3127" in joined:
        text = replace(text, blocks=tuple(_with_one(block) for block in text.blocks))
        joined = lines_of(text.blocks)
    # Converting takes ten times as long as a look whether anything could be converted.
    if not any(map(_only_traditional, set(_foreign().findall(joined)))):
        return text
    converted: str = converter().convert(joined)
    if converted == joined:
        return text
    traditional, simplified = _counts(joined)
    whole = traditional > simplified
    rules = load_rules("traditional", settings)
    keep_zhu = _keep_zhu(tuple(rules["keep_zhu"]))
    variants = str.maketrans(rules["variants"])
    return replace(
        text,
        blocks=tuple(
            replace(block, text=_with_zhu(line, keep_zhu).translate(variants))
            if whole or _is_traditional(block.text, line)
            else block
            for block, line in zip(text.blocks, _lines(text.blocks, converted), strict=True)
        ),
    )


def _lines(blocks: Sequence[Block], converted: str) -> list[str]:
    """The converted text of each block, given that of all as lines: no phrase crosses a line end."""
    lines = converted.split("\n")
    # A block with a line end inside has two lines or more.
    return lines if len(lines) == len(blocks) else [converter().convert(block.text) for block in blocks]


@lru_cache(maxsize=1)
def converter() -> Any:
    """OpenCC's converter, loaded once; it has `convert(text)`."""
    from opencc import OpenCC

    return OpenCC(_CONFIG)


@lru_cache(maxsize=1)
def _foreign() -> Pattern:
    """What finds a Han character that GB2312 lacks, as it lacks all that only Traditional has."""
    rows, cells = _GB2312
    own = bytes(byte for row in rows for cell in cells for byte in (row, cell)).decode("gb2312", "ignore")
    return Pattern(f"[^{own}{_NO_HAN}]")


def _with_one(block: Block) -> Block:
    # Typists of Traditional numbering take the bopomofo letter for the numeral.
    return replace(block, text=_BOPOMOFO_ONE.sub("一", block.text))


def _is_traditional(text: str, converted: str) -> bool:
    if converted == text:
        return False
    traditional, simplified = _counts(text)
    return traditional >= MIN_TRADITIONAL or traditional > simplified


def _counts(text: str) -> tuple[int, int]:
    """How many different characters only Traditional has, and how many only Simplified."""
    present = set(text)
    return sum(map(_only_traditional, present)), sum(map(_only_simplified, present))


@lru_cache(maxsize=16384)
def _only_traditional(char: str) -> bool:
    if char <= "\x7f" or _encodable(char, "gb2312"):
        return False
    # Rare characters whose Simplified form is rarer still (fish, minerals) are no sign of the script.
    return converter().convert(char) != char and _encodable(converter().convert(char), "gb2312")


@lru_cache(maxsize=16384)
def _only_simplified(char: str) -> bool:
    return char > "\x7f" and not _encodable(char, "big5") and _encodable(char, "gb2312")


def _encodable(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=8)
def _keep_zhu(patterns: tuple[str, ...]) -> Pattern:
    kept = "|".join(RulePattern(pattern, "traditional").pattern for pattern in patterns)
    return Pattern(f"({kept})|著")


def _with_zhu(converted: str, keep_zhu: Pattern) -> str:
    return keep_zhu.sub(lambda match: match[1] or "着", converted) if "著" in converted else converted
