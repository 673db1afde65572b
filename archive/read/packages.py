"""Zip files and the XML in them, opened without trust: sizes first, no entities, nothing from outside."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from ..config import Settings
from ..errors import ReadError
from .base import damage_as_error, too_large

# Bit 0 of a member's flags: its bytes are encrypted.
_ENCRYPTED = 1
# Old Word and Excel files, and encrypted new ones, are of this other kind of container.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def open_zip(data: bytes, settings: Settings) -> zipfile.ZipFile:
    """Open a zip file in memory. Raises ReadError if it is none, or unpacks to more than the limits."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ReadError(f"is no zip file that can be read ({error}); fetch or save it again") from error
    members = package.infolist()
    if len(members) > settings.max_members:
        raise ReadError(
            f"holds {len(members):,} files, more than the limit of {settings.max_members:,};"
            " raise max_members in archive.toml or unpack it"
        )
    # A false size is no way around: no more of a member is unpacked than is declared here.
    unpacked = sum(member.file_size for member in members)
    if unpacked > settings.max_unpacked_bytes:
        raise ReadError(
            f"unpacks to {unpacked:,} bytes, more than the limit of {settings.max_unpacked_bytes:,};"
            " raise max_unpacked_mb in archive.toml or unpack it"
        )
    return package


def member_bytes(package: zipfile.ZipFile, member: zipfile.ZipInfo, settings: Settings) -> bytes:
    """The bytes of one member. Raises ReadError (reason only) if it is encrypted, too large or damaged."""
    if member.flag_bits & _ENCRYPTED:
        raise ReadError("is encrypted; unpack it with its password first")
    if member.file_size > settings.max_file_bytes:
        raise too_large("is larger", settings.max_file_bytes)
    with damage_as_error("zip file"), package.open(member) as file:
        # Asked for everything, zipfile would unpack up to 2 GB before it cuts off what is not declared.
        return file.read(member.file_size + 1)


class Package:
    """An office file: a zip file of XML parts. `kind` names it to the user (“Word file”)."""

    def __init__(self, data: bytes, settings: Settings, kind: str) -> None:
        if data.startswith(OLE):
            raise ReadError(_about_ole(data, kind))
        self._settings = settings
        self._kind = kind
        self._zip = open_zip(data, settings)
        self._members = {member.filename: member for member in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._members)

    def xml(self, name: str) -> etree._Element:
        """The root of a part. Raises ReadError (reason only) where it is missing or is not plain XML."""
        member = self._members.get(name)
        if member is None:
            raise ReadError(f"is no {self._kind} (it has no {name}); check what it is, or save it again")
        return parse_xml(member_bytes(self._zip, member, self._settings), self._kind)

    def bytes(self, name: str) -> bytes:
        """The bytes of a part that is there."""
        return member_bytes(self._zip, self._members[name], self._settings)


def parse_xml(data: bytes, kind: str) -> etree._Element:
    """Parse a part of an office file, none of which has a document type declaration."""
    # libxml2's own limits stay on: nesting of 256, and no growth by entities.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"is no {kind} that can be read ({error}); open it and save it again") from error
    information: Any = root.getroottree().docinfo
    if information.doctype:
        raise ReadError(f"declares XML entities, as no {kind} does; open it and save it again")
    return root


def _about_ole(data: bytes, kind: str) -> str:
    if _ENCRYPTED_STREAM in data:
        return "is encrypted; open it with its password and save it without one"
    return f"is no {kind} but an older format under a new name; save it again as what its name says"
