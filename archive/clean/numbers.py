"""Numbers that lines begin with, as far as joining lines must know them."""

from __future__ import annotations

from ..lazy_pattern import Pattern

_HAN_NUMBER = "[一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾]{1,3}"
ALONE = Pattern(
    rf"(?:{_HAN_NUMBER}[、.．]|[（(][一二三四五六七八九十\d]{{1,3}}[)）]、?|\d{{1,2}}[、.．]"
    r"|第[一二三四五六七八九十]{1,3}(?:部分|[章节、])|[甲乙丙丁戊己庚辛][、.．]|[一二三四五六七八九十]是|[①-⑳㈠-㈩])"
)
# A decimal fraction is no number of an item: 2.1个百分点, 1.2万件.
NUMBERED = Pattern(
    rf"{_HAN_NUMBER}[、.．,，]|[甲乙丙丁戊己庚辛壬癸][、.．]|[（(][一二三四五六七八九十\d]{{1,3}}[)）]|\d{{1,3}}[、.．)）](?!\d)"
    r"|\d+(?:\.\d+)+ ?[^\d万亿千百个元吨米公平%％倍余名人次件户亩里年]"
    r"|第[一二三四五六七八九十百零\d]{1,5}[章节条款编篇部]|篇[一二三四五六七八九十\d]|[一二三四五六七八九十](?:是|要|方面)|[①-⑳㈠-㈩⑴-⒇]|[A-Za-z][、.．]"
    r"|[●■◆▲★※○◇□►•·*-]|(?:附件|附表|表|图) ?\d"
)
_PARTS = Pattern(
    r"(?P<open>[（(第]?)(?P<value>[一二三四五六七八九十]{1,3}|\d{1,3})(?P<close>[、.．)）是要章节条款编篇部]|方面)(?!\d)"
)
_HALF_WIDTH = str.maketrans("（）．", "().")
_DIGITS = "一二三四五六七八九"


def number_of(text: str) -> tuple[str, int] | None:
    """(style, value) of the number at the beginning, `("(1)", 2)` for `（2）`; None where there is none."""
    match = _PARTS.match(text)
    if match is None:
        return None
    value = match["value"]
    shape = "1" if value.isdigit() else "一"
    style = f"{match['open']}{shape}{match['close']}".translate(_HALF_WIDTH)
    return style, int(value) if value.isdigit() else _value(value)


def _value(numeral: str) -> int:
    """A numeral below one hundred; what is none (`一三`, `十十`) counts by its last digit."""
    tens, ten, ones = numeral.rpartition("十")
    return (_digit(tens, 1) * 10 if ten else 0) + _digit(ones, 0)


def _digit(numeral: str, empty: int) -> int:
    return _DIGITS.find(numeral[-1]) + 1 if numeral else empty
