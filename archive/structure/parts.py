"""Numbers alone on their lines that part a page into its reports: 1, 2, 3 (of 篇1, 篇2 the word was lost)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..lazy_pattern import Pattern
from .elements import Line
from .formulas import announcement, opens
from .numbering import numeral
from .progress import speaks_alone
from .reasons import Rule, because
from .rules import Rules

_BARE = Pattern(r"[\[【]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[\]】]?")
# Two numbers could be what is left of a table.
_MIN_PARTS = 3
# Of the parts so many must begin as reports do: pages of a document are numbered, too.
_MIN_SHARE = 2 / 3
# A report has shown how it begins within so many lines.
_LOOKAHEAD = 6


def bare_parts(lines: Sequence[Line], rules: Rules) -> list[Line]:
    """The lines of a page, those that are nothing but its parts' numbers marked as titles.

    They count 1, 2, 3… over the page without a gap, and behind most of them a report begins: with a set
    phrase, with somebody who speaks of himself, or with a numbering that begins anew.
    """
    found = [index for index, line in enumerate(lines) if _is_bare(line)]
    values = [numeral(lines[index].text) for index in found]
    if len(found) < _MIN_PARTS or values != list(range(1, len(found) + 1)):
        return list(lines)
    begun = sum(_begins(index, lines, rules) for index in found)
    if begun < _MIN_SHARE * len(found):
        return list(lines)
    chosen = frozenset(found)
    return [_as_part(line) if index in chosen else line for index, line in enumerate(lines)]


def _is_bare(line: Line) -> bool:
    return line.style != "cell" and not line.title and _BARE.fullmatch(line.text) is not None


def _as_part(line: Line) -> Line:
    return replace(line, mark=None, title=2, why=(because(Rule.TITLE_PART, line.text, line.lines[0]),))


def _begins(index: int, lines: Sequence[Line], rules: Rules) -> bool:
    """Whether a report begins behind the number at `index`."""
    behind = lines[index + 1 : index + 1 + _LOOKAHEAD]
    if not behind or _is_bare(behind[0]):
        return False
    first = behind[0]
    if first.title or opens(first.text, rules.formulas) or speaks_alone(first.text):
        return True
    if announcement(first.text, rules.formulas):
        return True
    mark = next((line.mark for line in behind if line.mark), None)
    return mark is not None and mark.value == 1
