import pytest
from structure_pages import read, starts

BODY = "各项任务按时间节点有序推进，责任分工清楚，取得了较好效果，群众普遍满意。"
PLANS = "下一步，将补齐两处短板，力争年底前全部完成。"
OPENING = "尊敬的各位领导：\n我叫李××，是仓库保管员，现将试用期工作汇报如下。"
FIRST = f"{OPENING}\n一、工作回顾\n{BODY}\n二、今后打算\n{PLANS}"


@pytest.mark.parametrize(
    "second",
    [
        f"各位领导：\n时光荏苒，来到公司已经半年。\n学到的本领\n{BODY}",
        f"尊敬的各位评委：\n我是质检部的检验员，试用期已满半年。\n学到的本领\n{BODY}",
        f"县供销社：\n接到《关于报送农资供应情况的通知》后，我社立即排查，现将有关情况汇报如下：\n{BODY}",
    ],
)
def test_a_form_of_address_above_an_opening_begins_a_report(second: str) -> None:
    assert starts(read(f"{FIRST}\n{second}")) == [1, 7]


def test_who_signs_as_reporter_ends_a_report() -> None:
    second = f"各位代表：\n我受镇人大主席团的委托，向大会报告工作，请予审议。\n过去一年的工作\n{BODY}"
    assert starts(read(f"{FIRST}\n汇报人：李××\n{second}")) == [1, 8]


def test_a_speaker_may_address_his_hearers_again() -> None:
    assert starts(read(f"{FIRST}\n各位领导：\n{BODY}\n{PLANS}")) == [1]
