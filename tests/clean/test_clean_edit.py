"""What the cleaners share: a look at the uncommon characters of a text instead of a search through it."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

import archive.clean
from archive.clean._edit import uncommon_in
from archive.lazy_pattern import Pattern
from archive.parsed import Block

NEEDY = [
    pytest.param(pattern, id=f"{module.name}.{name}")
    for module in pkgutil.iter_modules(archive.clean.__path__)
    for name, pattern in vars(import_module(f"archive.clean.{module.name}")).items()
    if isinstance(pattern, Pattern) and pattern.needs
]
HAN = frozenset(map(chr, range(0x4E00, 0xA000)))
COMMON = "0123456789，。、；：（）《》(),.;% \u3000\n"
MARKS = "一九工作ＯāǚüÀ×○〔【“—？�…"


@pytest.mark.parametrize("pattern", NEEDY)
@given(st.data())
def test_nothing_is_found_without_a_character_it_needs(pattern: Pattern, data: st.DataObject) -> None:
    needed = re.compile(pattern.needs)
    at_hand = {*pattern.pattern, *COMMON, *map(chr, range(32, 127)), *MARKS}
    harmless = sorted(char for char in at_hand if char.isprintable() and not needed.match(char))
    text = data.draw(st.text(st.sampled_from(harmless), max_size=40))
    assert pattern.search(text) is None


@pytest.mark.parametrize("pattern", NEEDY)
def test_no_needed_character_is_a_common_one(pattern: Pattern) -> None:
    assert not re.search(pattern.needs, COMMON)
    assert not re.search(pattern.needs, "".join(HAN))


@given(st.lists(st.text(min_size=1), max_size=4))
def test_uncommon_characters_are_told_once_for_all_lines(lines: list[str]) -> None:
    blocks = tuple(Block(line, (n, n)) for n, line in enumerate(lines, 1))
    found = uncommon_in(blocks)
    assert len(found) == len(set(found))
    assert {char for line in lines for char in line} - set(found) <= {*COMMON, *HAN}
