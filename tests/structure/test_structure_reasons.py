"""Why: each border, heading and type names the rule that chose it and the words that met the rule."""

import pytest
from hypothesis import given, settings
from structure_pages import PAGE, SETTINGS, page

from archive.cli.why import WORDS
from archive.model import Reason
from archive.parsed import CleanText, Report
from archive.structure import understand
from archive.structure.reasons import Rule

OPENING = "今年以来，我局在县委领导下扎实工作，现将有关情况汇报如下："
DONE = "我局组织检查12次，整改隐患30处，完成了年度任务。"
BODY = f"{OPENING}\n一、主要工作\n{DONE}\n二、存在的不足\n人员少，经费紧。\n"


def explained(text: CleanText) -> tuple[Report, ...]:
    return understand(text, "0" * 32, SETTINGS, explain=True).reports


def found(text: str, style: str | None = None) -> list[tuple[str, str, int]]:
    """Every reason on a page, as plain values."""
    return [(item.rule, item.cue, item.line) for item in all_reasons(explained(page(text, style)))]


def all_reasons(reports: tuple[Report, ...]) -> list[Reason]:
    return [
        reason
        for report in reports
        for holder in (report, *report.sections, *(p for s in report.sections for p in s.paragraphs))
        for reason in holder.why
    ]


@pytest.mark.parametrize(
    ("text", "rule", "cue", "line"),
    [
        (f"防汛工作总结\n{BODY}", "title.form", "总结", 1),
        (f"关于检查工作的情况\n{BODY}", "title.first-line", "关于检查工作的情况", 1),
        (f"防汛工作总结\n{BODY}防汛工作总结\n{BODY}", "title.repeated", "总结", 7),
        (f"篇1：防汛工作汇报\n{BODY}篇2：消防工作汇报\n{BODY}", "title.part", "汇报", 7),
        (f"防汛工作总结(精选5篇)\n县防汛工作汇报\n{BODY}", "title.collection", "汇报", 2),
        (
            f"防汛检查12次，整改隐患30处，{DONE}\n今年以来，我局认真工作。",
            "border.page",
            "防汛检查12次，整改隐患30处，我局组织检查12次，整改隐患",
            1,
        ),
        (
            f"2020年防汛工作总结今年以来，我局扎实开展了防汛各项工作。\n{BODY}",
            "title.glued",
            "2020年防汛工作总结",
            1,
        ),
        (f"防汛工作总结\n{BODY}一、加强领导\n{DONE}", "border.restart", "加强领导", 7),
        (
            f"防汛工作总结\n{BODY}特此报告。\n县水利局\n2021年5月6日\n{BODY}",
            "border.signed",
            "2021年5月6日",
            9,
        ),
        (
            f"防汛工作总结\n{BODY}特此报告。\n县水利局\n2021年5月6日\n{BODY}",
            "border.opening",
            "今年以来，",
            10,
        ),
        (
            f"防汛工作总结\n{BODY}特此报告。\n县水利局\n2021年5月6日\n{BODY}",
            "border.announced",
            "现将有关情况汇报如下",
            10,
        ),
        (BODY, "heading.numbered", "一、", 2),
        (f"一、加强领导。{DONE}\n二、落实责任。{DONE}", "heading.run-in", "二、", 2),
        (f"一、主要做法：{DONE}\n二、存在问题：{DONE}", "heading.colon", "一、", 1),
        (f"一、主要工作。\n{DONE}\n二、存在的问题。\n{DONE}", "heading.named-sentence", "一、", 1),
        (f"第一章 总则\n{DONE}\n第二章 职责\n{DONE}", "heading.chapter", "第一章", 1),
        (f"{OPENING}\n存在的问题\n人员少，经费紧，任务重，措施不够。", "heading.named", "存在的问题", 2),
        (f"{OPENING}\n存在问题:一是人员少。二是经费紧。", "heading.named-colon", "存在问题", 2),
        (f"{DONE}\n队伍管理\n{DONE}", "heading.alone", "队伍管理", 2),
        (
            f"一、加强组织领导，落实工作责任为进一步加强工作，我局成立了小组。\n{DONE}",
            "heading.glued",
            "为进一步加强工作，我局成立了小组。",
            1,
        ),
        (BODY, "type.heading-word", "存在的不足", 4),
        (BODY, "type.inherited", "存在的不足", 4),
        (BODY, "type.announcement", "现将有关情况汇报如下", 1),
        (f"{BODY}(一)队伍\n骨干少。", "type.outer-heading", "存在的不足", 4),
        (
            f"一、主要工作\n{DONE}下一步，我们将继续努力，完善制度，强化培训，加强检查。",
            "type.cue",
            "下一步，我们将",
            2,
        ),
        ("防汛工作计划\n一、加强领导\n成立领导小组，明确分工。", "type.plan-default", "加强领导", 2),
        (f"防汛工作总结\n一、加强领导\n{DONE}", "type.default", "加强领导", 2),
        (f"{BODY}特此报告。", "type.aside", "特此报告。", 6),
        ("水法\n第一条 为了管水。\n第二条 本法适用于水。\n第三条 水归国家所有。", "type.statute", "法", 1),
        (f"一、主要工作\n{DONE}\n存在的困难：人员不足。", "type.label", "存在的困难", 3),
        (f"一、抓学习。\n{DONE}\n二、抓检查\n{DONE}\n三、抓整改\n{DONE}", "heading.siblings", "一、", 1),
        (f"一、队伍建设得到加强。\n{DONE}\n二、工作作风得到转变。\n{DONE}", "heading.with-text", "一、", 1),
        (
            f"一、存在的问题我局人员少，经费紧，措施不够有力。\n{DONE}",
            "heading.glued-name",
            "存在的问题",
            1,
        ),
        ("2021年防汛工作总结\n一、2022年重点工作\n加固堤防，备足物料。", "type.later-year", "2022年", 2),
        ("一、主要工作\n对策建议\n二、人才匮乏\n我县缺少人才。", "type.heading-states", "人才匮乏", 3),
        (f"一、工作情况\n{DONE}存在以下问题：\n(一)队伍\n骨干少。", "type.announced", "存在以下问题", 2),
        (
            f"一、工作情况\n{DONE}\n存在以下问题：\n一是骨干少。\n二是经费紧。",
            "type.follows",
            "存在以下问题",
            3,
        ),
        (f"一、工作情况和存在问题\n{DONE}\n骨干流失，新人接不上手。", "type.supported", "流失", 3),
        (f"{BODY}三、工作措施\n完善制度，加强检查。", "type.late-measures", "工作措施", 6),
        (f"一、主要工作\n{DONE}", "border.page", "主要工作", 1),
    ],
)
def test_each_rule_names_the_words_that_met_it(text, rule, cue, line):
    assert (rule, cue, line) in found(text)


