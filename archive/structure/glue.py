"""Headings that run into their text without punctuation: 一、加强领导,落实责任我镇成立了….

Sites that strip line ends produce them. The cut is made where the beginning of the line is a
heading known from elsewhere in the file, or where a noun that ends headings meets a word that
begins sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .judge import HeadingRules, is_plain
from .lexicon import TypeRules, heading_types

# A heading that is cut off without a stop has at least a verb and a noun, or two nouns.
_MIN_HEAD = 4
_MAX_HEAD = 38
# The members of a heading in two parts are of nearly equal length: 强化组织领导,落实工作责任.
_MAX_IMBALANCE = 3
_MAX_MEMBER = 14
# A heading known from elsewhere must be long enough not to begin a sentence by chance.
_MIN_KNOWN = 6
_KEY = 4
# A name of a section with less than this behind it may be a longer name.
_MIN_AFTER_NAME = 10
_STOPS = re.compile(r"[。；;：:！!？?,，、]")
_COMMA = re.compile(r"[,，]")


def known_headings(heads: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The headings of a file by their first characters, the longer ones first."""
    found: dict[str, set[str]] = {}
    for head in heads:
        if _MIN_KNOWN <= len(head) <= _MAX_HEAD:
            found.setdefault(head[:_KEY], set()).add(head)
    return {key: tuple(sorted(group, key=len, reverse=True)) for key, group in found.items()}


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
) -> int | None:
    """Where the text begins in a line whose heading, from `start`, runs into it; None if none does."""
    cut = cut_known(text, start, known) or cut_name(text, start, rules, types)
    if cut:
        return cut
    window = text[start : start + _MAX_HEAD + 12]
    limit = _first_stop(window)
    for found in _starts(window, limit, rules):
        if _fits(window[:found], window[found:], rules, types):
            return start + found
    return None


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


def _starts(window: str, limit: int, rules: HeadingRules) -> Iterable[int]:
    for position in range(_MIN_HEAD, limit):
        if rules.strong_start.match(window, position) or rules.weak_start.match(window, position):
            yield position


def _fits(head: str, rest: str, rules: HeadingRules, types: TypeRules) -> bool:
    """Whether `head` can be a whole heading and `rest` the beginning of a sentence."""
    if not is_plain(head, rules) or rules.broken_end.search(head):
        return False
    strong = rules.strong_start.match(rest) is not None
    members = _COMMA.split(head)
    if len(members) > 1:
        if not rules.verb.match(head):
            return False
        balanced = (
            abs(len(members[-1]) - len(members[-2])) <= _MAX_IMBALANCE and len(members[-1]) >= _MIN_HEAD
        )
        ends_well = rules.tail_noun.search(head) is not None
        return (balanced and (strong or ends_well)) or (
            strong and ends_well and len(members[-1]) <= _MAX_MEMBER
        )
    if heading_types(head, types) and (strong or rules.weak_start.match(rest)):
        return strong or len(head) >= 2 * _MIN_HEAD
    ends_well = rules.tail_noun.search(head) is not None and rules.verb.match(head) is not None
    return ends_well and (strong or len(head) >= 2 * _MIN_HEAD)
