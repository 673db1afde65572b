"""What each paragraph is about: by its heading, by the sentences that say so, by where it stands.

A heading outweighs everything but a sentence that opens a passage of another type; such a
sentence outweighs what a passage inherits; the grammar of a passage (done, wanting, to come)
counts only where there is neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .asides import is_aside
from .cues import Weights, is_item, opens_list, sentence_leads, sentences, support, weigh, weighed_word
from .elements import Element
from .lexicon import heading_cues
from .reasons import Choice, Cue, Rule, because, types_of
from .rules import Rules
from .type_names import ADVICE, CAUSES, LESSONS, OPENING, OTHER, PLANS, PROBLEMS, SITUATION, WORK

# A part of a paragraph names a second type if it fills this share of it or has so many characters.
_SHARE, _CHARS = 0.2, 40
# What stands before a lead counts beside it only if it is longer, unless it tells of figures:
# praise that leads over to the problems (总的来看,取得了成效。) has none.
_SHARE_BEFORE, _CHARS_BEFORE, _CHARS_TOLD = 0.3, 45, 16
# A paragraph describes defects where every second clause names one.
_WANTING_SHARE, _MIN_WANTING = 0.4, 2
# Intentions outweigh reports of work only clearly: past prose has its 进一步 and 不断 too.
_PLAN_RATIO = 2.0
_MIN_COMING = 2
# A paragraph that tells of more things done is work, however it opens (当前,形势严峻,我局检查了…).
_MAX_DONE = 2
_FIGURE = re.compile(r"\d|××")

# Which leads may turn a passage of each type; what is not listed is turned by none.
_TURNS = {
    WORK: {PROBLEMS, PLANS, CAUSES, ADVICE, LESSONS, SITUATION},
    PROBLEMS: {PLANS, CAUSES, ADVICE},
    CAUSES: {PLANS, ADVICE, PROBLEMS},
    SITUATION: {PLANS, PROBLEMS, ADVICE, CAUSES},
    LESSONS: {PLANS, PROBLEMS},
    ADVICE: {PLANS},
    PLANS: set[str](),
    OTHER: set[str](),
    OPENING: set[str](),
}
# Under a heading that names its type only these leads count; the others are too common in prose.
_FIRM_TURNS = {
    WORK: {PROBLEMS, PLANS, CAUSES, SITUATION},
    PROBLEMS: {PLANS, CAUSES, ADVICE},
    CAUSES: {PLANS},
    SITUATION: {PLANS},
    LESSONS: {PLANS, PROBLEMS, ADVICE},
    ADVICE: set[str](),
}
# The types of a document where nothing in it names another.
_DEFAULTS = frozenset({Rule.TYPE_DEFAULT, Rule.TYPE_PLAN, Rule.TYPE_ESSAY})
# A label does what a heading does: 存在的困难:…, 下一步打算。….
_LABEL = re.compile(r"([\u4e00-\u9fff、]{2,16})[:：]")


@dataclass(frozen=True, slots=True)
class Base:
    """What a passage is about before its sentences are read.

    `choices` are of its heading or inherited; `firm` says that a heading named them; `late` that
    problems were reported before; `reasoning` that the report is an essay, which advises, not plans.
    """

    choices: tuple[Choice, ...]
    firm: bool = False
    late: bool = False
    reasoning: bool = False

    @property
    def types(self) -> tuple[str, ...]:
        """The types without their reasons."""
        return types_of(self.choices)

    @property
    def inherited(self) -> tuple[Choice, ...]:
        """The types as a paragraph under the heading has them; what no heading gave stays as it is."""
        return tuple(
            [
                choice if choice.why.rule in _DEFAULTS else choice.by(Rule.TYPE_INHERITED)
                for choice in self.choices
            ]
        )


@dataclass(frozen=True, slots=True)
class Typed:
    """The types of the paragraphs of a passage, and the type that an inner heading inherits from it.

    `announced` says that its last paragraph announces a list; `unfinished` that a list announced
    before may go on after it.
    """

    paragraphs: tuple[tuple[Choice, ...], ...]
    flow: tuple[Choice, ...]
    announced: bool = False
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A paragraph read from a given type on: its types, and the type at its end."""

    choices: tuple[Choice, ...]
    last: Choice
    turned: bool


class _Shares:
    """How many characters of a paragraph are of each type, in the order in which the types stand."""

    __slots__ = ("choices", "sizes")

    def __init__(self) -> None:
        self.choices: dict[str, Choice] = {}
        self.sizes: dict[str, int] = {}

    def add(self, choice: Choice, length: int) -> None:
        """Count `length` more characters; of a type that comes again the first reason stays."""
        self.choices.setdefault(choice.type, choice)
        self.sizes[choice.type] = self.sizes.get(choice.type, 0) + length


