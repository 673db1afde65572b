"""Mails (eml) with their attachments, and web pages saved as mails (mhtml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from functools import partial

from ..config import Settings
from ..errors import ReadError
from ..parsed import Block
from . import html, plain
from .base import Content, Deadline, Part, ReadMember, damage_as_error, over_time

_KIND = "mail"
# Headers that the parser takes apart, in quadratic time.
_HEADER = re.compile(
    rb"(?:^|[\r\n])(?:Content-[A-Za-z-]+|Subject):[^\r\n]*(?:\r?\n?[ \t][^\r\n]*)*", re.IGNORECASE
)
# It also compares each line with the ends of all parts around it: measured with 9,000 parts in each other.
# A mail of 64 MB with an attachment has 2 million comparisons.
_COMPARISONS_A_SECOND = 5_000_000
_MULTIPART = re.compile(rb"Content-Type:\s*multipart/", re.IGNORECASE)


def read_page(data: bytes, settings: Settings) -> Content:
    """The article of a page saved as mhtml: its first part in HTML. Raises ReadError (reason only)."""
    with damage_as_error("saved web page"):
        for part in _parsed(data, settings).walk():
            if part.get_content_type() == "text/html":
                return _text_of(part, settings)
    raise ReadError("holds no web page; save the page again")


def parts(data: bytes, settings: Settings, read_member: ReadMember) -> Iterator[Part]:
    """The mail's own text, below its subject, and each attachment. Raises ReadError (reason only)."""
    deadline = Deadline(settings)
    with damage_as_error(_KIND):
        message = _parsed(data, settings)
        attachments = []
        for part in message.walk():
            deadline.check()
            if not part.is_multipart() and (name := part.get_filename()):
                attachments.append((name, part))
    if len(attachments) > settings.max_members:
        raise ReadError(
            f"has {len(attachments):,} attachments, more than the limit of {settings.max_members:,};"
            " raise max_members in archive.toml or save them"
        )
    yield Part("", partial(_body, message, settings))
    for name, part in attachments:
        yield Part(name.replace("\\", "/"), partial(_attachment, name, part, read_member))


def _parsed(data: bytes, settings: Settings) -> EmailMessage:
    if any(len(header[0]) > settings.max_header for header in _HEADER.finditer(data)):
        raise ReadError(
            f"has a longer header than the limit of {settings.max_header:,} characters;"
            " raise max_header in archive.toml or save its text and attachments as files"
        )
    lines = max(data.count(b"\n"), data.count(b"\r"))
    comparisons = lines * sum(1 for _ in _MULTIPART.finditer(data))
    if comparisons > _COMPARISONS_A_SECOND * settings.max_seconds:
        raise ReadError(over_time(settings.max_seconds))
    return BytesParser(policy=default).parsebytes(data)


def _body(message: EmailMessage, settings: Settings) -> Content:
    with damage_as_error(_KIND):
        body = message.get_body(("plain", "html"))
        content = _text_of(body, settings) if isinstance(body, EmailMessage) else Content(())
        subject = str(message.get("subject", "")).strip()
    if not subject:
        return content
    below = tuple(replace(block, lines=(block.lines[0] + 1, block.lines[1] + 1)) for block in content.blocks)
    below_removed = tuple(replace(removed, line=removed.line + 1) for removed in content.removed)
    return replace(content, blocks=(Block(subject, (1, 1)), *below), removed=below_removed)


def _text_of(part: EmailMessage, settings: Settings) -> Content:
    data = _payload(part)
    reader = html.read if part.get_content_type() == "text/html" else plain.read
    return reader(data, settings, part.get_content_charset())


def _attachment(name: str, part: EmailMessage, read_member: ReadMember) -> Content:
    with damage_as_error(_KIND):
        data = _payload(part)
    return read_member(name, data)


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
