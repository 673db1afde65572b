"""What each paragraph is about: by its heading, by the sentences that say so, by where it stands.

A heading outweighs everything but a sentence that opens a passage of another type; such a
sentence outweighs what a passage inherits; the grammar of a passage (done, wanting, to come)
counts only where there is neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..lazy_pattern import Pattern
from .asides import is_aside
from .cues import (
    adds_to_list,
    asks_others,
    is_item,
    is_snag,
    leaves_list,
    looks_out,
    opens_list,
    sentence_leads,
    sentences,
    support,
    turns_mildly,
    weigh,
)
from .elements import Element
from .formulas import announcement, is_greeting
from .grammar import advised, by_grammar, concedes
from .lexicon import heading_cues
from .reasons import Choice, Cue, Rule, because, types_of
from .rules import Rules
from .type_names import ADVICE, CAUSES, LESSONS, OPENING, OTHER, PLANS, PROBLEMS, SITUATION, WORK
from .typed import Base, cued

# A part of a paragraph names a second type if it fills this share of it or has so many characters.
# A long account may end with a clause on what is wanting, why, or what will be done.
_SHARE, _CHARS, _CHARS_END = 0.2, 40, 22
_ENDS = frozenset({PROBLEMS, CAUSES, PLANS})
# What stands before a lead counts beside it if it is an account, of figures or without praise;
# praise that leads over to the problems (总的来看,取得了成效。) only if it is longer.
_SHARE_BEFORE, _CHARS_BEFORE, _CHARS_TOLD = 0.3, 45, 16
# A paragraph that tells of more things done is work, however it opens (当前,形势严峻,我局检查了…).
_MAX_DONE = 2
_FIGURE = Pattern(r"\d|××|[二三四五六七八九十百千两][余多]?[人次份条篇件场期户家项万亿样台辆处座亩吨天倍]")

# … or of what was done at once: 过期的食材已经销毁了.
_ALREADY = Pattern(r"已经?[^。,，]{2,20}了|已全部")
_PRAISE = Pattern(r"取得|成[效绩]|进展|总[体的]|一定|进步|良好|尽管|虽|做了|工作中|看到|认真|努力")

# Which leads may turn a passage of each type; what is not listed is turned by none.
_TURNS = {
    WORK: {PROBLEMS, PLANS, CAUSES, ADVICE, LESSONS, SITUATION},
    PROBLEMS: {PLANS, CAUSES, ADVICE, WORK},
    CAUSES: {PLANS, ADVICE, PROBLEMS, WORK},
    SITUATION: {PLANS, PROBLEMS, ADVICE, CAUSES},
    LESSONS: {PLANS, PROBLEMS},
    ADVICE: {PLANS},
    PLANS: {ADVICE, LESSONS, SITUATION, PROBLEMS},
    OTHER: set[str](),
    OPENING: set[str](),
}
# Under a heading that names its type only these leads count; the others are too common in prose.
_FIRM_TURNS = {
    WORK: {PROBLEMS, PLANS, CAUSES, SITUATION, LESSONS, ADVICE},
    PROBLEMS: {PLANS, CAUSES, ADVICE, WORK},
    CAUSES: {PLANS, WORK},
    SITUATION: {PLANS},
    LESSONS: {PLANS, PROBLEMS, ADVICE},
    ADVICE: {PLANS},
    PLANS: {ADVICE, PROBLEMS},
}
# … and of these only one that opens a paragraph.
_RARE = frozenset({LESSONS, ADVICE})
# Advice speaks of what is to come, too; who advises intends only what he will do himself, and
# says so in the first words.
_MAX_ACTOR = 20
_OWN = Pattern(r"我(?!国|省|市|县|区)|本(?![省市县区])|[研题]组|[署处院校馆会局司]方")
# Members of a list between semicolons are of one kind, unless one turns against those before it.
_SEMICOLON = (";", "；")
# What a paragraph explains is named in so many characters: 问题发生在食堂,根子在办公室.
_COMMAS, _MAX_LEAD = ",，", 20
_CONTRARY = Pattern(r"但|不过|可是?|然而|只是|却|同时|美中不足|遗憾|当然")
# What follows is a report: such words end the paragraph that opens it.
_ANNOUNCED = Pattern(
    r"(?:(?:总结|小结|汇报|报告|述职|情况|情形|状况|概况|简报)[^。,，]{0,10}(?:如[下次后]|报告)(?:[,，][^。]{0,12})?"
    r"|[作做](?:一|个|一个|一次)[^。,，]{0,4}(?:总结|小结|汇报|回顾|述职))[:：。]?$"
)
_MAX_ANNOUNCED = 40
# A label does what a heading does: 存在的困难:…, 下一步打算。….
_LABEL = Pattern(r"([\u4e00-\u9fff、]{2,16})[:：]")


# Never changed, but not frozen: thousands are made, each in a fourth of the time that way.
@dataclass(slots=True)
class Typed:
    """The types of the paragraphs of a passage, and the type that an inner heading inherits from it.

    `announced` says that its last paragraph announces a list; `unfinished` that a list announced
    before may go on after it.
    """

    paragraphs: tuple[tuple[Choice, ...], ...]
    flow: tuple[Choice, ...]
    announced: bool = False
    unfinished: bool = False


@dataclass(slots=True)
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
        leads = not base.firm or not found
        unsaid = _outside(element, leads, rules)
        if unsaid:
            found.append((unsaid,))
            continue
        intends = current.type in (PLANS, ADVICE) and not _resumes(text, base, rules)
        stays = is_open or intends or is_item(text, rules.cues)
        stays = stays and not (current.type == CAUSES and adds_to_list(text, rules.cues))
        start = current if stays else ground
        read = _read(element, start, base, rules)
        found.append(read.choices)
        named = types_of(read.choices)
        if not base.late and (PROBLEMS in named or CAUSES in named):
            base = replace(base, late=True)
        # What was done about a problem ends with its paragraph: the next one tells of another.
        done = read.last.type == WORK and read.turned and not opens_list(text, rules.cues)
        current = start if done else _going_on(read.last, ground)
        is_open = leaves_list(text, rules.cues) if read.turned else is_open and stays
    announced = bool(paragraphs) and opens_list(paragraphs[-1].text, rules.cues)
    turned = current.type != ground.type
    flow = current if turned else base.choices[0]
    return Typed(tuple(found), (flow,), announced and turned, is_open and turned)


def _outside(element: Element, leads: bool, rules: Rules) -> Choice | None:
    """The type of a paragraph that is not of its section: an aside, or what opens another report.

    Under a heading that names a type only the first paragraph `leads` to a report.
    """
    if is_aside(element, rules):
        return aside(element)
    announced = announcement(element.text, rules.formulas) if leads else None
    if announced and _ANNOUNCED.search(element.text, max(0, len(element.text) - _MAX_ANNOUNCED)):
        return Choice(OPENING, because(Rule.TYPE_ANNOUNCEMENT, announced, element.lines[0]))
    return None


def aside(element: Element) -> Choice:
    """The type of a paragraph that says nothing of the work."""
    return Choice(OTHER, because(Rule.TYPE_ASIDE, element.text, element.lines[0]))


def _going_on(last: Choice, ground: Choice) -> Choice:
    """What the next paragraph of a list has its type from: the passage that is open, or the heading."""
    return ground if last.type == ground.type else last.by(Rule.TYPE_FOLLOWS)


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
        is_open = leaves_list(element.text, rules.cues) if read.turned else is_open
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
            current = cued(lead, element)
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
    return current if name == current.type else cued(Cue(name, words[name]), element, Rule.TYPE_SUPPORTED)


def _read(element: Element, start: Choice, base: Base, rules: Rules) -> _Read:
    """Read a paragraph sentence by sentence, turning at each lead that may turn it."""
    text = element.text
    label = _LABEL.match(text)
    named = heading_cues(label[1], rules.types) if label else ()
    if len(named) == 1:
        return _labelled(element, cued(named[0], element, Rule.TYPE_LABEL), start, base, rules)
    shares, current = _shared(element, start, base, rules)
    if base.reasoning and current.type != start.type and opens_list(text, rules.cues):
        return _Read((current,), current, True)
    if base.reasoning and shares.sizes.keys() == {SITUATION, ADVICE}:
        advice = advised(element, rules)
        if advice:
            return _Read((advice,), current, True)
    open_to_grammar = (not base.firm or current.type == WORK) and current.why.rule != Rule.TYPE_CUE
    if len(shares.sizes) == 1 and open_to_grammar and current.type == start.type == base.types[0]:
        current = by_grammar(element, current, base, rules)
        return _Read((current,), current, current.type != start.type)
    return _Read(_kept(text, shares), current, current.type != start.type)


def _labelled(element: Element, label: Choice, start: Choice, base: Base, rules: Rules) -> _Read:
    """Read a paragraph under the label it begins with, which does what a heading does."""
    shares, current = _shared(element, label, replace(base, choices=(label,), firm=True), rules)
    return _Read(_kept(element.text, shares), current, current.type != start.type)


def _shared(element: Element, start: Choice, base: Base, rules: Rules) -> tuple[_Shares, Choice]:
    """How much of a paragraph is of each type, read from `start` on, and the type that goes on after it."""
    text, told = element.text, sentences(element.text)
    current, shares = start, _Shares()
    for index, (length, lead) in enumerate(_listed_leads(text, rules)):
        cue = Cue(ADVICE, lead.words) if lead and base.reasoning and lead.type == PLANS else lead
        said = current
        if cue and _turns(text, index, current.type, cue, base, rules):
            if cue.type == CAUSES and shares.sizes.keys() == {WORK}:
                shares = _before_causes(element, shares, rules)
            said = cued(cue, element)
            # A clause on the causes ends with the sentence that it explains, unless that leads to them.
            if cue.type != CAUSES or not _explains(told, index):
                current = said
        elif cue and cue.type == WORK == current.type:
            current = said = cued(cue, element)
        shares.add(said, length)
    return shares, current


def _explains(told: Sequence[str], index: int) -> bool:
    """Whether a clause goes on with a sentence that has said what is to be explained."""
    if not index or told[index - 1][-1] not in _COMMAS:
        return False
    return index > 1 or len(told[0]) > _MAX_LEAD


def _listed_leads(text: str, rules: Rules) -> list[tuple[int, Cue | None]]:
    """The leads of a paragraph; one to defects that a later member of a list has opens the list."""
    told, found = sentences(text), list(sentence_leads(text, rules.cues))
    for index, (_, cue) in enumerate(found):
        if cue is None or cue.type != PROBLEMS or _CONTRARY.match(told[index].lstrip()):
            continue
        start = index
        while start and told[start - 1].endswith(_SEMICOLON) and found[start - 1][1] is None:
            start -= 1
        weights = weigh("".join(told[start:index]), rules.cues)
        if start < index and weights.wanting and weights.wanting >= weights.done:
            found[start] = (found[start][0], cue)
    return found


def _before_causes(element: Element, shares: _Shares, rules: Rules) -> _Shares:
    """What stands before the causes is taken for work, unless it names what is wanting."""
    size = shares.sizes[WORK]
    conceded = concedes(element.text[:size], rules)
    if conceded is None:
        return shares
    wanting = _Shares()
    wanting.add(cued(conceded, element, Rule.TYPE_WANTING), size)
    return wanting


def _turns(text: str, index: int, current: str, found: Cue, base: Base, rules: Rules) -> bool:
    """Whether the lead `found` ends a passage of the type `current`."""
    allowed = _FIRM_TURNS if base.firm and current == base.types[0] else _TURNS
    if found.type not in allowed.get(current, ()):
        return False
    if current != WORK and turns_mildly(found.words, rules.cues):
        return False
    if current == CAUSES and found.type == PROBLEMS and index:
        return False
    if current == PLANS:
        reflects = found.type == LESSONS and base.types[0] != PLANS
        situated = found.type == SITUATION and not base.firm
        if found.type == PROBLEMS:
            return is_snag(found.words, rules.cues)
        return index == 0 and (reflects or situated or asks_others(text, rules.cues))
    if base.firm and current == WORK and found.type in _RARE and not _opens(text, index, rules):
        return False
    if current == ADVICE and base.firm:
        return _OWN.search(sentences(text)[index], 0, _MAX_ACTOR) is not None
    if found.type != SITUATION:
        return True
    if looks_out(sentences(text)[index], rules.cues):
        return True
    told = base.firm and current == WORK and _FIGURE.search(text)
    return index == 0 and not told and weigh(text, rules.cues).done <= _MAX_DONE


def _opens(text: str, index: int, rules: Rules) -> bool:
    """Whether a sentence is the first of its paragraph, but for one that addresses the hearers."""
    return index == 0 or (index == 1 and is_greeting(sentences(text)[0], rules.formulas))


def _kept(text: str, shares: _Shares, promised: tuple[str, ...] = ()) -> tuple[Choice, ...]:
    """The one or two types that fill enough of a paragraph, in the order in which they stand."""
    sizes = shares.sizes
    total = sum(sizes.values()) or 1
    names = list(sizes)
    kept = []
    for index, name in enumerate(names):
        size = sizes[name]
        if index == 0 and name == WORK and len(names) > 1 and names[1] not in promised:
            told = _FIGURE.search(text, 0, size) or (
                (names[1] == PROBLEMS or _ALREADY.search(text, 0, size)) and not _PRAISE.search(text, 0, size)
            )
            enough = size >= _CHARS_TOLD if told else size >= max(_CHARS_BEFORE, _SHARE_BEFORE * total)
        else:
            ends = name in _ENDS and name == names[-1]
            enough = size >= _SHARE * total or size >= (_CHARS_END if ends else _CHARS)
        if enough:
            kept.append(name)
    if not kept:
        kept = [max(names, key=lambda name: sizes[name])]
    largest = sorted(sorted(kept, key=lambda name: -sizes[name])[:2], key=names.index)
    return tuple([shares.choices[name] for name in largest])
