import pytest
from structure_pages import SETTINGS, headings, only, page

from archive.parsed import Block, CleanText
from archive.structure import understand

BODY = "我局及时制定方案，明确责任分工，各项任务按时间节点有序推进，取得了较好效果。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"一、工作成效\n{BODY}\n二、存在问题\n{BODY}", [(1, "一", "工作成效"), (1, "二", "存在问题")]),
        (
            f"一、做法\n（一）建强队伍。{BODY}\n（二）筑牢防线。{BODY}",
            [(1, "一", "做法"), (2, "(一)", "建强队伍"), (2, "(二)", "筑牢防线")],
        ),
        (f"1.夯实基础。{BODY}\n2.优化服务。{BODY}", [(1, "1.", "夯实基础"), (1, "2.", "优化服务")]),
        (
            f"㈠思想方面\n一、勤于学习。{BODY}\n二、严守纪律。{BODY}\n㈡业务方面\n一、征管有力。{BODY}\n二、服务到位。{BODY}",
            [
                (1, "㈠", "思想方面"),
                (2, "一", "勤于学习"),
                (2, "二", "严守纪律"),
                (1, "㈡", "业务方面"),
                (2, "一", "征管有力"),
                (2, "二", "服务到位"),
            ],
        ),
        (
            f"（一）宣传到位。{BODY}\n（二）设施到位。{BODY}\n二、存在问题\n{BODY}",
            [(2, "(一)", "宣传到位"), (2, "(二)", "设施到位"), (1, "二", "存在问题")],
        ),
        (
            f"第一部分：工作回顾\n（一）经济平稳。{BODY}\n第二部分：工作安排\n{BODY}",
            [(1, "第一部分", "工作回顾"), (2, "(一)", "经济平稳"), (1, "第二部分", "工作安排")],
        ),
        (
            f"一、工作开展情况(一)加强领导,落实责任为进一步做好工作,{BODY}",
            [(1, "一", "工作开展情况"), (2, "(一)", "加强领导,落实责任")],
        ),
        (
            f"（一）领导靠前抓推进,建章立制促长效在工作中,{BODY}",
            [(1, "(一)", "领导靠前抓推进,建章立制促长效")],
        ),
        (
            f"一、做法\n{BODY}\n二、措施\n宣传先行\n{BODY}\n执法跟进\n{BODY}",
            [(1, "一", "做法"), (1, "二", "措施"), (2, None, "宣传先行"), (2, None, "执法跟进")],
        ),
        (
            f"××镇评估报告\n今年镇里开展了评估。一、评估结果1.场地评估:{BODY}{BODY}2.器材评估:灭火器都在有效期内。",
            [(1, "一", "评估结果"), (2, "1.", "场地评估"), (2, "2.", "器材评估")],
        ),
        ("一、任务\n1.计划投资80万元，新建泵站。\n2.计划整修渠道12公里，恢复灌面。", [(1, "一", "任务")]),
        (f"一、高度重视,强化组织领导我镇高度重视此项工作,{BODY}", [(1, "一", "高度重视,强化组织领导")]),
        (f"二、存在的问题虽然社区做了一些工作,但仍有不足。{BODY}", [(1, "二", "存在的问题")]),
        (
            f"八、加强文化阵地提升项目建设按照项目建设要求，设置宣传栏多处。{BODY}",
            [(1, "八", "加强文化阵地提升项目建设")],
        ),
        (f"下半年工作思路1.把牢方向。{BODY}", [(1, None, "下半年工作思路"), (2, "1.", "把牢方向")]),
        (f"现将情况汇报如下:一、健全制度,堵塞漏洞。{BODY}", [(1, "一", "健全制度,堵塞漏洞")]),
        (f"一、工作成效：\n{BODY}", [(1, "一", "工作成效")]),
        (f"三、整改情况 {BODY}", [(1, "三", "整改情况")]),
        (
            f"{BODY}\n强化宣传引导\n{BODY}\n完善制度机制\n{BODY}",
            [(1, None, "强化宣传引导"), (1, None, "完善制度机制")],
        ),
        (f"{BODY}\n下一步打算。\n{BODY}", [(1, None, "下一步打算")]),
        (
            f"壹、年度执行情形\n一、馆舍修缮\n{BODY}\n二、馆藏充实\n{BODY}\n贰、面临困难\n{BODY}",
            [(1, "壹", "年度执行情形"), (2, "一", "馆舍修缮"), (2, "二", "馆藏充实"), (1, "贰", "面临困难")],
        ),
        (
            f"㈠今年工作情况\n一、应急值守更加有力\n{BODY}\n二、物资储备更加充足\n{BODY}\n㈡主要问题\n{BODY}",
            [
                (1, "㈠", "今年工作情况"),
                (2, "一", "应急值守更加有力"),
                (2, "二", "物资储备更加充足"),
                (1, "㈡", "主要问题"),
            ],
        ),
        (
            f"第一部分 工程进展\n一、主体完工\n（1）护岸。{BODY}\n（2）步道。{BODY}\n"
            f"第二部分 存在问题\n（一）征地滞后。{BODY}",
            [
                (1, "第一部分", "工程进展"),
                (2, "一", "主体完工"),
                (4, "(1)", "护岸"),
                (4, "(2)", "步道"),
                (1, "第二部分", "存在问题"),
                (3, "(一)", "征地滞后"),
            ],
        ),
        (
            f"上篇：三年回望\n一、造林\n{BODY}\n二、管护\n{BODY}\n下篇：再启新程\n一、任务\n{BODY}",
            [
                (1, "上篇", "三年回望"),
                (2, "一", "造林"),
                (2, "二", "管护"),
                (1, "下篇", "再启新程"),
                (2, "一", "任务"),
            ],
        ),
        (
            f"Ⅰ.形势研判\n{BODY}\nⅡ.队伍建设\na.选苗\n{BODY}\nb.育苗\n{BODY}",
            [(1, "Ⅰ.", "形势研判"), (1, "Ⅱ.", "队伍建设"), (2, "a.", "选苗"), (2, "b.", "育苗")],
        ),
        (
            f"第一、今年回顾\n一、夯实基础\n{BODY}\n二、优化服务\n{BODY}\n第二、明年打算\n{BODY}",
            [(1, "第一", "今年回顾"), (2, "一", "夯实基础"), (2, "二", "优化服务"), (1, "第二", "明年打算")],
        ),
        (
            f"一、今年总结\n修渠引水,解决灌溉难题\n{BODY}\n(二)植树造林,改善人居环境\n{BODY}",
            [
                (1, "一", "今年总结"),
                (2, None, "修渠引水,解决灌溉难题"),
                (2, "(二)", "植树造林,改善人居环境"),
            ],
        ),
        (
            f"  1. 壹、社政\n  1. 一、救助\n(一)急难慰问：\n{BODY}\n  2. 贰、农经\n{BODY}",
            [(1, "壹", "社政"), (2, "一", "救助"), (3, "(一)", "急难慰问"), (1, "贰", "农经")],
        ),
        (
            f"一、主要做法〔一〕建立台账。{BODY}〔二〕开展巡查。{BODY}",
            [(1, "一", "主要做法"), (2, "〔一〕", "建立台账"), (2, "〔二〕", "开展巡查")],
        ),
        (
            f"㈠今年情况\n一、山塘加固\n{BODY}\n二、渠系疏浚\n{BODY}\n㈡主要问题\n二、人手不足\n{BODY}\n"
            f"㈢明年安排\n一、改造水厂\n{BODY}",
            [
                (1, "㈠", "今年情况"),
                (2, "一", "山塘加固"),
                (2, "二", "渠系疏浚"),
                (1, "㈡", "主要问题"),
                (2, "二", "人手不足"),
                (1, "㈢", "明年安排"),
                (2, "一", "改造水厂"),
            ],
        ),
        (
            f"第一、主要工作\n一、修路\n{BODY}\n二、架桥\n{BODY}\n第二、存在的问题。资金缺口较大。\n第三、明年打算\n一、筹款\n{BODY}",
            [
                (1, "第一", "主要工作"),
                (2, "一", "修路"),
                (2, "二", "架桥"),
                (1, "第二", "存在的问题"),
                (1, "第三", "明年打算"),
                (2, "一", "筹款"),
            ],
        ),
        (
            f"{BODY}\n队伍更强\n{BODY}\n甲、选苗\n{BODY}\n乙、育苗\n{BODY}",
            [(1, None, "队伍更强"), (2, "甲", "选苗"), (2, "乙", "育苗")],
        ),
        (
            f"甲、选苗\n{BODY}\n队伍更强\n{BODY}\n乙、育苗\n{BODY}",
            [(1, "甲", "选苗"), (1, None, "队伍更强"), (1, "乙", "育苗")],
        ),
        (
            f"引言\n{BODY}\n一、护林\n{BODY}\n二、防火\n{BODY}",
            [(1, None, "引言"), (1, "一", "护林"), (1, "二", "防火")],
        ),
        (
            f"（一）今年完成的任务\n{BODY}\n认真备耕备种。\n{BODY}\n强化田间管理,守住丰收希望。\n{BODY}\n"
            f"切实搞好农机检修。\n{BODY}",
            [
                (1, "(一)", "今年完成的任务"),
                (2, None, "认真备耕备种"),
                (2, None, "强化田间管理,守住丰收希望"),
                (2, None, "切实搞好农机检修"),
            ],
        ),
        (
            f"一、目标复盘1.1年初任务2023年1月,厂里下达指标三项。{BODY}1.2分级保养 {BODY}"
            f"二、措施2.1台账管理 {BODY}2.2人员培训 {BODY}",
            [
                (1, "一", "目标复盘"),
                (2, "1.1", "年初任务"),
                (2, "1.2", "分级保养"),
                (1, "二", "措施"),
                (2, "2.1", "台账管理"),
                (2, "2.2", "人员培训"),
            ],
        ),
        (
            f"一、引言\n{BODY}二、测评结果1.服务测评:{BODY}一切平稳。2.环境测评:{BODY}一切平稳。3.制度测评:{BODY}一切平稳。",
            [
                (1, "一", "引言"),
                (1, "二", "测评结果"),
                (2, "1.", "服务测评"),
                (2, "2.", "环境测评"),
                (2, "3.", "制度测评"),
            ],
        ),
    ],
)
def test_recognises_headings_with_level_number_and_text(text, expected):
    assert headings(only(text)) == expected


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        (
            "(一)守护古树名木,留住城市乡愁开展普查登记,为312株古树建立档案,逐株悬挂二维码标牌。",
            "守护古树名木,留住城市乡愁",
        ),
        (
            "(二)全员参与,群防群治发放消防手册2600份,组织楼栋长入户宣讲,消除楼道堆物隐患。",
            "全员参与,群防群治",
        ),
        ("(三)加大培训力度全年举办养老护理员培训班6期,培训学员430人,取证率达到九成。", "加大培训力度"),
        ("(三)培育非遗传人县文化馆组织传承人授徒12名,开设剪纸、皮影课堂,参与学生超过千人。", "培育非遗传人"),
        ("一、基本情况全镇现有幼儿园9所,在园幼儿1560名,教职工138人,全部持证上岗。", "基本情况"),
        ("三、下一步工作建议一是请求上级增拨维修资金;二是尽快明确产权归属,办理移交手续。", "下一步工作建议"),
        ("二、运输保障有力新开公交线路3条,更新车辆20台,早晚高峰发车间隔缩短到8分钟。", "运输保障有力"),
    ],
)
def test_cuts_headings_from_the_text_that_they_run_into(line, heading):
    glued = "一、高度重视,强化组织领导我馆高度重视此项工作,成立了专班,明确了分工。"
    assert heading in [text for _, _, text in headings(only(f"{glued}\n{line}"))]


