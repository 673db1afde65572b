"""Labelled pages in other shapes: gold reports rearranged as pages of report sites have them.

What a report says does not depend on how a page shows it, so the labels stay right when reports of
several pages are put together, renumbered, run together, wrapped or converted. Such pages show which
shapes, and which pairs of them, are not understood yet (`score_shapes.py`). Only the pages of dev and
corpus are used.

A page is made in three steps: a `Change` rewrites reports with their labels (numbers, masks, width), a
`Border` lays reports out as rows, and a `Finish` rearranges the rows (`quality_rows`). All take a random
generator, so a seed says all about a page.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quality_labels import Heading, Page, Piece, Text

from archive.config import Settings
from archive.read import read_file

# Tests draw from collections of reports by offices, firms and persons, and some long reports: not from all,
# for what is drawn must not change with every page that joins the gold standard.
DRAWN_FROM = frozenset(
    (
        "factory_union_collection",
        "first_secretary_collection",
        "county_office_terse",
        "company_plans_linker",
        "forestry_glued_collection",
        "city_library_tw",
        "flood_control",
        "food_safety_selfcheck",
        "audit_bureau_long",
        "police_station_pages",
        "procuratorate_pages_traditional",
    )
)
# The page title of a collection, as report sites write it.
PAGE_TITLES = ("工作总结", "年度工作总结", "工作情况报告", "单位工作总结报告")
# A report with less text than this has nothing to begin or to end with.
MIN_TEXTS = 3
_HAN = "一二三四五六七八九十"
_FORMAL = "壹贰叁参肆伍陆柒捌玖拾甲乙丙丁戊己庚辛"
_NUMBERS = re.compile(rf"(?P<han>[{_HAN}]{{1,3}})|\((?P<paren>[{_HAN}]{{1,3}})\)|(?P<arabic>\d{{1,2}})\.?")
_OUTER = {"han": 0, "paren": 1, "arabic": 2}
_YEAR = re.compile(r"(20[0-2])(\d)(?=年)")


@dataclass(frozen=True, slots=True)
class Item:
    """A labelled element and its whole text; `joined` says that it stands on its heading's line."""

    label: Heading | Text
    text: str
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A report to be laid out: its title (empty where it has none), metadata and elements."""

    title: str
    fields: dict[str, tuple[str, ...]]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a page: the elements that begin on it, and the report that it belongs to.

    `role` is title, heading, text or page (what is of no report); `begins` marks the row on which a
    report begins, and `name` is the title that it has there; `goes_on` marks what continues the row
    above, and `above` says that the title ends that row.
    """

    text: str
    report: int
    role: str
    labels: tuple[Heading | Text, ...] = ()
    begins: bool = False
    name: str = ""
    goes_on: bool = False
    above: bool = False


Change = Callable[[Told, random.Random], Told]
Border = Callable[[Sequence[Told], random.Random], list[Row]]
Finish = Callable[[list[Row], random.Random], list[Row]]


def told_reports(pages: Iterable[Page], settings: Settings) -> list[Told]:
    """The reports of gold pages whose texts are known as a whole; regulations are left out."""
    found = (told for page in pages for told in _told(page, settings))
    return [told for told in found if _is_report(told)]


def _is_report(told: Told) -> bool:
    texts = sum(isinstance(item.label, Text) for item in told.items)
    return texts >= MIN_TEXTS and told.fields["doc_type"] != ("其他",)


def _told(page: Page, settings: Settings) -> Iterator[Told]:
    blocks = read_file(page.source, settings).blocks
    source = {block.lines[0]: block.text.strip() for block in blocks}
    for piece in page.pieces:
        neighbours = zip((None, *piece.elements), piece.elements, strict=False)
        items = [_item(before, element, source) for before, element in neighbours]
        known = [item for item in items if item]
        if len(known) == len(items):
            title = next(filter(None, piece.fields["title"]), "")
            yield Told(title, piece.fields, tuple(known))


def _item(before: Heading | Text | None, label: Heading | Text, source: dict[int, str]) -> Item | None:
    joined = isinstance(before, Heading) and isinstance(label, Text) and before.lines[1] == label.lines[0]
    if isinstance(label, Heading) or not label.cut:
        return Item(label, label.text, joined)
    line = source.get(label.lines[0], "")
    at = line.find(label.text)
    return Item(label, line[at:], joined) if at >= 0 and label.lines[0] == label.lines[1] else None


def shown_number(number: str) -> str:
    """A number as it stands before a heading."""
    if not number:
        return ""
    if re.fullmatch(rf"[{_HAN}]{{1,3}}|[{_FORMAL}]{{1,3}}", number):
        return f"{number}、"
    return f"{number}." if number.isdecimal() else number + (" " if number[0] == "第" else "")


def renumbered(forms: Sequence[str]) -> Change:
    """Give the usual schemes 一、 (一) 1. other forms, each with {} for the number as in `forms`.

    A form in 一 is counted in Han numerals, one in 1 in Arabic ones, one in ㈠ or ① in enclosed
    ones, one in Ⅰ in Roman ones, one in A, a or 甲 in letters.
    """

    def change(told: Told, _: random.Random) -> Told:
        if not all(_is_usual(item) for item in told.items):
            return told
        return replace(told, items=tuple(_with_number(item, forms) for item in told.items))

    return change


