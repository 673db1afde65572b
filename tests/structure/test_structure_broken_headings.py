"""Headings that a hard wrap broke in two, and headings that begin with a time; and what looks like them."""

import pytest
from structure_pages import SETTINGS, only

from archive.parsed import Block, CleanText
from archive.structure import understand

BODY = "全年投入资金320万元，出动人员1600人次，各项任务按时间节点推进，群众反映较好，没有发生责任事故。"
MORE = "对照清单逐项落实，已完成九成以上，其余事项已经明确了责任人和时间表，年底前可以全部办结到位。"


def _wrapped(text: str, lines_of_text: int = 2) -> list[str]:
    """The headings of a page on which every paragraph was set on so many lines, and all else on one."""
    blocks, line = [], 1
    for piece in text.split("\n"):
        last = line + (lines_of_text if len(piece) > 40 else 1) - 1
        blocks.append(Block(piece, (line, last), None))
        line = last + 1
    (report,) = understand(CleanText(tuple(blocks)), "0" * 32, SETTINGS).reports
    return [part.heading for part in report.sections if part.heading and part.part == 1]


BROKEN = [
    ("二、重点项目", "推进情况"),
    ("一、今年以来主要工作", "开展情况"),
    ("三、当前工作中存在的困难和", "突出问题"),
    ("二、关于进一步提高执法水平的", "几点打算"),
    ("（一）聚焦“一老一小”，全面兜牢", "民生底线"),
    ("（二）以数字赋能为抓手推动政务服", "务提速"),
    ("1.全力推进老旧小区加装", "电梯工作"),
    ("三、需要上级帮助解决的", "事项"),
    ("（一）坚持党建引领基层", "治理走深走实"),
    ("四、二〇二四年工作", "思路和重点"),
    ("三、关于进一步做好消防工作的主要", "措施和打算"),
]


@pytest.mark.parametrize(("first", "second"), BROKEN)
def test_a_heading_that_was_broken_in_two_is_one(first: str, second: str) -> None:
    page = f"××市××局工作总结\n{BODY}\n{first}\n{second}\n{BODY}\n{MORE}\n五、其他工作\n{MORE}\n{BODY}"
    found = _wrapped(page)
    assert found[0] == first.partition("、" if "、" in first[:3] else first[2])[2] + second or found[
        0
    ].endswith(second)
    assert len(found) == 2


@pytest.mark.parametrize(("first", "second"), BROKEN)
def test_a_heading_that_was_broken_above_a_numbering_is_one(first: str, second: str) -> None:
    page = (
        f"××市××局工作总结\n{BODY}\n{first}\n{second}\n①抓学习。{BODY}\n②抓落实。{MORE}\n五、其他工作\n{MORE}"
    )
    found = _wrapped(page)
    assert found[0].endswith(second) and len(found[0]) > len(second)


@pytest.mark.parametrize(
    "page",
    [
        # Two names of their own below a number.
        f"二、主要措施\n宣传先行\n{BODY}\n执法跟进\n{MORE}\n三、下一步打算\n{BODY}",
        # A finished sentence, a colon, a blank line of a form, a signature.
        f"二、主要措施。\n宣传先行\n{BODY}\n三、下一步打算\n{MORE}\n{BODY}",
        f"二、主要措施：\n宣传先行\n{BODY}\n三、下一步打算\n{MORE}\n{BODY}",
        f"一、基本情况\n{BODY}\n{MORE}\n二、下一步打算\n{BODY}\n××市水利局\n2023年5月6日",
        f"一、基本情况\n各位领导：\n{BODY}\n{MORE}\n二、下一步打算\n{BODY}",
        f"一、基本情况\n截至目前，\n{BODY}\n{MORE}\n二、下一步打算\n{BODY}",
    ],
)
def test_what_stands_below_a_numbered_heading_is_not_always_its_rest(page: str) -> None:
    found = _wrapped(f"××市××局工作总结\n{BODY}\n{page}")
    assert not any(
        name.endswith(("措施宣传先行", "水利局", "领导", "目前", "打算" + "××市水利局")) for name in found
    )


def test_where_nothing_was_wrapped_a_name_below_a_number_stays_one() -> None:
    page = f"××市××局工作总结\n{BODY}\n二、主要措施\n宣传先行\n{BODY}\n{MORE}\n三、下一步打算\n{BODY}"
    assert _wrapped(page, 1) == ["主要措施", "宣传先行", "下一步打算"]


@pytest.mark.parametrize(
    "names",
    [
        ("2021年：在摸索中起步", "2022年：在爬坡中加力", "2023年：在收获中思考"),
        ("2019年：打地基", "2020年：立柱子", "2021年：上房梁"),
        ("2022年度：补课", "2023年度：赶考"),
        ("2021——播种", "2022——拔节", "2023——抽穗"),
        ("2020年·守", "2021年·攻"),
        ("一季度：开局要稳", "二季度：过半要快", "三季度：冲刺要狠"),
        ("上半年：把底数摸清", "下半年：把短板补齐"),
        ("三月份：下沉摸底", "六月份：攻坚拆违", "九月份：回头复查"),
        ("3月：学", "4月：查", "5月：改"),
        ("2022年，打基础的一年", "2023年，见成效的一年"),
    ],
)
def test_headings_may_begin_with_a_time(names: tuple[str, ...]) -> None:
    text = "\n".join(f"{name}\n{BODY if at % 2 else MORE}" for at, name in enumerate(names))
    report = only(f"驻村工作总结\n我到村里已经三年，现将情况报告如下。\n{text}")
    assert [part.heading for part in report.sections if part.heading] == list(names)


@pytest.mark.parametrize(
    "lines",
    [
        "2021年：投资12万元\n2022年：投资36万元\n2023年：投资80万元",
        "3月：制定方案，动员部署\n4月：对照检查，列出清单\n5月：整改落实，总结验收",
        "2021年：修路3公里，架桥1座。\n2022年：修渠5公里，建塘2口。\n2023年：栽树2万株，绿化荒山。",
        "时间：2023年5月6日\n地点：县委党校\n参加人员：全体村干部",
        "2022年3月，县里拨款30万元，\n2022年9月，县里又拨款20万元，",
    ],
)
def test_rows_that_begin_with_a_time_are_no_headings(lines: str) -> None:
    report = only(f"驻村工作总结\n我到村里已经三年，现将情况报告如下。\n{lines}\n{BODY}\n{MORE}")
    assert [part.heading for part in report.sections if part.heading] == []
