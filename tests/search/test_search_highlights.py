"""Highlights are the occurrences in the text as displayed, also where folding changes lengths."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.fold import fold, fold_aligned
from archive.index.expr import All, Any, Atom, Not, positive_atoms
from archive.index.matching import occurrences
from archive.model import Span
from archive.search.snippets import highlights


@pytest.mark.parametrize(
    ("text", "atom", "marked"),
    [
        ("加强舆情监测,舆情引导。", "舆情", ["舆情", "舆情"]),
        ("網路輿情", "舆情", ["輿情"]),
        ("ＱＱ群与qq群", "qq", ["ＱＱ", "qq"]),
        # One character that folds to several is marked as a whole, whatever of it was found.
        ("某㈱公司", "株", ["㈱"]),
        ("某㈱公司", "(株)公司", ["㈱公司"]),
        ("㍿成立", "式会", ["㍿"]),
        ("前㍿成立", "会社成", ["㍿成"]),
        ("ﬁle表", "file", ["ﬁle"]),
        ("第①项", "1", ["①"]),
        ("½年", "1⁄2年", ["½年"]),
        ("İstanbul馆", "i\u0307stanbul", ["İstanbul"]),
        ("Straße路", "strasse", ["Straße"]),
        # What is composed is marked with its accents; an accent that composes with nothing stands apart.
        ("cafe\u0301馆", "café", ["cafe\u0301"]),
        ("e\u0315\u0301", "é", ["e\u0315\u0301"]),
        ("工\u0301作", "工", ["工"]),
        ("\u1100\u1161\u11a8字", "각", ["\u1100\u1161\u11a8"]),
        ("\u1100\u1161\u11a8字", "字", ["字"]),
        # A run of white space is one space.
        ("work  \u3000\t plan", "work plan", ["work  \u3000\t plan"]),
        ("甲  乙", "乙", ["乙"]),
        # Other planes, and what stands behind them.
        ("𠮷林省𪚥", "林省", ["林省"]),
        ("𠮷林省𪚥", "𪚥", ["𪚥"]),
        # Within a longer Latin word nothing is found.
        ("15G与5G", "5g", ["5G"]),
        ("2020年", "2020", ["2020"]),
        # Overlapping occurrences are joined.
        ("哈哈哈", "哈哈", ["哈哈哈"]),
    ],
)
def test_what_is_marked(text: str, atom: str, marked: list[str]) -> None:
    assert [text[a:b] for a, b in highlights([text], [Atom(fold(atom))])[0]] == marked


@given(
    st.lists(st.text("工作沈船坏子㈠一·—…１Ａ  \n㈱網", max_size=12), min_size=1, max_size=3),
    st.lists(st.sampled_from(["工作", "工", "一", "沉船", "网", "a", "1", "."]), min_size=1, max_size=3),
)
def test_what_is_marked_is_what_the_fold_has(texts: list[str], words: list[str]) -> None:
    atoms = [Atom(word) for word in words]
    for text, marked in zip(texts, highlights(texts, atoms), strict=True):
        aligned = fold_aligned(text)
        found = [aligned.source(*span) for atom in atoms for span in occurrences(atom, aligned.folded)]
        assert _covered(marked) == _covered(found)


def _covered(spans: Iterable[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def test_occurrences_of_several_atoms_are_joined_where_they_overlap_and_not_where_they_touch() -> None:
    atoms = [Atom("意识形态"), Atom("形态工作"), Atom("责任")]
    assert highlights(["意识形态工作责任"], atoms) == [((0, 6), (6, 8))]


def test_what_is_excluded_is_not_marked_but_what_is_excluded_twice_is() -> None:
    a, b, c = Atom("甲"), Atom("乙"), Atom("丙")
    assert list(positive_atoms(All((a, Not(b), Not(Not(c)), Any((a, Not(All((Not(b),))))))))) == [a, c, b]


def test_thousands_of_accents_on_one_letter_are_one_piece_at_once() -> None:
    text = "甲e" + "\u0301" * 5_000 + "乙"
    assert highlights([text], [Atom("乙")]) == [((5_002, 5_003),)]
