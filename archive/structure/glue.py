"""Headings that run into their text without punctuation: 一、加强领导,落实责任我镇成立了….

Sites that strip line ends produce them. The cut is made where the beginning of the line is a
heading known from elsewhere in the file or the name of a section, or else where a model finds it
likely (`cuts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..lazy_pattern import Pattern
from .cuts import Alike, best_cut
from .judge import HeadingRules
from .lexicon import TypeRules, heading_types
from .numbering import Mark, Scheme
from .reasons import Rule
from .rules import Rules

# A name of a section, or the last part of a heading, has at least a verb and a noun, or two nouns.
_MIN_HEAD = 4
_MAX_HEAD = 38
# From which probability of the model a heading is cut off: SURE on any page (of the labelled paragraphs
# without a heading it cuts fewer than one in a hundred), LIKELY and POSSIBLE where lines surely run together.
SURE, LIKELY, POSSIBLE = 0.9, 0.6, 0.4
# On a page whose lines surely run together a numbered line without a heading is so many times rarer.
_RARER = 5.0
# A heading known from elsewhere must be long enough not to begin a sentence by chance.
_MIN_KNOWN = 6
_KEY = 4
# A name of a section with less than this behind it may be a longer name.
_MIN_AFTER_NAME = 10
# Names of sections that begin sentences as verbs: 计划投资80万元.
_PAIR = 2
_WISHES = ("计划", "建议", "打算", "安排", "要求", "体会", "总结")
_STOPS = Pattern(r"[。；;：:！!？?,，、]")
_SENTENCE_STOPS = Pattern(r"[。；;：:！!？?]")
_COMMA = Pattern(r"[,，]")


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a text begins behind its heading, how probable that is, and by which rule it is known.

    `weight` is the probability on any page, `among_glued` that on a page whose lines run together;
    `tiny` says that the heading has so few characters that others of its list must have as few.
    """

    position: int
    weight: float
    among_glued: float
    rule: Rule = Rule.HEADING_GLUED
    tiny: bool = False


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
        return Cut(end, 1.0, 1.0, Rule.HEADING_KNOWN)
    end = cut_name(text, start, rules, types)
    return Cut(end, 1.0, 1.0, Rule.HEADING_GLUED_NAME) if end else None


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
    text: str,
    start: int,
    outer: bool,
    known: Mapping[str, tuple[str, ...]],
    all_rules: Rules,
    alike: Alike | None = None,
) -> Cut | None:
    """Where the text begins in a line whose heading, from `start`, runs into it; None if none does.

    `outer` says that the number is one of the outermost of its page, `alike` what its siblings are like.
    """
    rules, types = all_rules.headings, all_rules.types
    cut = cut_sure(text, start, known, rules, types)
    if cut:
        return cut
    if rules.openers.match(text, start):
        return None
    found = best_cut(text[start:], outer, all_rules.cuts, rules, types, alike)
    if found is None or (found[0] == _PAIR and text.startswith(_WISHES, start)):
        return None
    place, probability, none = found
    if _is_pair(text, start, start + place, rules):
        sure = rules.strong_start.match(text, start + place) is not None
        probability = max(probability, SURE if sure else LIKELY)
    among_glued = probability / (1 - none + none / _RARER)
    # Two or three characters are all of a heading only where they name a section, or others are as short.
    tiny = place < _MIN_HEAD and not heading_types(text[start : start + place], types)
    if among_glued < POSSIBLE:
        return None
    return Cut(start + place, 0.0 if tiny else probability, among_glued, tiny=tiny)


def _is_pair(text: str, start: int, end: int, rules: HeadingRules) -> bool:
    """Whether words of one length stand on both sides of a comma before the beginning of a sentence."""
    members = _COMMA.split(text[start:end])
    if len(members) != 2 or len(members[0]) != len(members[1]) or len(members[0]) < _MIN_HEAD:
        return False
    return bool(rules.strong_start.match(text, end) or rules.weak_start.match(text, end))


def is_outer(mark: Mark | None, outermost: Scheme | None = None) -> bool:
    """Whether a number is of a kind that seldom opens sentences: 一、, where no 壹、 stands above it."""
    if mark is None:
        return False
    return mark.scheme <= Scheme.HAN and mark.scheme <= (outermost or mark.scheme)


def cut_firm(text: str, start: int, end: int, rules: HeadingRules) -> int | None:
    """Where the text begins inside what could be one heading, from `start` to `end`.

    Only an unmistakable beginning of a sentence right after a noun that ends headings counts, and only
    where what follows can be one.
    """
    head = text[start:end]
    for position in range(2 * _MIN_HEAD, len(head) - _MIN_HEAD):
        if not rules.strong_start.match(head, position) or not _is_text(text, start + position):
            continue
        before = head[:position]
        ends_well = rules.tail_noun.search(before) and rules.verb.match(before)
        if ends_well and not rules.broken_end.search(before):
            return start + position
    return None


def _is_text(text: str, position: int) -> bool:
    """Whether what stands behind `position` is long enough for a text, or has a stop in it."""
    return len(text) - position >= _MIN_AFTER_NAME or _STOPS.search(text, position) is not None


def _first_stop(window: str) -> int:
    stop = _SENTENCE_STOPS.search(window)
    return min(stop.start() if stop else len(window), _MAX_HEAD)
