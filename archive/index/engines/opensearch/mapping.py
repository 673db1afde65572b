"""How a section lies in the cluster: the fields, and the terms of them, which are all cut here.

No analyzer of the server's is trusted with Chinese. Texts are sent as ready terms with spaces
between them and split at these alone, so that no plugin is needed and all engines find the same.

| field | holds |
|---|---|
| text | the tokens of `engines.tokens`, with positions: an atom is a phrase of them |
| letters | of lines with Latin words, every character, with positions, the words between EDGEs |
| rank | the words as often as they weigh: the shortlist of what may come first |
| words | each word of heading and body once: completion |
| title unit_text file | every character of a label, with positions: conditions on a piece of it |
| type unit doc_type period year report section | conditions, facets |
| batch home | the commit that a section came with, and the file within it: see `state` |
| path line section | the order of hits of equal rank, and the cursor of long exports |
| length group | the class of the body's length, and the group of near-copies, 0 for none |
| record groups counts | stored: the entry, the groups of its paragraphs, the packed counts of its words |

Only what is read back is kept in `_source`. All sections of a group of near-copies are routed to
one shard, so that groups can be counted there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ....fold import fold, is_latin
from ....model import Groups
from ...document import Document
from ...matching import Place
from ...ranking import HEADING_WEIGHT, K1, TITLE_WEIGHT, B
from ..tokens import BREAK, SPACE, text_tokens

# Begins and ends a Latin word among single letters, so that 5g is not found in 15g; of two
# characters, as no letter is.
EDGE = "||"
# Lucene's tokenizer cuts longer words in two, and refuses keywords of 32,766 bytes.
MAX_WORD = 200
MAX_LABEL = 8_000
# Lone surrogates, which stand for bytes of a path that are no text, cannot be sent. They are moved to
# a private plane.
_PLANE = 0x100000
# In the names of what is asked back of `counts`, a dot parts levels and a star matches anything.
_ESCAPES = str.maketrans({".": "\ue000d", "*": "\ue000s", "\ue000": "\ue000e"})

_TERMS = {"type": "text", "analyzer": "whitespace", "norms": False}
_LABEL = {**_TERMS, "index_options": "positions"}
_CONDITION = {"type": "keyword", "doc_values": False}
_KEYWORD = {"type": "keyword"}
_SECTION_FIELDS: dict[str, Any] = {
    "text": _LABEL,
    "letters": _LABEL,
    "rank": {"type": "text", "analyzer": "whitespace", "index_options": "freqs", "similarity": "bm25"},
    "words": {"type": "keyword", "index": False},
    "title": _LABEL,
    "unit_text": _LABEL,
    "file": _LABEL,
    "type": _KEYWORD,
    "unit": _KEYWORD,
    "doc_type": _KEYWORD,
    "period": _CONDITION,
    "year": {"type": "integer"},
    "report": _CONDITION,
    "section": _KEYWORD,
    "batch": {"type": "long", "doc_values": False},
    "home": _KEYWORD,
    "path": {"type": "keyword", "index": False},
    "line": {"type": "integer", "index": False},
    "length": {"type": "short", "index": False},
    "group": {"type": "long"},
    "record": {"type": "keyword", "index": False, "doc_values": False},
    "groups": {"type": "long", "index": False, "doc_values": False},
    "counts": {"type": "object", "enabled": False},
}
_STORED = ("record", "groups", "counts")
_FILE_FIELDS: dict[str, Any] = {
    "batch": {"type": "long"},
    "number": {"type": "long"},
    "machine": _KEYWORD,
    "record": {"type": "keyword", "index": False, "doc_values": False},
}
_COPY_FIELDS: dict[str, Any] = {
    "keys": _CONDITION,
    "leader": {"type": "object", "enabled": False},
}
STATE_BODY = {"mappings": {"dynamic": False}}


def sections_body(shards: int, replicas: int) -> dict[str, Any]:
    """Settings and fields of an index of sections."""
    settings = {
        "number_of_shards": shards,
        # Every commit refreshes; in between nothing is to be seen.
        "refresh_interval": -1,
        "codec": "best_compression",
        "similarity": {"bm25": {"type": "BM25", "k1": K1, "b": B}},
    }
    return _body(settings, replicas, _SECTION_FIELDS, {"includes": list(_STORED)})


def files_body(replicas: int) -> dict[str, Any]:
    """Settings and fields of an index of the files that were read."""
    settings = {"number_of_shards": 1, "refresh_interval": -1, "codec": "best_compression"}
    return _body(settings, replicas, _FILE_FIELDS, {})


def copies_body(shards: int, replicas: int) -> dict[str, Any]:
    """Settings and fields of an index of the leaders of groups of near-copies."""
    settings = {"number_of_shards": shards, "refresh_interval": -1, "codec": "best_compression"}
    return _body(settings, replicas, _COPY_FIELDS, {"includes": ["leader", "keys"]})


def _body(
    settings: dict[str, Any], replicas: int, fields: dict[str, Any], source: dict[str, Any]
) -> dict[str, Any]:
    mappings = {"dynamic": "strict", "_source": source, "properties": fields}
    return {"settings": {**settings, "number_of_replicas": replicas}, "mappings": mappings}


@dataclass(frozen=True, slots=True)
class Packed:
    """What of a section is sent, less what only the writer knows; `length` is its class."""

    fields: dict[str, Any]
    length: int


def pack(document: Document) -> Packed:
    """Cut the text, count the words, and write out the record."""
    place, counts, length = document.place, document.counts(), document.length()
    record = document.record.decode("utf-8", "surrogatepass")
    found = document.body.keys() | document.heading.keys()
    return Packed(
        {
            "text": text_tokens(document.folded),
            "letters": _letters(document.folded),
            "rank": _weighed(document),
            "words": sorted(word[:MAX_WORD] for word in found),
            "title": label_terms(fold(place.title)),
            "file": label_terms(fold(sendable(place.path))),
            **_labels(document),
            **_place(place),
            "length": length,
            "record": "".join(map(_json_escaped, record)),
            "counts": {count_name(word): packed for word, packed in counts.items()},
        },
        length,
    )


def _labels(document: Document) -> dict[str, Any]:
    labels = document.labels
    return {
        "type": labels.types,
        "year": labels.year,
        "unit": None if labels.unit is None else sendable(labels.unit)[:MAX_LABEL],
        "unit_text": label_terms(fold(labels.unit or "")),
        "doc_type": labels.doc_type,
        "period": labels.period,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "path": sendable(place.path)[:MAX_LABEL],
        "line": place.line,
        "section": place.section_id,
        "report": place.report_id,
    }


def source(packed: Packed, groups: Groups, batch: int, home: str) -> dict[str, Any]:
    """A section as it is sent to the cluster."""
    added = {"batch": batch, "home": home, "group": groups.section, "groups": groups.paragraphs}
    return packed.fields | added


def spelled(folded: str, *, open_start: bool = False, open_end: bool = False) -> list[str]:
    """The characters of a folded line, Latin words between EDGEs; none at an end that is open."""
    found: list[str] = []
    for latin, group in groupby(folded.replace(" ", SPACE), is_latin):
        run = list(group)
        found += [EDGE, *run, EDGE] if latin else run
    if open_start and found[:1] == [EDGE]:
        del found[0]
    if open_end and found[-1:] == [EDGE]:
        del found[-1]
    return found


def _letters(folded: str) -> str:
    lines = (line for line in folded.split("\n") if any(map(is_latin, line)))
    return f" {BREAK} ".join(" ".join(spelled(line)) for line in lines)


def label_terms(folded: str) -> str:
    """The characters of a folded label: a piece of it is a phrase of them."""
    return " ".join(sendable(folded)[:MAX_LABEL].replace(" ", SPACE))


def _weighed(document: Document) -> str:
    parts = ((document.body, 1.0), (document.heading, HEADING_WEIGHT), (document.title, TITLE_WEIGHT))
    words: list[str] = []
    for counts, weight in parts:
        for word, count in counts.items():
            words += (word[:MAX_WORD],) * round(weight * count)
    return " ".join(words)


def count_name(word: str) -> str:
    """The name of a word among the stored counts."""
    return word.translate(_ESCAPES)


def sendable(text: str) -> str:
    """Text that UTF-8 can carry: the same, but for lone surrogates."""
    if text.isascii():
        return text
    return "".join(chr(_PLANE + ord(char)) if _is_surrogate(char) else char for char in text)


def _json_escaped(char: str) -> str:
    """A character of JSON text; lone surrogates become escapes, which JSON reads as what they were."""
    return f"\\u{ord(char):04x}" if _is_surrogate(char) else char


def _is_surrogate(char: str) -> bool:
    return "\ud800" <= char <= "\udfff"


def is_sendable(texts: Iterable[str]) -> bool:
    """Whether UTF-8 can carry these texts as they are."""
    return not any(_is_surrogate(char) for text in texts for char in text)
