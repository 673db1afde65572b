"""More shapes of pages: what stands between reports and inside them that is neither text nor border.

Running titles, titles broken by a linker, notices that send a report, lists of headings on one line,
numbers counted wrong, forms of address and tables in the middle. `quality_rows` names the shapes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from quality_labels import Heading, Text
from quality_shapes import Border, Change, Item, Row, Told, begun, renumbered, rows_of

_HAN = "一二三四五六七八九十"
_ADDRESS = ("尊敬的各位领导、同志们：", "各位领导、各位同事：", "各位代表，同志们：")
_TABLE = (
    ("月份", "数量", "完成率"),
    ("一月", "128", "96.5%"),
    ("二月", "134", "98.1%"),
    ("三月", "97", "92%"),
)
_SIGNED = ("办公室", "二○二二年十二月二十六日")
# A word that a linker takes out of a title.
_LINKED = re.compile(r"(?:工作总结|总结|工作计划|计划|述职报告|报告|汇报|体会)$")
# The numbering of each report of a mixed page.
_SYSTEMS = (("一", "(一)", "1."), ("1、", "(1)", "①"), ("(一)", "1.", "(1)"), ("第一部分", "一", "(一)"))
# A sheet of a printed page has so many of the lines that are given here.
_SHEET = 9
_MIN_DIVIDED = 40
# A table of contents has three entries at least.
_MIN_LISTED = 3


def misnumbered(told: Told, rng: random.Random) -> Told:
    """One of the outermost headings with the number of the one before it, and all after it one less."""
    heads = [at for at, item in enumerate(told.items) if isinstance(item.label, Heading)]
    outer = [at for at in heads if _label(told, at).levels == {1} and _label(told, at).number in _HAN[1:]]
    outer = [at for at in outer if _label(told, at).number]
    if len(outer) < _MIN_LISTED:
        return told
    wrong = rng.choice(outer)
    items = list(told.items)
    for at in outer:
        label = _label(told, at)
        if at >= wrong:
            number = _HAN[_HAN.index(label.number) - 1]
            items[at] = replace(items[at], label=replace(label, number=number))
    return replace(told, items=tuple(items))


def _label(told: Told, at: int) -> Heading:
    label = told.items[at].label
    assert isinstance(label, Heading)
    return label


def mixed_numbers(told: Told, rng: random.Random) -> Told:
    """The numbers of this report in one of the usual systems, whatever the others of its page have."""
    return renumbered(rng.choice(_SYSTEMS))(told, rng)


def _aside(text: str) -> Item:
    return Item(Text((0, 0), ("其他",), text), text)


def addressed_again(told: Told, rng: random.Random) -> Told:
    """A form of address before a heading in the middle, as speakers turn to their hearers again."""
    heads = [at for at, item in enumerate(told.items) if isinstance(item.label, Heading) and at > 1]
    if not heads:
        return told
    at = rng.choice(heads)
    return replace(told, items=(*told.items[:at], _aside(rng.choice(_ADDRESS)), *told.items[at:]))


def signed(told: Told, _: random.Random) -> Told:
    """Who signs and when below the text."""
    fields = told.fields | {"date": ("2022-12-26",)}
    return replace(told, fields=fields, items=(*told.items, *map(_aside, _SIGNED)))


def tabled(told: Told, _: random.Random) -> Told:
    """A table behind the text, its cells parted by blanks."""
    rows = ("附表1：2022年任务完成情况统计表", *(" ".join(cells) for cells in _TABLE))
    return replace(told, items=(*told.items, *map(_aside, rows)))


def ordinals(forms: Sequence[str], title: bool) -> Border:
    """Each report below its title in another of the forms that number reports."""

    def border(reports: Sequence[Told], rng: random.Random) -> list[Row]:
        form, same, rows = rng.choice(forms), reports[0].title, list[Row]()
        for at, told in enumerate(reports):
            name = told.title if title else same
            shown = form.format(han=_HAN[at], arabic=at + 1, title=name)
            rows += begun([Row(shown, at, "title"), *rows_of(told, at)], name)
        return rows

    return border


def broken_titles(reports: Sequence[Told], _: random.Random) -> list[Row]:
    """A linker broke the title, which stands below once more as a whole."""
    rows: list[Row] = []
    for at, told in enumerate(reports):
        word = _LINKED.search(told.title)
        halves = [told.title[: word.start()], f"{word[0]}。"] if word and word.start() else []
        above = [Row(half, at, "page") for half in halves]
        rows += begun([*above, Row(told.title, at, "title"), *rows_of(told, at)], told.title)
    return rows


def running_titles(rows: list[Row], rng: random.Random) -> list[Row]:
    """The title of the open report with the number of its printed page, above each sheet."""
    done: list[Row] = []
    title, sheet = "", 0
    form = rng.choice(("{} 第 {} 页", "{}　{}", "- {} - {} -", "第{1}页 {0}"))
    for row in rows:
        if row.begins:
            title, sheet = row.text if row.role == "title" else "", 1
        due = title and len(done) % _SHEET == _SHEET - 1 and not row.begins
        if due:
            sheet += 1
            head = Row(form.format(title, sheet), row.report, "page")
            done += _divided(row, head)
        else:
            done.append(row)
    return done


def _divided(row: Row, head: Row) -> list[Row]:
    """A running title above a row, or in the middle of a long one."""
    comma = row.text.find("，", _MIN_DIVIDED // 2)
    if row.role != "text" or len(row.text) < _MIN_DIVIDED or comma < 0 or len(row.labels) != 1:
        return [head, row]
    rest = replace(row, text=row.text[comma + 1 :], labels=(), begins=False, goes_on=True)
    return [replace(row, text=row.text[: comma + 1]), head, rest] if rest.text else [head, row]


def listed_on_a_line(rows: list[Row], _: random.Random) -> list[Row]:
    """The outermost headings of a report on one line below its title."""
    done: list[Row] = []
    for row in rows:
        done.append(row)
        if row.begins and row.role == "title":
            heads = [
                other.text
                for other in rows
                if other.report == row.report and other.role == "heading" and _is_outer(other)
            ]
            if len(heads) >= _MIN_LISTED:
                done.append(Row(f"目录 {' '.join(heads)}", row.report, "page"))
    return done


def _is_outer(row: Row) -> bool:
    first = row.labels[0] if len(row.labels) == 1 else None
    return isinstance(first, Heading) and first.levels == {1} and bool(first.number)


ODD_CHANGES: dict[str, Change] = {
    "misnumbered": misnumbered,
    "mixed-numbers": mixed_numbers,
    "addressed-again": addressed_again,
    "signed": signed,
    "tabled": tabled,
}
ODD_BORDERS: dict[str, Border] = {
    "odd-marks": ordinals(
        (
            "（{han}）{title}：",
            "★{title}（{arabic}）",
            "第{arabic}篇 {title}",
            "范文 {arabic}：{title}",
            "【{title}{han}】",
        ),
        True,
    ),
    "odd-ordinals": ordinals(
        (
            "{title}之{han}",
            "{title}（{han}）",
            "{title}（第{han}篇）",
            "{title}800字（{han}）",
            "{title}【篇{han}】",
        ),
        False,
    ),
    "broken-titles": broken_titles,
}
