"""What typing gives: a heading and its paragraphs with their types."""

from __future__ import annotations

from dataclasses import dataclass

from .elements import Node


@dataclass(frozen=True, slots=True)
class TypedNode:
    """A node with the types of its heading, and of each of its paragraphs."""

    node: Node
    types: tuple[str, ...]
    paragraphs: tuple[tuple[str, ...], ...]
