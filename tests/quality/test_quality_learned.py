"""What was learned is what the training script makes of the labelled pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from quality_labels import HERE, Page
from quality_readings import load_pages, readings
from train_sequence import TARGET, learn, learned_from, write

from archive.config import Settings, load_rules, load_settings
from archive.structure.sequence_model import TABLE

ANEW = "run `python tests/quality/train_sequence.py` and look at every row of the tests that breaks"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(HERE, environ={})


@pytest.fixture(scope="module")
def pages(settings: Settings) -> list[Page]:
    return load_pages(settings)


def test_the_weights_of_types_were_learned_from_these_pages_and_rules(
    pages: list[Page], settings: Settings
) -> None:
    assert load_rules(TABLE)["learned_from"] == learned_from(pages, settings), ANEW


@pytest.mark.slow
def test_learning_the_weights_of_types_anew_gives_the_same_bytes(
    pages: list[Page], settings: Settings, tmp_path: Path
) -> None:
    made = tmp_path / TARGET.name
    write(learn(list(readings(pages, settings))), learned_from(pages, settings), made)
    assert made.read_bytes() == TARGET.read_bytes(), ANEW
