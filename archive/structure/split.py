"""Where one report ends and the next begins.

Titles decide where they are certain. Elsewhere the evidence is weighed: an opening formula, a
numbering that begins again, another organisation that speaks, a report that has come to its end.
No single sign is enough, because each of them also occurs inside reports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..model import Removed
from .cues import lead
from .dates import years
from .elements import Draft, Element, Kind, taken_out
from .formulas import announces, is_formal_closing, is_greeting, is_marginal
from .numbering import Scheme
from .progress import OWN_WINDOW, Progress, advance
from .rules import Rules
from .titles import clean_title, has_title_form, title_key
from .type_names import PLANS, PROBLEMS
from .units import own_words, unit_in_title, unit_of_sentence

# The weights below were set so that no two weak signs make a border, and every border of the
# untitled parts of the given collection has 0.5 more than the sum that ordinary sections reach.
BORDER = 3.0
_ANNOUNCED = 1.5
_DATED, _STRONG, _FAIR, _WEAK = 2.5, 2.0, 1.5, 0.75
_RESTART, _RESTART_SILENT, _RESTART_INNER = 2.5, 0.5, 0.75
# A second 一、 is a border by itself; all that is asked of the paragraph right above it is that it could
# be an opening.
_RESTART_PLAIN = 3.0
_OTHER_UNIT, _NAMED = 1.5, 1.0
_FINAL, _COMPLETE, _CLOSED, _SIGNED, _REGRESSION = 1.0, 1.0, 1.0, 3.0, 1.0
_TITLE_FORM, _TITLE_TOPIC, _TITLE_UNIT, _TITLE_YEAR = 1.0, 0.5, 1.0, 0.5
# A paragraph right under a heading is its text, not the opening of a report.
_UNDER_HEADING = -2.5
# An opening stands within so many paragraphs before the first heading of its report.
_LOOKAHEAD = 3
# The shortest paragraph that could open a report.
_MIN_OPENING = 20
_SENTENCE_END = re.compile(r"[。！？!?；;：:…][”’」』）)]*$")
# 根据…通知精神, is followed by who speaks.
_CLAUSE = re.compile(r"[^。,，]{0,20}[,，]")
# What an organisation will or must do is told by others.
_WILL = re.compile(r"[,，]?(?:[将要应须拟]|必须|继续)")
# A line of a letterhead (××局文件, 〔2021〕12号) is no longer than this and has no stop.
_MAX_FRONT = 30
_STOP = re.compile(r"[。；;，,：:！!]")
# A paragraph cut in the middle by the running title of a printed page is at least this long.
_MIN_CUT = 40
# A body of so few characters is a remain of the page, not a report.
_MIN_BODY = 12


def split_reports(
    elements: Sequence[Element], rules: Rules, statute: bool
) -> tuple[list[Draft], list[Removed]]:
    """Divide the elements of a page into reports; titles without a text and remains are removed."""
    if statute:
        return _as_one(elements), []
    removed: list[Removed] = []
    drafts: list[Draft] = []
    progress = Progress()
    for index, element in enumerate(elements):
        kept: Element | None = element
        if element.kind is Kind.TITLE:
            kept, border = _title_border(index, element, elements, progress, rules, removed, not drafts)
        else:
            border = _is_border(index, element, elements, progress, rules)
        if border:
            _finish(progress, drafts, removed)
            progress = Progress()
        if kept:
            advance(progress, kept, rules)
    _finish(progress, drafts, removed)
    return drafts, removed


def _as_one(elements: Sequence[Element]) -> list[Draft]:
    """A law is one document; what looks like a title inside it is a heading of an annex."""
    titled = bool(elements) and elements[0].kind is Kind.TITLE
    body = tuple(
        replace(element, kind=Kind.TEXT) if element.kind is Kind.TITLE else element
        for element in elements[1 if titled else 0 :]
    )
    return [Draft(elements[0] if titled else None, body)] if body else []


def _title_border(
    index: int,
    element: Element,
    elements: Sequence[Element],
    progress: Progress,
    rules: Rules,
    removed: list[Removed],
    first: bool,
) -> tuple[Element | None, bool]:
    """The title, or what it turns out to be, and whether a report begins with it.

    `first` says that no report of the page is complete yet.
    """
    if not progress.begun and (progress.texts == 0 or (first and _is_front(progress, rules))):
        _replace_title(progress, element, rules, removed)
        removed.extend(item for old in progress.body for item in taken_out(old, "before-title"))
        progress.body.clear()
        progress.texts = 0
        return (element, False) if progress.title is element else (None, False)
    if element.sure:
        if _interrupts(progress, element, rules):
            removed.extend(taken_out(element, "running-title"))
            return None, False
        return element, True
    if _unsure_title_score(index, element, elements, progress, rules) >= BORDER:
        return element, True
    return replace(element, kind=Kind.HEADING, scheme=Scheme.PLAIN), False


def _is_front(progress: Progress, rules: Rules) -> bool:
    """Whether nothing but a letterhead stands before a title: who writes, a number, a motto."""
    if progress.title and has_title_form(progress.title.text, rules.titles):
        return False
    return all(len(old.text) <= _MAX_FRONT and not _STOP.search(old.text) for old in progress.body)


def _replace_title(progress: Progress, element: Element, rules: Rules, removed: list[Removed]) -> None:
    """Two titles before any text: the one that says more counts, the later if both say something else."""
    old = progress.title
    if old is None:
        progress.title = element
        return
    key, new = title_key(old.text, rules.titles), title_key(element.text, rules.titles)
    shorter = len(clean_title(element.text, rules.titles)) <= len(clean_title(old.text, rules.titles))
    if key in new or new in key:
        dropped = element if shorter else old
    else:
        dropped = element if old.sure and not element.sure and has_title_form(old.text, rules.titles) else old
    if dropped is old:
        progress.title = element
    removed.extend(taken_out(dropped, "repeated-title"))


def _interrupts(progress: Progress, element: Element, rules: Rules) -> bool:
    """Whether the title of the open report stands in the middle of a sentence, as on printed pages."""
    if progress.title is None or not progress.body:
        return False
    last = progress.body[-1]
    if last.kind is not Kind.TEXT or len(last.text) < _MIN_CUT or _SENTENCE_END.search(last.text):
        return False
    return title_key(progress.title.text, rules.titles) == title_key(element.text, rules.titles)


def _unsure_title_score(
    index: int, element: Element, elements: Sequence[Element], progress: Progress, rules: Rules
) -> float:
    key = title_key(element.text, rules.titles)
    if progress.title and key in title_key(progress.title.text, rules.titles):
        return 0.0
    score = _TITLE_FORM + (_TITLE_TOPIC if len(key) > len("工作总结") else 0.0) + _ending(progress)
    following = elements[index + 1] if index + 1 < len(elements) else None
    if following is None or following.kind is Kind.TITLE:
        return 0.0
    score += _TITLE_UNIT if unit_in_title(element.text, rules.units) else 0.0
    score += _TITLE_YEAR if any(years(element.text)) else 0.0
    if following.kind is Kind.TEXT:
        score += _opening(following.text, rules)
    return score + _restart(index, elements, progress, True, rules)


def _is_border(
    index: int, element: Element, elements: Sequence[Element], progress: Progress, rules: Rules
) -> bool:
    if not progress.begun:
        return False
    if element.kind is Kind.HEADING:
        return _begins_again(element, progress)
    text = element.text
    if len(text) < _MIN_OPENING and not is_greeting(text, rules.formulas):
        return False
    if element.style == "cell" or _goes_on(text, progress, rules):
        return False
    under_heading = bool(progress.body) and progress.body[-1].kind is Kind.HEADING and not progress.signed
    ground = _UNDER_HEADING if under_heading else 0.0
    opening = _opening(text, rules)
    if progress.greeted and not (progress.closed or progress.signed) and is_greeting(text, rules.formulas):
        # A speaker addresses his hearers again.
        opening = 0.0
    if (opening or progress.closed) and _names_other(text, progress, rules):
        opening += _NAMED
    score = ground + opening + _ending(progress) + _restart(index, elements, progress, opening > 0, rules)
    if score + _OTHER_UNIT + _REGRESSION < BORDER:
        return False
    if progress.final and progress.problems and lead(text, rules.cues) == PROBLEMS:
        score += _REGRESSION
    return score + _other_unit(index, elements, progress, rules) >= BORDER


def _goes_on(text: str, progress: Progress, rules: Rules) -> bool:
    """Whether a paragraph cannot begin a report: it continues, closes or signs the open one."""
    if rules.formulas.continuing.match(text) or is_formal_closing(text, rules.formulas):
        return True
    if is_marginal(text, rules.formulas):
        return not progress.signed
    return progress.final and not progress.signed and lead(text, rules.cues) == PLANS


def _opening(text: str, rules: Rules) -> float:
    """How much a paragraph looks like the first of a report."""
    formulas = rules.formulas
    if is_greeting(text, formulas):
        return _STRONG
    score = _ANNOUNCED if announces(text, formulas) else 0.0
    if formulas.strong.match(text):
        return score + _STRONG
    if not score and lead(text, rules.cues) == PLANS:
        return 0.0
    fair = formulas.fair.match(text)
    if fair:
        return score + (_DATED if formulas.strong.match(text, fair.end()) else _FAIR)
    return score + (_WEAK if formulas.weak.match(text) else 0.0)


def _ending(progress: Progress) -> float:
    """How much the open report looks finished."""
    if progress.signed:
        return _SIGNED
    score = _FINAL if progress.looks_ahead else 0.0
    score += _COMPLETE if progress.problems and progress.plans and progress.final else 0.0
    return score + (_CLOSED if progress.closed else 0.0)


def _begins_again(element: Element, progress: Progress) -> bool:
    """Whether a heading 一、 (or 第一部分) restarts a numbering that nothing in this report contains."""
    if element.value != 1 or element.scheme is None:
        return False
    if element.scheme is Scheme.HAN:
        return progress.top > 1 and not progress.contained
    return element.scheme < Scheme.HAN and progress.parts.get(element.scheme, 0) > 1


def _restart(
    index: int, elements: Sequence[Element], progress: Progress, spoken: bool, rules: Rules
) -> float:
    """What a numbering that begins again soon after this paragraph adds to its score."""
    heading = None
    position = index
    for position in range(index + 1, min(index + 2 + _LOOKAHEAD, len(elements))):
        if elements[position].kind is not Kind.TEXT:
            heading = elements[position]
            break
    if heading is None or heading.kind is not Kind.HEADING or heading.value != 1 or heading.scheme is None:
        return 0.0
    if heading.scheme is Scheme.HAN and progress.top >= 1 and not progress.contained:
        if spoken:
            return _RESTART
        if position > index + 1:
            return 0.0
        above = progress.body[-1] if progress.body else None
        spare = progress.top > 1 and above is not None and above.kind is Kind.TEXT
        plain = spare and lead(elements[index].text, rules.cues) is None
        return _RESTART_PLAIN if plain else _RESTART_SILENT
    again = spoken and progress.inner.get(heading.scheme, 0) > 1
    return _RESTART_INNER if again else 0.0


def _other_unit(index: int, elements: Sequence[Element], progress: Progress, rules: Rules) -> float:
    """Whether this paragraph, or the next ones if it says nothing of it, speaks for another organisation."""
    if not progress.own:
        return 0.0
    for element in elements[index : index + _LOOKAHEAD]:
        if element.kind is Kind.TITLE:
            break
        found = own_words(element.text[:OWN_WINDOW], rules.units)
        if found:
            return 0.0 if found & progress.own else _OTHER_UNIT
    return 0.0


def _names_other(text: str, progress: Progress, rules: Rules) -> bool:
    """Whether the paragraph's subject is an organisation that the open report has not named."""
    fair = rules.formulas.fair.match(text)
    clause = _CLAUSE.match(text, fair.end()) if fair else None
    name = unit_of_sentence(text, rules.units)
    if name is None and clause:
        name = unit_of_sentence(text[clause.end() :], rules.units)
    if name is None or name in progress.unit:
        return False
    return not _WILL.match(text, text.find(name) + len(name))


def _finish(progress: Progress, drafts: list[Draft], removed: list[Removed]) -> None:
    """Keep the open report, unless there is nothing in it but a title or a remain of the page."""
    size = sum(len(element.text) for element in progress.body)
    if size >= _MIN_BODY or (progress.body and not drafts and progress.title is None):
        drafts.append(Draft(progress.title, tuple(progress.body)))
        return
    if progress.title:
        removed.extend(taken_out(progress.title, "title-without-text"))
    removed.extend(item for element in progress.body for item in taken_out(element, "stray-line"))
