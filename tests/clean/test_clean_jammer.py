"""Discuz's anti-copy strings: made by its own recipe, found wherever they stand, and nothing like them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.clean import Cleaner
from archive.clean.jammer import remove_jammer
from archive.config import Settings
from archive.parsed import Block, CleanText, Removed

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
REPORT = "今年以来，我局认真落实防汛责任制，排查隐患点三十处"


@pytest.mark.parametrize(
    ("line", "rest", "string"),
    [
        ("E' ^( v# G8 k, m", "", "E' ^( v# G8 k, m"),
        (", x9 T' h: B/ f5 k", "", ", x9 T' h: B/ f5 k"),
        ('成效明显。9 r7 p! Z6 w" Q', "成效明显。", '9 r7 p! Z6 w" Q'),
        ("成效明显。: N3 d! c8 Y", "成效明显。", ": N3 d! c8 Y"),
        ("排查隐患,5 Q( _* x$ B, t整改到位", "排查隐患,整改到位", "5 Q( _* x$ B, t"),
        ("现将情况报告如下: N3 d! c8 Y# k", "现将情况报告如下:", "N3 d! c8 Y# k"),
        ("全年，共120: N3 d! c8 Y# k", "全年，共120", ": N3 d! c8 Y# k"),
    ],
)
def test_a_string_is_taken_out_and_listed(line: str, rest: str, string: str) -> None:
    text = remove_jammer(CleanText((Block(line, (3, 3)),)), SETTINGS)
    assert "".join(block.text for block in text.blocks) == rest
    assert text.removed == (Removed(3, string, "anti-copy"),)


@pytest.mark.parametrize(
    "line",
    [
        "A1 B2 C3 D4 E5",
        "A, B, C, D, E",
        "a) b) c) d) e)",
        "a b c d e f g",
        "选项为 A. B. C. D. 四个",
        "x + y - z * w / v",
        "This is a small test of the app, version 2.0.",
        "C语言、C++ 和 R& D 投入",
        "http://a.b.c/d?e=f&g=h",
        "5% 6% 8% 9% 10%",
    ],
)
def test_lists_formulas_and_words_stay(cleaned: Callable[[Cleaner, str], str], line: str) -> None:
    assert cleaned(remove_jammer, line) == line


PAIRS = st.tuples(
    st.characters(min_codepoint=33, max_codepoint=59), st.characters(min_codepoint=63, max_codepoint=126)
)


@given(st.lists(PAIRS, min_size=5, max_size=15))
def test_what_discuz_makes_leaves_no_trace_behind_a_sentence(pairs: list[tuple[str, str]]) -> None:
    string = "".join(f"{first} {second}" for first, second in pairs)
    signs = {char for char in string if not char.isalnum() and char != " "}
    text = remove_jammer(CleanText((Block(f"{REPORT}。{string}", (1, 1)),)), SETTINGS)
    expected = f"{REPORT}。" if len(signs) > 1 else f"{REPORT}。{string}"
    assert text.blocks[0].text == expected
    assert remove_jammer(text, SETTINGS) == text
