import pytest
from structure_pages import only, read, starts, typed

PLAN = "三、下一步打算\n继续加大工作力度，补齐短板，推动各项工作再上新台阶。"


def report(unit: str, opening: str = "") -> str:
    return (
        f"{opening}一、工作情况\n我{unit}成立了领导小组，先后召开会议5次，研究部署各项工作。\n"
        f"二、存在问题\n我{unit}工作开展还不平衡，经费投入不足。\n{PLAN}"
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"防汛工作总结\n{report('镇')}\n防汛工作总结\n{report('局')}", [1, 8]),
        (f"篇1：防汛工作总结\n{report('镇')}\n篇2：消防工作汇报\n{report('局')}", [1, 8]),
        (
            f"{report('局')}\n防火是林区的大事。我镇现有山林六万亩，护林员二十人。今年以来，镇林业站主要做了以下工作。\n"
            "（一）守住山口。设卡六处，登记车辆九百台次。\n（二）管住火源。清理坟边杂草三百处。",
            [1, 7],
        ),
        (
            f"{report('局')}\n为推动上述工作落实，提请县政府解决护林员补助二十万元。\n"
            f"根据县里部署，现结合实际，制定如下计划。\n{report('镇')}",
            [1, 8],
        ),
        (f"范文一\n{report('镇')}\n范文二\n{report('局')}", [1, 8]),
        (f"江口县防汛工作总结\n{report('镇')} 防汛工作总结（二）\n{report('局')}", [1, 7]),
        (f"{report('镇')}\n{report('局')}", [1, 7]),
        (f"{report('镇')}\n今年以来，我局认真履行职责，现将工作情况汇报如下：\n{report('局')}", [1, 7]),
        (
            f"{report('镇')}\n2023年上半年，我校狠抓安全管理。现将情况报告如下。\n（一）健全制度。修订制度18项。",
            [1, 7],
        ),
        (
            f"××镇2022年消防工作总结\n{report('镇')}\n××镇2023年消防工作计划\n为做好消防工作，制定如下计划：\n一、目标\n不发生火灾。",
            [1, 8],
        ),
        (
            f"五是加大力度。查处案件36起。\n{PLAN}\n防汛工作总结\n{report('局')}\n防汛工作总结\n{report('校')}",
            [1, 4, 11],
        ),
        (
            f"{report('镇')}\n××镇人民政府\n2023年5月6日\n近年来，全县养老服务取得较快发展，成效明显。\n建成服务中心12个。",
            [1, 9],
        ),
        (
            f"{report('馆')}\n加强文创开发力度，不断丰富产品种类，满足群众需求。\n"
            f"执法大队人员精干、任务繁重，队员们发扬连续作战精神，守护了文化市场平安。\n{report('队')}",
            [1, 8],
        ),
        (
            "第一部分 工作回顾\n今年，我镇经济平稳增长。\n第二部分 工作安排\n抓好招商引资。\n"
            "第一部分 主要工作\n我校办学条件改善。\n第二部分 下步打算\n推进集团化办学。",
            [1, 5],
        ),
        (
            "××社区成立于2016年，居民4217户。\n1、抓党建。建立党小组24个。\n2、抓服务。办理代办事项320件。\n"
            "3、下步打算。建好老年食堂。\n2024年是攻坚之年，我街道做好以下工作。\n一、抓产业\n引进企业15家。\n二、抓治理\n建好议事会。",
            [1, 5],
        ),
        (
            "关于印发《××街道防火工作方案》的通知\n各村：\n现将《××街道防火工作方案》印发给你们，请认真执行。\n××街道办事处\n"
            "2024年11月20日\n××街道防火工作方案\n为做好防火工作，制定本方案。\n一、目标\n不发生火灾。\n二、措施\n设卡登记。",
            [1, 6],
        ),
        (
            f"{report('镇')}\n以上报告，请予审议。\n一、抓好宣传\n发放资料3000份。\n二、抓好巡查\n出动人员60人次。",
            [1, 8],
        ),
        (
            f"{report('镇')}\n2024年，我局工作的总体思路是：突出服务、守住底线，办好群众急难愁盼的事。\n一、抓服务\n推行上门办。",
            [1, 7],
        ),
        (
            f"{report('镇')}\n听完几位劳模的报告，我心里久久不能平静，记了满满四页。\n我体会到，敬业就是把小事做到底。",
            [1, 7],
        ),
        (
            f"{report('镇')}\n社区里的老人都认得我，我管的六百户走了个遍，台账记了九本。\n白天入户，晚上开会，楼道里的灯修好了。\n"
            "不足之处也有，台账更新不及时，走访还不够细。",
            [1, 7],
        ),
        (
            "工会工作计划范文(精选2篇)\n一、公司工会2023年工作计划\n公司工会将做好以下工作。\n一、维护权益\n推进集体协商。\n"
            "二、学校工会2023年工作计划\n学校工会将做好以下工作。\n（一）加强学习。每月集中一次。",
            [2, 6],
        ),
        (
            f"2020年免费开放工作总结\n{report('馆')}\n文化馆2021年非遗保护\n工作总结\n"
            f"{report('馆')}\n《2021年党建工作计划》\n{report('馆')}",
            [1, 8, 16],
        ),
        (
            "2022年，我中心扎实推进档案数字化，完成扫描120万页。\n1.健全制度。修订查阅制度9项。\n2.优化服务。接待查档2600人次。\n"
            "由于经费紧张，部分老档案尚未修复。\n明年，我中心将争取专项资金，加快抢救进度。\n"
            "××小学自开学以来，高度重视校园安全，定期研究部署。\n（一）人防到位。配备保安4名。\n（二）物防到位。更换器材36具。",
            [1, 6],
        ),
        (
            "按照市里通知要求，我馆立即对馆内设施进行了全面检查，现将自查情况汇报如下。\n（一）全面排查。发现隐患6处。\n"
            "（二）立行立改。更换灭火器30具。\n目前还存在夜间值守力量薄弱等问题，下一步我馆将尽快补齐。\n"
            "一年来，在镇党委的正确领导下，综合文化站不断丰富文化供给，完成了各项任务。\n1.阵地更加完善。新建广场3个。",
            [1, 5],
        ),
    ],
)
def test_finds_where_reports_begin(text, lines):
    assert starts(read(text)) == lines


