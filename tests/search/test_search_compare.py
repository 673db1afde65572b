"""The same sections over the years, with what was taken over from before."""

from __future__ import annotations

from builders import entry

from archive.model import Entry, Groups
from archive.search.compare import compare_years

LACK = "专业技术人员紧缺,懂业务的年轻干部偏少。"


def section(text: str, year: int | None, number: int, group: int = 0) -> Entry:
    item = entry([text], year=year, report=number)
    return Entry(item.path, item.report, item.section, Groups(group, (0,)))


def marks(entries: list[Entry]) -> list[list[int | None]]:
    """For each year, from which earlier one each of its sentences comes."""
    return [
        [s.recycled and s.recycled.year for part in year.sections for p in part.paragraphs for s in p]
        for year in compare_years(entries)
    ]


def test_years_come_in_order_and_the_unknown_one_last() -> None:
    entries = [section("甲。", None, 1), section("乙。", 2021, 2), section("丙。", 2019, 3)]
    assert [year.year for year in compare_years(entries)] == [2019, 2021, None]


def test_a_sentence_of_an_earlier_year_is_marked_with_the_first_that_had_it() -> None:
    entries = [
        section(LACK, 2019, 1),
        section("今年新来三名干部。" + LACK, 2020, 2),
        section(LACK.replace("偏少", "较少"), 2021, 3),
    ]
    assert marks(entries) == [[None], [None, 2019], [2019]]


def test_sentences_within_a_year_and_of_unknown_years_are_not_marked() -> None:
    assert marks([section(LACK, 2019, 1), section(LACK, 2019, 2)]) == [[None, None]]
    assert marks([section(LACK, 2019, 1), section(LACK, None, 2)]) == [[None], [None]]
    assert marks([section(LACK, None, 1), section(LACK, 2019, 2)]) == [[None], [None]]


def test_short_phrases_are_nobodys() -> None:
    assert marks([section("存在不足。", 2019, 1), section("存在不足。", 2020, 2)]) == [[None], [None]]


def test_near_copies_within_a_year_are_shown_once() -> None:
    (year,) = compare_years([section(LACK, 2019, 1, 7), section(LACK, 2019, 2, 7), section(LACK, 2019, 3)])
    assert [part.copies for part in year.sections] == [1, 0]


def test_the_same_section_in_two_years_is_shown_in_both() -> None:
    years = compare_years([section(LACK, 2019, 1, 7), section(LACK, 2020, 2, 7)])
    assert [len(year.sections) for year in years] == [1, 1]
