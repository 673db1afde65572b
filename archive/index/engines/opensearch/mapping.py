"""How a section lies in the cluster: fields, settings, and the terms that we cut ourselves.

No analyzer of the server's is trusted with Chinese. Every text field is sent as ready terms, one a
line, and split at line ends only, so that no plugin is needed and all engines find the same.

    text        every character of the folded text, with its position; a paragraph is one value, and
                the gap between values keeps a phrase within it. Latin words stand between EDGE terms.
    grams       the pairs of characters and Latin words that the local engines look candidates up by
    heading body    words, with their numbers, for ranking; `words` the same once, for completion
    place       the sort key of hits of equal rank, and the cursor of long exports
    batch file  which commit a section belongs to, and which file of that commit

Only what is read back is kept in `_source`.
"""

from __future__ import annotations

from itertools import chain, groupby
from typing import Any

from ....fold import fold, is_latin
from ....model import Groups
from ...document import Document
from ...matching import Place

# Begins and ends a Latin word: `5g` is found as EDGE 5 g EDGE and so not in `15g`. It is of two
# characters, and all other terms of `text` are of one.
EDGE = "||"
# Two paragraphs are further apart than any phrase is long.
_GAP = 1_000_000
# Lucene refuses longer terms (32,766 bytes); labels of that length are no labels.
_MAX_LABEL = 8_000
# Refreshing is asked for at each commit; in between it would only cost time.
_NO_REFRESH = -1

_TERMS = {"type": "text", "analyzer": "lines", "norms": False}
_KEY = {"type": "keyword", "doc_values": False}
_FACET = {"type": "keyword"}


def index_body(shards: int, replicas: int) -> dict[str, Any]:
    """Settings and mappings of an index of sections."""
    analysis = {
        "tokenizer": {"lines": {"type": "char_group", "tokenize_on_chars": ["\n"], "max_token_length": 8_192}},
        "analyzer": {"lines": {"type": "custom", "tokenizer": "lines"}},
    }
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "refresh_interval": _NO_REFRESH,
            "analysis": analysis,
        },
        "mappings": {"dynamic": "strict", "_source": {"includes": list(STORED)}, "properties": _PROPERTIES},
    }


STORED = ("record", "groups", "frequencies", "place")
_PROPERTIES: dict[str, Any] = {
    "batch": {"type": "long"},
    "file": _KEY,
    "place": _FACET,
    "section": _FACET,
    "report": _KEY,
    "type": _FACET,
    "year": {"type": "integer"},
    "unit": _FACET,
    "doc_type": _FACET,
    "period": _KEY,
    "unit_folded": _KEY,
    "title_folded": _KEY,
    "path_folded": _KEY,
    "text": {**_TERMS, "index_options": "positions", "position_increment_gap": _GAP},
    "grams": _KEY,
    "heading": {**_TERMS, "index_options": "freqs", "norms": True},
    "body": {**_TERMS, "index_options": "freqs", "norms": True},
    "words": _FACET,
    "heading_words": {"type": "integer"},
    "body_words": {"type": "integer"},
    "group": {"type": "long"},
    "record": {"type": "keyword", "index": False, "doc_values": False},
    "groups": {"type": "long", "index": False, "doc_values": False},
    "frequencies": {"type": "object", "enabled": False},
}


def source(document: Document, groups: Groups, batch: int) -> dict[str, Any]:
    """A section as it is sent to the cluster, as part of a batch."""
    labels, place = document.labels, document.place
    return {
        "batch": batch,
        "file": file_key(batch, document.digest),
        "place": place_key(place),
        "section": place.section_id,
        "report": place.report_id,
        "type": labels.types,
        "year": labels.year,
        "unit": labels.unit,
        "doc_type": labels.doc_type,
        "period": labels.period,
        "unit_folded": _label(labels.unit),
        "title_folded": _label(place.title),
        "path_folded": _label(place.path),
        "text": ["\n".join(terms(line)) for line in document.folded.split("\n")],
        "grams": document.grams,
        "heading": _repeated(document.heading),
        "body": _repeated(document.body),
        "words": sorted({word[:_MAX_LABEL] for word in chain(document.heading, document.body)}),
        "heading_words": sum(document.heading.values()),
        "body_words": sum(document.body.values()),
        "group": groups.section,
        "record": sendable(document.record.decode("utf-8", "surrogatepass")),
        "groups": groups.paragraphs,
        "frequencies": {"heading": document.heading, "body": document.body},
    }


def terms(folded: str, *, open_end: bool = False) -> list[str]:
    """The characters of a folded text, Latin words between EDGEs; with `open_end`, not after the last."""
    found: list[str] = []
    for latin, run in groupby(folded, is_latin):
        found += (EDGE, *run, EDGE) if latin else run
    if open_end and found and found[-1] == EDGE:
        found.pop()
    return found


def file_key(batch: int, digest: str) -> str:
    """The name of a file's sections: a file that left and came back in a later batch is another."""
    return f"{batch}:{digest}"


def place_key(place: Place) -> str:
    """A string whose order is that of places; a path may hold bytes that are no text."""
    path = place.path.encode("utf-8", "surrogatepass").hex()
    return f"{path} {place.line:012d} {place.section_id}"


def sendable(text: str) -> str:
    """JSON text with its lone surrogates (bytes of a path that are no text) written as escapes."""
    if text.isascii():
        return text
    return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text)


def _label(label: str | None) -> str | None:
    return None if label is None else plain_text(fold(label))[:_MAX_LABEL]


def plain_text(text: str) -> str:
    """Text that UTF-8 can carry; lone surrogates become the replacement character."""
    return text.encode("utf-8", "replace").decode()


def _repeated(counts: dict[str, int]) -> str:
    return "\n".join("\n".join([word] * count) for word, count in counts.items())
