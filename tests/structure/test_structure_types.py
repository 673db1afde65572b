import pytest
from structure_pages import only, typed

WORK, PROBLEMS, CAUSES, PLANS = "工作情况", "存在问题", "原因分析", "下一步打算"
OPENING, OTHER, LESSONS, SITUATION, ADVICE = "导语", "其他", "经验体会", "形势分析", "意见建议"

HEADLESS = """消防救援大队上半年工作总结
上半年，大队紧紧围绕“防风险、保安全”主线，扎实推进各项工作，现将有关情况汇报如下。
组织开展高层建筑、养老机构等专项检查，检查单位1260家次，督促整改火灾隐患1893处。
深入开展消防宣传活动96场，发放资料4万余份，受教育群众6万余人。
同时，我们也清醒地认识到，工作中还存在不少问题，主要表现在：老旧小区消防设施欠账较多；微型消防站作用发挥不够。
造成上述问题的主要原因是经费投入不足，部门协作机制尚未理顺。
下一步，大队将以除隐患、防事故为目标，持续开展重点领域排查整治。
一是持续开展隐患排查整治。聚焦人员密集场所，实行清单化管理。
二是加强队伍正规化建设。抓好执勤训练，提升灭火救援打赢能力。
以上汇报，不当之处，敬请批评指正。"""
DUTY = """述职述廉报告
（2023年12月28日）
李××
各位领导、同志们：
一年来，本人认真履行岗位职责，较好地完成了各项任务。现将履职情况报告如下：
一、加强学习，提升能力。坚持参加理论中心组学习，撰写体会文章4篇。
二、廉洁自律，严守底线。严格遵守中央八项规定精神，没有发生违纪违规行为。
三、存在不足和努力方向。回顾一年的工作，自己还存在一些不足，主要是理论学习不够系统，调查研究不够深入。今后，我将加强学习，转变作风，以更高的标准要求自己，努力把各项工作做得更好。
以上述职，请予评议。"""
SURVEY = """关于农村食品安全监管情况的调研报告
为全面掌握农村食品安全状况，县市场监管局组成调研组，深入8个乡镇开展了专题调研，现将有关情况报告如下。
一、基本情况
全县共有农村食品经营户2143家，其中小作坊186家。
二、存在问题及成因
（一）主要问题
1.经营主体散小。农村小卖部多为夫妻店，索证索票制度落实不到位。
（二）原因分析
农村消费水平偏低，消费者维权意识不强，快检覆盖面不广。
三、对策建议
（一）加大宣传力度。建议将食品安全知识纳入农村文化活动。
（二）完善追溯体系。推行“一票通”，做到来源可查、去向可追。"""
POINTS = """2024年养老服务工作要点
为进一步完善我区养老服务体系，特制定本要点。
一、指导思想
以党的二十大精神为指导，坚持以人民为中心。
二、重点任务
（一）完善服务设施。新建街道综合养老服务中心3个。
（二）强化安全监管。针对存在的问题，建立隐患清单，实行销号管理。
三、保障措施
（一）加强组织领导。成立由分管副区长任组长的工作专班。"""
TALK = """在全市安全生产工作会议上的讲话
同志们：
今天召开全市安全生产工作会议，主要任务是分析形势，安排部署下阶段工作。下面，我讲三点意见。
一、认清形势，切实增强做好安全生产工作的紧迫感
去年以来，全市安全生产形势总体平稳。但也要清醒看到，各类风险交织叠加，形势依然严峻复杂。
二、突出重点，扎实抓好各项工作落实
要紧盯重点行业，深入开展专项整治。要严格执法检查，对违法违规行为零容忍。
要加强应急准备，完善预案，强化演练，确保快速处置。
三、加强领导，确保责任落到实处
各级各部门要亲自抓、负总责。要严肃追责问责。"""
COURSE = """参加培训班心得体会
上个月，我有幸参加了培训班，五天的学习使我受益匪浅。
一、学习收获
通过聆听专家授课，我对历史有了更加深刻的理解。
二、几点体会
第一，理想信念是精神支柱。要时刻把群众的冷暖放在心上。
三、今后努力方向
今后，我将以这次培训为新的起点，学以致用，知行合一。"""
BURIED = """校园安全工作总结
一、工作开展情况
（一）健全制度。修订完善安全管理制度18项，签订责任书120份。
（二）强化教育。每月开展一次应急疏散演练，师生自救能力明显提高。
我校安全工作取得了明显成效，但也存在着一些不足之处，主要表现在专业技术人员紧缺、力量有限。
二、下半年情况分析研判及下一步打算
当前，外部环境更加复杂，校园安全形势依然严峻，任务十分艰巨。
下一步，我们将着力抓好以下工作。
（一）落实主体责任。签订责任书，健全责任体系。
（二）夯实安全基础。更新消防设施，配齐安保力量。"""
LOST = """落实责任制情况报告
根据上级有关要求，现将我中心上半年情况汇报如下：
1.统一思想认识，提高政治站位。中心支部召开会议5次，专题研究部署。
2.健全工作机制。制定制度6项，明确了责任分工。
综合我中心工作情况，总体保持稳定，未发生严重问题。同时，也存在着一些问题和不足，主要表现为：
（一）理论学习的深度还不够。学习方式死板，实效不强。
（二）教育引导还不够。少数同志认识不到位。
针对上述问题，我中心将进一步加强学习，重点从以下两个方面努力：
（一）着力加强理论学习。把学习纳入重要内容，提高站位。
（二）完善阵地建设。以巡察为契机，弘扬正能量。"""


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (HEADLESS, [OPENING, WORK, WORK, PROBLEMS, CAUSES, PLANS, PLANS, PLANS, OTHER]),
        (DUTY, [OTHER, OTHER, OTHER, OPENING, WORK, WORK, f"{PROBLEMS}/{PLANS}", OTHER]),
        (SURVEY, [OPENING, WORK, PROBLEMS, CAUSES, ADVICE, ADVICE]),
        (POINTS, [OPENING, PLANS, PLANS, PLANS, PLANS]),
        (TALK, [OTHER, OPENING, SITUATION, PLANS, PLANS, PLANS]),
        (COURSE, [OPENING, LESSONS, LESSONS, PLANS]),
        (BURIED, [WORK, WORK, PROBLEMS, SITUATION, PLANS, PLANS, PLANS]),
        (LOST, [OPENING, WORK, WORK, PROBLEMS, PROBLEMS, PROBLEMS, PLANS, PLANS, PLANS]),
    ],
)
def test_each_paragraph_gets_its_types(text, types):
    assert [found for _, found in typed(only(text))] == types


