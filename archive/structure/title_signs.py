"""Lines that may be the title of a report: by their form, or only by what stands around them."""

from __future__ import annotations

from collections.abc import Sequence

from ..lazy_pattern import Pattern
from .asides import is_aside, names_holder
from .borders import (
    BORDER,
    Border,
    addressed,
    at,
    ending,
    opening_of,
    reasons_of,
    restart,
    weight_of,
)
from .dates import years
from .elements import Element, Kind
from .formulas import is_greeting
from .headers import header_below
from .lexicon import heading_types
from .numbering import Scheme
from .progress import Progress
from .reasons import Rule, Sign
from .rules import Rules
from .titles import MAX_TITLE, REPORTING, clean_title, doc_type_of, title_key
from .units import is_unit, unit_in_title

TITLE_FORM, _TITLE_TOPIC, _TITLE_UNIT, _TITLE_YEAR = 1.0, 0.5, 1.0, 0.5
# 关于…的报告 and 在…会上的讲话 are names of documents, never of sections.
_TITLE_FULL = 1.5
# Headings inside reports that end like titles are those of plans, or say no more than when: 上半年工作总结.
# With its form and a matter such a line is a title by itself: no labelled section is called so.
_TITLE_KIND = 1.5
# A notice has what it sends behind it: 关于印发《…方案》的通知.
# The second and later of reports that share a title say which they are; (2) is a page of a viewer.
_SERIAL = Pattern(r"[(（]\s?(?:[二三四五六七八九]|二?十[一二三四五六七八九]?)\s?[)）]$")
_SENT = Pattern(
    r"(?:印发|转发|下发|报送|呈报|上报|公布|发布)《?(?P<what>[^《》]{4,60})》?的(?:通知|函|报告|请示|公告)$"
)
_TIMES = Pattern(r"[上下]半|第?[一二三四]季度?|全|今|去|过去|一来|终|阶段|主要|重点|各项|开展|情况|具体")
_FULL_TITLE = Pattern(
    r"(?:[^。,，]{2,24})?关于[^。,，]{2,40}的[^的]{2,12}$|在[^。,，]{2,40}[上中时]的?(?:总结|动员|表态)?(?:讲话|发言|致辞)"
)


# What has no form of a title needs more to be one where it names a section: 典型做法, 工作成果.
_NAMES_SECTION, _MAX_SECTION = 1.0, 10
# Who speaks, with his office, stands below a title, or at the end of a report, but hardly under a heading.
_TITLE_HELD = 2.0
# Without an opening or a numbering that begins again behind it, nothing tells it from a heading.
_MIN_BEGINS = 1.5
_MIN_UNNAMED = 5
# Words that titles end with besides the kinds of documents; inside reports they end headings as well.
_WEAK_FORM = 0.5
_WEAK_END = Pattern(r"(?:成果|纪实|材料|亮点|做法|经验|回顾|检讨|剖析|概况|说明|情况|侧记|实录|事迹|展望)$")
# What ends like an organisation signs: ××县妇幼保健院.
_ORGANISATION_END = Pattern(r"(?:[局处站所院校队部馆园厂社科室会组署厅委办矿]|公司|中心)$")
# Headings of what is to come name a time and no matter: 2023年主要任务.
_TIME_ONLY = Pattern(
    r"(?:(?:19|20)\d\d年度?|今年|明年|来年|下一?年|[上下]半年)(?:以来)?的?"
    r"(?:主要|重点|总体|具体|基本|奋斗|工作)*的?(?:工作|任务|目标|要求|情况|举措|措施)+$"
)
_MARKS = Pattern(
    r"[。；;，,：:！!？?、… \u3000](?:(?<![ \u3000])|(?<=[\u4e00-\u9fff].)[ \u3000]*[\u4e00-\u9fff])"
)


