"""Plain words: reports that say what they have to say without the set phrases of officials."""

import pytest
from structure_pages import only, rules, typed

from archive.structure.cues import sentence_leads, weigh
from archive.structure.grammar import is_plan, is_wanting
from archive.structure.lexicon import heading_types

WORK, PROBLEMS, CAUSES, PLANS = "工作情况", "存在问题", "原因分析", "下一步打算"
OPENING, OTHER, LESSONS, SITUATION, ADVICE = "导语", "其他", "经验体会", "形势分析", "意见建议"
ACCOUNT = "全年共检查企业1260家次，整改隐患893处，发放宣传资料4万余份，按计划完成了各项目标任务。"


@pytest.mark.parametrize(
    ("heading", "types"),
    [
        ("首先，讲讲上半年的成绩", (WORK,)),
        ("再说说眼下的难处", (PROBLEMS,)),
        ("短板在哪里", (PROBLEMS,)),
        ("差距依然明显", (PROBLEMS,)),
        ("成绩背后的隐忧", (PROBLEMS,)),
        ("检讨一下自己", (PROBLEMS,)),
        ("资金缺口情况", (PROBLEMS,)),
        ("当前需要关注的问题", (PROBLEMS,)),
        ("症结何在", (CAUSES,)),
        ("毛病出在哪里", (CAUSES,)),
        ("接下来要抓的几件事", (PLANS,)),
        ("下半年的主攻方向", (PLANS,)),
        ("未来施政方向", (PLANS,)),
        ("改善对策", (PLANS,)),
        ("所思所悟", (LESSONS,)),
        ("感受最深的几点", (LESSONS,)),
        ("后期走势研判", (SITUATION,)),
        ("新形势新任务", (SITUATION,)),
        ("优势与劣势", (SITUATION,)),
        ("几点请求", (ADVICE,)),
        ("需要上级解决的问题", (ADVICE,)),
        ("破解之策", (ADVICE,)),
        ("处理经过", (WORK,)),
        ("问题与打算", (PROBLEMS, PLANS)),
        ("抢抓机遇", ()),
        ("补齐短板弱项", ()),
        ("履职尽责，当好表率", ()),
    ],
)
def test_headings_in_plain_words_name_what_their_section_is_about(heading, types):
    assert heading_types(heading, rules().types) == types


@pytest.mark.parametrize(
    ("paragraph", "types"),
    [
        ("窗口排长队的现象时常出现，老年人不会用自助机，志愿者一走就没人教。", PROBLEMS),
        ("经费来源单一，一旦补助停发，项目便难以为继。", PROBLEMS),
        ("回过头来看，短板还是明摆着的，坏掉的探头三个月没人修，网格员留不住。", PROBLEMS),
        ("当然，也有做得不周全的地方：选题与专业结合不紧，保险买晚了。", PROBLEMS),
        ("也应当承认，支部的日子过得并不宽裕，办一次活动就见了底。", PROBLEMS),
        ("问题的症结在于部门之间各吹各的号，信息不共享，责任不清晰。", CAUSES),
        ("为什么会出现这种局面？一方面是编制多年没有增加，另一方面是待遇低。", CAUSES),
        ("书没有读完一本，业务还停留在皮毛。究其所以，是总拿忙当借口。", f"{PROBLEMS}/{CAUSES}"),
        ("往后的日子，我一定沉下身子，多跑基层，多听意见。", PLANS),
        ("当前形势仍不容松懈，我站将慎终如始抓好各项措施，每周演练一次。", PLANS),
        ("如果能够顺利转正，我会用半年时间补上理论这一课。", PLANS),
        ("我们计划分三步走：第一步摸清底数，第二步分类施策，第三步建章立制。", PLANS),
        ("这个夏天教会我们一个道理：功夫下在高温来临之前，才能从容应对。", LESSONS),
        ("回头想想，这件事之所以办得成，靠的是部门配合、群众支持。", LESSONS),
        ("据气象部门预测，今年主汛期降水偏多两成，极端强降雨的可能性较大。", SITUATION),
        ("随着人口老龄化程度加深，养老服务需求快速增长，供需矛盾将更加突出。", SITUATION),
        ("盼望上级在人员编制上给予倾斜，至少为每个站所增加一名专职人员。", ADVICE),
        ("所以我想提个建议，请林业局在几处制高点装上监控。", ADVICE),
        ("再次感谢各位一年来对我的关心和帮助！", OTHER),
        ("特此述职，请各位领导和同事批评指正。", OTHER),
        ("安全环保部", OTHER),
    ],
)
def test_sentences_in_plain_words_say_what_a_paragraph_is_about(paragraph, types):
    report = only(f"工作总结\n今年以来，各项工作平稳推进，现总结如下。\n{ACCOUNT}\n{paragraph}")
    assert typed(report)[-1][1] == types


