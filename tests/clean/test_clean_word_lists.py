"""Lists of words looked for together are found as one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.clean._word_lists import WordLists

WORDS = st.text("网站小编整理a|.", min_size=1, max_size=4)


@given(
    st.dictionaries(st.sampled_from("甲乙丙"), st.lists(WORDS, max_size=5)),
    st.text("网站小编整理a|.\n", max_size=20),
)
def test_a_list_is_found_where_a_word_of_it_stands(lists: dict[str, list[str]], text: str) -> None:
    expected = {name for name, words in lists.items() if any(word in text for word in words)}
    assert WordLists(lists).found_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("收集整理", {"甲", "乙"}), ("网小编", {"甲", "丙"}), ("收藏", set()), ("", set())],
)
def test_words_in_words_are_found(text: str, expected: set[str]) -> None:
    lists = WordLists({"甲": ["收集", "网小"], "乙": ["收集整理"], "丙": ["小编"]})
    assert lists.found_in(text) == expected
