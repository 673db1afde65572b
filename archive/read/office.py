"""Old Word, WPS and RTF files, by way of LibreOffice, which turns them into docx.

Such files hold macros and links to the net, and can keep a program busy for ever: LibreOffice runs with a
profile of its own in which macros and links are off, in a process group that is killed when the time is over.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from ..config import Settings
from ..errors import ReadError
from . import html, word
from .base import Content, over_time, too_large

_ZIP, _RTF = b"PK\x03\x04", b"{\\rtf"
_PAGES = (b"<html", b"<!doctype html", b"<head", b"mime-version")
# Where LibreOffice is when its folder is not in the search path.
_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_MISSING = (
    "needs LibreOffice to be read, which is not installed; install it (Debian and Ubuntu: apt install"
    " libreoffice-writer; otherwise libreoffice.org), or save the file as docx"
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link"><value>0</value></prop>
</item>
</oor:items>
"""
# Enough of the environment for a program to start; no variable of the user's reaches a hostile file.
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "PROGRAMFILES")


def read(data: bytes, settings: Settings) -> Content:
    """The paragraphs of a doc, wps or rtf file, or of whatever else was given such a name.

    Raises ReadError (reason only), also where LibreOffice is not installed.
    """
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_ZIP):
        return word.read(data, settings)
    if start.startswith(_PAGES):
        return _page(start, data, settings)
    program = find_program()
    if program is None:
        raise ReadError(_MISSING)
    suffix = ".rtf" if data.startswith(_RTF) else ".doc"
    return word.read(_converted(program, data, suffix, settings), settings)


def find_program() -> str | None:
    """Where LibreOffice is installed, if it is."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _USUAL if Path(path).is_file()), None)


def _page(start: bytes, data: bytes, settings: Settings) -> Content:
    from .mail import read_page

    return read_page(data, settings) if start.startswith(b"mime-version") else html.read(data, settings)


def _converted(program: str, data: bytes, suffix: str, settings: Settings) -> bytes:
    with tempfile.TemporaryDirectory(prefix="archive-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, result = folder / f"source{suffix}", folder / "source.docx"
        source.write_bytes(data)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        _run([program, *_options(folder), str(source)], folder, settings.max_seconds)
        if not result.is_file():
            raise ReadError(
                "cannot be opened by LibreOffice: it is damaged, has a password, or is something else;"
                " open it and save it as docx"
            )
        if result.stat().st_size > settings.max_file_bytes:
            raise too_large("becomes larger as docx", settings.max_file_bytes)
        return result.read_bytes()


def _options(folder: Path) -> list[str]:
    return [
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder),
    ]


def _run(command: list[str], folder: Path, seconds: int) -> None:
    environment = {name: value for name in _ENVIRONMENT if (value := os.environ.get(name))}
    process = subprocess.Popen(  # noqa: S603 - a list, without a shell; no part of it comes from the file
        command,
        cwd=folder,
        env={**environment, "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise ReadError(over_time(seconds)) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and all that it started, whether it has gone or not."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