@pytest.mark.parametrize(
    "conceded",
    [
        "不过儿科医生只有两名，夜间急诊常常要从其他科室借人。",
        "只是布局还不合理，城北片区几乎是空白。",
        "可老年人不会用，仍旧到窗口排队。",
        "遗憾的是，师资全靠兼职，一到年底就凑不齐课。",
        "但后期管护没有跟上，有的设备坏了没人修。",
    ],
)
def test_a_turn_of_speech_at_the_end_of_an_account_concedes_a_problem(conceded):
    report = only(f"工作总结\n一、主要工作\n{ACCOUNT}\n开通夜校，培训学员600余人次。{conceded}")
    assert typed(report)[-1][1] == f"{WORK}/{PROBLEMS}"


@pytest.mark.parametrize(
    "paragraph",
    [
        "针对去年检查中发现的问题，我们逐条制定整改措施，目前已全部销号。",
        "为解决群众办事难问题，大厅增设了两个综合窗口，等候时间由四十分钟压缩到十五分钟。",
        "虽然资金紧张、人手短缺，但队员没有一句怨言，硬是提前十天完成了改造任务。",
        "但我们没有被困难吓倒，组织三班倒抢修，仅用48小时就恢复了供水。",
        "我严格遵守中央八项规定精神，没有利用职务之便谋过一分钱好处，没有一人违规。",
        "学校不仅重视成绩，更重视品德，不让一个孩子掉队，帮扶困难学生57名。",
        "制定下一步工作计划，召开专题会议研究部署，明确了时间表和路线图。",
        "认真听取群众的意见和建议，收集各类建议126条，采纳98条。",
        "举办形势政策宣讲8场，撰写心得体会60余篇。",
    ],
)
def test_work_that_speaks_of_problems_and_plans_remains_work(paragraph):
    report = only(f"工作总结\n一、加强领导\n{ACCOUNT}\n{paragraph}")
    assert typed(report)[-1][1] == WORK


@pytest.mark.parametrize(
    "article",
    [
        "采供血机构未按照规定报告疫情，或者未执行国家有关规定的，责令改正，给予警告，不得再行采供。",
        "从事食品生产、食品销售应当依法取得许可。但是，销售食用农产品，不需要取得许可。",
        "未经批准、未取得许可证的，不得生产、销售；违反规定的，处以罚款，并依照有关规定吊销执照。",
    ],
)
def test_the_prose_of_laws_names_no_defects(article):
    cues = rules().cues
    assert not is_wanting(article, weigh(article, cues), 2, rules())
    leads = [cue for _, cue in sentence_leads(article, cues) if cue]
    assert not leads


def test_after_the_problems_one_defect_is_enough_and_intentions_are_read_as_such():
    text = (
        f"工作总结\n{ACCOUNT}\n工作中还存在一些不足，主要是力量薄弱。\n设备老旧，配件要从省城邮寄。"
        "\n抓紧补充人员，力争年底前更新设备，确保系统稳定运行。"
    )
    assert [types for _, types in typed(only(text))][-3:] == [PROBLEMS, PROBLEMS, PLANS]


def test_what_adds_to_the_problems_after_their_causes_is_a_problem():
    text = (
        f"工作总结\n一、主要工作\n{ACCOUNT}\n二、存在的问题\n基层力量薄弱。\n究其根源，是编制多年没有增加。"
        "\n此外，宣传的声音偏弱，群众了解不多。"
    )
    assert [types for _, types in typed(only(text))][-3:] == [PROBLEMS, CAUSES, PROBLEMS]


