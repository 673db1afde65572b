"""The types of the sections of one report, from the top of its hierarchy to the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from ..lazy_pattern import Pattern
from ..model import Reason
from .asides import is_aside
from .closings import close_with_plans
from .cues import Weights, actions, opens_list, sentence_leads, weigh
from .dates import years
from .elements import Element, Node
from .essays import is_essay
from .formulas import announced_kind, announcement
from .grammar import is_plan
from .lexicon import heading_cues, heading_types, is_measures, statement_types, tells_standing
from .passages import Typed, aside, type_passage
from .reasons import Choice, Rule, because, types_of
from .rules import Rules
from .sequence import decide_together
from .type_names import ADVICE, CAUSES, OPENING, OTHER, PLANS, PROBLEMS, SITUATION, WORK
from .typed import Base, TypedNode

# An opening ends, at the latest, with the paragraph of this number.
_MAX_OPENING = 4
# What a text is about is said in the beginning of its opening; the longest opening seen has 300 characters.
_FRAME_WINDOW = 400
# An opening without an announcement tells of few things done; the account itself of more.
_MAX_TOLD = 4
# Two clauses on what is to be done, or was, are no mere frame.
_MIN_ACTS = 2
# Without an announcement an opening has at most so many paragraphs.
_MAX_UNSIGNED = 2
# Headings that go on with something: 继续加强…, 进一步完善….
_GOES_ON = Pattern(r"(?:继续|进一步|持续|不断)")
# How a plan opens: with its purpose.
_PURPOSE = Pattern(r"为|根据|按照|依据")
# Behind the first section of a speech so many words of things done are no report of work.
_SLACK = 2
_SPEECH, _SURVEY = "讲话", "调研"
# Kinds that a page's title may lend to a report of the other kind.
_PLAN = "计划"
_OPEN_KINDS = frozenset({_PLAN, "方案", "总结", "其他", "报告", "汇报"})
# 2021年工作回顾 tells of what year a report is that is named after the next.
_REVIEWS = Pattern(r"(?:(?:19|20)\d\d)年.{0,8}(?:回顾|总结|情况|完成)")
# 2024年重点工作 in a report on 2023: what a later year is to bring.
_LATER_YEAR = Pattern(r"(?:(?:19|20)\d\d)年(?!.{0,20}(?:情况|成效|回顾|总结|完成))")


def type_nodes(
    nodes: Sequence[Node], doc_type: str, year: int | None, law: Reason | None, rules: Rules
) -> list[TypedNode]:
    """Give every heading and paragraph of a report its types; the text of a `law` has none of them."""
    if law:
        other = (Choice(OTHER, law),)
        return [TypedNode(node, other, (other,) * len(node.paragraphs)) for node in nodes]
    doc_type = _kind(nodes, doc_type, rules)
    typed = read_nodes(nodes, doc_type, year, rules)
    return typed if is_essay(nodes, doc_type, rules) else decide_together(typed, doc_type, rules)


def read_nodes(nodes: Sequence[Node], doc_type: str, year: int | None, rules: Rules) -> list[TypedNode]:
    """Give every heading and paragraph of a report the types that rules alone, one after the other, find."""
    reader = _Reader(nodes, doc_type, year, rules)
    typed = [reader.read(index) for index in range(len(nodes))]
    return close_with_plans(typed, rules) if reader.default == WORK else typed


class _Reader:
    """Reads the nodes of a report in order, remembering what was read of those before."""

    def __init__(self, nodes: Sequence[Node], doc_type: str, year: int | None, rules: Rules) -> None:
        self._nodes, self._year, self._rules = nodes, _reviewed_year(nodes, year), rules
        self._essay = is_essay(nodes, doc_type, rules)
        self.default = SITUATION if self._essay else rules.types.defaults.get(doc_type, WORK)
        self._survey, self._speech = doc_type == _SURVEY, doc_type == _SPEECH
        self._intended = ADVICE if self._essay or self._survey else PLANS
        self._plans = set[int]() if self._essay else _planning_runs(nodes, doc_type, rules)
        self._flows: list[Typed] = []
        self._firm: list[bool] = []
        self._leads: dict[int, Base] = {}
        self._begun: set[tuple[int | None, int]] = set()
        self._late = False

    def read(self, index: int) -> TypedNode:
        """The types of the node at `index`; nodes are read once each, in order."""
        node = self._nodes[index]
        self._follow_lead(node)
        if node.heading is None:
            first = node.paragraphs[0]
            base = self._made((self._default(first),), False)
            typed = _type_opening(node, self._nodes, base, self._rules)
            choices: tuple[Choice, ...] = (_chosen(OPENING, Rule.TYPE_BEFORE_HEADINGS, first),)
        else:
            base = self._base(index, node, node.heading)
            choices = base.choices
            typed = type_passage(node.paragraphs, base, self._rules)
        self._firm.append(base.firm)
        found = {choice.type for known in (choices, *typed.paragraphs) for choice in known}
        self._late = self._late or PROBLEMS in found or CAUSES in found
        self._flows.append(typed)
        return TypedNode(node, choices, typed.paragraphs)

    def _follow_lead(self, node: Node) -> None:
        """Let headings follow the paragraph before them that announced what they list.

        Where headings were lost, such a paragraph (存在以下问题:) stands under the heading before
        it. What advises goes on to the end; any other list is followed from its first heading.
        """
        for level in [level for level in self._leads if level > node.level]:
            del self._leads[level]
        if node.heading is None:
            return
        place = (node.parent, node.level)
        first = node.heading.value <= 1 or node.restart or place not in self._begun
        self._begun.add(place)
        before = self._flows[-1] if self._flows else None
        going_on = before is not None and (before.announced or before.unfinished)
        advises = going_on and before is not None and types_of(before.flow) == (ADVICE,)
        if not first and not advises:
            return
        self._leads.pop(node.level, None)
        if before is not None and going_on:
            self._leads[node.level] = Base(_handed_on(before.flow, Rule.TYPE_LED), True)

    def _base(self, index: int, node: Node, heading: Element) -> Base:
        """What a section is about: its own heading, the lead before it, the one above, or the default."""
        own = self._own_types(heading)
        inherited = self._flows[node.parent].flow if node.parent is not None else ()
        led = self._leads.get(node.level)
        if own and not self._is_detail(types_of(own), types_of(inherited), node):
            return self._made(own, True)
        if led:
            return self._made(led.choices, True)
        if node.parent is not None and inherited:
            firm = self._firm[node.parent]
            if firm or self._flows[node.parent].announced or types_of(inherited) != (WORK,):
                return self._made(_handed_on(inherited, Rule.TYPE_OUTER), firm)
        stated = statement_types(heading.text, self._rules.types)
        if stated:
            return self._made(tuple(_chosen(name, Rule.TYPE_STATED, heading) for name in stated), True)
        ahead = self._late or (self._speech and any(self._firm))
        if ahead and is_measures(heading.text, self._rules.types):
            return self._made((_chosen(self._intended, Rule.TYPE_MEASURES, heading),), True)
        if index in self._plans:
            return self._made((_chosen(self._intended, Rule.TYPE_AHEAD, heading),), False)
        if self._late and self._survey and node.parent is None:
            return self._made((_chosen(self._intended, Rule.TYPE_ADVICE, heading),), False)
        return self._made((self._default(heading),), False)

    def _made(self, choices: tuple[Choice, ...], firm: bool) -> Base:
        return Base(choices, firm, self._late, self._essay)

    def _default(self, element: Element) -> Choice:
        rule = Rule.TYPE_PLAN if self.default == PLANS else Rule.TYPE_DEFAULT
        if self._essay:
            rule = Rule.TYPE_ESSAY
        return _chosen(self.default, rule, element)

    def _own_types(self, heading: Element) -> tuple[Choice, ...]:
        """The types that a heading names; a later year than the report's is one of plans."""
        own = list(heading_cues(heading.text, self._rules.types))
        line = heading.lines[0]
        if self._year and [cue.type for cue in own] in ([], [WORK]):
            ahead = _LATER_YEAR.match(heading.text)
            later = next(years(heading.text), None) if ahead else None
            if ahead and later is not None and later > self._year:
                return (Choice(PLANS, because(Rule.TYPE_LATER_YEAR, ahead[0], line)),)
        if self.default == PLANS and self._rules.types.ways.search(heading.text):
            return ()
        stands = tells_standing(heading.text, self._rules.types) if self.default == PLANS else None
        if stands:
            return (Choice(SITUATION, because(Rule.TYPE_WORD, stands, line)),)
        if self._survey and self._rules.types.asking.search(heading.text):
            own = [replace(cue, type=ADVICE) if cue.type == PLANS else cue for cue in own]
        return tuple([Choice(cue.type, because(Rule.TYPE_WORD, cue.words, line)) for cue in own])

    def _is_detail(self, own: tuple[str, ...], inherited: tuple[str, ...], node: Node) -> bool:
        """Whether an inner heading's 情况 or 工作 is a detail of a section about something else."""
        if node.parent is None or not self._firm[node.parent] or not inherited:
            return False
        return own == (WORK,) and inherited != (WORK,)


