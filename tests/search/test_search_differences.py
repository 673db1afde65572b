"""Two texts side by side: what is the same, what was changed, what only one has."""

from __future__ import annotations

import pytest
from builders import entry
from hypothesis import given
from hypothesis import strategies as st

from archive.search.differences import Change, Sentence, align, differences, pieces, sentences_of
from archive.search.sentences import SentenceIndex, key, sentences

TEXT = st.text(alphabet="工作情况良好。;!?一二三,", max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一句。两句!", ["一句。", "两句!"]),
        ("他说:“好。”后来走了", ["他说:“好。”", "后来走了"]),
        ("甲有三项;乙有两项;丙没有", ["甲有三项;", "乙有两项;", "丙没有"]),
        ("真的??真的。", ["真的??", "真的。"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(TEXT)
def test_sentences_joined_are_the_text_again(text: str) -> None:
    assert "".join(sentences(text)) == text


def lined(*texts: str) -> list[Sentence]:
    return [Sentence(text, number) for number, text in enumerate(texts)]


def aligned(one: list[str], other: list[str]) -> list[tuple[str | None, str | None]]:
    pairs = align(lined(*one), lined(*other))
    return [(p.one and p.one.text, p.other and p.other.text) for p in pairs]


def test_equal_sentences_meet_and_the_most_similar_of_the_others() -> None:
    one = ["工作开始了。", "全年检查企业四十家。", "没有发生事故。", "群众满意。"]
    other = ["工作开始了。", "新来了一位局长。", "全年检查企业五十二家。", "群众满意。"]
    assert aligned(one, other) == [
        ("工作开始了。", "工作开始了。"),
        (None, "新来了一位局长。"),
        ("全年检查企业四十家。", "全年检查企业五十二家。"),
        ("没有发生事故。", None),
        ("群众满意。", "群众满意。"),
    ]


@given(st.lists(TEXT, max_size=6), st.lists(TEXT, max_size=6))
def test_every_sentence_of_both_is_shown_once_and_in_order(one: list[str], other: list[str]) -> None:
    pairs = aligned(one, other)
    assert [left for left, _ in pairs if left is not None] == one
    assert [right for _, right in pairs if right is not None] == other


@given(TEXT, TEXT)
def test_pieces_joined_are_both_texts_again(one: str, other: str) -> None:
    found = pieces(one, other)
    assert "".join(left for left, _ in found) == one
    assert "".join(right for _, right in found) == other


def test_a_mask_and_a_number_are_one_piece_each() -> None:
    assert [p for p in pieces("20××年共125件", "2021年共98件") if p[0] != p[1]] == [
        ("20××", "2021"),
        ("125", "98"),
    ]


def test_differences_name_metadata_masks_numbers_and_what_only_one_has() -> None:
    one = [entry(["2020年某局检查企业40家。整改隐患12处。", "开展宣传三次。"], year=2020, unit="某局")]
    other = [
        entry(
            ["2021年××局检查企业40家。整改隐患12处。", "另外购置了一台车。"],
            heading="工作成效",
            year=2021,
            unit=None,
        )
    ]
    found = differences(one, other)
    assert found.fields == (Change("unit", "某局", None), Change("year", "2020", "2021"))
    assert found.masks == (Change("mask", "某", "××"),)
    assert found.numbers == (Change("number", "2020", "2021"),)
    assert found.only_one == ("工作情况", "开展宣传三次。")
    assert found.only_other == ("工作成效", "另外购置了一台车。")
    assert found.changed == 1


def test_a_heading_stands_once_though_its_section_has_parts() -> None:
    parts = [entry(["做了工作。"]), entry(["有些不足。"], ordinal=2)]
    assert [s.text for s in sentences_of(parts[:1])] == ["工作情况", "做了工作。"]


def test_the_nearest_sentence_is_the_first_of_the_most_similar() -> None:
    index = SentenceIndex()
    for text in ("开展检查", "开展检查四十次", "开展检查四十次"):
        index.add(key(text))
    assert index.nearest(key("开展检查四十次。")) == (1.0, 1)
    assert index.nearest(key("开展检查四十次。"), start=2) == (1.0, 2)
    assert index.nearest(key("全无关系")) == (0.0, -1)