@pytest.mark.parametrize(("style", "rule"), [("title", "title.style"), ("heading1", "heading.style")])
def test_a_style_of_the_file_is_a_reason(style, rule):
    blocks = (*page(DONE).blocks, *page("防汛情况", style).blocks, *page(DONE).blocks)
    assert (rule, "防汛情况") in [(item.rule, item.cue) for item in all_reasons(explained(CleanText(blocks)))]


@given(PAGE)
@settings(max_examples=150, deadline=None)
def test_everything_decided_has_a_reason_in_words_of_the_page(lines):
    text = page("\n".join(lines))
    source = "".join(block.text for block in text.blocks)
    for report in explained(text):
        assert report.why
        for section in report.sections:
            kinds = [reason.rule.split(".")[0] for reason in section.why]
            assert kinds == ["heading"] * (section.heading is not None) + ["type"] * len(section.types)
            assert all(len(paragraph.why) == len(paragraph.types) for paragraph in section.paragraphs)
    for reason in all_reasons(explained(text)):
        assert reason.cue and reason.cue in source
        assert any(block.lines[0] == reason.line for block in text.blocks)


@given(PAGE)
@settings(max_examples=40, deadline=None)
def test_reasons_change_nothing_else_and_are_left_out_unless_asked_for(lines):
    text = page("\n".join(lines))
    assert all_reasons(understand(text, "0" * 32, SETTINGS).reports) == []
    plain = understand(text, "0" * 32, SETTINGS).reports
    for one, other in zip(plain, explained(text), strict=True):
        assert one.head == other.head
        assert [section.head for section in one.sections] == [section.head for section in other.sections]


def test_every_rule_is_said_in_words():
    assert list(WORDS) == [str(rule) for rule in Rule]
