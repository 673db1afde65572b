"""How well near-copies are told from passages that only sound alike.

    python tests/near/measure.py        print the table

Each passage of near_passages.toml is edited in every way of near_edits.py, with several seeds, and
where the edit has a share, by 5 to 40 % of the text; a copy is recognised when it joins the group of
its original (recall), and it must join no other (precision). The negatives are the passages
themselves: those of one family share their set phrases and nothing else, so each must found a group
of its own.
"""

from __future__ import annotations

import random
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from near_edits import EDITS, KINDS, SHARES

from archive.fold import fold
from archive.index.copies import CopyStore
from archive.index.fingerprint import fingerprints
from archive.index.near import PARAGRAPH_SIMILARITY, SECTION_SIMILARITY
from archive.model import Groups

SEEDS = 5


@dataclass(frozen=True, slots=True)
class Recall:
    """Of the copies made by one edit, the shares that joined their originals.

    `joined` of them joined any group, as paragraph or as section, and `wrong` another than that of
    their original.
    """

    edit: str
    paragraphs: float
    sections: float
    joined: int
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
    asked = paragraphs = sections = joined = wrong = 0
    for seed in range(SEEDS):
        with originals() as (store, texts, groups):
            for text, group in zip(texts, groups, strict=True):
                copy = groups_of(store, EDITS[name](text, random.Random(f"{seed} {text}")))
                asked += 1
                paragraphs += copy.paragraphs == group.paragraphs
                sections += copy.section == group.section
                mine, others = _numbers([group]), _numbers(other for other in groups if other is not group)
                joined += bool(_numbers([copy]) & (mine | others))
                wrong += bool(_numbers([copy]) & others)
    return Recall(name, paragraphs / asked, sections / asked, joined, wrong)


def _numbers(groups: Iterable[Groups]) -> set[int]:
    return {number for group in groups for number in (group.section, *group.paragraphs)}


def main() -> None:
    """Print the tables."""
    count = sum(map(len, passages().values()))
    print(f"{count} passages, {SEEDS} copies of each an edit; thresholds: paragraphs", end=" ")
    print(f"{PARAGRAPH_SIMILARITY}, sections {SECTION_SIMILARITY}")
    rows = {name: recall(name) for name in EDITS}
    joined, wrong = sum(row.joined for row in rows.values()), sum(row.wrong for row in rows.values())
    print(f"{'recall, paragraphs/sections':30}" + "".join(f"{f'{share} %':>12}" for share in SHARES))
    for kind in KINDS:
        print(f"{kind:30}" + "".join(f"{shown(rows.pop(f'{kind} {share} %')):>12}" for share in SHARES))
    for name, row in rows.items():
        print(f"{name:30}{shown(row):>12}")
    print(f"precision: {(joined - wrong) / joined:.3f} ({wrong} of {joined} copies joined another group)")
    print(f"passages that sound alike and were taken for copies: {false_groups()} of {count}")


def shown(row: Recall) -> str:
    """Both recalls."""
    return f"{row.paragraphs:.2f}/{row.sections:.2f}"


if __name__ == "__main__":
    main()
