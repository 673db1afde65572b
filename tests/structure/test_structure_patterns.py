import re

import pytest

from archive.errors import SettingsError
from archive.structure.patterns import ByBeginning, occurring

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
