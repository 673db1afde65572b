"""Where one report ends and the next begins.

Titles decide where they are certain. Elsewhere the evidence is weighed: an opening formula, a
numbering that begins again, another organisation that speaks, a report that has come to its end
(`borders`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from ..lazy_pattern import Pattern
from ..model import Reason
from ..parsed import Removed
from .borders import BORDER, Border, at, border_at, opening_of, reasons_of, weight_of
from .dates import years
from .elements import Draft, Element, Kind, taken_out
from .headers import MAX_FRONT
from .numbering import Scheme, numeral
from .progress import Progress, advance, numbering_goes_on
from .reasons import Rule
from .rules import Rules
from .title_signs import TITLE_FORM, unnamed_title, unsure_title
from .titles import clean_title, has_title_form, title_key
from .units import unit_in_title

# A running title may have the number of its page.
_PAGED = Pattern(r"第 ?\d{1,3} ?(?:/ ?\d{1,3} ?)?页|[-—–] ?\d{1,3} ?[-—–]$")
_SENTENCE_END = Pattern(r"[。！？!?；;：:…][”’」』）)]*$")
_STOP = Pattern(r"[。；;，,：:！!]")
# A paragraph cut in the middle by the running title of a printed page is at least this long.
_MIN_CUT = 40
# One heading above a title may be the last that a cut page shows of another report.
_MIN_LISTED = 2
# The heading that a list begins with is that of the report below it, and stands at its beginning.
_LIST_REACH = 40
_BULLETS = "•· "
# An opening has one paragraph, or one more that says what is reported.
_MAX_OPENING = 2
# A page has up to so many lines above its first title; a remark in brackets may be one of them.
_MAX_FRONT_LINES, _MAX_NAMES = 6, 2
_BRACKETED = Pattern(r"[(（][^()（）]{1,60}[)）]")
# A letterhead says who signed and how secret it is.
_ISSUED = Pattern(r"(?:签发人?|密级|紧急程度|编号|份号|签批|会签人?|拟稿人?)[:：][^。，,]{1,16}$")
_NUMBER = Pattern(
    r"[(（]?(?:(?:19|20)\d\d年)?[第总]{1,2} ?[\d×一二三四五六七八九十百]{1,4} ?期[)）]?(?:[ （(][^。]{2,12})?"
)
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
    remains: list[Draft] = []
    progress = Progress()
    for index, element in enumerate(elements):
        kept: Element | None = element
        if element.kind is Kind.TITLE:
            kept, border = _title_border(index, element, elements, progress, rules, removed, not drafts)
        elif border := unnamed_title(index, element, elements, progress, rules):
            kept = replace(element, kind=Kind.TITLE, scheme=None)
        else:
            border = border_at(index, element, elements, progress, rules)
        if border is not None:
            _finish(progress, drafts, remains, removed)
            progress = Progress(why=border)
        if kept:
            advance(progress, kept, rules)
    _finish(progress, drafts, remains, removed)
    if not drafts:
        # However short it is, what a page says is no remain of something else.
        return remains, removed
    for remain in remains:
        removed.extend(_taken_out(remain))
    return drafts, removed


def _as_one(elements: Sequence[Element]) -> list[Draft]:
    """A law is one document; what looks like a title inside it is a heading of an annex."""
    titled = bool(elements) and elements[0].kind is Kind.TITLE
    body = tuple(
        replace(element, kind=Kind.TEXT) if element.kind is Kind.TITLE else element
        for element in elements[1 if titled else 0 :]
    )
    if not body:
        return []
    return [Draft(elements[0], body) if titled else Draft(None, body, _first(body[0]))]


def _first(element: Element) -> tuple[Reason, ...]:
    """Why the first report of a page begins: with the page."""
    return (at(Rule.BORDER_PAGE, element),)


def _title_border(
    index: int,
    element: Element,
    elements: Sequence[Element],
    progress: Progress,
    rules: Rules,
    removed: list[Removed],
    first: bool,
) -> tuple[Element | None, Border]:
    """The title, or what it turns out to be, and whether and why a report begins with it.

    `first` says that no report of the page is complete yet.
    """
    if first and _lists(progress, element.sure, islice(elements, index + 1, index + _LIST_REACH)):
        removed.extend(item for old in progress.body for item in taken_out(old, "contents"))
        progress.clear()
        return element, ()
    nothing = not progress.begun and progress.texts == 0
    front = first and (_is_front(progress, element.sure, rules) or _is_preface(progress, element, rules))
    if nothing or front:
        _replace_title(progress, element, rules, removed)
        removed.extend(item for old in progress.body for item in taken_out(old, "before-title"))
        progress.clear()
        return (element, None) if progress.title is element else (None, None)
    if element.sure:
        if _interrupts(index, element, elements, progress, rules):
            removed.extend(taken_out(element, "running-title"))
            return None, None
        return element, ()
    signs = unsure_title(index, element, elements, progress, rules)
    if weight_of(signs) + TITLE_FORM >= BORDER:
        return element, reasons_of(signs)
    why = (at(Rule.HEADING_TITLE_FORM, element),)
    return replace(element, kind=Kind.HEADING, scheme=Scheme.PLAIN, why=why), None


def _lists(progress: Progress, sure: bool, following: Iterable[Element]) -> bool:
    """Whether nothing but headings stands above the first title of the page: they are its contents.

    Where the title is not sure, the first of them must begin a heading that `following` has: 一、守正 of
    一、守正,把文物看牢.
    """
    listed = progress.body
    if progress.title or len(listed) < _MIN_LISTED or any(old.kind is not Kind.HEADING for old in listed):
        return False
    head = listed[0]
    return sure or any(
        later.kind is Kind.HEADING and later.number == head.number and later.text.startswith(head.text)
        for later in following
    )


def _is_front(progress: Progress, sure: bool, rules: Rules) -> bool:
    """Whether nothing but a letterhead stands before a title: who writes, a number, a motto."""
    named = progress.title is not None and has_title_form(progress.title.text, rules.titles)
    # A bulletin has its number below its name, and above the title of what it brings.
    named = named and not any(_NUMBER.fullmatch(old.text) for old in progress.body)
    if named and not sure:
        return False
    # Below a title, a line or two may be other names of the page.
    if len(progress.body) > (_MAX_NAMES if named else _MAX_FRONT_LINES):
        return False
    return all(
        _BRACKETED.fullmatch(old.text)
        or _ISSUED.match(old.text)
        or (len(old.text) <= MAX_FRONT and not _STOP.search(old.text))
        for old in progress.body
    )


def _is_preface(progress: Progress, part: Element, rules: Rules) -> bool:
    """Whether texts stand above the first part of a page (篇一), which are of none of its reports."""
    mark = rules.titles.part.match(part.text)
    if mark is None or progress.headings or not part.sure:
        return False
    return numeral(mark["after"] or mark["before"]) == 1


def _replace_title(progress: Progress, element: Element, rules: Rules, removed: list[Removed]) -> None:
    """Two titles before any text: the one that says more counts, the later if both say something else."""
    old = progress.title
    progress.titles.append(element)
    if old is None:
        progress.title = element
        return
    key, new = title_key(old.text, rules.titles), title_key(element.text, rules.titles)
    shorter = len(clean_title(element.text, rules.titles)) <= len(clean_title(old.text, rules.titles))
    if not new:
        # A part's number alone: the title above is that of the page.
        dropped = old
    elif key in new or new in key:
        dropped = element if shorter else old
    elif (_is_of_page(old) and not _is_of_page(element)) or _says_more(element, old, rules):
        dropped = old
    else:
        dropped = element if old.sure and not element.sure and has_title_form(old.text, rules.titles) else old
    if dropped is old:
        progress.title = element
    removed.extend(taken_out(dropped, "repeated-title"))


def _says_more(new: Element, old: Element, rules: Rules) -> bool:
    """Whether the second of two titles is rather the report's own: it says more, and of who and when no less.

    Sites put a title of their own above the text, of which the words that name somebody were left out.
    """
    shorter = len(clean_title(new.text, rules.titles)) <= len(clean_title(old.text, rules.titles))
    if shorter or not has_title_form(new.text, rules.titles):
        return False
    if any(years(old.text)) and not any(years(new.text)):
        return False
    return not unit_in_title(old.text, rules.units) or bool(unit_in_title(new.text, rules.units))


def _is_of_page(title: Element) -> bool:
    """Whether a title stands at several places of the page: its reports may have names of their own."""
    return any(reason.rule == Rule.TITLE_REPEATED for reason in title.why)


def _interrupts(
    index: int, element: Element, elements: Sequence[Element], progress: Progress, rules: Rules
) -> bool:
    """Whether the title of the open report stands in the middle of it, as on printed pages.

    It does inside a sentence, and where the numbers of the headings go on below it. Or it is the legend of
    a picture between the opening of a report and its first heading.
    """
    if progress.title is None or not progress.body:
        return False
    following = elements[index + 1] if index + 1 < len(elements) else None
    first = following is not None and following.scheme is Scheme.HAN and following.value == 1
    if first and progress.title.text.lstrip(_BULLETS) == element.text.lstrip(_BULLETS):
        return not progress.headings and progress.texts <= _MAX_OPENING
    if _PAGED.search(element.text):
        return True
    key = title_key(element.text, rules.titles)
    if all(title_key(title.text, rules.titles) != key for title in progress.titles):
        return False
    if _breaks_off(progress.body[-1], following, rules):
        return True
    return numbering_goes_on(index, elements, progress, lambda title: title_key(title, rules.titles) == key)


def _breaks_off(last: Element, following: Element | None, rules: Rules) -> bool:
    """Whether an element stops in the middle of a sentence, or is a heading whose text `following` is."""
    if last.kind is Kind.HEADING:
        return following is not None and following.kind is Kind.TEXT and not opening_of(following, rules)
    return len(last.text) >= _MIN_CUT and not _SENTENCE_END.search(last.text)


def _finish(progress: Progress, drafts: list[Draft], remains: list[Draft], removed: list[Removed]) -> None:
    """Keep the open report, among the remains where there is too little in it; a title alone is removed."""
    size = sum(len(element.text) for element in progress.body)
    if not progress.body:
        removed.extend(taken_out(progress.title, "title-without-text") if progress.title else ())
        return
    why = progress.why or (() if progress.title else _first(progress.body[0]))
    found = Draft(progress.title, tuple(progress.body), why)
    (drafts if size >= _MIN_BODY or (not drafts and progress.title is None) else remains).append(found)


def _taken_out(remain: Draft) -> Iterator[Removed]:
    """All of a remain, as removed text."""
    if remain.title:
        yield from taken_out(remain.title, "title-without-text")
    for element in remain.body:
        yield from taken_out(element, "stray-line")
