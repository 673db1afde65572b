"""Headings that run into their texts: the counts, the model, and what siblings add."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structure_pages import headings, only, rules

from archive.structure.cuts import Alike, best_cut, clauses_of, count_clauses

SURELY_GLUED = "一、高度重视,强化组织领导我馆高度重视此项工作,成立了专班,明确了分工。"


def cut(text, outer=False, alike=None):
    found = best_cut(text, outer, rules().cuts, rules().headings, rules().types, alike)
    return text[: found[0]] if found else None


def test_counts_say_how_often_a_string_begins_and_ends_clauses():
    counted = count_clauses(["加强领导,加强培训。积极加强"], 1)
    assert counted["加强"] == (3, 2, 1)
    assert counted["培"] == (1, 0, 0)


def test_what_is_seldom_seen_is_left_out():
    assert set(count_clauses(["防汛了、防汛了、防火"], 2)) == {"防", "汛", "了", "防汛", "汛了"}


def test_the_shares_of_beginnings_and_ends_are_of_all_characters():
    clauses = clauses_of({"甲": (6, 3, 1), "乙": (4, 0, 2), "甲乙": (2, 2, 2)})
    assert (clauses.total, clauses.starts, clauses.ends) == (10, 0.3, 0.3)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        (
            "严格值班值守,畅通应急渠道今年以来,我站坚持领导带班,遇到险情第一时间上报。",
            "严格值班值守,畅通应急渠道",
        ),
        ("存在的问题我们也看到,苗木成活率不高,后期管护跟不上。", "存在的问题"),
        ("做优农技服务,当好“田保姆”组织农技员包村联户,手把手教会施肥用药。", "做优农技服务,当好“田保姆”"),
    ],
)
def test_the_likeliest_end_of_a_heading(text, heading):
    assert cut(text, outer=True) == heading


def test_a_line_without_room_for_a_heading_and_a_text_has_no_cut():
    assert cut("加强领导") is None


def test_siblings_that_end_in_one_word_show_where_a_heading_ends():
    page = (
        f"{SURELY_GLUED}\n二、活动安排\n(一)校园衔接九月份请小学老师来园里讲课,孩子们问了不少问题。活动很热闹。\n"
        "(二)作息衔接十月份把午睡缩短半个钟头,家长也很配合。效果不错。"
    )
    found = [text for _, number, text in headings(only(page)) if number and number.startswith("(")]
    assert found == ["校园衔接", "作息衔接"]


@given(st.text(alphabet="一加强领导工作我局,。“”(1)今年", max_size=60), st.booleans())
def test_a_cut_lies_inside_the_line_and_its_probabilities_are_shares(text, outer):
    alike = Alike(frozenset({4}), frozenset({4}), frozenset({"工作"}))
    found = best_cut(text, outer, rules().cuts, rules().headings, rules().types, alike)
    if found:
        place, share, none = found
        assert 0 < place < len(text)
        assert 0 <= share <= 1 and 0 <= none <= 1 and share + none <= 1.000001


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("河道面貌不断好转沿河住户自发清扫门前垃圾,水面漂浮物明显减少。", "河道面貌不断"),
        ("第一章讲来路,第二章讲现状,第三章讲去处,请各位代表一并审阅。", "讲来路,第二"),
        ("抓好班组建设,以班长带动全员提升技能,减少误操作。", "抓好班组建设,以班长"),
        ("以考促学提升本领每月组织一次闭卷考试,成绩张榜公布。", "以考促学"),
        ("改进服务,让老人满意放心送餐到家一百二十户,无一差错。", "改进服务,让老人"),
    ],
)
def test_no_cut_leaves_a_preposition_without_its_verb(text, torn):
    assert cut(text, outer=True) != torn


def test_a_noun_is_not_torn():
    assert cut("收获与思考“慢就是快”的道理,我用了整整一年才真正明白过来。", outer=True) != "收获与思"


def test_one_clause_with_its_stop_is_not_cut():
    page = f"{SURELY_GLUED}\n二、抓好班组建设,以老师傅带动青年岗位技能提升;\n我馆安排师傅带徒弟,进步很快。"
    assert "抓好班组建设,以老师傅" not in [text for _, _, text in headings(only(page))]


def test_a_pair_before_the_beginning_of_a_sentence_is_cut_on_any_page():
    page = "一、主要做法\n(一)书记包片压担子,干部联户解难题在包片工作中,镇党委反复开会研究,定下规矩。"
    assert headings(only(page))[-1] == (2, "(一)", "书记包片压担子,干部联户解难题")
