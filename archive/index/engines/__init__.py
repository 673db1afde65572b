"""The engines by name; each library is imported when its engine is asked for, not before."""

from __future__ import annotations

from collections.abc import Callable

from ...errors import SettingsError
from .base import Engine


def _whoosh() -> Engine:
    from .whoosh import WhooshEngine

    return WhooshEngine()


def _tantivy() -> Engine:
    try:
        from .tantivy import TantivyEngine
    except ModuleNotFoundError as error:
        if error.name != "tantivy":
            raise
        raise SettingsError(
            "the engine 'tantivy' is not installed; run: pip install 'report-archive[fast]'"
        ) from error

    return TantivyEngine()


def _scan() -> Engine:
    from .scan import ScanEngine

    return ScanEngine()


ENGINES: dict[str, Callable[[], Engine]] = {"whoosh": _whoosh, "tantivy": _tantivy, "scan": _scan}


def engine(name: str) -> Engine:
    """The engine of this name; raises SettingsError for an unknown one."""
    if name not in ENGINES:
        raise SettingsError(f"unknown engine {name!r}; choose one of: {', '.join(ENGINES)}")
    return ENGINES[name]()
