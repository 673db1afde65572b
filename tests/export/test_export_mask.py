"""Masking: numbers of persons go, numbers of offices stay."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from export_samples import hit, passage, report, section
from hypothesis import given
from hypothesis import strategies as st

from archive.config import load_rules
from archive.errors import SettingsError
from archive.export import Mask
from archive.export.base import merged
from archive.model import Span

RULES = load_rules("mask")
mask = Mask(RULES)

# Pieces of numbers and what stands between them, so that near misses and neighbours are frequent.
parts = st.one_of(
    st.sampled_from(["13812345678", "11010519491231002X", "110105491231002", "88886666", "1234", "5678"]),
    st.sampled_from(["138", "0571", "010", "+86", "转8001", "８", "电话", "元", "年"]),
    st.sampled_from(["a.b", "@", "gov", ".cn", ":", "-", " ", "(", ")", "（", "）", "，"]),
)
numbers = st.lists(parts, max_size=9).map("".join)
texts = st.one_of(numbers, st.text(max_size=40)).map(lambda text: text.replace("×", ""))
spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda s: (min(s), max(s))), max_size=4
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系人张某13812345678，请联系", "联系人张某××，请联系"),
        ("手机:138 1234 5678", "手机:××"),
        ("手机138-1234-5678。", "手机××。"),
        ("+86 13812345678", "××"),
        ("8613812345678", "××"),
        ("１３８１２３４５６７８", "××"),
        ("13812345678、19912345678", "××、××"),
        ("13812345678/13912345678", "××/××"),
        ("电话:0571-88886666", "电话:××"),
        ("电话：0571-8888666转8001", "电话：××"),
        ("(010)66667777", "××"),
        ("（0571）8888 6666", "××"),
        ("传真021—66667777", "传真××"),
        ("057188886666", "××"),
        ("+86-10-66667777", "××"),
        ("13812345678(0571)88886666", "××"),
        ("值班电话：8888666", "值班电话：××"),
        ("身份证号11010519491231002X", "身份证号××"),
        ("11010519491231002x。", "××。"),
        ("身份证110105 19491231 002X", "身份证××"),
        ("440524188001010014", "××"),
        ("旧证号110105491231002，", "旧证号××，"),
        ("邮箱:zhang.san@mail.example.gov.cn。", "邮箱:××。"),
        ("ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｎ", "××"),
        ("a_b+c@example.com;x@y.cn", "××;××"),
    ],
)
def test_numbers_and_addresses_of_persons_are_masked(text: str, shown: str) -> None:
    assert mask.text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "2020年",
        "2019-2020年",
        "2020-05-20 08:30:00",
        "20200501-20201231",
        "〔2020〕43号",
        "国发〔2020〕1234号",
        "GB/T 9704-2012",
        "总产值13812345678元",
        "总产值13812345678.50元",
        "投资15912345678多元",
        "13,812,345,678元",
        "¥13812345678",
        "产量18812345678吨",
        "0.5712345678",
        "3.14159265358979",
        "12345热线",
        "110、119、120",
        "400-800-8888",
        "11010519491231002",
        "110105194912310021",  # its check digit would be X
        "110105194913310028",  # no such month
        "990105194912310028",  # no such province
        "91110000100006021L",
        "6222021234567890123",
        "12812345678",
        "138123456789",
        "8d247462842c13912345678",
        "A13812345678",
        "第0571号",
        "88886666",
        "8888666人",
        "微博@某市发布",
        "5@8",
        "××县",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask.text(text) == text


@given(texts)
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask.text(mask.text(text)) == mask.text(text)


@given(texts)
def test_what_is_not_masked_stays_in_its_order(text: str) -> None:
    kept = map(re.escape, mask.text(text).split("××"))
    assert re.fullmatch(".+".join(kept), text, re.DOTALL)


@given(st.text(st.characters(exclude_categories=("Nd", "Cs"), exclude_characters="@＠"), max_size=60))
def test_text_without_digits_and_addresses_never_changes(text: str) -> None:
    assert mask.text(text) == text


@given(texts, spans)
def test_a_mark_keeps_what_it_marked_or_has_the_mask(text: str, marks: list[Span]) -> None:
    marks = merged((start, end) for start, end in marks if end <= len(text))
    shown, moved = mask.marked(text, marks)
    assert all(0 <= start <= end <= len(shown) for start, end in moved)
    if shown == text:
        assert list(moved) == marks
    for start, end in moved:
        assert "××" in shown[start:end] or shown[start:end] in [text[a:b] for a, b in marks]


@pytest.mark.parametrize(
    ("marks", "moved"),
    [
        ([(0, 2)], [(0, 2)]),
        ([(13, 15)], [(4, 6)]),
        ([(2, 13)], [(2, 4)]),
        ([(5, 7)], [(2, 4)]),
        ([(1, 7)], [(1, 4)]),
        ([(7, 14)], [(2, 5)]),
        ([(3, 5), (6, 9)], [(2, 4)]),
        ([(0, 2), (2, 4), (13, 15)], [(0, 2), (2, 4), (4, 6)]),
    ],
)
def test_marks_move_with_the_text(marks: list[Span], moved: list[Span]) -> None:
    assert mask.marked("电话13812345678张某", marks) == ("电话××张某", tuple(moved))


def test_every_text_of_a_hit_is_masked() -> None:
    number = "13812345678"
    where = replace(section(heading=f"联系{number}"), path=(number, f"联系{number}"))
    head = replace(report(title=f"张某{number}"), unit=f"某办({number})")
    shown = mask.hit(
        replace(hit(passage(f"打{number}吧", (1, 12)), head=head, where=where), path=f"{number}.txt")
    )
    assert number not in repr(shown)
    assert shown.passages[0].text[slice(*shown.passages[0].highlights[0])] == "××"


def test_a_hit_without_numbers_is_the_same() -> None:
    assert mask.hit(hit()) == hit()


def test_kinds_of_the_users_own_are_masked_too() -> None:
    own = Mask({**RULES, "bank_card": ["(?<![0-9])62[0-9]{14,17}(?![0-9])"]})
    assert own.text("卡号6222021234567890123") == "卡号××"


@pytest.mark.parametrize("greedy", [".", ".*", "[^a]+", "×", "", "(?<=b)×"])
def test_a_rule_that_finds_masks_comes_to_an_end(greedy: str) -> None:
    own = Mask({"own": [greedy]})
    assert own.text(own.text("b甲乙××")) == own.text("b甲乙××")


@pytest.mark.parametrize("faulty", ["(", "[", 5, "(?P<a"])
def test_a_rule_that_is_no_pattern_is_named(faulty: object) -> None:
    with pytest.raises(SettingsError, match=r"rules\.mask\.own"):
        Mask({"own": [faulty]})