def test_titles_glued_into_a_line_are_cut_out():
    text = (
        "2020年舆情工作总结12020年舆情工作总结252020年舆情工作总结382020年舆情工作总结1今年以来，我局高度重视舆情工作。\n"
        "一、健全机制\n明确专人负责，制定应急预案。\n"
        "2020年舆情工作总结2××校认真落实上级要求，扎实做好各项工作。2020年舆情工作总结3我镇成立了领导小组，明确了责任分工。"
    )
    understood = read(text)
    assert [item.title for item in understood.reports] == ["2020年舆情工作总结"] * 3
    assert [item.sections[0].paragraphs[0].text[:2] for item in understood.reports] == ["今年", "××", "我镇"]
    assert [item.reason for item in understood.removed].count("contents") == 1


def test_the_title_of_a_page_is_cut_off_the_texts_that_it_runs_into():
    text = (
        "单位年度工作总结\n单位年度工作总结今年以来，县红十字会扎实开展救助工作，完成了各项任务。\n"
        "一、主要工作\n慰问困难群众三百户。\n二、存在问题\n人员不足。\n"
        "单位年度工作总结2020年，县档案馆紧扣职能，各项工作稳步推进，成效明显。\n一、主要工作\n整理档案两千卷。"
    )
    assert starts(read(text)) == [1, 7]


def test_a_table_of_contents_of_several_titles_on_one_line_is_removed():
    entries = "学期工作总结11学期工作总结22学期工作计划34学期工作总结45"
    assert [item.reason for item in read(f"{entries}\n{report('校')}").removed] == ["contents"]


def test_the_title_of_a_collection_is_not_a_report():
    understood = read(
        f"防汛工作总结范文(实用16篇)\n防汛工作总结\n{report('镇')}\n防汛工作总结\n{report('局')}"
    )
    assert len(understood.reports) == 2
    assert [(item.line, item.reason) for item in understood.removed] == [(1, "collection-title")]


def test_the_title_of_a_page_serves_a_first_report_that_has_none():
    assert [
        item.title for item in read(f"防汛工作总结(精选2篇)\n{report('镇')}\n{report('局')}").reports
    ] == [
        "防汛工作总结",
        None,
    ]


@pytest.mark.parametrize(
    "entries",
    [
        "目录\n一、工作情况\n二、存在问题\n三、下一步打算\n",
        "一、工作情况\n二、存在问题\n三、下一步打算\n",
        "目 录\n一、工作情况……1\n二、存在问题……3\n",
    ],
)
def test_a_table_of_contents_is_removed_and_makes_no_report(entries):
    understood = read(f"防汛工作总结\n{entries}{report('镇')}")
    assert len(understood.reports) == 1
    assert {item.reason for item in understood.removed} == {"contents"}
    assert len(understood.removed) == entries.count("\n")


@pytest.mark.parametrize(
    "entries",
    ["一、工作情况\n二、存在问题\n三、下一步打算\n", "一、工作情况\n二、存在问题\n"],
)
def test_headings_listed_before_the_opening_are_a_table_of_contents(entries):
    opening = "今年以来，我镇扎实开展防汛备汛，现将情况汇报如下。\n"
    understood = read(f"防汛工作汇报\n{entries}{opening}{report('镇')}")
    assert [item.title for item in understood.reports] == ["防汛工作汇报"]
    assert [item.line for item in understood.removed] == list(range(2, 2 + entries.count("\n")))


