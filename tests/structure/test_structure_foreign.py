"""Shapes of pages from elsewhere: borders, contents, headings and sentences that no title or number marks."""

import pytest
from structure_pages import only, read, rules, starts

from archive.parsed import Block
from archive.structure.cues import lead
from archive.structure.lexicon import heading_types
from archive.structure.listing import listed

BODY = (
    "一、主要工作\n我局检查企业96家次，发现隐患213处，整改率达98%。\n"
    "二、存在问题\n监管力量薄弱，人员偏少。\n三、下一步打算\n继续加强检查，确保安全。"
)
SPEECH = (
    "同志们：\n今天我们召开推进会，主要任务是部署下一步工作。\n"
    "一、认清形势\n压力越来越大。\n二、抓好落实\n各单位要尽快行动。"
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{BODY}\n（2020年8月12日）\n{SPEECH}", [1, 7]),
        (
            f"{BODY}\n县教育局 ××\n各位领导、同志们：\n2022年，本人认真履行职责，现将情况报告如下：\n"
            "一、履职情况\n召开会议6次。",
            [1, 7],
        ),
        (
            f"{BODY}\n主席、各位委员：\n兹将上半年业务执行情形报告如后，敬请指教。\n一、执行情形\n设置据点28处。",
            [1, 7],
        ),
        (
            f"{BODY}\n特此报告。\n县应急管理局\n2022年5月6日\n今年以来，我校狠抓安全管理。现将情况汇报如下：\n一、工作\n演练4次。",
            [1, 10],
        ),
        (f"{BODY}\n在全区城市管理推进会上的讲话\n（2020年8月12日）\n{SPEECH}", [1, 7]),
        (
            f"{BODY}\n关于乡村教师队伍建设情况的调研报告\n县政协\n为摸清现状，9月组织了调研。现将情况报告如下。\n一、现状\n教师410人。",
            [1, 7],
        ),
        (
            f"一、社区党建工作总结\n{BODY}\n二、街道信访工作汇报\n{BODY}\n三、司法所普法工作总结\n{BODY}",
            [1, 8, 15],
        ),
        (f"安全工作总结参考1\n{BODY}\n安全工作总结参考2\n{BODY}", [1, 8]),
        (
            f"工作计划(共2篇)\n第1篇：残联工作要点\n{BODY}\n第2篇：证件管理办法\n第一章 总则\n"
            "第一条 为规范管理，制定本办法。\n第二条 本办法适用于全县。\n第三条 本办法自印发之日起施行。",
            [2, 9],
        ),
    ],
)
def test_reports_begin_where_a_reader_sees_them_begin(text, lines):
    assert starts(read(text)) == lines


@pytest.mark.parametrize(
    "text",
    [
        f"在会上的讲话\n{SPEECH}\n下一步，我们要压实责任。\n同志们！\n今后任务十分繁重，希望大家扎实工作。",
        f"××局工作总结\n{BODY}\n完善制度，抓好培训，强化考核，推动各项任务落地见效，不断提升管理水平。",
        f"××局工作总结\n{BODY}\n（联系人：王××，联系电话：××）",
        "××局工作总结\n一、2023年工作情况\n检查企业96家次。\n二、2024年工作计划\n加强检查。",
    ],
)
def test_what_could_end_a_report_begins_none(text):
    assert len(read(text).reports) == 1


def test_a_law_in_a_collection_leaves_the_other_documents_reports():
    text = f"工作计划(共2篇)\n第1篇：残联工作要点\n{BODY}\n第2篇：证件管理办法\n" + "\n".join(
        f"第{number}条 本办法适用于全县。" for number in "一二三四"
    )
    first, second = read(text).reports
    assert {name for section in first.sections for name in section.types} >= {"工作情况", "存在问题"}
    assert {name for section in second.sections for name in section.types} == {"其他"}


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("××县水利局2023年度工作总结我局认真落实防汛责任，排查隐患36处。", "××县水利局2023年度工作总结"),
        ("2020年村支部书记述职报告各位党员、各位代表：", "2020年村支部书记述职报告"),
        ("信访维稳工作总结今年以来，我镇受理信访事项98件。", "信访维稳工作总结"),
    ],
)
def test_a_title_is_cut_from_the_text_that_it_runs_into(line, title):
    assert only(f"{line}\n{BODY}").title == title


