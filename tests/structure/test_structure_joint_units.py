"""Who reports: those who sign together, who serves somewhere, stations; and who does not."""

import pytest
from structure_pages import only

OPENING = "今年以来，我们认真做好各项工作，现将情况报告如下。"
BODY = "一、工作情况\n完成了各项任务，群众满意度进一步提高。\n二、下一步打算\n补齐短板，把工作做得更细。"


def _unit(opening: str = OPENING, signature: str = "", title: str = "工作总结") -> str | None:
    return only(f"{title}\n{opening}\n{BODY}\n{signature}\n2023年6月8日").unit


@pytest.mark.parametrize(
    ("signature", "unit"),
    [
        ("槐树村党总支、村委会", "槐树村"),
        ("青石镇党委、镇政府", "青石镇"),
        ("河东街道党工委 河东街道办事处", "河东街道"),
        ("槐荫社区党委、居委会", "槐荫社区"),
        ("县公安局、县司法局", "县公安局"),
        ("清水县委宣传部、县文联", "清水县委宣传部"),
        ("柳河小学党支部、校工会", "柳河小学"),
        ("中共槐树村支部委员会　槐树村村民委员会", "中共槐树村支部委员会"),
        ("红星农场党委、农场工会", "红星农场"),
        ("大坪乡人民政府　大坪乡人武部", "大坪乡人民政府"),
        ("党委、政府", None),
        ("党支部、工会", None),
        ("机关、学校、社区", None),
    ],
)
def test_who_signs_together_is_named_by_what_is_theirs(signature: str, unit: str | None) -> None:
    assert _unit(signature=signature) == unit


@pytest.mark.parametrize(
    ("opening", "unit"),
    [
        ("一年来，我作为县广源交通投资公司副总经理，分管工程建设。", "县广源交通投资公司"),
        ("作为云山县统计局局长，我把数据质量当作生命线，现述职如下。", "云山县统计局"),
        ("本人作为柳河镇中心小学校长，一年来主要做了以下工作。", "柳河镇中心小学"),
        ("我叫李××，现任云山县应急管理局党委书记、局长，现述职如下。", "云山县应急管理局"),
        ("我是青石镇党委书记周××，现将一年来的工作汇报如下。", "青石镇"),
        ("作为一名教师，我热爱本职工作，一年来教书育人。", None),
        ("作为党支部书记，我认真履行第一责任人职责。", None),
        ("作为中层干部，我认真履行职责。", None),
        ("作为国有企业，我们始终把安全放在首位。", None),
        ("我们作为基层单位，直接面对群众。", None),
        ("作为全市唯一的乡镇卫生院，我们承担着两万人的医疗服务。", None),
    ],
)
def test_who_writes_names_where_he_serves(opening: str, unit: str | None) -> None:
    assert _unit(opening, title="述职报告") == unit


@pytest.mark.parametrize(
    ("opening", "unit"),
    [
        ("2023年，双河乡文化站认真履行职责，组织演出六十场。", "双河乡文化站"),
        ("一年来，大坪镇兽医站完成免疫三万头。", "大坪镇兽医站"),
        ("今年以来，柳林乡林业站加强巡护，没有发生火情。", "柳林乡林业站"),
        ("2022年，白云镇农经站认真指导各村清产核资。", "白云镇农经站"),
        ("上半年，石桥镇广播站共播出节目三百期。", "石桥镇广播站"),
        ("国庆期间，白云山收费站全员上岗，通行车辆六万台。", "白云山收费站"),
        ("今年以来，粮站改造进展顺利。", None),
        ("今年以来，新建兽医站在三个乡镇投入使用。", None),
    ],
)
def test_stations_report_too(opening: str, unit: str | None) -> None:
    assert _unit(opening) == unit
