"""Headings that run into their text without punctuation: 一、加强领导,落实责任我镇成立了….

Sites that strip line ends produce them. The cut is made where the beginning of the line is a
heading known from elsewhere in the file, or where a noun that ends headings meets a word that
begins sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .judge import HeadingRules, is_plain
from .lexicon import TypeRules, heading_types
from .reasons import Rule

# A heading that is cut off without a stop has at least a verb and a noun, or two nouns.
_MIN_HEAD = 4
_MAX_HEAD = 38
_MAX_IMBALANCE = 3
# Of 149 labelled headings in two parts six have a second part longer than two and a half times the first.
_MAX_RATIO = 2.5
# A name of a section is no longer than this, and the words that end headings no longer than that.
_MAX_NAME = 16
_LONGEST_END = 4
# Single headings mostly have four or six to eight characters: 夯实基层基础.
_USUAL_LENGTHS = (4, 6, 7, 8)
# A heading that no known noun ends has at least a verb and two nouns.
_MIN_FIRM = 6
# The first clause of a sentence is not shorter.
_MIN_CLAUSE = 4
# What speaks for a cut. The weights and the two sums that suffice were set on the headings of the labelled
# pages with their full stops taken away: SURE cuts none of the numbered sentences there.
_STRONG, _WEAK = 2.5, 1.5
_CLOSING = 2.0
_TAIL, _QUOTED, _NAMED, _VERB, _USUAL = 2.0, 3.0, 1.5, 1.0, 0.5
_EQUAL, _EQUAL_ALONE, _NEARLY, _UNEQUAL, _LOPSIDED = 3.0, 1.5, 0.5, 0.0, -1.0
SURE, LIKELY, POSSIBLE = 5.5, 4.5, 4.0
# A heading known from elsewhere must be long enough not to begin a sentence by chance.
_MIN_KNOWN = 6
_KEY = 4
# A name of a section with less than this behind it may be a longer name.
_MIN_AFTER_NAME = 10
# The longest predicate of the list, and what may follow one inside a clause.
_LONGEST_CLOSING = 6
_NOT_AFTER = frozenset("的地了着和与及且并而但、,，。;；:：””）)")
# A verb with one of these behind it is a noun: 信息收集和研判.
_JOINED = frozenset("和与及、的,，")
_STOPS = re.compile(r"[。；;：:！!？?,，、]")
_CLAUSE_END = re.compile(r"[。；;：:！!？?,，]")
_SENTENCE_END = re.compile(r"[。；;：:！!？?]")
_COMMA = re.compile(r"[,，]")


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a text begins behind its heading, how much speaks for it, and by which rule it is known."""

    position: int
    weight: float
    rule: Rule = Rule.HEADING_GLUED


