"""A web page in one file: no script, nothing loaded from anywhere, fit to be printed.

Whatever stands in a passage is escaped; and should a browser still see a script or an address in
it, the page's own policy (CSP) forbids both.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from html import escape
from importlib import resources
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO

from ..model import Hit
from . import base
from .grouping import IN_MEMORY
from .outline import Block, Role, outline

STYLE_SHEET = "page.css"
INDEX_TITLE = "目录"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_HEAD = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
{facts}</header>
"""
_CLASSES = {Role.FACTS: "facts", Role.PASSAGE: "passage", Role.SOURCE: "source"}


def write(hits: Iterable[Hit], info: base.ExportInfo, stream: BinaryIO) -> base.Written:
    """Write the hits as a page that begins with an index of its groups, or of its reports."""
    # The index comes first and is known last.
    with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
        entries, passages = _fill(body, outline(hits, info.group_by))
        stream.write(base.encode(_head(info) + _index(entries)))
        body.seek(0)
        shutil.copyfileobj(body, stream)
    stream.write(b"</body>\n</html>\n")
    return base.Written(passages)


def _fill(body: IO[bytes], blocks: Iterable[Block]) -> tuple[list[str], int]:
    """Write the passages to `body`; return the outermost headings, and the number of passages."""
    entries: list[str] = []
    passages = 0
    body.write(b"<main>\n")
    for block in blocks:
        if block.level == 1:
            entries.append(block.text)
        body.write(base.encode(_shown(block, len(entries))))
        passages += block.role is Role.PASSAGE
    body.write(b"</main>\n")
    return entries, passages


def _shown(block: Block, entry: int) -> str:
    text = "".join(
        f"<mark>{escape(text)}</mark>" if is_lit else escape(text) for text, is_lit in block.pieces
    )
    if not block.level:
        return f'<p class="{_CLASSES[block.role]}">{text}</p>\n'
    ident = f' id="{_ident(entry)}"' if block.level == 1 else ""
    return f"<h{block.level + 1}{ident}>{text}</h{block.level + 1}>\n"


def _head(info: base.ExportInfo) -> str:
    return _HEAD.format(
        policy=POLICY,
        title=escape(base.document_title(info)),
        style=resources.files(__package__).joinpath(STYLE_SHEET).read_text(encoding="utf-8"),
        facts="".join(f'<p class="facts">{escape(line)}</p>\n' for line in base.query_facts(info)),
    )


def _index(entries: Iterable[str]) -> str:
    items = "".join(
        f'<li><a href="#{_ident(number)}">{escape(text)}</a></li>\n' for number, text in enumerate(entries, 1)
    )
    return f"<nav>\n<h2>{INDEX_TITLE}</h2>\n<ol>\n{items}</ol>\n</nav>\n" if items else ""


def _ident(entry: int) -> str:
    return f"g{entry}"
