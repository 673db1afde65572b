"""The command line: a thin shell. Each command is options plus one call, in a module of its own.

Commands are imported when they are called, so that `archive search` starts without the stages that
only building needs.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from importlib import import_module
from typing import Any

import click

from .. import __version__
from ..collector import collect_seldom
from ..errors import ArchiveError, QueryError
from .messages import _
from .output import complain

COMMANDS = (
    "index",
    "search",
    "suggest",
    "show",
    "open",
    "export",
    "compare",
    "duplicates",
    "parse",
    "list",
    "stats",
    "check",
    "types",
)
_INTERRUPTED = 130
_CLOSED_PIPE = 141
# The longest first sentence of a help text; click cuts at a third of it, in the middle of what it says.
_WHOLE_SENTENCE = 200


class LazyGroup(click.Group):
    """A group whose commands are modules of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"archive.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with the nearest name for one that does not exist."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            # Imported here: only mistakes need it.
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            if near:
                ctx.fail(
                    _("No such command '{name}'; did you mean {near}?").format(name=args[0], near=near[0])
                )
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; click itself would leave with 1 at a closed pipe, which means "nothing found"."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            ctx.exit(_CLOSED_PIPE)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with whole sentences."""
        commands = ((name, self.get_command(ctx, name)) for name in COMMANDS)
        rows = [(name, command.get_short_help_str(_WHOLE_SENTENCE)) for name, command in commands if command]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)


@click.group(
    cls=LazyGroup,
    help=_("A searchable archive of Chinese work reports."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="archive")
def group() -> None:
    """Hold the commands together."""


def main() -> None:
    """Run the command line and leave with its exit status; errors become one line on stderr."""
    collect_seldom()
    status = _run(sys.argv[1:])
    # What the process leaves is the system's to clear away: without this, Python goes through all of it
    # to look for cycles, a tenth of the time of a whole search.
    gc.freeze()
    sys.exit(status)


def _run(arguments: list[str]) -> int:
    try:
        status = group.main(arguments, prog_name="archive", standalone_mode=False)
        # Flushed here, so that a closed pipe is met where it can be answered.
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except ArchiveError as error:
        return _complain(error, arguments)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        click.echo(_usage(error), err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        complain(_("interrupted; the index is as it was before"))
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader has gone: nothing is to be said, and nothing may be flushed at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _CLOSED_PIPE


def _usage(error: click.ClickException) -> str:
    """A mistake in the arguments in one line, with the command whose help has them."""
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "archive"
    message = " ".join(error.format_message().split())
    return _("archive: {message} See: {command} --help").format(message=message, command=where)


def _complain(error: ArchiveError, arguments: list[str]) -> int:
    if "--debug" in arguments:
        traceback.print_exception(error)
    elif isinstance(error, QueryError):
        from ..query import caret

        click.echo(f"archive: {error.message}\n{caret(error)}", err=True)
    else:
        complain(str(error))
    return error.exit_code
