"""Zip files: each member is a text of its own, read by the reader of its suffix; none is put on disk."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from functools import partial

from ..config import Settings
from ..errors import ReadError
from .base import Content, Deadline, Part, ReadMember
from .decoding import decode
from .packages import member_bytes, open_zip

# Bit 11 of a member's flags: its name is UTF-8. Without it, it is in the encoding of the packer's system.
_UTF8_NAME = 0x800
# What macOS adds to every zip file that it packs.
_MAC_FOLDER = "__MACOSX/"


def parts(data: bytes, settings: Settings, read_member: ReadMember) -> Iterator[Part]:
    """The members in the order of the archive, without folders and hidden files.

    Raises ReadError (reason only) for a file that is no zip file, or beyond the limits.
    """
    package = open_zip(data, settings)
    deadline = Deadline(settings)
    for member in package.infolist():
        name = _name_of(member)
        if not (member.is_dir() or name.startswith(_MAC_FOLDER) or name.rpartition("/")[2].startswith(".")):
            yield Part(name, partial(_content, package, member, name, settings, deadline, read_member))


def _content(
    package: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    name: str,
    settings: Settings,
    deadline: Deadline,
    read_member: ReadMember,
) -> Content:
    deadline.check()
    if stat.S_ISLNK(member.external_attr >> 16):
        raise ReadError("is a link to another file; pack the file itself")
    if name.startswith("/") or ".." in name.split("/"):
        raise ReadError("has a name that leads out of its archive; rename it")
    return read_member(name, member_bytes(package, member, settings))


def _name_of(member: zipfile.ZipInfo) -> str:
    """The name as it was packed: Windows writes it in the encoding of the system, 936 in China."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME and not name.isascii():
        name = _decoded(name)
    return name.replace("\\", "/")


def _decoded(name: str) -> str:
    # zipfile reads names without the flag as cp437, which gives every byte a character.
    data = name.encode("cp437", "replace")
    try:
        return decode(data).text
    except ReadError:
        # A name may be too short to be recognised; what is not even GB18030 keeps its strange letters.
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            return name
