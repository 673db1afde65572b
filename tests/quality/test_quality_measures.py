"""The measures themselves: known answers, and what must hold for any text."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quality_align import distance, likeness, matched, same_heading
from quality_labels import FIELDS, Heading, Page, Piece, Text
from quality_measures import Matching, f1, match, score_page, score_split

from archive.model import Paragraph as ModelParagraph
from archive.model import Section as ModelSection
from archive.parsed import ParsedFile, Report

SHORT = st.text(alphabet="一二三，。a", max_size=12)


def table_distance(a: str, b: str) -> int:
    """The textbook table, as the oracle of the faster one."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (left != other))
    return row[-1]


@given(SHORT, SHORT)
@settings(max_examples=300, deadline=None)
def test_distance_is_that_of_the_textbook_table(a: str, b: str) -> None:
    assert distance(a, b) == table_distance(a, b)


def test_distance_of_long_alike_texts_is_counted_edit_by_edit() -> None:
    text = "".join(chr(0x4E00 + n * 7 % 5000) for n in range(4000))
    assert distance(text, text[:1000] + text[1003:2000] + "××" + text[2000:]) == 5


@pytest.mark.parametrize(
    ("right", "found", "same"),
    [
        ((frozenset({2}), "(一)", "加强领导"), (frozenset({2}), "(一)", "加强领导。"), True),
        ((frozenset({1}), "1", "加强领导"), (frozenset({1}), "1.", "加强领导"), True),
        ((frozenset({1, 2}), "(一)", "加强领导"), (frozenset({2}), "（一）", "加强 领导"), True),
        ((frozenset({1}), "一", "加强领导"), (frozenset({2}), "一", "加强领导"), False),
        ((frozenset({1}), "一", "加强领导"), (frozenset({1}), "二", "加强领导"), False),
        ((frozenset({1}), "一", "加强领导"), (frozenset({1}), "一", "加强领导我局"), False),
    ],
)
def test_headings_agree_by_number_level_and_text(
    right: tuple[frozenset[int], str, str], found: tuple[frozenset[int], str, str], same: bool
) -> None:
    assert same_heading(Heading((1, 1), *right), Heading((1, 1), *found)) is same


def test_a_paragraph_is_matched_where_it_lies_and_not_where_it_is_repeated() -> None:
    text = "我局认真贯彻落实各项部署"
    assert likeness(Text((3, 3), ("工作情况",), text), Text((3, 3), ("工作情况",), text)) == 1.0
    assert likeness(Text((3, 3), ("工作情况",), text), Text((40, 40), ("工作情况",), text)) == 0.0


def test_a_label_that_is_cut_matches_by_its_beginning() -> None:
    label = Text((1, 1), ("工作情况",), "我局认真贯彻", cut=True)
    assert likeness(label, Text((1, 1), ("工作情况",), "我局认真贯彻落实各项部署,成效明显。")) == 1.0


@given(st.lists(st.integers(0, 3), max_size=6), st.lists(st.integers(0, 3), max_size=6))
@settings(max_examples=200, deadline=None)
def test_matching_keeps_the_order_and_uses_nothing_twice(a: list[int], b: list[int]) -> None:
    pairs = matched(a, b, lambda x, y: x == y, True)
    assert all(a[i] == b[j] for i, j in pairs)
    assert all(p[0] < q[0] and p[1] < q[1] for p, q in pairwise(pairs))
    common = longest_common(tuple(a), tuple(b))
    assert len(pairs) == common


def longest_common(a: tuple[int, ...], b: tuple[int, ...]) -> int:
    """Length of the longest common subsequence, by its definition."""
    if not a or not b:
        return 0
    if a[0] == b[0]:
        return 1 + longest_common(a[1:], b[1:])
    return max(longest_common(a[1:], b), longest_common(a, b[1:]))


def piece(line: int, *lines: tuple[int, int]) -> Piece:
    return Piece(line, {}, tuple(Text(span, ("工作情况",), "正文") for span in lines))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([1, 5], {"hit": 1}),
        ([1, 6], {"hit": 1}),
        ([1, 4], {"miss": 1, "extra": 1}),
        ([1, 7], {"miss": 1, "extra": 1}),
        ([1], {"miss": 1}),
        ([1, 5, 6], {"hit": 1, "extra": 1}),
    ],
)
def test_a_border_counts_anywhere_in_the_gap_between_two_reports(
    found: list[int], expected: dict[str, int]
) -> None:
    right = (piece(1, (2, 2), (4, 4)), piece(5, (6, 6)))
    both = Matching(right, tuple(piece(n, (n, n)) for n in found), (), (), (), (), (), ())
    assert +score_split(both) == Counter(expected)


def test_f1_of_nothing_sought_and_nothing_found_is_perfect() -> None:
    assert f1(Counter()) == 1.0
    assert f1(Counter(hit=1, miss=1, extra=1)) == 0.5


def report(*paragraphs: tuple[str, tuple[str, ...]]) -> Report:
    """A found report with one section on the lines 1 …"""
    texts = tuple(ModelParagraph(text, types, (n, n)) for n, (text, types) in enumerate(paragraphs, 1))
    lines = (1, len(texts))
    section = ModelSection("r.1", None, None, 0, 1, (), texts[0].types, lines, texts)
    return Report("r", "防汛总结", "总结", 2021, None, None, None, lines, (section,))


def parsed(*paragraphs: tuple[str, tuple[str, ...]]) -> ParsedFile:
    return ParsedFile("a.txt", "utf-8", "text/plain", None, reports=(report(*paragraphs),))


def gold(types: tuple[str, ...]) -> Page:
    fields: dict[str, tuple[str, ...]] = dict.fromkeys(FIELDS, ("",))
    fields |= {"title": ("防汛总结",), "doc_type": ("总结", "报告"), "year": ("2021",)}
    return Page("a", Path("a.txt"), (Piece(1, fields, (Text((1, 1), types, "我局开展了多次防汛演练"),)),))


def test_a_page_that_is_understood_scores_one_everywhere() -> None:
    result = score_page(gold(("工作情况",)), parsed(("我局开展了多次防汛演练", ("工作情况",))))
    assert set(result.measures().values()) == {1.0}


def test_a_wrong_type_a_lost_type_and_an_extra_paragraph_each_count() -> None:
    found = parsed(("我局开展了多次防汛演练", ("存在问题",)), ("转载请注明出处", ("其他",)))
    types = score_page(gold(("工作情况", "存在问题")), found).types
    assert types["工作情况"] == Counter(miss=1)
    assert types["存在问题"] == Counter(hit=1)
    assert types["其他"] == Counter(extra=1)


def test_a_wrong_character_counts_in_cleaning() -> None:
    result = score_page(gold(("工作情况",)), parsed(("我局開展了多次防汛演练", ("工作情况",))))
    assert (result.edits, result.characters) == (1, 15)


def test_a_report_that_was_not_found_has_all_its_fields_wrong() -> None:
    result = score_page(gold(("工作情况",)), parsed(("完全是另一段文字而已", ("工作情况",))))
    assert all(tally == Counter(miss=1) for tally in result.fields.values())
    assert match(gold(("工作情况",)), parsed(("另一段", ("工作情况",)))).texts == ()
