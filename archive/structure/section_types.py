"""The types of the sections of one report, from the top of its hierarchy to the bottom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .cues import Weights, weigh
from .elements import Element, Node
from .formulas import announces
from .lexicon import heading_types, is_measures
from .passages import (
    CAUSES,
    OPENING,
    OTHER,
    PLANS,
    PROBLEMS,
    WORK,
    Base,
    Typed,
    is_aside,
    is_plan,
    type_passage,
)
from .rules import Rules

# An opening ends, at the latest, with the paragraph of this number.
_MAX_OPENING = 4
# Headings that go on with something: 继续加强…, 进一步完善….
_GOES_ON = re.compile(r"(?:继续|进一步|持续|不断)")
# How a plan opens: with its purpose.
_PURPOSE = re.compile(r"为|根据|按照|依据")
_SPEECH = "讲话"


@dataclass(frozen=True, slots=True)
class TypedNode:
    """A node with the types of its heading, and of each of its paragraphs."""

    node: Node
    types: tuple[str, ...]
    paragraphs: tuple[tuple[str, ...], ...]


def type_nodes(nodes: Sequence[Node], doc_type: str, statute: bool, rules: Rules) -> list[TypedNode]:
    """Give every heading and paragraph of a report its types."""
    if statute:
        return [TypedNode(node, (OTHER,), ((OTHER,),) * len(node.paragraphs)) for node in nodes]
    default = rules.types.defaults.get(doc_type, WORK)
    plans = _planning_runs(nodes, doc_type, rules)
    done: list[TypedNode] = []
    flows: list[Typed] = []
    firm: list[bool] = []
    leads: dict[int, Base] = {}
    late = False
    for index, node in enumerate(nodes):
        _follow_lead(node, flows[-1] if flows else None, leads)
        if node.heading is None:
            typed = _type_opening(node, nodes, Base((default,), False, late), rules)
            types: tuple[str, ...] = (OPENING,)
            firm.append(False)
        else:
            base = _base(
                node, leads.get(node.level), flows, firm, PLANS if index in plans else default, late, rules
            )
            types = base.types
            typed = type_passage(node.paragraphs, base, rules)
            firm.append(base.firm)
        late = late or any(
            name in (PROBLEMS, CAUSES) for found in (types, *typed.paragraphs) for name in found
        )
        flows.append(typed)
        done.append(TypedNode(node, types, typed.paragraphs))
    return done


def _follow_lead(node: Node, before: Typed | None, leads: dict[int, Base]) -> None:
    """Let the headings of a run follow the paragraph before them that announced what they list.

    Where headings were lost, such a paragraph (存在以下问题:) stands under the heading before it.
    """
    for level in [level for level in leads if level > node.level]:
        del leads[level]
    if node.heading is None or (node.heading.value > 1 and not node.restart):
        return
    leads.pop(node.level, None)
    if before is not None and before.announced:
        leads[node.level] = Base(before.flow, True)


def _base(
    node: Node,
    led: Base | None,
    flows: Sequence[Typed],
    firm: Sequence[bool],
    default: str,
    late: bool,
    rules: Rules,
) -> Base:
    """What a section is about: its own heading, the lead before it, the one above, or the default."""
    heading = node.heading.text if node.heading else ""
    own = heading_types(heading, rules.types)
    inherited = _inherited(node, flows)
    if own and not _is_detail(own, inherited, node, firm):
        return Base(own, True, late)
    if led:
        return Base(led.types, True, late)
    if node.parent is not None and inherited:
        above = firm[node.parent] or flows[node.parent].announced
        if above or inherited != (WORK,):
            return Base(inherited, firm[node.parent], late)
    if late and is_measures(heading, rules.types):
        return Base((PLANS,), True, late)
    return Base((default,), False, late)


def _inherited(node: Node, flows: Sequence[Typed]) -> tuple[str, ...]:
    if node.parent is None:
        return ()
    return flows[node.parent].flow


def _is_detail(own: tuple[str, ...], inherited: tuple[str, ...], node: Node, firm: Sequence[bool]) -> bool:
    """Whether an inner heading's 情况 or 工作 is a detail of a section about something else."""
    if node.parent is None or not firm[node.parent] or not inherited:
        return False
    return own == (WORK,) and inherited != (WORK,)


def _planning_runs(nodes: Sequence[Node], doc_type: str, rules: Rules) -> set[int]:
    """The untyped sections, taken run by run, whose text speaks of what is to come."""
    found: set[int] = set()
    late = next((index for index, node in enumerate(nodes) if _reports_problems(node, rules)), len(nodes))
    for run in _untyped_runs(nodes, rules):
        weights = Weights()
        ahead = 0
        for index in run:
            heading = nodes[index].heading
            ahead += heading is not None and _GOES_ON.match(heading.text) is not None
            for element in nodes[index].paragraphs:
                weights += weigh(element.text, rules.cues)
        is_late = late < min(run)
        if is_plan(weights, is_late or doc_type == _SPEECH) or (is_late and 2 * ahead >= len(run)):
            found.update(run)
    return found


def _untyped_runs(nodes: Sequence[Node], rules: Rules) -> list[set[int]]:
    """Outermost untyped headings that follow each other, with what is under them; a restart divides."""
    runs: list[set[int]] = []
    open_run: set[int] = set()
    for index, node in enumerate(nodes):
        if node.heading is None:
            continue
        if node.parent is not None:
            if node.parent in open_run:
                open_run.add(index)
            continue
        if heading_types(node.heading.text, rules.types):
            open_run = set()
            continue
        if not open_run or node.restart:
            open_run = set()
            runs.append(open_run)
        open_run.add(index)
    return runs


def _reports_problems(node: Node, rules: Rules) -> bool:
    return node.heading is not None and PROBLEMS in heading_types(node.heading.text, rules.types)


def _type_opening(node: Node, nodes: Sequence[Node], base: Base, rules: Rules) -> Typed:
    """The text before the first heading: the opening of the report, then what its lost headings held."""
    texts = node.paragraphs
    end = _opening_end(texts, nodes, base, rules)
    head = tuple((OTHER,) if is_aside(element, rules) else (OPENING,) for element in texts[:end])
    rest = type_passage(texts[end:], base, rules)
    if end < len(texts):
        return Typed(head + rest.paragraphs, rest.flow, rest.announced)
    return Typed(head, base.types, False)


def _opening_end(texts: Sequence[Element], nodes: Sequence[Node], base: Base, rules: Rules) -> int:
    """How many of the paragraphs before the first heading belong to the opening."""
    content = [index for index, element in enumerate(texts) if not is_aside(element, rules)]
    if not content:
        return len(texts)
    announced = [index for index in content[:_MAX_OPENING] if announces(texts[index].text, rules.formulas)]
    if announced:
        return announced[0] + 1
    first = content[0]
    text = texts[first].text
    formulas = rules.formulas
    opens = any(pattern.match(text) for pattern in (formulas.strong, formulas.fair))
    opens = opens or (base.types == (PLANS,) and _PURPOSE.match(text) is not None)
    first_heading = next((other.heading for other in nodes if other.heading), None)
    led = len(content) == 1 and first_heading is not None and first_heading.value in (0, 1)
    if opens or led or (len(content) > 1 and formulas.weak.match(text) and text.startswith("近年来")):
        return first + 1
    return first