def _kind(nodes: Sequence[Node], doc_type: str, rules: Rules) -> str:
    """The kind of a report, or that which its opening announces: a page of plans may hold an account."""
    if not nodes or nodes[0].heading or doc_type not in _OPEN_KINDS:
        return doc_type
    told = (announced_kind(element.text, rules.formulas) for element in nodes[0].paragraphs[:_MAX_OPENING])
    content = next((element for element in nodes[0].paragraphs if not is_aside(element, rules)), None)
    aims = content is not None and _aims(content.text, rules)
    announced = next(filter(None, told), _PLAN if aims else doc_type)
    defaults = rules.types.defaults
    return doc_type if defaults.get(announced) == defaults.get(doc_type) else announced


def _reviewed_year(nodes: Sequence[Node], year: int | None) -> int | None:
    """The year that a heading reviews, where it is before the `year` that the title names."""
    for node in nodes:
        if year and node.heading and _REVIEWS.match(node.heading.text):
            reviewed = next(years(node.heading.text), None)
            return min(year, reviewed) if reviewed else year
    return year


def _chosen(name: str, rule: Rule, element: Element) -> Choice:
    return Choice(name, because(rule, element.text, element.lines[0]))


def _handed_on(choices: tuple[Choice, ...], rule: Rule) -> tuple[Choice, ...]:
    return tuple([choice.by(rule) for choice in choices])


