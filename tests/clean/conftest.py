"""Cleaners on lines: what every test of this room needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from archive.clean import Cleaner
from archive.config import Settings
from archive.parsed import Block, CleanText

Run = Callable[[Cleaner, Sequence[str]], CleanText]


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(home=Path(), index_dir=Path(), corpus_dir=Path())


@pytest.fixture(scope="session")
def run(settings: Settings) -> Run:
    """Run one cleaner over lines that stand on consecutive lines; an empty string is a blank line."""

    def _run(cleaner: Cleaner, lines: Sequence[str]) -> CleanText:
        blocks = tuple(Block(line, (n, n)) for n, line in enumerate(lines, 1) if line)
        return cleaner(CleanText(blocks), settings)

    return _run


@pytest.fixture(scope="session")
def cleaned(run: Run) -> Callable[[Cleaner, str], str]:
    """The text that a cleaner makes of one line."""
    return lambda cleaner, line: "\n".join(block.text for block in run(cleaner, [line]).blocks)
