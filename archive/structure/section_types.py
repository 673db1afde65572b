"""The types of the sections of one report, from the top of its hierarchy to the bottom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .cues import Weights, opens_list, weigh
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
# The shortest opening paragraph; a shorter line before the first heading is of the page.
_SPEECH = "讲话"
_PLANNING = ("计划", "方案")


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
    late = False
    for index, node in enumerate(nodes):
        if node.heading is None:
            typed = _type_opening(node, nodes, Base((default,), False, late), rules)
            types: tuple[str, ...] = (OPENING,)
            firm.append(False)
        else:
            base = _base(index, node, nodes, flows, firm, default, late, index in plans, rules)
            types = base.types
            typed = type_passage(node.paragraphs, base, rules)
            firm.append(base.firm)
        late = late or any(name in (PROBLEMS, CAUSES) for found in (types, *typed.paragraphs) for name in found)
        flows.append(typed)
        done.append(TypedNode(node, types, typed.paragraphs))
    return done


def _base(
    index: int,
    node: Node,
    nodes: Sequence[Node],
    flows: Sequence[Typed],
    firm: Sequence[bool],
    default: str,
    late: bool,
    planning: bool,
    rules: Rules,
) -> Base:
    """What a section is about: its own heading, the one above, the lead before it, or the default."""
    heading = node.heading.text if node.heading else ""
    own = heading_types(heading, rules.types)
    inherited = _inherited(node, flows)
    if own and not _is_detail(own, inherited, node, firm):
        return Base(own, True, late)
    if inherited and node.parent is not None and (firm[node.parent] or flows[node.parent].announced):
        return Base(inherited, firm[node.parent], late)
    if node.parent is not None and inherited and inherited != (default,):
        return Base(inherited, False, late)
    before = flows[index - 1] if index else None
    if before and node.restart and before.announced:
        return Base(before.flow, True, late)
    if before and node.parent is None and index and nodes[index - 1].heading is None and before.announced:
        return Base(before.flow, True, late)
    if late and is_measures(heading, rules.types):
        return Base((PLANS,), True, late)
    return Base((PLANS,) if planning else (default,), False, late)


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
    for run in _untyped_runs(nodes, rules):
        late = any(_reports_problems(nodes[index], rules) for index in range(run[0]))
        weights = Weights()
        ahead = 0
        for index in run:
            text = "".join(element.text for element in nodes[index].paragraphs)
            heading = nodes[index].heading
            ahead += heading is not None and _GOES_ON.match(heading.text) is not None
            weights += weigh(text[:_SAMPLE], rules.cues)
        if is_plan(weights, late or doc_type == _SPEECH) or (late and 2 * ahead >= len(run)):
            found.update(run)
    return found


# So much of each section is weighed; the grammar of a section does not change after that.
_SAMPLE = 600


def _untyped_runs(nodes: Sequence[Node], rules: Rules) -> list[list[int]]:
    """Outermost untyped headings that follow each other, with what is under them; a restart divides."""
    runs: list[list[int]] = []
    open_run: list[int] | None = None
    for index, node in enumerate(nodes):
        if node.heading is None:
            continue
        if node.parent is not None:
            if open_run is not None and node.parent in open_run:
                open_run.append(index)
            continue
        if heading_types(node.heading.text, rules.types):
            open_run = None
            continue
        if open_run is None or node.restart:
            open_run = []
            runs.append(open_run)
        open_run.append(index)
    return runs


def _reports_problems(node: Node, rules: Rules) -> bool:
    return node.heading is not None and PROBLEMS in heading_types(node.heading.text, rules.types)


def _type_opening(node: Node, nodes: Sequence[Node], base: Base, rules: Rules) -> Typed:
    """The text before the first heading: the opening of the report, then what its lost headings held."""
    texts = node.paragraphs
    end = _opening_end(texts, nodes, rules)
    head = tuple((OTHER,) if is_aside(element.text, rules) else (OPENING,) for element in texts[:end])
    rest = type_passage(texts[end:], base, rules)
    if end < len(texts):
        return Typed(head + rest.paragraphs, rest.flow, rest.announced)
    return Typed(head, base.types, False)


def _opening_end(texts: Sequence[Element], nodes: Sequence[Node], rules: Rules) -> int:
    """How many of the paragraphs before the first heading belong to the opening."""
    content = [index for index, element in enumerate(texts) if not is_aside(element.text, rules)]
    if not content:
        return len(texts)
    announced = [index for index in content[:_MAX_OPENING] if announces(texts[index].text, rules.formulas)]
    if announced:
        return announced[0] + 1
    first = content[0]
    text = texts[first].text
    formulas = rules.formulas
    opens = any(pattern.match(text) for pattern in (formulas.strong, formulas.fair))
    first_heading = next((other.heading for other in nodes if other.heading), None)
    led = len(content) == 1 and first_heading is not None and first_heading.value in (0, 1)
    if opens or led or (len(content) > 1 and formulas.weak.match(text) and opens_list(text, rules.cues)):
        return first + 1
    return first