@pytest.mark.parametrize(
    "line",
    [
        "(一)加强对护林员的日常考核,把巡护里程与补助挂钩。",
        "(一)扩大护理人员培训,与两所职业学校合作开设定向班,预计明年结业百人。",
        "(一)不断加强思想政治和理论宣讲工作。",
        "(一)在食品安全宣传方面,群众知晓程度还不够全面,需要持续努力。",
    ],
)
def test_tears_no_sentence_and_no_heading_apart(line):
    glued = "一、高度重视,强化组织领导我馆高度重视此项工作,成立了专班,明确了分工。"
    found = only(f"{glued}\n{line}")
    texts = [text for _, _, text in headings(found)] + [p.text for s in found.sections for p in s.paragraphs]
    assert line in texts or line[3:-1] in texts


@pytest.mark.parametrize(
    "items",
    [
        "1.对外宣传不够，还需进一步加强。\n2.人员培训不够，适应能力较弱。\n3.信息报送不够及时，主动性有待提高。",
        "（一）明确书记为第一责任人，班子成员实行一岗双责。\n（二）定期召开专题会议，掌握工作主动权。\n（三）设置举报电话，畅通举报渠道。",
        "（一）食堂管理制度落实不到位；\n（二）食品原料采购不规范；\n（三）从业人员健康管理缺失。",
        "一是理论学习不深。二是联系群众不多。\n二是工作方法不活。\n三是工作作风不实。",
        "1.推出“一次办好”套餐,将十二个事项合并成一张表单,群众少跑三趟路。继续压缩时限。\n2.大力推行自助办理,网上办件比例超过八成,窗口排队时间明显缩短。",
        "（一）加快泵站二期建设,力争明年汛期前投入使用。\n（二）广泛开展节水宣传,营造爱水护水的浓厚氛围。",
        "1.通过校园广播播放爱国歌曲、组织学生观看红色影片等方式增强师生的爱国情怀和责任担当，营造浓厚氛围。继续开展活动。\n2.按照统一部署，把安全工作与教学工作相结合，坚持同安排、同落实、同检查、同考核。认真抓好落实。",
    ],
)
def test_items_that_are_sentences_are_paragraphs(items):
    report = only(f"一、存在问题\n{items}")
    assert headings(report) == [(1, "一", "存在问题")]
    assert [paragraph.text for section in report.sections for paragraph in section.paragraphs] == items.split(
        "\n"
    )


