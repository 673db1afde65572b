"""Pinyin annotations: gone where certain, kept everywhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from archive.clean import Cleaner
from archive.clean.pinyin import remove_pinyin
from archive.config import Settings
from archive.parsed import Block, CleanText

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("網(wǎng)絡(luò)建設(shè)", "網絡建設"),
        ("我們(men)還(hái)歸還(huán)", "我們還歸還"),
        ("发（fā）展（zhǎn）", "发展"),
        ("强(qiáng)化", "强化"),
        ("綠(lǜ)色、女(nǚ)性、旅(lv̌)", "綠色、女性、旅(lv̌)"),
        ("網(wǎnɡ)絡", "網絡"),
        ("什麼(me)時(SHÍ)候", "什麼時候"),
        ("網 (wǎng)絡", "網絡"),
        ("網(wǎng)(wǎng)絡", "網絡"),
        ("網(luò)絡", "網(luò)絡"),
        ("開展(kaizhan)活動", "開展(kaizhan)活動"),
        ("重庆(chóngqìng)市", "重庆(chóngqìng)市"),
        ("平台(app)和群(QQ)、公里(km)", "平台(app)和群(QQ)、公里(km)"),
        ("ABC(abc)、a(ā)", "ABC(abc)、a(ā)"),
        ("網(wǎng絡", "網(wǎng絡"),
        ("其中(a)项、(b)项", "其中(a)项、(b)项"),
    ],
)
def test_only_a_reading_of_the_character_before_it_is_removed(
    cleaned: Callable[[Cleaner, str], str], line: str, expected: str
) -> None:
    assert cleaned(remove_pinyin, line) == expected


@given(st.text(st.sampled_from("網絡建設實際總結發展經濟環境歷史藝術貫徹"), min_size=1), st.integers(0, 2))
def test_a_page_annotated_throughout_comes_out_clean(text: str, brackets: int) -> None:
    left, right = ("(", ")") if brackets else ("（", "）")
    page = "".join(char + left + pinyin(char, style=Style.TONE)[0][0] + right for char in text)
    result = remove_pinyin(CleanText((Block(page, (1, 1)),)), SETTINGS)
    assert result.blocks[0].text == text
    assert remove_pinyin(result, SETTINGS) == result
