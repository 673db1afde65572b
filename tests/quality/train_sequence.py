"""Learn how the types of paragraphs go together: write archive/data/sequence.toml.

    python tests/quality/train_sequence.py            learn and write
    python tests/quality/train_sequence.py --check    how well it does on pages left out in turn

Only the pages of dev and corpus are learned from. Each report is read in several states: as labelled; with no
headings at all; with headings that name no type; and with some lost or silent, chosen at random but
always the same, as they are on pages that nobody has seen before. What is learned is the type of each
paragraph that the rules leave open, from what they made of it, its place and its grammar.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quality_labels import HERE, Heading, Page, Piece, Text, load_split
from quality_measures import Tally, f1, match

from archive.config import Settings, load_settings
from archive.model import SECTION_TYPES as TYPES
from archive.pipeline import parse_file
from archive.structure.elements import Element, Kind
from archive.structure.lexicon import heading_types
from archive.structure.numbering import Scheme, read_mark
from archive.structure.outline import build_outline
from archive.structure.reasons import types_of
from archive.structure.rules import Rules, rules_for
from archive.structure.section_types import read_nodes
from archive.structure.sequence import Place, choose, features, places_of
from archive.structure.sequence_model import STEPS, SequenceModel
from archive.structure.type_names import OTHER

TARGET = Path(__file__).parents[2] / "archive" / "data" / "sequence.toml"
# How a report is read, and of its headings with a name how many are lost, and how many silent.
STATES = {
    "labelled": (0.0, 0.0),
    "lost": (1.0, 0.0),
    "silent": (0.0, 1.0),
    "some": (0.3, 0.15),
    "others": (0.3, 0.15),
    "run on": (0.5, 0.0),
}
# In this state the border to the next report is lost, too.
RUN_ON = "run on"
# What stands for a heading that names no type.
SILENT = "有关方面"
# Features seen less often are left out; chosen with the rest on pages left out in turn.
LEAST = 25
ROUNDS, RATE, DECAY = 30, 0.1, 4e-4
FOLDS = 5
# Steps are counted as if each had been seen so many times more.
PRIOR = 0.5
HEAD = """# How the types of paragraphs go together. Read by archive/structure/sequence_model.py.
#
# Made by `python tests/quality/train_sequence.py` from labelled reports; not edited by hand. `weights` are
# those of a multinomial logistic regression: for each feature one number for each of `types`. `steps` say how
# much more often than by chance (logarithm) a type (column) comes after another (row).
"""


@dataclass(frozen=True, slots=True)
class Read:
    """A report read in one state: its paragraphs, what speaks for their types, and the right ones."""

    state: str
    doc_type: str
    places: tuple[Place, ...]
    found: tuple[tuple[str, ...], ...]
    right: tuple[tuple[str, ...], ...]


def readings(pages: Sequence[Page], rules: Rules) -> Iterator[Read]:
    """The reports of pages in every state; those of laws have no types to learn."""
    for page in pages:
        for index, piece in enumerate(page.pieces):
            if {name for text in piece.texts for name in text.types} <= {OTHER}:
                continue
            for state in STATES:
                pieces = page.pieces[index : index + 2] if state == RUN_ON else (piece,)
                chance = random.Random(f"{page.name} {index} {state}")
                elements = [element for piece in pieces for element in piece.elements]
                body = tuple(_body(elements, state, chance, rules))
                right = tuple(text.types for piece in pieces for text in piece.texts)
                yield _read(piece, body, state, right, rules)


def completed(page: Page, settings: Settings) -> Page:
    """A page whose labels hold beginnings of paragraphs, with the whole paragraphs."""
    both = match(page, parse_file(page.source, settings, page.name))
    whole = {both.right_texts[right]: both.found_texts[found].text for right, found in both.texts}
    pieces = [
        replace(
            piece,
            elements=tuple(
                replace(element, text=whole.get(element, element.text))
                if isinstance(element, Text)
                else element
                for element in piece.elements
            ),
        )
        for piece in page.pieces
    ]
    return replace(page, pieces=tuple(pieces))


def _read(
    piece: Piece, body: tuple[Element, ...], state: str, right: tuple[tuple[str, ...], ...], rules: Rules
) -> Read:
    doc_type, year = piece.fields["doc_type"][0], piece.fields["year"][0]
    nodes = build_outline(body, rules.types)
    places = places_of(read_nodes(nodes, doc_type, int(year) if year else None, rules))
    return Read(state, doc_type, tuple(places), tuple(features(places, doc_type, rules)), right)


def _body(
    elements: Sequence[Heading | Text], state: str, chance: random.Random, rules: Rules
) -> Iterator[Element]:
    """The elements of a report, some headings lost or silent."""
    lost, silent = STATES[state]
    for element in elements:
        if not isinstance(element, Heading):
            yield Element(Kind.TEXT, element.text, element.lines)
            continue
        named = bool(heading_types(element.text, rules.types))
        drawn = chance.random()
        if drawn < (lost if named or lost == 1 else lost / 2):
            continue
        text = SILENT if named and drawn < lost + silent else element.text
        mark = (read_mark(f"{element.number}、") or read_mark(element.number)) if element.number else None
        scheme, value = (mark.scheme, mark.value) if mark else (Scheme.PLAIN, 0)
        yield Element(Kind.HEADING, text, element.lines, scheme, value, element.number or None)


def learn(reads: Sequence[Read]) -> SequenceModel:
    """The weights that make the right types likeliest: stochastic gradient ascent, in a fixed order."""
    data = [
        (found, TYPES.index(right[0]))
        for read in reads
        for place, found, right in zip(read.places, read.found, read.right, strict=True)
        if place.free
    ]
    seen = Counter(name for found, _ in data for name in found)
    weights = {name: [0.0] * len(TYPES) for name in sorted(seen) if seen[name] >= LEAST}
    rows = [([name for name in found if name in weights], right) for found, right in data]
    order = random.Random(1)
    for step in range(ROUNDS):
        order.shuffle(rows)
        for names, right in rows:
            _step(weights, names, right, RATE / (1 + step))
    rounded = {name: tuple(round(weight, 2) for weight in row) for name, row in weights.items()}
    return SequenceModel(TYPES, rounded, _steps(reads))


def _step(weights: dict[str, list[float]], names: Sequence[str], right: int, rate: float) -> None:
    scores = list(map(sum, zip(*(weights[name] for name in names), strict=True)))
    highest = max(scores)
    shares = [math.exp(score - highest) for score in scores]
    total = sum(shares)
    errors = [(at == right) - share / total for at, share in enumerate(shares)]
    for name in names:
        weights[name] = [
            weight + rate * (error - DECAY * weight)
            for weight, error in zip(weights[name], errors, strict=True)
        ]


def _steps(reads: Sequence[Read]) -> tuple[tuple[tuple[float, ...], ...], ...]:
    """How much more often than by chance each type follows each other, by the step between them."""
    counts = [[[PRIOR] * len(TYPES) for _ in TYPES] for _ in STEPS]
    chance = Counter(names[0] for read in reads for names in read.right)
    for read in reads:
        for before, after, place in zip(read.right, read.right[1:], read.places[1:], strict=False):
            counts[place.step][TYPES.index(before[-1])][TYPES.index(after[0])] += 1
    total = chance.total()
    return tuple(
        tuple(
            tuple(
                round(math.log(count / sum(row)) - math.log(chance[name] / total), 2)
                for name, count in zip(TYPES, row, strict=True)
            )
            for row in table
        )
        for table in counts
    )


def check(pages: Sequence[Page], rules: Rules) -> None:
    """Print, for each state, micro and macro F1 of the rules alone and of both, on pages left out."""
    results: dict[tuple[str, str], dict[str, Tally]] = {}
    for fold in range(FOLDS):
        rest = [page for at, page in enumerate(pages) if at % FOLDS != fold]
        model = learn(list(readings(rest, rules)))
        for read in readings(pages[fold::FOLDS], rules):
            alone = [types_of(place.choices) for place in read.places]
            both = [types_of(choices) for choices in choose(read.places, read.found, model, rules.cues)]
            for way, got in (("rules", alone), ("both", both)):
                _count(results.setdefault((read.state, way), {}), read.right, got)
    for (state, way), tallies in results.items():
        whole: Tally = Counter()
        for tally in tallies.values():
            whole.update(tally)
        macro = sum(map(f1, tallies.values())) / len(tallies)
        print(f"{state:10}{way:8}micro {f1(whole):7.2%}  macro {macro:7.2%}")


def _count(tallies: dict[str, Tally], right: Sequence[Sequence[str]], got: Sequence[Sequence[str]]) -> None:
    for names, others in zip(right, got, strict=True):
        for name in {*names, *others}:
            kind = (
                ("extra" if name not in names else "miss")
                if name not in names or name not in others
                else "hit"
            )
            tallies.setdefault(name, Counter())[kind] += 1


def write(model: SequenceModel) -> None:
    """Write sequence.toml."""
    lines = [HEAD, f"types = {_listed(model.types)}", "", "[weights]"]
    lines += [f'"{name}" = {_listed(row)}' for name, row in model.weights.items()]
    lines += ["", "[steps]"]
    for name, table in zip(STEPS, model.steps, strict=True):
        lines += [f"{name} = [", *(f"  {_listed(row)}," for row in table), "]"]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _listed(values: Sequence[object]) -> str:
    return "[" + ", ".join(f'"{value}"' if isinstance(value, str) else str(value) for value in values) + "]"


def main(arguments: Sequence[str]) -> None:
    """Do what the module's docstring says."""
    settings = load_settings(HERE, environ={})
    pages = [*load_split("dev"), *(completed(page, settings) for page in load_split("corpus"))]
    rules = rules_for(settings)
    if "--check" in arguments:
        check(pages, rules)
        return
    write(learn(list(readings(pages, rules))))


if __name__ == "__main__":
    main(sys.argv[1:])
