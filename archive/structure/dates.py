"""Years, periods and dates as reports write them: 2023年, 二〇二三年, 民国112年, 上半年, 2023-05-06."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lazy_pattern import Pattern

# Zero is written in many ways: 二〇二三, 二○二三, 二零二三, 二0二三, 二Ｏ二三.
_ZEROS = "〇○零0OＯ"
_HAN = f"{_ZEROS}一二三四五六七八九"
_FULL_WIDTH = "０１２３４５６７８９－／．"
_HALF_WIDTH = str.maketrans(_FULL_WIDTH, "0123456789-/.")
# A search for them takes a tenth of the time that a translation does, and few texts have any.
_IS_FULL_WIDTH = Pattern(f"[{_FULL_WIDTH}]")
# The Republic's calendar begins with 1912 as its year 1.
_MINGUO = 1911
# Each of the longer expressions is tried only where it could begin.
_YEAR = Pattern(
    rf"(?=[民中\d×一二])(?:(?:民国|中华民国)\s?(?P<minguo>\d{{2,3}}|[{_HAN}十百]{{1,6}})\s?年"
    # Without 民国 only where a part of the year follows: 112年度, not 建校112年.
    rf"|(?<![\d第{_HAN}])(?P<bare>1[01]\d|一[{_ZEROS}一二][{_HAN}])(?=学年|\s?年"
    r"(?:度|[上下]半年|第?[一二三四1-4]季|(?:1?\d|[一二三四五六七八九十]{1,2})月))"
    r"|(?<=[就将])(?P<said>1[01]\d)\s?(?=年)"
    r"|(?<!\d)(?P<digits>(?:19|20)\d\d)\s?(?=年|[-—～~至到/．.]\s?(?:19|20)?\d\d)"
    rf"|(?P<han>[一二][{_HAN}]{{3}})\s?(?=年|[-—至到]\s?[{_HAN}]{{2,4}}年)"
    r"|(?<!\d)(?P<masked>(?:19|20)(?:×+\d?|\d×)|×+\d?(?!年终)|\d×|20)\s?年)"
)
# In a title 113年 is a year of the Republic, too, but not that of an anniversary.
_TITLE_MINGUO = Pattern(
    r"(?<=[\u4e00-\u9fff])(?<![建成创百逾近共第])(?<![建成创][党立校团军社院站办])1[01]\d(?=年(?![来庆华前史间的头]|校庆))"
)
# The second term of a school year belongs to the year in which it ends.
_SECOND_TERM = Pattern(
    r"(?P<century>19|20)\d\d\s?[-—–~～至到/／.．]\s?(?:19|20)?(?P<second>\d\d)(?=学年(?:度)?(?:第二|[下春]季?)学?期)"
)
_BARE_YEAR = Pattern(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?!\s?[号字条])")
_PERIOD = Pattern(
    rf"(?=[上下半前第首年全\d{_HAN}十])(?:"
    r"(?P<half>[上下]半年)|(?P<first_half>(?<![\d一两二三四五六七八九十每近])半年(?:度|(?=工作|总结|小结|汇报|情况|报告|述职|[^。,，]{0,12}(?:总结|小结|汇报|报告))))|(?P<quarters>前三季度)|(?:第(?=.季)|(?<![\u4e00-\u9fff]))?(?P<quarter>[一二三四1-4])季度"
    r"|第(?P<season>[一二三四1-4])季|(?P<opening>首季)"
    rf"|(?<![\d{_HAN}十])(?P<from>1?\d|[{_HAN}十]{{1,2}})月?份?\s?[-—–~～至到]+\s?(?P<to>1?\d|[{_HAN}十]{{1,2}})月"
    # 三月份入职, 自三月份开展 and 五月份的春游 tell when something happened.
    r"|(?P<month>(?<![从自于在到\d年])(?:(?<!\d)1?\d月份|(?<![从自于在到一二三四五六七八九十])[一二三四五六七八九十]{1,2}月份)"
    r"(?=$|[,，、。（(]|的?(?:工作|总结|小结|计划|安排|生产|经营|销售|安全|情况)|[我本全以]))|(?P<year>(?<!学)年度(?!(?:工作|监督|重点|目标)*(?:要点|部署|考核|任务|目标))|全年|一年来|年终))"
)
# A term of a school, as the titles of its reports name it.
_TERM = Pattern(r"第[一二]学期|[上下]学期|[春秋]季学期")
# When those who write a survey were out is no part of a year that they report on.
_FIELDWORK = Pattern(
    rf"(?:1?\d|[{_HAN}十]{{1,2}})月?份?\s?[-—–~～至到]+\s?(?:1?\d|[{_HAN}十]{{1,2}})月[^。]{{0,60}}?"
    r"(?:调研|走访|走了|座谈|考察|问卷|暗访|实地|培训|实习)"
)
# Every part of a year is named with one of these.
_NAMES_PERIOD = Pattern(r"季|月|半年|全年|年[度来终]")
# The parts of a year that a range of months makes up.
_MONTHS = {
    (1, 3): "一季度",
    (4, 6): "二季度",
    (7, 9): "三季度",
    (10, 12): "四季度",
    (1, 6): "上半年",
    (7, 12): "下半年",
    (1, 9): "前三季度",
    (1, 12): "年度",
}
_MONTH = Pattern(
    r"(?<!\d)(1?\d|[一二三四五六七八九十]{1,2})月(?=[^\d日\-—至]{0,12}(?:总结|报告|汇报|小结|计划))"
)
_HAN_NUMBER = rf"[{_HAN}十]{{1,3}}"
_DATE = Pattern(
    rf"(?P<y>(?:19|20)\d\d|[一二][{_HAN}]{{3}}|民国(?:\d{{2,3}}|[{_HAN}十百]{{1,6}}))\s?[年.\-/．]\s?(?P<m>1[0-2]|0?[1-9]|{_HAN_NUMBER})"
    rf"(?:\s?[月.\-/．]\s?(?:(?P<d>3[01]|[12]\d|0?[1-9]|{_HAN_NUMBER})\s?[日号]?)?)?"
)
# No date has more characters, with its brackets and 时间: in front.
_MAX_DATE_LINE = 24
# Between year and month stands one of these; few lines have any, and need not be read as dates.
_PARTS_DATE = Pattern(r"[年.\-/．／－]")
# The day alone, of whose year the text speaks: 6月16日.
_DAY = Pattern(r"[一二三四五六七八九十\d]{1,2}月[一二三四五六七八九十\d]{1,3}日")
_DATE_LINE = Pattern(
    rf"[(（]?\s*(?:[汇报告述职填写发言]{{0,4}}(?:时间|日期))?[:：]?\s*(?:(?:19|20|(?:中华)?民国)?[\d×]{{2,4}}|(?:(?:中华)?民国|[一二])[{_HAN}十百×]{{3,6}})\s?[年.\-/．]\s?[\d×{_HAN}十]{{1,3}}\s?(?:[月.\-/．]\s?(?:[\d×{_HAN}十]{{1,3}}\s?[日号]?)?)?(?:\s+[\u4e00-\u9fff×]{{1,3}}\s?[\u4e00-\u9fff×]{{1,2}})?\s*[)）]?$"
)
_QUOTED = Pattern(r"《[^》]{0,80}》?|[〔\[][^〕\]]{1,8}[〕\]]\s?第?[\d×]*号?|“[^”]{0,60}”")


# Years of what happened once, and of where a span begins: 2015年6月任局长, 建于1958年, 自2016年以来.
_PAST = Pattern(
    r"(?=[12特尤自从建始创设成办对])(?:(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?[,，]?[^\d,，。]{0,16}?(?:选派|派驻|来到|到任|报到|就任|受聘|接[手任管]|调[入任])|"
    r"(?:特别是|尤其是)(?:19|20)\d\d年[^,，。]{0,24}以来|(?:[自从][^\d,，。]{0,4}|[建始创设成办][^\d,，。]{0,2}于)(?:19|20)\d\d年|对[^,，。]{0,30}(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|至今)|(?:19|20)\d\d年(?!度)(?:\d{1,2}月)?(?:\d{1,2}日)?[^\d,，。是]{0,4}?"
    r"(?:任|接[手任管]|参加工作|毕业|成立|建[成校立院馆站]|创[办建]|设立|挂牌|入党|印发|出台|颁布)(?!务))"
)


def without_quotations(text: str) -> str:
    """`text` without the names of documents, whose years are not the report's."""
    return _QUOTED.sub("", text)