def _planning_runs(nodes: Sequence[Node], doc_type: str, rules: Rules) -> set[int]:
    """The untyped sections, taken run by run, whose text speaks of what is to come."""
    found: set[int] = set()
    late = next((index for index, node in enumerate(nodes) if _reports_problems(node, rules)), len(nodes))
    speech = doc_type == _SPEECH
    first = next((index for index, node in enumerate(nodes) if node.heading is not None), 0)
    for run in _untyped_runs(nodes, speech, rules):
        weights = Weights()
        ahead = 0
        for index in run:
            heading = nodes[index].heading
            ahead += heading is not None and _GOES_ON.match(heading.text) is not None
            for element in nodes[index].paragraphs:
                weights += weigh(element.text, rules.cues)
        is_late = late < min(run)
        looks_ahead = speech and min(run) > first
        coming = weights.coming + weights.striving + _SLACK >= weights.done if looks_ahead else False
        if coming or is_plan(weights, is_late) or (is_late and 2 * ahead >= len(run)):
            found.update(run)
    return found


def _untyped_runs(nodes: Sequence[Node], singly: bool, rules: Rules) -> list[set[int]]:
    """Outermost untyped headings that follow each other, with what is under them; a restart divides.

    In a speech each is a run of its own (`singly`): the first looks back, the others ahead.
    """
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
        if not open_run or node.restart or singly:
            open_run = set()
            runs.append(open_run)
        open_run.add(index)
    return runs


def _reports_problems(node: Node, rules: Rules) -> bool:
    return node.heading is not None and PROBLEMS in heading_types(node.heading.text, rules.types)


def _type_opening(node: Node, nodes: Sequence[Node], base: Base, rules: Rules) -> Typed:
    """The text before the first heading: the opening of the report, then what its lost headings held."""
    texts = node.paragraphs
    end, opening = _opening(texts, nodes, base, rules)
    head = tuple([(aside(element) if is_aside(element, rules) else opening,) for element in texts[:end]])
    if end == len(texts):
        return Typed(head, base.choices)
    rest = type_passage(texts[end:], base, rules)
    return Typed(head + rest.paragraphs, rest.flow, rest.announced, rest.unfinished)


