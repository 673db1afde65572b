"""Labelled reports as the rules see them in several states, from which the types of paragraphs are learned.

Each report is read as labelled; with no headings at all; with headings that name no type; with some lost or
silent; and by rules that lack many of their expressions, as all rules do on pages that nobody has seen
before. What is lacking is chosen at random, but always the same. Reports are read with other words as well:
headings and sentences of the same types, from `wordings.toml` and the thesaurus of the tests.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quality_labels import HERE, Heading, Page, Piece, Text, load_split
from quality_measures import match

from archive.config import Settings, load_rules
from archive.model import SECTION_TYPES as TYPES
from archive.pipeline import parse_file
from archive.structure.cues import TABLE as CUES
from archive.structure.cues import compile_cues
from archive.structure.elements import Element, Kind
from archive.structure.lexicon import TABLE as TYPE_WORDS
from archive.structure.lexicon import compile_types, heading_types
from archive.structure.numbering import Scheme, read_mark
from archive.structure.outline import build_outline
from archive.structure.rules import Rules, rules_for
from archive.structure.section_types import read_nodes
from archive.structure.sequence import Place, features, places_of
from archive.structure.type_names import OTHER

WORDINGS = (HERE / "wordings.toml", HERE.parent / "structure" / "thesaurus.toml")
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


@dataclass(frozen=True, slots=True)
class Read:
    """A report read in one state: its paragraphs, what speaks for their types, and the right ones."""

    page: str
    state: str
    places: tuple[Place, ...]
    found: tuple[tuple[str, ...], ...]
    right: tuple[tuple[str, ...], ...]


def readings(
    pages: Sequence[Page], settings: Settings, states: Collection[str] = tuple(STATES)
) -> Iterator[Read]:
    """The reports of pages in every one of the states; those of laws have no types to learn."""
    known = {share: lacking(share, settings) for _, _, share in STATES.values()}
    wordings = read_wordings()
    for page in pages:
        for index, piece in enumerate(page.pieces):
            if {name for text in piece.texts for name in text.types} <= {OTHER}:
                continue
            for state in states:
                share = STATES[state][-1]
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
    types, cues = load_rules(TYPE_WORDS, settings), load_rules(CUES, settings)
    leads, contrast = cues["leads"], cues["contrast"]
    # The tables are those that all share: what is thinned is put into copies.
    types |= {part: _thinned(types[part], share) for part in ("ends", "anywhere", "statements")}
    cues["leads"] = leads | {part: _thinned(leads[part], share) for part in ("starts", "loose", "inside")}
    cues["contrast"] = contrast | {"openers": _thinned(contrast["openers"], share)}
    return replace(rules_for(settings), types=compile_types(types), cues=compile_cues(cues))


def _thinned(table: Any, share: float) -> Any:
    """A table of lists, or a list, without a `share` of its members; one always stays.

    Whether a member is lacking depends on nothing else, so that a new one changes none of the others.
    """
    if isinstance(table, dict):
        return {name: _thinned(part, share) for name, part in table.items()}
    return [member for member in table if random.Random(f"{share} {member}").random() >= share] or table[:1]


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


def load_pages(settings: Settings) -> list[Page]:
    """The pages that are learned from."""
    return [*load_split("dev"), *(completed(page, settings) for page in load_split("corpus"))]
