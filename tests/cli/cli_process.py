"""The command line as a user starts it: a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ARCHIVE = str(Path(sys.executable).with_name("archive"))
# No command of a test takes longer, also on a busy machine.
_SECONDS = 60


def run_archive(
    *arguments: str, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command of the archive in `cwd`, with the variables `env` instead of the test's own."""
    return subprocess.run(
        [ARCHIVE, *arguments],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )
