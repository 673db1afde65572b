"""The way of a file through all stages, and of many files into an index.

    stages    one file: read, clean, understand, make ready for the engine
    workers   many files: by several processes, in order, whatever becomes of one of them
    update    an index: what is new, changed, renamed or gone
    watch     an index that follows its folders

`stages` is the only module that names more than one build stage.
"""

from __future__ import annotations

from .stages import Job, Prepared, parse_file, parse_texts, prepare
from .update import Progress, Summary, index_files
from .watch import watch_files

__all__ = [
    "Job",
    "Prepared",
    "Progress",
    "Summary",
    "index_files",
    "parse_file",
    "parse_texts",
    "prepare",
    "watch_files",
]
