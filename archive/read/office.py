"""Old Word, WPS and RTF files, by way of LibreOffice, which turns them into docx.

LibreOffice is told which format it is: left to itself, it opens a file that it does not understand as text,
and a damaged report would become a thousand lines of nonsense.

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
from . import html, plain, word
from .base import Content, over_time, too_large
from .packages import OLE

_ZIP, _RTF, _XML = b"PK\x03\x04", b"{\\rtf", b"<?xml"
# Word and WPS keep their text in a stream of this name; it begins, most often at this place, with this mark
# where it was written by Word 6 or 95.
_WORD_STREAM, _BEGIN, _WORD_95 = "WordDocument".encode("utf-16-le"), 512, b"\xdc\xa5"
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
# LibreOffice reserves 1.6 GB when it starts; a hostile RTF file of 2 MB had it take 4.6 GB.
_MAX_MEMORY = 3 << 30
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
    form = _form_of(start, data)
    if form is None:
        return plain.read(data, settings)
    program = find_program()
    if program is None:
        raise ReadError(_MISSING)
    return word.read(_converted(program, data, form, settings), settings)


def _form_of(start: bytes, data: bytes) -> str | None:
    """What LibreOffice calls the format of these bytes; None for what can only be plain text."""
    if start.startswith(_RTF):
        return "Rich Text Format"
    if start.startswith(_XML) and b"worddocument" in start:
        return "MS Word 2003 XML"
    if not data.startswith(OLE):
        return None
    if _WORD_STREAM not in data:
        raise ReadError("holds no Word document; open it with the program that wrote it and save it as docx")
    return "MS WinWord 6.0" if data[_BEGIN:].startswith(_WORD_95) else "MS Word 97"


def find_program() -> str | None:
    """Where LibreOffice is installed, if it is."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _USUAL if Path(path).is_file()), None)


def _page(start: bytes, data: bytes, settings: Settings) -> Content:
    from .mail import read_page

    return read_page(data, settings) if start.startswith(b"mime-version") else html.read(data, settings)


def _converted(program: str, data: bytes, form: str, settings: Settings) -> bytes:
    with tempfile.TemporaryDirectory(prefix="archive-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, result = folder / "source", folder / "source.docx"
        source.write_bytes(data)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        _run([program, *_options(folder, form), str(source)], folder, settings.max_seconds)
        if not result.is_file():
            raise ReadError(
                "cannot be opened by LibreOffice: it is damaged, has a password, or is something else;"
                " open it and save it as docx"
            )
        if result.stat().st_size > settings.max_file_bytes:
            raise too_large("becomes larger as docx", settings.max_file_bytes)
        return result.read_bytes()


def _options(folder: Path, form: str) -> list[str]:
    return [
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        f"--infilter={form}",
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
    _limit_memory(process.pid)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise ReadError(over_time(seconds)) from None
    finally:
        _end(process)


def _limit_memory(pid: int) -> None:
    """Let the program and all that it starts have no more than _MAX_MEMORY, where the system can (Linux)."""
    if sys.platform == "linux":
        import resource

        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and all that it started, whether it has gone or not."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
