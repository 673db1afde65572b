"""Names of sections that stand in a frame of brackets, and what else stands in one."""

import pytest
from structure_pages import only

BODY = "全年投入资金320万元，出动人员1600人次，各项任务按时间节点推进，群众反映较好。"


@pytest.mark.parametrize("frame", ["【{}】", "［{}］", "[{}]", "〖{}〗", "「{}」"])
@pytest.mark.parametrize(
    "names",
    [
        ("主要工作", "存在不足", "下一步打算"),
        ("工作成效", "主要问题", "今后打算"),
        ("基本情况", "困难和问题", "工作建议"),
        ("工作回顾", "原因分析", "明年计划"),
    ],
)
def test_the_name_of_a_section_may_stand_in_a_frame(frame: str, names: tuple[str, ...]) -> None:
    framed = [frame.format(name) for name in names]
    text = "\n".join(
        f"{name}\n★抓基层，打基础\n{BODY}" if at == 0 else f"{name}\n{BODY}" for at, name in enumerate(framed)
    )
    report = only(f"青石镇工作总结\n今年以来，我镇认真做好各项工作，现总结如下：\n{text}")
    found = [part.heading for part in report.sections if part.heading]
    assert [name for name in found if "基层" not in name] == framed


@pytest.mark.parametrize(
    "line",
    ["【2023年5月6日】", "【王某某】", "[1]", "【县农业局】", "【此件公开发布】", "[见附表一]", "【案例一】"],
)
def test_not_all_that_stands_in_a_frame_is_a_heading(line: str) -> None:
    report = only(
        f"青石镇工作总结\n今年以来，我镇认真做好各项工作，现总结如下：\n一、工作情况\n{BODY}\n{line}\n二、不足\n{BODY}"
    )
    assert [part.heading for part in report.sections if part.heading and part.part == 1] == [
        "工作情况",
        "不足",
    ]