def without_history(text: str) -> str:
    """`text` without documents and without the years of single events before the time reported on."""
    return _PAST.sub("", _QUOTED.sub("", text))


def years(text: str, bare: bool = False) -> Iterator[int | None]:
    """The years written in `text`, in order, a masked one as None; `bare` also takes 2023 without 年."""
    text = _in_half_width(text)
    if "学年" in text:
        text = _SECOND_TERM.sub(r"\g<century>\g<second>年", text)
    for found in _YEAR.finditer(text):
        if found["masked"]:
            yield None
        elif written := found["minguo"] or found["bare"] or found["said"]:
            yield _MINGUO + _number(written)
        else:
            yield int(found["digits"] or _digits(found["han"]))
    if bare:
        yield from (_MINGUO + int(found[0]) for found in _TITLE_MINGUO.finditer(text))
        yield from (int(found[1]) for found in _BARE_YEAR.finditer(text))


def period(text: str) -> str | None:
    """The part of a year that `text` names first: 上半年, 一季度, 5月份; 年度 if it names none of them."""
    whole_year = None
    if not _NAMES_PERIOD.search(text):
        return None
    plain = _in_half_width(text)
    for found in _PERIOD.finditer(_FIELDWORK.sub("", plain) if "月" in plain else plain):
        name = _period_name(found)
        if name and name != "年度":
            return name
        whole_year = name or whole_year
    month = _MONTH.search(text) if "月" in text else None
    return f"{month[1]}月份" if month else whole_year


