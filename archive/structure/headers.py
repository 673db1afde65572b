"""The lines between a lost title and the text of its report: who speaks, of which office, when, to whom."""

from __future__ import annotations

from collections.abc import Sequence

from ..lazy_pattern import Pattern
from .asides import addresses_office, is_aside, is_desk
from .dates import is_date
from .elements import Element, Kind
from .formulas import is_formal_closing, is_greeting
from .progress import Progress
from .rules import Rules
from .units import unit_of_line, unit_of_sentence

# Below a title stand at most so many lines: who speaks, of which office, when.
_MAX_HEADER = 3
# On what occasion a speech was given: ——2023年1月6日在…会议上.
_OCCASION = Pattern(r"——[^。]{4,60}[会式礼班坛议]上?的?(?:讲话|发言|报告|致辞|工作报告)?$")
# When, and by whom: （2022年1月6日）, （2023年1月14日　苏明哲）.
_GIVEN = Pattern(r"[(（](?:中华)?(?:民国)?[\d×一二三四五六七八九〇○]{2,4}年[^()（）]{0,24}[)）]")
# A reporter with his office stands above a report, one with his name alone below it.
_REPORTER = Pattern(r"报告人[:：][^。]{0,14}(?:长|主任|干事|经理|书记)[ \u3000]")
# A line of a letterhead (××局文件, 〔2021〕12号) is no longer than this and has no stop.
MAX_FRONT = 30
# But one that says on what occasion, when or by whom, which begins so.
_LONG = ("——", "(", "（", "报告人")


def header_below(
    index: int, elements: Sequence[Element], progress: Progress, rules: Rules
) -> Sequence[Element]:
    """The lines from `index` that stand below a lost title and above a text: who speaks, when, to whom.

    Such lines sign the open report, and are none of the next, where they end with a date without
    brackets or name whoever speaks in it, or are no more than the name of a desk.
    """
    position = index
    while position < len(elements) and position - index < _MAX_HEADER:
        if not _heads(elements[position], progress, rules):
            break
        text = elements[position].text
        if is_date(text) and text[0] not in "(（":
            return ()
        position += 1
    if position in (index, len(elements)) or elements[position].kind is not Kind.TEXT:
        return ()
    first = elements[index].text
    own = unit_of_line(first, rules.units)
    # An organisation alone, or a desk of one, signs where another speaks below.
    signs = is_desk(first) or (own is not None and _speaks_other(own, elements[position], rules))
    if (own and own in progress.unit) or (position == index + 1 and signs):
        return ()
    return elements[index:position]


def _speaks_other(own: str, element: Element, rules: Rules) -> bool:
    """Whether a paragraph has another organisation than `own` for its subject."""
    name = unit_of_sentence(element.text, rules.units)
    return name is not None and name not in own and own not in name


def _heads(element: Element, progress: Progress, rules: Rules) -> bool:
    """Whether a line could stand between a title and a text: a date in brackets, who speaks."""
    text = element.text
    formulas = rules.formulas
    if element.kind is not Kind.TEXT or (len(text) > MAX_FRONT and not text.startswith(_LONG)):
        return False
    if is_formal_closing(text, formulas) or is_greeting(text, formulas):
        return False
    if formulas.trailing.match(text):
        return False
    if addresses_office(text):
        return True
    if _OCCASION.match(text) or _GIVEN.fullmatch(text) or _REPORTER.match(text):
        return True
    # What stands behind a signature is not another one.
    if len(text) > MAX_FRONT or (formulas.marginal.match(text) and not progress.signed):
        return False
    return is_aside(element, rules)


def is_occasion(element: Element) -> bool:
    """Whether a line says where or when a report was given, as none does behind one."""
    return _OCCASION.match(element.text) is not None or _GIVEN.fullmatch(element.text) is not None
