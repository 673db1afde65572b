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


# Sections up to which an engine is pleasant: at 50,000 the slowest of 16 kinds of query took Whoosh 56 ms
# of the processor (tantivy 12), and they grow with the archive, so that beyond this many one waits for
# more than a tenth of a second.
COMFORTABLE = {"whoosh": 100_000}


def outgrown(name: str, sections: int) -> bool:
    """Whether an archive of so many sections is too large for this engine."""
    return sections > COMFORTABLE.get(name, sections)


def engine(name: str) -> Engine:
    """The engine of this name; raises SettingsError for an unknown one."""
    if name not in ENGINES:
        raise SettingsError(f"unknown engine {name!r}; choose one of: {', '.join(ENGINES)}")
    return ENGINES[name]()
