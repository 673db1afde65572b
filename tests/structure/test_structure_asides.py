import pytest
from structure_pages import only, typed

BODY = "各项任务按时间节点有序推进，责任分工清楚，取得了较好效果，群众普遍满意。"
PLANS = "下一步，将补齐两处短板，力争年底前全部完成。"
OPENING = "今年以来，我们认真做好各项工作，现将情况汇报如下。"


@pytest.mark.parametrize(
    "line",
    [
        "县打击走私专项治理领导小组：",
        "区粮食局、区供销合作社：",
        "董事会：",
        "市水文局党组书记、局长　　钟××",
        "青泥河农垦集团红旗农场　场长　乌××",
    ],
)
def test_who_is_addressed_and_who_speaks_is_no_introduction(line: str) -> None:
    report = only(f"2022年工作汇报\n{line}\n{OPENING}\n一、主要工作\n{BODY}\n二、下一步打算\n{PLANS}")
    assert typed(report)[0][1] == "其他"


@pytest.mark.parametrize("line", ["质检员：冯××", "见习人：彭××", "白水堤防管理段"])
def test_who_signs_says_nothing_of_plans(line: str) -> None:
    report = only(f"2022年工作汇报\n{OPENING}\n一、主要工作\n{BODY}\n二、下一步打算\n{PLANS}\n{line}")
    assert typed(report)[-1][1] == "其他"


@pytest.mark.parametrize(
    "line",
    [
        "联系人：王志强，联系电话：0000-5521436，电子邮箱：lhz@example.cn。",
        "监督电话：0000-7712345（工作日8:30—17:30）。",
        "如有意见建议，请于12月10日前反馈至县纪委党风室，电话0000-3345678，邮箱dfs@example.cn。",
        "公示期间如有异议，请与镇纪委联系。联系方式：电话0000-5521436；邮政信箱：府前路6号。",
        "图2：粮食产量变化情况",
        "表 1 主要指标完成情况",
    ],
)
@pytest.mark.parametrize("signed", ["", "\n青山镇人民政府\n2022年3月4日"])
def test_where_to_reach_an_office_and_names_of_figures_say_nothing_of_plans(line: str, signed: str) -> None:
    text = f"2022年工作汇报\n{OPENING}\n一、主要工作\n{BODY}\n二、下一步打算\n{PLANS}\n{line}{signed}"
    assert {types for text, types in typed(only(text)) if text == line[:4]} == {"其他"}


@pytest.mark.parametrize(
    "line",
    ["公布举报电话0000-1234567，受理群众投诉八十三件，全部办结。", "开通服务热线，电话咨询量同比增长两成。"],
)
def test_what_was_done_about_telephones_is_work(line: str) -> None:
    report = only(f"2022年工作汇报\n{OPENING}\n一、主要工作\n{BODY}\n{line}\n二、下一步打算\n{PLANS}")
    assert (line[:4], "工作情况") in typed(report)
