"""Shapes in which the web keeps reports: a list above the title, a title again as a picture's legend."""

from __future__ import annotations

import pytest
from structure_pages import only, read, starts

TITLE = "县博物馆2023年工作总结"
BODY = "一、守正，把文物看牢\n完成藏品建档一千件。\n二、创新，把观众请进来\n接待观众二十万人次。"


@pytest.mark.parametrize(
    "listed",
    ["一、守正\n二、创新", "一、守正\n（一）建档\n（二）修复\n二、创新\n（一）研学"],
    ids=["first level", "two levels"],
)
def test_headings_above_the_title_are_its_contents(listed: str) -> None:
    understood = read(f"{listed}\n{TITLE}\n{BODY}")
    assert starts(understood) == [listed.count("\n") + 2]
    assert {removed.reason for removed in understood.removed} == {"contents"}


def test_headings_that_come_again_nowhere_are_not_taken_for_contents() -> None:
    understood = read(f"一、护好古树\n二、修好古桥\n下半年工作安排\n{BODY}")
    assert understood.reports[0].lines[0] == 1


@pytest.mark.parametrize(
    ("text", "borders"),
    [
        (f"{TITLE}\n今年，我馆守库房、办展览，忙得充实。\n{TITLE}\n{BODY}", [1]),
        (f"{TITLE}\n{BODY}\n{TITLE}\n今年，我馆办展览五个。\n{BODY}", [1, 6]),
    ],
    ids=["legend of a picture", "another report"],
)
def test_a_title_that_comes_again_before_the_first_heading_begins_nothing(
    text: str, borders: list[int]
) -> None:
    assert starts(read(text)) == borders


def test_a_title_in_brackets_behind_its_part_mark_is_named_without_them() -> None:
    report = f"今年，我馆办好展览，服务群众。\n{BODY}"
    understood = read(f"篇一：《{TITLE}》\n{report}\n篇二：《县文化馆2023年工作总结》\n{report}")
    assert [found.title for found in understood.reports] == [TITLE, "县文化馆2023年工作总结"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("【文博典型】县博物馆2023年工作总结(全文完整)", TITLE),
        ("县博物馆2023年工作总结.docx", TITLE),
        ("县博物馆2023年工作总结（九页）", TITLE),
        ("县博物馆2023年工作总结精编", TITLE),
    ],
)
def test_what_sites_add_to_a_title_is_left_out(title: str, expected: str) -> None:
    assert only(f"{title}\n{BODY}").title == expected


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("县博物馆馆长2023年述职报告", "县博物馆"),
        ("2023年第一季度乡镇卫生院工作总结", None),
        ("2023年第一季度工作总结(镇乡)", None),
    ],
)
def test_a_unit_ends_where_its_name_does(title: str, unit: str | None) -> None:
    assert only(f"{title}\n{BODY}").unit == unit


def test_a_heading_that_names_the_party_committee_is_whole() -> None:
    report = only(f"{TITLE}\n一、强化政治统领,着力保障党委决策部署落实\n全年召开会议三十次。\n{BODY}")
    assert report.sections[0].heading == "强化政治统领,着力保障党委决策部署落实"


def test_reports_numbered_behind_the_word_model_are_cut_from_one_line() -> None:
    first = "一年来，我带领全科护士完成了各项任务，现总结如下：一、加强学习。每月学习两次。"
    second = "时间过得真快，转眼又是一年，现将工作总结如下：一、规范管理。修订制度八项。"
    understood = read(f"护士长工作总结范文篇1{first}护士长工作总结范文篇2{second}")
    assert [report.title for report in understood.reports] == ["护士长工作总结", "护士长工作总结"]


def test_the_number_of_reports_on_a_page_is_no_ordinal() -> None:
    first = "今年以来，我队认真开展整治，现总结如下：一、主要工作。查处违法千起。"
    understood = read(f"交警中队工作总结三篇交警维护秩序。交警中队工作总结1{first}交警中队工作总结2{first}")
    assert [report.title for report in understood.reports[-2:]] == ["交警中队工作总结"] * 2
    assert "交警中队工作总结三" not in [removed.text for removed in understood.removed]


def test_a_list_of_numbered_titles_on_one_line_is_contents() -> None:
    names = [f"{place}镇2023年政府工作报告" for place in ("云台", "白石", "青山", "东河", "柳林", "西坪")]
    listed = " ".join(f"{number}.{name}" for number, name in enumerate(names, 1))
    understood = read(f"乡镇政府工作报告汇编(6篇)目录{listed}\n{names[0]}\n{BODY}")
    assert [report.title for report in understood.reports] == [names[0]]
    assert [removed.reason for removed in understood.removed] == ["contents"]


def test_numbered_items_that_are_no_titles_are_text() -> None:
    items = " ".join(f"{number}.完成第{number}项改造" for number in range(1, 7))
    assert only(f"{TITLE}\n主要做了以下工作：{items}\n{BODY}").title == TITLE


def test_a_heading_that_names_two_spans_of_work_ends_where_a_year_begins_the_text() -> None:
    line = "一、2021年工作总结及过去五年工作回顾2021年是不平凡的一年，全镇上下克难奋进。"
    report = only(f"云台镇工作总结\n{line}\n二、存在问题\n力量不足。")
    assert report.sections[0].heading == "2021年工作总结及过去五年工作回顾"


def test_a_title_broken_inside_its_last_word_is_one() -> None:
    report = only(
        "云台镇党委领导班子2022年度民主生活会对照检\n查材料（含案例）\n根据统一部署，班子认真查摆。"
    )
    assert report.title == "云台镇党委领导班子2022年度民主生活会对照检查材料（含案例）"


def test_who_released_a_report_is_not_of_its_title() -> None:
    assert only(f"（受权发布）县人民法院工作报告\n{BODY}").title == "县人民法院工作报告"
