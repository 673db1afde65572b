"""Nothing is missed: through every engine, any query finds what a plain scan finds."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from builders import entry, open_test_index, write_index
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_oracle import Joined, Leaf, Query, facets_of, highlights, looked_for, passages_of, satisfies

from archive.index.engines import ENGINES
from archive.model import DOC_TYPES, SECTION_TYPES, Entry
from archive.search import Match, Request, language, search

# Each stands for a kind: both scripts, words of one and of more characters, accents (composed or
# not), ligatures, what folds to more or fewer characters, other planes, punctuation, white space.
HAN = "意识形态工作网路絡裏信息與或非一𠮷𪚥"
LATIN = "abgGＧxé5２0İßﬁ"
FOLDING = "㈱㍿①½\u0301\u0327\u1100\u1161\u11a8Σς"
SIGNS = " \u3000\n×、。“”（)-+*:&|.'…"
TEXT = st.text(HAN * 3 + LATIN * 2 + FOLDING + SIGNS, max_size=24) | st.text(max_size=12)
UNITS = ["甲局", "乙镇人民政府", "Ａ縣网信办"]
PERIODS = ["上半年", "一季度"]

ONE_WORD = re.compile(r"[^\W_][\w.]*")
BARE_VALUE = re.compile(r"\w+")
QUOTES = ['""', "＂＂", "“”", "「」", "『』"]
JOINS = {
    "and": [" ", " AND ", " & ", "＆", " ＡＮＤ ", " 与 ", " +", "　"],
    "or": [" OR ", "|", " ｜ ", " || ", " ＯＲ ", " 或 "],
    "not": ["-", "－", "NOT ", "非 ", "ＮＯＴ "],
}
BRACKETS = ["()", "（）"]
NAMES = {
    "type": ["type", "类型", "ＴＹＰＥ"],
    "year": ["year", "年份"],
    "unit": ["unit", "單位"],
    "title": ["title", "标题"],
    "doc": ["doc", "doc-type", "文种"],
    "period": ["period", "时期"],
    "file": ["file", "文件"],
    "id": ["id", "编号"],
}


@st.composite
def archives(draw: st.DrawFn) -> list[Entry]:
    size = draw(st.integers(1, 8))
    return [
        entry(
            draw(st.lists(TEXT, max_size=3)),
            heading=draw(st.none() | TEXT.filter(bool)),
            path=f"{n % 3}.txt",
            types=tuple(draw(st.sets(st.sampled_from(SECTION_TYPES[:4]), min_size=1, max_size=2))),
            year=draw(st.none() | st.integers(2018, 2021)),
            unit=draw(st.none() | st.sampled_from(UNITS)),
            doc_type=draw(st.sampled_from(DOC_TYPES[:2])),
            title=draw(st.none() | st.sampled_from(["工作總結", "述职报告"])),
            period=draw(st.none() | st.sampled_from(PERIODS)),
            report=n % 4,
            ordinal=n + 1,
        )
        for n in range(size)
    ]


@st.composite
def pieces(draw: st.DrawFn, items: list[Entry]) -> str:
    """A text of 1 to 12 characters, mostly out of the archive."""
    texts = [
        t for i in items for t in (i.section.heading or "", *(p.text for p in i.section.paragraphs)) if t
    ]
    if not texts or draw(st.integers(0, 4)) == 0:
        return draw(st.text(HAN + LATIN + FOLDING, min_size=1, max_size=12))
    text = draw(st.sampled_from(texts))
    start = draw(st.integers(0, len(text) - 1))
    return text[start : start + draw(st.integers(1, 12))]


@st.composite
def leaves(draw: st.DrawFn, items: list[Entry]) -> Leaf:
    kind = draw(st.sampled_from(["word"] * 4 + ["phrase"] * 3 + ["prefix"] * 2 + sorted(NAMES)))
    if kind in ("word", "phrase", "prefix"):
        text = draw(pieces(items))
        if (kind != "phrase" and not ONE_WORD.fullmatch(text)) or text in ("与", "與", "或", "非"):
            kind = "phrase"
        return Leaf(kind, (text if text.strip() else "工",))
    values = {
        "type": st.sampled_from(SECTION_TYPES[:4]),
        "year": st.sampled_from(["2018", "2019..2020", "2020..", "..2019"]),
        "unit": st.sampled_from(["局", "人民", "a县", "Ａ縣网信办"]),
        "title": st.sampled_from(["总结", "總結", "报告"]),
        "doc": st.sampled_from(DOC_TYPES[:3]),
        "period": st.sampled_from([*PERIODS, "下半年"]),
        "file": st.sampled_from(["1", "0.txt"]),
        "id": st.sampled_from([items[0].section.id, items[-1].report.id]),
    }
    return Leaf(kind, tuple(draw(st.lists(values[kind], min_size=1, max_size=2))))


@st.composite
def queries(draw: st.DrawFn, items: list[Entry]) -> Query:
    def grown(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        joined = st.builds(Joined, st.sampled_from(["and", "or"]), several)
        return joined | inner.map(lambda item: Joined("not", (item,)))

    return draw(st.recursive(leaves(items), grown, max_leaves=5))


@st.composite
def written(draw: st.DrawFn, query: Query) -> str:
    """One of the many ways to type a query."""
    if isinstance(query, Leaf):
        return draw(written_leaf(query))
    parts = [draw(written(item)) for item in query.items]
    parts = [
        _bracketed(draw, part) if isinstance(i, Joined) else part
        for part, i in zip(parts, query.items, strict=True)
    ]
    if query.kind == "not":
        return draw(st.sampled_from(JOINS["not"])) + parts[0]
    sign = draw(st.sampled_from(JOINS[query.kind]))
    return sign.join(parts)


def _bracketed(draw: st.DrawFn, text: str) -> str:
    left, right = draw(st.sampled_from(BRACKETS))
    return f"{left}{text}{right}"


@st.composite
def written_leaf(draw: st.DrawFn, leaf: Leaf) -> str:
    if leaf.kind == "word":
        return leaf.values[0]
    if leaf.kind == "prefix":
        return leaf.values[0] + draw(st.sampled_from("*＊"))
    if leaf.kind == "phrase":
        return draw(quoted(leaf.values[0]))
    values = [v if BARE_VALUE.fullmatch(v) or leaf.kind == "year" else draw(quoted(v)) for v in leaf.values]
    comma = draw(st.sampled_from([",", "，", "、"]))
    return draw(st.sampled_from(NAMES[leaf.kind])) + draw(st.sampled_from(":：")) + comma.join(values)


@st.composite
def quoted(draw: st.DrawFn, text: str) -> str:
    left, right = draw(st.sampled_from([pair for pair in QUOTES if pair[1] not in text or pair == '""']))
    if left in '"＂':
        text = re.sub(r'["＂\\]', r"\\\g<0>", text)
    return left + text + right


def check(engine: str, items: list[Entry], asked: list[tuple[Query, str]]) -> None:
    """Compare ids, totals, facets and highlights of each query with the plain scan's."""
    folder = Path(tempfile.mkdtemp())
    try:
        write_index(folder, items, engine)
        with open_test_index(folder) as index:
            for query, text in asked:
                request = Request(text, match=Match.ALL, limit=None, fold=False)
                found = search(index.snapshot, request, language())
                expected = [item for item in items if satisfies(item, query)]
                assert {h.section.id for h in found.hits} == {i.section.id for i in expected}, text
                assert found.total == len(found.hits) == len(expected)
                assert found.facets == facets_of(expected)
                by_id = {item.section.id: item for item in expected}
                for hit in found.hits:
                    item = by_id[hit.section.id]
                    assert [(p.text, p.highlights) for p in hit.passages] == passages_of(item, query), text
                    heading = highlights(item.section.heading or "", looked_for(query))
                    assert hit.heading_highlights == heading, text
    finally:
        shutil.rmtree(folder)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Entry], list[tuple[Query, str]]]:
    items = draw(archives())
    asked = draw(st.lists(queries(items), min_size=1, max_size=4))
    return items, [(query, draw(written(query))) for query in asked]


HEALTH = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.mark.parametrize("engine", list(ENGINES))
@settings(max_examples=300, deadline=None, suppress_health_check=HEALTH)
@given(case=cases())
def test_any_query_finds_and_marks_what_the_scan_does(
    engine: str, case: tuple[list[Entry], list[tuple[Query, str]]]
) -> None:
    check(engine, *case)


@pytest.mark.slow
@pytest.mark.parametrize("engine", list(ENGINES))
@settings(max_examples=20_000, deadline=None, suppress_health_check=HEALTH)
@given(case=cases())
def test_any_of_many_queries_finds_and_marks_what_the_scan_does(
    engine: str, case: tuple[list[Entry], list[tuple[Query, str]]]
) -> None:
    check(engine, *case)
