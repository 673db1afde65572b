"""What is understood of the labelled pages, found out once for all tests that look at it."""

from __future__ import annotations

from pathlib import Path

from quality_labels import HERE, Page
from score import parse

from archive.config import load_settings
from archive.parsed import ParsedFile

SETTINGS = load_settings(HERE, environ={})
_KNOWN: dict[Path, ParsedFile] = {}


def parsed(page: Page) -> ParsedFile:
    """The page as the program understands it."""
    if page.source not in _KNOWN:
        _KNOWN[page.source] = parse(page, SETTINGS)
    return _KNOWN[page.source]
