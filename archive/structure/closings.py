"""Reports whose last heading was lost: they end with intentions that nothing announces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .cues import is_item, weigh
from .rules import Rules
from .type_names import ADVICE, LESSONS, OTHER, PLANS, WORK
from .typed import TypedNode

# A list of intentions has members; a single sentence at the end may be about anything.
_MIN_ITEMS = 2
_ITEM = re.compile(r"(?:^|[。；;])[一二三四五六]是")
_FIGURE = re.compile(r"\d|××")


def close_with_plans(nodes: Sequence[TypedNode], rules: Rules) -> list[TypedNode]:
    """Take the list at the end of a report that tells of nothing done for its intentions.

    Only where nothing else in the report speaks of intentions, advice or lessons.
    """
    known = {name for item in nodes for types in (item.types, *item.paragraphs) for name in types}
    if not nodes or known & {PLANS, ADVICE, LESSONS}:
        return list(nodes)
    last = nodes[-1]
    texts = [element.text for element in last.node.paragraphs]
    types = list(last.paragraphs)
    end = len(types)
    while end and types[end - 1] == (OTHER,):
        end -= 1
    start = end
    while start and types[start - 1] == (WORK,) and intends(texts[start - 1], rules):
        start -= 1
    members = sum(len(_ITEM.findall(text)) for text in texts[start:end])
    if start == 0 or members < _MIN_ITEMS:
        return list(nodes)
    types[start:end] = [(PLANS,)] * (end - start)
    return [*nodes[:-1], replace(last, paragraphs=tuple(types))]


def intends(text: str, rules: Rules) -> bool:
    """Whether a paragraph is of a list and tells of nothing done."""
    return is_item(text, rules.cues) and not weigh(text, rules.cues).done and not _FIGURE.search(text)
