"""Broken files: valid ones with bytes changed, cut, repeated or swapped, also inside their zip members."""

from __future__ import annotations

import io
import random
import zipfile
import zlib

# What parsers look for: sizes at their limits, markup left open, names that mean something.
_TOKENS = (
    b"\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"-1", b"0", b"99999999999", b"<", b">", b"</",
    b"<!--", b"]]>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"&#0;", b"&#x110000;", b"<w:p>", b"<w:tbl>", b"<text:list>",
    b"<table><tr><td>",
    b"<br>", b"<div hidden>", b"charset=utf-7", b"charset=hz", b"charset=idna", b"charset=punycode",
    b"%PDF-1.7", b"endobj",
    b"stream", b"/Length 1", b"/Type/Page", b"\r\n\r\n", b"Content-Type: multipart/mixed; boundary=a",
    b"=?gb2312?b?", b"?=",
    b"w:val=\"", b"r=\"XFD1048576\"", b"t=\"s\"", b"1e999", b"\xed\xa0\x80", b"\xef\xbf\xbe",
)  # fmt: skip
MOST_CHANGES = 12


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One broken form of a file; of a zip file, more often one that opens and is broken inside."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _zip_with_changes(data, chance)
    if data.startswith(b"%PDF") and chance.random() < 0.6:
        return _pdf_with_changes(data, chance)
    broken = changed(data, chance)
    # Most changes end in bytes that are no text; what parses markup is to see broken markup too.
    return broken.decode("utf-8", "ignore").encode() if chance.random() < 0.5 else broken


def changed(data: bytes, chance: random.Random) -> bytes:
    """The bytes after a few changes at random places."""
    result = bytearray(data)
    for _ in range(chance.randint(1, chance.randint(1, MOST_CHANGES))):
        at = chance.randrange(len(result) + 1)
        size = min(chance.choice((1, 2, 8, 64, 512)), len(result) - at)
        match chance.randrange(6):
            case 0:
                result[at : at + size] = chance.randbytes(size)
            case 1:
                del result[at : at + size]
            case 2:
                result[at:at] = result[at : at + size] * chance.choice((1, 2, 50))
            case 3:
                result[at:at] = chance.choice(_TOKENS)
            case 4:
                result[at : at + size] = chance.choice(_TOKENS)
            case _:
                other = chance.randrange(len(result) + 1)
                result[at:at] = result[other : other + size]
    return bytes(result)


def _zip_with_changes(data: bytes, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = source.namelist()
        spoilt = set(chance.sample(names, min(len(names), chance.randint(1, 3))))
        for name in names:
            content = source.read(name)
            if name in spoilt and chance.random() < 0.1:
                continue
            target.writestr(name, changed(content, chance) if name in spoilt else content)
    return stream.getvalue()


def _pdf_with_changes(data: bytes, chance: random.Random) -> bytes:
    """A PDF whose compressed streams are broken inside, where the text is."""
    pieces = data.split(b"stream\n")
    if len(pieces) < 3:
        return changed(data, chance)
    at = chance.randrange(1, len(pieces), 2)
    body, mark, rest = pieces[at].partition(b"\nend")
    try:
        body = zlib.compress(changed(zlib.decompress(body), chance))
    except zlib.error:
        return changed(data, chance)
    pieces[at] = body + mark + rest
    return b"stream\n".join(pieces)
