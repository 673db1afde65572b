"""Sentences that say what a passage is about, whatever stands above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from ..alternation import any_of
from ..lazy_pattern import Pattern, RulePattern
from .patterns import ByBeginning, ByNeed, beginning, by_first_character, occurring
from .reasons import Cue
from .type_names import CAUSES, PROBLEMS

TABLE = "cues"
# A lead says what it says in its first words; long enumerations behind it are not searched.
_WINDOW = 140
# 牢不牢 asks, and denies nothing.
_ASKED = Pattern(r"((?![能要可会是])[\u4e00-\u9fff])不\1")
# The same, found by its 不, which is rarer than what stands before it.
_ASKS = Pattern(r"不(?<=((?![能要可会是])[\u4e00-\u9fff])不)\1")
_SENTENCE = Pattern(r"[^。！？!?；;]*(?:[。！？!?；;]+[”’」』）)]*|$)")
# A clause on the causes is told apart from what it explains: 全年只签下三单,究其原因,….
_CAUSE = Pattern(
    r"(?<=[,，])(?<!因[,，])(?=究其|主要(?:就)?是(?:因为|由于)|(?:其?主要|其?根本|其?直接|其)?原因(?:[是在有]|主要)|(?:根源|根子|症结|病根)(?:就|还)?[是在]|归根[到结]|说到底)"
)
_CAUSAL = Pattern(r"究其|原因|根[源子归]|症结|病根|说到底|是因为|是由于")
# An account of figures counts beside what turns against it; what is only granted does not.
_TURNS = Pattern(
    r"(?<=[,，])(?=但(?![愿凡书])|然而|不过(?!是|如此)|可(?:是|惜|(?=[^。,，]{2,12}(?:还|仍|依然|始终|却)))|唯独"
    r"|[^。,，]{1,8}却(?:还|仍|依然|始终|迟迟|一直|总|只|没|不|[降升上提下压]不))"
)
_TURNING = Pattern("但|然而|却|不过|可|唯独")
_COUNTED = Pattern(
    r"[\d××百千万][余多]?[人次份条篇件场期户家项万亿样台辆处座亩吨支个名%％]|(?:升|提高|增加|降|减)[到至]|[十百]多?[人次份条件场户家项台处节个名趟]"
)
_GRANTED = Pattern(r"虽|尽管|固然|即[使便]|如果|不仅")
# 主要是由于经验不足。 ends with a cause, not with the name of what is listed next.
_CAUSE_NAMED = Pattern(r"(?:问题|不足|差距|短板|薄弱环节)。\s*$")
# A lead that may begin with anything has its words among the first ones.
_LOOSE_REACH = 70
# What happened to a problem is said right after it: 存在的问题已整改.
_AFTER_SIGNAL = 12
# The grammar of a paragraph does not change after so many characters.
_MAX_WEIGHED = 600
# What is conceded stands near the turn of speech that concedes it.
_CONCEDED = r"[^。；;]{0,80}?"


# The type of a passage, and what may open it.
Lead = tuple[str, Pattern]


@dataclass(frozen=True, eq=False)
class CueRules:
    """The expressions of cues.toml. Equal and hashed by identity, so that answers can be remembered."""

    prefix: Pattern
    start: ByBeginning
    starts: tuple[Lead, ...]
    loose_trigger: Pattern
    loose: ByNeed[Lead]
    trigger: Pattern
    inside: ByNeed[Lead]
    contrast_sign: Pattern
    contrast: Pattern
    turn: Pattern
    inner_turn: Pattern
    outlook: Pattern
    trouble: Pattern
    snag: Pattern
    recovery: Pattern
    overcome: Pattern
    request: Pattern
    denials: Mapping[str, Pattern]
    support: Mapping[str, Pattern]
    reasoning: Pattern
    modal: Pattern
    frame: Pattern
    open_end: Pattern
    addition: Pattern
    item: Pattern
    wanting: Pattern
    acting: Pattern
    striving: Pattern
    coming: Pattern
    done: Pattern


# Never changed, but not frozen: thousands are made, each in a fourth of the time that way.
@dataclass(slots=True)
class Weights:
    """How often a passage speaks of what is wanting, striven for, to come, and done."""

    wanting: int = 0
    striving: int = 0
    coming: int = 0
    done: int = 0

    def __add__(self, other: Weights) -> Weights:
        return Weights(
            self.wanting + other.wanting,
            self.striving + other.striving,
            self.coming + other.coming,
            self.done + other.done,
        )


def compile_cues(table: Mapping[str, Any]) -> CueRules:
    """The rules of cues.toml, ready for use. Raises SettingsError for what is no expression."""
    leads, contrast, turns, requests = (table[part] for part in ("leads", "contrast", "turns", "requests"))
    essay, lists, words = table["essay"], table["lists"], table["words"]
    defects = any_of(contrast["defects"])
    return CueRules(
        prefix=RulePattern(f"{any_of(leads['prefixes'])}+", TABLE),
        start=ByBeginning(chain.from_iterable(leads["starts"].values()), TABLE),
        starts=tuple((name, RulePattern(any_of(found), TABLE)) for name, found in leads["starts"].items()),
        loose_trigger=RulePattern(occurring(leads["loose_triggers"]), TABLE),
        loose=_apart(leads["loose"]),
        trigger=RulePattern(occurring(leads["triggers"]), TABLE),
        inside=_by_type(leads["inside"]),
        contrast_sign=RulePattern("|".join(contrast["signs"]), TABLE),
        contrast=RulePattern(by_first_character(contrast["openers"]) + _CONCEDED + defects, TABLE),
        turn=RulePattern(any_of(turns["starts"]), TABLE),
        inner_turn=RulePattern(any_of(turns["inner"]), TABLE),
        outlook=RulePattern(any_of(table["outlook"]["signs"]), TABLE),
        trouble=RulePattern(any_of(turns["troubles"]), TABLE),
        snag=RulePattern(any_of(turns["snags"]), TABLE),
        recovery=RulePattern(any_of(turns["recoveries"]), TABLE),
        request=RulePattern(f"{any_of(requests['prefixes'])}*{any_of(requests['starts'])}", TABLE),
        overcome=RulePattern(beginning(turns["overcome"]), TABLE),
        support={name: RulePattern(any_of(found), TABLE) for name, found in table["support"].items()}
        | {PROBLEMS: RulePattern(defects, TABLE)},
        reasoning=RulePattern(any_of(essay["words"]), TABLE),
        modal=RulePattern(any_of(essay["modals"]), TABLE),
        frame=RulePattern(any_of(essay["frames"]), TABLE),
        denials={name: RulePattern(beginning(found), TABLE) for name, found in table["denials"].items()},
        open_end=RulePattern(any_of(lists["open_ends"]), TABLE),
        addition=RulePattern(any_of(lists["additions"]), TABLE),
        item=RulePattern(any_of(lists["items"]), TABLE),
        acting=RulePattern(beginning(words["acting"]), TABLE),
        wanting=RulePattern(beginning(words["wanting"]), TABLE),
        striving=RulePattern(beginning(words["striving"]), TABLE),
        coming=RulePattern(beginning(words["coming"]), TABLE),
        done=RulePattern(beginning(words["done"]), TABLE),
    )


def _apart(named: Mapping[str, Sequence[str]]) -> ByNeed[Lead]:
    """Leads that are tried each by itself."""
    leads = ((name, fragment) for name, found in named.items() for fragment in found)
    return ByNeed((((name, RulePattern(fragment, TABLE)), [fragment]) for name, fragment in leads), TABLE)


def _by_type(named: Mapping[str, Sequence[str]]) -> ByNeed[Lead]:
    """Leads that are tried with all of their type."""
    leads = (((name, RulePattern(by_first_character(found), TABLE)), found) for name, found in named.items())
    return ByNeed(leads, TABLE)


@lru_cache(maxsize=8192)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph, each with its stop; a semicolon is one."""
    return tuple([clause for found in _SENTENCE.findall(text) if found for clause in _parts(found)])