@pytest.mark.parametrize(
    "line",
    ["县水利局2023年度工作总结指出，防汛责任已经落实到村。", "2023年政府工作报告提出，要加快推进水利建设。"],
)
def test_a_sentence_about_a_report_is_no_title(line):
    assert only(f"防汛情况汇报\n{line}\n{BODY}").title == "防汛情况汇报"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["一、主要工作1二、存在问题4三、下一步打算6"], {0}),
        (["目录：一、主要工作（1）二、存在问题（4）"], {0}),
        (["一、主要工作 二、存在问题 三、下一步打算"], {0}),
        (["一、主要工作\t1", "二、存在问题\t4"], {0, 1}),
        (["主要工作", "存在问题", "下一步打算"], {0, 1, 2}),
        (["一、主要工作", "我局检查企业96家次。"], set()),
        (["一、主要工作1二、没有这一节4"], set()),
        (["主要工作", "存在问题"], set()),
    ],
)
def test_a_table_of_contents_is_what_comes_again(lines, found):
    blocks = [Block(text, (at, at)) for at, text in enumerate([*lines, *BODY.split("\n")], 1)]
    assert listed(blocks) == found


def test_a_list_of_headings_with_their_sub_headings_is_removed():
    contents = "一、主要工作\n（一）加强检查\n（二）加强培训\n二、存在问题"
    text = "一、主要工作\n（一）加强检查\n检查96家。\n（二）加强培训\n培训6期。\n二、存在问题\n人员偏少。"
    report = only(f"××局工作总结\n{contents}\n今年以来，我局认真履职，现将情况汇报如下：\n{text}")
    assert [section.heading for section in report.sections] == [
        None,
        "主要工作",
        "加强检查",
        "加强培训",
        "存在问题",
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("静下心来看，我们还有几个方面做得不到位。", "存在问题"),
        ("尽管做了一些工作，离群众的期盼还有距离。", "存在问题"),
        ("可是，由于经费紧张，部分设备带病运行。", "存在问题"),
        ("检查中发现，三家单位台账不全。", "存在问题"),
        ("个中缘由，一是工资低，二是条件差。", "原因分析"),
        ("之所以会这样，主观上是求稳怕乱。", "原因分析"),
        ("进入下半年，我站将重点做好几件事。", "下一步打算"),
        ("我会把这一年当作新的起点。", "下一步打算"),
        ("干了一年，我最大的感触是，工作要一点一滴积累。", "经验体会"),
        ("一是请求省厅提高补助标准。", "意见建议"),
        ("据气象部门会商，今年汛期降雨偏多。", "形势分析"),
        ("检查中发现隐患36处，已全部整改。", None),
        ("针对薄弱环节，开展专项整治3次，整改问题42个。", None),
        ("面对困难，我们没有等靠要，筹资120万元修通了路。", None),
        ("从检查情况看，各单位都能落实责任制，台账齐全。", "工作情况"),
        ("下半年，举办培训班6期，培训420人次。", None),
    ],
)
def test_sentences_in_plain_words_say_what_they_are_about(sentence, expected):
    found = lead(sentence, rules().cues)
    assert (found.type if found else None) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("过去一年做了什么", ("工作情况",)),
        ("还有哪些没做好", ("存在问题",)),
        ("问题出在哪里", ("存在问题",)),
        ("为什么会这样", ("原因分析",)),
        ("往后打算怎么干", ("下一步打算",)),
        ("我从中悟到了什么", ("经验体会",)),
        ("面临课题与检讨", ("存在问题",)),
        ("改善对策", ("下一步打算",)),
        ("几点请求", ("意见建议",)),
    ],
)
def test_headings_in_plain_words_name_their_type(heading, expected):
    assert heading_types(heading, rules().types) == expected


def test_a_question_above_a_text_is_a_heading():
    text = (
        "××述职报告\n下面，我汇报一年来的工作。\n还有哪些没做好\n贷后检查有时走过场，材料写得粗，"
        "退件次数多。\n往后怎么干\n每笔贷款发放后都要到现场逐户回访，拍照留痕。"
    )
    assert [section.heading for section in only(text).sections] == [None, "还有哪些没做好", "往后怎么干"]
