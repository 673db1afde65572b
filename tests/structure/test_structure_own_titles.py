import pytest
from structure_pages import headings, only, read

BODY = "各项任务按时间节点有序推进，责任分工清楚，取得了较好效果，群众普遍满意。"
OPENING = "今年以来，我们认真做好各项工作，现将情况汇报如下。"


@pytest.mark.parametrize(
    ("above", "own"),
    [
        ("书店年度经营工作总结", "青石巷书店2021年度经营工作总结"),
        ("分店店长述职报告范文（最新）", "连锁药房分店店长年度述职报告"),
    ],
)
def test_below_the_title_of_the_page_the_one_that_says_more_is_the_reports(above: str, own: str) -> None:
    assert only(f"{above}\n{own}\n{OPENING}\n{BODY}").title == own


def test_a_title_that_names_the_year_stays_above_one_that_does_not() -> None:
    report = only(f"白云镇2021年工作总结\n加快建设美丽宜居乡村的情况汇报\n{OPENING}\n{BODY}")
    assert report.title == "白云镇2021年工作总结"


@pytest.mark.parametrize(
    "title",
    ["青溪文具公司上半年度业务检讨", "晴川幼稚园大班学期工作检讨", "海棠市工务处道路养护计划执行成果"],
)
def test_reviews_and_results_are_titles_of_reports(title: str) -> None:
    first = f"镜湖区公所年度工作报告\n{OPENING}\n一、办理情形\n{BODY}\n二、努力方向\n{BODY}"
    second = f"{title}\n{OPENING}\n一、执行情形\n{BODY}\n二、下半年重点\n{BODY}"
    assert [report.title for report in read(f"{first}\n{second}").reports][1:] == [title]


def test_stems_in_brackets_number_headings() -> None:
    report = only(f"（甲）服务成果\n{BODY}\n（乙）检讨\n{BODY}")
    assert headings(report) == [(1, "(甲)", "服务成果"), (1, "(乙)", "检讨")]


def test_the_name_of_an_assembly_on_two_lines_is_of_its_reports_title() -> None:
    head = "中国人民政治协商会议\n松阳县第九届委员会常务委员会\n工作报告"
    title = "中国人民政治协商会议松阳县第九届委员会常务委员会工作报告"
    assert only(f"{head}\n各位委员：\n{OPENING}\n{BODY}").title == title
