"""The list of close pairs is what its text says it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import jieba

from archive.index.engines.tantivy.pairs import close_pairs


def test_close_pairs_are_those_that_words_have_most_often() -> None:
    often: Counter[str] = Counter()
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        for start in range(len(word) - 1):
            often[word[start : start + 2]] += int(frequency)
    han = [pair for pair in often if all("\u4e00" <= char <= "\u9fff" for char in pair)]
    assert close_pairs() == set(sorted(han, key=lambda pair: (-often[pair], pair))[:20_000])