def _parts(sentence: str) -> list[str]:
    """A sentence, its clause on the causes apart, and what turns against an account of figures."""
    if _CAUSAL.search(sentence):
        return _CAUSE.split(sentence)
    turn = _TURNS.search(sentence) if _TURNING.search(sentence) else None
    if turn and _COUNTED.search(sentence, 0, turn.start()) and not _GRANTED.search(sentence, 0, turn.start()):
        return [sentence[: turn.start()], sentence[turn.start() :]]
    return [sentence]


@lru_cache(maxsize=8192)
def sentence_leads(text: str, rules: CueRules) -> tuple[tuple[int, Cue | None], ...]:
    """The sentences of a paragraph: the length of each, and what opens a passage in it, if anything."""
    return tuple((len(found), lead(found, rules)) for found in sentences(text))


def lead(sentence: str, rules: CueRules) -> Cue | None:
    """The type of the passage that `sentence` opens, with the words that open it, or None."""
    window = sentence.lstrip()[:_WINDOW]
    return _lead(_ASKED.sub(r"\1", window) if _ASKS.search(window) else window, rules)


@lru_cache(maxsize=16384)
def _lead(window: str, rules: CueRules) -> Cue | None:
    return _begins(window, rules) or _holds(window, rules) or _concedes(window, rules)


