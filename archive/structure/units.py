"""Organisations: the one a title or a first sentence names, and the words a report uses of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..alternation import any_of
from .patterns import compiled

TABLE = "units"
# Before the year or 关于 of a title stands whoever reports, if it ends like an organisation.
_ENDING = re.compile(
    r"[\u4e00-\u9fff×（）()·A-Za-z]{2,23}[局处站所院校队部馆园厂社台科室会组署厅委办关矿场段](?<!干部)"
)
# No name begins with a pronoun or a preposition.
_NOT_FIRST = frozenset("我本该各全校在由对据按为将把被到")
# Nor does one name a document or break off inside a bracket: 工作总结(镇.
_NO_NAME = re.compile(r"总结|汇报|[（(][^）)]*$")
# 市图书馆 is one of its city; 市 and 图书馆 by themselves are nobody in particular.
_LOCAL = re.compile(r"[省市县区州](?![级直域属辖]|内)[^省市县区乡镇村]")
# Party and government of a place report together: 清溪镇党委、政府.
_JOINT = "(?:党(?:工)?委[、和](?:人民)?(?:政府|办事处|管委会))?"
# A name of an organisation in the samples has at most 22 characters.
_NAME = r"[\u4e00-\u9fff×（）()·A-Za-z]"
_MAX_NAME = 24
# A subject with what follows it, behind a time, ends within so many characters.
_MAX_SUBJECT = 100
_YEAR = r"(?:19|20)[\d×]{2}|20××|二[〇○]|民国|1[01]\d(?=年|学年)"
_TIME = re.compile(
    r"^(?:(?:(?:19|20)[\d×]{2}年?|今年|去年|近年来|[一半两三]年来|本年度|本季度|年初|[上下]半年|第?[一二三四]季度|\d+月份?|近日)"
    r"(?:度|[上下]半年|第?[一二三四]季度|\d+月份?)?(?:以来|来)?[,，]?\s*)+"
)


# Under whose lead, and upon what: it stands before the subject of a first sentence.
_GUIDED = re.compile(r"(?:在[^。,，]{2,40}下[,，]|(?:根据|按照|对照|围绕)[^。,，]{2,40}[,，])*")


@dataclass(frozen=True, slots=True, eq=False)
class UnitRules:
    """The expressions of units.toml."""

    name: re.Pattern[str]
    whole: re.Pattern[str]
    subject: re.Pattern[str]
    generic: re.Pattern[str]
    bare: re.Pattern[str]
    kind_alone: re.Pattern[str]
    announced: re.Pattern[str]
    own: re.Pattern[str]
    territory: frozenset[str]


def compile_units(table: Mapping[str, Any]) -> UnitRules:
    """The rules of units.toml, ready for use. Raises SettingsError for what is no expression."""
    organisation = any_of(table["organisations"])
    extension = any_of(table["extensions"])
    territory = any_of(table["territories"])
    name = rf"(?:中共)?{_NAME}{{0,{_MAX_NAME}}}?{organisation}(?:{extension})*"
    own = any_of(sorted((*table["own"], *table["territory_words"]), key=len, reverse=True))
    place = rf"(?:中共)?{_NAME}{{1,10}}?{territory}"
    return UnitRules(
        name=compiled(name, TABLE),
        whole=compiled(rf"(?:{name}|{place})$", TABLE),
        subject=compiled(rf"(?P<unit>{name}|{place}){_JOINT}[,，]?(?={any_of(table['predicates'])})", TABLE),
        generic=compiled(rf"(?:中共|全|我|本|各|该)?(?:{any_of(table['generic'])})*$", TABLE),
        kind_alone=compiled(rf"{any_of(table['kinds_alone'])}$", TABLE),
        bare=compiled(rf"(?:{organisation})(?:{extension})*$", TABLE),
        announced=compiled(
            rf"现(?:就|将|把)(?P<unit>{name}|{place})(?={_YEAR}|年度|[上下]半年|工作|关于|开展|贯彻|落实|[一二三四]季度)",
            TABLE,
        ),
        own=compiled(rf"[我本该](?P<own>{own})|全(?P<all>[局校院镇乡系委办])(?![国面体])", TABLE),
        territory=frozenset(table["territory_words"]),
    )


def is_unit(text: str, rules: UnitRules) -> bool:
    """Whether `text` is the name of an organisation and nothing else."""
    return len(text) <= _MAX_NAME + 6 and rules.whole.match(text) is not None


def unit_of_line(text: str, rules: UnitRules) -> str | None:
    """The organisation that is all of a line, but for its holder's name; None if it names nobody."""
    return _named(text, rules) if text and is_unit(text, rules) else None


def unit_in_title(title: str, rules: UnitRules) -> str | None:
    """The organisation that a title begins with, or None."""
    text = re.sub(r"^(?:关于|在)", "", title)
    text = re.sub(
        rf"^(?:{_YEAR})[\d×〇○一二三四五六七八九]*年?度?(?:[上下]半年|第?[一二三四]季度)?", "", text
    )
    before = re.split(rf"关于|{_YEAR}|年度|[上下]半年|第?[一二三四]季度", text, maxsplit=1)[0]
    if before != text and before and (rules.whole.match(before) or _ENDING.fullmatch(before)):
        return _named(before, rules)
    found = rules.name.match(text)
    return _named(found[0], rules) if found else None


def unit_of_sentence(text: str, rules: UnitRules) -> str | None:
    """The organisation that is the subject of the sentence at the start of `text`, or None."""
    return _subject(text[:_MAX_SUBJECT], rules)


@lru_cache(maxsize=1024)
def _subject(text: str, rules: UnitRules) -> str | None:
    time = _TIME.match(text)
    start = _GUIDED.match(text, time.end() if time else 0)
    found = rules.subject.match(text, start.end() if start else 0)
    return _named(found["unit"], rules) if found else None


def unit_of_announcement(text: str, rules: UnitRules) -> str | None:
    """The organisation on whose work a sentence announces the report (现将县水务局2021年…), or None."""
    found = rules.announced.search(text)
    return _named(found["unit"], rules) if found else None


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
    """The name, unless it names nobody in particular (我局, 学校)."""
    if name[0] in _NOT_FIRST or _NO_NAME.search(name):
        return None
    if (
        rules.bare.match(name)
        or rules.kind_alone.match(name)
        or (rules.generic.match(name) and not _LOCAL.match(name))
    ):
        return None
    return name
