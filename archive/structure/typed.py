"""What typing gives: a heading and its paragraphs with their types and reasons."""

from __future__ import annotations

from dataclasses import dataclass

from .elements import Node
from .reasons import Choice


@dataclass(frozen=True, slots=True)
class TypedNode:
    """A node with the types of its heading, and of each of its paragraphs."""

    node: Node
    choices: tuple[Choice, ...]
    paragraphs: tuple[tuple[Choice, ...], ...]