def _begins(window: str, rules: CueRules) -> Cue | None:
    """The lead with which a sentence begins, at once or behind words that may stand before it."""
    prefix = rules.prefix.match(window)
    places = (0, prefix.end()) if prefix else (0,)
    for place in places:
        # Most sentences open no passage, which one look at all expressions together tells.
        found = _at(window, place, rules.starts, rules) if rules.start.stands(window, place) else None
        if found:
            return found
    if not rules.loose_trigger.search(window, 0, _LOOSE_REACH):
        return None
    loose = rules.loose.possible(window)
    tried = (_at(window, place, loose, rules) for place in places)
    return next(filter(None, tried), None)


def _at(window: str, place: int, leads: Iterable[tuple[str, Pattern]], rules: CueRules) -> Cue | None:
    """The first of the `leads` that stands at a place of a sentence and is not denied."""
    for name, pattern in leads:
        hit = pattern.match(window, place)
        if hit and not _denied(name, window, rules):
            return Cue(name, hit[0])
    return None


def _holds(window: str, rules: CueRules) -> Cue | None:
    """The lead that stands anywhere in a sentence."""
    if not rules.trigger.search(window):
        return None
    for name, pattern in rules.inside.possible(window):
        for found in pattern.finditer(window):
            if not _denied(name, _clause(window, found), rules):
                return Cue(name, found[0])
    return None


def _concedes(window: str, rules: CueRules) -> Cue | None:
    """The problem that a sentence concedes."""
    conceded = _concession(window, rules)
    return Cue(PROBLEMS, conceded) if conceded else None


def leads_to(name: str, sentence: str, rules: CueRules) -> bool:
    """Whether `sentence` opens a passage of the type `name`."""
    found = lead(sentence, rules)
    return found is not None and found.type == name


def _concession(window: str, rules: CueRules) -> str | None:
    """The words by which a sentence turns from what was done to what is wanting: 但由于…还不够规范."""
    found = rules.contrast.search(window) if rules.contrast_sign.search(window) else None
    if found:
        return None if rules.overcome.search(window) else found[0]
    turn = _turn(window, rules)
    trouble = rules.trouble.search(window, turn.end()) if turn else None
    if trouble and not rules.recovery.search(window) and not rules.overcome.search(window):
        return window[: trouble.end()]
    return None


