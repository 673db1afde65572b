"""What typing starts from and what it gives: types with their reasons."""

from __future__ import annotations

from dataclasses import dataclass

from .elements import Element, Node
from .reasons import Choice, Cue, Rule, because, types_of

# The types of a document where nothing in it names another.
_DEFAULTS = frozenset({Rule.TYPE_DEFAULT, Rule.TYPE_PLAN, Rule.TYPE_ESSAY})


# Never changed, but not frozen: thousands are made, each in a fourth of the time that way.
@dataclass(slots=True)
class TypedNode:
    """A node with the types of its heading, and of each of its paragraphs."""

    node: Node
    choices: tuple[Choice, ...]
    paragraphs: tuple[tuple[Choice, ...], ...]


@dataclass(slots=True)
class Base:
    """What a passage is about before its sentences are read.

    `choices` are of its heading or inherited; `firm` says that a heading named them; `late` that
    problems were reported before; `reasoning` that the report is an essay, which advises, not plans.
    """

    choices: tuple[Choice, ...]
    firm: bool = False
    late: bool = False
    reasoning: bool = False

    @property
    def types(self) -> tuple[str, ...]:
        """The types without their reasons."""
        return types_of(self.choices)

    @property
    def inherited(self) -> tuple[Choice, ...]:
        """The types as a paragraph under the heading has them; what no heading gave stays as it is."""
        return tuple(
            [
                choice if choice.why.rule in _DEFAULTS else choice.by(Rule.TYPE_INHERITED)
                for choice in self.choices
            ]
        )


def cued(cue: Cue, element: Element, rule: Rule = Rule.TYPE_CUE) -> Choice:
    """The type of a cue, with the place of its words."""
    return Choice(cue.type, because(rule, cue.words, element.lines[0]))
