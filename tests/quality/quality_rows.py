"""The shapes of pages: how their reports are told apart, and what sites and converters do to lines.

`CHANGES`, `BORDERS` and `FINISHES` name all shapes; `quality_shapes` says what the three kinds are.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from opencc import OpenCC
from quality_labels import Heading
from quality_odd_rows import ODD_BORDERS, ODD_CHANGES, listed_on_a_line, running_titles
from quality_shapes import (
    PAGE_TITLES,
    Border,
    Change,
    Finish,
    Row,
    Told,
    begun,
    masked,
    renumbered,
    rewidened,
    rows_of,
    shown_number,
    unnumbered,
)

_NARROW = str.maketrans("，：；？！（）", ",:;?!()")
_WIDE = str.maketrans(",:;?!()", "，：；？！（）")
# Words that keyword linkers make links of, inside a sentence.
_LINKED = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:工作总结|总结|工作计划|计划|心得体会|报告|汇报|方案|制度|合同)(?=[\u4e00-\u9fff，。,])"
)
# What stands at the end of titles, and what could stand there.
_KIND = re.compile(r"(?:工作)?(?:总结|小结|汇报|计划|要点)$")
_UNUSUAL = ("工作纪实", "经验材料", "工作成果", "交流材料", "工作亮点", "典型做法")
_COMMA = re.compile(r"[,，]")
_CLOSED = "。:：?？!！"
# Where an opening paragraph is longer, a title that runs into it is told by what follows.
_LONG = 30
# Of the width of a printed line, in characters.
_WIDTHS = range(30, 41)
_HEADS = (
    "当前位置：首页 > 范文大全 > 工作总结 > 正文",
    "时间：2022-03-18 10:21:07 来源：网络 作者：佚名 阅读：1204次",
    "以下是小编为大家整理的相关范文，欢迎阅读与收藏，希望对大家有所帮助。",
)
_TAILS = (
    "本文来源于网络，版权归原作者所有，如有侵权请联系我们删除。",
    "上一篇：没有了  下一篇：返回列表",
    "Copyright © 2010-2024 版权所有 备案号：沪ICP备12345678号",
)


def own_titles(reports: Sequence[Told], _: random.Random) -> list[Row]:
    """Each report below its own title."""
    return [row for at, told in enumerate(reports) for row in _titled(told, at, told.title, told.title)]


def _titled(told: Told, at: int, shown: str, name: str) -> list[Row]:
    head = [Row(shown, at, "title")] if shown else []
    return begun([*head, *rows_of(told, at)], name)


def marked(forms: Sequence[str], title: bool) -> Border:
    """Each report below its number in the page (the {} of a form), with its title or without one."""

    def border(reports: Sequence[Told], rng: random.Random) -> list[Row]:
        form, rows = rng.choice(forms), [Row(_page_title(reports, rng), 0, "page")]
        for at, told in enumerate(reports):
            number = form.format(
                han="一二三四五六七八九十"[at], arabic=at + 1, title=told.title if title else ""
            )
            rows += _titled(told, at, number.strip(), told.title if title else "")
        return rows

    return border


def _page_title(reports: Sequence[Told], rng: random.Random) -> str:
    return f"{rng.choice(PAGE_TITLES)}({rng.choice(('实用', '精选', '通用'))}{len(reports)}篇)"


def repeated(numbers: bool, page: bool, numbered_apart: str = "") -> Border:
    """All reports below one title, with an ordinal behind it or without, on a page named or not."""

    def border(reports: Sequence[Told], rng: random.Random) -> list[Row]:
        title = rng.choice(PAGE_TITLES)
        rows = [Row(f"{title}(实用{len(reports)}篇)", 0, "page")] if page else []
        for at, told in enumerate(reports):
            rows += _titled(told, at, f"{title}{numbered_apart}{at + 1}" if numbers else title, title)
        return rows

    return border


def midway(reports: Sequence[Told], _: random.Random) -> list[Row]:
    """The page begins within its first report, below the title that a viewer's page number follows."""
    rows = own_titles(reports, _)
    first = [row for row in rows if row.report == 0]
    heads = [at for at, row in enumerate(first) if at and row.role == "heading"]
    kept = begun(first[heads[len(heads) // 2] :]) if len(heads) > 1 else first
    return [Row(f"{reports[0].title}(第20/30页)", 0, "page"), *kept, *rows[len(first) :]]


def untitled(reports: Sequence[Told], _: random.Random) -> list[Row]:
    """No title at all: what is left shows where a report begins."""
    return [row for at, told in enumerate(reports) for row in begun(rows_of(told, at))]


def glued_behind(numbered: bool) -> Border:
    """The title runs into the first line of its report; it is the same one with an ordinal, or its own."""

    def border(reports: Sequence[Told], rng: random.Random) -> list[Row]:
        rows, same = [], rng.choice(PAGE_TITLES)
        for at, told in enumerate(reports):
            first, *rest = rows_of(told, at)
            title = f"{same}{at + 1}" if numbered else told.title
            name = same if numbered else told.title
            rows += begun([replace(first, text=title + first.text), *rest], name)
        return rows

    return border


def glued_before(reports: Sequence[Told], rng: random.Random) -> list[Row]:
    """A common title with an ordinal runs on from the last line of the report before it."""
    rows: list[Row] = []
    same = rng.choice(PAGE_TITLES)
    for at, told in enumerate(reports):
        title = f"{same}{at + 1}"
        own = begun(rows_of(told, at), same)
        if rows:
            rows[-1] = replace(rows[-1], text=rows[-1].text + title)
            own[0] = replace(own[0], above=True)
        else:
            own = _titled(told, at, title, same)
        rows += own
    return rows


def unusual_titles(reports: Sequence[Told], rng: random.Random) -> list[Row]:
    """Titles that end with no known kind of document, on a page that is named as a collection."""
    rows = [Row(_page_title(reports, rng), 0, "page")]
    for at, told in enumerate(reports):
        title = _KIND.sub(lambda _: rng.choice(_UNUSUAL), told.title)
        rows += _titled(told, at, title, title)
    return rows


def listed_titles(reports: Sequence[Told], rng: random.Random) -> list[Row]:
    """A table of contents on one line, and the same titles with their numbers below."""
    title = rng.choice(PAGE_TITLES)
    entries = "".join(f"{title}{at + 1}{3 * at + 1}" for at in range(len(reports)))
    return [Row(entries, 0, "page"), *repeated(numbers=True, page=False)(reports, rng)]


def run_together(rows: list[Row], _: random.Random) -> list[Row]:
    """Numbered headings run into what follows them, without a stop: 一、工作开展情况我局…."""
    done: list[Row] = []
    for row in rows:
        above = done[-1] if done else None
        if above and _opens(above) and above.role == "heading" and above.report == row.report:
            joint = above.text[-1] not in _CLOSED
            labels = (*above.labels, *row.labels)
            done[-1:] = (
                [replace(above, text=above.text + row.text, role=row.role, labels=labels)]
                if joint
                else [above, row]
            )
        else:
            done.append(row)
    return done


def run_in(rows: list[Row], _: random.Random) -> list[Row]:
    """Numbered headings on the lines of their texts, closed by a full stop."""
    done: list[Row] = []
    for row in rows:
        above = done[-1] if done else None
        heads = above is not None and _opens(above) and above.role == "heading"
        if above and heads and row.role == "text" and above.report == row.report:
            stop = "" if above.text[-1] in _CLOSED else "。"
            labels = (*above.labels, *row.labels)
            done[-1] = replace(above, text=above.text + stop + row.text, role="text", labels=labels)
        else:
            done.append(row)
    return done


def first_inner(rows: list[Row], _: random.Random) -> list[Row]:
    """A heading and its first inner one on one line: 一、工作开展情况(一)加强领导."""
    done: list[Row] = []
    for row in rows:
        above = done[-1] if done else None
        if above and above.role == "heading" and row.role == "heading" and above.labels and row.labels:
            done[-1] = replace(above, text=above.text + row.text, labels=(*above.labels, *row.labels))
        else:
            done.append(row)
    return done


def behind_texts(rows: list[Row], _: random.Random) -> list[Row]:
    """Numbered headings on the line of the paragraph before them: …。二、存在的问题."""
    done: list[Row] = []
    for row in rows:
        above = done[-1] if done else None
        head = row.labels[0] if row.labels and isinstance(row.labels[0], Heading) else None
        fits = above and above.role == "text" and above.text.endswith("。") and not row.begins
        if above and head and fits and head.number:
            done[-1] = replace(
                above, text=above.text + row.text, role=row.role, labels=(*above.labels, *row.labels)
            )
        else:
            done.append(row)
    return done


def numbers_alone(rows: list[Row], rng: random.Random) -> list[Row]:
    """Some numbers of headings on lines of their own."""
    done: list[Row] = []
    for row in rows:
        head = row.labels[0] if row.labels and isinstance(row.labels[0], Heading) else None
        number = shown_number(head.number).strip() if head else ""
        if number and row.role == "heading" and row.text.startswith(number) and rng.random() < 0.4:
            done.append(replace(row, text=number))
            done.append(
                replace(row, text=row.text[len(number) :].strip(), labels=(), begins=False, goes_on=True)
            )
        else:
            done.append(row)
    return done


def broken_heads(rows: list[Row], _: random.Random) -> list[Row]:
    """Headings in two parts broken behind their comma."""
    done: list[Row] = []
    for row in rows:
        comma = _COMMA.search(row.text) if row.role == "heading" else None
        if comma and len(row.labels) == 1:
            done.append(replace(row, text=row.text[: comma.end()]))
            done.append(replace(row, text=row.text[comma.end() :], labels=(), begins=False, goes_on=True))
        else:
            done.append(row)
    return done


def first_listed(rows: list[Row], _: random.Random) -> list[Row]:
    """The outermost headings of a report listed before its text."""
    done: list[Row] = []
    for at, row in enumerate(rows):
        done.append(row)
        following = rows[at + 1] if at + 1 < len(rows) else None
        if row.begins and following and row.role == "title":
            done += _list_of(row.report, rows)
    return done


def _list_of(report: int, rows: Sequence[Row]) -> list[Row]:
    heads = (row for row in rows if row.report == report and row.role == "heading" and len(row.labels) == 1)
    outer = [row for row in heads if isinstance(row.labels[0], Heading) and row.labels[0].levels == {1}]
    numbered = all(isinstance(row.labels[0], Heading) and row.labels[0].number for row in outer)
    if len(outer) < 3 or not numbered:
        return []
    return [replace(row, role="page", labels=(), begins=False) for row in outer]


def hard_wraps(rows: list[Row], rng: random.Random) -> list[Row]:
    """All lines cut at one width, as a PDF leaves them."""
    width = rng.choice(_WIDTHS)
    done: list[Row] = []
    for row in rows:
        pieces = [row.text[at : at + width] for at in range(0, len(row.text), width)]
        done.append(replace(row, text=pieces[0]))
        done += [replace(row, text=piece, labels=(), begins=False, goes_on=True) for piece in pieces[1:]]
    return done


def inner_blanks(rows: list[Row], rng: random.Random) -> list[Row]:
    """Blanks inside the sentences of long lines, one in some 25 characters."""

    def spaced(text: str) -> str:
        return re.sub(
            r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", lambda _: " " if rng.random() < 0.04 else "", text
        )

    return [
        replace(row, text=row.text[:20] + spaced(row.text[20:-4]) + row.text[-4:])
        if row.role == "text" and len(row.text) > 60
        else row
        for row in rows
    ]


def linked(rows: list[Row], rng: random.Random) -> list[Row]:
    """A word in every other text that has one on a line of its own, as keyword linkers leave it."""
    done: list[Row] = []
    for row in rows:
        found = list(_LINKED.finditer(row.text, 12)) if row.role == "text" else []
        hit = rng.choice(found) if found and rng.random() < 0.5 else None
        if hit is None or len(row.text) - hit.end() < 2:
            done.append(row)
            continue
        rest = row.text[hit.end() :]
        done.append(replace(row, text=row.text[: hit.start()] + "。"))
        done += [
            replace(row, text=text, labels=(), begins=False, goes_on=True) for text in (f"{hit[0]}。", rest)
        ]
    return done


def jammed(rows: list[Row], rng: random.Random) -> list[Row]:
    """Discuz strings behind a third of the lines, and on lines of their own."""

    def string() -> str:
        return "".join(
            f"{chr(rng.randint(32, 59))} {chr(rng.randint(63, 126))}" for _ in range(rng.randint(5, 12))
        )

    done: list[Row] = []
    for row in rows:
        kind = rng.random()
        done.append(replace(row, text=row.text + string()) if kind < 0.2 and row.role == "text" else row)
        if kind > 0.85:
            done.append(Row(string().strip(), row.report, "page"))
    return done


def noisy(rows: list[Row], rng: random.Random) -> list[Row]:
    """What a site puts above and below."""
    above = [Row(text, 0, "page") for text in _HEADS]
    below = [Row(text, rows[-1].report, "page") for text in _TAILS]
    return [*above, *rows, *below]


def doubled(rows: list[Row], _: random.Random) -> list[Row]:
    """Every title twice."""
    again = ([row, replace(row, begins=False)] if row.role == "title" else [row] for row in rows)
    return [row for pair in again for row in pair]


def indented(rows: list[Row], _: random.Random) -> list[Row]:
    """Paragraphs and headings behind two ideographic blanks, as a word processor exports them."""
    return [replace(row, text="\u3000\u3000" + row.text) if row.role != "title" else row for row in rows]


def converted(config: str) -> Finish:
    """All text in Traditional characters."""

    def finish(rows: list[Row], _: random.Random) -> list[Row]:
        return [replace(row, text=_converter(config).convert(row.text)) for row in rows]

    return finish


def retyped(table: Mapping[int, str]) -> Finish:
    """All headings with other signs."""

    def finish(rows: list[Row], _: random.Random) -> list[Row]:
        return [_retyped(row, table) if _opens(row) else row for row in rows]

    return finish


def _opens(row: Row) -> bool:
    return any(isinstance(label, Heading) and label.number for label in row.labels)


def _retyped(row: Row, table: Mapping[int, str]) -> Row:
    return replace(row, text=row.text[:5].translate(table) + row.text[5:])


@cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


CHANGES: dict[str, Change] = {
    "numbers-1-(1)": renumbered(("1、", "(1)", "①")),
    "numbers-1-1.1": renumbered(("1.", "(1)", "①")),
    "numbers-part": renumbered(("第一部分", "一", "(一)")),
    "numbers-chapter": renumbered(("第一章", "第一节", "一")),
    "numbers-encl": renumbered(("一", "㈠", "1.")),
    "numbers-paren": renumbered(("(一)", "1.", "(1)")),
    "numbers-roman": renumbered(("Ⅰ.", "1.", "(1)")),
    "numbers-letters": renumbered(("一", "A.", "a.")),
    "numbers-stems": renumbered(("甲、", "一", "(一)")),
    "unnumbered": unnumbered,
    **ODD_CHANGES,
    "masked": masked,
    "narrow": rewidened(_NARROW),
    "wide": rewidened(_WIDE),
}
BORDERS: dict[str, Border] = {
    "own-titles": own_titles,
    "marked-titles": marked(
        (
            "篇{arabic}：{title}",
            "第{han}篇 {title}",
            "【篇{han}】{title}",
            "({arabic}){title}",
            "{han}、{title}",
            "Part{arabic} {title}",
            "范文{han}：{title}",
        ),
        True,
    ),
    "marks-alone": marked(
        ("篇{arabic}：", "第{han}篇", "【篇{han}】", "篇{han}", "Part {arabic}", "范文{han}"), False
    ),
    "repeated": repeated(numbers=False, page=False),
    "repeated-page": repeated(numbers=False, page=True),
    "repeated-nth": repeated(numbers=True, page=True),
    "repeated-pian": repeated(numbers=True, page=True, numbered_apart=" 篇"),
    "midway": midway,
    "untitled": untitled,
    "glued-nth": glued_behind(numbered=True),
    "glued-own": glued_behind(numbered=False),
    "glued-before": glued_before,
    "unusual-titles": unusual_titles,
    "contents-line": listed_titles,
    **ODD_BORDERS,
}
FINISHES: dict[str, Finish] = {
    "listed": first_listed,
    "listed-line": listed_on_a_line,
    "running-titles": running_titles,
    "doubled": doubled,
    "number-dot": retyped(str.maketrans("、", ".")),
    "number-comma": retyped(str.maketrans("、", "，")),
    "bopomofo": retyped(str.maketrans("一", "ㄧ")),
    "wide-brackets": retyped(str.maketrans("()", "（）")),
    "run-together": run_together,
    "run-in": run_in,
    "first-inner": first_inner,
    "behind-texts": behind_texts,
    "numbers-alone": numbers_alone,
    "broken-heads": broken_heads,
    "linked": linked,
    "jammed": jammed,
    "inner-blanks": inner_blanks,
    "hard-wraps": hard_wraps,
    "noisy": noisy,
    "indented": indented,
    "taiwan": converted("s2tw"),
    "hongkong": converted("s2hk"),
}


def in_order(names: Iterable[str]) -> list[str]:
    """Names of shapes in the order in which they are applied. Raises SystemExit for an unknown one."""
    known = [*CHANGES, *BORDERS, *FINISHES]
    wrong = set(names) - set(known)
    if wrong:
        raise SystemExit(f"no such shape: {', '.join(sorted(wrong))}; there are {', '.join(known)}")
    return [name for name in known if name in set(names)]
