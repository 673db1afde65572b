"""What a heading says its section is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..alternation import any_of, last_characters, spelled_out
from ..lazy_pattern import Pattern, RulePattern
from .patterns import ByNeed
from .reasons import Cue

TABLE = "types"
_CLAUSE = Pattern(r"[,，;；:：\s]+其?")
_CONJUNCTION = Pattern(r"以及|[和与及暨、]其?")
# Headings are short: what is longer is cut before it is matched against expressions.
_MAX_HEADING = 60
# A word that only keeps another company is short: 形势和任务, 对策与措施.
_MAX_COMPANION = 4
# A section is about one thing or two; a third word of a heading is a repetition or a detail.
MAX_TYPES = 2


@dataclass(frozen=True, slots=True)
class _End:
    """What must reach the end of a heading of a type, what must not begin it, and its last characters."""

    name: str
    pattern: Pattern
    guard: Pattern | None
    last: frozenset[str]


@dataclass(frozen=True, eq=False)
class TypeRules:
    """The expressions of types.toml. Equal and hashed by identity, so that answers can be remembered."""

    ends: tuple[_End, ...]
    held: ByNeed[str]
    loose_end: Pattern
    anywhere: tuple[tuple[str, Pattern], ...]
    unbroken: Pattern
    around: Pattern
    measures: Pattern
    standing: Pattern
    ways: Pattern
    asking: Pattern
    assured: Pattern
    statements: tuple[tuple[str, Pattern, Pattern | None], ...]
    defaults: Mapping[str, str]


def compile_types(table: Mapping[str, Any]) -> TypeRules:
    """The rules of types.toml, ready for use. Raises SettingsError for what is no expression."""
    position = table["position"]
    return TypeRules(
        ends=tuple(
            _End(*guarded, frozenset().union(*filter(None, map(_last, fragments))))
            for guarded, fragments in zip(
                _guarded(table["ends"], table["guards"]), table["ends"].values(), strict=True
            )
        ),
        held=ByNeed(table["ends"].items(), TABLE),
        loose_end=RulePattern(rf"{any_of(_loose(table['ends']))}$", TABLE),
        anywhere=tuple(
            (name, RulePattern(any_of(found), TABLE)) for name, found in table["anywhere"].items()
        ),
        unbroken=RulePattern(any_of(table["unbroken"]), TABLE),
        around=RulePattern(rf"^{any_of(table['lead_ins'])}|{any_of(table['follow_ups'])}$", TABLE),
        measures=RulePattern(rf"(?:^|的){any_of(position['measures'])}$", TABLE),
        standing=RulePattern(rf"{any_of(position['standing'])}$", TABLE),
        ways=RulePattern(any_of(position["ways"]), TABLE),
        asking=RulePattern(any_of(position["asking"]), TABLE),
        assured=RulePattern("|".join(table["assured"]), TABLE),
        statements=_guarded(table["statements"], table["guards"]),
        defaults=dict(table["defaults"]),
    )


def _guarded(
    table: Mapping[str, Any], guards: Mapping[str, Any]
) -> tuple[tuple[str, Pattern, Pattern | None], ...]:
    """For each type, what must reach the end of a heading, and what must not begin it."""
    return tuple(
        (
            name,
            RulePattern(rf"{any_of(fragments)}$", TABLE),
            RulePattern(any_of(guards[name]), TABLE) if name in guards else None,
        )
        for name, fragments in table.items()
    )


def _last(fragment: str) -> frozenset[str] | None:
    """The characters that what an expression matches can end with; None where that cannot be told."""
    return spelled_out(last_characters(fragment))


def _loose(ends: Mapping[str, Sequence[str]]) -> list[str]:
    """The expressions that may end with almost anything."""
    return [fragment for fragments in ends.values() for fragment in fragments if _last(fragment) is None]


@lru_cache(maxsize=4096)
def heading_types(heading: str, rules: TypeRules) -> tuple[str, ...]:
    """The types that a heading names, at most two, in the heading's order; () where it names none."""
    return tuple(cue.type for cue in heading_cues(heading, rules))


@lru_cache(maxsize=4096)
def heading_cues(heading: str, rules: TypeRules) -> tuple[Cue, ...]:
    """The types of `heading_types`, each with the words that name it."""
    text = heading[:_MAX_HEADING].rstrip("的:： ")
    found: dict[str, Cue] = {}
    for clause in _CLAUSE.split(text):
        for cue in _clause_cues(rules.around.sub("", clause), rules):
            found.setdefault(cue.type, cue)
    if not found:
        hits = ((name, pattern.search(text)) for name, pattern in rules.anywhere)
        found = {name: Cue(name, hit[0]) for name, hit in hits if hit}
    return tuple(found.values())[:MAX_TYPES]


def _clause_cues(clause: str, rules: TypeRules) -> list[Cue]:
    """The types that the parts of a clause name; none if a long last part, to which all lead, has none."""
    pieces = _pieces(clause, rules)
    cues = [_piece_cue(piece, rules) for piece in pieces]
    if not cues or (cues[-1] is None and len(pieces[-1]) > _MAX_COMPANION):
        return []
    return [cue for cue in cues if cue]


@lru_cache(maxsize=4096)
def statement_types(heading: str, rules: TypeRules) -> tuple[str, ...]:
    """The type that a heading tells by what it states, not by a name (专业人才匮乏); () for none."""
    text = heading[:_MAX_HEADING].rstrip("的:： ")
    for name, pattern, guard in rules.statements:
        if (guard is None or not guard.match(text)) and pattern.search(text):
            return (name,)
    return ()


def is_measures(heading: str, rules: TypeRules) -> bool:
    """Whether a heading speaks of measures or tasks, whose type depends on where it stands."""
    return rules.measures.search(heading[:_MAX_HEADING]) is not None


def tells_standing(heading: str, rules: TypeRules) -> str | None:
    """The words by which a heading speaks of how things stand, which in a plan is the situation."""
    found = rules.standing.search(heading[:_MAX_HEADING])
    return found[0] if found else None


def _pieces(text: str, rules: TypeRules) -> list[str]:
    """The heading cut at its conjunctions, but not inside a set phrase."""
    if not _CONJUNCTION.search(text):
        return [text] if text else []
    kept = [hit.span() for hit in rules.unbroken.finditer(text)]
    pieces, start = [], 0
    for joint in _CONJUNCTION.finditer(text):
        if any(first < joint.start() < last for first, last in kept):
            continue
        pieces.append(text[start : joint.start()])
        start = joint.end()
    return [piece for piece in (*pieces, text[start:]) if piece]


def _piece_cue(piece: str, rules: TypeRules) -> Cue | None:
    held = rules.held.possible(piece)
    if not held:
        return None
    ends = rules.ends if rules.loose_end.search(piece) else _ends_with(piece[-1], rules)
    for end in ends:
        if end.name in held and (end.guard is None or not end.guard.match(piece)):
            hit = end.pattern.search(piece)
            if hit:
                return Cue(end.name, hit[0])
    return None


@lru_cache(maxsize=4096)
def _ends_with(character: str, rules: TypeRules) -> tuple[_End, ...]:
    """The ends that a heading with this last character can have: mostly none."""
    return tuple(end for end in rules.ends if character in end.last)
