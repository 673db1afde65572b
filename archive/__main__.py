"""`python -m archive` is `archive`."""

from __future__ import annotations

from .cli import main

main()
