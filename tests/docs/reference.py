"""The README's CLI reference and session, made from the program itself.

    python tests/docs/reference.py            write both into README.md
    python tests/docs/reference.py --check    fail where README.md says anything else

Between the markers <!-- NAME:begin --> and <!-- NAME:end --> stands what is generated: `cli` is the
help of every command, `session` the commands listed below with what they print.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from archive.cli import COMMANDS, group

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
WIDTH = 100

# What a newcomer would do first, on the corpus as it is shipped.
SESSION = (
    "archive index",
    "archive search 舆情 --type 存在问题 -n 2",
    "archive search '“意识形态” (培训 OR 学习) -疫情' --year 2020 -n 1",
    "archive search 貫徹落實 --count",
    "archive export 学习强国 -o 学习强国.docx",
    "archive stats",
)


def cli_reference() -> str:
    """The help texts of all commands."""
    parts = []
    for name in COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        context = click.Context(
            command, info_name=f"archive {name}", max_content_width=WIDTH, terminal_width=WIDTH
        )
        parts.append(f"### archive {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def session() -> str:
    """The session's commands, each with its output, run on a copy of the corpus."""
    folder = Path(tempfile.mkdtemp())
    try:
        shutil.copytree(ROOT / "corpus", folder / "corpus")
        parts = [f"$ {line}\n{_output(line, folder)}" for line in SESSION]
    finally:
        shutil.rmtree(folder)
    return "```console\n" + "\n".join(parts) + "```\n"


def _output(line: str, folder: Path) -> str:
    program, *arguments = shlex.split(line)
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def generated(readme: str) -> str:
    """README's text with what stands between the markers made anew."""
    for name, make in (("cli", cli_reference), ("session", session)):
        begin, end = f"<!-- {name}:begin -->\n", f"<!-- {name}:end -->\n"
        head, _, rest = readme.partition(begin)
        _, _, tail = rest.partition(end)
        if not rest:
            raise SystemExit(f"README.md lacks the markers of {name}")
        readme = f"{head}{begin}\n{make()}\n{end}{tail}"
    return readme


def main() -> None:
    """Write, or check."""
    old = README.read_text(encoding="utf-8")
    new = generated(old)
    if "--check" not in sys.argv:
        README.write_text(new, encoding="utf-8", newline="\n")
    elif new != old:
        raise SystemExit("README.md is out of date; run: python tests/docs/reference.py")


if __name__ == "__main__":
    main()