def _is_usual(item: Item) -> bool:
    """Whether a heading has one of the usual numbers on its usual level."""
    if not isinstance(item.label, Heading):
        return True
    found = _NUMBERS.fullmatch(item.label.number)
    return found is not None and item.label.levels == {1 + _OUTER[found.lastgroup or ""]}


def _with_number(item: Item, forms: Sequence[str]) -> Item:
    if not isinstance(item.label, Heading):
        return item
    found = _NUMBERS.fullmatch(item.label.number)
    if found is None:
        return item
    kind = found.lastgroup or ""
    value = int(found[kind]) if kind == "arabic" else _han_value(found[kind])
    number = _formed(forms[_OUTER[kind]], value)
    return replace(item, label=replace(item.label, number=number))


def _han_value(text: str) -> int:
    tens, _, ones = text.rpartition("十")
    return (10 * (_HAN.index(tens) + 1 if tens else 1) if "十" in text else 0) + (
        _HAN.index(ones) + 1 if ones else 0
    )


def _formed(form: str, value: int) -> str:
    han = _HAN[value - 1] if value <= 10 else "十" + _HAN[value - 11]
    for first, shown in (
        ("㈠", chr(0x3220 + value - 1)),
        ("①", chr(0x2460 + value - 1)),
        ("Ⅰ", chr(0x2160 + value - 1)),
        ("A", chr(ord("A") + value - 1)),
        ("a", chr(ord("a") + value - 1)),
        ("甲", "甲乙丙丁戊己庚辛壬癸"[min(value, 10) - 1]),
        ("一", han),
        ("1", str(value)),
    ):
        if first in form:
            return form.replace(first, shown)
    return form


def unnumbered(told: Told, _: random.Random) -> Told:
    """The outermost headings without their numbers, where all of them have one."""
    heads = [item.label for item in told.items if isinstance(item.label, Heading)]
    if not heads or not all(head.number and head.levels == {1} for head in heads):
        return told
    bare = (
        replace(item, label=replace(item.label, number="")) if isinstance(item.label, Heading) else item
        for item in told.items
    )
    return replace(told, items=tuple(bare))


def masked(told: Told, rng: random.Random) -> Told:
    """The last digit of every year masked, and the year with it."""
    mask = rng.choice(("x", "_", "*", "×"))

    def of(text: str, sign: str) -> str:
        return _YEAR.sub(rf"\1{sign}", text)

    items = tuple(
        Item(replace(item.label, text=of(item.label.text, "×")), of(item.text, mask), item.joined)
        for item in told.items
    )
    fields = told.fields | {"year": ("", *told.fields["year"])}
    return replace(
        told, title=of(told.title, mask), fields=fields | {"title": (of(told.title, "×"),)}, items=items
    )


def rewidened(table: dict[int, str]) -> Change:
    """All text with other punctuation."""

    def change(told: Told, _: random.Random) -> Told:
        items = tuple(
            Item(
                replace(item.label, text=item.label.text.translate(table)),
                item.text.translate(table),
                item.joined,
            )
            for item in told.items
        )
        return replace(told, items=items)

    return change


def rows_of(told: Told, report: int) -> list[Row]:
    """The elements of a report, each on a row, or a text behind its heading."""
    rows: list[Row] = []
    for item in told.items:
        if isinstance(item.label, Heading):
            rows.append(Row(shown_number(item.label.number) + item.text, report, "heading", (item.label,)))
        elif item.joined and rows and rows[-1].role == "heading":
            above = rows.pop()
            text = above.text + ("" if above.text[-1] in "。！？：:?!" else "。") + item.text
            rows.append(replace(above, text=text, role="text", labels=(*above.labels, item.label)))
        else:
            rows.append(Row(item.text, report, "text", (item.label,)))
    return rows


def begun(rows: Sequence[Row], name: str = "") -> list[Row]:
    """The rows of a report, the first of which begins it, and by which it is called `name`."""
    return [replace(rows[0], begins=True, name=name), *rows[1:]]


def page_of(name: str, rows: Sequence[Row], reports: Sequence[Told], source: Path, gap: int) -> Page:
    """Write the rows to `source`, `gap` empty lines between them, and give the page with its labels."""
    pieces: list[tuple[int, dict[str, tuple[str, ...]], list[Heading | Text]]] = []
    for at, row in enumerate(rows):
        number = 1 + at * (1 + gap)
        if row.begins:
            # Without a title of its own a report may have none, or what the page is called.
            title = {"title": (row.name,)} if row.name else {"title": ("", *PAGE_TITLES)}
            line = number - 1 - gap if row.above else number
            pieces.append((line, reports[row.report].fields | title, []))
        if row.goes_on and pieces and pieces[-1][2]:
            last = pieces[-1][2].pop()
            pieces[-1][2].append(replace(last, lines=(last.lines[0], number)))
        for label in row.labels:
            pieces[-1][2].append(replace(label, lines=(number, number)))
    lines = ("\n" * (1 + gap)).join(row.text for row in rows)
    source.write_text(lines + "\n", encoding="utf-8")
    return Page(name, source, tuple(Piece(line, fields, tuple(found)) for line, fields, found in pieces))
