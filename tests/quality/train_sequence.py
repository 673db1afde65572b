"""Learn how the types of paragraphs go together: write archive/data/sequence.toml.

    python tests/quality/train_sequence.py            learn and write
    python tests/quality/train_sequence.py --check    how well it does on pages left out in turn

Only the pages of dev and corpus are learned from. Each report is read in several states: as labelled; with no
headings at all; with headings that name no type; with some lost or silent; and by rules that lack many of
their expressions, as all rules do on pages that nobody has seen before. What is lacking is chosen at
random, but always the same. Reports are read with other words as well: headings and sentences of the same
types, from `wordings.toml` and the thesaurus of the tests. What is learned is the type of each
paragraph that the rules leave open, from what they made of it, its words, its place and its grammar.
"""

from __future__ import annotations

import math
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quality_labels import HERE, Heading, Page, Piece, Text, load_split
from quality_measures import Tally, f1, match

from archive.config import Settings, load_rules, load_settings
from archive.model import SECTION_TYPES as TYPES
from archive.pipeline import parse_file
from archive.structure.cues import TABLE as CUES
from archive.structure.cues import compile_cues
from archive.structure.elements import Element, Kind
from archive.structure.lexicon import TABLE as TYPE_WORDS
from archive.structure.lexicon import compile_types, heading_types
from archive.structure.numbering import Scheme, read_mark
from archive.structure.outline import build_outline
from archive.structure.reasons import types_of
from archive.structure.rules import Rules, rules_for
from archive.structure.section_types import read_nodes
from archive.structure.sequence import Place, choose, features, places_of
from archive.structure.sequence_model import STEPS, SequenceModel
from archive.structure.type_names import OTHER
from archive.structure.wording import is_word

WORDINGS = (HERE / "wordings.toml", HERE.parent / "structure" / "thesaurus.toml")
TARGET = Path(__file__).parents[2] / "archive" / "data" / "sequence.toml"
# How a report is read: of its headings with a name how many are lost, and how many silent, and of the
# rules' expressions how many are lacking.
STATES = {
    "labelled": (0.0, 0.0, 0.0),
    "lost": (1.0, 0.0, 0.0),
    "silent": (0.0, 1.0, 0.0),
    "some": (0.3, 0.15, 0.0),
    "others": (0.3, 0.15, 0.0),
    "run on": (0.5, 0.0, 0.0),
    "lacking": (0.0, 0.0, 0.3),
    "some, lacking": (0.3, 0.15, 0.3),
    "half": (0.0, 0.0, 0.5),
    "some, half": (0.3, 0.15, 0.5),
    "reworded": (0.2, 0.0, 0.5),
    "reworded again": (0.2, 0.0, 0.8),
}
# In these, headings have other words, and so many paragraphs open with another sentence, or are nothing else.
REWORDED = frozenset({"reworded", "reworded again"})
OPENED, REPLACED = 0.3, 0.2
# In this state the border to the next report is lost, too.
RUN_ON = "run on"
# What stands for a heading that names no type.
SILENT = "有关方面"
# Signs seen less often, and words on fewer pages, are left out; chosen on pages left out in turn.
LEAST, LEAST_PAGES = 25, 8
# The steps of learning shrink with each round. Weights of words are drawn to 0, so that most are 0.
ROUNDS, RATE, DRAWN = 16, 0.1, 2e-5
# A smaller error teaches nothing; between two draws so many paragraphs are learned.
CERTAIN, BETWEEN = 0.02, 2000
# A weight of a word below this is 0.
FAINT = 0.15
FOLDS = 5
# Steps are counted as if each had been seen so many times more.
PRIOR = 0.5
HEAD = """# How the types of paragraphs go together. Read by archive/structure/sequence_model.py.
#
# Made by `python tests/quality/train_sequence.py` from labelled reports; not edited by hand. `weights` are
# those of a multinomial logistic regression: for each sign one number for each of `types`. `words` are signs,
# too (see archive/structure/wording.py), with the numbers of types, from 0, and tenths of their weights.
# `steps` say how much more often than by chance (logarithm) a type (column) comes after another (row).
"""


@dataclass(frozen=True, slots=True)
class Read:
    """A report read in one state: its paragraphs, what speaks for their types, and the right ones."""

    page: str
    state: str
    places: tuple[Place, ...]
    found: tuple[tuple[str, ...], ...]
    right: tuple[tuple[str, ...], ...]


def readings(pages: Sequence[Page], settings: Settings) -> Iterator[Read]:
    """The reports of pages in every state; those of laws have no types to learn."""
    known = {share: lacking(share, settings) for _, _, share in STATES.values()}
    wordings = read_wordings()
    for page in pages:
        for index, piece in enumerate(page.pieces):
            if {name for text in piece.texts for name in text.types} <= {OTHER}:
                continue
            for state, (_, _, share) in STATES.items():
                pieces = page.pieces[index : index + 2] if state == RUN_ON else (piece,)
                chance = random.Random(f"{page.name} {index} {state}")
                elements = [element for piece in pieces for element in piece.elements]
                if state in REWORDED:
                    elements = [_reworded(element, wordings, chance, known[0.0]) for element in elements]
                body = tuple(_body(elements, state, chance, known[0.0]))
                yield _read(page.name, pieces, state, body, known[share])


