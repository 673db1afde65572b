"""What a user adds to the word lists of this room counts as what they came with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from structure_pages import SETTINGS

from archive.structure.cues import asks_others, is_snag
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
