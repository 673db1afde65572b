"""Reports whose last heading was lost: they end with intentions that nothing announces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..lazy_pattern import Pattern
from .cues import is_item, weigh
from .elements import Element
from .reasons import Choice, Rule, because, types_of
from .rules import Rules
from .type_names import ADVICE, LESSONS, OTHER, PLANS, WORK
from .typed import TypedNode

# A list of intentions has members; a single sentence at the end may be about anything.
_MIN_ITEMS = 2
_ITEM = Pattern(r"(?:^|[。；;])[一二三四五六]是")
_FIGURE = Pattern(r"\d|××")


def close_with_plans(nodes: Sequence[TypedNode], rules: Rules) -> list[TypedNode]:
    """Take the list at the end of a report that tells of nothing done for its intentions.

    Only where nothing else in the report speaks of intentions, advice or lessons.
    """
    known = {choice.type for item in nodes for found in (item.choices, *item.paragraphs) for choice in found}
    if not nodes or known & {PLANS, ADVICE, LESSONS}:
        return list(nodes)
    last = nodes[-1]
    elements = last.node.paragraphs
    choices = list(last.paragraphs)
    end = len(choices)
    while end and types_of(choices[end - 1]) == (OTHER,):
        end -= 1
    start = end
    while start and types_of(choices[start - 1]) == (WORK,) and intends(elements[start - 1].text, rules):
        start -= 1
    members = sum(len(_ITEM.findall(element.text)) for element in elements[start:end])
    if start == 0 or members < _MIN_ITEMS:
        return list(nodes)
    choices[start:end] = [(_intended(element),) for element in elements[start:end]]
    return [*nodes[:-1], replace(last, paragraphs=tuple(choices))]


def _intended(element: Element) -> Choice:
    return Choice(PLANS, because(Rule.TYPE_CLOSING_LIST, element.text, element.lines[0]))


def intends(text: str, rules: Rules) -> bool:
    """Whether a paragraph is of a list and tells of nothing done."""
    return is_item(text, rules.cues) and not weigh(text, rules.cues).done and not _FIGURE.search(text)
