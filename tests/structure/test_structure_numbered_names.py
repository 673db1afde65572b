"""Numbered headings: with a remark in brackets, names of faults, short slogans; and what looks like them."""

import pytest
from structure_pages import only

BODY = "全年投入资金320万元，出动人员1600人次，各项任务按时间节点推进，群众反映较好。"
MORE = "对照清单逐项落实，已完成九成以上，其余事项已经明确了责任人和时间表。"


def _names(text: str) -> list[str]:
    return [part.heading for part in only(text).sections if part.heading and part.part == 1]


@pytest.mark.parametrize(
    "heading",
    [
        "粮库仓顶翻修（责任科室：仓储科）",
        "改造二次供水设施（牵头单位：县住建局；配合单位：各街道；完成时限：2024年10月底）",
        "推进老城停车治理(责任人:副局长)",
        "深化医疗联合体建设（牵头领导：分管副院长，责任科室：医务科、护理部）",
        "渔港清淤（投资：860万元）",
        "实施“雪亮工程”二期（责任部门 技防大队）",
        "开展校园食堂“回头看”（时间：3月至5月）",
        "抓好返乡创业园招商（责任单位：人社局、商务局，时限：全年）",
        "整治飞线充电（包保领导：李××；完成时间：6月30日前）",
        "新建冷链仓储（目标：库容2万吨）",
        "编制应急预案（责任岗位：安全员）",
    ],
)
@pytest.mark.parametrize("number", ["一、", "（一）", "1.", "(1)"])
def test_a_remark_in_brackets_belongs_to_its_heading(heading: str, number: str) -> None:
    second = {"一、": "二、", "（一）": "（二）", "1.": "2.", "(1)": "(2)"}[number]
    expected = heading.replace("(", "（").replace(")", "）").replace(":", "：")
    for stop in ("。", "\n"):
        found = _names(f"××县××工作计划\n{number}{heading}{stop}{BODY}\n{second}做好宣传引导{stop}{MORE}")
        assert [name.replace("(", "（").replace(")", "）").replace(":", "：") for name in found] == [
            expected,
            "做好宣传引导",
        ]


def test_a_remark_on_who_is_responsible_ends_its_heading_without_a_stop() -> None:
    found = _names(
        f"××县××工作计划\n（一）治理河道采砂（责任单位：水利局）{BODY}\n（二）修复湿地（责任单位：林业局）{MORE}"
    )
    assert found == ["治理河道采砂（责任单位：水利局）", "修复湿地（责任单位：林业局）"]


@pytest.mark.parametrize(
    "lines",
    [
        "1.完成投资3.2亿元（其中：财政资金1.1亿元），建成泵站两座，恢复灌溉面积1.2万亩。\n2.完成清淤86公里（其中：干渠30公里），改善灌溉面积3万亩，受益群众两万余人。",
        "1.全年接诊3.2万人次（比上年：增长5%），手术620台次，比上年有所增加。\n2.全年出院病人4100人次（比上年：增长3%），平均住院日下降，费用得到控制。",
        "1.组织培训4期（对象：新任村干部），参训210人次，通过率达到九成以上。\n2.组织观摩2次（地点：茶山村），参加人员90人次，现场解决问题11个。",
    ],
)
def test_a_sentence_with_a_remark_in_brackets_is_no_heading(lines: str) -> None:
    assert _names(f"××县××工作总结\n一、主要数字\n{lines}\n二、下一步打算\n{BODY}") == [
        "主要数字",
        "下一步打算",
    ]


FAULTS = [
    "关于2019年以来欠缴城市基础设施配套费3260万元的问题",
    "关于5个项目未批先占耕地的问题",
    "关于扶贫资金滞留2年以上未拨付的问题",
    "关于13名在编不在岗人员违规领取工资的问题",
    "关于会议费、培训费超预算支出28.6万元问题",
    "关于污水管网雨污不分、部分管段破损渗漏的问题",
    "关于固定资产已经报废却未及时销账的问题",
    "关于“三重一大”事项没有集体研究的问题",
    "关于将公款存放在个人账户的问题",
    "关于对下属企业监管不力、造成损失470万元的问题",
    "关于部分工程应招标未招标的问题",
    "关于落实中央八项规定精神不够严格，公务接待中存在超标准、超范围、无公函接待现象，个别支出手续不全的问题",
    "针对“门难进、脸难看”问题",
    "针对窗口人员业务不熟、群众来回跑了多趟的问题",
]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_numbered_fault_is_a_heading_above_what_was_done_about_it(fault: str) -> None:
    title = "××集团关于巡察反馈问题整改情况的报告"
    for stop in ("。", "：", "\n"):
        found = _names(
            f"{title}\n一、整改情况\n（一）财务管理方面\n1.{fault}{stop}{BODY}\n2.关于档案缺失的问题{stop}{MORE}"
        )
        assert found == ["整改情况", "财务管理方面", fault, "关于档案缺失的问题"]


