"""Who reports about what time: document type, unit, year, period and date of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ..lazy_pattern import Pattern
from .asides import is_aside, names_time
from .dates import is_date, iso_date, period, term, without_history, without_quotations, years
from .elements import Element, Kind
from .formulas import announcement, announces, is_marginal
from .reporter import ADDRESSEE, reporter
from .rules import Rules
from .signatures import signer
from .titles import clean_title, doc_type_of, title_key

# The opening of a report is among its first paragraphs, its signature among its last lines.
UNKNOWN = "其他"
_SPEECH, _SURVEY = "讲话", "调研"
_LOOKING_BACK = ("总结", "述职")
_OPENING, _CLOSING = 3, 4
# Below the title stand an occasion, who took it down, who speaks, when, to whom.
_HEADER = 5
# A signature is a short line; 县教育局办公室 2023年5月6日 fits.
_MAX_SIGNATURE = 40
# 我代表集团公司向大会作工作报告.
_DELIVERED = Pattern(r"代表[^。,，]{2,30}向[^。,，]{2,20}[作做](?:工作|年度|述职)*(报告|汇报|述职)")
# A signature may have run on from the last words: 特此报告县水利局.
_GLUED_SIGNATURE = Pattern(r"(?:特此|专此|谨此)(?:报告|汇报|说明|总结)[。.]?([^。,，;；:：]{4,30})$")
_ANNOUNCED_TYPES = (
    Pattern(r"(总结|小结|汇报|报告|述职|计划|方案)[^。,，]{0,8}(?:如下|以下)"),
    Pattern(r"[作做](?:一?[个次]|一|简要|简单|全面|如下|工作|的)*(总结|小结|汇报|报告|述职)"),
    Pattern(r"(?:特制[定订]|制[定订](?:本|此|该|以下|如下))[^。,，]{0,10}?(方案|计划|要点|预案|打算)"),
)
# What the first words of a report without a name tell of its kind.
_INTENDS = Pattern(
    r"^[^。]{0,60}将(?:以|围绕|继续|按照|坚持|紧扣|深入|重点|着力|从)|做好以下[^。]{0,6}工作[。:：]?$"
)
_CHECKED = Pattern(r"^[^。]{0,120}(?:自查|自检|排查)[^。]{0,30}(?:报告|汇报|如下)|进行了?[^。,，]{0,8}自查")
_SUMS_UP = Pattern(
    r"(?:(?:(?:19|20)\d\d|××|20××)年(?:度|[上下]半年|第?[一二三四]季度)?(?:以来)?|今年|[上下]半年|前?[一二三四]季度|[一半]年来|本学[期年])"
    r"(?:以?来)?[,，]|[^。]{0,60}(?:一年|半年|学期|学年)[^。]{0,40}总结"
)
# Where an opening is missing, the first sections may begin with the year.
_FIRST_SECTIONS = 4
_STARTS_WITH_YEAR = Pattern(r"(?:19|20)\d\d年(?:度|以来|[上下]半年)?[,，]")
_BEGINS_WITH_YEAR = Pattern(r"[。；;!！?？](?:在|过去的|回首|回顾)?((?:19|20)\d\d)年(?:度|[上下]半年)?[,，]")
_NAMES_YEAR = Pattern(r"(?:19|20)\d\d年")
# A report on several years is of none of them: 五年工作总结, 任期述职报告.
_SEVERAL_YEARS = Pattern(
    r"(?<!第)(?<!周)[近前这]?[两二三四五六七八九十]年(?:来|工作|回顾|总结|发展|以来)|任期|换届以来|历年"
)
# A heading that looks back names the year reported on, whatever the day of the report: 2022年工作回顾.
_REVIEW = Pattern(
    r"((?:19|20)\d\d)年(?:度)?的?(?:主要|重点)?(?:工作)?的?(?:主要|基本|简要)?(?:回顾|总结|情况|完成情况|开展情况|成效)"
)
# The year on which an opening says that it looks back: 过去的2022年, 以下是我2023年的述职.
_LOOKS_BACK = Pattern(
    r"(?:过去|走过|逝去|结束|告别|回[顾首望]|盘点|截[至止])(?:了|的)?(?=(?:19|20)\d\d年)"
    r"|(?:以下|下面|这)是我?(?:们)?(?:的)?(?=(?:19|20)\d\d年)"
)
# The notice that asked for a report is of its year, where nothing else says one.
_NOTICE = Pattern(
    r"《[^》]{0,60}(?:19|20)\d\d年[^》]{0,60}(?:通知》|》[^。,，]{0,6}通知)"
    r"|(?:开展|做好|进行|印发|部署)(?:19|20)\d\d年[^。,，]{2,30}的?通知"
)
# What a report is written upon has a year and a period of its own: 根据年度工作计划,….
# So has what is told of one matter: 学习上,上半年….
_GROUNDS = Pattern(r"(?:根据|按照|依据|围绕)[^,，。]{2,40}[,，]|^[^。,，]{1,8}[上中][,，]")
# When others came to inspect is no time reported on by who mends what they found.
_INSPECTED = Pattern(
    r"\d{1,2}月?份?\s?[-—–~～至到]+\s?(?:(?:19|20)\d\d年)?\d{1,2}月份?[,，](?=[^。,，我本全]{2,30}(?:对|进驻))"
)
_MENDS = Pattern(r"整改|自查|办理情况|反馈意见")
# The matter of an announcement stands behind this, what the report is for before it: 为做好下半年工作,现将….
_NOW = Pattern(r"(?:现|兹|谨|特)(?:将|就|把)")
# A heading above an opening: 壹、前言.
_PREFACE = Pattern(r"(?:前|引|序|导)言|(?:计划)?缘起")
# An announcement stands in the first sentences of an opening.
_ANNOUNCEMENT = 400
# Below the title of a speech: ——2023年1月6日在全市农业工作会议上.
_SPOKEN_ON = Pattern(r"[—\s(（]*[^。,，]{8,13}日(?:在[^。,，]{2,40}[上话告]|[^。,，在]{0,12}会议?)[)）]?$")
# The year of an opening stands in its first words: 2023年以来,我局….
_FIRST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a report besides its text; what is unknown is None."""

    title: str | None
    doc_type: str
    year: int | None
    period: str | None
    unit: str | None
    date: str | None


