"""Lines that say nothing of the work: greetings, signatures, dates, formal closings."""

from __future__ import annotations

from functools import lru_cache

from ..lazy_pattern import Pattern
from .elements import Element
from .formulas import is_farewell, is_formal_closing, is_marginal
from .rules import Rules
from .signatures import signer
from .units import ends_like_unit, is_unit, unit_of_line

# Who signs stands on a line of its own, without a stop: a name, or an organisation.
_SIGNED = Pattern(r"[\u4e00-\u9fff×（）()\d \u3000]{2,28}")
_MAX_NAME = 4
# A desk of an organisation signs without its name: 安全环保部, 综合科.
_ADDRESSED_DESK = Pattern(
    r"(?:[\u4e00-\u9fff×、“”]{3,22}(?:[处科办室站队组署司部局委会院厅社府协]|公司|中心)"
    r"|董事会|监事会|主席|院长|校长|局长)[:：](?<!之处.)(?<!全部.)(?<!部署.)(?<!体会.)"
)
# To whom a report is written: 市计生协:, 县人民政府办公室:.
_OFFICE_ADDRESSED = Pattern(r"[\u4e00-\u9fff×、]{2,24}[局处委办部府会协院校司厅组署馆所站][:：](?<!之处.)")
_DESK = Pattern(r"[\u4e00-\u9fff×]{2,10}(?:部|科|处|室|股|组|办|车间|工段)")
# Where whoever reports can be reached: 联系人：…，联系电话：…, 如有意见，请反馈至县纪委，电话….
_CONTACT = Pattern(
    r"[(（]?(?:如[有对]|若[有对]|欢迎|公示期|请|联系|监督|举报|咨询|投诉|电子|电话|邮[箱寄编]|信箱|通[讯信]|地址)"
    r"[^\n]{0,80}?(?:(?:电话|热线|手机)[^。]{0,6}[\d×]{3,4}[-—]?[\d×]{4}|邮箱[^。]{0,4}[:：]?[\w.×]{1,30}@)"
)
_MAX_CONTACT = 140
# Between the names of organisations that report together.
_JOINED = Pattern(r"[、 \u3000]+")
_MAX_JOINED = 36
_ADDRESSEE = Pattern(r"^.{2,24}[:：]$")
# An organisation or an office, and who holds it: 县水利局 王××, 党支部书记:×××.
_HOLDER = Pattern(
    r"(?P<office>[\u4e00-\u9fff×、]{2,24}?(?:[ \u3000]+[\u4e00-\u9fff×、]{2,10})?)"
    r"[ \u3000:：]+(?P<name>[\u4e00-\u9fff×]{1,4}(?: [\u4e00-\u9fff×]{1,2})?)"
)
# What somebody is, where his name is known by its first character: 种粮大户 贺长庚.
_CALLING = Pattern(r"(?:户|民|业主|老板|店主|家属|模范)$")
_OFFICE = Pattern(
    r"(?:长|书记|主任|主席|经理|总监|院士|教授|干部|代表|学生|秘书|助理|主管|[员人师]|[一-龥]{1,4}人)$"
)
# The day on which a speech was held, and who held it: (2023年1月14日 苏××).
_HELD = Pattern(r"[(（](?:19|20)\d\d年\d{1,2}月\d{1,2}日[ \u3000]+[\u4e00-\u9fff× ]{2,6}[)）]")
# Of what time a report is, on a line below its title: （2023年1月至6月）.
_SPAN = Pattern(r"[(（](?:19|20)[\d×]{2}年[^。,，()（）]{0,18}[)）]")

# The meeting before which a report was given, on a line of its own: （3月8日在区人大常委会第九次会议上）.
_OCCASION = Pattern(
    r"[(（][—\s]*(?:(?:(?:19|20)[\d×]{2}|二[〇○零]..)年)?(?:[\d×一二三四五六七八九十]{1,3}[月日]){0,2}"
    r"[ \u3000]*在[^。,，;；()（）]{2,48}(?:会议?|班|论坛|仪式|典礼)上?"
    r"(?:的?(?:讲话|发言|报告|致辞|汇报|总结|述职))?[)）]"
)


def names_time(text: str) -> bool:
    """Whether a line is nothing but the time reported on, in brackets."""
    return _SPAN.fullmatch(text) is not None


def addresses_office(text: str) -> bool:
    """Whether a line is an office with a colon, to which a report is written."""
    return _OFFICE_ADDRESSED.fullmatch(text) is not None


def is_aside(element: Element, rules: Rules) -> bool:
    """Whether a paragraph greets, signs, dates or closes, and says nothing of the work."""
    return element.style != "cell" and _says_nothing(element.text, rules)


# Whoever types a paragraph asks, and so does whoever looks for an opening or a signature.
@lru_cache(maxsize=8192)
def _says_nothing(text: str, rules: Rules) -> bool:
    if names_time(text) or is_marginal(text, rules.formulas) or is_formal_closing(text, rules.formulas):
        return True
    if is_farewell(text, rules.formulas) or rules.formulas.form.fullmatch(text):
        return True
    if len(text) <= _MAX_CONTACT and ("电话" in text or "@" in text) and _CONTACT.match(text):
        return True
    if _ADDRESSEE.search(text) and is_unit(text[:-1], rules.units):
        return True
    if _OCCASION.fullmatch(text) or _signs(text, rules):
        return True
    if is_desk(text) or _ADDRESSED_DESK.fullmatch(text) or _HELD.fullmatch(text):
        return True
    if _SIGNED.fullmatch(text):
        known = len(text) <= _MAX_NAME or is_unit(text, rules.units)
        if known or ends_like_unit(text):
            return True
    return names_several(text, rules) or names_holder(text, rules)


def _signs(text: str, rules: Rules) -> bool:
    """Whether a line is an organisation in a form, or with a stamp, brackets or a date: 县水利局(盖章)."""
    name = signer(text)
    return name != text and (is_unit(name, rules.units) or ends_like_unit(name))


def names_several(text: str, rules: Rules) -> bool:
    """Whether a line is nothing but the names of organisations: 区住建局、区规划分局."""
    if len(text) > _MAX_JOINED or ("、" not in text and " " not in text and "\u3000" not in text):
        return False
    names = _JOINED.split(text)
    return (
        len(names) > 1
        and all(is_unit(name, rules.units) or is_desk(name) for name in names)
        and unit_of_line(names[0], rules.units) is not None
    )


def is_desk(text: str) -> bool:
    """Whether a line is a desk of an organisation, as it signs: 安全环保部."""
    return _DESK.fullmatch(text) is not None


def names_holder(text: str, rules: Rules) -> bool:
    """Whether a line is an organisation or an office with the name of who holds it."""
    found = _HOLDER.fullmatch(text)
    if found is None:
        return False
    office = found["office"]
    if _OFFICE.search(office) is not None or is_unit(office, rules.units):
        return True
    called = ends_like_unit(office) or _CALLING.search(office) is not None
    return called and rules.units.person.match(found["name"]) is not None