def _announces(text: str, rules: Rules) -> str | None:
    return announcement(text, rules.formulas)


def _frames(text: str, rules: Rules) -> str | None:
    found = rules.cues.frame.search(text[:_FRAME_WINDOW])
    return found[0] if found else None


_OPENING_SIGNS = ((Rule.TYPE_ANNOUNCEMENT, _announces), (Rule.TYPE_FRAME, _frames))


def _opening(texts: Sequence[Element], nodes: Sequence[Node], base: Base, rules: Rules) -> tuple[int, Choice]:
    """How many of the paragraphs before the first heading belong to the opening, and why they do."""
    content = [index for index, element in enumerate(texts) if not is_aside(element, rules)]
    if not content:
        return len(texts), _chosen(OPENING, Rule.TYPE_BEFORE_HEADINGS, texts[0])
    signed = _signed_opening(texts, content, rules)
    if signed:
        return signed
    first = texts[content[0]]
    if _aims(first.text, rules) or _advises(first.text, rules):
        return content[0], _chosen(OPENING, Rule.TYPE_ABOVE_HEADING, first)
    words = _opening_words(first.text, len(content) > 1, base, rules)
    whole = _leads_to_heading(nodes) and _is_frame([texts[index] for index in content], rules)
    last = content[-1] if whole else content[0]
    if words:
        return last + 1, Choice(OPENING, because(Rule.TYPE_OPENING, words, first.lines[0]))
    return last + whole, _chosen(OPENING, Rule.TYPE_ABOVE_HEADING, first)


def _aims(text: str, rules: Rules) -> bool:
    """Whether a report begins with what is intended: 2023年,全局工作的总体思路是….

    Such a paragraph is of the plans, and leads to them without an opening.
    """
    cue = sentence_leads(text, rules.cues)[0][1]
    return cue is not None and cue.type == PLANS


def _advises(text: str, rules: Rules) -> bool:
    """Whether a report begins with what its author asks for: 作为一名新人,我建议…."""
    cue = sentence_leads(text, rules.cues)[0][1]
    return cue is not None and cue.type == ADVICE and not opens_list(text, rules.cues)


def _leads_to_heading(nodes: Sequence[Node]) -> bool:
    """Whether the first heading of a report is the first of its kind, so that nothing is lost before it."""
    first = next((node.heading for node in nodes if node.heading), None)
    return first is not None and first.value in (0, 1)


def _is_frame(texts: Sequence[Element], rules: Rules) -> bool:
    """Whether the few paragraphs before a heading only lead to it."""
    return len(texts) <= _MAX_UNSIGNED and not any(_tells(element.text, rules) for element in texts[1:])


def _signed_opening(
    texts: Sequence[Element], content: Sequence[int], rules: Rules
) -> tuple[int, Choice] | None:
    """The opening up to the paragraph that announces the report, and those right after it that frame it."""
    for rule, sign in _OPENING_SIGNS:
        for place, index in enumerate(content[:_MAX_OPENING]):
            words = sign(texts[index].text, rules)
            if words:
                framed = content[place + 1 : _MAX_OPENING]
                after = takewhile(lambda number: _frames(texts[number].text, rules), framed)
                last = max(after, default=index)
                return last + 1, Choice(OPENING, because(rule, words, texts[index].lines[0]))
    return None


def _tells(text: str, rules: Rules) -> bool:
    """Whether a paragraph tells what an opening does not: things done, or what its sentences lead to."""
    weights = weigh(text, rules.cues)
    if weights.done > _MAX_TOLD or weights.coming >= _MIN_ACTS or actions(text, rules.cues) >= _MIN_ACTS:
        return True
    return any(cue for _, cue in sentence_leads(text, rules.cues))


def _opening_words(text: str, more: bool, base: Base, rules: Rules) -> str | None:
    """The words by which a paragraph, followed by `more` or not, opens a report."""
    formulas = rules.formulas
    found = formulas.strong.match(text) or formulas.fair.match(text)
    if not found and base.types == (PLANS,):
        found = _PURPOSE.match(text)
    if not found and more and text.startswith("近年来"):
        found = formulas.weak.match(text)
    if not found or (more and weigh(text, rules.cues).done > _MAX_TOLD):
        return None
    return found[0]
