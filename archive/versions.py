"""Versions of all that decides what an index holds.

Raise a number when the output of its part changes: an index that was built with other numbers is
then rebuilt rather than searched. They stand apart from the parts so that a search need not import
the stages that only building uses.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping

SCHEMA = 9
CLEANER = 9
STRUCTURE = 8
# Shingles, signatures and thresholds of near-copies, and how their store keeps them: ours, and the
# algorithm version of rensa whose signatures are kept (a test compares it with the library's own, which a
# search need not import).
COPIES = 5
SIGNATURES = 2
# Tables of rules that are applied to what is found, not to what is stored.
OUTPUT_RULES = frozenset({"editors", "mask"})


def versions(segmenter: str, rules: Mapping[str, object]) -> dict[str, str]:
    """The stamp of an index, as its manifest keeps it.

    `segmenter` is `Segmenter.version`, `rules` the user's additions to the shipped ones.
    """
    stored = {table: extra for table, extra in rules.items() if table not in OUTPUT_RULES}
    own = json.dumps(stored, ensure_ascii=False, sort_keys=True, default=str) if stored else ""
    return {
        "schema": str(SCHEMA),
        "cleaner": str(CLEANER),
        "structure": str(STRUCTURE),
        "segmenter": segmenter,
        "copies": f"{COPIES}, rensa algorithm {SIGNATURES}",
        "rules": f"shipped + {zlib.crc32(own.encode()):08x}" if own else "shipped",
    }
