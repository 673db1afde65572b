"""How differences between texts look: a summary in lines, and two texts side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Entry
from ..search.differences import Change, Differences, Pair, align, pieces, sentences_of
from .hits import lines_of, report_line
from .messages import _, ngettext
from .output import Piece, on_terminal, print_columns, print_json, print_lines

# Of a list this many items are shown, and of each this many characters: what fits two lines.
_SHOWN = 4
_LENGTH = 40

_ONE, _OTHER = "red", "green"


def difference_lines(found: Differences, indent: str) -> Iterator[list[Piece]]:
    """What a report has otherwise than the first of its group."""
    for label, text in (
        (_("metadata"), _changes(found.fields, named=True)),
        (_("masks"), _changes(found.masks)),
        (_("numbers"), _changes(found.numbers)),
        (_("only here"), _texts(found.only_other)),
        (_("not here"), _texts(found.only_one)),
    ):
        if text:
            yield [(f"{indent}{label}: ", "cyan"), (text, None)]
    if found.changed:
        text = ngettext("{n} sentence in other words", "{n} sentences in other words", found.changed)
        yield [(indent + text.format(n=found.changed), "cyan")]


def _changes(changes: Sequence[Change], *, named: bool = False) -> str:
    shown = [
        (f"{change.name} " if named else "") + f"{_short(change.one)} → {_short(change.other)}"
        for change in changes[:_SHOWN]
    ]
    return _listed(shown, len(changes))


def _texts(texts: Sequence[str]) -> str:
    return _listed([_short(text) for text in texts[:_SHOWN]], len(texts))


def _listed(shown: Sequence[str], count: int) -> str:
    more = _(" … and {n} more").format(n=count - len(shown)) if count > len(shown) else ""
    return "; ".join(shown) + more


def _short(text: str | None) -> str:
    if not text:
        return "-"
    return text if len(text) <= _LENGTH else text[:_LENGTH] + "…"


def print_diff(one: Sequence[Entry], other: Sequence[Entry], *, as_json: bool) -> bool:
    """Print two reports or sections sentence by sentence; whether they say the same."""
    pairs = align(sentences_of(one), sentences_of(other))
    if as_json:
        rows = [{"one": _said(p.one), "other": _said(p.other), "same": p.same} for p in pairs]
        print_json({"pairs": rows})
    elif on_terminal():
        print_columns([_title(one), _title(other)], map(_cells, pairs))
    else:
        print_lines(_plain(_title(one), _title(other), pairs))
    return all(pair.same for pair in pairs)


def _said(sentence: object) -> str | None:
    return getattr(sentence, "text", None)


def _title(entries: Sequence[Entry]) -> str:
    first, last = entries[0], entries[-1]
    lines = (first.section.lines[0], last.section.lines[1])
    return f"{report_line(first.report)}  {first.path}:{lines_of(lines)}"


def _cells(pair: Pair) -> tuple[list[Piece], list[Piece]]:
    one, other = _said(pair.one) or "", _said(pair.other) or ""
    if one == other:
        return [(one, "dim")], [(other, "dim")]
    cut = pieces(one, other) if one and other else [(one, other)]
    left: list[Piece] = [(a, _ONE if a != b else None) for a, b in cut]
    right: list[Piece] = [(b, _OTHER if a != b else None) for a, b in cut]
    return left, right


def _plain(one: str, other: str, pairs: Sequence[Pair]) -> Iterator[list[Piece]]:
    """As diff prints it: what both have, what the first has and what the second has."""
    yield [(f"--- {one}", None)]
    yield [(f"+++ {other}", None)]
    for pair in pairs:
        left, right = _said(pair.one), _said(pair.other)
        if left == right:
            yield [(f"  {left}", None)]
            continue
        if left is not None:
            yield [(f"- {left}", None)]
        if right is not None:
            yield [(f"+ {right}", None)]