LONG_WORK = (
    "全年共检查企业1260家次，整改隐患893处，发放宣传资料4万余份，群众满意度达到98%，未发生较大以上事故。"
)


@pytest.mark.parametrize(
    ("paragraph", "types"),
    [
        (
            f"{LONG_WORK}但工作中还存在一些不足，主要是专业人员短缺，部分设施老化，应急能力有待进一步提高。",
            f"{WORK}/{PROBLEMS}",
        ),
        ("工作取得了一定成绩，但也存在一些薄弱环节，主要是宣传力度不够，方法单一。", PROBLEMS),
        ("检查中未发现存在安全问题，各项设施运转正常。", WORK),
        ("对检查发现的问题及时进行整改，共整改隐患43处。", WORK),
        ("坚持问题导向，着力解决群众反映强烈的突出问题，办结信访件56件。", WORK),
        ("通过努力，为下一步工作打下了坚实基础。", WORK),
        ("究其原因，主要是思想认识不到位，责任压得不实。", CAUSES),
        ("在今后的工作中，我们将继续努力，不断提高服务水平。", PLANS),
        ("针对以上问题，我局将采取有力措施，逐项整改落实。", PLANS),
        ("总之，我们虽然做了一些工作，但离上级的要求还有差距，决心在今后的工作中努力赶上。", PLANS),
        ("特此报告。", OTHER),
        ("以上报告，请审议。", OTHER),
        ("以上报告，敬请各位委员不吝指教，并祝大会圆满成功。", OTHER),
        ("我的述职完了，谢谢大家！", OTHER),
        ("（联系人：李××，联系电话：××）", OTHER),
        (f"{LONG_WORK}不过，由于系统尚未打通，重复填报的问题还没有从根本上解决。", f"{WORK}/{PROBLEMS}"),
        (f"{LONG_WORK}同时，受编制限制，基层力量仍然薄弱，漏报的情况时有发生。", f"{WORK}/{PROBLEMS}"),
        (f"{LONG_WORK}需要看到的是，城乡之间发展还不平衡，设备老化较为普遍。", f"{WORK}/{PROBLEMS}"),
        ("工作中也有不尽如人意的地方。一线职工年龄偏大，招工难、留人难。", PROBLEMS),
        ("个别单位思想麻痹，检查走过场，隐患整改浮于表面。", PROBLEMS),
        ("虽然人手不足，但全体职工加班加点，按期完成了统计任务。", WORK),
        ("及时了解掌握职工思想状况存在的问题，开展谈心谈话36人次。", WORK),
        ("我局将食品安全工作纳入年度目标考核，与业务工作同部署、同检查。", WORK),
        ("本处已将原件存放于恒温库房，并为破损纸张逐页修复。", WORK),
        ("出现这些问题，既有历史欠账较多等客观因素，也有管理理念滞后等主观原因。", CAUSES),
        ("从主观上看，主要是学习抓得不紧，放松了要求。", CAUSES),
        ("当前，我市正处在产业转型的关键期，企业对技能人才的需求前所未有。", SITUATION),
        ("从外部看，周边县区竞相发展，不进则退。", SITUATION),
        ("对此，公司将加快电网改造，三年内完成扩容。", PLANS),
        ("为提升管理水平，本处计划于下半年举办六场工作坊。", PLANS),
        ("希望广大职工以赛促学，在本职岗位上再立新功。", PLANS),
        ("恳请县委、县政府在编制和经费上给予支持。", ADVICE),
    ],
)
def test_sentences_that_say_what_they_are_about_outweigh_what_is_inherited(paragraph, types):
    report = only(f"工作总结\n一、加强领导\n我局成立了领导小组，召开会议5次，明确了责任。\n{paragraph}")
    assert typed(report)[-1][1] == types


