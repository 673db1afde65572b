"""Types of paragraphs decided together: the likeliest sequence, and what it does to reports."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structure_pages import SETTINGS, only, page, rules

from archive.model import Reason
from archive.structure import understand
from archive.structure.elements import Element, Kind, Node
from archive.structure.reasons import Choice, Rule
from archive.structure.sequence import MAX_TOLD, Place, features
from archive.structure.sequence_model import (
    STEPS,
    SequenceModel,
    compile_sequence,
    heaviest,
    judge,
    likeliest,
)
from archive.structure.typed import TypedNode
from archive.structure.wording import is_word, numbered, words_of

TYPES = ("一", "二", "三")
NUMBER = st.integers(-30, 30).map(lambda value: value / 8)
ROW = st.tuples(NUMBER, NUMBER, NUMBER)
MODELS = st.builds(
    lambda steps: SequenceModel(TYPES, {"bias": (0.0, 0.0, 0.0)}, steps),
    st.tuples(*[st.tuples(ROW, ROW, ROW) for _ in STEPS]),
)
ENDS = st.one_of(st.none(), st.sampled_from(TYPES))


def total(path, scores, steps, before, after, model):
    """What a reading of paragraphs is worth, counted out as `likeliest` says."""
    worth = sum(row[TYPES.index(name)] for row, name in zip(scores, path, strict=True))
    chain = list(zip(path, steps, strict=True))
    if before:
        chain.insert(0, (before, 0))
    if after:
        chain.append(after)
    links = [(first, second, step) for (first, _), (second, step) in pairwise(chain)]
    weight = 0.6
    return worth + weight * sum(model.steps[s][TYPES.index(a)][TYPES.index(b)] for a, b, s in links)


@given(st.lists(st.tuples(ROW, st.integers(0, 2)), min_size=1, max_size=4), ENDS, ENDS, MODELS)
@settings(max_examples=150, deadline=None)
def test_no_other_reading_is_likelier_than_the_one_found(rows, before, end, model):
    scores, steps = [list(row) for row, _ in rows], [step for _, step in rows]
    after = (end, 1) if end else None
    found = likeliest(scores, steps, before, after, model)
    best = max(total(path, scores, steps, before, after, model) for path in product(TYPES, repeat=len(rows)))
    assert total(found, scores, steps, before, after, model) == pytest.approx(best)


def test_features_that_the_model_does_not_know_change_nothing():
    known = judge(("bias", "place:0"), rules().sequence)
    assert judge(("bias", "place:0", "kind:unheard-of"), rules().sequence) == known
    assert max(known) < 0


WORK = "全年组织检查{}次，整改隐患{}处，培训人员{}人次，共投入资金{}万元。"
PLAN = "进一步完善制度，继续加大检查力度，确保隐患整改到位，力争实现零事故。"
DONE = "\n".join(WORK.format(number, number + 3, number * 9, number * 4) for number in (12, 23, 31, 44))


def types_of(text):
    return [paragraph.types for section in only(text).sections for paragraph in section.paragraphs]


def test_plans_are_recognised_at_the_end_where_their_heading_was_lost():
    assert types_of(f"防汛工作总结\n一、检查工作\n{DONE}\n{PLAN}\n{PLAN}")[-2:] == [("下一步打算",)] * 2


def test_work_under_the_heading_of_plans_remains_plans():
    assert types_of(f"防汛工作总结\n一、检查工作\n{DONE}\n二、下一步打算\n成立领导小组，明确责任分工。")[
        -1
    ] == ("下一步打算",)


def test_a_report_of_work_alone_has_no_plans():
    assert set(types_of(f"防汛工作总结\n一、检查工作\n{DONE}\n二、宣传工作\n{DONE}")) == {("工作情况",)}


def test_a_type_that_the_neighbours_decided_is_explained_by_its_words():
    text = f"防汛工作总结\n一、检查工作\n{DONE}\n{PLAN}\n{PLAN}"
    (report,) = understand(page(text), "0" * 32, SETTINGS, explain=True).reports
    last = report.sections[-1].paragraphs[-1]
    assert [(why.rule, why.cue) for why in last.why] == [("type.sequence", "继续")]


def test_words_are_pairs_and_the_beginnings_of_sentences_and_of_headings():
    found = words_of("一是投入2.5万元。下一步，扩大规模", ("往后的路", "怎么补"))
    assert {"投入", "入0", "0万", "|投入", "^下一步", "#怎", "#^怎", "#么补", "#么补$", "@路$"} <= set(found)
    assert not any(name.startswith("|一是") for name in found)


def test_of_the_pairs_in_a_paragraph_only_known_ones_are_kept_where_a_model_is_given() -> None:
    found = words_of("投入资金。", ("怎么补",), numbered(["投入", "补", "入款"]))
    assert [word for word in found if word[0] not in "|^#"] == ["投入"]
    assert found.keys() < words_of("投入资金。", ("怎么补",)).keys()


@given(st.text(st.characters(codec=None) | st.sampled_from("水闸泵房")))
def test_the_pairs_of_a_text_are_the_same_by_their_numbers(text: str) -> None:
    every = words_of(text, ())
    assert list(words_of(text, (), numbered(every))) == list(every)


@pytest.mark.parametrize("name", ["投入", "0万", "|投入0", "^下一步", "#怎", "#^怎", "#么补$", "@往后"])
def test_words_are_told_from_other_signs(name):
    assert is_word(name)


@pytest.mark.parametrize("name", ["bias", "type:工作情况", "kind:计划:0", "元。", "#:", "|a"])
def test_other_signs_are_no_words(name):
    assert not is_word(name)


def test_the_weights_of_words_are_read():
    table = {
        "types": ["一", "二", "三"],
        "words": "不够 1:12\n#盼 0:-5 2:20\n",
        "weights": {"bias": [0, 1, 2]},
    }
    model = compile_sequence(table | {"steps": {name: [] for name in STEPS}})
    assert model.weights["不够"] == (0.0, 1.2, 0.0)
    assert model.weights["#盼"] == (-0.5, 0.0, 2.0)
    assert heaviest(["不够", "没见过"], "二", model) == "不够"
    assert heaviest(["不够"], "三", model) == ""


@pytest.mark.parametrize(
    ("heading", "paragraph", "types"),
    [
        ("掉链子的几个环节", "骨干留不住，新人接不上手，备件也不好买，窗口排队时间长。", "存在问题"),
        ("把落下的课补起来", "配齐窗口力量，完善轮岗办法，用半年时间把排队时间压下来。", "下一步打算"),
    ],
)
def test_a_heading_of_unknown_wording_is_known_by_its_characters_and_its_text(heading, paragraph, types):
    text = f"窗口服务总结\n一、这一年怎么走过来的\n{DONE}\n二、{heading}\n{paragraph}"
    assert types_of(text)[-1] == (types,)


@pytest.mark.parametrize("paragraphs", [1, 9])
def test_what_is_no_word_stands_among_the_first_features(paragraphs: int) -> None:
    element = Element(Kind.TEXT, "修好了三处水闸，改造泵房两座。", (1, 1))
    choices = (Choice("工作情况", Reason(Rule.TYPE_DEFAULT.value, "", 1)),)
    section = TypedNode(Node(None, 0, (), None, False, (element,)), choices, (choices,))
    found = features([Place(element, choices, section, True)] * paragraphs, "总结", rules())[0]
    assert not any(":" in name for name in found[MAX_TOLD:])
    assert {"coming:0", "striving:0", "done:1"} < set(found[:MAX_TOLD])
