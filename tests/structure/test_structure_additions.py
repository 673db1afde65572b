"""What a user adds to the word lists of this room counts as what they came with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from structure_pages import SETTINGS, page
from structure_places import PROBLEMS

from archive.structure import understand
from archive.structure.asides import is_aside
from archive.structure.cues import asks_others, is_snag, lead
from archive.structure.elements import Element, Kind
from archive.structure.formulas import announcement, is_farewell, perorates
from archive.structure.rules import rules_for


def rules(**added: Any):
    return rules_for(replace(SETTINGS, rules=added))


def test_words_of_requests_can_be_added():
    added = {"prefixes": ["末了[,，]"], "starts": ["央求"]}
    shipped, more = rules().cues, rules(cues={"requests": added}).cues
    assert asks_others("此外，恳请上级拨付尾款。", shipped)
    assert not asks_others("末了，央求县里拨付尾款。", shipped)
    assert asks_others("末了，央求县里拨付尾款。", more)


def test_words_that_say_outright_that_something_is_in_the_way_can_be_added():
    shipped, more = rules().cues, rules(cues={"turns": {"snags": ["揪心的是"]}}).cues
    assert is_snag("最麻烦的是", shipped)
    assert not is_snag("揪心的是", shipped) and is_snag("揪心的是", more)


def test_an_announcement_with_a_word_of_the_users_own_is_found():
    text = "兹把半年来的情况开列于左。"
    added = {"announcements": ["兹把[^。]{2,40}于左"]}
    assert announcement(text, rules(formulas=added).formulas) is None
    found = rules(formulas={**added, "signs": {"announcement_verbs": ["于左"]}}).formulas
    assert announcement(text, found) == "兹把半年来的情况开列于左"


def test_last_words_with_a_word_of_the_users_own_are_found():
    closings = {"perorations": ["干就完了"], "farewells": ["咱们后会有期"]}
    signs = {"perorations": ["干就"], "farewells": ["后会"]}
    shipped, more = rules().formulas, rules(formulas={"closings": closings, "signs": signs}).formulas
    assert perorates("撸起袖子，干就完了！", more) and not perorates("撸起袖子，干就完了！", shipped)
    assert is_farewell("咱们后会有期！", more) and not is_farewell("咱们后会有期！", shipped)


def test_a_turn_of_speech_of_the_users_own_concedes_a_problem():
    text = "歪就歪在心里没谱。"
    contrast = {"openers": ["歪就歪在"], "signs": ["歪就"], "defects": ["没谱"]}
    assert lead(text, rules().cues) is None
    found = lead(text, rules(cues={"contrast": contrast}).cues)
    assert found is not None and found.type == PROBLEMS


def test_the_fields_of_a_form_can_be_added():
    form = Element(Kind.TEXT, "姓名：吴涛 警号：0315", (1, 1))
    assert is_aside(Element(Kind.TEXT, "姓名：吴涛 部门：设备部", (1, 1)), rules())
    assert not is_aside(form, rules())
    assert is_aside(form, rules(formulas={"forms": {"fields": ["警号"]}}))


def test_what_a_plan_calls_its_ways_and_what_a_survey_asks_can_be_added():
    position = {"ways": ["招法$"], "asking": ["咋个整"]}
    shipped, more = rules().types, rules(types={"position": position}).types
    assert shipped.ways.search("主要做法") and shipped.asking.search("老街怎么走")
    assert not shipped.ways.search("主要招法") and more.ways.search("主要招法")
    assert not shipped.asking.search("往后咋个整") and more.asking.search("往后咋个整")


def headings(text: str, **added: Any) -> list[str]:
    (report,) = understand(page(text), "0" * 32, replace(SETTINGS, rules=added)).reports
    return [section.heading for section in report.sections if section.heading]


def test_names_that_need_no_number_and_may_end_with_a_stop_can_be_added():
    text = "防汛工作总结\n一、主要工作\n全年不出险情。\n闹心事儿。\n水泵坏了两台，没有钱修。"
    ends = {PROBLEMS: ["闹心事儿"]}
    assert headings(text, types={"ends": ends}) == ["主要工作"]
    assert headings(text, types={"ends": ends, "assured": ["闹心事"]}) == ["主要工作", "闹心事儿"]
