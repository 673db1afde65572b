"""The engines by name; each library is imported when its engine is asked for, not before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...config import ClusterSettings
from ...errors import SettingsError
from .base import Engine

if TYPE_CHECKING:
    from ..document import Document
    from ..remote import RemoteArchive


def _whoosh() -> Engine:
    from .whoosh import WhooshEngine

    return WhooshEngine()


def _tantivy() -> Engine:
    try:
        from .tantivy import TantivyEngine
    except ModuleNotFoundError as error:
        if error.name not in ("tantivy", "zstandard"):
            raise
        raise SettingsError(
            "the engine 'tantivy' is not installed; run: pip install 'report-archive[fast]'"
        ) from error

    return TantivyEngine()


def _scan() -> Engine:
    from .scan import ScanEngine

    return ScanEngine()


ENGINES: dict[str, Callable[[], Engine]] = {"whoosh": _whoosh, "tantivy": _tantivy, "scan": _scan}
# Engines that keep an archive elsewhere than in a folder.
REMOTE_ENGINES = ("opensearch",)
ALL_ENGINES = (*ENGINES, *REMOTE_ENGINES)


# Sections up to which an engine is pleasant: at 50,000 the slowest of 16 kinds of query took Whoosh 56 ms
# of the processor (tantivy 12), and they grow with the archive, so that beyond this many one waits for
# more than a tenth of a second.
COMFORTABLE = {"whoosh": 100_000}


def outgrown(name: str, sections: int) -> bool:
    """Whether an archive of so many sections is too large for this engine."""
    return sections > COMFORTABLE.get(name, sections)


def engine(name: str) -> Engine:
    """The engine of this name that works in a folder; raises SettingsError for an unknown one."""
    if name not in ENGINES:
        raise SettingsError(f"unknown engine {name!r}; choose one of: {', '.join(ALL_ENGINES)}")
    return ENGINES[name]()


def packer(name: str) -> Callable[[Document], Document]:
    """What makes documents ready for the engine of this name; see `base.Engine.pack`."""
    if name not in REMOTE_ENGINES:
        return engine(name).pack
    _need_opensearch()
    from .opensearch import packed

    return packed


def remote_archive(settings: ClusterSettings) -> RemoteArchive:
    """The archive in a cluster; nothing is asked of it yet."""
    _need_opensearch()
    from .opensearch import ClusterArchive

    return ClusterArchive(settings)


def _need_opensearch() -> None:
    try:
        import opensearchpy  # noqa: F401
    except ModuleNotFoundError as error:
        raise SettingsError(
            "the engine 'opensearch' is not installed; run: pip install 'report-archive[opensearch]'"
        ) from error