def type_passage(paragraphs: Sequence[Element], base: Base, rules: Rules) -> Typed:
    """Give each paragraph under one heading its types."""
    if len(base.choices) > 1:
        return _type_combined(paragraphs, base, rules)
    found: list[tuple[Choice, ...]] = []
    (ground,) = base.inherited
    current, is_open = ground, False
    for element in paragraphs:
        text = element.text
        if is_aside(element, rules):
            found.append((aside(element),))
            continue
        intends = current.type in (PLANS, ADVICE) and not _resumes(text, base, rules)
        stays = is_open or intends or is_item(text, rules.cues)
        start = current if stays else ground
        read = _read(element, start, base, rules)
        found.append(read.choices)
        current = _going_on(read.last, ground)
        is_open = _leaves_list(text, rules) if read.turned else is_open and stays
    announced = bool(paragraphs) and opens_list(paragraphs[-1].text, rules.cues)
    turned = current.type != ground.type
    flow = current if turned else base.choices[0]
    return Typed(tuple(found), (flow,), announced and turned, is_open and turned)


def aside(element: Element) -> Choice:
    """The type of a paragraph that says nothing of the work."""
    return Choice(OTHER, because(Rule.TYPE_ASIDE, element.text, element.lines[0]))


def _going_on(last: Choice, ground: Choice) -> Choice:
    """What the next paragraph of a list has its type from: the passage that is open, or the heading."""
    return ground if last.type == ground.type else last.by(Rule.TYPE_FOLLOWS)


def _cued(cue: Cue, element: Element, rule: Rule = Rule.TYPE_CUE) -> Choice:
    return Choice(cue.type, because(rule, cue.words, element.lines[0]))


def _leaves_list(text: str, rules: Rules) -> bool:
    """Whether a paragraph that turned to a type leaves a list of it to those after it."""
    if not opens_list(text, rules.cues):
        return False
    return text.rstrip().endswith((":", "：")) or sentence_leads(text, rules.cues)[-1][1] is not None


def _resumes(text: str, base: Base, rules: Rules) -> bool:
    """Whether an essay goes on with its subject after a word of advice."""
    if base.types != (SITUATION,):
        return False
    first = sentence_leads(text, rules.cues)[0][1]
    return first is not None and first.type == SITUATION


def _type_combined(paragraphs: Sequence[Element], base: Base, rules: Rules) -> Typed:
    """The paragraphs under a heading of two types: each sentence is of the one that it supports.

    What supports neither goes on with what was said before it; if the heading's second type is
    supported nowhere, the paragraphs are of both, and so is what is under inner headings.
    """
    found: list[tuple[Choice, ...]] = []
    grounds = base.inherited
    current, is_open = grounds[0], False
    for element in paragraphs:
        if is_aside(element, rules):
            found.append((aside(element),))
            continue
        # Causes end with their paragraph: the next item of a list tells of its problem first.
        start = grounds[0] if current.type == CAUSES and not is_open else current
        read = _divided(element, start, is_open, base, rules)
        found.append(read.choices)
        current = _going_on(read.last, grounds[0]) if read.last.type in base.types else grounds[0]
        is_open = _leaves_list(element.text, rules) if read.turned else is_open
    named = {choice.type for choices in found for choice in choices}
    if base.types[1] in named:
        return Typed(tuple(found), (current,), True)
    told = [index for index, choices in enumerate(found) if types_of(choices) != (OTHER,)]
    if len(told) == 1:
        found[told[0]] = grounds
    return Typed(tuple(found), base.choices)


def _divided(element: Element, start: Choice, led: bool, base: Base, rules: Rules) -> _Read:
    """Read a paragraph under a heading of two types, from the type `start` on.

    In a list that a lead announced (`led`), and after a lead to a third type, only another lead
    turns; elsewhere it is enough that a sentence supports one of the two.
    """
    current, text = start, element.text
    shares, promised = _Shares(), base.types
    for sentence, (length, lead) in zip(sentences(text), sentence_leads(text, rules.cues), strict=True):
        turns = lead and (lead.type in promised or lead.type in _FIRM_TURNS.get(current.type, ()))
        if lead and turns and (current.type, lead.type) != (CAUSES, PROBLEMS):
            current = _cued(lead, element)
        elif not led and current.type in promised:
            current = _supported(sentence, element, current, promised, rules)
        shares.add(current, length)
    return _Read(_kept(text, shares, promised), current, current.type != start.type)


def _supported(
    sentence: str, element: Element, current: Choice, promised: tuple[str, ...], rules: Rules
) -> Choice:
    """Which of the promised types a sentence is of; defects and causes are told by few words."""
    words = {name: hit for name in promised if (hit := support(sentence, name, rules.cues))}
    if CAUSES in words:
        name = CAUSES
    elif PROBLEMS in words and current.type != CAUSES:
        name = PROBLEMS
    elif len(words) == 1 and PROBLEMS not in words:
        (name,) = words
    else:
        return current
    return current if name == current.type else _cued(Cue(name, words[name]), element, Rule.TYPE_SUPPORTED)


