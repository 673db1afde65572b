"""Random archives and random queries, written in the many ways in which people type them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from random import Random

from builders import entry
from hypothesis import strategies as st
from search_oracle import Joined, Leaf, Query, facets_of, highlights, looked_for, passages_of

from archive.model import DOC_TYPES, SECTION_TYPES, Entry, Results

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
# Hypothesis also draws the strings that stand in the sources, so these do come up as text.
OPERATORS = {"与", "與", "或", "非", "AND", "OR", "NOT"}
BARE_VALUE = re.compile(r"\w+")
QUOTES = ['""', "＂＂", "“”", "「」", "『』"]
JOINS = {
    "and": [" ", " AND ", " & ", "＆ ", " ＡＮＤ ", " 与 ", " +", "　"],
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


ROWS = st.fixed_dictionaries(
    {
        "paragraphs": st.lists(TEXT, max_size=3),
        "heading": st.none() | TEXT.filter(bool),
        "types": st.sets(st.sampled_from(SECTION_TYPES[:4]), min_size=1, max_size=2).map(tuple),
        "year": st.none() | st.integers(2018, 2021),
        "unit": st.none() | st.sampled_from(UNITS),
        "doc_type": st.sampled_from(DOC_TYPES[:2]),
        "title": st.none() | st.sampled_from(["工作總結", "述职报告"]),
        "period": st.none() | st.sampled_from(PERIODS),
    }
)


def _archive(rows: list[dict[str, object]]) -> list[Entry]:
    """The rows as sections of three files and four reports."""
    return [
        entry(**row, path=f"{n % 3}.txt", report=n % 4, ordinal=n + 1)  # type: ignore[arg-type]
        for n, row in enumerate(rows)
    ]


ARCHIVES = st.lists(ROWS, min_size=1, max_size=8).map(_archive)


@dataclass(frozen=True)
class Draft:
    """A leaf before the archive is known: which of its texts, and what of it; or a text of its own."""

    kind: str
    which: int
    start: int
    length: int
    own: str | None

    def leaf(self, items: list[Entry]) -> Leaf:
        """The leaf for this archive; a word that cannot be typed without quotes is a phrase."""
        if self.kind in VALUES:
            return Leaf(self.kind, (VALUES[self.kind][self.which % len(VALUES[self.kind])],))
        if self.kind == "id":
            item = items[self.which % len(items)]
            return Leaf("id", (item.section.id, item.report.id)[: 1 + self.start % 2])
        text = self._text(items)
        typed = ONE_WORD.fullmatch(text) and unicodedata.normalize("NFKC", text) not in OPERATORS
        return Leaf(self.kind if typed else "phrase", (text if text.strip() else "工",))

    def _text(self, items: list[Entry]) -> str:
        texts = [t for i in items for t in (i.section.heading, *(p.text for p in i.section.paragraphs)) if t]
        if self.own or not texts:
            return self.own or "工"
        text = texts[self.which % len(texts)]
        start = self.start % len(text)
        return text[start : start + self.length]


VALUES = {
    "type": SECTION_TYPES[:4],
    "year": ["2018", "2019..2020", "2020..", "..2019"],
    "unit": ["局", "人民", "a县", "Ａ縣网信办"],
    "title": ["总结", "總結", "报告"],
    "doc": DOC_TYPES[:3],
    "period": [*PERIODS, "下半年"],
    "file": ["1", "0.txt"],
}
DRAFTS = st.builds(
    Draft,
    kind=st.sampled_from(["word"] * 4 + ["phrase"] * 3 + ["prefix"] * 2 + sorted(NAMES)),
    which=st.integers(0, 40),
    start=st.integers(0, 24),
    length=st.integers(1, 12),
    own=st.none() | st.text(HAN + LATIN + FOLDING, max_size=12),
)


def _grown(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.builds(Joined, st.sampled_from(["and", "or"]), several) | inner.map(
        lambda i: Joined("not", (i,))
    )


QUERIES = st.recursive(DRAFTS, _grown, max_leaves=5)


def resolved(query: Draft | Joined, items: list[Entry]) -> Query:
    """A drafted query for this archive."""
    if isinstance(query, Draft):
        return query.leaf(items)
    return Joined(query.kind, tuple(resolved(item, items) for item in query.items))


def written(query: Query, style: Random) -> str:
    """One of the many ways to type a query."""
    if isinstance(query, Leaf):
        return written_leaf(query, style)
    parts = [written(item, style) for item in query.items]
    for n, item in enumerate(query.items):
        if isinstance(item, Joined):
            left, right = style.choice(BRACKETS)
            parts[n] = left + parts[n] + right
    sign = style.choice(JOINS[query.kind])
    return sign + parts[0] if query.kind == "not" else sign.join(parts)


def written_leaf(leaf: Leaf, style: Random) -> str:
    if leaf.kind == "word":
        return leaf.values[0]
    if leaf.kind == "prefix":
        return leaf.values[0] + style.choice("*＊")
    if leaf.kind == "phrase":
        return quoted(leaf.values[0], style)
    bare = [leaf.kind == "year" or BARE_VALUE.fullmatch(value) for value in leaf.values]
    values = [v if is_bare else quoted(v, style) for v, is_bare in zip(leaf.values, bare, strict=True)]
    return style.choice(NAMES[leaf.kind]) + style.choice(":：") + style.choice(",，、").join(values)


def quoted(text: str, style: Random) -> str:
    left, right = style.choice([pair for pair in QUOTES if pair[1] not in text or pair == '""'])
    if left in '"＂':
        text = re.sub(r'["＂\\]', r"\\\g<0>", text)
    return left + text + right


def compare(found: Results, query: Query, expected: dict[str, Entry]) -> None:
    """Compare an answer with the sections that the scan found."""
    assert {hit.section.id for hit in found.hits} == set(expected)
    assert found.total == len(found.hits) == len(expected)
    assert found.facets == facets_of(list(expected.values()))
    for hit in found.hits:
        item = expected[hit.section.id]
        assert [(p.text, p.highlights) for p in hit.passages] == passages_of(item, query)
        assert hit.heading_highlights == highlights(item.section.heading or "", looked_for(query))


Case = tuple[list[Entry], list[tuple[Query, str]]]


def case(items: list[Entry], drafts: list[Draft | Joined], seed: int) -> Case:
    style = Random(seed)
    asked = [resolved(draft, items) for draft in drafts]
    return items, [(query, written(query, style)) for query in asked]


CASES = st.builds(case, ARCHIVES, st.lists(QUERIES, min_size=1, max_size=4), st.integers(0, 1 << 32))
