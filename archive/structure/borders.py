"""The evidence for a border without a certain title: what begins, what ends, who speaks.

No single sign is enough, because each of them also occurs inside reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ..lazy_pattern import Pattern
from ..model import Reason
from .closings import intends
from .cues import is_item, lead, leads_to
from .elements import Element, Kind
from .formulas import announcement, is_farewell, is_formal_closing, is_greeting, is_marginal, perorates
from .headers import header_below, is_occasion
from .numbering import Scheme
from .progress import OWN_WINDOW, Progress, numbering_goes_on, speaks_alone
from .reasons import Rule, Sign, because
from .rules import Rules
from .type_names import PLANS, PROBLEMS
from .units import own_phrase, own_words, unit_of_sentence

# The weights below were set so that no two weak signs make a border, and every border of the
# untitled parts of the given collection has 0.5 more than the sum that ordinary sections reach.
BORDER = 3.0
_ANNOUNCED = 2.0
_DATED, _STRONG, _FAIR, _WEAK = 2.5, 2.0, 1.5, 0.75
_RESTART, _RESTART_SILENT, _RESTART_OUTER, _RESTART_INNER = 2.5, 0.5, 1.5, 0.75
_INNER_OUTERMOST = frozenset((Scheme.PAREN_HAN, Scheme.ARABIC))
# A second 一、 is a border by itself; all that is asked of the paragraph right above it is that it could
# be an opening.
_RESTART_PLAIN = 3.0
_OTHER_UNIT, _NAMED = 1.5, 1.0
# A form of address right above an opening formula is a border by itself, and so is one below an occasion.
_ADDRESSED, _ANNOUNCING, _HEADED = 1.0, 1.5, 1.5
# Somebody who speaks of himself is no office; the open report must have had the time to say 我.
_SPEAKER, _MIN_SILENT = 1.0, 2
_FINAL, _COMPLETE, _CLOSED, _SIGNED, _REGRESSION = 1.0, 1.0, 1.0, 3.0, 1.0
# Behind 特此报告 or 请审议 nothing stands but a signature: a paragraph of some length is another report's.
_FORMAL, _MIN_BEHIND_CLOSING = 3.0, 40
# A paragraph right under a heading is its text, not the opening of a report.
_UNDER_HEADING = -2.5
# An opening stands within so many paragraphs before the first heading of its report.
_LOOKAHEAD = 3
# The shortest paragraph that could open a report.
_MIN_OPENING = 20
# Items of a list by their names: 三月:…, 在宣传方面:….
_LABEL = Pattern(r"[^。,，:：]{1,12}[:：]")
# Numbers that 一、 is never above.
_OUTERMOST = frozenset((Scheme.VOLUME, Scheme.PART, Scheme.CHAPTER, Scheme.FORMAL_HAN, Scheme.ROMAN))
# 根据…通知精神, is followed by who speaks.
_CLAUSE = Pattern(r"[^。,，]{0,20}[,，]")
# What an organisation will or must do is told by others.
_WILL = Pattern(r"[,，]?(?:[将要应须拟]|必须|继续)")
# What a plan begins with: 2024年我局工作的总体思路是….
_AIMS = Pattern(
    r"^[^。]{0,60}(?:总体|总的|主要|基本|指导|奋斗|工作)(?:总)?(?:要求|思路|思想|目标|任务|基调|方针)(?:是|为)"
)
# What is to be done in a year is told by the same report: 2021年,区文联将….
_INTENDS = Pattern(r"[^。,，]{0,14}(?:将(?![领士军近])|拟(?![定订]))")
# Why a report begins at a border, besides its title; None where there is no border.
Border = tuple[Reason, ...] | None


def border_at(
    index: int, element: Element, elements: Sequence[Element], progress: Progress, rules: Rules
) -> Border:
    """Whether, and why, a report begins with a heading or a paragraph."""
    if not progress.begun:
        return None
    if element.kind is Kind.HEADING:
        if element.value != 1:
            return None
        again = _begins_again(element, progress) or _contains_restart(index, elements, progress)
        again = again or _contains_all(element, progress)
        return (at(Rule.BORDER_RESTART, element),) if again else None
    header = header_below(index, elements, progress, rules)
    index += len(header)
    element = elements[index]
    text = element.text
    if len(text) < _MIN_OPENING and not is_greeting(text, rules.formulas):
        return None
    under_heading = bool(progress.body) and progress.body[-1].kind is Kind.HEADING and not progress.signed
    if under_heading and announcement(text, rules.formulas) is None:
        return None
    below = elements[index + 1] if index + 1 < len(elements) else None
    restarts = below is not None and below.kind is Kind.HEADING and _begins_again(below, progress)
    if element.style == "cell" or _goes_on(text, restarts, progress, rules):
        return None
    opening = _all_openings(index, elements, header, progress, rules)
    begins = [*opening, *restart(index, elements, progress, bool(opening), rules)]
    ends = ending(progress)
    weight = weight_of(begins) + weight_of(ends) + (_UNDER_HEADING if under_heading else 0.0)
    if weight + _OTHER_UNIT + _REGRESSION < BORDER:
        return None
    late = _late_signs(index, elements, progress, rules)
    # That a report could end here does not say that another begins, unless it is signed.
    over = progress.signed or (progress.formal and len(text) >= _MIN_BEHIND_CLOSING)
    enough = weight + weight_of(late) >= BORDER and (begins or late or over)
    if not enough or numbering_goes_on(index, elements, progress):
        return None
    return reasons_of([*begins, *late, *ends])


def _all_openings(
    index: int, elements: Sequence[Element], header: Sequence[Element], progress: Progress, rules: Rules
) -> list[Sign]:
    """What about a paragraph, the lines above it and whoever speaks looks like the first of a report."""
    element = elements[index]
    text = element.text
    opening = opening_of(element, rules)
    if is_greeting(text, rules.formulas):
        again = progress.greeted and not (header or progress.ended or progress.signed)
        calls = addressed(index, elements, rules)
        # A speaker addresses his hearers again, and then goes on; he does not announce a report.
        opening = [] if again and weight_of(calls) < _ANNOUNCING else [*opening, *calls]
    opening += [Sign(_HEADED, at(Rule.BORDER_HEADER, line)) for line in header if is_occasion(line)][:1]
    silent = progress.texts >= _MIN_SILENT and not progress.personal
    if opening and silent and speaks_alone(text):
        opening.append(Sign(_SPEAKER, at(Rule.BORDER_SPEAKER, element)))
    other = _names_other(text, progress, rules) if opening or progress.closed else None
    if other:
        opening.append(Sign(_NAMED, because(Rule.BORDER_NAMED, other, element.lines[0])))
    return opening


def _late_signs(index: int, elements: Sequence[Element], progress: Progress, rules: Rules) -> list[Sign]:
    """What takes long to find out: problems told again, another organisation."""
    element = elements[index]
    late = _other_unit(index, elements, progress, rules)
    if progress.final and progress.problems and _problems_again(index, elements, rules):
        late.append(Sign(_REGRESSION, at(Rule.BORDER_REGRESSION, element)))
    return late


def _problems_again(index: int, elements: Sequence[Element], rules: Rules) -> bool:
    """Whether a paragraph tells problems, or the next ones do and it does not go on with what is planned."""
    if leads_to(PROBLEMS, elements[index].text, rules.cues):
        return True
    if intends(elements[index].text, rules):
        return False
    following = takewhile(
        lambda element: element.kind is Kind.TEXT, elements[index + 1 : index + 1 + _LOOKAHEAD]
    )
    return any(leads_to(PROBLEMS, element.text, rules.cues) for element in following)


def _goes_on(text: str, restarts: bool, progress: Progress, rules: Rules) -> bool:
    """Whether a paragraph cannot begin a report: it continues, closes or signs the open one.

    `restarts` says that the numbering begins again right below it.
    """
    formulas = rules.formulas
    if formulas.continuing.match(text) or formulas.trailing.match(text) or is_formal_closing(text, formulas):
        return True
    if is_farewell(text, formulas):
        return True
    if is_marginal(text, formulas) and not is_greeting(text, formulas):
        return not progress.signed
    if "让我们" in text and perorates(text, formulas):
        return True
    if is_item(text, rules.cues) and not progress.signed:
        return True
    if announcement(text, formulas) is not None:
        return False
    plans = progress.final and not progress.signed and leads_to(PLANS, text, rules.cues)
    return plans and not (restarts and _AIMS.search(text))


def opening_of(element: Element, rules: Rules) -> list[Sign]:
    """What about a paragraph looks like the first of a report."""
    formulas, text, line = rules.formulas, element.text, element.lines[0]
    if is_greeting(text, formulas):
        return [Sign(_STRONG, because(Rule.BORDER_GREETING, text, line))]
    announced = announcement(text, formulas)
    signs = [Sign(_ANNOUNCED, because(Rule.BORDER_ANNOUNCED, announced, line))] if announced else []
    found, weight = formulas.strong.match(text), _STRONG
    if not found:
        if not signs and leads_to(PLANS, text, rules.cues):
            return []
        found, weight = formulas.fair.match(text), _FAIR
        if found and formulas.strong.match(text, found.end()):
            weight = _DATED
        if found and not signs and _INTENDS.match(text, found.end()):
            return []
    if not found:
        found, weight = formulas.weak.match(text), _WEAK
    if found:
        signs.append(Sign(weight, because(Rule.BORDER_OPENING, found[0], line)))
    return signs


def addressed(index: int, elements: Sequence[Element], rules: Rules) -> list[Sign]:
    """What adds to a form of address: that it is formal, or that the opening of a report follows."""
    element = elements[index]
    following = elements[index + 1] if index + 1 < len(elements) else None
    opening = opening_of(following, rules) if following and following.kind is Kind.TEXT else []
    if weight_of(opening) >= _STRONG:
        return [Sign(_ANNOUNCING, opening[0].why)]
    if rules.formulas.formal_greeting.match(element.text):
        return [Sign(_ADDRESSED, at(Rule.BORDER_FORMAL, element))]
    return [Sign(_ADDRESSED, opening[0].why)] if opening else []


def ending(progress: Progress) -> list[Sign]:
    """What about the open report looks finished; its last words are the cue."""
    if not progress.body:
        return []
    last = progress.body[-1]
    if progress.signed:
        return [Sign(_SIGNED, at(Rule.BORDER_SIGNED, last))]
    complete = progress.problems and progress.plans and progress.final
    found = (
        (progress.looks_ahead, _FINAL, Rule.BORDER_AHEAD),
        (complete, _COMPLETE, Rule.BORDER_COMPLETE),
        (progress.closed, _FORMAL if progress.formal else _CLOSED, Rule.BORDER_CLOSED),
    )
    return [Sign(weight, at(rule, last)) for holds, weight, rule in found if holds]


def _begins_again(element: Element, progress: Progress) -> bool:
    """Whether a heading 一、 (or 第一部分) restarts a numbering that nothing in this report contains."""
    if element.value != 1 or element.scheme is None:
        return False
    if progress.formal and element.scheme <= Scheme.PAREN_HAN:
        # Behind 请审议 nothing goes on.
        return True
    if element.scheme is Scheme.HAN:
        return progress.top > 1 and not progress.contained
    if element.scheme in _OUTERMOST and element.scheme not in progress.parts:
        # What contains 一、 stands above the first of them.
        return progress.top > 1 and not progress.contained
    return element.scheme < Scheme.HAN and progress.parts.get(element.scheme, 0) > 1


def _outermost_again(element: Element, progress: Progress) -> bool:
    """Whether 1. or (一) begins again in a report that has no other numbers, and no headings without."""
    scheme = element.scheme
    if scheme not in _INNER_OUTERMOST or element.value != 1 or progress.top or progress.contained:
        return False
    return progress.inner.get(scheme, 0) > 1 and not progress.parts and scheme is min(progress.inner)


def _contains_all(element: Element, progress: Progress) -> bool:
    """Whether a first 壹、 or 第一部分 stands behind a numbering that it would contain."""
    if element.scheme not in _OUTERMOST or element.value != 1 or progress.contained or progress.parts:
        return False
    return not progress.top and max(progress.inner.values(), default=0) > 1


def _contains_restart(index: int, elements: Sequence[Element], progress: Progress) -> bool:
    """Whether a heading ㈠ stands above a 一、 that begins again, and so begins a report itself."""
    element = elements[index]
    if element.value != 1 or element.scheme is None or element.scheme <= Scheme.HAN:
        return False
    heading = _next_heading(index, elements)
    return heading is not None and heading.scheme is Scheme.HAN and _begins_again(heading, progress)


def restart(
    index: int, elements: Sequence[Element], progress: Progress, spoken: bool, rules: Rules
) -> list[Sign]:
    """What a numbering that begins again soon after this paragraph adds to its score."""
    heading = _next_heading(index, elements)
    if heading is None or heading.value != 1 or heading.scheme is None:
        return []
    contains = not progress.top and max(progress.inner.values(), default=0) > 1
    if heading.scheme is Scheme.HAN and (progress.top >= 1 or contains) and not progress.contained:
        if not spoken and elements[index + 1] is not heading:
            return []
        weight = _RESTART if spoken else _silent_restart(elements[index], progress, rules)
        return [Sign(weight, at(Rule.BORDER_RESTART, heading))]
    if spoken and _outermost_again(heading, progress):
        return [Sign(_RESTART_OUTER, at(Rule.BORDER_INNER_RESTART, heading))]
    # A text that follows a text is not what a heading above it introduces by 1. 2. 3.
    above = progress.body[-1].kind if progress.body else None
    again = spoken and (progress.inner.get(heading.scheme, 0) > 1 or above is Kind.TEXT)
    return [Sign(_RESTART_INNER, at(Rule.BORDER_INNER_RESTART, heading))] if again else []


def _next_heading(index: int, elements: Sequence[Element]) -> Element | None:
    """The heading that stands soon behind an element, with nothing but texts between them."""
    for element in elements[index + 1 : index + 2 + _LOOKAHEAD]:
        if element.kind is not Kind.TEXT:
            return element if element.kind is Kind.HEADING else None
    return None


def _silent_restart(element: Element, progress: Progress, rules: Rules) -> float:
    """The weight of a restart right behind a paragraph that does not look like an opening."""
    above = progress.body[-1] if progress.body else None
    spare = progress.top > 1 and above is not None and above.kind is Kind.TEXT
    told = lead(element.text, rules.cues) is None or _AIMS.search(element.text) is not None
    plain = spare and told and not _ends_report(element, above, rules)
    return _RESTART_PLAIN if plain else _RESTART_SILENT


def _ends_report(element: Element, above: Element | None, rules: Rules) -> bool:
    """Whether a paragraph is rather the last of a report: it calls upon somebody, or ends a row of labels."""
    if perorates(element.text, rules.formulas) or rules.formulas.forward.match(element.text):
        return True
    return above is not None and bool(_LABEL.match(above.text) and _LABEL.match(element.text))


def _other_unit(index: int, elements: Sequence[Element], progress: Progress, rules: Rules) -> list[Sign]:
    """Whether this paragraph, or the next ones if it says nothing of it, speaks for another organisation."""
    if not progress.own:
        return []
    for element in elements[index : index + _LOOKAHEAD]:
        if element.kind is Kind.TITLE:
            break
        text = element.text[:OWN_WINDOW]
        found = own_words(text, rules.units)
        if found & progress.own:
            break
        if found:
            phrase = own_phrase(text, found, rules.units)
            return [Sign(_OTHER_UNIT, because(Rule.BORDER_UNIT, phrase, element.lines[0]))]
    return []


def _names_other(text: str, progress: Progress, rules: Rules) -> str | None:
    """The organisation that is the paragraph's subject, where the open report has not named it."""
    fair = rules.formulas.fair.match(text)
    clause = _CLAUSE.match(text, fair.end()) if fair else None
    name = unit_of_sentence(text, rules.units)
    if name is None and clause:
        name = unit_of_sentence(text[clause.end() :], rules.units)
    if name is None or name in progress.unit:
        return None
    return None if _WILL.match(text, text.find(name) + len(name)) else name


def at(rule: Rule, element: Element) -> Reason:
    """A reason for which the beginning of an element is the cue."""
    return because(rule, element.text, element.lines[0])


def weight_of(signs: Sequence[Sign]) -> float:
    """How much the signs weigh together."""
    return sum(sign.weight for sign in signs)


def reasons_of(signs: Sequence[Sign]) -> tuple[Reason, ...]:
    """The reasons of the signs, those of the most weight first."""
    return tuple([sign.why for sign in sorted(signs, key=lambda sign: -sign.weight)])
