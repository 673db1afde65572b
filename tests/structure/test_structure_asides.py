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
