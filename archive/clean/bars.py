"""Rows of a page: labels with their values, dates, and things to click, side by side on one line.

Every site has words of its own, so a row is told by those of its items that are known: two of
them at least, and no fewer than the others, which must be as short as items are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..lazy_pattern import Pattern, RulePattern
from .numbers import NUMBERED

TABLE = "boilerplate"
# Two items known by their words are no chance; one could be a word of the report.
MIN_KNOWN = 2
# What stands in a row beside known items is a word or two: 双击鼠标左键滚屏, 资料提供单位.
MAX_ITEM = 12
_SEPARATOR = Pattern(r"[ |｜·•]+|/(?!\d)|[\]】〗〕）)>》」]+ ?[\[【〖〔（(<《「]*|[\[【〖〔（(<《「]+")
# Sentences and clauses are no items.
_PROSE = Pattern(r"[。！？；!?;，、“”]|,(?!\d{3})")
_DATE = r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?: ?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
_TIME = r"(?: \d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"


class Bars(NamedTuple):
    """The expressions by which rows are known."""

    # Rows alone, and behind the name of a shelf.
    whole: tuple[str, str]
    labelled: Pattern
    item: Pattern


def bars(labels: Sequence[str], actions: Sequence[str]) -> Bars:
    """The rules of rows from the words of the table `bar`.

    Raises SettingsError for a word of the user's that is no regular expression.
    """
    label = rf"(?:{'|'.join(labels)}) ?[:：]"
    # Atomic: where an item ends is settled once, else a line of items could be read in millions of ways.
    click = rf"(?:{'|'.join(actions)})(?: ?[（(]\d{{1,7}}[)）])?"
    value = rf"(?:(?!{label})[^\s:：，。；|｜〖【〗】]){{0,30}}"
    labelled = rf"{label} ?{value}{_TIME}(?: [次人])?"
    item = rf"(?>{labelled}|{_DATE}|{click})"
    row = rf"(?>[\[【〖〔（(<《「]? ?{item} ?[\]】〗〕）)>》」]?[ |｜/·•，,]*+){{2,20}}+"
    # The name of a shelf may stand before what is known of the page: 工作总结 发布时间:2020-01-16 点击:.
    shelf = rf"[^\s:：，。；|｜]{{2,10}} (?={label} ?{value}{_TIME} ?{label})"
    no_dates = rf"(?!{_DATE}(?: ?{_DATE})?$)"
    return Bars(
        (no_dates + row, no_dates + shelf + row),
        RulePattern(rf"{labelled}|{_DATE}", TABLE),
        RulePattern(click, TABLE),
    )


def is_bar(text: str, rules: Bars) -> bool:
    """Whether most of a line are items of a row that are known, and the rest could be."""
    # Headings have separators too, and most lines with two commas are prose: they need no closer look.
    if NUMBERED.match(text) or len(_PROSE.findall(text)) > 1 or _SEPARATOR.search(text) is None:
        return False
    rest, known = rules.labelled.subn(" ", text)
    unknown = 0
    for piece in filter(None, _SEPARATOR.split(rest)):
        if rules.item.fullmatch(piece):
            known += 1
        elif len(piece) > MAX_ITEM or _PROSE.search(piece):
            return False
        else:
            unknown += 1
    return known >= MIN_KNOWN and known >= unknown
