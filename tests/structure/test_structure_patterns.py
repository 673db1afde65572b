import re

import pytest

from archive.alternation import needed
from archive.errors import SettingsError
from archive.lazy_pattern import at_once
from archive.structure.patterns import ByBeginning, ByNeed, beginning, occurring

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
    with at_once({"cues": {}}), pytest.raises(SettingsError, match="cues"):
        ByBeginning([".(在即"], "cues")


WORDS = [
    ["老化", "[,，]关键", "困难[主有]"],
    ["老化", "需", "(?:还|仍)缺"],
    ["需", "仍"],
    ["[的一了在]老", "的[水泵]"],
    ["困难(?!不)", "[^。,，]{1,3}化"],
]
SENTENCES = [
    "管网已老化",
    "问题不少，关键在人",
    "困难有三",
    "困难不大",
    "还缺水泵",
    "需修的水泵仍需修",
    "\n需",
    "",
]


@pytest.mark.parametrize("fragments", WORDS)
@pytest.mark.parametrize("text", SENTENCES)
def test_whether_one_of_many_expressions_stands_in_a_text_is_told_as_by_all_of_them(
    fragments: list[str], text: str
) -> None:
    together = re.compile("|".join(fragments))
    assert bool(re.search(occurring(fragments), text)) == bool(together.search(text))


@pytest.mark.parametrize("fragments", WORDS)
@pytest.mark.parametrize("text", SENTENCES)
def test_each_place_where_an_expression_begins_is_found_with_what_it_matches(
    fragments: list[str], text: str
) -> None:
    together = re.compile("|".join(fragments))
    every = [found for at in range(len(text)) if (found := together.match(text, at))]
    found = list(re.finditer(beginning(fragments), text))
    assert [(hit.start(), hit[1]) for hit in found] == [(hit.start(), hit[0]) for hit in every]


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
        (".(?i:tag)", None),
        ("(?i:tag)水闸|泵站", {"水闸", "泵站"}),
        (".(?=的)有|.没+", {"有", "没"}),
        (".{0,9}(?:来源|链接)? ?[:：]网站?", {":网", "：网"}),
        (r"(.)\1", None),
    ],
)
def test_what_an_expression_needs_is_told_by_pairs_of_characters(
    expression: str, pairs: set[str] | None
) -> None:
    assert needed(expression) == pairs


LOOSE = ["[^。,，]{2,8}(?:卡壳|停摆)了", "[^。,，]{0,6}还[没未]", "[^。,，]{2,9}[,，]才是根本", "(?:我)?悟"]


@pytest.mark.parametrize(
    "text",
    [
        "新泵房卡壳了",
        "渠道卡壳，水站停摆了",
        "勤巡查，才是根本",
        "泵房还没修好",
        "我悟到一点",
        "修了三处水闸",
    ],
)
def test_expressions_that_begin_with_anything_are_tried_where_they_can_stand(text: str) -> None:
    tried = ByNeed(((loose, [loose]) for loose in LOOSE), "cues").possible(text)
    assert tried == [loose for loose in LOOSE if loose in tried]
    assert {loose for loose in LOOSE if re.match(loose, text)} <= set(tried)


def test_of_expressions_that_begin_with_anything_only_a_few_are_tried() -> None:
    tried = ByNeed(((loose, [loose]) for loose in LOOSE[:3]), "cues").possible("泵房还没有修好")
    assert tried == LOOSE[1:2]
