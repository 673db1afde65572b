"""archive open: the source of a report or a section, at its place."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import click

from ..config import Settings, load_rules, locate
from ..errors import NoProgram, ReadError, SettingsError
from ..model import SectionHead
from ..read import file_of
from .hits import source_of
from .messages import _
from .opening import opened
from .options import common, settings_for
from .output import shown
from .show import find

# The first of these that is set names the editor, as for git, less and others.
_VARIABLES = ("ARCHIVE_EDITOR", "VISUAL", "EDITOR")
# Formats in which a line of the source is a line of the file. All others belong to their own programs.
_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})


@click.command(
    "open",
    help=_(
        "Open the source of a report or a section: text at its line in your editor (the variable VISUAL or "
        "EDITOR), everything else in the program that the desktop has for it."
    ),
)
@click.argument("ident", metavar="ID")
@click.option("--print", "only_print", is_flag=True, help=_("Only print the file and the line or page."))
@common
def command(ident: str, only_print: bool, index_dir: Path | None, quiet: bool, debug: bool) -> int:
    """See the help text."""
    settings = settings_for(index_dir)
    with opened(settings, quiet=quiet) as index:
        entry = find(index.snapshot, ident)[0]
    # A member of a container is opened with what holds it.
    path, line = locate(file_of(entry.path), settings), entry.section.lines[0]
    if only_print:
        pages = entry.section.pages
        first = replace(entry.section, lines=(line, line), pages=pages and (pages[0], pages[0]))
        click.echo(shown(source_of(str(locate(entry.path, settings)), first)))
        return 0
    if not path.is_file():
        raise ReadError(f"{entry.path}: the file is no longer there; run: archive index")
    done = _open(path, line, _place(entry.section), settings)
    if not quiet:
        click.echo(shown(done), err=True)
    return 0


def _place(section: SectionHead) -> str:
    """The page or the line at which a section begins, in words."""
    if section.pages:
        return _("page {n}").format(n=section.pages[0])
    return _("line {n}").format(n=section.lines[0])


def _open(path: Path, line: int, place: str, settings: Settings) -> str:
    """Open a file; what was done, as a sentence."""
    if path.suffix.lower() in _TEXT_SUFFIXES and (editor := _editor()):
        arguments = _editor_arguments(editor, path, line, settings)
        _run(arguments, path, place)
        name = Path(arguments[0]).name
        return _("{path}: opened in {name} at line {line}").format(path=path, name=name, line=line)
    _open_on_desktop(path, place)
    return _("{path}: opened; look for {place}").format(path=path, place=place)


def _editor() -> list[str] | None:
    """The user's editor with its own arguments."""
    for variable in _VARIABLES:
        if text := os.environ.get(variable):
            try:
                # A path of Windows keeps its backslashes.
                return [part.strip('"') for part in shlex.split(text, posix=os.name != "nt")]
            except ValueError as error:
                raise SettingsError(f"the variable {variable} is {text!r}: {error}; correct it") from error
    return None


def _editor_arguments(editor: list[str], path: Path, line: int, settings: Settings) -> list[str]:
    name = Path(editor[0]).name.lower().removesuffix(".exe")
    pattern: list[str] = load_rules("editors", settings).get(name, ["{file}"])
    return [*editor, *(part.format(file=path, line=line) for part in pattern)]


def _run(arguments: list[str], path: Path, place: str) -> None:
    """Run a program to its end; raises NoProgram where it is not there or fails."""
    try:
        code = subprocess.run(arguments, check=False).returncode  # noqa: S603 (the user's own program)
    except OSError as error:
        raise _no_program(path, place, f"{arguments[0]}: {error.strerror or error}") from error
    if code:
        raise _no_program(path, place, f"{arguments[0]} ended with status {code}")


def _open_on_desktop(path: Path, place: str) -> None:
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606
        return
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    headless = sys.platform != "darwin" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if opener is None or headless:
        raise _no_program(path, place, _("there is no desktop here to open it with, and no editor is set"))
    _run([opener, str(path)], path, place)


def _no_program(path: Path, place: str, reason: str) -> NoProgram:
    return NoProgram(
        _("{reason}; the source is {path}, {place} (set the variable EDITOR to have it opened)").format(
            reason=reason, path=path, place=place
        )
    )
