"""Files with the same bytes: one of them is indexed, and is found by the names of all.

A plain scan finds a text in each file that has it. The index has the sections of identical files once,
under the first one's name, so a condition on a file's name must hold for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..fold import fold
from ..index.manifest import Catalogue
from ..query import ast

# The names of files that were not indexed, each with that of the file whose sections stand for it.
Identical = Mapping[str, str]


def identical(catalogue: Catalogue) -> Identical:
    """The files of an archive that have the bytes of another one, with the name of that one."""
    return {name: record.copy_of for name, record in catalogue.items() if record.copy_of is not None}


def with_identical(node: ast.Node, files: Callable[[], Identical], *, excluding: bool = False) -> ast.Node:
    """The tree with each condition on a file's name put to all files that have the bytes of one.

    `files` is asked only where there is such a condition. What is excluded by a name stays where the
    same text stands in a file of another name.
    """
    match node:
        case ast.Field("file", values):
            others = _indexed(values, files(), named=not excluding)
            if not excluding:
                return ast.Field("file", values + others)
            return ast.And((node, ast.Not(ast.Field("file", others)))) if others else node
        case ast.Not(item):
            return ast.Not(with_identical(item, files, excluding=not excluding))
        case ast.And(items) | ast.Or(items):
            parts = (with_identical(item, files, excluding=excluding) for item in items)
            return type(node)(tuple(parts))
        case _:
            return node


def _indexed(values: tuple[str, ...], files: Identical, *, named: bool) -> tuple[str, ...]:
    """The files that stand for one whose name has any of the values, or for one whose name has none."""
    pieces = [fold(value) for value in values]
    found = {
        indexed for name, indexed in files.items() if any(piece in fold(name) for piece in pieces) == named
    }
    return tuple(sorted(found - set(values)))
