"""One numbered line on its own: is it a heading, a heading with its text, or a sentence of a list?

What a single line cannot tell is settled among its neighbours in `headings`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from ..alternation import any_of
from ..lazy_pattern import Pattern, RulePattern
from .lexicon import TypeRules, heading_types
from .numbering import Mark, Scheme
from .patterns import by_first_character
from .reasons import Rule

TABLE = "headings"
# Of 400 run-in headings in work reports nine tenths have at most 24 characters, and of the
# numbered sentences with a text behind them nine tenths have more than 34.
MAX_RUN_IN = 30
# Longer than this nothing is a heading, however its neighbours look.
MAX_HEADING = 48
# A line without any stop is a heading up to this length; hard-wrapped prose is cut above it.
MAX_UNSTOPPED = 42
# A colon ends headings (存在问题:) and introduces lists; headings before it are short.
MAX_BEFORE_COLON = 20
# A name of a section (今年工作回顾) is no longer than this, a sentence mostly is.
MAX_NAME = 14
# Shorter words before a blank are spaced out characters: 总 则.
MIN_BEFORE_BLANK = 4
# A short equation may be a heading, and so may what was brought about: 早研判是前提。 办起了夜校。
MAX_EQUATION = 12
_IS_OR_DID = Pattern(r"(?<=..)是(?=..)|(?<=.)了(?=..)")
_FIGURE = Pattern(r"\d")
# A name with a remark behind it, in which stops may stand: 清理河道（责任单位：水利局，时限：6月底）.
_REMARKED = Pattern(r"(?P<name>[^。！？!?；;：:（()）]{2,48}?)(?P<remark>\s?[（(][^（()）。]{2,90}[)）])")
_STOPS_INSIDE = Pattern(r"[:：;；,，\s]")
# Who is to do it and by when ends a heading, whatever follows: …（责任单位：林业局）全年造林….
_DUTY = Pattern(
    r"\s?[（(](?:主要|第一)?(?:责任|牵头|主责|配合|包[保联]|承办|协办|分管|完成|整改)[\u4e00-\u9fff]{0,6}[:：]"
    r"(?=[^。]*[)）][^。！？!?；;：:，,、])"
)
# So does the time of a stage: 查漏补缺阶段（11月）与各村….
_STAGE = Pattern(
    r"(?<=阶段|环节)[（(][^（()）]{0,16}[月日][^（()）]{0,10}[)）](?=[\u4e00-\u9fff“])(?![的是])"
)
# What was found wrong, as those who put it right name it; it may be long, and tell: 关于…的问题.
_FAULT = Pattern(
    r"(?:关于|针对)(?![^。]*(?:我|解决(?![不难慢])|化解(?!不)|进行了))[^。！？!?；;：:]{3,120}?问题"
    r"(?:的?整改(?:落实)?情况|方面)?(?P<stop>[。：:]|$)"
)
# What follows a heading behind a blank is a sentence.
MIN_BEHIND_BLANK = 12
# Two commas separate the members of a heading in three parts; sentences have more.
MAX_COMMAS = 2
# The first of such members are short, sentences have longer clauses.
MAX_PART = 8
_COMMAS = Pattern(r"[,，]")
# A stop is looked for a little beyond the longest heading.
_WINDOW = MAX_HEADING + 8
_STOP = Pattern(r"[。！？!?；;：:]+[”" r"’」』）)]*|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff“])")
_HARD_STOPS = Pattern(r"[。！？!?；;：:]+[”" r"’」』）)]*")
_STOP_OR_COMMA = Pattern(r"[。！？!?；;，,]")
_HARD_STOP = Pattern(r"[。！？!?；;：:]")
_SENTENCE_STOP = Pattern(r"[。！？!?；;]|[:：]$")
_CHAPTERS = (Scheme.VOLUME, Scheme.PART, Scheme.CHAPTER, Scheme.CHAPTER_SECTION)


class Verdict(IntEnum):
    """What a numbered line is, as far as it shows by itself."""

    ITEM = 0
    MAYBE = 1
    HEADING = 2


# Never changed, but not frozen: thousands are made, each in a fourth of the time that way.
@dataclass(slots=True)
class Judgement:
    """The verdict on a line: its heading ends at `end` and its text, if any, begins at `body`.

    `closed` is set for a line that is one sentence with its stop, `plain` where nothing in the
    words speaks against a heading. `rule` is what made it a heading, and `cue` the words that met
    it, where they are not the number.
    """

    verdict: Verdict
    end: int
    body: int
    closed: bool = False
    plain: bool = True
    rule: Rule = Rule.HEADING_NUMBERED
    cue: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class HeadingRules:
    """The expressions of headings.toml. Hashed by identity, so that answers can be remembered."""

    narrative: Pattern
    openers: Pattern
    time_opener: Pattern
    references: Pattern
    broken_end: Pattern
    strong_start: Pattern
    weak_start: Pattern
    tail_noun: Pattern
    tail_word: Pattern
    tail_predicate: Pattern
    closing: Pattern
    clause_start: Pattern
    verb: Pattern
    never: Pattern
    question: Pattern
    section_name: Pattern


def compile_headings(table: Mapping[str, Any]) -> HeadingRules:
    """The rules of headings.toml, ready for use. Raises SettingsError for what is no expression."""
    return HeadingRules(
        narrative=RulePattern(any_of(table["narrative"]), TABLE),
        openers=RulePattern(any_of(table["openers"]), TABLE),
        time_opener=RulePattern(any_of(table["time_openers"]), TABLE),
        references=RulePattern(any_of(table["references"]), TABLE),
        broken_end=RulePattern(rf"{any_of(table['broken_ends'])}$", TABLE),
        strong_start=RulePattern(by_first_character(table["strong_starts"]), TABLE),
        weak_start=RulePattern(by_first_character(table["weak_starts"]), TABLE),
        tail_noun=RulePattern(
            rf"{by_first_character(table['tail_nouns'] + table['tail_predicates'])}$", TABLE
        ),
        tail_predicate=RulePattern(rf"{any_of(table['tail_predicates'])}$", TABLE),
        closing=RulePattern(rf"{by_first_character(table['closing_predicates'])}$", TABLE),
        tail_word=RulePattern(by_first_character(table["tail_nouns"]), TABLE),
        clause_start=RulePattern(rf"[,，、]{any_of(table['clause_starts'])}", TABLE),
        verb=RulePattern(by_first_character(table["verbs"]), TABLE),
        section_name=RulePattern(
            rf"{any_of(table['section_names'])}(?!{any_of(table['name_goes_on'])})", TABLE
        ),
        question=RulePattern(rf"{any_of(table['questions'])}[?？]?$", TABLE),
        never=RulePattern(rf"{any_of(table['not_headings'])}$", TABLE),
    )


def judge(text: str, mark: Mark, rules: HeadingRules, types: TypeRules) -> Judgement:
    """Judge the line `text`, which `mark` opens."""
    start = mark.end
    if mark.scheme is Scheme.ARTICLE:
        return Judgement(Verdict.ITEM, start, start)
    remarked = _REMARKED.match(text, start) if "）" in text or ")" in text[start:] else None
    if remarked and (
        _STOPS_INSIDE.search(remarked["remark"]) or _STAGE.match(text, remarked.start("remark"))
    ):
        return _judge_remarked(remarked, mark, rules, types)
    if fault := _FAULT.match(text, start):
        return _fault(fault)
    return _judge_bare(text, mark, rules, types)


def _judge_remarked(found: re.Match[str], mark: Mark, rules: HeadingRules, types: TypeRules) -> Judgement:
    """Judge a line without the remark in it, which belongs to the heading that ends there, if one does."""
    text, name, length = found.string, found.end("name"), len(found["remark"])
    stop = "。" if _DUTY.match(text, name) or _STAGE.match(text, name) else ""
    bare = judge(text[:name] + stop + text[name + length :], mark, rules, types)

    def place(position: int) -> int:
        """Where `position` of the line without the remark is in the line."""
        return position if position < name else position + length - (len(stop) if position > name else 0)

    return replace(bare, end=place(bare.end), body=place(bare.body))


def _fault(found: re.Match[str]) -> Judgement:
    """The name of a fault: a heading of the text behind it, or what its neighbours make of it."""
    end, body, length = found.start("stop"), found.end(), len(found.string)
    above = body >= length and found["stop"] not in (":", "：")
    short = not found["stop"] and end - found.start() <= MAX_UNSTOPPED
    verdict = Verdict.MAYBE if above and not short else Verdict.HEADING
    return Judgement(verdict, end, body, above, rule=Rule.HEADING_NUMBERED if short else Rule.HEADING_RUN_IN)


def _judge_bare(text: str, mark: Mark, rules: HeadingRules, types: TypeRules) -> Judgement:
    """Judge a line without remarks in brackets, of no set form."""
    start = mark.end
    stop = _STOP.search(text, start, start + _WINDOW)
    if (
        mark.scheme in _CHAPTERS
        and len(text) - start <= MAX_UNSTOPPED
        and not _SENTENCE_STOP.search(text, start)
    ):
        return Judgement(Verdict.HEADING, len(text), len(text), rule=Rule.HEADING_CHAPTER)
    if stop and stop[0].isspace() and not _is_set_off(text[start : stop.start()], text, stop.end(), rules):
        stop = _HARD_STOPS.search(text, start, start + _WINDOW)
    if stop is None:
        return _unstopped(text, start, rules)
    if mark.scheme is Scheme.ORDINAL and not rules.section_name.fullmatch(text, start, stop.start()):
        # Behind 第一、 a sentence is an item of a list, as it is behind 一是; but not 第二、存在的问题。
        return Judgement(Verdict.ITEM, start, start)
    return _stopped(text[start : stop.start()], stop, rules, types)


def _is_set_off(head: str, text: str, body: int, rules: HeadingRules) -> bool:
    """Whether a blank parts a heading from a text: both are long enough to be what they seem."""
    if not MIN_BEFORE_BLANK <= len(head) <= MAX_RUN_IN or len(text) - body < MIN_BEHIND_BLANK:
        return False
    return is_plain(head, rules) and _STOP_OR_COMMA.search(text, body) is not None


def _in_parts(head: str) -> bool:
    """Whether a heading in three parts has short ones, or two of one length: 肯定成绩,认清形势,增强信心."""
    first, second, _ = _COMMAS.split(head)
    return len(first) == len(second) or max(len(first), len(second)) <= MAX_PART


def is_plain(head: str, rules: HeadingRules) -> bool:
    """Whether the words of `head` could be a heading's."""
    commas = head.count(",") + head.count("，")
    if commas > MAX_COMMAS or (commas == MAX_COMMAS and not _in_parts(head)):
        return False
    if rules.openers.match(head) or rules.clause_start.search(head):
        return False
    if rules.time_opener.match(head) and (commas or len(head) > MAX_NAME):
        return False
    return rules.narrative.search(head) is None


