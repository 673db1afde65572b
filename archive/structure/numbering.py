"""The numbering schemes of Chinese documents: 第一章, 壹、, Ⅰ., 一、, (一), 1., (1), ①, A. and others.

A mark is the number that opens a line. Which of the marked lines are headings is decided in
`headings`; this module only reads what is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from ..lazy_pattern import Pattern

HAN_DIGITS = "零〇一二三四五六七八九十百"


class Scheme(IntEnum):
    """Ways of numbering, in their customary order from the outermost to the innermost."""

    VOLUME = 1
    PART = 2
    CHAPTER = 3
    CHAPTER_SECTION = 4
    STYLE = 5
    PLAIN = 6
    FORMAL_HAN = 7
    ROMAN = 8
    HAN = 9
    PAREN_HAN = 10
    ENCLOSED_HAN = 11
    ORDINAL = 12
    ARABIC = 13
    DECIMAL = 14
    SUBDECIMAL = 15
    PAREN_ARABIC = 16
    CIRCLED = 17
    CAPITAL = 18
    LETTER = 19
    SUBPLAIN = 20
    ARTICLE = 21


@dataclass(slots=True)
class Mark:
    """A number at the start of a text: its value, its form for display, and where the rest begins."""

    scheme: Scheme
    value: int
    number: str
    end: int


# A heading may begin with a numeral of its own (一、一季度工作), an enumeration may not (一、二、三产业).
_HAN = "[一二三四五六七八九十百]"
# 壹、贰、叁 are the outermost numbers of documents from Taiwan; conversion leaves 参 as it is.
_FORMAL_MARKS = "壹贰叁肆伍陆柒捌玖拾参"
# So are 甲、乙、丙 in those from Hong Kong.
_STEMS = "甲乙丙丁戊己庚辛壬癸"
# Two halves of a report, or three: 上篇：五年回眸, 下篇：五年展望.
_HALVES = "上中下"
# Ⅰ to Ⅻ are single characters; of Latin letters X, which masks names and numbers, is none. Ⅳ级 is a rank.
_ROMAN = (
    r"[Ⅰ-Ⅻ](?:\s?[.．、:：,，]|\s(?=\S)|(?=[\u4e00-\u9fff“])(?![型级类期度区线代段相]))"
    r"|(?:I{1,3}|I?V|VI{1,3})[.．、](?=\s?(?:[\u4e00-\u9fff“‘《]|(?:19|20)\d\d年))"
)
# Letters are numbers only before words: A.食堂, not A、B两类.
_BEFORE_WORDS = r"(?=\s?[\u4e00-\u9fff“‘《])"
_MEASURE = (
    "(?!年[初末度终]|月度|日常|分[析工类级]|个[人性]|公[^里斤顷分升尺吨]|小组|平[台安])"
    "[万亿个公千百吨米元平亩倍级分年月日小]"
)
_NOT_ENUMERATION = r"(?![一二三四五六七八九十](?:[、产级类线]|号))"
# Behind the point of a number no figure goes on, but a year may begin: 1.2023年, in Taiwan 1.112年.
_ARABIC_SIGN = r"[.．](?!\d)|[.．、](?=(?:(?:19|20)\d|1[01])\d年)|、(?!\d{1,2}\D)|[,，](?=[\u4e00-\u9fff“])"
# A blank alone sets a number off on a line that is a name: 二 已整改的内容. The characters of a line that is
# set wide (三 农 工 作) are no words.
_BEFORE_NAME = r"[ \u3000]+(?=(?!年)[\u4e00-\u9fff“《]{3}[^\s。；;：:，,！？!?]{0,24}[。：:]?$)"
_MARK = Pattern(
    rf"""\s*(?:
      (?P<ordinal>第\s?[{HAN_DIGITS}\d]{{1,5}}\s?(?P<unit>分编|编|部分|[章节条]))(?!{_HAN}*[款项])
    | (?P<half>[{_HALVES}]篇)(?=[\s:：、]|$)
    | (?P<nth>第\s?{_HAN}{{1,2}}\s?[、.．])
    | (?P<han>{_HAN}{{1,3}}\s?(?:[、.．]|[,，:：](?!{_HAN}))|[—–－]\s?、){_NOT_ENUMERATION}
    | (?P<spaced>{_HAN}{{1,2}}){_BEFORE_NAME}
    | (?P<formal>[{_FORMAL_MARKS}]{{1,3}}\s?(?:[、.．]|[,，](?![{_FORMAL_MARKS}])))
    | (?P<stem>[{_STEMS}]\s?[、.．,，](?![{_STEMS}])|[(（]\s?[{_STEMS}]\s?[)）])
    | (?P<roman>{_ROMAN})
    | (?P<capital>[A-H]\s?[.．、)）]|[(（][A-H][)）]){_BEFORE_WORDS}
    | (?P<letter>[a-h]\s?[.．、)）]|[(（][a-h][)）]){_BEFORE_WORDS}
    | (?P<paren>[(（〔【]?\s?{_HAN}{{1,3}}\s?[)）〕】])
    | (?P<enclosed>[㈠-㈩])
    | (?P<subdecimal>\d{{1,2}}(?:[.．]\d{{1,2}}){{2,3}}(?![\d.．]))
    | (?P<decimal>\d{{1,2}}[.．]\d{{1,2}}(?=\s?[\u4e00-\u9fff“「])(?!\s?{_MEASURE}))
    | (?P<arabic>\d{{1,2}}\s?(?:{_ARABIC_SIGN})|[⒈-⒛])
    | (?P<parenarabic>[(（]\s?\d{{1,2}}\s?[)）]|\d{{1,2}}[)）]|[⑴-⒇])
    | (?P<circled>[①-⑳])
    )[\s、.．:：]*""",
    re.VERBOSE,
)
_SCHEMES = {
    "formal": Scheme.FORMAL_HAN,
    "half": Scheme.VOLUME,
    "roman": Scheme.ROMAN,
    "capital": Scheme.CAPITAL,
    "letter": Scheme.LETTER,
    "nth": Scheme.ORDINAL,
    "stem": Scheme.FORMAL_HAN,
    "han": Scheme.HAN,
    "spaced": Scheme.HAN,
    "paren": Scheme.PAREN_HAN,
    "enclosed": Scheme.ENCLOSED_HAN,
    "subdecimal": Scheme.SUBDECIMAL,
    "decimal": Scheme.DECIMAL,
    "arabic": Scheme.ARABIC,
    "parenarabic": Scheme.PAREN_ARABIC,
    "circled": Scheme.CIRCLED,
}
_UNITS = {
    "编": Scheme.VOLUME,
    "分编": Scheme.PART,
    "部分": Scheme.PART,
    "章": Scheme.CHAPTER,
    "节": Scheme.CHAPTER_SECTION,
    "条": Scheme.ARTICLE,
}
# The characters a mark can begin with: most lines of prose fail this test, which costs a tenth of
# the expression.
_STARTS = frozenset(
    f"{_FORMAL_MARKS}{_STEMS}{_HALVES}IVABCDEFGHabcdefgh第一二三四五六七八九十百"
    "—–－(（〔【 \u3000\t0123456789０１２３４５６７８９"
)
_STARTS |= frozenset(map(chr, (*range(0x2460, 0x249C), *range(0x3220, 0x322A), *range(0x2160, 0x216C))))
_TO_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HAN_VALUES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_FROM_FORMAL = str.maketrans(_FORMAL_MARKS + _STEMS, "一二三四五六七八九十三一二三四五六七八九十")
# Enclosed numbers stand in unbroken runs of Unicode; each run begins at the code point of its 1.
_ENCLOSED_STARTS = {"㈠": 0x3220, "①": 0x2460, "⑴": 0x2474, "⒈": 0x2488, "Ⅰ": 0x2160}
_LATIN_VALUES = {char: value for value, char in enumerate("ABCDEFGH", 1)}
_LATIN_VALUES |= {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}
_SIGNS = ".:()"


def read_mark(text: str) -> Mark | None:
    """The number that opens `text`, or None."""
    if text[:1] not in _STARTS:
        return None
    found = _MARK.match(text)
    if found is None:
        return None
    group = found.lastgroup or ""
    scheme, value, number = _understood(group, *found.group(group, "unit"))
    return Mark(scheme, value, number, found.end())


# A page has few different numbers: 一、 to 十、, 1. to 9., (一) to (九).
@lru_cache(maxsize=2048)
def _understood(group: str, raw: str, unit: str | None) -> tuple[Scheme, int, str]:
    """Scheme, value and form of a number as written; `unit` is what an ordinal counts (章, 条)."""
    if unit:
        number = "".join(raw.split())
        return _UNITS[unit], numeral(number[1 : -len(unit)]), number
    number = _shown(raw)
    if group == "half":
        return _SCHEMES[group], _HALVES.index(number[0]) + 1, number
    if latin := _LATIN_VALUES.get(number.strip(_SIGNS).upper()):
        return _SCHEMES[group], latin, number
    value = _enclosed_value(number.strip(_SIGNS)) or numeral(
        number.rstrip(".").rpartition(".")[2].translate(_FROM_FORMAL)
    )
    return _SCHEMES[group], value, number


def _shown(raw: str) -> str:
    """A number as it is displayed: half width, without the comma or stop that follows a Han numeral."""
    number = "".join(raw.split()).translate(_TO_HALF_WIDTH).rstrip("、,")
    if number[:1] in "—–-":
        return "一"
    return number.rstrip(".,:") if number[0] in HAN_DIGITS or number[0] in _FORMAL_MARKS + _STEMS else number


def _enclosed_value(number: str) -> int:
    code = ord(number[0])
    for start in _ENCLOSED_STARTS.values():
        if start <= code < start + 20 and len(number) == 1:
            return code - start + 1
    return 1 if number == "一" else 0


@lru_cache(maxsize=2048)
def numeral(text: str) -> int:
    """The value of the Han or Arabic numeral in `text` (十二 → 12, (3) → 3); 0 where there is none."""
    digits = re.search(r"\d+", text)
    if digits:
        return int(digits[0])
    return _han_numeral("".join(char for char in text if char in HAN_DIGITS or char == "○"))


def _han_numeral(text: str) -> int:
    if not any(unit in text for unit in "十百"):
        return int("".join(str(_HAN_VALUES[char]) for char in text) or 0)
    total, digit = 0, 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _HAN_VALUES[char]
    return total + digit
