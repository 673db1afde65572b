"""Word documents: real headings, highlights as with a marker, a source under each passage.

The empty document comes from `template`; its text is streamed into the package, since the tree that
python-docx would make of 100,000 passages takes gigabytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from typing import IO, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from ..errors import ExportError
from ..model import Hit
from . import base
from .outline import Role, outline
from .template import FACTS_STYLE, MARK, PASSAGE_STYLE, SOURCE_STYLE, blank

STYLES = {Role.FACTS: FACTS_STYLE, Role.PASSAGE: PASSAGE_STYLE, Role.SOURCE: SOURCE_STYLE}
# Word's "operating parameter limitations" (Microsoft) allow 32 MB of text, which it keeps as UTF-16.
MAX_CHARACTERS = 16 * 1024 * 1024
# A part of a zip file without ZIP64, which Word does not expect.
MAX_PART = (1 << 31) - 1

_PARAGRAPH = "<w:p><w:pPr><w:pStyle w:val={}/></w:pPr>{}</w:p>"
_RUN = '<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>'
_LIT = '<w:rPr><w:highlight w:val="yellow"/></w:rPr>'


def write(hits: Iterable[Hit], info: base.ExportInfo, stream: BinaryIO) -> base.Written:
    """Write the hits as a document, in the styles of `info.template` where there is one.

    Raises ExportError for a template that is no Word document, and for more than a document holds.
    """
    ready = blank(info)
    with zipfile.ZipFile(ready.package) as source, zipfile.ZipFile(stream, "w") as package:
        for part in source.namelist():
            if part != ready.text_part:
                package.writestr(_entry(part), source.read(part))
        head, _, tail = source.read(ready.text_part).partition(f"<!--{MARK}-->".encode())
        with package.open(_entry(ready.text_part), "w") as text:
            body = _Body(text, ready.styles)
            text.write(head)
            passages = _fill(body, hits, info)
            text.write(tail)
    return base.Written(passages, (*_missing(ready.missing), *_too_long(body.characters)))


class _Body:
    """The body of a document that is being written."""

    def __init__(self, stream: IO[bytes], styles: Mapping[str, str]) -> None:
        """Write to `stream`; `styles` are the ids of styles by their names."""
        self._stream = stream
        self._styles = {name: quoteattr(ident) for name, ident in styles.items()}
        self.characters = 0
        self._bytes = 0

    def add(self, style: str, pieces: Iterable[base.Piece]) -> None:
        """Add a paragraph of the style so named; raises ExportError where no more fit."""
        runs = []
        for text, is_lit in pieces:
            runs.append(_RUN.format(_LIT if is_lit else "", escape(text)))
            self.characters += len(text)
        data = _PARAGRAPH.format(self._styles[style], "".join(runs)).encode()
        self._bytes += len(data)
        if self._bytes > MAX_PART:
            raise ExportError(
                "more passages than a Word document holds; narrow the query, or write csv or html"
            )
        self._stream.write(data)


def _fill(body: _Body, hits: Iterable[Hit], info: base.ExportInfo) -> int:
    passages = 0
    body.add("Title", [(base.document_title(info), False)])
    for line in base.query_facts(info):
        body.add(FACTS_STYLE, [(line, False)])
    for block in outline(hits, info.group_by):
        body.add(f"Heading {block.level}" if block.level else STYLES[block.role], block.pieces)
        passages += block.role is Role.PASSAGE
    return passages


def _entry(name: str) -> zipfile.ZipInfo:
    # Without a time of its own, the same hits make the same file.
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _missing(styles: tuple[str, ...]) -> tuple[str, ...]:
    names = ", ".join(styles)
    return (
        (f"the template has no style {names}; what needs it looks as without a template",) if styles else ()
    )


def _too_long(characters: int) -> tuple[str, ...]:
    if characters <= MAX_CHARACTERS:
        return ()
    return ("Word opens no more than 32 MB of text, and this is more; narrow the query, or write html",)