def read_metadata(title: str | None, body: Sequence[Element], page: str | None, rules: Rules) -> Metadata:
    """Read the metadata of a report from its title, its opening and its last lines.

    `page` is the title of the page or of its first report: it tells the kind of those that have lost theirs.
    """
    name = clean_title(title, rules.titles) if title else None
    if name and (rules.titles.part.fullmatch(name) or not title_key(name, rules.titles)):
        name = None
    opening = [element.text for element in _openings(body, rules)]
    first = [element.text for element in body[:_FIRST_SECTIONS] if element.kind is Kind.TEXT][:1]
    signature = _signature(body)
    header = _header(body, rules)
    date = next((found for line in signature if (found := iso_date(line))), None) or _date_below_title(
        header, body
    )
    doc_type = _doc_type(name, [*header, *opening], page, rules)
    return Metadata(
        title=name or None,
        doc_type=doc_type,
        year=_year(name, opening, date, body, doc_type, rules),
        period=_period(name, opening, rules),
        unit=reporter(name, header, opening or first, signature, rules),
        date=date,
    )


def _openings(body: Sequence[Element], rules: Rules) -> Iterator[Element]:
    """The first paragraphs of content, up to the one that announces the report."""
    count = 0
    start = 1 if body and body[0].kind is Kind.HEADING and _PREFACE.fullmatch(body[0].text) else 0
    for element in body[start:]:
        if element.kind is not Kind.TEXT:
            return
        if is_marginal(element.text, rules.formulas) or ADDRESSEE.fullmatch(element.text):
            continue
        yield element
        count += 1
        if count == _OPENING or announces(element.text, rules.formulas):
            return


def _header(body: Sequence[Element], rules: Rules) -> list[str]:
    """The lines between the title and the text: who reports, when, to whom."""
    lines: list[str] = []
    for element in body[:_HEADER]:
        if element.kind is not Kind.TEXT or not is_aside(element, rules):
            break
        lines.append(element.text)
    return lines


def _signature(body: Sequence[Element]) -> list[str]:
    """The last short lines of a report, if one of them is a date or they name who signs."""
    lines: list[str] = []
    for element in body[-_CLOSING:]:
        text = element.text
        if glued := _GLUED_SIGNATURE.search(text):
            lines = [glued[1]]
        elif element.kind is Kind.TEXT and len(text) <= _MAX_SIGNATURE and not text.endswith("。"):
            lines.append(text)
        else:
            lines.clear()
    return lines


def _date_below_title(header: Sequence[str], body: Sequence[Element]) -> str | None:
    """The date of the lines between the title and the text, one of which may name who speaks."""
    for line in header:
        dated = is_date(line) or _SPOKEN_ON.match(line) or (signer(line) != line and not names_time(line))
        if dated and (found := iso_date(line)):
            return found
    alone = (element.text for element in body[:2] if is_date(element.text) or _SPOKEN_ON.match(element.text))
    return next((iso_date(text) for text in alone), None)


def _doc_type(title: str | None, opening: Sequence[str], page: str | None, rules: Rules) -> str:
    found = _named_type(title, rules) if title else None
    if found:
        return found
    for text in opening:
        if text.startswith("——") and (found := _named_type(text, rules)):
            return found
        if delivered := _DELIVERED.search(text):
            return doc_type_of(delivered[1], rules.titles) or UNKNOWN
        if not announces(text, rules.formulas):
            continue
        for pattern in _ANNOUNCED_TYPES:
            if announced := pattern.search(text):
                return doc_type_of(announced[1], rules.titles) or UNKNOWN
    if title:
        return _SURVEY if title.endswith("调查") else UNKNOWN
    inherited = doc_type_of(page, rules.titles) if page else None
    return inherited or _untitled_type(opening)