def test_a_change_of_type_divides_a_section_into_parts():
    report = only(f"一、工作情况\n{LONG_WORK}\n{LONG_WORK}\n下一步，我们将继续加大检查力度。")
    assert [(part.heading, part.number, part.part, part.types) for part in report.sections] == [
        ("工作情况", "一", 1, (WORK,)),
        ("工作情况", "一", 2, (PLANS,)),
    ]
    assert [part.lines for part in report.sections] == [(1, 3), (4, 4)]
    assert len({part.id for part in report.sections}) == 2


def test_measures_after_the_problems_are_plans():
    text = (
        "工作总结\n一、主要措施\n成立了专班。\n二、存在问题\n人员不足。\n三、工作措施\n充实力量，加强培训。"
    )
    assert [types for _, types in typed(only(text))] == [WORK, PROBLEMS, PLANS]


def test_a_section_without_paragraphs_has_the_types_of_its_heading():
    report = only("一、存在的问题及原因\n（一）力量薄弱。人员不足，一人多岗。")
    assert report.sections[0].types == (PROBLEMS, CAUSES)


@pytest.mark.parametrize(
    ("heading", "paragraphs", "types"),
    [
        (
            "存在的问题及原因",
            [
                "一是学习不够深入。个别同志满足于完成任务。主要是由于主动性不足。",
                "二是措施不够具体。方法单一，缺乏创新。",
            ],
            [f"{PROBLEMS}/{CAUSES}", PROBLEMS],
        ),
        (
            "存在的不足及原因",
            ["深入基层偏少，方法简单。", "究其原因，主要是宗旨意识淡化，存在怕麻烦的思想；作风不够扎实。"],
            [PROBLEMS, CAUSES],
        ),
        (
            "肯定成绩，认清形势，增强紧迫感",
            [
                "今年以来，我们改造老旧小区8个，群众满意度达到96%。",
                "在肯定成绩的同时，也要看到还存在不少短板：有的地方重建轻管，出了问题推诿扯皮。",
                "从外部看，周边地区你追我赶，形势逼人。",
            ],
            [WORK, PROBLEMS, SITUATION],
        ),
        (
            "问题与建议",
            [
                "目前执法人员只有6人，装备落后，经费缺口较大。",
                "建议县政府设立专项经费，配齐执法力量。",
            ],
            [PROBLEMS, ADVICE],
        ),
    ],
)
def test_under_a_heading_of_two_types_each_paragraph_has_what_its_text_supports(heading, paragraphs, types):
    report = only("\n".join(["工作总结", "一、工作情况", LONG_WORK, f"二、{heading}", *paragraphs]))
    assert [found for _, found in typed(report)[1:]] == types


def test_a_list_at_the_end_that_tells_of_nothing_done_is_of_intentions():
    text = f"""工作总结
{LONG_WORK}
{LONG_WORK}
一是强化督导检查，加大问责力度。
二是加强宣传教育，营造良好氛围。"""
    assert [found for _, found in typed(only(text))] == [WORK, WORK, PLANS, PLANS]


