"""Grouping: everything is there once, in groups, whatever order it came in."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from export_samples import INFO, hit, passage, report, section, unknown
from hypothesis import given
from hypothesis import strategies as st

from archive.export import TEXT_FORMATS, GroupBy, export_stream
from archive.export.grouping import IN_MEMORY, arranged
from archive.model import SECTION_TYPES, Hit

types = st.lists(st.sampled_from(SECTION_TYPES), min_size=1, max_size=2, unique=True).map(tuple)
text = st.text(max_size=20)
hits = st.lists(
    st.builds(
        lambda number, year, kinds, words: hit(
            passage(words, (0, 1)), head=report(f"r{number}", words, year), where=section(types=kinds)
        ),
        st.integers(0, 5),
        st.one_of(st.none(), st.integers(2018, 2021)),
        types,
        text,
    ),
    max_size=12,
)


def names(by: GroupBy, *given_hits: Hit) -> list[tuple[str, int]]:
    groups = (place.group for place in arranged(given_hits, by))
    return [(group.name, group.passages) for group in groups if group]


def of_types(*kinds: str) -> Hit:
    return hit(where=section(types=kinds))


def of_year(year: int | None) -> Hit:
    return hit(head=report(f"r{year}", year=year))


def test_types_come_in_the_order_of_the_design_and_pairs_have_a_group_of_their_own() -> None:
    found = [of_types("其他"), of_types("下一步打算", "存在问题"), of_types("存在问题"), of_types("导语")]
    assert names(GroupBy.TYPE, *found, of_types("存在问题", "下一步打算")) == [
        ("导语", 1),
        ("存在问题", 1),
        ("存在问题、下一步打算", 2),
        ("其他", 1),
    ]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([2020, 2018, 2020, None], ["2020年", "2018年", "年份不详"]),
        ([2018, 2019, 2018], ["2018年", "2019年"]),
    ],
)
def test_years_come_as_the_hits_are_sorted(years: list[int | None], expected: list[str]) -> None:
    assert [name for name, _ in names(GroupBy.YEAR, *map(of_year, years))] == expected


def test_a_group_counts_its_passages() -> None:
    assert names(GroupBy.YEAR, hit(passage(), passage()), hit()) == [("2021年", 3)]


def test_passages_of_a_report_are_brought_together() -> None:
    first, second = hit(), hit(head=report("r2"))
    places = list(arranged([first, second, hit(passage("又"))], GroupBy.REPORT))
    assert [place.opens_report for place in places] == [True, False, True]
    assert [place.hit for place in places] == [first, hit(passage("又")), second]


def test_a_report_begins_anew_in_each_group() -> None:
    places = list(arranged([of_types("导语"), of_types("其他")], GroupBy.TYPE))
    assert [place.opens_report for place in places] == [True, True]


@given(hits, st.sampled_from(GroupBy))
def test_grouping_keeps_every_hit_as_it_was_and_in_its_order_within_the_group(
    found: list[Hit], by: GroupBy
) -> None:
    placed = [place.hit for place in arranged(iter(found), by)]
    assert sorted(map(repr, placed)) == sorted(map(repr, found))
    seen = {}
    for one in placed:
        key = (
            one.report.id
            if by is GroupBy.REPORT
            else one.report.year
            if by is GroupBy.YEAR
            else frozenset(one.section.types)
        )
        seen.setdefault(key, []).append(one)
    assert [one for group in seen.values() for one in group] == placed
    for group in seen.values():
        assert group == [one for one in found if one in group]


def test_more_hits_than_fit_into_memory_come_back_whole() -> None:
    long = "漏报" * 50_000
    found = [hit(passage(long), head=report(f"r{n % 3}")) for n in range(2 * IN_MEMORY // len(long.encode()))]
    placed = [place.hit.report.id for place in arranged(found, GroupBy.REPORT)]
    assert placed == sorted(one.report.id for one in found)


def test_names_that_were_no_text_survive() -> None:
    odd = replace(hit(), path=b"caf\xe9.txt".decode("utf-8", "surrogateescape"))
    assert [place.hit for place in arranged([odd], GroupBy.YEAR)] == [odd]


def test_without_grouping_hits_are_taken_one_by_one() -> None:
    taken: list[int] = []

    def numbered() -> Iterator[Hit]:
        for number in range(3):
            taken.append(number)
            yield hit()

    next(arranged(numbered(), None))
    assert taken == [0]


@pytest.mark.parametrize("fmt", sorted(TEXT_FORMATS))
def test_every_format_follows_the_groups(fmt: str) -> None:
    stream = io.BytesIO()
    found = [
        hit(passage("甲甲"), where=section(types=("其他",))),
        hit(passage("乙乙"), where=section(types=("导语",))),
    ]
    export_stream(found, replace(INFO, group_by=GroupBy.TYPE), fmt, stream)
    shown = stream.getvalue().decode()
    assert 0 < shown.index("乙乙") < shown.index("甲甲")


@pytest.mark.parametrize(
    ("fmt", "headings"),
    [
        ("md", ["# 导语（1 段）", "## （无标题） reports/b.txt:1-3", "### （标题前正文）"]),
        (
            "txt",
            ["=" * 40 + "\n导语（1 段）", "-" * 40 + "\n（无标题） reports/b.txt:1-3", "\n（标题前正文）"],
        ),
    ],
)
def test_headings_of_groups_stand_above_those_of_reports(fmt: str, headings: list[str]) -> None:
    stream = io.BytesIO()
    only = replace(unknown(), section=section(heading=None, types=("导语",)))
    export_stream([only], replace(INFO, group_by=GroupBy.TYPE), fmt, stream)
    shown = stream.getvalue().decode()
    places = [shown.index("\n" + heading + "\n") for heading in headings]
    assert places == sorted(places)


def test_json_lines_of_groups_are_the_hits_themselves() -> None:
    stream = io.BytesIO()
    export_stream([hit()], replace(INFO, group_by=GroupBy.YEAR), "jsonl", stream)
    plain = io.BytesIO()
    export_stream([hit()], INFO, "jsonl", plain)
    assert json.loads(stream.getvalue()) == json.loads(plain.getvalue())
