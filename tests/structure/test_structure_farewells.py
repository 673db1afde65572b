"""Last words of a speech: invitations, thanks and good wishes begin no report and say nothing of the work."""

from __future__ import annotations

import pytest
from structure_pages import SETTINGS, only, page, read
from structure_places import BODY, PARTS

from archive.clean import clean
from archive.parsed import SourceText

TITLE = "柳河镇2021年工作汇报"


def types_of(text: str, page_text: str) -> tuple[str, ...]:
    report = only(page_text)
    found = [part for section in report.sections for part in section.paragraphs if part.text == text]
    return found[0].types if found else ()


FAREWELLS = [
    "欢迎各位领导到柳河镇走走看看，为我们把把脉、开开方。谢谢大家！",
    "热忱欢迎社会各界朋友来青坪做客，尝一尝我们的高山茶。",
    "再过三天就是元宵节了，祝各位阖家团圆、万事顺意！",
    "借此机会，我代表厂党委给全厂职工和家属拜个早年，祝大家虎年吉祥！",
    "我的介绍就到这里，欢迎大家常来松台街道看一看。谢谢！",
    "榆树乡的大门永远向各位敞开，欢迎四方宾朋前来指导交流。",
    "最后，真诚邀请各位同行到我们学校传经送宝，谢谢各位！",
    "柳河镇真诚期待与大家携手同行，谢谢大家！",
    "春节将至，在这里给各位领导、各位同事拜个早年，感谢大家一年来的辛勤付出！",
    "如有说得不对的地方，欢迎同志们多提宝贵意见。谢谢！",
    "白杨灌区诚邀各位专家再来走一走、看一看，多提宝贵意见。",
    "各位职工代表，本届工会的任期就要满了。在此，谨向四年来帮助过我们的各级领导和全体职工表示衷心的感谢！",
    "时间关系，就汇报这些，有说得不到位的请大家包涵，谢谢！",
]


@pytest.mark.parametrize("text", FAREWELLS)
@pytest.mark.parametrize("signature", ["", "\n柳河镇人民政府\n2022年3月4日"])
def test_last_words_begin_no_report(text: str, signature: str) -> None:
    assert types_of(text, f"{TITLE}\n{BODY}\n{text}{signature}") == ("其他",)


@pytest.mark.parametrize("text", FAREWELLS)
def test_last_words_are_not_the_sites(text: str) -> None:
    blocks = page(f"{TITLE}\n{BODY}\n{text}").blocks
    cleaned = clean(SourceText("a.txt", "0" * 32, "utf-8", "text/plain", blocks), SETTINGS)
    assert cleaned.blocks[-1].text == text


@pytest.mark.parametrize(
    "text",
    [
        "欢迎新生活动中，志愿者累计服务三千余人次，发放指南两千册，受到新生和家长好评。",
        "邀请专家到田间地头走一走，现场解答问题八十六个，农户都说听得懂、学得会。",
        "通过来看一看、问一问，窗口群众满意率提高到九成八，投诉下降四成。",
        "市民对此纷纷点赞，不少老人拉着社工的手连声说“谢谢”。",
        "组织拜年活动三十场，慰问困难职工一百二十户，发放慰问金十八万元。",
        "下一步，欢迎各类资本参与民宿开发，对投资五百万元以上的给予用地支持。",
        "我们要把欢迎群众监督落到实处，设立举报箱二十个，公开电话三部。",
    ],
)
def test_work_that_welcomes_or_thanks_is_work(text: str) -> None:
    body = "\n".join([*PARTS[:2], text, *PARTS[2:]])
    assert types_of(text, f"{TITLE}\n{body}") not in ((), ("其他",))


def test_a_welcome_at_the_beginning_of_a_speech_is_no_farewell() -> None:
    greeting = "各位领导："
    opening = "首先，我代表镇党委、政府，热烈欢迎各位领导莅临我镇检查指导。现将我镇防汛工作情况汇报如下："
    found = read(f"{TITLE}\n{BODY}\n{FAREWELLS[0]}\n{greeting}\n{opening}\n{BODY}").reports
    assert len(found) == 2


def test_an_opening_that_excuses_itself_is_no_farewell() -> None:
    opening = "按照会议安排，我就创建园林县城的工作情况做一汇报，不妥之处，敬请各位领导批评指正。"
    assert types_of(opening, f"{TITLE}\n{opening}\n{BODY}") == ("导语",)
