"""Learn how the types of paragraphs go together: write archive/data/sequence.toml.

    python tests/quality/train_sequence.py            learn and write
    python tests/quality/train_sequence.py --check    how well it does on pages left out in turn

It takes a minute, and gives the same bytes each time. `learned_from` in sequence.toml is a digest of what
they depend on: where labels, rules, or what the rules see have changed, a test asks for learning anew.

Only the pages of dev and corpus are learned from, each in several states (see quality_readings.py). What is
learned is the type of each paragraph that the rules leave open, from what they made of it, its words, its
place and its grammar.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import quality_readings
from quality_labels import HERE, Page, digest
from quality_measures import Tally, f1
from quality_readings import WORDINGS, Read, load_pages, readings
from quality_training import asked_to_check

from archive.config import Settings, load_rules, load_settings
from archive.model import SECTION_TYPES as TYPES
from archive.structure.cues import TABLE as CUES
from archive.structure.lexicon import TABLE as TYPE_WORDS
from archive.structure.reasons import types_of
from archive.structure.rules import rules_for
from archive.structure.sequence import choose
from archive.structure.sequence_model import STEPS, SequenceModel
from archive.structure.type_names import ADVICE, CAUSES, LESSONS, SITUATION
from archive.structure.wording import is_word

TARGET = Path(__file__).parents[2] / "archive" / "data" / "sequence.toml"
# Signs seen less often, and words on fewer pages, are left out; chosen on pages left out in turn.
LEAST, LEAST_PAGES = 25, 8
# The steps of learning shrink with each round. Weights of words are drawn to 0, so that most are 0.
ROUNDS, RATE, DRAWN = 16, 0.1, 2e-5
# Mistakes on types that few paragraphs have count more. All chosen on pages left out in turn.
RARE = {ADVICE: 2.0, SITUATION: 2.0, LESSONS: 1.5, CAUSES: 1.5}
# A smaller error teaches nothing; between two draws so many paragraphs are learned.
CERTAIN, BETWEEN = 0.02, 2000
# A weight of a word below this is 0.
FAINT = 0.15
FOLDS = 5
# Steps are counted as if each had been seen so many times more.
PRIOR = 0.5
# What the rules see in reports in these states stands for all in the digest.
DIGESTED = ("labelled", "reworded again")
HEAD = """# How the types of paragraphs go together. Read by archive/structure/sequence_model.py.
#
# Made by `python tests/quality/train_sequence.py` from labelled reports; not edited by hand. `weights` are
# those of a multinomial logistic regression: for each sign one number for each of `types`. `words` are signs,
# too (see archive/structure/wording.py), with the numbers of types, from 0, and tenths of their weights.
# `steps` say how much more often than by chance (logarithm) a type (column) comes after another (row).
# `learned_from` is a digest of the labels, the rules and the script, by which a test knows that they changed.
"""


def learn(reads: Sequence[Read]) -> SequenceModel:
    """The weights that make the right types likeliest: stochastic gradient ascent, in a fixed order."""
    weights = {name: [0.0] * len(TYPES) for name in _worth_learning(reads)}
    data = [
        ([weights[name] for name in found if name in weights], TYPES.index(right[0]))
        for read in reads
        for place, found, right in zip(read.places, read.found, read.right, strict=True)
        if place.free
    ]
    words = [row for name, row in weights.items() if is_word(name)]
    order = random.Random(1)
    for step in range(ROUNDS):
        order.shuffle(data)
        rate = RATE / (1 + step / 3)
        for at, (rows, right) in enumerate(data):
            _step(rows, right, rate * RARE.get(TYPES[right], 1.0))
            if at % BETWEEN == BETWEEN - 1:
                _draw(words, rate * DRAWN * BETWEEN)
    rounded = {name: _rounded(name, row) for name, row in weights.items()}
    return SequenceModel(TYPES, rounded, _steps(reads))


def _worth_learning(reads: Sequence[Read]) -> list[str]:
    """The signs seen often enough, and the words seen on pages enough."""
    seen = Counter(name for read in reads for found in read.found for name in found)
    pages: dict[str, set[str]] = {}
    for read in reads:
        for name in dict.fromkeys(name for found in read.found for name in found):
            pages.setdefault(name, set()).add(read.page)
    return [
        name
        for name in sorted(seen)
        if (len(pages[name]) >= LEAST_PAGES and is_word(name))
        or (seen[name] >= LEAST and name[0].isascii() and name[0].isalpha())
    ]


def _rounded(name: str, row: Sequence[float]) -> tuple[float, ...]:
    """The weights of a sign as they are written; those of a word to a tenth."""
    if not is_word(name):
        return tuple(round(weight, 2) for weight in row)
    return tuple(0.0 if abs(weight) < FAINT else round(weight, 1) for weight in row)


def _step(rows: Sequence[list[float]], right: int, rate: float) -> None:
    """Learn from one paragraph, whose signs have the weights `rows`."""
    scores = list(map(sum, zip(*rows, strict=True)))
    highest = max(scores)
    shares = [math.exp(score - highest) for score in scores]
    total = sum(shares)
    for at, share in enumerate(shares):
        error = (at == right) - share / total
        if abs(error) > CERTAIN:
            change = rate * error
            for row in rows:
                row[at] += change


def _draw(words: Sequence[list[float]], by: float) -> None:
    """Draw the weights of words to 0, which only those leave that are needed again and again."""
    for row in words:
        row[:] = [max(0.0, weight - by) if weight > 0 else min(0.0, weight + by) for weight in row]


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


def check(pages: Sequence[Page], settings: Settings) -> None:
    """Print, for each state, micro and macro F1 of the rules alone and of both, on pages left out."""
    results: dict[tuple[str, str], dict[str, Tally]] = {}
    reads = list(readings(pages, settings))
    for fold in range(FOLDS):
        apart = {page.name for page in pages[fold::FOLDS]}
        model = learn([read for read in reads if read.page not in apart])
        for read in reads:
            if read.page not in apart:
                continue
            alone = [types_of(place.choices) for place in read.places]
            both = [
                types_of(choices)
                for choices in choose(read.places, read.found, model, rules_for(settings).cues)
            ]
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


def learned_from(pages: Sequence[Page], settings: Settings) -> str:
    """A digest of what is learned from: labels, wordings, the rules and what they see, this script."""
    result = blake2b(digest_size=16)
    for split in ("dev", "corpus"):
        result.update(digest(split).encode())
    for path in (*WORDINGS, Path(quality_readings.__file__), Path(__file__)):
        result.update(path.read_bytes())
    for table in (TYPE_WORDS, CUES):
        result.update(repr(load_rules(table, settings)).encode())
    for read in readings(pages, settings, DIGESTED):
        result.update(repr((read.found, read.right)).encode())
    return result.hexdigest()


def write(model: SequenceModel, source: str, target: Path = TARGET) -> None:
    """Write sequence.toml."""
    words = [_written(name, row) for name, row in model.weights.items() if is_word(name) and any(row)]
    lines = [
        HEAD,
        f'learned_from = "{source}"',
        f"types = {_listed(model.types)}",
        "words = '''",
        *words,
        "'''",
        "",
        "[weights]",
    ]
    signs = {name: row for name, row in model.weights.items() if not is_word(name)}
    lines += [f'"{name}" = {_listed(row)}' for name, row in signs.items()]
    lines += ["", "[steps]"]
    for name, table in zip(STEPS, model.steps, strict=True):
        lines += [f"{name} = [", *(f"  {_listed(row)}," for row in table), "]"]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _written(word: str, row: Sequence[float]) -> str:
    return " ".join([word, *(f"{at}:{10 * weight:.0f}" for at, weight in enumerate(row) if weight)])


def _listed(values: Sequence[object]) -> str:
    return "[" + ", ".join(f'"{value}"' if isinstance(value, str) else str(value) for value in values) + "]"


def main() -> None:
    """Do what the module's docstring says."""
    is_check = asked_to_check(__doc__)
    settings = load_settings(HERE, environ={})
    pages = load_pages(settings)
    if is_check:
        check(pages, settings)
        return
    write(learn(list(readings(pages, settings))), learned_from(pages, settings))


if __name__ == "__main__":
    main()