def test_a_long_sentence_with_figures_is_no_heading_among_headings():
    told = "三、用足资金，修好水渠引来山泉水浇灌果园四百二十亩，亩均增收由300元提高到810元。但后劲不足。"
    report = only(f"一、干群同心。{BODY}\n二、村企联动。{BODY}\n{told}")
    assert [number for _, number, _ in headings(report)] == ["一", "二"]


def test_a_figure_behind_a_full_stop_is_no_number():
    report = only(f"一、种植\n1.1品种改良 {BODY}1.2万株苗木已全部下地。1.5倍于去年。")
    assert [number for _, number, _ in headings(report)] == ["一", "1.1"]


@pytest.mark.parametrize("lead", ["在此也向镇里提个建议：", "借此机会提几点建议："])
def test_a_sentence_that_leads_to_advice_is_no_heading(lead):
    report = only(f"一、工作情况\n{BODY}\n{lead}\n请镇里出面协调村道用地，早日开工。")
    assert [number for _, number, _ in headings(report)] == ["一"]


def test_what_refers_to_the_text_above_is_no_heading_of_what_follows_a_colon():
    told = "造成上述问题的主要原因：一是护林员年纪偏大，巡护跟不上；二是经费落实不到位，设备老旧。"
    report = only(f"一、存在问题\n{BODY}\n{told}")
    assert [number for _, number, _ in headings(report)] == ["一"]


