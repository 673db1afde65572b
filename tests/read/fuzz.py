"""Feed one reader with broken files for some time: python tests/read/fuzz.py FORMAT [SECONDS] [SEED].

Whatever is wrong with a file, a reader may give text or raise ReadError, and nothing else, within
SLOW seconds of processor time. An input that does otherwise is kept in the folder for temporary files, and is
named, with what happened. Formats: the suffixes of the samples (`all` goes through all of them).
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from mutations import mutated
from read_samples import rich_office_files, seeds

from archive.config import load_settings
from archive.errors import ReadError
from archive.read import CONTAINERS, READERS, read_texts

# A whole file of a megabyte is read in less; the seeds have some ten kilobytes. LibreOffice, a process of its
# own, is not counted: its time has a limit.
SLOW = 2.0
# Formats in which LibreOffice writes tables, notes, lists and text boxes.
RICH = (".doc", ".rtf", ".pdf", ".odt", ".html")


def fuzz(suffix: str, seconds: float, seed: int, folder: Path) -> Counter[str]:
    """Read broken files until the time is over; counts what came of them."""
    settings, chance, outcomes = load_settings(folder), random.Random(seed), Counter[str]()
    originals = seeds()[suffix] + list(rich_office_files(suffix[1:]).values() if suffix in RICH else ())
    path = folder / f"current{suffix}"
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        # On disk before it is read: a crash of a library leaves it there.
        path.write_bytes(mutated(chance.choice(originals), chance))
        started = time.process_time()
        try:
            outcome = _outcome(path, settings)
        except Exception as error:  # noqa: BLE001 - whatever comes is the finding
            outcome = f"FOUND {type(error).__name__}"
            traceback.print_exc()
        if time.process_time() - started > SLOW:
            outcome = "FOUND slow"
        if outcome.startswith("FOUND") and outcomes[outcome] < 5:
            kept = folder / f"{outcome.replace(' ', '-')}-{sum(outcomes.values())}{suffix}"
            kept.write_bytes(path.read_bytes())
            print(f"{outcome}: {kept}", flush=True)
        outcomes[outcome] += 1
    return outcomes


def _outcome(path: Path, settings: object) -> str:
    try:
        texts = list(read_texts(path, settings))
    except ReadError:
        return "FOUND ReadError out of read_texts"
    return "text" if any(hasattr(text, "blocks") for text in texts) else "refused"


def main(arguments: list[str]) -> int:
    suffixes = [*READERS, *CONTAINERS] if arguments[0] == "all" else arguments[:1]
    seconds = float(arguments[1]) if len(arguments) > 1 else 60.0
    seed = int(arguments[2]) if len(arguments) > 2 else 1
    found = 0
    for suffix in suffixes:
        if suffix in seeds():
            outcomes = fuzz(suffix, seconds, seed, Path(tempfile.mkdtemp(prefix="fuzz-")))
            print(f"{suffix}: {dict(outcomes)} in {seconds:.0f} s", flush=True)
            found += sum(count for outcome, count in outcomes.items() if outcome.startswith("FOUND"))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
