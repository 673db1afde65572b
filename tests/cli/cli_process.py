"""The command line: as a user starts it, a process of its own, and the same without the second of a start."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from archive.cli import _run

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


def run_here(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the archive in `cwd`, in this process, which has compiled the rules before."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
    with chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        code = _run([*arguments])
    for stream in (out, err):
        stream.seek(0)
    return subprocess.CompletedProcess(arguments, code, out.read(), err.read())
