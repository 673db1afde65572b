import re

import pytest

from archive.alternation import needed
from archive.errors import SettingsError
from archive.structure.patterns import ByBeginning, ByNeed, occurring

LEADS = ["下一步[,，]", "[我本]局将", "(?:还|仍)存在", "[^。,，]{2,6}在即[,，]"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("下一步，要抓紧修渠。", 0),
        ("今年，本局将改建泵房。", 3),
        ("仍存在漏水的地方。", 0),
        ("汛期在即，人手不多。", 0),
        ("去年修了三处水闸。", 0),
        ("下一步", 3),
    ],
)
def test_whether_an_expression_stands_at_a_place_is_told_as_by_all_of_them(text: str, place: int) -> None:
    together = re.compile("|".join(LEADS))
    assert ByBeginning(LEADS, "cues").stands(text, place) == (together.match(text, place) is not None)


def test_a_faulty_expression_that_begins_with_anything_is_named_with_its_table() -> None:
    with pytest.raises(SettingsError, match="cues"):
        ByBeginning([".(在即"], "cues")


@pytest.mark.parametrize("fragments", [["老化", "[,，]关键", "困难[主有]"], ["老化", "需", "(?:还|仍)缺"]])
@pytest.mark.parametrize("text", ["管网已老化", "问题不少，关键在人", "困难有三", "困难不大", "还缺水泵", ""])
def test_one_of_many_expressions_is_found_where_it_begins(fragments: list[str], text: str) -> None:
    found, plain = re.search(occurring(fragments), text), re.search("|".join(fragments), text)
    assert (found and found.start()) == (plain and plain.start())


@pytest.mark.parametrize(
    ("expression", "pairs"),
    [
        ("[^。,，]{2,14}(?:卡壳了?|泡了汤)(?=[,，。])", {"卡壳", "泡了"}),
        ("[^。,，]{0,12}(?:问题|短板)(?:还)?(?:有|在)(?!了)", {"问题", "短板"}),
        ("(?:还|仍)[是有](?:一个)?", {"还是", "还有", "仍是", "仍有"}),
        ("水(?:闸)+门?", {"水闸"}),
        ("水{2}门", {"水"}),
        ("[让令](?!我)使.{1,4}的", {"让使", "令使"}),
        (r"\d年内", {"年内"}),
        ("(?:水闸|)", None),
        ("[^。]{2,8}", None),
        ("(?i)水闸", None),
        (r"(.)\1", None),
    ],
)
def test_what_an_expression_needs_is_told_by_pairs_of_characters(
    expression: str, pairs: set[str] | None
) -> None:
    assert needed(expression) == pairs


LOOSE = {
    "存在问题": ["[^。,，]{2,8}(?:卡壳|停摆)了", "[^。,，]{0,6}还[没未]"],
    "经验体会": ["[^。,，]{2,9}[,，]才是根本", "(?:我)?悟到"],
}


@pytest.mark.parametrize(
    "text",
    [
        "新泵房卡壳了",
        "渠道卡壳，水站停摆了",
        "勤巡查，才是根本",
        "泵房还没修好",
        "我悟到一点",
        "修了三处水闸",
        "摆了停摆",
    ],
)
def test_expressions_that_begin_with_anything_are_tried_where_they_can_stand(text: str) -> None:
    every = [(name, re.compile(fragment)) for name, found in LOOSE.items() for fragment in found]
    tried = ByNeed(LOOSE, "cues").possible(text)
    assert [lead for lead in every if lead[1].match(text)] == [lead for lead in tried if lead[1].match(text)]
    assert tried == [lead for lead in every if lead in tried]
