"""Options that several commands share, and what is made of them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from ..checks import is_encoding
from ..config import Settings, load_settings
from ..errors import ArchiveError, QueryError, UsageError
from .messages import _
from .output import one_line

# What a shell lists under a line without asking first.
_COMPLETIONS = 12

_EXCLUSION = re.compile(r"\A-(?=[^\x00-\x7f])")

F = TypeVar("F", bound=Callable[..., Any])


def common(function: F) -> F:
    """--index, --debug and --quiet, which every command has."""
    for option in (
        click.option("--quiet", "-q", is_flag=True, help=_("Print results and errors only.")),
        click.option("--debug", is_flag=True, help=_("Show the traceback of an error.")),
        click.option(
            "--index",
            "index_dir",
            metavar="DIR",
            type=click.Path(file_okay=False, path_type=Path),
            help=_("The folder of the index.  [default: index_data beside archive.toml, or here]"),
        ),
    ):
        function = option(function)
    return function


class QueryCommand(click.Command):
    """A command whose QUERY may exclude words without quotes around it all: 舆情 -疫情.

    No option begins with a minus and a Chinese character, so such an argument is a word of the
    query. The full-width minus is the same sign to the query language, and nothing to click.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments."""
        return super().parse_args(ctx, [_EXCLUSION.sub("－", argument) for argument in args])


def query_words(function: F) -> F:
    """QUERY, whose words the shell completes from the archive."""
    return click.argument("query", nargs=-1, shell_complete=_words_of_archive)(function)


def _words_of_archive(context: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    from ..index import open_archive
    from ..search.completion import complete

    try:
        settings = settings_for(context.params.get("index_dir"))
        index = open_archive(settings)
    except ArchiveError:
        # A shell that asks while somebody types has no use for an error.
        return []
    try:
        return [found.word for found in complete(index.snapshot, incomplete, _COMPLETIONS)]
    finally:
        index.snapshot.close()


def encoding(function: F) -> F:
    """--encoding, of the commands that read files."""
    text = _("Read text and web pages in this encoding, such as gb18030 or big5, instead of finding it out.")
    return click.option("--encoding", metavar="NAME", callback=_known_encoding, help=text)(function)


def _known_encoding(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not is_encoding(value):
        raise UsageError(_("--encoding {name}: no such encoding; try gb18030 or big5").format(name=value))
    return value


def unfold(function: F) -> F:
    """--unfold, of the commands that fold near-copies."""
    text = _("Show near-copies one by one instead of folding them into the best.")
    return click.option("--unfold", is_flag=True, help=text)(function)


def filters(function: F) -> F:
    """The filters of search and export; each may be given several times, or with commas."""
    for name, short, metavar, text in reversed(_FILTERS):
        declared = [f"--{name}", *([short] if short else [])]
        function = click.option(*declared, multiple=True, metavar=metavar, help=text)(function)
    return function


_FILTERS = (
    ("type", "-t", "TYPE", _("Only sections of this type; see: archive types.")),
    ("year", "-y", "YEARS", _("Only these years: 2020, 2019..2021, 2019.. (several with commas).")),
    ("unit", "-u", "TEXT", _("Only units whose name contains this.")),
    ("doc-type", "-d", "TYPE", _("Only documents of this type, such as 总结 or 报告.")),
    ("title", None, "TEXT", _("Only reports whose title contains this.")),
    ("period", None, "PERIOD", _("Only this period, such as 上半年.")),
    ("file", None, "TEXT", _("Only files whose path contains this.")),
)
# Filters with a fixed list of values, or of years, are read as the query language reads them.
_QUOTED = {"unit", "title", "period", "file"}


def filter_queries(chosen: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The filters as queries of one field each, as the query language writes them.

    Raises UsageError for a value that cannot be.
    """
    from ..query import parse

    queries = []
    for name, values in chosen.items():
        if values:
            field = "doc" if name == "doc_type" else name
            query = f"{field}:{','.join(_quoted(v) if field in _QUOTED else v for v in values)}"
            try:
                queries.append(str(parse(query)))
            except QueryError as error:
                option = name.replace("_", "-")
                given = one_line(" ".join(values))
                raise UsageError(f"--{option} {given}: {error.message}") from None
    return tuple(queries)


def as_option(query: str) -> str:
    """A filter as it was given on the command line."""
    from ..query import Field, parse

    name, _colon, value = query.partition(":")
    node = parse(query)
    values = node.values if isinstance(node, Field) else (value,)
    option = "doc-type" if name == "doc" else name
    return " ".join(f"--{option} {v if v.isalnum() else shlex.quote(v)}" for v in values)


def _quoted(value: str) -> str:
    from ..query.lexer import quoted

    return quoted(value)


def reading(settings: Settings, encoding: str | None) -> Settings:
    """The settings with the encoding of --encoding, where it was given."""
    return settings if encoding is None else replace(settings, encoding=encoding)


def settings_for(index_dir: Path | None) -> Settings:
    """The settings that hold here, for the archive in `index_dir` where it is given."""
    start = None if index_dir is None else index_dir.absolute().parent
    return load_settings(start).with_index(index_dir)
