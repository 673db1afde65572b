"""The model that types the paragraphs of a report together: its weights, and the likeliest reading."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import add
from typing import Any

from .wording import numbered

TABLE = "sequence"
# The steps between paragraphs: within a section, into an inner or a later one, into an outermost one.
STEPS = ("within", "inner", "outer")
# How much the neighbours count beside the paragraph: the best of 0, 0.6, 0.8 and 1 on pages left out.
_NEIGHBOURS = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class SequenceModel:
    """For each sign, words among them, the weight of each of the `types`, and how one type follows another.

    `steps` are logarithms of how much more often than by chance a type (column) follows another (row):
    within a section, into an inner or a later section, and into an outermost one. `pairs` are the words that
    are pairs of characters, by their numbers.
    """

    types: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]
    steps: tuple[tuple[tuple[float, ...], ...], ...]
    pairs: Mapping[int, str] = field(default_factory=dict)


def compile_sequence(table: Mapping[str, Any]) -> SequenceModel:
    """The model of sequence.toml, ready for use."""
    weights = {name: tuple(row) for name, row in table["weights"].items()}
    weights |= _words(table["words"], len(table["types"]))
    steps = tuple(tuple(tuple(row) for row in table["steps"][name]) for name in STEPS)
    return SequenceModel(tuple(table["types"]), weights, steps, numbered(weights))


def _words(table: str, types: int) -> dict[str, tuple[float, ...]]:
    """The rows of words: the weights that are not 0 are written, in tenths, behind the numbers of types."""
    rows: dict[str, tuple[float, ...]] = {}
    for line in table.splitlines():
        word, *cells = line.split(" ")
        row = [0.0] * types
        for cell in cells:
            at, _, weight = cell.partition(":")
            row[int(at)] = int(weight) / 10
        rows[word] = tuple(row)
    return rows


def heaviest(words: Sequence[str], name: str, model: SequenceModel) -> str:
    """The word that speaks most for a type; "" where none does."""
    at = model.types.index(name)
    known = [(row[at], word) for word in words if (row := model.weights.get(word)) and row[at] > 0]
    return max(known)[1] if known else ""


def judge(found: Sequence[str], model: SequenceModel) -> list[float]:
    """The logarithm of how likely a paragraph with these features is of each type of the model.

    One of the features, such as `bias`, must be known to the model.
    """
    rows = list(filter(None, map(model.weights.get, found)))
    scores = list(map(sum, zip(*rows, strict=True)))
    highest = max(scores)
    total = highest + math.log(sum(math.exp(score - highest) for score in scores))
    return [score - total for score in scores]


def likeliest(
    scores: Sequence[Sequence[float]],
    steps: Sequence[int],
    before: str | None,
    after: tuple[str, int] | None,
    model: SequenceModel,
) -> list[str]:
    """The likeliest types of paragraphs that follow each other.

    `scores` are those of `judge`, `steps` which step leads to each; `before` is the type that goes
    before them, `after` the one that comes next with the step that leads to it, None where none does.
    """
    known = {name: index for index, name in enumerate(model.types)}
    best = list(scores[0])
    if before in known:
        row = model.steps[steps[0]][known[before]]
        best = [score + _NEIGHBOURS * weight for score, weight in zip(best, row, strict=True)]
    ways = [_ways(step, model) for step in steps[1:]]
    reached: list[list[float]] = []
    for score, likelier in zip(scores[1:], ways, strict=True):
        reached.append(best)
        best = [max(map(add, best, row)) + own for row, own in zip(likelier, score, strict=True)]
    if after is not None and after[0] in known:
        table = model.steps[after[1]]
        best = [score + _NEIGHBOURS * table[index][known[after[0]]] for index, score in enumerate(best)]
    path = [best.index(max(best))]
    # From which type a paragraph was reached is only asked of those that are taken.
    for former, likelier in zip(reversed(reached), reversed(ways), strict=True):
        through = list(map(add, former, likelier[path[-1]]))
        path.append(through.index(max(through)))
    return [model.types[index] for index in reversed(path)]


@lru_cache(maxsize=8)
def _ways(step: int, model: SequenceModel) -> tuple[tuple[float, ...], ...]:
    """For each type by how much it is likelier behind each of the types, over a step."""
    table = model.steps[step]
    return tuple(tuple(_NEIGHBOURS * weight for weight in column) for column in zip(*table, strict=True))
