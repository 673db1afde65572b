"""Words of rules, of which a text must have one."""

from __future__ import annotations

import re

import pytest

from archive.alternation import one_word


@pytest.mark.parametrize("words", [("为您", "为大家", "小编"), ("顶", "小编"), ("[!", "^-"), ()])
def test_one_word_is_found_wherever_a_word_begins(words: tuple[str, ...]) -> None:
    pattern = re.compile(one_word(words))
    for text in (*words, *(f"前{word}后" for word in words)):
        assert pattern.search(text), text
    assert pattern.search("为编小家 !^") is None