Wordings = dict[str, dict[str, list[str]]]


def read_wordings() -> Wordings:
    """Headings and sentences by their types, as many offices word them."""
    found: Wordings = {"headings": {}, "sentences": {}}
    for path in WORDINGS:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        for part, kinds in (("headings", ("headings",)), ("sentences", ("openers", "account", "sentences"))):
            for name in TYPES:
                found[part].setdefault(name, []).extend(
                    text for kind in kinds for text in read.get(kind, {}).get(name, [])
                )
    return found


def _reworded(
    element: Heading | Text, words: Wordings, chance: random.Random, rules: Rules
) -> Heading | Text:
    """A heading with other words of its type; a paragraph with another sentence of its type."""
    if isinstance(element, Heading):
        named = heading_types(element.text, rules.types)
        others = words["headings"][named[0]] if len(named) == 1 else []
        return replace(element, text=chance.choice(others)) if others else element
    others = words["sentences"][element.types[0]] if len(element.types) == 1 else []
    drawn = chance.random()
    if not others or drawn > OPENED + REPLACED:
        return element
    opened = chance.choice(others)
    return replace(element, text=opened if drawn < REPLACED else f"{opened.rstrip('。')}。{element.text}")


def lacking(share: float, settings: Settings) -> Rules:
    """The rules without a `share` of the expressions by which headings and sentences tell types."""
    chance = random.Random(f"lacking {share}")
    types, cues = load_rules(TYPE_WORDS, settings), load_rules(CUES, settings)
    types |= {part: _thinned(types[part], share, chance) for part in ("ends", "anywhere", "statements")}
    cues["leads"] |= {
        part: _thinned(cues["leads"][part], share, chance) for part in ("starts", "loose", "inside")
    }
    cues["contrast"]["openers"] = _thinned(cues["contrast"]["openers"], share, chance)
    return replace(rules_for(settings), types=compile_types(types), cues=compile_cues(cues))


def _thinned(table: Any, share: float, chance: random.Random) -> Any:
    """A table of lists, or a list, without a `share` of its members; one always stays."""
    if isinstance(table, dict):
        return {name: _thinned(part, share, chance) for name, part in table.items()}
    return [member for member in table if chance.random() >= share] or table[:1]


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


def _read(page: str, pieces: Sequence[Piece], state: str, body: Sequence[Element], rules: Rules) -> Read:
    fields = pieces[0].fields
    doc_type, year = fields["doc_type"][0], fields["year"][0]
    nodes = build_outline(body, rules.types)
    places = places_of(read_nodes(nodes, doc_type, int(year) if year else None, rules))
    right = tuple(text.types for piece in pieces for text in piece.texts)
    # The same words come again and again: one copy of each is kept.
    found = tuple(tuple(map(sys.intern, names)) for names in features(places, doc_type, rules))
    return Read(page, state, tuple(places), found, right)


def _body(
    elements: Sequence[Heading | Text], state: str, chance: random.Random, rules: Rules
) -> Iterator[Element]:
    """The elements of a report, some headings lost or silent."""
    lost, silent, _ = STATES[state]
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
            _step(rows, right, rate)
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


def write(model: SequenceModel) -> None:
    """Write sequence.toml."""
    words = [_written(name, row) for name, row in model.weights.items() if is_word(name) and any(row)]
    lines = [HEAD, f"types = {_listed(model.types)}", "words = '''", *words, "'''", "", "[weights]"]
    signs = {name: row for name, row in model.weights.items() if not is_word(name)}
    lines += [f'"{name}" = {_listed(row)}' for name, row in signs.items()]
    lines += ["", "[steps]"]
    for name, table in zip(STEPS, model.steps, strict=True):
        lines += [f"{name} = [", *(f"  {_listed(row)}," for row in table), "]"]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _written(word: str, row: Sequence[float]) -> str:
    return " ".join([word, *(f"{at}:{10 * weight:.0f}" for at, weight in enumerate(row) if weight)])


def _listed(values: Sequence[object]) -> str:
    return "[" + ", ".join(f'"{value}"' if isinstance(value, str) else str(value) for value in values) + "]"


def main(arguments: Sequence[str]) -> None:
    """Do what the module's docstring says."""
    settings = load_settings(HERE, environ={})
    pages = [*load_split("dev"), *(completed(page, settings) for page in load_split("corpus"))]
    if "--check" in arguments:
        check(pages, settings)
        return
    write(learn(list(readings(pages, settings))))


if __name__ == "__main__":
    main(sys.argv[1:])
