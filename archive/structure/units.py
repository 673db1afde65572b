"""Organisations: the one a title or a first sentence names, and the words a report uses of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..alternation import any_of, last_characters, spelled_out
from ..lazy_pattern import Pattern, RulePattern
from .signatures import signer

TABLE = "units"
# Before the year or 关于 of a title stands whoever reports, if it ends like an organisation.
_ENDING = Pattern(
    r"[\u4e00-\u9fff×（）()·A-Za-z\d]{2,23}"
    r"(?:[局处站所院校队部馆园厂社台科室会组署厅委办矿场段团宫]|(?<=[海机])关|中心)(?<!干部)"
)
# Between it and a year stands hardly anything else, so that there it may end in a rarer word, too.
_ENDING_BEFORE_YEAR = Pattern(
    r"[\u4e00-\u9fff×（）()·A-Za-z\d]{2,23}"
    r"(?:[局处站所院校队部馆园厂社台科室会组署厅委办矿场段团宫店课系股库圃](?<!干部)(?<!全部)(?<!社会)"
    r"|(?<=[海机])关|中心|基地|车间|专班|药房|酒家|酒楼|超市|商场|[一二三四五六七八九十\d]班|ICU)"
)
# No name begins with a pronoun or a preposition.
_NOT_FIRST = frozenset("受经随自请我本该各全校在由对据按为将把被到是有去也就从依")
# Nor does one name a document or break off inside a bracket: 工作总结(镇.
_NO_NAME = Pattern(
    r"(?<!新)的|对(?![外口])|[接收]到|召[集开]|[省市县区乡镇局校院]长(?![江城治寿安])|主任|书记|全体|人员"
    r"|材料(?!工程|[厂科学研])|总结|汇报|我|[（(][^）)]*$"
)
# 市图书馆 is one of its city; 市 and 图书馆 by themselves are nobody in particular.
_LOCAL = Pattern(r"[省市县区州](?![级直域属辖]|内)[^省市县区乡镇村]")
# So is 镇纪委; but 乡镇卫生院 is any.
_OF_TOWN = Pattern(r"[镇乡](?![镇村街])[\u4e00-\u9fff]{2}")
# Party and government of a place report together: 清溪镇党委、政府.
_JOINT = "(?:党(?:工)?委[、和](?:人民)?(?:政府|办事处|管委会))?"
# A name of an organisation in the samples has at most 28 characters.
# In none stands 在, 将, 把, 紧 or 被: they belong to what is said of it.
_NAME = r"[〇\u4e00-\u5727\u5729-\u5c05\u5c07-\u6289\u628b-\u7d26\u7d28-\u88aa\u88ac-\u9fff×（）()·A-Za-z]"
_MAX_NAME = 28
# A title's motto ends at a dash, a colon or a blank; a part behind it that is a title may name the unit.
_MOTTO = Pattern(r"——|[：:]|[ \u3000]+")
_SUBTITLE = Pattern(
    r"^[^在记访以对从].*(?:总结|报告|汇报|小结|综述|计划|方案|要点|打算|安排|调查|材料)(?:[（(].*)?$"
)
# In brackets it may stand at either end, and alone behind a dash or blank: 2023年工作总结(县水利局).
_HEADED = Pattern(r"[(（]([^()（）]{3,24})[)）](?=.{4})")
_BEHIND_TITLE = Pattern(r"(?<=[\u4e00-\u9fff])(?:——|[(（ \u3000])([^()（） \u3000—]{3,24})[)）]?$")
# A subject with what follows it, behind a time, ends within so many characters.
_MAX_SUBJECT = 100
_YEAR = r"(?:19|20)[\d×]{2}|20××|二[〇○零]|民国|1[01]\d(?=年|学年)|一[〇○零一二]\w年度"
# What a title may begin with before the organisation, and what stands behind it.
_MATTER = Pattern(r"^(?:关于|在)")
_YEAR_FIRST = Pattern(
    rf"^(?:(?:{_YEAR})[\d×〇○零一二三四五六七八九]*年?[-—~～至到])?(?:{_YEAR})[\d×〇○零一二三四五六七八九]*年?度?"
    r"(?:[上下]半年|第?[一二三四]季度|\d+(?:[-—~～至到]\d+)?月份?)?"
)
_NOT_UNIT = Pattern(rf"关于|{_YEAR}|年度|[上下]半年|第[一二三四]季|[一二三四]季度")
_TIME = Pattern(
    r"^(?:(?:(?:19|20)[\d×]{2}年?|今年|去年|近年来|[一半两三]年来|一年[里中间]|过去(?:的)?一年|本年度|本季度|年初|[上下]半年|第?[一二三四]季度|\d+(?:[-—~～至到]\d+)?月份?|近日|回[顾首望](?=\d)"
    r"|(?:国庆|春节|元旦|中秋|五一|清明|两节|节日|春运|假日|暑假|寒假|汛)[^。,，]{0,3}期间?(?=[,，]))"
    r"(?:度|[上下]半年|第?[一二三四]季度|\d+(?:[-—~～至到]\d+)?月份?)?(?:以来|来)?[,，]?\s*)+"
)


# All schools of a place are none of them: the place reports.
_MANY = Pattern(
    r"(?<=[省市县州镇乡])(?:乡镇|镇街|街道|农村|民办|公办|各级|全体)*(?:中?小?学校|中小学|企业|社区|卫生院|公司|社会组织)$"
)
# Whoever leads the party in an organisation speaks for the organisation: 县水利局党组书记.
_PARTY = Pattern(r"(?:机关)?党(?:组|委|支部|总支|工委)$")
_ITS_HEAD = Pattern(r"副?书记|委员|成员")
# Who writes says where he serves: 我是县林业局局长, 我在城东派出所当了四年所长; or who sent him.
_SERVES = (
    r"(?:我|本人|笔者)(?:叫?[^,，。在是任叫]{2,4}[,，])?(?:现|目前|一直)?(?:是|在|任|担任|来自|就职于|供职于)"
)
_SERVING = (
    r"(?=的|党[委组](?:成员|委员)|常委|当|工作|任|从事|[高初大中小]|副?(?:党[委组]|总?支部?)?(?:成员|委员)?[、,，]?"
    r"(?:[局院校所站科处队馆社厂园部行镇乡村]?长|书记|主任|主席|经理|总监|主管|秘书|教师|医生|护士|干部)|[,，。])"
)
# So does who speaks of his office: 我作为县农机公司副经理.
_AT_POST = (
    r"(?=的?(?:党[委组](?:成员|委员)[、,，]?)?副?(?:(?:党[委组]|总?支部?)?书记|总?经理|董事长|主任|主席|总监"
    r"|[局院校所站科处队馆社厂园部行镇乡村]长))"
)
# Those who sign together stand beside each other: 双柳村党支部、村委会.
_MIN_TOGETHER = 2
_TOGETHER = Pattern(r"[、 \u3000]+")
# Behind the name of who signs stands that of the person: 红石中学 梁××.
_PERSON = Pattern(r"[ \u3000]+[\u4e00-\u9fff×]{1,4}$")
# Between the two stands his office, or nothing: 县水利局局长 梁××.
_HEAD = Pattern(
    r"(?:党(?:委|组|总支|支部|工委)?[副委]?(?:书记|委员|成员))?[、,，]?"
    r"副?(?:[局院校所站科处队馆社厂园部行镇乡村区县市]长|书记|主任|主席|会长|经理|总经理|董事长)$"
)
# Whoever leads a village or a community serves it, and small offices are known by their names alone.
_COMMITTEE = Pattern(r"(?<=[村区])(?:党(?:总?支部?|工?委)|[居村]委会)$")
_SMALL = Pattern(
    r"(?:派出所|司法所|税务所|小学|中学|幼儿园|卫生院|支行|法庭|供销社|[一二三四五六]中|有限公司)$"
)
# Organisations above the one that reports are named in its opening, too; and what has no place is anyone's.
_ABOVE = Pattern(r"(?:委|政府|党组|人大|政协|领导小组|指挥部)$")
_LOCATED = Pattern(r"[省市县区州旗镇乡村街×]")
_OF_PLACE = Pattern(
    r"[省市县区州旗镇乡×](?![内级直里镇村].?)[\u4e00-\u9fff×]{2,}|(?:有限|股份|集团|[\u4e00-\u9fff]{4})公司$|[\u4e00-\u9fff]{2}(?:分公司|支行|[车工机电供客]务?段)$"
)
_ABOVE_OR_TWO = Pattern(rf"{_ABOVE.pattern}|[与、]|会同|联合(?!会|社|体)")
_PLACE_END = Pattern(r"[省市县区州旗镇乡]$")
_CLAUSE = Pattern(r"[,，。；;](?:也是|正是|是)?")
# What is said of where one serves, but is no part of a name: 去年八月考入县供销社.
_TOLD = Pattern(r"[年月入于为]|一[家个]")
# Under whose lead, and upon what: it stands before the subject of a first sentence.
_GUIDED = Pattern(
    r"(?:在[^。,，]{2,40}下[,，]|(?:根据|按照|对照|围绕|为)[^。,，]{2,60}[,，]|截[至止][^。,，]{2,14}[,，]|对(?=[^。,，]{3,20}(?:来说|而言)))*"
)
# The short name that a report will use: 江口县人民医院(以下简称“医院”).
_SHORT_FOR = Pattern(r"[(（](?:以下)?(?:简称|下称)[^()（）]{1,20}[)）]")
# What follows an organisation that is no subject, or whose doings are another's grounds: 县教育局的通知.
_NO_SUBJECT = Pattern(
    r"[的、和与及之等内里外上下前后中向给至到员长:：。；;（(]|对[我本]|(?:组织|举办|主办|召开|安排|部署)的"
    r"|(?:要求|印发|下发|出台|发布|转发|通知|通报|批准|批复|文件|精神|关于|领导|主要|分管"
    r"|教授|校长|院长|局长|书记|主任|主席|老师|医生|护士|经理|同志|办公厅)"
)
# Who was put to a survey, and the meeting that heard a report, are not of the name.
_TASK = Pattern(
    r"(?:课题|调研|考察|起草|编写)组$|(?<=.{3})第[一二三四五六七八九十\d]+[届次](?:[^委]*(?:大会|会议|全会))$"
)
# 省公司 and 县委 are named with what they did or wanted, too.
_MIN_PLAIN = 4
# What tells of something is no name.
_TELLS = Pattern(r"本人|我|[一半两三]年|的|了|期间|以来")
# The organisation of who says 我局 ends so; what else an opening names is another.
_OWN = Pattern(
    r"我(?P<own>局|镇|乡|校|院|所(?![做有在见说学能知写属])|站(?![在上出起着])|队|馆|园|厂|矿|行(?![使动走])|社区|村|街道"
    r"|公司|集团|中心|委(?![托员])|办(?![理公事了好完])|处(?![理在于事])|厅|司(?![机法])|店)"
)
_KINDRED = {
    "校": ("校", "学", "一中", "二中", "三中", "四中", "高中", "初中", "职中", "院"),
    "行": ("银行", "支行", "分行"),
    "公司": ("公司", "集团", "厂", "店"),
    "司": ("公司", "集团"),
    "集团": ("集团", "公司"),
    "社区": ("社区", "居委会"),
}


@dataclass(frozen=True, slots=True, eq=False)
class UnitRules:
    """The expressions of units.toml, and with what characters organisations end, if that is known."""

    name: Pattern
    place: Pattern
    last: frozenset[str] | None
    whole: Pattern
    subject: Pattern
    generic: Pattern
    bare: Pattern
    kind_alone: Pattern
    not_first: Pattern
    announced: Pattern
    located: Pattern
    holder: Pattern
    own: Pattern
    territory: frozenset[str]
    person: Pattern


def compile_units(table: Mapping[str, Any]) -> UnitRules:
    """The rules of units.toml, ready for use. Raises SettingsError for what is no expression."""
    organisation = any_of(table["organisations"])
    extension = any_of(table["extensions"])
    territory = any_of(table["territories"])
    name = rf"(?:中共)?{_NAME}{{0,{_MAX_NAME}}}?{organisation}(?:{extension})*"
    own = any_of(sorted((*table["own"], *table["territory_words"]), key=len, reverse=True))
    place = rf"(?:中共)?{_NAME}{{1,10}}?{territory}"
    return UnitRules(
        name=RulePattern(name, TABLE),
        place=RulePattern(place, TABLE),
        last=_last([*table["organisations"], *table["extensions"], *table["territories"]]),
        whole=RulePattern(rf"(?:{name}|{place})$", TABLE),
        subject=RulePattern(
            rf"(?P<unit>{name}|{place}){_JOINT}[,，]?(?={any_of(table['predicates'])}(?!的))", TABLE
        ),
        generic=RulePattern(rf"(?:中共|全|我|本|各|该)?(?:{any_of(table['generic'])})*$", TABLE),
        kind_alone=RulePattern(
            rf"{any_of(table['kinds_alone'])}(?:[\u4e00-\u9fff]{{2,10}}(?:室|科|处|股|组))?$", TABLE
        ),
        not_first=RulePattern(any_of(table["not_first"]), TABLE),
        bare=RulePattern(rf"(?:{organisation})(?:{extension})*$", TABLE),
        located=RulePattern(rf"(?:中共)?(?!某){_NAME}{{1,8}}?{any_of(table['places'])}", TABLE),
        announced=RulePattern(
            rf"现(?:就|将|把)(?:(?P<unit>{name}|{place})(?={_YEAR}|年度|[上下]半年|工作|关于|开展|贯彻|落实|[一二三四]季度)"
            rf"|(?P<whose>{name})(?=[^。,，的、和与]{{2,20}}(?:工作|情况)[^。,，]{{0,8}}(?:汇报|报告|总结|述职|通报)))",
            TABLE,
        ),
        holder=RulePattern(
            rf"(?=[我本笔自从受作])(?:(?:{_SERVES}|[自从](?:担任|就任))(?P<unit>{name}){_SERVING}|受(?P<sender>{name})的?委托"
            rf"|(?<![^。,，:：我人])作为(?P<post>{name}){_AT_POST})",
            TABLE,
        ),
        own=RulePattern(
            rf"[我本该全](?:(?<=[我本该])(?P<own>{own})|(?<=全)(?P<all>[局校院镇乡系委办])(?![国面体]))",
            TABLE,
        ),
        territory=frozenset(table["territory_words"]),
        person=RulePattern(
            rf"[{''.join(table['surnames'].split())}][\u4e00-\u9fff×][\u4e00-\u9fff×]?$", TABLE
        ),
    )


def _last(fragments: Sequence[str]) -> frozenset[str] | None:
    """The characters that names end with; None where that of some cannot be told."""
    known = [spelled_out(last_characters(fragment)) for fragment in fragments]
    return None if None in known else frozenset[str]().union(*filter(None, known))


def is_unit(text: str, rules: UnitRules) -> bool:
    """Whether `text` is the name of an organisation and nothing else."""
    if len(text) > _MAX_NAME + 6 or (rules.last is not None and text[-1:] not in rules.last):
        return False
    return rules.whole.match(text) is not None


def ends_like_unit(text: str) -> bool:
    """Whether a line without a stop ends as the names of organisations do: 青山口工务段."""
    return text[:1] not in _NOT_FIRST and _ENDING.fullmatch(text) is not None


def unit_of_line(text: str, rules: UnitRules, signed: bool = False) -> str | None:
    """The organisation that is all of a line, but for its holder's name; None if it names nobody.

    What stands above a date (`signed`) needs only to end as organisations do.
    """
    line = signer(text)
    bare = _PERSON.sub("", line)
    for name in (line, bare):
        if name and (is_unit(name, rules) or (signed and _ENDING_BEFORE_YEAR.fullmatch(name))):
            return _named(name, rules)
    if together := _first_of_several(line, rules):
        return together
    # The head of party or government speaks for himself.
    office = _HEAD.sub("", bare)
    return _named(office, rules) if office and is_unit(office, rules) and not _ABOVE.search(office) else None


def _first_of_several(line: str, rules: UnitRules) -> str | None:
    """The first of the organisations that a line is made of: that of 双柳村党支部、村委会 is the village."""
    names = _TOGETHER.split(line)
    if len(names) < _MIN_TOGETHER or not all(is_unit(name, rules) for name in names):
        return None
    return _named(_PARTY.sub("", names[0]), rules)


def unit_in_title(title: str, rules: UnitRules) -> str | None:
    """The organisation that a title begins with, or that follows its motto: 奋楫扬帆——…局2023年…."""
    headed = _HEADED.match(title)
    if headed and is_unit(headed[1], rules):
        return _named(headed[1], rules)
    if found := _unit_at_start(title, rules):
        return found
    for part in _MOTTO.split(title)[1:]:
        if _SUBTITLE.search(part) and (found := _unit_at_start(part, rules)):
            return found
    behind = _BEHIND_TITLE.search(title)
    return _named(behind[1], rules) if behind and is_unit(behind[1], rules) else None


def _unit_at_start(title: str, rules: UnitRules) -> str | None:
    text = _YEAR_FIRST.sub("", _MATTER.sub("", title))
    before = _NOT_UNIT.split(text, maxsplit=1)[0]
    if before != text and before and (is_unit(before, rules) or _ENDING_BEFORE_YEAR.fullmatch(before)):
        return _named(before, rules)
    found = rules.name.match(text)
    if found is None or _MANY.search(found[0]):
        found = rules.located.match(text)
        return _named(found[0], rules) if found else None
    name = _PARTY.sub("", found[0]) if _ITS_HEAD.match(text, found.end()) else found[0]
    return _named(name, rules)


def begins_with_office(title: str, rules: UnitRules) -> bool:
    """Whether a title begins with the kind of an office that it does not name: 交通局上半年工作总结."""
    found = rules.name.match(title)
    return found is not None and not _PLACE_END.search(found[0]) and _unit_at_start(title, rules) is None


def unit_of_sentence(text: str, rules: UnitRules) -> str | None:
    """The organisation that is the subject of the sentence at the start of `text`, or None."""
    return _subject(_SHORT_FOR.sub("", text[:_MAX_SUBJECT]), rules)


@lru_cache(maxsize=1024)
def _subject(text: str, rules: UnitRules) -> str | None:
    time = _TIME.match(text)
    start = _GUIDED.match(text, time.end() if time else 0)
    begin = start.end() if start else 0
    plain = rules.name.match(text, begin)
    # Most sentences begin with no name and no place, and so with no subject that is one.
    found = rules.subject.match(text, begin) if plain or rules.place.match(text, begin) else None
    name = found["unit"] if found else None
    if name is None and plain:
        named = plain[0]
        other = len(named) < _MIN_PLAIN or _ABOVE.search(named) or _TELLS.search(named)
        name = None if other or _NO_SUBJECT.match(text, plain.end()) else named
    return _named(name, rules) if name and _is_own(name, text) else None


def _is_own(name: str, text: str) -> bool:
    """Whether who says 我校 in a text may be the organisation of that name."""
    said = _OWN.search(text)
    if said is None:
        return True
    kin = _KINDRED.get(said["own"], (said["own"],))
    return any(word in name for word in kin)


def unit_of_clause(text: str, rules: UnitRules) -> str | None:
    """The organisation with its place that is the subject of a later clause of `text`, or None."""
    window = text[:_MAX_SUBJECT]
    for stop in _CLAUSE.finditer(window):
        found = rules.subject.match(window, stop.end())
        if found and _OF_PLACE.search(found["unit"]) and not _ABOVE_OR_TWO.search(found["unit"]):
            return _named(found["unit"], rules)
    return None


def unit_of_holder(text: str, rules: UnitRules) -> str | None:
    """The organisation in which the writer says that he serves, or which sent him; or None."""
    found = rules.holder.search(text[:_MAX_SUBJECT])
    if found is None:
        return None
    name = _COMMITTEE.sub("", found["unit"] or found["sender"] or found["post"])
    name = _PARTY.sub("", name) if _ITS_HEAD.match(text, found.end()) else name
    if _TOLD.search(name) or not (_LOCATED.search(name) or _SMALL.search(name)):
        return None
    return _named(name, rules)


def unit_of_announcement(text: str, rules: UnitRules) -> str | None:
    """The organisation on whose work a sentence announces the report (现将县水务局2021年…), or None."""
    found = rules.announced.search(text)
    return _named(found["unit"] or found["whose"], rules) if found else None


def own_words(text: str, rules: UnitRules) -> frozenset[str]:
    """The words by which `text` speaks of its own organisation: 我局 → 局. Territories are left out."""
    if "我" not in text and "本" not in text and "全" not in text and "该" not in text:
        return frozenset()
    found = {hit["own"] or hit["all"] for hit in rules.own.finditer(text)}
    return frozenset(found - rules.territory)


def own_phrase(text: str, words: frozenset[str], rules: UnitRules) -> str:
    """The first phrase of `text` by which it says one of the words of `own_words`: 我局."""
    return next(hit[0] for hit in rules.own.finditer(text) if (hit["own"] or hit["all"]) in words)


def _named(name: str, rules: UnitRules) -> str | None:
    """The name without those it put to a task, unless it names nobody in particular (我局, 学校)."""
    name = _TASK.sub("", name)
    if not name or name[0] in _NOT_FIRST or _NO_NAME.search(name) or rules.not_first.match(name):
        return None
    if rules.kind_alone.match(name) or (rules.bare.match(name) and not _OF_TOWN.match(name)):
        return None
    if rules.generic.match(name) and not _LOCAL.match(name):
        return None
    return name
