import pytest
from structure_pages import headings, only

BODY = "我局及时制定方案，明确责任分工，各项任务按时间节点有序推进，取得了较好效果。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{BODY}\n路：从“难走”到“好走”\n{BODY}\n水：村村都通自来水\n{BODY}",
            [(1, None, "路：从“难走”到“好走”"), (1, None, "水：村村都通自来水")],
        ),
        (
            f"{BODY}\n第一个问题，说说我们做到了哪一步\n{BODY}\n第二个问题，讲讲我们还缺些什么本事\n{BODY}",
            [(1, None, "第一个问题，说说我们做到了哪一步"), (1, None, "第二个问题，讲讲我们还缺些什么本事")],
        ),
        (
            f"一、春播：种下去的是希望\n{BODY}\n二、秋收：装进仓的是底气\n{BODY}",
            [(1, "一", "春播：种下去的是希望"), (1, "二", "秋收：装进仓的是底气")],
        ),
        (
            f"一、学会了什么：从“坐等”到“上门”\n{BODY}\n二、看到了什么：差距就在眼前\n{BODY}",
            [(1, "一", "学会了什么：从“坐等”到“上门”"), (1, "二", "看到了什么：差距就在眼前")],
        ),
        (
            f"1.育苗：从土里要钱\n1.1 品种\n{BODY}\n2.销售：从网上要钱\n2.1 渠道\n{BODY}",
            [
                (1, "1.", "育苗：从土里要钱"),
                (2, "1.1", "品种"),
                (1, "2.", "销售：从网上要钱"),
                (2, "2.1", "渠道"),
            ],
        ),
        (
            f"一、抓宣传，造声势；\n{BODY}\n二、抓队伍，以考核带动争先；\n{BODY}\n三、不足；\n{BODY}",
            [(1, "一", "抓宣传，造声势"), (1, "二", "抓队伍，以考核带动争先"), (1, "三", "不足")],
        ),
        (
            f"一、看到了什么：人家为什么强\n{BODY}\n二、想到了什么：差距在哪里\n{BODY}",
            [(1, "一", "看到了什么：人家为什么强"), (1, "二", "想到了什么：差距在哪里")],
        ),
        (
            f"{BODY}\n加强宣传引导，营造浓厚氛围。\n{BODY}\n严格督导检查，推动责任落实。\n{BODY}\n完善长效机制，巩固工作成果。\n{BODY}",
            [
                (1, None, "加强宣传引导，营造浓厚氛围"),
                (1, None, "严格督导检查，推动责任落实"),
                (1, None, "完善长效机制，巩固工作成果"),
            ],
        ),
        (
            f"{BODY}\n1.场地：通道畅通，有两处灯具不亮，需要更换。墙面脱落的地方已经请人修补。\n2.器材：灭火器都在有效期内。",
            [(1, "1.", "场地"), (1, "2.", "器材")],
        ),
        (f"第一章 收：三笔明白账\n{BODY}", [(1, "第一章", "收：三笔明白账")]),
        (
            f"（一）会前准备，把材料备起来。{BODY}\n（二）会后督办，把事情落下来。{BODY}",
            [(1, "(一)", "会前准备，把材料备起来"), (1, "(二)", "会后督办，把事情落下来")],
        ),
        (
            f"{BODY}\n目标\n{BODY}\n分工\n{BODY}\n进度\n{BODY}",
            [(1, None, "目标"), (1, None, "分工"), (1, None, "进度")],
        ),
        (
            f"{BODY}\n1 摸到的底数\n1.1 人口\n{BODY}\n2 找到的病根\n{BODY}\n3 几点体会\n{BODY}",
            [(1, "1", "摸到的底数"), (2, "1.1", "人口"), (1, "2", "找到的病根"), (1, "3", "几点体会")],
        ),
    ],
)
def test_a_line_is_a_heading_as_others_of_its_form_are(text: str, expected: list[object]) -> None:
    assert headings(only(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\n时间：2021年5月上旬\n地点：县政府三楼会议室\n{BODY}",
        f"{BODY}\n李明\n王芳\n{BODY}",
        f"{BODY}\n有一句话大家都记得：实干才有出路\n{BODY}",
    ],
)
def test_fields_of_a_form_and_a_lone_line_with_a_colon_are_no_headings(text: str) -> None:
    assert headings(only(text)) == []


def test_a_label_that_comes_again_under_each_item_is_no_heading() -> None:
    items = [f"（{n}）关于制度执行不严的问题\n存在问题：{BODY}\n整改措施：{BODY}" for n in "一二三"]
    found = headings(only("\n".join(items)))
    assert [number for _, number, _ in found] == ["(一)", "(二)", "(三)"]


def test_items_of_a_form_keep_what_stands_behind_their_colons() -> None:
    report = only(f"一、会议安排\n1.地点:会议室\n2.时间:上午九点\n3.要求:不得迟到。\n二、总结\n{BODY}")
    told = [section.heading for section in report.sections]
    assert "地点:会议室" not in told


def test_the_items_of_a_list_are_no_headings_for_their_semicolons() -> None:
    report = only(f"{BODY}\n1.落实责任，干部包户；\n2.备足物资，按村储备；\n3.加强值守，不断人；\n{BODY}")
    assert headings(report) == []