def test_an_opening_may_have_several_paragraphs():
    text = (
        "2022年述职报告\n各位同事：\n大家好！我叫××，任第二项目部安全总监。"
        f"\n下面，我就一年来的履职情况向大家作个汇报。\n一、主要工作\n{ACCOUNT}"
    )
    assert [types for _, types in typed(only(text))] == [OTHER, OPENING, OPENING, WORK]


def test_a_first_paragraph_that_tells_of_many_things_done_is_no_opening():
    first = "上半年，全院完成门诊18.6万人次，开展手术1.2万例，引进硕士8名，建成中心3个，获奖5项。"
    assert [types for _, types in typed(only(f"县医院上半年工作小结\n{first}\n{ACCOUNT}"))] == [WORK, WORK]


def test_the_tasks_of_this_year_in_a_speech_are_plans():
    text = (
        f"在全县经济工作会议上的讲话\n同志们：\n今天的会议，主要任务是部署工作。\n一、关于过去一年的工作\n{ACCOUNT}"
        "\n二、关于今年的工作\n就业是民生之本。公益性岗位开发1500个，技能培训办一百期。"
    )
    assert typed(only(text))[-1][1] == PLANS


def test_advice_to_others_is_left_by_what_the_authors_themselves_intend():
    text = (
        f"关于农业保险的调研报告\n一、基本情况\n{ACCOUNT}\n二、对策建议\n建议扩大保险品种，把设施大棚纳入承保范围。"
        "\n今后，要加快理赔进度，让农户少跑路。\n下一步，调研组将跟踪了解建议的采纳情况。"
    )
    assert [types for _, types in typed(only(text))][-3:] == [ADVICE, ADVICE, PLANS]


def test_intentions_count_only_where_they_outweigh_what_was_done():
    cues = rules().cues
    assert is_plan(weigh("力争年底前完成改造，继续争取资金。", cues), late=False)
    assert not is_plan(weigh("完成了改造12处，争取资金36万元，已建成3处。", cues), late=False)


@pytest.mark.parametrize(
    "line",
    [
        "县消费维权热线管理办公室",
        "质检员：冯××",
        "主席：",
        "（2023年1月至6月）",
        "县人大常委会办公室：",
        "以上报告，敬请鉴核。",
    ],
)
def test_a_line_that_signs_dates_or_addresses_says_nothing_of_the_work(line):
    report = only(f"防汛工作总结\n{line}\n一、下一步打算\n继续清淤二十公里，补充物资三批。\n{line}")
    assert {types for text, types in typed(report) if text == line[:4]} == {OTHER}


def test_the_aim_of_a_year_is_of_its_plans_and_no_opening():
    report = only(
        "2024年工作计划\n2024年，全馆工作的总体思路是：以读者为中心，办好三件事。\n一、办展\n办展两次。"
    )
    assert typed(report)[0][1] == PLANS


def test_a_year_after_the_one_reviewed_is_to_come_though_the_title_names_it():
    report = only(
        "2022年政府工作报告\n一、2021年工作回顾\n建成道路三条，受益群众两万人。\n"
        "二、2022年重点工作\n（一）修好老路\n新修道路五条，改造桥梁两座。"
    )
    assert [types for text, types in typed(report) if text == "新修道路"] == [PLANS]


def test_measures_taken_already_are_work_done():
    report = only(
        "服务热线自查报告\n一、存在的问题\n接通率低，群众不满意。\n"
        "二、已经采取的整改措施\n新增座席30个，接通率升到九成。\n三、下一步整改措施\n继续扩容。"
    )
    assert [types for _, types in typed(report)] == [PROBLEMS, WORK, PLANS]


def test_what_was_found_is_of_problems_down_to_its_inner_headings():
    report = only(
        "自查报告\n一、自查发现的主要情况\n（一）销售环节\n个别柜台把两种产品混在一起宣传。\n二、下一步打算\n继续自查。"
    )
    assert typed(report)[0][1] == PROBLEMS
