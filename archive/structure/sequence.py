"""The types of all paragraphs of a report decided together, where nothing settles them for certain.

Reports tell what was done, then what is wanting and why, then what is to come; a paragraph is rarely of
another type than its neighbours. Each is judged by what the rules before made of it, by its words and those
of its headings, by its grammar and by its place, with weights learned from labelled reports (multinomial
logistic regression, in `sequence.toml`, by `tests/quality/train_sequence.py`); and of all ways to type the
paragraphs between two settled ones the likeliest is taken (Viterbi 1967), given how often one type
follows another in a section and over its border.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from .cues import CueRules, actions, weigh, weighed_word
from .elements import Element
from .reasons import Choice, Rule, because
from .rules import Rules
from .sequence_model import SequenceModel, heaviest, judge, likeliest
from .type_names import CAUSES, PLANS, PROBLEMS, SITUATION, WORK
from .typed import TypedNode
from .wording import words_of

Features = tuple[str, ...]
# What these rules found out was said in set phrases: nothing else outweighs it.
_SETTLED = frozenset({Rule.TYPE_ASIDE, Rule.TYPE_ANNOUNCEMENT, Rule.TYPE_FRAME})
# What the rules say counts so much more than the weights have it, which were learned from reports that
# the rules had been made for: the best of 0, 0.35 and 0.7 on reports that they had not. What a sentence says
# of its paragraph in so many words counts more, and so does a heading, which did no harm there.
_FAITH = 0.35
_MORE_FAITH: dict[str, float] = {
    Rule.TYPE_CUE: 2.5,
    Rule.TYPE_LABEL: 2.5,
    Rule.TYPE_INHERITED: 1.7,
    Rule.TYPE_WANTING: 1.8,
}
# Who asks for causes, or looks out, means the paragraph, whatever else its words could be of.
_MOST_FAITH: dict[tuple[str, str], float] = {
    (Rule.TYPE_INHERITED, CAUSES): 4.5,
    (Rule.TYPE_CUE, SITUATION): 4.0,
    (Rule.TYPE_CUE, WORK): 4.0,
    # Who ends his advice with what he will do himself says so.
    (Rule.TYPE_CUE, PLANS): 5.0,
    # Work under a heading that names it is rarely drawn to plans before and behind it.
    (Rule.TYPE_INHERITED, WORK): 2.3,
}
# What was done without a word of what is to come is no plan, where nothing but its place says so.
_NOT_TO_COME, _FEW_DONE = frozenset({"coming:0", "striving:0"}), frozenset({"done:0", "done:1"})
_DOUBT = 2.0
# What is no word stands among the first features.
MAX_TOLD = 19
# Words beyond this number, and characters beyond that, say no more.
_MAX_COUNT, _MAX_LENGTH = 4, 200
# Lengths are told apart in steps of so many characters.
_STEP_LENGTH = 40
# A report in fifths: the plans are in the last.
_PLACES = 5


# Never changed, but not frozen: thousands are made, each in a fourth of the time that way.
@dataclass(slots=True)
class Place:
    """A paragraph, what the rules took it for, the section it stands in, and whether it begins that."""

    element: Element
    choices: tuple[Choice, ...]
    section: TypedNode
    first: bool

    @property
    def free(self) -> bool:
        """Whether its type is open: a single one, which no set phrase settles."""
        return len(self.choices) == 1 and self.choices[0].why.rule not in _SETTLED

    @property
    def step(self) -> int:
        """Which of the steps of the model leads here from the paragraph before."""
        if not self.first:
            return 0
        return 1 if self.section.node.level > 1 else 2


def decide_together(nodes: Sequence[TypedNode], doc_type: str, rules: Rules) -> list[TypedNode]:
    """Give the paragraphs of a report whose types are open those that are likeliest together."""
    places = places_of(nodes)
    if not any(place.free for place in places):
        return list(nodes)
    found = features(places, doc_type, rules, rules.sequence.pairs)
    decided = choose(places, found, rules.sequence, rules.cues)
    ends = list(accumulate(len(node.paragraphs) for node in nodes))
    return [
        replace(node, paragraphs=tuple(decided[end - len(node.paragraphs) : end]))
        for node, end in zip(nodes, ends, strict=True)
    ]


def places_of(nodes: Sequence[TypedNode]) -> list[Place]:
    """The paragraphs of a report in order."""
    return [
        Place(element, choices, item, index == 0)
        for item in nodes
        for index, (element, choices) in enumerate(zip(item.node.paragraphs, item.paragraphs, strict=True))
    ]


def features(
    places: Sequence[Place], doc_type: str, rules: Rules, known: Mapping[int, str] | None = None
) -> list[Features]:
    """What speaks for the type of each paragraph of a report; nothing where the type is settled.

    Of its words those that are `known`, or all, from which a model is learned.
    """
    named = [_named(place.section) for place in places]
    everywhere = frozenset(name for names in named for name in names)
    names = f"names:{PLANS in everywhere:d}{PROBLEMS in everywhere:d}"
    last_named = max((index for index, found in enumerate(named) if found), default=-1)
    return [
        (
            "bias",
            names,
            f"named-later:{index < last_named:d}",
            *_by_place(index, len(places), doc_type),
            *_by_rules(place),
            *_by_grammar(place.element.text, rules),
            *words_of(place.element.text, place.section.node.path, known),
        )
        if place.free
        else ()
        for index, place in enumerate(places)
    ]


def _named(section: TypedNode) -> tuple[str, ...]:
    """The types that the heading of a section names by itself."""
    return tuple(choice.type for choice in section.choices if choice.why.rule == Rule.TYPE_WORD)


def _by_place(index: int, count: int, doc_type: str) -> Features:
    """Where in its report a paragraph stands, which says nothing in a report of a few."""
    if count < _PLACES:
        return (f"kind:{doc_type}",)
    fifth = _PLACES * index // count
    end = "first" if index == 0 else "last" if index == count - 1 else "between"
    return (f"place:{fifth}", f"place:{end}", f"kind:{doc_type}", f"kind:{doc_type}:{fifth}")


def _by_rules(place: Place) -> Features:
    """What the rules took the paragraph and its section for, and why."""
    choice, section = place.choices[0], place.section.choices
    types = ",".join([found.type for found in section])
    return (
        f"type:{choice.type}",
        f"rule:{choice.why.rule}:{choice.type}",
        f"section:{section[0].why.rule}:{types}",
    )


def _by_grammar(text: str, rules: Rules) -> Features:
    weights = weigh(text, rules.cues)
    # A difficulty that was overcome is none, however many words tell of it; nor is one that is denied.
    overcome = rules.cues.overcome.search(text) is not None
    wanting = 0 if overcome else min(weights.wanting, _MAX_COUNT)
    balance = weights.done - weights.coming - weights.striving
    return (
        f"length:{min(len(text), _MAX_LENGTH) // _STEP_LENGTH}",
        f"balance:{(balance > 0) - (balance < 0)}:{weights.coming > 0:d}",
        f"wanting:{wanting}",
        f"overcome:{overcome:d}",
        f"denied:{rules.cues.denials[PROBLEMS].search(text) is not None:d}",
        f"striving:{min(weights.striving, _MAX_COUNT)}",
        f"coming:{min(weights.coming, _MAX_COUNT)}",
        f"done:{min(weights.done, _MAX_COUNT)}",
        f"acting:{min(actions(text, rules.cues), _MAX_COUNT)}",
    )


def choose(
    places: Sequence[Place], found: Sequence[Features], model: SequenceModel, cues: CueRules
) -> list[tuple[Choice, ...]]:
    """The types of all paragraphs: each run of open ones between two that are settled is read at once."""
    decided: list[tuple[Choice, ...]] = []
    for free, group in groupby(range(len(places)), key=lambda index: places[index].free):
        run = list(group)
        if not free:
            decided.extend(places[index].choices for index in run)
            continue
        before = places[run[0] - 1].choices[-1].type if run[0] else None
        end = run[-1] + 1
        after = (places[end].choices[0].type, places[end].step) if end < len(places) else None
        scores = [_judged(places[index], found[index], model) for index in run]
        steps = [places[index].step for index in run]
        best = likeliest(scores, steps, before, after, model)
        for index, name in zip(run, best, strict=True):
            decided.append(_chosen(places[index], name, found[index], model, cues))
    return decided


def _judged(place: Place, found: Features, model: SequenceModel) -> list[float]:
    scores = judge(found, model)
    choice = place.choices[0]
    rule = choice.why.rule
    scores[model.types.index(choice.type)] += _MOST_FAITH.get(
        (rule, choice.type), _MORE_FAITH.get(rule, _FAITH)
    )
    told = found[:MAX_TOLD] if rule == Rule.TYPE_DEFAULT else ()
    if _NOT_TO_COME.issubset(told) and _FEW_DONE.isdisjoint(told):
        scores[model.types.index(PLANS)] -= _DOUBT
    return scores


def _chosen(
    place: Place, name: str, found: Features, model: SequenceModel, cues: CueRules
) -> tuple[Choice, ...]:
    """The type found; where it is that of the rules, with their reason."""
    if name == place.choices[0].type:
        return place.choices
    text = place.element.text
    words = {PLANS: cues.coming, PROBLEMS: cues.wanting, WORK: cues.done}.get(name)
    cue = (
        weighed_word(text, words)
        if words
        else heaviest([word for word in found if word in text], name, model)
    )
    return (Choice(name, because(Rule.TYPE_SEQUENCE, cue or text, place.element.lines[0])),)