def known_headings(heads: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The headings of a file by their first characters, the longer ones first."""
    found: dict[str, set[str]] = {}
    for head in heads:
        if _MIN_KNOWN <= len(head) <= _MAX_HEAD:
            found.setdefault(head[:_KEY], set()).add(head)
    return {key: tuple(sorted(group, key=len, reverse=True)) for key, group in found.items()}


def cut_sure(
    text: str, start: int, known: Mapping[str, tuple[str, ...]], rules: HeadingRules, types: TypeRules
) -> Cut | None:
    """The cut behind a heading known from elsewhere, or behind the name of a section, or None."""
    end = cut_known(text, start, known)
    if end:
        return Cut(end, SURE, Rule.HEADING_KNOWN)
    end = cut_name(text, start, rules, types)
    return Cut(end, SURE, Rule.HEADING_GLUED_NAME) if end else None


def cut_known(text: str, start: int, known: Mapping[str, tuple[str, ...]]) -> int | None:
    """Where the text begins in a line that begins with a heading known from elsewhere, or None."""
    for head in known.get(text[start : start + _KEY], ()):
        end = start + len(head)
        if text.startswith(head, start) and len(text) > end + _MIN_HEAD and not _STOPS.match(text, end):
            return end
    return None


def cut_name(text: str, start: int, rules: HeadingRules, types: TypeRules) -> int | None:
    """Where the text begins in a line that begins with the name of a section, or None."""
    found = rules.section_name.match(text, start)
    if found is None or len(text) - found.end() < _MIN_AFTER_NAME:
        return None
    whole = text[start : start + _first_stop(text[start : start + _MAX_HEAD])]
    return None if heading_types(whole, types) and not _COMMA.search(whole) else found.end()


def cut_glued(
    text: str, start: int, known: Mapping[str, tuple[str, ...]], rules: HeadingRules, types: TypeRules
) -> Cut | None:
    """Where the text begins in a line whose heading, from `start`, runs into it; None if none does.

    The weight of the cut says how much speaks for it: `SURE` is enough, `LIKELY` on a page that has
    others.
    """
    cut = cut_sure(text, start, known, rules, types)
    if cut:
        return cut
    window = text[start : start + _MAX_HEAD + 12]
    if rules.openers.match(window):
        return None
    best, score = 0, POSSIBLE
    for position in range(_MIN_HEAD, _first_stop(window)):
        found = _weight(window, position, rules, types)
        if found >= score:
            best, score = position, found
    return Cut(start + best, score) if best else None


def cut_firm(text: str, start: int, end: int, rules: HeadingRules) -> int | None:
    """Where the text begins inside what could be one heading, from `start` to `end`.

    Only an unmistakable beginning of a sentence right after a noun that ends headings counts.
    """
    head = text[start:end]
    for position in range(2 * _MIN_HEAD, len(head) - _MIN_HEAD):
        if not rules.strong_start.match(head, position):
            continue
        before = head[:position]
        ends_well = rules.tail_noun.search(before) and rules.verb.match(before)
        if ends_well and not rules.broken_end.search(before):
            return start + position
    return None


def _first_stop(window: str) -> int:
    stop = re.search(r"[。；;：:！!？?]", window)
    return min(stop.start() if stop else len(window), _MAX_HEAD)


def _weight(window: str, position: int, rules: HeadingRules, types: TypeRules) -> float:
    """How much speaks for a heading that ends at `position` and a sentence that begins there."""
    start = _start_weight(window, position, rules) or _after_closing(window, position, rules)
    members = _COMMA.split(window[:position])
    balanced = len(members) > 1 and len(members[-1]) == len(members[-2])
    if not (start or balanced) or not _is_sentence(window, position, start == _STRONG):
        return 0.0
    head = window[:position]
    if head.count("“") != head.count("”"):
        return 0.0
    if len(members[-1]) < _MIN_HEAD or rules.broken_end.search(head, position - _LONGEST_END):
        return 0.0
    if not is_plain(head, rules) or _goes_on(window, position, rules):
        return 0.0
    quoted = head.endswith("”")
    closed = start == _CLOSING
    ends_well = quoted or closed or rules.tail_noun.search(head, position - _LONGEST_END) is not None
    named = len(members) == 1 and position <= _MAX_NAME and bool(heading_types(head, types))
    acts = rules.verb.match(head) or rules.tail_predicate.search(head, position - _LONGEST_END)
    firm = start == _STRONG and acts and position >= _MIN_FIRM
    if not (ends_well or named or (balanced and start) or firm):
        return 0.0
    weight = start + (_QUOTED if quoted else _TAIL if ends_well else 0.0) + (_NAMED if named else 0.0)
    weight += _VERB if acts else 0.0
    if len(members) > 1:
        return weight + _pair_weight(members, start > 0)
    return weight + (_USUAL if len(head) in _USUAL_LENGTHS else 0.0)


def _start_weight(window: str, position: int, rules: HeadingRules) -> float:
    if rules.strong_start.match(window, position):
        return _STRONG
    found = rules.weak_start.match(window, position)
    if found is None or window[found.end() : found.end() + 1] in _JOINED:
        return 0.0
    return 0.0 if rules.strong_start.match(window, found.end()) else _WEAK


def _after_closing(window: str, position: int, rules: HeadingRules) -> float:
    """What a predicate that ends a clause right before `position` says of a sentence beginning there."""
    if window[position : position + 1] in _NOT_AFTER:
        return 0.0
    if _COMMA.search(window, 0, position):
        return 0.0
    return _CLOSING if rules.closing.search(window, max(0, position - _LONGEST_CLOSING), position) else 0.0


def _goes_on(window: str, position: int, rules: HeadingRules) -> bool:
    """Whether a noun at `position` still belongs to the heading: another sentence begins behind it."""
    found = rules.tail_word.match(window, position)
    if found is None:
        return False
    return not _start_weight(window, position, rules) or _start_weight(window, found.end(), rules) > 0


def _is_sentence(window: str, position: int, strong: bool) -> bool:
    """Whether what begins at `position` could be a sentence: no stop comes at once.

    A comma may follow words with which sentences surely begin (`strong`): 目前,….
    """
    stops = _SENTENCE_END if strong else _CLAUSE_END
    return (
        window[position - 1] not in ",，" and stops.search(window, position, position + _MIN_CLAUSE) is None
    )


def _pair_weight(members: list[str], begins: bool) -> float:
    """The members of a heading in two parts are of nearly equal length: 强化组织领导,落实工作责任.

    `begins` says that a word follows with which sentences begin.
    """
    difference = abs(len(members[-1]) - len(members[-2]))
    if not difference:
        return _EQUAL if begins else _EQUAL_ALONE
    if difference <= _MAX_IMBALANCE:
        return _NEARLY
    return _UNEQUAL if len(members[-1]) <= _MAX_RATIO * len(members[-2]) else _LOPSIDED