def _read(element: Element, start: Choice, base: Base, rules: Rules) -> _Read:
    """Read a paragraph sentence by sentence, turning at each lead that may turn it."""
    text = element.text
    label = _LABEL.match(text)
    named = heading_cues(label[1], rules.types) if label else ()
    if len(named) == 1:
        found = _cued(named[0], element, Rule.TYPE_LABEL)
        return _Read((found,), found, found.type != start.type)
    current, shares = start, _Shares()
    for index, (length, lead) in enumerate(sentence_leads(text, rules.cues)):
        cue = Cue(ADVICE, lead.words) if lead and base.reasoning and lead.type == PLANS else lead
        if cue and _turns(text, index, current.type, cue.type, base, rules):
            current = _cued(cue, element)
        shares.add(current, length)
    if base.reasoning and current.type != start.type and opens_list(text, rules.cues):
        return _Read((current,), current, True)
    if base.reasoning and shares.sizes.keys() == {SITUATION, ADVICE}:
        advised = _advised(element, rules)
        if advised:
            return _Read((advised,), current, True)
    if len(shares.sizes) == 1 and not base.firm and current.type == start.type == base.types[0]:
        current = _by_grammar(element, current, base, rules)
        return _Read((current,), current, current.type != start.type)
    return _Read(_kept(text, shares), current, current.type != start.type)


def _turns(text: str, index: int, current: str, found: str, base: Base, rules: Rules) -> bool:
    """Whether a lead to the type `found` ends a passage of the type `current`."""
    allowed = _FIRM_TURNS if base.firm and current == base.types[0] else _TURNS
    if found not in allowed.get(current, ()):
        return False
    return found != SITUATION or (index == 0 and weigh(text, rules.cues).done <= _MAX_DONE)


def _kept(text: str, shares: _Shares, promised: tuple[str, ...] = ()) -> tuple[Choice, ...]:
    """The one or two types that fill enough of a paragraph, in the order in which they stand."""
    sizes = shares.sizes
    total = sum(sizes.values()) or 1
    names = list(sizes)
    kept = []
    for index, name in enumerate(names):
        size = sizes[name]
        if index == 0 and len(names) > 1 and names[1] not in promised:
            told = _FIGURE.search(text, 0, size) is not None
            enough = size >= (_CHARS_TOLD if told else _CHARS_BEFORE) and size >= _SHARE_BEFORE * total
        else:
            enough = size >= _SHARE * total or size >= _CHARS
        if enough:
            kept.append(name)
    if not kept:
        kept = [max(names, key=lambda name: sizes[name])]
    largest = sorted(sorted(kept, key=lambda name: -sizes[name])[:2], key=names.index)
    return tuple([shares.choices[name] for name in largest])


def _by_grammar(element: Element, current: Choice, base: Base, rules: Rules) -> Choice:
    """The type of a passage that only inherits one and has no lead."""
    text, words = element.text, rules.cues
    weights = weigh(text, words)
    if base.reasoning and current.type == SITUATION:
        return _advised(element, rules) or current
    if current.type not in (WORK, PROBLEMS):
        return current
    if current.type == WORK and is_wanting(text, weights, rules):
        return _cued(Cue(PROBLEMS, weighed_word(text, words.wanting)), element, Rule.TYPE_WANTING)
    if base.late and is_plan(weights, late=True):
        return _cued(Cue(PLANS, weighed_word(text, words.coming, words.striving)), element, Rule.TYPE_COMING)
    return current


def _advised(element: Element, rules: Rules) -> Choice | None:
    """The type of a passage of which most sentences say what should be done."""
    told = sentences(element.text)
    modal = [hit[0] for sentence in told if (hit := rules.cues.modal.search(sentence))]
    if len(modal) < _MIN_COMING or 2 * len(modal) < len(told):
        return None
    return _cued(Cue(ADVICE, modal[0]), element, Rule.TYPE_MODAL)


def is_wanting(text: str, weights: Weights, rules: Rules) -> bool:
    """Whether a passage describes defects: most of its sentences name one."""
    clauses = max(1, len(sentence_leads(text, rules.cues)))
    dense = weights.wanting >= _WANTING_SHARE * clauses
    return dense and weights.wanting >= _MIN_WANTING and weights.wanting > weights.done


def is_plan(weights: Weights, late: bool) -> bool:
    """Whether a passage speaks of what is to come; after the problems (`late`) less is asked for."""
    if late:
        coming = weights.coming + weights.striving
        return coming >= _MIN_COMING and coming > weights.done and weights.wanting < coming
    return weights.coming >= _MIN_COMING and weights.coming > _PLAN_RATIO * weights.done
