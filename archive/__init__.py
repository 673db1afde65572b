"""A searchable archive of Chinese work reports: read, clean, split, type, index, search, export."""

from __future__ import annotations

__version__ = "0.1.0"
