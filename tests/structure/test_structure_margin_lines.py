"""Lines around the text of a report that say nothing of the work: occasions, and who signs together."""

import pytest
from structure_pages import SETTINGS, only

from archive.structure.asides import is_aside
from archive.structure.elements import Element, Kind
from archive.structure.rules import rules_for


def _is_aside(text: str) -> bool:
    return is_aside(Element(Kind.TEXT, text, (1, 1)), rules_for(SETTINGS))


@pytest.mark.parametrize(
    "line",
    [
        "（2021年3月18日在江北区第十二届人大常委会第九次会议上）",
        "(2022年12月在全市水库移民工作会议上)",
        "（2019年8月6日在州政协十三届常委会第十二次会议）",
        "（2023年2月24日 在镇第六次妇女代表大会上）",
        "（在全县招商引资推进会上的发言）",
        "（7月20日在市直机关党建工作座谈会上）",
        "（2024年1月12日在××自治县第十七届人民代表大会常务委员会第二十三次会议上的报告）",
        "（二〇二二年九月在区安委会全体会议上）",
        "（2020年11月5日在集团公司职工代表大会联席会议上）",
        "（2023年6月在校务扩大会议上的汇报）",
        "（——2018年4月在全省文物安全培训班上的讲话）",
    ],
)
def test_an_occasion_in_brackets_says_nothing_of_the_work(line: str) -> None:
    assert _is_aside(line)


@pytest.mark.parametrize(
    "line",
    [
        "双柳村党总支、村委会",
        "云岭镇党委、镇政府",
        "中共××县委、××县人民政府",
        "河东街道党工委、办事处",
        "青石小学党支部、校工会",
        "县农业农村局、县财政局",
        "县公安局　县司法局",
        "市城管局党组、机关工会",
        "槐荫社区党委、居委会",
        "清水县委宣传部、县文联",
    ],
)
def test_organisations_that_sign_together_say_nothing_of_the_work(line: str) -> None:
    assert _is_aside(line)


@pytest.mark.parametrize(
    "line",
    [
        "（在会议上，大家讨论了三个问题）",
        "（在县城东片新建三条街巷）",
        "（一）在全县大会上表彰先进",
        "（在全县大会上表彰的先进单位）",
        "机关、学校、社区",
        "乡镇、街道",
        "（会议纪要附后）",
        "（在山上种树八百亩）",
        "农村、社区",
        "党员、群众、网格员",
        "修水渠、装路灯",
        "村民小组长、党员代表",
        "教育、卫生、民政",
        "县财政局、县审计局共同抽查",
        "走访学校、医院",
    ],
)
def test_what_looks_like_an_occasion_or_a_signature_is_none(line: str) -> None:
    assert not _is_aside(line)


def test_who_speaks_below_an_occasion_in_brackets_names_the_organisation() -> None:
    report = only(
        "关于全县乡村医生队伍建设情况的汇报\n（2022年8月30日在县第十七届人大常委会第七次会议上）\n"
        "××县卫生健康局局长 ×××\n主任、各位副主任、各位委员：\n"
        "我受县人民政府委托，现将全县乡村医生队伍建设情况汇报如下。\n一、基本情况\n全县有村卫生室260个。"
    )
    assert (report.unit, report.date) == ("××县卫生健康局", "2022-08-30")