def _turn(window: str, rules: CueRules) -> re.Match[str] | None:
    """The words by which a sentence turns against the one before it."""
    return rules.turn.match(window) or (rules.inner_turn.match(window) if "却" in window else None)


def looks_out(sentence: str, rules: CueRules) -> bool:
    """Whether a sentence tells the state of the world so plainly that nothing around it counts."""
    return rules.outlook.match(sentence.lstrip()) is not None


def asks_others(text: str, rules: CueRules) -> bool:
    """Whether a paragraph begins with what is asked of others: 恳请上级…, 对班子提一点意见."""
    return rules.request.match(text) is not None


def is_snag(words: str, rules: CueRules) -> bool:
    """Whether the words of a lead say outright that something is in the way: 麻烦的是."""
    return rules.snag.match(words) is not None


def support(sentence: str, name: str, rules: CueRules) -> str | None:
    """The words of a sentence that are of the type `name`; enough only where a heading promised it."""
    pattern = rules.support.get(name)
    found = pattern.search(sentence.lstrip()[:_WINDOW]) if pattern else None
    return found[0] if found else None


def _clause(window: str, found: re.Match[str]) -> str:
    """The clause that holds the signal words, with what directly follows: 未发现…存在问题."""
    start = max(window.rfind(stop, 0, found.start()) for stop in ",，:：") + 1
    return window[start : found.end() + _AFTER_SIGNAL]


def _denied(name: str, window: str, rules: CueRules) -> bool:
    denial = rules.denials.get(name)
    return denial is not None and denial.search(window) is not None


def opens_list(text: str, rules: CueRules) -> bool:
    """Whether a paragraph ends by announcing what the following paragraphs list."""
    return rules.open_end.search(text[-40:]) is not None


def leaves_list(text: str, rules: CueRules) -> bool:
    """Whether a paragraph that turned to a type leaves a list of it to those after it."""
    if not opens_list(text, rules):
        return False
    if text.rstrip().endswith((":", "：")):
        return True
    last = sentence_leads(text, rules)[-1][1]
    return last is not None and (last.type != CAUSES or not _CAUSE_NAMED.search(text))


def is_item(text: str, rules: CueRules) -> bool:
    """Whether a paragraph begins like a member of a list: 一是…, 其次…, (2)…."""
    return rules.item.match(text) is not None


@lru_cache(maxsize=8192)
def weigh(text: str, rules: CueRules) -> Weights:
    """Count the words of `text` that speak of defects, of intentions and of things done."""
    return Weights(*[_count(words, text) for words in _weighed(rules)])


def _count(words: Pattern, text: str) -> int:
    """How many of the words stand in a text, none over another."""
    count = end = 0
    for found in words.finditer(text, 0, _MAX_WEIGHED):
        if found.start() >= end:
            count += 1
            end = found.end(1)
    return count


def adds_to_list(text: str, rules: CueRules) -> bool:
    """Whether a paragraph adds to what was listed before the last aside: 此外,…."""
    return rules.addition.match(text) is not None


def turns_mildly(words: str, rules: CueRules) -> bool:
    """Whether a concession is told by its turn of speech and some trouble, not by a defect named."""
    return _turn(words, rules) is not None and not rules.contrast.search(words)


def actions(text: str, rules: CueRules) -> int:
    """How many clauses of `text` begin with what was or is to be done: 加强…, 督促…."""
    return _count(rules.acting, text)


def weighed_word(text: str, *words: Pattern) -> str:
    """The first of the words that `weigh` counts in `text`, of one or several kinds; "" for none."""
    found = [hit for pattern in words if (hit := pattern.search(text, 0, _MAX_WEIGHED))]
    return min(found, key=lambda hit: hit.start())[1] if found else ""


def _weighed(rules: CueRules) -> tuple[Pattern, ...]:
    return rules.wanting, rules.striving, rules.coming, rules.done
