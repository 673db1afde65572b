"""How well near-copies are told from passages that only sound alike.

    python tests/near/measure.py        print the table

Each passage of near_passages.toml is edited in every way of near_edits.py, with several seeds; a
copy is recognised when it joins the group of its original. The negatives are the passages
themselves: those of one family share their set phrases and nothing else, so each must found a
group of its own.
"""

from __future__ import annotations

import random
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from near_edits import EDITS

from archive.fold import fold
from archive.index.copies import CopyStore
from archive.index.fingerprint import fingerprints
from archive.index.near import PARAGRAPH_SIMILARITY, SECTION_SIMILARITY
from archive.model import Groups

SEEDS = 5


@dataclass(frozen=True, slots=True)
class Recall:
    """Of the copies made by one edit, the shares that joined their originals, and strangers."""

    edit: str
    paragraphs: float
    sections: float
    wrong: int


def passages() -> dict[str, list[str]]:
    """The passages by their families."""
    path = Path(__file__).with_name("near_passages.toml")
    families: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))["families"]
    return families


@contextmanager
def originals() -> Iterator[tuple[CopyStore, list[str], list[Groups]]]:
    """A store that has taken all passages, each as a section of one paragraph."""
    texts = [text for family in passages().values() for text in family]
    with tempfile.TemporaryDirectory() as folder:
        store = CopyStore(Path(folder) / "copies.sqlite")
        yield store, texts, [groups_of(store, text) for text in texts]
        store.close()


def groups_of(store: CopyStore, text: str) -> Groups:
    """The groups of a section of one paragraph, which joins or founds them."""
    return store.groups(fingerprints([[fold(text)]])[0])


def false_groups() -> int:
    """How many passages joined the group of another."""
    with originals() as (_, texts, groups):
        return len(texts) - len({group.paragraphs for group in groups})


def recall(name: str) -> Recall:
    """Edit every passage and see where the copies go, each in a store that has the originals only."""
    asked = paragraphs = sections = wrong = 0
    for seed in range(SEEDS):
        with originals() as (store, texts, groups):
            for text, group in zip(texts, groups, strict=True):
                copy = groups_of(store, EDITS[name](text, random.Random(f"{seed} {text}")))
                asked += 1
                paragraphs += copy.paragraphs == group.paragraphs
                sections += copy.section == group.section
                others = {other.section for other in groups if other is not group}
                wrong += copy.section in others or bool(others.intersection(copy.paragraphs))
    return Recall(name, paragraphs / asked, sections / asked, wrong)


def main() -> None:
    """Print the table."""
    count = sum(map(len, passages().values()))
    print(f"{count} passages, {SEEDS} copies of each an edit; thresholds: paragraphs", end=" ")
    print(f"{PARAGRAPH_SIMILARITY}, sections {SECTION_SIMILARITY}")
    print(f"{'edit':28}{'recall, paragraphs':>20}{'sections':>12}{'wrong group':>14}")
    for name in EDITS:
        row = recall(name)
        print(f"{name:28}{row.paragraphs:20.2f}{row.sections:12.2f}{row.wrong:14}")
    print(f"passages that sound alike and were taken for copies: {false_groups()} of {count}")


if __name__ == "__main__":
    main()
