"""Learn where headings end that run into their texts: write archive/data/cuts.toml.

    python tests/quality/train_cuts.py            learn and write
    python tests/quality/train_cuts.py --check    how well it does on pages left out in turn

Only the pages of dev and corpus are learned from. Of each labelled heading with a text below it
the stop between them is taken away; paragraphs without a heading are what must not be cut.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quality_labels import HERE, Heading, Page, Text, load_split
from quality_training import asked_to_check

from archive.config import load_settings
from archive.structure.cuts import (
    MAX_HEAD,
    NONE,
    PLACE,
    Clauses,
    CutModel,
    Features,
    best_cut,
    clauses_of,
    count_clauses,
    features,
)
from archive.structure.glue import is_outer
from archive.structure.numbering import read_mark
from archive.structure.rules import Rules, rules_for

TARGET = Path(__file__).parents[2] / "archive" / "data" / "cuts.toml"
# Counts below this are left out: against 3 the file is half as long, and headings of the test split no worse.
LEAST = 5
# Numbered sentences are few among the labels, and are what the model will be asked about.
ITEMS = 3
ROUNDS, RATE, DECAY = 60, 0.05, 1e-3
FOLDS = 5
# A paragraph shorter than this could be a heading itself.
MIN_TEXT = 16
# Cuts of a lower probability are not made on any page.
SHOWN = (0.9, 0.6, 0.4)
HEAD = """# Where a heading ends that runs into its text. Read by archive/structure/cuts.py.
#
# Made by `python tests/quality/train_cuts.py` from labelled reports; not edited by hand. `weights` are those
# of a conditional logit over the places in a line. `clauses` are characters and pairs of them, each with how
# often it was seen in a clause, at its beginning, and at its end.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A line behind its number, whether that is an outer one, and where its heading ends (0: nowhere)."""

    text: str
    outer: bool
    end: int


def examples(pages: Sequence[Page]) -> Iterator[Example]:
    """Headings with their texts run on, and as many plain paragraphs as a page has."""
    for page in pages:
        for piece in page.pieces:
            before = None
            for element in piece.elements:
                if isinstance(element, Text) and len(element.text) >= MIN_TEXT:
                    if isinstance(before, Heading) and before.number.strip("-"):
                        if len(before.text) <= MAX_HEAD and not re.search("[。；;：:！!？?]", before.text):
                            mark = read_mark(f"{before.number}、{before.text}")
                            yield Example(before.text + element.text, is_outer(mark), len(before.text))
                    else:
                        mark = read_mark(element.text)
                        item = Example(element.text[mark.end if mark else 0 :], is_outer(mark), 0)
                        yield from [item] * (ITEMS if mark else 1)
                before = element


def texts_of(pages: Sequence[Page]) -> list[str]:
    """All text of pages, headings and paragraphs."""
    return [element.text for page in pages for piece in page.pieces for element in piece.elements]


def learn(found: Sequence[Example], clauses: Clauses, rules: Rules) -> dict[str, float]:
    """The weights that make the right places likeliest: stochastic gradient ascent, in a fixed order."""
    data = []
    for example in found:
        places = dict(features(example.text, example.outer, clauses, rules.headings, rules.types))
        if example.end in places:
            data.append((list(places.values()), list(places).index(example.end)))
    weights = dict.fromkeys((*NONE, *PLACE), 0.0)
    order = random.Random(1)
    for step in range(ROUNDS):
        order.shuffle(data)
        rate = RATE / (1 + step / 10)
        for rows, right in data:
            _step(weights, rows, right, rate)
    return {name: round(weight, 3) for name, weight in weights.items()}


def _step(weights: dict[str, float], rows: Sequence[Features], right: int, rate: float) -> None:
    scores = [sum(weights[name] * value for name, value in row.items()) for row in rows]
    highest = max(scores)
    shares = [math.exp(score - highest) for score in scores]
    total = sum(shares)
    for at, row in enumerate(rows):
        error = (at == right) - shares[at] / total
        for name, value in row.items():
            weights[name] += rate * (error * value - DECAY * weights[name] / len(rows))


def check(pages: Sequence[Page], rules: Rules) -> None:
    """Print, for cuts of some probability, how many are made, right, and made where nothing is to be cut."""
    results: list[tuple[float, bool, bool]] = []
    for fold in range(FOLDS):
        rest = [page for at, page in enumerate(pages) if at % FOLDS != fold]
        clauses = clauses_of(count_clauses(texts_of(rest), LEAST))
        model = CutModel(clauses, learn(list(examples(rest)), clauses, rules))
        for example in examples(pages[fold::FOLDS]):
            cut = best_cut(example.text, example.outer, model, rules.headings, rules.types)
            if cut:
                results.append((cut[1], cut[0] == example.end, example.end == 0))
    heads = sum(not plain for _, _, plain in results)
    print(f"{heads} headings, {len(results) - heads} paragraphs")
    for least in SHOWN:
        made = [(right, plain) for share, right, plain in results if share >= least]
        right = sum(right for right, _ in made)
        false = sum(plain for _, plain in made)
        print(
            f"at {least}: {right / heads:.1%} right, {(len(made) - right - false) / heads:.1%} misplaced, ",
            end="",
        )
        print(f"{false / (len(results) - heads):.1%} of the paragraphs cut")


def write(model: CutModel) -> None:
    """Write cuts.toml."""
    lines = [HEAD, "[weights]", *(f"{name} = {weight}" for name, weight in model.weights.items())]
    rows = "\n".join("\t".join((text, *map(str, row))) for text, row in model.clauses.counts.items())
    clauses = f'clauses = """\n{rows}\n"""\n'
    TARGET.write_text("\n".join([lines[0], clauses, *lines[1:]]) + "\n", encoding="utf-8")


def main() -> None:
    """Do what the module's docstring says."""
    is_check = asked_to_check(__doc__)
    pages = sorted([*load_split("dev"), *load_split("corpus")], key=lambda page: page.name)
    rules = rules_for(load_settings(HERE, environ={}))
    if is_check:
        check(pages, rules)
        return
    clauses = clauses_of(count_clauses(texts_of(pages), LEAST))
    write(CutModel(clauses, learn(list(examples(pages)), clauses, rules)))


if __name__ == "__main__":
    main()