def test_a_list_at_the_end_that_tells_of_figures_is_of_work():
    text = f"工作总结\n{LONG_WORK}\n一是强化督导检查，检查企业36家。\n二是加强宣传教育，宣讲12场。"
    assert [found for _, found in typed(only(text))] == [WORK, WORK, WORK]


def test_a_heading_of_a_later_year_is_of_plans():
    text = f"2023年工作总结\n一、2023年重点工作\n{LONG_WORK}\n二、2024年重点工作\n新建养老驿站两处。"
    assert [found for _, found in typed(only(text))] == [WORK, PLANS]


def test_an_office_and_its_holder_below_the_title_are_no_opening():
    text = (
        f"2022年度述职报告\n县交通运输局 王××\n2022年，本人认真履职，现报告如下：\n一、履职情况\n{LONG_WORK}"
    )
    assert [found for _, found in typed(only(text))] == [OTHER, OPENING, WORK]


@pytest.mark.parametrize(
    "line",
    [
        "县专项治理领导小组办公室：",
        "集团生产管理部：",
        "金沙河农垦集团红星农场　场长　王××",
        "质检员：冯××",
        "青山口工务段",
        "（2023年1月14日　李××）",
    ],
)
def test_who_is_addressed_or_signs_says_nothing_of_the_work(line):
    assert typed(only(f"工作总结\n{LONG_WORK}\n{line}"))[-1][1] == OTHER


def test_a_defect_named_late_in_a_list_makes_the_whole_list_defects():
    text = (
        f"工作总结\n一、检查\n{LONG_WORK}\n手簿补记的现象屡禁不止；仪器老化，精度不够；个别同志安全意识不强。"
    )
    assert typed(only(text))[-1][1] == PROBLEMS


@pytest.mark.parametrize(
    ("paragraph", "types"),
    [
        (
            "两个标段的工期一拖再拖，路面挖开八个月没有回填，商户的生意少了一半，究其原因，是征拆没有谈妥就仓促开了工。",
            (PROBLEMS, CAUSES),
        ),
        (
            "账目混乱在库房，根子在财务室。票据半年不对一次，谁领谁用全凭记性，经手的人换了三拨，移交单一张也找不着。",
            (CAUSES,),
        ),
        (
            "台账缺了整整两个季度，从春天到秋天都没有人补，原因是没有专人保管；仓库漏雨，三年没有修缮；灭火器过期，没有一个人过问；值班电话多次无人接听；"
            "出入登记本写到一半就断了，钥匙在谁手里也说不清楚。",
            (PROBLEMS,),
        ),
    ],
)
def test_a_clause_on_the_causes_is_told_apart_from_what_it_explains(paragraph, types):
    report = only(
        f"库房自查报告\n一、基本情况\n库房建于2009年。\n二、存在的问题\n{paragraph}\n三、下一步打算\n继续自查。"
    )
    assert typed(report)[1][1] == "/".join(types)


def test_a_plan_in_articles_is_no_law():
    report = only(
        "××区供水工作计划\n为保障供水，制定本计划。\n第一条 全年改造管网十二公里。\n"
        "第二条 每季度检测水质一次。\n"
        "第三条 抢修人员一小时内到场。"
    )
    assert {types for _, types in typed(report)} == {OPENING, PLANS}


def test_rules_in_articles_remain_a_law():
    report = only(
        "××区供水管理办法\n第一条 为加强供水管理，制定本办法。\n第二条 本办法自发布之日起施行。\n"
        "第三条 本办法由供水局解释。"
    )
    assert {types for _, types in typed(report)} == {OTHER}


@pytest.mark.parametrize(
    ("sentence", "types"),
    [
        ("全年培训电工86人次，发放工具40套，但考核合格率只有六成，半数学员没有再来。", (WORK, PROBLEMS)),
        ("虽然只有12名队员，但大家轮流值守，硬是把三座水库守了下来。", (WORK,)),
    ],
)
def test_an_account_of_figures_counts_beside_what_turns_against_it(sentence, types):
    report = only(f"供电所工作总结\n一、主要工作\n{sentence}\n改造线路三十公里，更换电杆二百根。")
    assert typed(report)[0][1] == "/".join(types)


def test_a_report_that_begins_with_what_is_asked_has_no_opening():
    report = only(
        "实习小结\n作为一名新手，我建议车间给每台机床配一本图册。\n学会了看图纸，独立加工零件四百件。"
    )
    assert typed(report)[0][1] == ADVICE
