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
from .cues import Weights, is_item, opens_list, sentence_leads, sentences, supports, weigh
from .elements import Element
from .lexicon import heading_types
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
# A label does what a heading does: 存在的困难:…, 下一步打算。….
_LABEL = re.compile(r"([\u4e00-\u9fff、]{2,16})[:：]")


@dataclass(frozen=True, slots=True)
class Base:
    """What a passage is about before its sentences are read.

    `types` are of its heading or inherited; `firm` says that a heading named them; `late` that
    problems were reported before; `reasoning` that the report is an essay, which advises, not plans.
    """

    types: tuple[str, ...]
    firm: bool = False
    late: bool = False
    reasoning: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """The types of the paragraphs of a passage, and the type that an inner heading inherits from it.

    `announced` says that its last paragraph announces a list; `unfinished` that a list announced
    before may go on after it.
    """

    paragraphs: tuple[tuple[str, ...], ...]
    flow: tuple[str, ...]
    announced: bool = False
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A paragraph read from a given type on: its types, and the type at its end."""

    types: tuple[str, ...]
    last: str
    turned: bool


def type_passage(paragraphs: Sequence[Element], base: Base, rules: Rules) -> Typed:
    """Give each paragraph under one heading its types."""
    if len(base.types) > 1:
        return _type_combined(paragraphs, base, rules)
    found: list[tuple[str, ...]] = []
    current, is_open = base.types[0], False
    for element in paragraphs:
        text = element.text
        if is_aside(element, rules):
            found.append((OTHER,))
            continue
        intends = current in (PLANS, ADVICE) and not _resumes(text, base, rules)
        stays = is_open or intends or is_item(text, rules.cues)
        start = current if stays else base.types[0]
        read = _read(text, start, base, rules)
        found.append(read.types)
        current = read.last
        is_open = _leaves_list(text, rules) if read.turned else is_open and stays
    announced = bool(paragraphs) and opens_list(paragraphs[-1].text, rules.cues)
    turned = current != base.types[0]
    return Typed(tuple(found), (current,), announced and turned, is_open and turned)


def _leaves_list(text: str, rules: Rules) -> bool:
    """Whether a paragraph that turned to a type leaves a list of it to those after it."""
    if not opens_list(text, rules.cues):
        return False
    return text.rstrip().endswith((":", "：")) or sentence_leads(text, rules.cues)[-1][1] is not None


def _resumes(text: str, base: Base, rules: Rules) -> bool:
    """Whether an essay goes on with its subject after a word of advice."""
    return base.types == (SITUATION,) and sentence_leads(text, rules.cues)[0][1] == SITUATION


def _type_combined(paragraphs: Sequence[Element], base: Base, rules: Rules) -> Typed:
    """The paragraphs under a heading of two types: each sentence is of the one that it supports.

    What supports neither goes on with what was said before it; if the heading's second type is
    supported nowhere, the paragraphs are of both, and so is what is under inner headings.
    """
    found: list[tuple[str, ...]] = []
    current, is_open = base.types[0], False
    for element in paragraphs:
        if is_aside(element, rules):
            found.append((OTHER,))
            continue
        # Causes end with their paragraph: the next item of a list tells of its problem first.
        start = base.types[0] if current == CAUSES and not is_open else current
        read = _divided(element.text, start, is_open, base, rules)
        found.append(read.types)
        current = read.last if read.last in base.types else base.types[0]
        is_open = _leaves_list(element.text, rules) if read.turned else is_open
    named = {name for types in found for name in types}
    if base.types[1] in named:
        return Typed(tuple(found), (current,), True)
    if len([types for types in found if types != (OTHER,)]) == 1:
        found = [types if types == (OTHER,) else base.types for types in found]
    return Typed(tuple(found), base.types)


def _divided(text: str, start: str, led: bool, base: Base, rules: Rules) -> _Read:
    """Read a paragraph under a heading of two types, from the type `start` on.

    In a list that a lead announced (`led`), and after a lead to a third type, only another lead
    turns; elsewhere it is enough that a sentence supports one of the two.
    """
    current = start
    sizes: dict[str, int] = {}
    for sentence, (length, lead) in zip(sentences(text), sentence_leads(text, rules.cues), strict=True):
        turns = lead in base.types or lead in _FIRM_TURNS.get(current, ())
        if lead and turns and (current, lead) != (CAUSES, PROBLEMS):
            current = lead
        elif not led and current in base.types:
            current = _supported(sentence, current, base.types, rules)
        sizes[current] = sizes.get(current, 0) + length
    return _Read(_kept(text, sizes, base.types), current, current != start)


def _supported(sentence: str, current: str, promised: tuple[str, ...], rules: Rules) -> str:
    """Which of the promised types a sentence is of; defects and causes are told by few words."""
    found = [name for name in promised if supports(sentence, name, rules.cues)]
    if CAUSES in found:
        return CAUSES
    if PROBLEMS in found and current != CAUSES:
        return PROBLEMS
    return found[0] if len(found) == 1 and found != [PROBLEMS] else current


def _read(text: str, start: str, base: Base, rules: Rules) -> _Read:
    """Read a paragraph sentence by sentence, turning at each lead that may turn it."""
    label = _LABEL.match(text)
    named = heading_types(label[1], rules.types) if label else ()
    if len(named) == 1:
        return _Read(named, named[0], named[0] != start)
    current = start
    sizes: dict[str, int] = {}
    for index, (length, lead) in enumerate(sentence_leads(text, rules.cues)):
        found = ADVICE if lead == PLANS and base.reasoning else lead
        if found and _turns(text, index, current, found, base, rules):
            current = found
        sizes[current] = sizes.get(current, 0) + length
    if base.reasoning and current != start and opens_list(text, rules.cues):
        return _Read((current,), current, True)
    if base.reasoning and sizes.keys() == {SITUATION, ADVICE} and _advises(text, rules):
        return _Read((ADVICE,), current, True)
    if len(sizes) == 1 and not base.firm and current == start == base.types[0]:
        current = _by_grammar(text, current, base, rules)
        return _Read((current,), current, current != start)
    return _Read(_kept(text, sizes), current, current != start)


def _turns(text: str, index: int, current: str, found: str, base: Base, rules: Rules) -> bool:
    """Whether a lead to the type `found` ends a passage of the type `current`."""
    allowed = _FIRM_TURNS if base.firm and current == base.types[0] else _TURNS
    if found not in allowed.get(current, ()):
        return False
    return found != SITUATION or (index == 0 and weigh(text, rules.cues).done <= _MAX_DONE)


def _kept(text: str, sizes: dict[str, int], promised: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The one or two types that fill enough of a paragraph, in the order in which they stand."""
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
    return tuple(sorted(sorted(kept, key=lambda name: -sizes[name])[:2], key=names.index))


def _by_grammar(text: str, current: str, base: Base, rules: Rules) -> str:
    """The type of a passage that only inherits one and has no lead."""
    weights = weigh(text, rules.cues)
    if base.reasoning and current == SITUATION:
        return ADVICE if _advises(text, rules) else current
    if current not in (WORK, PROBLEMS):
        return current
    if current == WORK and is_wanting(text, weights, rules):
        return PROBLEMS
    if base.late and is_plan(weights, late=True):
        return PLANS
    return current


def _advises(text: str, rules: Rules) -> bool:
    """Whether most sentences of a passage say what should be done."""
    told = sentences(text)
    modal = sum(rules.cues.modal.search(sentence) is not None for sentence in told)
    return modal >= _MIN_COMING and 2 * modal >= len(told)


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
