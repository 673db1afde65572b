"""Years, periods and dates as reports write them: 2023年, 二〇二三年, 民国112年, 上半年, 2023-05-06."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN = "〇○零一二三四五六七八九"
# The Republic's calendar begins with 1912 as its year 1.
_MINGUO = 1911
_YEAR = re.compile(
    rf"(?:民国|中华民国)\s?(?P<minguo>\d{{2,3}}|[{_HAN}十百]{{1,6}})\s?年"
    r"|(?<!\d)(?P<digits>(?:19|20)\d\d)\s?(?=年|[-—～~至到/．.]\s?(?:19|20)?\d\d)"
    rf"|(?P<han>[一二][{_HAN}]{{3}})\s?年"
    r"|(?<!\d)(?P<masked>(?:19|20)?(?:×+\d?|\d×)|20)\s?年"
)
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?!\s?[号字条])")
_PERIOD = re.compile(
    r"(?P<half>[上下]半年)|(?:第)?(?P<quarter>[一二三四1-4])季度|(?P<quarters>前三季度)"
    r"|(?P<first>1\s?[-—－至~～]\s?6月份?)|(?P<month>(?<![\d年])1?\d月份|[一二三四五六七八九十]{1,2}月份)|(?P<year>年度|全年|一年来|年终)"
)
_MONTH = re.compile(
    r"(?<!\d)(1?\d|[一二三四五六七八九十]{1,2})月(?=[^\d日\-—至]{0,12}(?:总结|报告|汇报|小结|计划))"
)
_HAN_NUMBER = rf"[{_HAN}十]{{1,3}}"
_DATE = re.compile(
    rf"(?P<y>(?:19|20)\d\d|[一二][{_HAN}]{{3}}|民国\d{{2,3}})\s?[年.\-/．]\s?(?P<m>1[0-2]|0?[1-9]|{_HAN_NUMBER})"
    rf"(?:\s?[月.\-/．]\s?(?:(?P<d>3[01]|[12]\d|0?[1-9]|{_HAN_NUMBER})\s?[日号]?)?)?"
)
_DATE_LINE = re.compile(
    rf"[(（]?\s*(?:时间|日期)?[:：]?\s*(?:(?:19|20|民国)?[\d×]{{2,4}}|[一二][{_HAN}×]{{3}})\s?[年.\-/．]\s?[\d×{_HAN}十]{{1,3}}\s?(?:[月.\-/．]\s?(?:[\d×{_HAN}十]{{1,3}}\s?[日号]?)?)?\s*[)）]?$"
)
_QUOTED = re.compile(r"《[^》]{0,80}》?|[〔\[][^〕\]]{1,8}[〕\]]\s?第?[\d×]*号?|“[^”]{0,60}”")


def without_quotations(text: str) -> str:
    """`text` without the names of documents, whose years are not the report's."""
    return _QUOTED.sub("", text)


def years(text: str, bare: bool = False) -> Iterator[int | None]:
    """The years written in `text`, in order, a masked one as None; `bare` also takes 2023 without 年."""
    for found in _YEAR.finditer(text):
        if found["masked"]:
            yield None
        elif found["minguo"]:
            yield _MINGUO + _number(found["minguo"])
        else:
            yield int(found["digits"] or _digits(found["han"]))
    if bare:
        yield from (int(found[1]) for found in _BARE_YEAR.finditer(text))


def period(text: str) -> str | None:
    """The part of a year that `text` names first: 上半年, 一季度, 5月份; 年度 if it names none of them."""
    whole_year = None
    for found in _PERIOD.finditer(text):
        if found["year"]:
            whole_year = "年度"
            continue
        return _period_name(found)
    month = _MONTH.search(text)
    return f"{month[1]}月份" if month else whole_year


def _period_name(found: re.Match[str]) -> str:
    if found["quarter"]:
        digit = found["quarter"]
        return ("一二三四"[int(digit) - 1] if digit.isdigit() else digit) + "季度"
    return "上半年" if found["first"] else found[0]


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else, masked or not."""
    return len(text) <= 24 and _DATE_LINE.match(text) is not None


def iso_date(text: str) -> str | None:
    """The first date in `text` in ISO 8601, as exact as it is written; None if there is none."""
    found = _DATE.search(text)
    if found is None:
        return None
    written = found["y"]
    year = _MINGUO + int(written[2:]) if written.startswith("民国") else int(_digits(written))
    month, day = _number(found["m"]), _number(found["d"]) if found["d"] else None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _digits(text: str) -> str:
    return "".join(char if char.isdigit() else str(_HAN_VALUE[char]) for char in text)


_HAN_VALUE = {"〇": 0, "○": 0} | {char: value for value, char in enumerate("零一二三四五六七八九")}


def _number(text: str) -> int:
    """A small number in Arabic or Han digits, with or without 十."""
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _HAN_VALUE.get(tens, 1) + _HAN_VALUE.get(ones, 0)
    return int(_digits(text))