def _named_type(title: str, rules: Rules) -> str | None:
    """The kind of document that a title or subtitle names; None if it names none."""
    found = doc_type_of(title, rules.titles)
    ends = rules.titles.subtitle if "——" in title else rules.titles.paper
    if found or not ends.search(title):
        return found
    return _SURVEY if title.endswith("调查") else UNKNOWN


def _untitled_type(opening: Sequence[str]) -> str:
    """The kind of a report that neither is named nor names itself, as its first words tell it."""
    first = opening[0] if opening else ""
    if _INTENDS.search(first):
        return "计划"
    if _CHECKED.search(first):
        return "报告"
    return "总结" if _SUMS_UP.match(first) else UNKNOWN


def _year(
    title: str | None,
    opening: Sequence[str],
    date: str | None,
    body: Sequence[Element],
    doc_type: str,
    rules: Rules,
) -> int | None:
    """The year of the title; else of the announcement, the opening, the date, the first sections.

    What is spoken belongs to the day on which it was: its opening names last year's work and next year's.
    A masked year is a year said, and unknown.
    """
    said = chain(
        _years_of_title(title, opening, body) if title else (),
        (int(date[:4]),) if date and doc_type == _SPEECH else (),
        _years_of_opening(opening),
        _years_reviewed(body),
        (_year_closed(date, doc_type),) if date else (),
        _years_of_sections(body),
        (year for text in opening for year in years(without_history(text))),
        _years_of_notice(opening, rules),
    )
    return next(said, None)


def _years_of_title(title: str, opening: Sequence[str], body: Sequence[Element]) -> Iterator[int | None]:
    for year in years(without_quotations(title) or title, bare=True):
        yield _restated(year, opening, body)
    if _SEVERAL_YEARS.search(title):
        yield None


def _years_of_opening(opening: Sequence[str]) -> Iterator[int | None]:
    """The years that the opening says it looks back on, announces or begins with."""
    for text in opening:
        if reviewed := _LOOKS_BACK.search(text[:_ANNOUNCEMENT]):
            yield int(text[reviewed.end() :][:4])
    for text in opening:
        for part in (_announcement(text), text[:_FIRST_WORDS]):
            for year in years(without_history(part)):
                later = _BEGINS_WITH_YEAR.search(without_history(text)) if year is None else None
                yield int(later[1]) if later else year
    for text in opening:
        if found := _BEGINS_WITH_YEAR.search(without_history(text)):
            yield int(found[1])


def _years_reviewed(body: Sequence[Element]) -> Iterator[int]:
    for element in body:
        if element.kind is Kind.HEADING and (found := _REVIEW.match(element.text)):
            yield int(found[1])


def _years_of_sections(body: Sequence[Element]) -> Iterator[int | None]:
    for element in body[:_FIRST_SECTIONS]:
        starts = _NAMES_YEAR if element.kind is Kind.HEADING else _STARTS_WITH_YEAR
        if starts.match(element.text):
            yield next(years(element.text), None)


def _years_of_notice(opening: Sequence[str], rules: Rules) -> Iterator[int | None]:
    """The years of the notices upon which an opening announces a report."""
    for text in opening:
        if announces(text, rules.formulas) and (found := _NOTICE.search(text)):
            yield from years(found[0])


def _restated(year: int | None, opening: Sequence[str], body: Sequence[Element]) -> int | None:
    """The year of a title, or the one before it that the report itself says: sites renew their titles."""
    if year is None or not any(f"{year - 1}年" in _announcement(text) for text in opening):
        return year
    heading = next((element.text for element in body if element.kind is Kind.HEADING), "")
    said = f"{year - 1}年"
    starts = opening[0].startswith(said) or heading.startswith(said)
    return year - 1 if starts and not any(f"{year}年" in text for text in (*opening, heading)) else year


def _year_closed(date: str, doc_type: str) -> int:
    """The year that a report of a day is of: who looks back in January looks back on the year before."""
    looks_back = doc_type in _LOOKING_BACK and date[5:7] == "01"
    return int(date[:4]) - looks_back


def _announcement(text: str) -> str:
    """The words before 如下, to the beginning of their sentence: 现将2023年上半年工作情况汇报."""
    end = max(text.find("如下"), text.find("以下"))
    return re.split(r"[。；;]", text[max(0, end - _FIRST_WORDS) : end])[-1] if end > 0 else ""


def _period(title: str | None, opening: Sequence[str], rules: Rules) -> str | None:
    if title and (found := period(without_quotations(title)) or term(without_quotations(title))):
        return found
    for text in opening:
        text = _INSPECTED.sub("", text) if _MENDS.search(text) else text
        said = _announcement(text)
        now = _NOW.search(said)
        parts = (
            said[now.start() :] if now else "",
            said,
            announcement(text, rules.formulas),
            _GROUNDS.sub("", without_quotations(text))[: _FIRST_WORDS // 2],
        )
        for part in filter(None, parts):
            if found := period(_GROUNDS.sub("", without_quotations(part))):
                return found
        # A half or a quarter may be named late; a month so late is that of an event.
        found = period(_GROUNDS.sub("", without_quotations(text[:_FIRST_WORDS])))
        if found and found.endswith(("半年", "季度")):
            return found
    return None