@pytest.mark.parametrize(
    "items",
    [
        "1.关于群众反映的用水问题，我们已经会同水务公司两次到现场勘查，近期开工。\n2.关于停车问题，社区正在和物业商量，准备划出三十个车位，年内完成。",
        "1.解决了两个小区的供暖问题，惠及居民860户。\n2.解决了一个自然村不通公交车的问题，方便群众出行。",
        "1.针对问题建立台账，逐项明确责任人，确保件件有着落。\n2.针对短板制定措施，逐条抓好落实，确保事事有回音。",
    ],
)
def test_a_sentence_about_a_fault_is_no_heading(items: str) -> None:
    assert _names(f"××村工作总结\n一、办实事情况\n{items}\n二、今后打算\n{BODY}") == [
        "办实事情况",
        "今后打算",
    ]


@pytest.mark.parametrize(
    "slogans",
    [
        ("建起了冷库", "引来了客商", "鼓起了腰包"),
        ("修好了水渠", "装上了路灯", "扫净了院子"),
        ("换了新班子", "立了新规矩", "添了新气象"),
        ("摸清了家底", "理顺了关系", "守住了底线"),
        ("学校搬了新家", "老师有了周转房", "学生吃上了热饭"),
    ],
)
@pytest.mark.parametrize("numbers", ["(1) (2) (3)", "1. 2. 3.", "（一） （二） （三）"])
def test_short_numbered_slogans_are_headings_of_their_texts(slogans: tuple[str, ...], numbers: str) -> None:
    items = "\n".join(
        f"{number}{slogan}。{BODY}" for number, slogan in zip(numbers.split(), slogans, strict=True)
    )
    assert _names(f"××村工作总结\n一、干成的几件事\n{items}\n二、不足\n{MORE}") == [
        "干成的几件事",
        *slogans,
        "不足",
    ]


@pytest.mark.parametrize(
    "items",
    [
        "1.修了水渠3公里，清了淤。\n2.装了路灯40盏，通了电。\n3.扫了院子，净了路。",
        "1.召开了动员会，印发了方案。会后各组分头行动，进展较快。\n2.走访了260户，建立了台账。对特困户逐户明确帮扶人。",
        "1.发放了补贴210万元。\n2.兑现了奖金30万元。\n3.化解了纠纷14起。",
    ],
)
def test_sentences_that_tell_what_was_done_are_no_headings(items: str) -> None:
    assert _names(f"××村工作总结\n一、主要工作\n{items}\n二、不足\n{MORE}") == ["主要工作", "不足"]


@pytest.mark.parametrize(
    "stage",
    [
        "宣传发动阶段（3月）",
        "摸底排查阶段（4月1日至4月30日）",
        "集中攻坚阶段(5月—9月)",
        "总结验收阶段（11月底前）",
        "查漏补缺环节（10月中旬）",
        "自查自纠阶段（2023年6月）",
    ],
)
@pytest.mark.parametrize(
    "goes_on", ["与公安、民政部门逐条比对数据，", "及时召开会议，", "和各村签订责任书，", "对照清单，"]
)
def test_the_time_of_a_stage_ends_its_heading_whatever_follows(stage: str, goes_on: str) -> None:
    found = _names(
        f"××镇工作方案\n一、工作步骤\n（一）{stage}{goes_on}{BODY}\n（二）巩固提升阶段（12月）{goes_on}{MORE}\n二、要求\n{MORE}"
    )
    assert [name.replace("(", "（").replace(")", "）") for name in found] == [
        "工作步骤",
        stage.replace("(", "（").replace(")", "）"),
        "巩固提升阶段（12月）",
        "要求",
    ]


@pytest.mark.parametrize(
    "items",
    [
        "（一）已进入收尾阶段（12月），全镇共完成改厕260座，受益群众九百人，资金全部拨付到位。\n（二）目前处于试运行阶段（6月起），设备运转正常，日处理垃圾12吨，群众反映较好。",
        "（一）第一阶段（3月）的工作由镇里统一安排，各村配合，共排查隐患120处，整改率达到95%。\n（二）第二阶段（4月）的工作由各村自行组织，共整改隐患60处，没有发生事故。",
    ],
)
def test_a_sentence_about_a_stage_is_no_heading(items: str) -> None:
    assert _names(f"××镇工作总结\n一、进展\n{items}\n二、要求\n{MORE}") == ["进展", "要求"]
