"""Folding, and the way back from a folded character to the one displayed."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from itertools import pairwise
from pathlib import Path

import jieba
import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from archive.fold import fold, fold_aligned, fold_lines, fold_lines_aligned, is_han, is_settled

TEXT = st.text(
    alphabet=st.characters(codec="utf-8")
    | st.sampled_from("網路裏ＡＧ㈱ﬁé\u0301가\u1100\u1161 \u3000\n𠮷İßΣς")
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("網路意識形態", "网路意识形态"),
        ("ＡＢＣ５Ｇ", "abc5g"),
        ("a \t\u3000 b", "a b"),
        ("(一)（二）", "(一)(二)"),
        ("乾隆年間", "乾隆年间"),
        ("㈱", "(株)"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXT)
def test_fold_is_what_the_design_says(text: str) -> None:
    simplified = OpenCC("t2s").convert(text)
    assert fold(text) == re.sub(r"\s+", " ", unicodedata.normalize("NFKC", simplified).casefold())


# GB2312 has no other punctuation than this, as Python knows it.
GB2312 = st.text(st.characters(codec="gb2312") | st.sampled_from("—·坏子沈默覆信藉口瞭㈠"))


@given(GB2312 | st.text(st.sampled_from("坏子沈默覆信藉口瞭解海哩乾坤\n")))
def test_what_is_settled_is_folded_as_the_design_says(text: str) -> None:
    simplified = OpenCC("t2s").convert(text)
    assert fold(text) == re.sub(r"\s+", " ", unicodedata.normalize("NFKC", simplified).casefold())
    if is_settled(text):
        assert simplified == text


def test_settled_words_are_what_opencc_leaves_as_they_are() -> None:
    with jieba.get_module_res("dict.txt") as lines:
        words = [line.decode().split(" ")[0] for line in lines]
    settled = [word for word in words if is_settled(word)]
    assert len(settled) > 0.9 * len(words)
    assert OpenCC("t2s").convert("\n".join(settled)) == "\n".join(settled)


@given(GB2312)
def test_han_characters_of_a_settled_text_are_in_its_fold_as_they_are(text: str) -> None:
    if is_settled(text):
        assert list(filter(is_han, fold(text))) == list(filter(is_han, text))


@given(st.lists(TEXT, max_size=4))
def test_many_texts_fold_as_each_does(texts: list[str]) -> None:
    assert fold_lines(texts) == [fold(text) for text in texts]


@given(TEXT)
def test_aligned_folding_folds_alike_and_stays_in_order(text: str) -> None:
    aligned = fold_aligned(text)
    assert aligned.folded == fold(text)
    assert len(aligned.starts) == len(aligned.ends) == len(aligned.folded)
    spans = list(zip(aligned.starts, aligned.ends, strict=True))
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(spans))


@given(TEXT, st.data())
def test_what_is_highlighted_holds_what_was_found(text: str, data: st.DataObject) -> None:
    aligned = fold_aligned(text)
    folded = aligned.folded
    if folded:
        start = data.draw(st.integers(0, len(folded) - 1))
        end = data.draw(st.integers(start + 1, len(folded)))
        shown = text[slice(*aligned.source(start, end))]
        assert all(char in fold(text) for char in folded[start:end])
        assert shown or unicodedata.combining(folded[start])


@given(st.lists(st.text(alphabet="网絡…①5ß　 \t\n«Ǆ安á", max_size=8) | st.text(max_size=6), max_size=5))
def test_many_texts_are_folded_with_the_way_back_as_each_is(texts: list[str]) -> None:
    for found, text in zip(fold_lines_aligned(texts), texts, strict=True):
        one, other = ((a.folded, [*a.starts], [*a.ends]) for a in (found, fold_aligned(text)))
        assert one == other


def test_no_phrase_that_opencc_changes_is_settled(tmp_path: Path) -> None:
    package = Path(opencc.__file__).parent / "clib"
    tool = next(package.glob("bin/opencc_dict*"), None)
    if tool is None:
        pytest.skip("this OpenCC comes without the program that lists a dictionary")
    for dictionary in package.glob("share/opencc/TS*.ocd2"):
        listed = tmp_path / dictionary.stem
        command = [tool, "-i", dictionary, "-o", listed, "-f", "ocd2", "-t", "text"]
        subprocess.run(command, check=True, capture_output=True)
        rows = [line.split("\t") for line in listed.read_text("utf-8").splitlines()]
        assert rows
        assert [phrase for phrase, first in rows if is_settled(phrase) and first.split()[0] != phrase] == []
