import pytest
from structure_pages import only, read, starts

BODY = "各项任务按时间节点有序推进，责任分工清楚，取得了较好效果，群众普遍满意。"
REPORT = f"今年以来，我站认真做好各项工作，现将情况汇报如下。\n一、主要做法\n{BODY}\n二、下一步打算\n{BODY}"


def test_numbers_alone_on_their_lines_part_a_page_into_its_reports() -> None:
    page = "\n".join(f"{number}\n{REPORT}" for number in range(1, 4))
    understood = read(f"农技站工作总结\n{page}")
    assert starts(understood) == [2, 8, 14]
    assert [report.title for report in understood.reports] == [None, None, None]


def test_the_numbers_of_a_documents_pages_part_nothing() -> None:
    pages = "\n".join(f"{number}\n{BODY}{BODY}" for number in range(2, 5))
    report = only(f"农技站工作总结\n1\n{REPORT}\n{pages}")
    assert report.title == "农技站工作总结"


def test_what_stands_above_the_first_part_is_of_no_report() -> None:
    preface = "总结能够帮助人们回顾过去、改进工作，好的总结言之有物，读来亲切自然。"
    page = f"篇一：《农技站工作总结》\n{REPORT}\n篇二：《水管站工作总结》\n{REPORT}"
    understood = read(f"农技站工作总结\n{preface}\n本文收集了多份总结供参考。\n{page}")
    assert [report.title for report in understood.reports] == ["农技站工作总结", "水管站工作总结"]


@pytest.mark.parametrize("form", ["（{}）{}：", "{}、{}"])
def test_titles_are_numbered_on_a_page_that_is_called_otherwise(form: str) -> None:
    names = ("农技站2023年工作总结", "水管站2023年工作总结", "敬老院消防安全自查报告")
    pages = (f"{form.format(number, name)}\n{REPORT}" for number, name in zip("一二三", names, strict=True))
    understood = read("各站所材料\n" + "\n".join(pages))
    assert [report.title for report in understood.reports] == list(names)


def test_titles_are_numbered_in_formal_numerals() -> None:
    names = ("青山图书馆112年度业务检讨报告", "青山体育馆下半年营运报告", "步道志工队半年工作纪要")
    pages = (f"{number}、{name}\n{REPORT}" for number, name in zip("壹贰参", names, strict=True))
    assert [report.title for report in read("\n".join(pages)).reports] == list(names)


def test_numbered_years_are_the_sections_of_one_report() -> None:
    report = only(
        f"××县教育局工作报告\n一、2022年教育工作总结\n（一）做法\n{BODY}\n（二）不足\n{BODY}\n"
        f"二、2023年教育工作计划\n（一）目标\n{BODY}\n（二）措施\n{BODY}"
    )
    assert report.title == "××县教育局工作报告"


def test_reports_behind_the_articles_of_a_plan_are_reports() -> None:
    plan = "食品安全工作计划\n第一条　抽检合格率达到98%。\n第二条　配齐检查员。\n第三条　严把源头关。"
    assert starts(read(f"{plan}\n县食药监局专项整治工作总结\n{REPORT}")) == [1, 5]
