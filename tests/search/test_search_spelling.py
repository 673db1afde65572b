"""What a word may have been meant for: by its sound, by one slip."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.search.spelling import corrections, is_slip

WORDS = [
    ("意识形态", 9),
    ("形态", 4),
    ("舆情", 5),
    ("疫情", 7),
    ("邀请", 2),
    ("党建", 3),
    ("凝聚力", 2),
    ("志愿者", 6),
    ("银行", 2),
    ("阵地", 5),
    ("建设", 8),
    ("network", 1),
    ("5g", 1),
]


def corrected(text: str, *cut: str, wrong: str) -> list[list[str]]:
    """The corrections of a text that is cut so, of which the pieces in `wrong` are unknown."""
    pieces, at = [], 0
    for word in cut or (text,):
        pieces.append(((at, at + len(word)), word in wrong.split()))
        at += len(word)
    return corrections(text, pieces, WORDS, 12)


@pytest.mark.parametrize(
    ("text", "cut", "wrong", "best"),
    [
        ("舆请", (), "舆请", ["舆情"]),
        ("余青", (), "余青", ["舆情"]),
        ("党健", (), "党健", ["党建"]),
        ("银航", (), "银航", ["银行"]),
        ("宁聚力", (), "宁聚力", ["凝聚力"]),
        ("林聚力", (), "林聚力", ["凝聚力"]),
        ("志原者", (), "志原者", ["志愿者"]),
        ("意识型态", ("意识", "型态"), "型态", ["意识形态"]),
        ("意识态形", ("意识", "态", "形"), "态 形", ["意识形态"]),
        ("意识形", ("意识", "形"), "形", ["意识形态"]),
        ("意识大形态", ("意识", "大", "形态"), "大", ["意识形态"]),
        ("阵地建舍", ("阵地", "建舍"), "建舍", ["阵地建设"]),
        ("netwrok", (), "netwrok", ["network"]),
        ("networks", (), "networks", ["network"]),
    ],
)
def test_the_likeliest_meaning_comes_first(
    text: str, cut: tuple[str, ...], wrong: str, best: list[str]
) -> None:
    assert corrected(text, *cut, wrong=wrong)[0] == best


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("舆情", ""),  # nothing is wrong
        ("火星", "火星"),  # sounds like no word
        ("情", "情"),  # a single character has too many homophones
        ("4g", "4g"),  # a slip in so short a word could be anything
        ("netw", "netw"),
    ],
)
def test_no_meaning_is_guessed(text: str, wrong: str) -> None:
    assert corrected(text, wrong=wrong) == []


def test_of_equally_likely_words_the_frequent_one_comes_first() -> None:
    words = [("公式", 1), ("公示", 5), ("攻势", 3)]
    assert corrections("公事", [((0, 2), True)], words, 9) == [["公示", "攻势", "公式"]]


def test_a_shared_character_makes_a_similar_sound_as_likely_as_the_same_sound() -> None:
    words = [("机关", 9), ("激光", 1), ("警官", 5)]
    assert corrections("机光", [((0, 2), True)], words, 9) == [["机关", "激光"]]


def distance(one: str, other: str) -> int:
    """Optimal string alignment, by the book (Boytsov 2011, section 2.1)."""
    rows = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if not i or not j:
                rows[i][j] = i + j
                continue
            costs = [
                rows[i - 1][j] + 1,
                rows[i][j - 1] + 1,
                rows[i - 1][j - 1] + (one[i - 1] != other[j - 1]),
            ]
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                costs.append(rows[i - 2][j - 2] + 1)
            rows[i][j] = min(costs)
    return rows[-1][-1]


LETTERS = st.text("甲乙ab", max_size=6)


@given(LETTERS, LETTERS)
@example("ab", "ba")
@example("", "a")
@example("aab", "aba")
def test_one_slip_is_an_edit_distance_of_one(one: str, other: str) -> None:
    assert is_slip(one, other) == (distance(one, other) == 1)
