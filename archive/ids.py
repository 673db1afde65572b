"""How reports are called: by what their file holds and where they stand in it, so that an id is the
same on every machine, in every engine, and wherever the file lies."""

from __future__ import annotations

from hashlib import blake2b

# 48 bits: among a million reports two share an id with a chance of 1 in 560.
_DIGITS = 12


def report_id(digest: str, ordinal: int) -> str:
    """The id of the report number `ordinal` (from 1) of the file whose digest is `digest`."""
    return blake2b(f"{digest}:{ordinal}".encode()).hexdigest()[:_DIGITS]
