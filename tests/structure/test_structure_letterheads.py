"""What stands above and below a paper: letterheads, bulletins, forms, to whom it goes."""

from __future__ import annotations

import pytest
from structure_pages import SETTINGS, only, page, read, typed

from archive.clean import clean
from archive.parsed import SourceText

OPENING = "根据通知要求，现将我县有关情况报告如下："
BODY = f"""{OPENING}
一、基本情况
全县中小学一百零六所，专职保安二百一十名，监控覆盖率九成六。
二、下半年打算
投入六百万元改造围墙和监控，年底前完成。"""
TITLE = "青坪县教育局关于2022年上半年校园安全工作情况的报告"


@pytest.mark.parametrize(
    "front",
    [
        "青坪县教育局文件\n青教〔2022〕15号\n签发人：何静",
        "青坪县教育局文件\n密级：内部\n青教〔2022〕15号",
        "教育工作简报\n第17期",
        "校园安全通讯\n（总第203期）",
        "平安校园建设工作动态\n2022年第9期\n县教育局办公室编",
    ],
)
def test_a_letterhead_is_of_no_report(front: str) -> None:
    assert only(f"{front}\n{TITLE}\n{BODY}").title == TITLE


def test_a_motto_that_ends_like_a_title_stands_below_the_number_of_a_bulletin() -> None:
    front = "优化营商环境工作简报\n第17期\n县优化办 2022年9月14日"
    found = read(f"{front}\n把服务窗口搬进车间\n——桐岭县推行园区帮办员制度\n{BODY}").reports
    assert [report.title for report in found] == ["把服务窗口搬进车间——桐岭县推行园区帮办员制度"]


@pytest.mark.parametrize(
    "line",
    [
        "姓名：吴涛　　部门：设备动力部　　职务：部长",
        "姓 名：吴涛，性 别：男，学 历：本科",
        "考核年度：2022年",
        "任职时间：2019年6月",
        "所在单位：松江供电公司",
        "（根据录音整理）",
        "（据现场速记整理，未经本人审阅）",
    ],
)
def test_forms_and_notes_below_a_title_say_nothing(line: str) -> None:
    assert typed(only(f"{TITLE}\n{line}\n{BODY}"))[:2] == [(line[:4], "其他"), (OPENING[:4], "导语")]


@pytest.mark.parametrize(
    "line", ["报：市教育局", "送：县四套班子领导", "发：各乡镇、县直各单位", "（共印80份）"]
)
def test_to_whom_a_paper_goes_says_nothing_of_plans(line: str) -> None:
    assert typed(only(f"{TITLE}\n{BODY}\n{line}"))[-1] == (line[:4], "其他")


def test_a_speech_is_of_the_day_that_stands_below_its_speaker() -> None:
    head = "知难而进 善作善成\n——在项目建设调度会上的讲话\n（根据录音整理）\n县委副书记 高远\n2022年3月18日"
    report = only(
        f"{head}\n同志们：\n今天只讲一件事，就是项目。\n一、形势\n开工项目十九个，完成投资二十三亿元。"
    )
    assert (report.date, report.year) == ("2022-03-18", 2022)


@pytest.mark.parametrize("line", ["审核：薛明远", "终审｜薛明远", "统筹：县融媒体中心"])
def test_who_made_a_page_goes_with_the_lines_around(line: str) -> None:
    lines = page(f"{TITLE}\n{BODY}\n编辑：小艾\n{line}\n点个“在看”再走吧").blocks
    cleaned = clean(SourceText("a.txt", "0" * 32, "utf-8", "text/plain", lines), SETTINGS)
    assert cleaned.blocks[-1].text == BODY.split("\n")[-1]


def test_who_checked_a_paper_stays() -> None:
    lines = page(f"{TITLE}\n{BODY}\n填表：丁岚\n审核：薛明远\n2022年7月8日").blocks
    cleaned = clean(SourceText("a.txt", "0" * 32, "utf-8", "text/plain", lines), SETTINGS)
    assert [block.text for block in cleaned.blocks[-2:]] == ["审核：薛明远", "2022年7月8日"]