def _unstopped(text: str, start: int, rules: HeadingRules) -> Judgement:
    """A line without a stop in its first words: a heading if it ends soon."""
    length = len(text) - start
    if not length or length > _WINDOW or _HARD_STOP.search(text, start):
        return Judgement(Verdict.ITEM, start, start)
    plain = is_plain(text[start:], rules)
    if length <= MAX_UNSTOPPED and plain:
        return Judgement(Verdict.HEADING, len(text), len(text))
    verdict = Verdict.MAYBE if length <= MAX_HEADING else Verdict.ITEM
    return Judgement(verdict, len(text), len(text), closed=True, plain=plain)


def _is_one_sentence(text: str, body: int) -> bool:
    """Whether what follows a colon is short and ends the line: 主客体相对化:由单向关系向双向关系转化。"""
    stop = _HARD_STOP.search(text, body)
    return body < len(text) <= MAX_HEADING and stop is not None and stop.end() == len(text)


def _stopped(head: str, stop: re.Match[str], rules: HeadingRules, types: TypeRules) -> Judgement:
    """A line with a stop at `stop`: a heading with its text, a heading with a full stop, or a sentence."""
    end, body, length = stop.start(), stop.end(), len(stop.string)
    sign = stop[0][0]
    if not head or len(head) > MAX_HEADING:
        return Judgement(Verdict.ITEM, end, body)
    plain = is_plain(head, rules)
    if sign in ";；":
        # Some authors close all their headings so; what stands below tells them from the items of a list.
        above = body >= length and len(head) <= MAX_RUN_IN
        return Judgement(Verdict.MAYBE if above else Verdict.ITEM, end, body, above, plain)
    if sign not in ":：" and body < length:
        firm = (plain and len(head) <= MAX_RUN_IN) or _is_equation(head, rules)
        # A long first sentence that tells something is none, however its neighbours look.
        told = len(head) > MAX_RUN_IN and rules.narrative.search(head) is not None
        verdict = Verdict.HEADING if firm else Verdict.ITEM if told else Verdict.MAYBE
        return Judgement(verdict, end, body, False, plain, Rule.HEADING_RUN_IN)
    named = len(head) <= MAX_RUN_IN and bool(heading_types(head, types))
    if sign in ":：":
        # A question is answered behind its colon, whatever its words: 学到了什么:从“管人”到“服务人”.
        asks = len(head) <= MAX_NAME and rules.question.search(head) is not None
        return _before_colon(head, stop, plain or asks, named)
    is_name = named and plain and len(head) <= MAX_BEFORE_COLON and "," not in head and "，" not in head
    verdict = Verdict.HEADING if is_name else Verdict.MAYBE
    return Judgement(verdict, end, body, True, plain, Rule.HEADING_NAMED_SENTENCE)


def _is_equation(head: str, rules: HeadingRules) -> bool:
    """Whether a short clause says what is or was done, and nothing else speaks against a heading."""
    if len(head) > MAX_EQUATION or not _IS_OR_DID.search(head) or "," in head or "，" in head:
        return False
    return _FIGURE.search(head) is None and is_plain(_IS_OR_DID.sub("", head), rules)


def _before_colon(head: str, colon: re.Match[str], plain: bool, named: bool) -> Judgement:
    """A line whose first stop is a colon: a heading with its text, or the lead of a list."""
    end, body, length = colon.start(), colon.end(), len(colon.string)
    if not named and _is_one_sentence(colon.string, body):
        return Judgement(Verdict.MAYBE, length - 1, length, True, plain)
    short = plain and len(head) <= (MAX_RUN_IN if body >= length else MAX_BEFORE_COLON)
    verdict = Verdict.HEADING if short or (named and plain) else Verdict.ITEM
    return Judgement(verdict, end, body, plain=plain, rule=Rule.HEADING_COLON)
