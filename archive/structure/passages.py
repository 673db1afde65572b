"""What each paragraph is about: by its heading, by the sentences that say so, by where it stands.

A heading outweighs everything but a sentence that opens a passage of another type; such a
sentence outweighs what a passage inherits; the grammar of a passage (done, wanting, to come)
counts only where there is neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .cues import Weights, is_item, opens_list, sentence_leads, weigh
from .elements import Element
from .formulas import is_formal_closing, is_marginal
from .rules import Rules
from .units import is_unit

WORK, PROBLEMS, CAUSES, PLANS = "工作情况", "存在问题", "原因分析", "下一步打算"
OTHER, OPENING, ADVICE, LESSONS, SITUATION = "其他", "导语", "意见建议", "经验体会", "形势分析"

# A part of a paragraph names a second type if it fills this share of it or has so many characters.
_SHARE, _CHARS = 0.2, 40
# What stands before a lead counts beside it only if it is longer: 虽然…取得了成效,但存在….
_SHARE_BEFORE, _CHARS_BEFORE = 0.3, 45
# A paragraph describes defects where every second clause names one.
_WANTING_SHARE, _MIN_WANTING = 0.4, 2
# Intentions outweigh reports of work only clearly: past prose has its 进一步 and 不断 too.
_PLAN_RATIO = 2.0
_MIN_COMING = 2

# Who signs stands on a line of its own, without a stop: a name, or an organisation.
_SIGNED = re.compile(r"[\u4e00-\u9fff×（）() ]{2,28}")
_MAX_NAME = 4

# Which leads may turn a passage of each type; what is not listed is turned by none.
_TURNS = {
    WORK: {PROBLEMS, PLANS, CAUSES, ADVICE, LESSONS, SITUATION},
    PROBLEMS: {PLANS, CAUSES, ADVICE},
    CAUSES: {PLANS, ADVICE, PROBLEMS},
    SITUATION: {PLANS, PROBLEMS},
    LESSONS: {PLANS, PROBLEMS},
    ADVICE: {PLANS},
    PLANS: set[str](),
    OTHER: set[str](),
    OPENING: set[str](),
}
# Under a heading that names its type only these leads count; the others are too common in prose.
_FIRM_TURNS = {
    WORK: {PROBLEMS, PLANS, CAUSES},
    PROBLEMS: {PLANS, CAUSES, ADVICE},
    CAUSES: {PLANS},
    SITUATION: {PLANS},
    LESSONS: {PLANS},
    ADVICE: set[str](),
}


@dataclass(frozen=True, slots=True)
class Base:
    """What a passage is about before its sentences are read.

    `types` are of its heading or inherited; `firm` says that a heading named them;
    `late` that problems were reported before; `second` is the other type that the heading names.
    """

    types: tuple[str, ...]
    firm: bool = False
    late: bool = False
    second: str | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """The types of the paragraphs of a passage, and the type that an inner heading inherits from it."""

    paragraphs: tuple[tuple[str, ...], ...]
    flow: tuple[str, ...]
    announced: bool


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
        stays = is_open or current == PLANS or is_item(text, rules.cues)
        start = current if stays else base.types[0]
        read = _read(text, start, base, rules)
        found.append(read.types)
        current = read.last
        is_open = opens_list(text, rules.cues) if read.turned else is_open and stays
    announced = bool(paragraphs) and opens_list(paragraphs[-1].text, rules.cues)
    return Typed(tuple(found), (current,), announced and current != base.types[0])


def _type_combined(paragraphs: Sequence[Element], base: Base, rules: Rules) -> Typed:
    """Divide the paragraphs under a heading of two types between them, at the sentence that turns."""
    first, second = base.types[0], base.types[1]
    typed = type_passage(paragraphs, Base((first,), True, base.late, second), rules)
    body = [types for types in typed.paragraphs if types != (OTHER,)]
    if any(second in types for types in body):
        return typed
    pairs = zip(paragraphs, typed.paragraphs, strict=True)
    weighed = tuple(_by_weight(item.text, types, first, second, rules) for item, types in pairs)
    if any(types == (second,) for types in weighed):
        return Typed(weighed, (second,), True)
    both = tuple(types if types == (OTHER,) else base.types for types in typed.paragraphs)
    return Typed(both, base.types, False)


def _by_weight(text: str, types: tuple[str, ...], first: str, second: str, rules: Rules) -> tuple[str, ...]:
    if types == (OTHER,):
        return types
    weights = weigh(text, rules.cues)
    likely = {PLANS: is_plan(weights, late=True), PROBLEMS: is_wanting(text, weights, rules)}
    return (second,) if likely.get(second) and not likely.get(first) else (first,)


def is_aside(element: Element, rules: Rules) -> bool:
    """Whether a paragraph greets, signs, dates or closes, and says nothing of the work."""
    text = element.text
    if element.style == "cell":
        return False
    if is_marginal(text, rules.formulas) or is_formal_closing(text, rules.formulas):
        return True
    return _SIGNED.fullmatch(text) is not None and (len(text) <= _MAX_NAME or is_unit(text, rules.units))


def _read(text: str, start: str, base: Base, rules: Rules) -> _Read:
    """Read a paragraph sentence by sentence, turning at each lead that may turn it."""
    current = start
    sizes: dict[str, int] = {}
    for length, found in sentence_leads(text, rules.cues):
        turns = _FIRM_TURNS if base.firm and current == base.types[0] else _TURNS
        if found and (found in turns.get(current, ()) or found == base.second):
            current = found
        sizes[current] = sizes.get(current, 0) + length
    if len(sizes) == 1 and not base.firm and current == start == base.types[0]:
        current = _by_grammar(text, current, base, rules)
        return _Read((current,), current, current != start)
    if current != start and opens_list(text, rules.cues):
        return _Read((current,), current, True)
    return _Read(_kept(sizes, base.second), current, current != start)


def _kept(sizes: dict[str, int], second: str | None) -> tuple[str, ...]:
    """The one or two types that fill enough of a paragraph, in the order in which they stand."""
    total = sum(sizes.values()) or 1
    names = list(sizes)
    kept = []
    for index, name in enumerate(names):
        size = sizes[name]
        if index == 0 and len(names) > 1 and names[1] != second:
            enough = size >= _CHARS_BEFORE and size >= _SHARE_BEFORE * total
        else:
            enough = size >= _SHARE * total or size >= _CHARS
        if enough:
            kept.append(name)
    if not kept:
        kept = [max(names, key=lambda name: sizes[name])]
    return tuple(sorted(sorted(kept, key=lambda name: -sizes[name])[:2], key=names.index))


def _by_grammar(text: str, current: str, base: Base, rules: Rules) -> str:
    """The type of a passage that only inherits one and has no lead."""
    if current not in (WORK, PROBLEMS):
        return current
    weights = weigh(text, rules.cues)
    if current == WORK and is_wanting(text, weights, rules):
        return PROBLEMS
    if base.late and is_plan(weights, late=True):
        return PLANS
    return current


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