def test_a_list_of_headings_with_texts_keeps_the_one_that_lost_its_text():
    text = f"一、加强领导、落实责任。\n{BODY}\n二、加强学习，提高意识。\n三、加强建设，防患未然。\n{BODY}"
    assert [number for _, number, _ in headings(only(text))] == ["一", "二", "三"]


def test_a_page_that_begins_with_what_was_done_is_no_law():
    report = only(f"一、主要做法\n（一）勤走访。{BODY}\n（二）早化解。{BODY}")
    assert [number for _, number, _ in headings(report)] == ["一", "(一)", "(二)"]
    assert {types for section in report.sections for types in section.types} == {"工作情况"}


def test_laws_have_chapters_and_sections_but_articles_are_text():
    text = (
        "城市绿化管理条例\n第一章 总则\n第一条 为了保护城市环境，制定本条例。\n"
        "第二条 本条例适用于城市规划区。\n"
        "第二章 规划\n第一节 编制\n第三条 规划由主管部门编制。\n第二节 实施\n第四条 规划应当公布。"
    )
    report = only(text)
    assert headings(report) == [
        (1, "第一章", "总则"),
        (1, "第二章", "规划"),
        (2, "第一节", "编制"),
        (2, "第二节", "实施"),
    ]
    assert {types for section in report.sections for types in section.types} == {"其他"}


def test_paths_lead_from_the_outermost_heading_to_its_own():
    report = only(f"一、做法\n（一）建强队伍。{BODY}\n二、问题\n{BODY}")
    assert [section.path for section in report.sections] == [("做法",), ("做法", "建强队伍"), ("问题",)]


def test_a_heading_directly_above_another_has_a_section_without_paragraphs():
    report = only(f"一、做法\n（一）建强队伍。{BODY}")
    assert [len(section.paragraphs) for section in report.sections] == [0, 1]


def test_text_before_the_first_heading_is_a_section_of_level_zero():
    first = only(f"2023年，我局狠抓落实，成效明显。\n一、做法\n{BODY}").sections[0]
    assert (first.heading, first.number, first.level, first.path) == (None, None, 0, ())


def test_style_hints_make_headings_and_cells_never_are():
    blocks = (
        Block("工作总结", (1, 1), "title"),
        Block("工作成效", (2, 2), "heading1"),
        Block("队伍更强", (3, 3), "heading2"),
        Block(BODY, (4, 4)),
        Block("存在问题", (5, 5), "cell"),
        Block("一、合计", (6, 6), "cell"),
    )
    (report,) = understand(CleanText(blocks), "0", SETTINGS).reports
    assert headings(report) == [(1, None, "工作成效"), (2, None, "队伍更强")]
    texts = [paragraph.text for section in report.sections for paragraph in section.paragraphs]
    assert texts == [BODY, "存在问题", "一、合计"]


@pytest.mark.parametrize("signature", ["××县教育局", "2023年5月6日", "附件：任务清单", "谢谢大家！"])
def test_signatures_are_no_headings(signature):
    report = only(f"一、做法\n{BODY}\n{signature}")
    assert headings(report) == [(1, "一", "做法")]


def test_a_page_without_text_has_no_reports():
    assert understand(page("\n"), "0", SETTINGS).reports == ()
