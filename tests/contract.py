"""What every engine must find: random archives, random expressions, and the words of the design as code.

It is written a second time, on purpose: it shares no code with the engines but `fold`.
"""

from __future__ import annotations

from collections import Counter

from builders import entry
from hypothesis import strategies as st
from search_oracle import facets_of

from archive.fold import fold
from archive.index.engines.base import Order, Snapshot
from archive.index.expr import All, Any, Atom, Expr, Not, Where
from archive.index.ranking import Ranking
from archive.model import SECTION_TYPES, Entry
from archive.segment import segmenter

TEXT = st.text(alphabet="意识形态工作网路絡裏信息5gGＧ2０ xX×、。“”(一)\u3000𠮷é-", max_size=24)
PIECE = st.text(alphabet="意识形态工作网路絡信息5gG2０ x、。一𠮷é", min_size=1, max_size=6)


def latin(char: str) -> bool:
    return (char.isascii() and char.isalnum()) or char in "é"


def occurs(atom: Atom, text: str) -> bool:
    """The design's sentence on atoms, letter by letter."""
    folded = fold(text)
    for at in range(len(folded)):
        end = at + len(atom.text)
        if folded[at:end] == atom.text:
            before, after = folded[at - 1 : at] if at else "", folded[end : end + 1]
            left = latin(atom.text[0]) and before and latin(before)
            right = latin(atom.text[-1]) and after and latin(after) and not atom.prefix
            if not left and not right:
                return True
    return False


def satisfies(item: Entry, expr: Expr) -> bool:
    match expr:
        case Atom():
            texts = [item.section.heading or "", *(p.text for p in item.section.paragraphs)]
            return any(occurs(expr, text) for text in texts)
        case Where("type", values):
            return bool(set(values) & set(item.section.types))
        case Where("year", values):
            return any(item.report.year == int(value) for value in values)
        case Where("unit", values):
            return item.report.unit is not None and any(value in item.report.unit for value in values)
        case Not(inner):
            return not satisfies(item, inner)
        case All(items):
            return all(satisfies(item, part) for part in items)
        case Any(items):
            return any(satisfies(item, part) for part in items)
    raise AssertionError(expr)


ROWS = st.fixed_dictionaries(
    {
        "paragraphs": st.lists(TEXT, max_size=3),
        "heading": st.none() | TEXT.filter(bool),
        "types": st.sampled_from(SECTION_TYPES[:3]).map(lambda name: (name,)),
        "year": st.none() | st.integers(2019, 2021),
        "unit": st.none() | st.sampled_from(["甲局", "乙镇"]),
    }
)


def _archive(rows: list[dict[str, object]]) -> list[Entry]:
    """The rows as sections of three files."""
    return [
        entry(**row, path=f"{n % 3}.txt", ordinal=n + 1)  # type: ignore[arg-type]
        for n, row in enumerate(rows)
    ]


# Made once: to make the strategies of each section anew took longer than to write and ask its index.
ARCHIVES = st.lists(ROWS, min_size=1, max_size=12).map(_archive)


def _atoms(piece: str, prefix: bool) -> Atom:
    return Atom(fold(piece).strip() or "工", prefix)


LEAF = st.one_of(
    st.builds(_atoms, PIECE, st.booleans()),
    st.builds(lambda v: Where("type", (v,)), st.sampled_from(SECTION_TYPES[:3])),
    st.builds(lambda v: Where("year", (v,)), st.sampled_from(["2019", "2020"])),
    st.builds(lambda v: Where("unit", (v,)), st.sampled_from(["甲", "镇"])),
)
WORDS = ["意识", "形态", "工作", "网络", "信息", "5g"]
EXPR = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(lambda items: All(tuple(items)), st.lists(inner, max_size=3)),
        st.builds(lambda items: Any(tuple(items)), st.lists(inner, max_size=3)),
    ),
    max_leaves=6,
)


def check_answers(snapshot: Snapshot, items: list[Entry], exprs: list[Expr]) -> None:
    """Compare ids, totals and facets with the sentences of the design."""
    for expr in exprs:
        selection = snapshot.select(expr)
        expected = [item for item in items if satisfies(item, expr)]
        assert sorted(selection.ids()) == sorted(item.section.id for item in expected), expr
        assert selection.total == len(expected)
        facets = selection.facets()
        assert {k: dict(v) for k, v in facets.items()} == facets_of(expected)


def first_page(snapshot: Snapshot, words: list[str]) -> list[tuple[float, Entry]]:
    """The first of all sections by relevance, with their scores."""
    ranking = Ranking(tuple(words), ("".join(words),))
    page = snapshot.select(All(())).page(ranking, Order.RELEVANCE, 0, 5)
    return [(round(hit.score, 6), hit.entry) for hit in page]


def words_of(items: list[Entry], prefix: str) -> list[tuple[str, int]]:
    """The words that begin with a prefix, each with the number of sections that have it."""
    cut = segmenter().words
    sections = [
        {
            word
            for text in (i.section.heading or "", *(p.text for p in i.section.paragraphs))
            for word in cut(fold(text))
        }
        for i in items
    ]
    counts = Counter(word for words in sections for word in words if word.startswith(prefix))
    return sorted(counts.items())