def unsure_title(
    index: int, element: Element, elements: Sequence[Element], progress: Progress, rules: Rules
) -> list[Sign]:
    """What speaks for a title besides its form; nothing where it repeats or is followed by another."""
    if _is_next_of_series(element.text, progress):
        return [Sign(BORDER, at(Rule.TITLE_NUMBERED, element))]
    key = title_key(element.text, rules.titles)
    if progress.title and key in title_key(progress.title.text, rules.titles):
        sent = _SENT.search(progress.title.text)
        attached = sent is not None and title_key(sent["what"], rules.titles) == key
        return [Sign(BORDER, at(Rule.BORDER_TITLE_FULL, element))] if attached else []
    following = elements[index + 1] if index + 1 < len(elements) else None
    if following is None or following.kind is Kind.TITLE:
        return []
    named = [*_said_by(element, key, rules), *_begins_behind(index, elements, progress, rules)]
    return [*ending(progress), *named]


def _is_next_of_series(text: str, progress: Progress) -> bool:
    """Whether a title ends with a number from （二） on that the title of the open report has not."""
    serial = _SERIAL.search(text)
    return serial is not None and not (progress.title and progress.title.text.endswith(serial[0]))


def _said_by(element: Element, key: str, rules: Rules) -> list[Sign]:
    """What a line says of a report: of what it is, whose, when."""
    signs: list[Sign] = []
    if len(key) > len("工作总结"):
        signs.append(Sign(_TITLE_TOPIC, at(Rule.BORDER_TOPIC, element)))
    if unit_in_title(element.text, rules.units):
        signs.append(Sign(_TITLE_UNIT, at(Rule.BORDER_TITLE_UNIT, element)))
    core = _TIMES.sub("", key)
    if len(core) > len("工作总结") and doc_type_of(element.text, rules.titles) in REPORTING:
        signs.append(Sign(_TITLE_KIND, at(Rule.BORDER_TITLE_KIND, element)))
    if _FULL_TITLE.match(clean_title(element.text, rules.titles)):
        signs.append(Sign(_TITLE_FULL, at(Rule.BORDER_TITLE_FULL, element)))
    if any(years(element.text)):
        signs.append(Sign(_TITLE_YEAR, at(Rule.BORDER_TITLE_YEAR, element)))
    return signs


def _begins_behind(index: int, elements: Sequence[Element], progress: Progress, rules: Rules) -> list[Sign]:
    """What about the lines behind a title looks like the beginning of a report."""
    position = index + 1 + len(header_below(index + 1, elements, progress, rules))
    behind = elements[position] if position < len(elements) else None
    signs = opening_of(behind, rules) if behind and behind.kind is Kind.TEXT else []
    if behind and is_greeting(behind.text, rules.formulas):
        signs += addressed(position, elements, rules)
    return signs + restart(index, elements, progress, True, rules)


def unnamed_title(
    index: int, element: Element, elements: Sequence[Element], progress: Progress, rules: Rules
) -> Border:
    """Why a short line is a title that ends with no known kind of document; None where it is none.

    Such a line looks like a heading without a number: 青年志愿者先进事迹材料. What stands behind it decides.
    """
    if not progress.begun or not _may_be_unnamed(element, rules):
        return None
    begins = [*_begins_behind(index, elements, progress, rules), *_said_by(element, "", rules)]
    held = header_below(index + 1, elements, progress, rules)[:1]
    if held and names_holder(held[0].text, rules) and not is_unit(element.text, rules.units):
        begins.append(Sign(_TITLE_HELD, at(Rule.BORDER_HEADER, held[0])))
    if _WEAK_END.search(element.text):
        begins.append(Sign(_WEAK_FORM, at(Rule.BORDER_TOPIC, element)))
    if weight_of(begins) < _MIN_BEGINS:
        return None
    signs = [*begins, *ending(progress)]
    names = len(element.text) <= _MAX_SECTION and heading_types(element.text, rules.types)
    least = BORDER + (_NAMES_SECTION if names else 0.0)
    return reasons_of(signs) if weight_of(signs) >= least else None


def _may_be_unnamed(element: Element, rules: Rules) -> bool:
    """Whether a line is short, says no sentence, and is nothing else by itself."""
    text = element.text
    if not _MIN_UNNAMED <= len(text) <= MAX_TITLE or element.style or _MARKS.search(text):
        return False
    if rules.titles.section_name.match(text) or _TIME_ONLY.match(text) or _ORGANISATION_END.search(text):
        return False
    if element.kind is Kind.HEADING:
        return element.scheme is Scheme.PLAIN
    return element.kind is Kind.TEXT and not is_aside(element, rules)
