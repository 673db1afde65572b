"""Essays about a subject: they reason and advise, where a report tells what its author did."""

from __future__ import annotations

from collections.abc import Sequence

from .cues import weigh
from .elements import Node
from .rules import Rules

# Kinds of document that are never essays, whatever their style.
_REPORTING = frozenset({"总结", "计划", "方案", "述职", "讲话", "心得"})
# Below this a few words decide; the shortest essay seen has 2,400 characters.
_MIN_SIZE = 800
# Words of reasoning per 1,000 characters: essays seen have 8 to 13, other reports at most 4.
_MIN_REASONING = 6.0
# Words of things done for each word of reasoning: essays seen have at most 1.3.
_MAX_DONE = 1.6


def is_essay(nodes: Sequence[Node], doc_type: str, rules: Rules) -> bool:
    """Whether a report is an essay: it reasons much and tells little of things done."""
    if doc_type in _REPORTING:
        return False
    texts = [element.text for node in nodes for element in node.paragraphs]
    size = sum(map(len, texts))
    if size < _MIN_SIZE:
        return False
    reasoning = sum(len(rules.cues.reasoning.findall(text)) for text in texts)
    if reasoning * 1000 < _MIN_REASONING * size:
        return False
    done = sum(weigh(text, rules.cues).done for text in texts)
    return done <= _MAX_DONE * reasoning
