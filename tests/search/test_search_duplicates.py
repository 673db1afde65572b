"""Near-identical reports and recycled paragraphs over an archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import entry, open_test_index, write_index

from archive.model import Entry
from archive.search.duplicates import Duplicates, find_duplicates

FIRE = (
    "消防救援站与社区微型消防站联勤联训,每周拉动演练一次,接警后三分钟到场,全年处置火警四十六起,抢救疏散被困人员二十八名,"
    "保护财产价值六百余万元,辖区未发生较大以上火灾事故。"
)
WATER = (
    "自来水公司更换老旧铸铁管网十一公里,加装远传水表六千只,漏损率由百分之二十一降到百分之十三,夜间水压更加平稳,"
    "顶楼住户反映多年的用水难问题得到解决,投诉件明显减少。"
)
SCHOOL = (
    "乡镇中心小学新建塑胶操场和阶梯教室,补充音体美教师九名,开设剪纸、合唱、足球等社团十四个,课后服务参加率超过九成,"
    "家长接孩子的时间与下班时间衔接起来,留守儿童也有人辅导作业。"
)


def report(number: int, *paragraphs: str, year: int = 2020) -> list[Entry]:
    return [
        entry([text], report=number, ordinal=n, path=f"{number}.txt", year=year)
        for n, text in enumerate(paragraphs, 1)
    ]


def found(folder: Path, *reports: list[Entry], least: float = 0.7) -> Duplicates:
    write_index(folder, [item for items in reports for item in items])
    with open_test_index(folder) as index:
        return find_duplicates(index.snapshot.entries(), least)


def ids(duplicates: Duplicates) -> list[list[int]]:
    return [[int(member.report_id, 16) for member in group.members] for group in duplicates.groups]


def test_reports_with_other_figures_are_a_group_that_says_how_they_differ(tmp_path: Path) -> None:
    copy = [FIRE.replace("四十六", "五十一"), WATER]
    duplicates = found(tmp_path, report(1, FIRE, WATER), report(2, *copy, year=2021), report(3, SCHOOL))
    assert ids(duplicates) == [[1, 2]]
    first, second = duplicates.groups[0].members
    assert first.differences is None and first.similarity == 1
    assert second.differences is not None and 0.9 < second.similarity < 1
    assert [(c.name, c.one, c.other) for c in second.differences.fields] == [("year", "2020", "2021")]
    assert second.differences.changed == 1
    assert duplicates.groups[0].similarity == second.similarity


def test_a_paragraph_that_other_reports_use_is_recycled(tmp_path: Path) -> None:
    duplicates = found(tmp_path, report(1, FIRE, WATER), report(2, SCHOOL, FIRE.replace("每周", "每月")))
    assert duplicates.groups == ()
    (passage,) = duplicates.passages
    assert passage.text == FIRE
    assert [int(member.report_id, 16) for member in passage.members] == [1, 2]
    assert passage.members[0].similarity == 1 > passage.members[1].similarity > 0.9


def test_what_only_the_copies_of_one_report_share_is_not_listed_again(tmp_path: Path) -> None:
    duplicates = found(tmp_path, report(1, FIRE, WATER), report(2, FIRE, WATER))
    assert ids(duplicates) == [[1, 2]]
    assert duplicates.passages == ()


def test_a_paragraph_repeated_in_its_own_report_is_not_recycled(tmp_path: Path) -> None:
    assert found(tmp_path, report(1, FIRE, WATER, FIRE)) == Duplicates((), ())


@pytest.mark.parametrize(("least", "groups"), [(0.3, [[1, 2]]), (0.9, [])])
def test_the_least_similarity_decides_what_is_listed(
    tmp_path: Path, least: float, groups: list[list[int]]
) -> None:
    duplicates = found(tmp_path, report(1, FIRE, WATER), report(2, FIRE, SCHOOL), least=least)
    assert ids(duplicates) == groups


def test_reports_of_short_sections_are_compared_too(tmp_path: Path) -> None:
    short = ["检查企业四十家。", "整改隐患十二处。", "开展宣传三次。"]
    duplicates = found(tmp_path, report(1, *short), report(2, *short), report(3, short[0], "别的事情。"))
    assert ids(duplicates) == [[1, 2]]