def test_a_heading_that_another_report_has_too_is_no_table_of_contents():
    text = f"防汛工作总结\n一、工作情况\n（一）建强队伍。组建队伍6支。\n{PLAN}\n"
    assert read(text + text).removed == ()


@pytest.mark.parametrize(
    "front", ["××市水利局文件\n×水发〔2021〕12号", "××街道平安联盟", "以党建引领 促平安建设", "范文1"]
)
def test_a_letterhead_above_the_title_is_removed_line_by_line(front):
    understood = read(f"{front}\n关于2021年防汛工作情况的报告\n{report('局')}")
    assert [item.title for item in understood.reports] == ["关于2021年防汛工作情况的报告"]
    assert [item.text for item in understood.removed] == front.split("\n")


def test_both_halves_of_a_repeated_title_are_removed():
    title = "关于校园安全和政治安全\n工作报告\n"
    understood = read(f"{title}{title}{report('校')}")
    assert [(item.line, item.text) for item in understood.removed] == [
        (3, "关于校园安全和政治安全"),
        (4, "工作报告"),
    ]


SPEECH = (
    "在全县防汛工作会议上的讲话\n同志们：\n今年以来，全县上下认真贯彻落实上级部署，防汛工作取得明显成效。\n"
    "一、肯定成绩，增强信心\n今年以来，我县先后战胜三次强降雨。现将主要情况通报如下。\n（一）组织有力。各级干部下沉一线。\n"
    "二、认清形势，压实责任\n根据气象部门预测，今年汛期雨量偏多。\n（一）思想上要重视。要克服麻痹思想。\n"
    "三、突出重点，抓好落实\n（一）要加强巡查。\n2023年，各级要抓好责任落实。\n下面，我再强调几点。\n（一）要严明纪律。"
)
LONG = (
    "××县2023年民政工作报告\n2023年，在县委的坚强领导下，全县民政工作再上台阶。\n一、工作情况\n（一）社会救助。\n今年以来，我局发放资金。\n"
    "根据省里《关于加强救助工作的实施方案》要求，开展排查2轮。\n（二）养老服务。\n近年来，我县坚持规划先行，建成中心12个。\n在市民政局的指导下，完成改造。\n"
    "二、存在问题\n（一）力量不足。\n我局人员偏少。\n（二）资金不足。\n县财政困难。\n三、下一步打算\n（一）抓救助。\n2024年，我局将扩大覆盖面。\n（二）抓养老。\n按照市委部署，建设中心3个。"
)
PARTS = (
    "第一部分 2022年工作回顾\n一、经济平稳。增长6%。\n二、民生改善。就业增加。\n"
    "第二部分 2023年工作安排\n一、稳增长。抓好项目。\n二、惠民生。办好实事。"
)
HALVES = (
    "××医院2021年工作总结及2022年工作计划\n2021年工作总结\n一、质量提升\n门诊量58万人次。\n二、队伍壮大\n引进博士3名。\n"
    "2022年工作计划\n一、加强学科建设\n创建重点专科。\n二、改善环境\n启动改造。"
)
RESTARTS = (
    "一、党建工作\n（一）抓学习。集中学习24次。\n（二）抓队伍。发展党员3名。\n1.严把入口。\n2.严格管理。\n"
    "二、业务工作\n（一）抓服务。受理案件。\n1.窗口服务。\n2.上门服务。\n（二）抓质量。评查案卷。"
)


ADDRESSED = (
    "在全市防汛工作会议上的讲话\n同志们：\n今天召开这次会议，主要是部署防汛任务。\n一、认清形势\n今年汛期雨量偏多。\n"
    "二、下一步工作\n各级要备足物资。\n下一步，我们要压实责任。\n同志们！\n今后任务十分繁重，希望大家振奋精神，扎实工作。"
)

ADDRESSED_AGAIN = (
    "述职报告\n2023年，我在厂党委的领导下分管设备工作，较好地履行了职责。\n一、履职情况\n设备完好率达到98%，检修按期完成。\n"
    "二、廉洁自律\n没有违规收受礼品。今后，我将继续从严要求自己。\n尊敬的各位领导、同志们：\n"
    "我也清醒地看到自己的差距，恳请大家批评。\n三、存在问题\n到班组少，调查研究不深。\n四、努力方向\n多下现场。"
)


