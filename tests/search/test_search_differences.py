"""How two texts differ, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import entry
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Entry
from archive.search.differences import Change, Sentence, align, differences, pieces, sentences_of
from archive.search.sentences import sentences

TEXT = st.text("工作不够××2019,。;!ab ", max_size=24)


def pairs(one: str, other: str) -> list[tuple[str | None, str | None]]:
    left, right = ([Sentence(text, 0) for text in sentences(half)] for half in (one, other))
    return [(p.one and p.one.text, p.other and p.other.text) for p in align(left, right)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "甲事已办。乙事未办。",
            "甲事已办。乙事未办。",
            [("甲事已办。", "甲事已办。"), ("乙事未办。", "乙事未办。")],
        ),
        ("甲事已办。乙事未办。", "乙事未办。", [("甲事已办。", None), ("乙事未办。", "乙事未办。")]),
        (
            "专业技术人员紧缺,年轻干部偏少。",
            "物资不足。专业技术人员紧缺,年轻干部较少。",
            [(None, "物资不足。"), ("专业技术人员紧缺,年轻干部偏少。", "专业技术人员紧缺,年轻干部较少。")],
        ),
        ("全新的一句话。", "另外一件事情!", [("全新的一句话。", None), (None, "另外一件事情!")]),
    ],
)
def test_sentences_stand_beside_their_counterparts(
    one: str, other: str, expected: list[tuple[str | None, str | None]]
) -> None:
    assert pairs(one, other) == expected


@given(TEXT, TEXT)
def test_no_sentence_is_lost_or_changes_its_place(one: str, other: str) -> None:
    found = pairs(one, other)
    assert "".join(left for left, _ in found if left is not None) == one
    assert "".join(right for _, right in found if right is not None) == other
    assert all(left is not None or right is not None for left, right in found)


@given(TEXT, TEXT)
def test_pieces_joined_are_the_two_wordings(one: str, other: str) -> None:
    found = pieces(one, other)
    assert ("".join(a for a, _ in found), "".join(b for _, b in found)) == (one, other)


@pytest.mark.parametrize(
    ("one", "other", "changed"),
    [
        ("巡查30次", "巡查45次", [("30", "45")]),
        ("××县工作", "某县工作", [("××", "某")]),
        ("2019年", "2020年", [("2019", "2020")]),
        ("QQ群", "微信群", [("QQ", "微信")]),
    ],
)
def test_a_number_a_mask_or_a_latin_word_changes_as_a_whole(
    one: str, other: str, changed: list[tuple[str, str]]
) -> None:
    assert [pair for pair in pieces(one, other) if pair[0] != pair[1]] == changed


def report(*paragraphs: str, year: int = 2019, title: str | None = "工作总结") -> list[Entry]:
    return [entry(paragraphs, heading=None, year=year, title=title)]


def test_differences_are_sorted_by_what_they_are_about() -> None:
    found = differences(
        report("成立领导小组,巡查河道30次。", "××局负责。", "这一句只在前一份里。"),
        report("成立领导小组,巡查河道45次。", "水利局负责。", "后一份另有说法!", year=2020),
    )
    assert found.fields == (Change("year", "2019", "2020"),)
    assert found.numbers == (Change("number", "30", "45"),)
    assert found.masks == (Change("mask", "××", "水利"),)
    assert (found.only_one, found.only_other) == (("这一句只在前一份里。",), ("后一份另有说法!",))
    assert found.changed == 2


def test_equal_reports_have_no_differences() -> None:
    found = differences(report("甲。乙。"), report("甲。乙。"))
    assert not any(
        (found.fields, found.masks, found.numbers, found.only_one, found.only_other, found.changed)
    )


def test_an_unknown_title_is_a_difference_of_its_own() -> None:
    assert differences(report("甲。"), report("甲。", title=None)).fields == (
        Change("title", "工作总结", None),
    )


def test_a_heading_is_a_sentence_once_though_its_section_has_parts() -> None:
    first = entry(["甲。"], heading="工作情况")
    second = entry(["乙。"], heading="工作情况", ordinal=2)
    parts = [first, replace(second, section=replace(second.section, part=2))]
    found = sentences_of(parts)
    assert [(s.text, s.is_heading) for s in found] == [("工作情况", True), ("甲。", False), ("乙。", False)]
    assert len({s.paragraph for s in found}) == 3
