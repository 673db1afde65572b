"""Printing: JSON, and lines in styles that are dropped where nobody looks at a terminal."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from ..model import FORMAT_VERSION, plain

# A piece of a line and its style (a name that rich knows), or None for plain text.
Piece = tuple[str, str | None]


# What would break a line, steer a terminal, or cannot be written at all: control characters, and the
# bytes of a path that are no text (which Python keeps as lone surrogates). A tab may stand in text.
_UNPRINTABLE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def shown(text: str) -> str:
    """A text as one line of a terminal: what cannot be shown is shown as an escape."""
    return _UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], text)


def complain(message: str) -> None:
    """Tell of a failure: one line on stderr."""
    click.echo(f"archive: {shown(message)}", err=True)


def print_json(data: Any, *, one_line: bool = False) -> None:
    """Print a record, or a dict of a command's own, as the JSON contract says."""
    whole = {"format_version": FORMAT_VERSION, **plain(data)}
    text = json.dumps(whole, ensure_ascii=False, indent=None if one_line else 2)
    # A path may hold bytes that are no text; they are shown as such instead of breaking the output.
    click.echo(text.encode("utf-8", "backslashreplace").decode())


def one_line(text: str, most: int = 80) -> str:
    """A user's text as it is safe to repeat: one line, at most so long, nothing that a terminal obeys."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    return shown if len(shown) <= most else shown[:most] + "…"


def on_terminal() -> bool:
    """Whether somebody looks at the output, so that styles and columns help."""
    return sys.stdout.isatty()


def print_lines(lines: Iterable[Sequence[Piece]]) -> None:
    """Print lines of pieces, with their styles on a terminal and without elsewhere."""
    if not on_terminal():
        for line in lines:
            click.echo("".join(shown(text) for text, _style in line))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in lines:
        console.print(Text.assemble(*((shown(text), style or "") for text, style in line)), soft_wrap=True)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table: drawn on a terminal, tab-separated without a head elsewhere."""
    cells = [["" if value is None else shown(str(value)) for value in row] for row in rows]
    if not on_terminal():
        for row in cells:
            click.echo("\t".join(value.replace("\t", " ") for value in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in cells:
        table.add_row(*map(Text, row))
    Console(highlight=False).print(table)


def print_columns(titles: Sequence[str], rows: Iterable[Sequence[Sequence[Piece]]]) -> None:
    """Print cells of pieces side by side, under titles, in columns of equal width."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(header_style="bold", expand=True, show_lines=True)
    for title in titles:
        # Chinese has no spaces to break a line at; what rich takes for one long word must not be cut off.
        table.add_column(title, ratio=1, overflow="fold")
    for row in rows:
        table.add_row(*(Text.assemble(*((text, style or "") for text, style in cell)) for cell in row))
    Console(highlight=False).print(table)