@pytest.mark.parametrize(
    "text", [ADDRESSED_AGAIN, ADDRESSED, SPEECH, LONG, PARTS, HALVES, RESTARTS, report("镇")]
)
def test_a_single_report_is_not_split(text):
    assert len(read(text).reports) == 1


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("关于政治安全和校园安全\n工作报告", "关于政治安全和校园安全工作报告"),
        ("××县教育局\n2023年工作总结", "××县教育局2023年工作总结"),
        ("防汛工作总结\n防汛工作总结", "防汛工作总结"),
        ("凝心聚力开新局\n——××镇2023年工作总结", "凝心聚力开新局——××镇2023年工作总结"),
        ("防汛工作总结(范文三)", "防汛工作总结"),
        ("防汛工作总结 - 工作总结 - 范文网", "防汛工作总结"),
        ("【推荐】防汛工作总结", "防汛工作总结"),
        ("防汛工作总结 第1页", "防汛工作总结"),
        ("防汛工作总结\n2023年防汛工作总结", "2023年防汛工作总结"),
        ("××市水利局\n关于2021年河道治理工作情况的\n报告", "××市水利局关于2021年河道治理工作情况的报告"),
        ("××矿2022年安全工作总结\n暨2023年工作计划", "××矿2022年安全工作总结暨2023年工作计划"),
        ("防汛工作总结 第3/30页", "防汛工作总结"),
        ("【防汛工作总结篇二】", "防汛工作总结"),
        ("防汛工作总结 第一篇", "防汛工作总结"),
        ("防汛工作总结 第十二篇", "防汛工作总结"),
    ],
)
def test_titles_are_joined_and_freed_of_the_page(lines, title):
    assert only(f"{lines}\n{report('镇')}").title == title


def test_a_title_broken_below_itself_is_one_title():
    understood = read(f"××县林业局2022年工作总结\n××县林业局\n2022年工作总结\n{report('局')}")
    assert [(item.title, item.lines[0]) for item in understood.reports] == [("××县林业局2022年工作总结", 1)]


def test_a_matter_above_the_name_of_a_document_is_its_title():
    understood = read(
        f"防汛工作总结\n{report('镇')}\n冬季清雪保畅\n工作总结\n今年以来，我局清雪12次。\n{report('局')}"
    )
    assert understood.reports[1].title == "冬季清雪保畅工作总结"


@pytest.mark.parametrize("form", ["{} 第 {} 页", "- {} - {} -", "第{1}页 {0}", "{}　{}"])
def test_running_titles_with_page_numbers_are_no_borders(form):
    title = "××厂2022年安全工作总结"
    text = (
        f"{title}\n2022年，我厂没有发生重伤事故。\n一、做法\n（一）抓隐患。排查隐患863条。\n"
        f"{form.format(title, 2)}\n（二）抓培训。办班6期。\n二、不足\n设备老化。\n"
        f"{form.format(title, 3)}\n三、打算\n更换主运皮带。"
    )
    understood = read(text)
    assert len(understood.reports) == 1
    assert [item.reason for item in understood.removed] == ["running-title"] * 2


def test_the_running_title_of_a_printed_page_is_no_border():
    text = (
        "防汛工作总结\n今年以来，我镇立足防大汛、抢大险、救大灾，扎实开展各项防汛准备工作，组织干部群众连续奋战在\n"
        "防汛工作总结\n抗洪抢险一线，确保了人民群众生命财产安全。\n一、做法\n我镇建强队伍。"
    )
    understood = read(text)
    assert len(understood.reports) == 1
    assert [item.reason for item in understood.removed] == ["running-title"]


def test_a_page_of_one_short_report_keeps_it():
    understood = read("河长制工作总结\n\n今年办结巡河清单。")
    assert [text for report in understood.reports for text, _ in typed(report)] == ["今年办结"]
    assert not understood.removed


def test_beside_a_report_a_few_words_under_a_title_are_a_remain_of_the_page():
    understood = read(f"防汛工作总结\n{report('镇')}\n禁毒工作总结\n暂无内容")
    assert len(understood.reports) == 1
    assert [item.reason for item in understood.removed] == ["title-without-text", "stray-line"]


def test_enclosures_are_no_headings():
    text = f"防汛工作计划\n{report('镇')}\n附件：1.指挥部成员名单\n2.物资储备清单\n3.转移路线图"
    assert [section.heading for section in only(text).sections if section.heading][-1] == "下一步打算"


def test_a_line_below_the_name_of_the_page_is_no_report():
    page = f"防汛工作总结1\n{report('镇')}\n防汛工作总结2\n{report('局')}"
    assert starts(read(f"防汛材料 > 总结报告\n防汛材料 值得收藏\n{page}")) == [3, 10]


def test_a_slogan_above_the_occasion_of_a_speech_is_its_title():
    speech = (
        "——在县供销社第五次社员代表大会上的工作报告\n各位代表：\n现在，我代表理事会作工作报告，请予审议。"
    )
    understood = read(f"改革创新谋发展\n奋楫扬帆启新程\n{speech}\n{report('社')}")
    assert [(item.title, item.lines[0]) for item in understood.reports] == [
        ("改革创新谋发展奋楫扬帆启新程", 1)
    ]