def term(text: str) -> str | None:
    """The term of a school that `text` names first: 第一学期, 下学期; None if it names none."""
    found = _TERM.search(text)
    return found[0] if found else None


def _period_name(found: re.Match[str]) -> str | None:
    """The name of the part of a year that was found; None for a range of months that is none."""
    if digit := found["quarter"] or found["season"]:
        return ("一二三四"[int(digit) - 1] if digit.isdigit() else digit) + "季度"
    if found["from"]:
        return _MONTHS.get((_number(found["from"]), _number(found["to"])))
    if found["opening"]:
        return "一季度"
    if found["first_half"]:
        return "上半年"
    return "年度" if found["year"] else found[0]


def _in_half_width(text: str) -> str:
    return text.translate(_HALF_WIDTH) if _IS_FULL_WIDTH.search(text) else text


def _plain(text: str) -> str:
    """A date in half width, without the old names of numbers: 元月廿五日 is 一月二十五日."""
    return _in_half_width(text).replace("元月", "一月").replace("廿", "二十").replace("卅", "三十")


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else, masked or not."""
    if len(text) > _MAX_DATE_LINE:
        return False
    if _DAY.fullmatch(text):
        return True
    if not _PARTS_DATE.search(text):
        return False
    return _DATE_LINE.match(_plain(text)) is not None


def iso_date(text: str) -> str | None:
    """The first date in `text` in ISO 8601, as exact as it is written; None if there is none."""
    found = _DATE.search(_plain(text))
    if found is None:
        return None
    written = found["y"]
    year = _MINGUO + _number(written[2:]) if written.startswith("民国") else int(_digits(written))
    month, day = _number(found["m"]), _number(found["d"]) if found["d"] else None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _digits(text: str) -> str:
    return "".join(char if char.isdigit() else str(_HAN_VALUE[char]) for char in text)


_HAN_VALUE = dict.fromkeys(_ZEROS, 0) | {char: value for value, char in enumerate("零一二三四五六七八九")}


def _number(text: str) -> int:
    """A number below 200 in Arabic or Han digits, with or without 百 and 十."""
    if text.isdigit():
        return int(text)
    if "百" in text:
        hundreds, _, rest = text.partition("百")
        return 100 * _HAN_VALUE.get(hundreds, 1) + (_number(rest.lstrip(_ZEROS)) if rest else 0)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _HAN_VALUE.get(tens, 1) + _HAN_VALUE.get(ones, 0)
    return int(_digits(text))
