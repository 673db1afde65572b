"""The gate: no measure sinks below its floor, and the labels are those the floors were pinned on."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from quality_labels import CORPUS, FIELDS, GOLD, HERE, SPLITS, digest, load_page, load_split
from quality_parsed import parsed
from score import FLOORS, pinned, read_floors, score_split, write_floors

from archive.model import DOC_TYPES, SECTION_TYPES

MEASURES = ("split", "headings", "types_micro", "types_macro", *FIELDS, "cleaning")
PIN = "run `python tests/quality/score.py --pin`"


@cache
def measured(split: str) -> dict[str, float]:
    return score_split(split, parsed)


@pytest.mark.parametrize("split", SPLITS)
def test_the_labels_are_those_that_the_floors_were_pinned_on(split: str) -> None:
    floors = read_floors()
    assert floors, f"{FLOORS} is missing: {PIN}"
    assert floors[split]["digest"] == digest(split), f"labels or pages of {split} have changed: {PIN}"


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("split", SPLITS)
def test_no_measure_is_below_its_floor(split: str, measure: str) -> None:
    floor, value = read_floors()[split][measure], measured(split)[measure]
    assert value >= floor, (
        f"{split} {measure} is {value:.4f}, its floor {floor}: mend it, or {PIN} --lower WHY"
    )


def test_a_floor_is_not_lowered_without_a_reason() -> None:
    old = {"dev": {"digest": "0", "split": 0.9}}
    with pytest.raises(SystemExit, match=r"dev split would sink from 0\.9 to 0\.8"):
        pinned(old, {"dev": {"split": 0.8}}, None)


def test_the_reason_for_a_lower_floor_is_recorded(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    old = {"dev": {"digest": "0", "split": 0.9}, "test": {"digest": "1", "split": 0.5}}
    write_floors(pinned(old, {"dev": {"split": 0.8}}, 'pages "added"'), path)
    kept = read_floors(path)
    assert kept["dev"]["split"] == 0.8
    assert kept["test"] == {"digest": "1", "split": 0.5}
    assert kept["lowered"] == [
        {"split": "dev", "measure": "split", "from": 0.9, "to": 0.8, "why": 'pages "added"'}
    ]


def test_a_measure_that_rose_raises_its_floor() -> None:
    old = {"dev": {"digest": "0", "split": 0.9}}
    new = pinned(old, {"dev": {"split": 0.95678}}, None)
    assert new["dev"] == {"digest": digest("dev"), "split": 0.9567}
    assert new["lowered"] == []


@pytest.mark.parametrize("split", SPLITS)
def test_labels_use_the_names_of_the_contract(split: str) -> None:
    for page in load_split(split):
        for piece in page.pieces:
            assert set(piece.fields["doc_type"]) <= set(DOC_TYPES), page.name
            assert piece.elements, page.name
            for text in piece.texts:
                assert set(text.types) <= set(SECTION_TYPES), (page.name, text)
                assert 1 <= len(text.types) <= 2, (page.name, text)


@pytest.mark.parametrize("split", SPLITS)
def test_labels_stand_in_the_order_of_their_page(split: str) -> None:
    for page in load_split(split):
        starts = [element.lines[0] for piece in page.pieces for element in piece.elements]
        assert starts == sorted(starts), page.name
        assert starts[-1] <= page.source.read_bytes().count(b"\n") + 1, page.name


def test_every_corpus_file_is_labelled() -> None:
    labelled = {page.source for page in load_split("corpus")}
    assert labelled == set(CORPUS.glob("*.txt"))


def test_a_line_that_is_no_label_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.gold"
    path.write_text(
        "@report 1 | title= | doc_type=总结 | year= | period= | unit= | date=\n一、\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"bad\.gold:2: not a label"):
        load_page(path, path)


def test_the_test_split_cannot_be_looked_at() -> None:
    name = next((GOLD / "test").glob("*.gold")).stem
    done = subprocess.run(
        [sys.executable, str(HERE / "score.py"), "--show", name], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "looked at through its score only" in done.stderr
    assert done.stdout == ""
