"""Set phrases of reports: how they open, announce themselves, go on, close, greet and sign."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..alternation import any_of
from ..lazy_pattern import Pattern, RulePattern
from .dates import is_date

TABLE = "formulas"
# An announcement ends its paragraph, or stands before a first sub-heading that was cut from it.
_WINDOW = 400
# How far before and behind the words of an announcement the rest of the phrase is sought: …情况汇报如下 ends
# with them, 现将…情况汇报 begins.
_BEHIND_END, _BEFORE_END = 24, 80
_BEHIND_START, _BEFORE_START = 90, 2
# A line that greets, signs or dates is no longer than this.
_MAX_MARGINAL = 40
# What follows is named in the last words of an opening.
_LAST_WORDS = 60
# The last sentence of a speech has up to 140 characters.
_PERORATION = 140
# A closing formula may run to a sentence; what is longer says something of its own.
_MAX_CLOSING = 90
# Thanks name all to whom they go.
_MAX_FAREWELL = 180


@dataclass(frozen=True, slots=True, eq=False)
class FormulaRules:
    """The expressions of formulas.toml. Hashed by identity, so that answers can be remembered."""

    announcement: Pattern
    announcing: Pattern
    signs: tuple[tuple[str, int, int], ...]
    partial: Pattern
    plans: Pattern
    aims: Pattern
    thoughts: Pattern
    accounts: Pattern
    strong: Pattern
    fair: Pattern
    weak: Pattern
    continuing: Pattern
    formal: Pattern
    farewell: Pattern
    addressing: Pattern
    forward: Pattern
    forward_end: Pattern
    peroration: Pattern
    calling: Pattern
    greeting: Pattern
    formal_greeting: Pattern
    trailing: Pattern
    marginal: Pattern
    form: Pattern


def compile_formulas(table: Mapping[str, Any]) -> FormulaRules:
    """The rules of formulas.toml, ready for use. Raises SettingsError for what is no expression."""
    openings, closings, signs = table["openings"], table["closings"], table["signs"]
    ends, starts, verbs = (signs[f"announcement_{part}"] for part in ("ends", "starts", "verbs"))
    field = rf"{any_of(table['forms']['fields'])}[:：] ?[^ \u3000:：。，]{{1,24}}"
    return FormulaRules(
        announcement=RulePattern(any_of(table["announcements"]), TABLE),
        announcing=RulePattern("|".join(map(re.escape, [*ends, *starts, *verbs])), TABLE),
        signs=(
            *((sign, _BEFORE_END, _BEHIND_END) for sign in ends),
            *((sign, _BEFORE_START, _BEHIND_START) for sign in starts),
            *((sign, _BEFORE_END, _BEHIND_END) for sign in verbs),
        ),
        partial=RulePattern(any_of(table["partial"]), TABLE),
        plans=RulePattern(any_of(table["plans"]), TABLE),
        aims=RulePattern(any_of(table["aims"]), TABLE),
        thoughts=RulePattern(any_of(table["thoughts"]), TABLE),
        accounts=RulePattern(any_of(table["accounts"]), TABLE),
        strong=RulePattern(any_of(openings["strong"]), TABLE),
        fair=RulePattern(any_of(openings["fair"]), TABLE),
        weak=RulePattern(any_of(openings["weak"]), TABLE),
        continuing=RulePattern(any_of(table["continuing"]["starts"]), TABLE),
        formal=RulePattern(any_of(closings["formal"]), TABLE),
        farewell=RulePattern(any_of(closings["farewells"]), TABLE),
        addressing=RulePattern("|".join(signs["farewells"]), TABLE),
        forward=RulePattern(any_of(closings["forward"]), TABLE),
        forward_end=RulePattern(any_of(closings["forward_end"]), TABLE),
        peroration=RulePattern(rf"{any_of(closings['perorations'])}[。！!…”]*$", TABLE),
        calling=RulePattern("|".join(signs["perorations"]), TABLE),
        greeting=RulePattern(any_of(closings["greetings"]), TABLE),
        formal_greeting=RulePattern(any_of(closings["formal_greetings"]), TABLE),
        trailing=RulePattern(any_of(closings["trailing"]), TABLE),
        marginal=RulePattern(any_of(closings["marginal"]), TABLE),
        form=RulePattern(rf"{field}(?:[ \u3000,，;；]+{field})*", TABLE),
    )


def announces(text: str, rules: FormulaRules) -> bool:
    """Whether a paragraph says that the report follows: 现将…情况汇报如下."""
    return announcement(text, rules) is not None


@lru_cache(maxsize=8192)
def announcement(text: str, rules: FormulaRules) -> str | None:
    """The words by which a paragraph says that the report follows, or None."""
    if not rules.announcing.search(text, max(0, len(text) - _WINDOW)):
        return None
    for sign, before, after in rules.signs:
        found = text.rfind(sign, -_WINDOW) if len(text) > _WINDOW else text.rfind(sign)
        if found >= 0:
            clause = text[max(0, found - before) : found + after]
            hit = rules.announcement.search(clause)
            if hit and not rules.partial.search(clause):
                return hit[0]
    return None


def announced_kind(text: str, rules: FormulaRules) -> str | None:
    """Which kind of document an opening says to follow: an account, thoughts, or a plan."""
    last = text[-_LAST_WORDS:]
    kinds = (("总结", rules.accounts), ("心得", rules.thoughts), ("计划", rules.plans))
    found = next((kind for kind, words in kinds if words.search(last)), None)
    return "计划" if found is None and rules.aims.match(text) else found


def opens(text: str, rules: FormulaRules) -> bool:
    """Whether a text begins as reports do: with a set phrase, an occasion, a form of address."""
    if text.startswith("——") or is_greeting(text, rules):
        return True
    return any(opening.match(text) for opening in (rules.strong, rules.fair))


def is_greeting(text: str, rules: FormulaRules) -> bool:
    """Whether a line only greets: 各位领导、同志们:."""
    return len(text) <= _MAX_MARGINAL and rules.greeting.match(text) is not None


def is_marginal(text: str, rules: FormulaRules) -> bool:
    """Whether a line dates, signs, greets or lists enclosures, and says nothing of the work."""
    if len(text) > _MAX_MARGINAL:
        return False
    return is_date(text) or rules.marginal.match(text) is not None or rules.greeting.match(text) is not None


def perorates(text: str, rules: FormulaRules) -> bool:
    """Whether the last sentence of a paragraph calls upon its hearers, as speeches and reports end."""
    start = max(0, len(text) - _PERORATION)
    return rules.calling.search(text, start) is not None and rules.peroration.search(text, start) is not None


# Whoever looks for the end of a report asks this, and so does whoever types its paragraphs.
@lru_cache(maxsize=8192)
def is_formal_closing(text: str, rules: FormulaRules) -> bool:
    """Whether a paragraph only ends a report: 特此报告, 以上报告,请审议."""
    return len(text) <= _MAX_CLOSING and rules.formal.match(text) is not None


@lru_cache(maxsize=8192)
def is_farewell(text: str, rules: FormulaRules) -> bool:
    """Whether a paragraph is nothing but last words to its hearers: an invitation, thanks, good wishes."""
    return (
        len(text) <= _MAX_FAREWELL
        and rules.addressing.search(text) is not None
        and rules.farewell.match(text) is not None
    )
