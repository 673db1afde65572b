"""What becomes of an archive when something goes wrong while it is written or read.

    python tests/faults/faults.py ENGINE [NUMBER] [--only NAME…] [--seed N]

NUMBER (default 100) is how often each fault is brought about, at moments and places drawn from the seed:

    kills     `archive index` ends by kill -9 while it adds, changes and removes files, indexes for the first
              time, or rebuilds: the archive opens and is as before or as after; the next run completes it
    writers   two runs at once: both end well, or one says in a line that the other is writing
    readers   searches, and one snapshot held open, while runs commit: never an error, never a mixture
    full      the disk is full (a tmpfs; needs the right to mount): one line, the archive is as before,
              and complete once there is room
    limit     the same by a limit on the size of files, which every user may set
    flips     a byte of every file is changed: nothing is read from it; without a new time (as a disk
              rots) `check --deep` finds it

Each kind prints a line of what happened; the first thing that should not have stops the run.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager, redirect_stderr
from dataclasses import dataclass
from pathlib import Path

from archive.cli import _run
from archive.config import Settings, load_settings
from archive.errors import IndexBusy, IndexCorrupt, IndexMissing, IndexVersionError, StorageError
from archive.index import OpenIndex, open_index, stamp
from archive.index.document import encode
from archive.index.expr import Atom

DEFAULT_NUMBER = 100
# Files of the archive before the change; of these some are changed and some go, and new ones come.
FILES, CHANGED, GONE, NEW = 30, 5, 5, 20
HEADS = "一二三四五六七八"
WORDS = ("河道巡查", "防汛值守", "安全生产", "信访接待", "环境整治", "项目建设", "窗口服务", "结对帮扶")
ASKED = ("工作", "巡查", "存在", "第7号")
# Of the time of a run so much comes after the first change of the index.
WORKING_SHARE = 0.6
MOUNT_SLACK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Content:
    """All that an archive says: its files, its sections, and answers."""

    files: tuple[str, ...]
    sections: tuple[tuple[str, bytes], ...]
    answers: tuple[object, ...]


class Wrong(AssertionError):
    """What must not happen."""


def report(number: int, version: int = 1) -> str:
    """A report of eight sections; another version has other figures and one section more."""
    draw = random.Random(number * 100 + version)
    lines = [f"某县第{number}局20{10 + number % 12}年工作总结"]
    for head in HEADS[: 6 + version]:
        word = draw.choice(WORDS)
        lines += [
            f"{head}、{word}",
            f"全年开展{word}工作{draw.randrange(900)}次,存在第{draw.randrange(99)}号问题。" * 3,
        ]
    return "\n".join(lines) + "\n"


def write_before(corpus: Path) -> None:
    """The files that the archive is made from at first."""
    corpus.mkdir(parents=True)
    for number in range(FILES):
        (corpus / f"{number:03}.txt").write_text(report(number), encoding="utf-8")


def write_after(corpus: Path) -> None:
    """Change some of them, remove some, and add others."""
    for number in range(CHANGED):
        (corpus / f"{number:03}.txt").write_text(report(number, 2), encoding="utf-8")
    for number in range(CHANGED, CHANGED + GONE):
        (corpus / f"{number:03}.txt").unlink()
    for number in range(FILES, FILES + NEW):
        (corpus / f"{number:03}.txt").write_text(report(number), encoding="utf-8")


def settings_of(home: Path) -> Settings:
    """The settings of the archive in a folder."""
    return load_settings(home, environ={})


def opened(home: Path) -> OpenIndex:
    """Its index; raises what `archive.index.open_index` raises."""
    settings = settings_of(home)
    return open_index(settings.index_dir, stamp(settings))


def content(home: Path) -> Content | None:
    """What an archive says, all of it read; None where there is no index."""
    try:
        index = opened(home)
    except IndexMissing:
        return None
    with index.snapshot as snapshot:
        index.verify()
        sections = tuple((entry.section.id, encode(entry)) for entry in snapshot.entries())
        if len({ident for ident, _ in sections}) != len(sections) or len(sections) != snapshot.count():
            raise Wrong("a section is there twice, or the count is not that of the sections")
        found = (snapshot.select(Atom(word)) for word in ASKED)
        answers = tuple((asked.total, str(asked.facets()), tuple(asked.ids())) for asked in found)
        return Content(tuple(sorted(index.catalogue())), sections, answers)


def command(*arguments: str) -> list[str]:
    """The command line of `archive` in this environment."""
    return [sys.executable, "-m", "archive", *arguments]


def run(home: Path, *arguments: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run `archive` to its end, perhaps unable to write a file of more than `limit` bytes."""

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        command(*arguments), cwd=home, capture_output=True, text=True, check=False, preexec_fn=limited
    )


def must(home: Path, *arguments: str) -> None:
    """Run `archive`, which must succeed; in this process, which has compiled the rules before."""
    error = io.StringIO()
    with chdir(home), redirect_stderr(error):
        status = _run([*arguments])
    if status:
        raise Wrong(f"archive {' '.join(arguments)} left with {status}: {error.getvalue()}")


def expect(found: Content | None, allowed: dict[str, Content | None], what: str) -> str:
    """The name of the content that was found."""
    for name, one in allowed.items():
        if found == one:
            return name
    raise Wrong(f"{what}: the archive is neither {' nor '.join(allowed)}")


def no_leftovers(home: Path) -> None:
    """Whatever lies in the index is named by its manifest."""
    index = opened(home)
    index.snapshot.close()
    named = {*index.manifest.sizes, index.manifest.copies, "manifest.json", "lock", ".gitignore"}
    below = (path for path in index.index_dir.rglob("*") if path.is_file())
    extra = {path.relative_to(index.index_dir).as_posix() for path in below} - named
    extra = {name for name in extra if not name.endswith(".lock")}
    if extra:
        raise Wrong(f"left behind: {sorted(extra)}")


class Bench:
    """An archive before and after a change, to be copied as often as needed."""

    def __init__(self, folder: Path, engine: str) -> None:
        self.folder, self.engine = folder, engine
        self.before, self.after, self.empty = folder / "before", folder / "after", folder / "empty"
        for home in (self.before, self.empty):
            home.mkdir(parents=True)
            (home / "archive.toml").write_text(f'[archive]\nengine = "{engine}"\n', encoding="utf-8")
            write_before(home / "corpus")
        must(self.before, "index", "--quiet")
        shutil.copytree(self.before, self.after)
        write_after(self.after / "corpus")
        write_after(self.empty / "corpus")
        started = time.monotonic()
        # A process, as those are that will be killed: the moments are drawn from the time that it takes.
        run(self.after, "index", "--quiet").check_returncode()
        self.seconds = time.monotonic() - started
        self.old, self.new = content(self.before), content(self.after)

    @contextmanager
    def copy(self, original: Path) -> Iterator[Path]:
        """A copy to be spoiled; the files of `before` are changed as they are in `after`."""
        home = self.folder / "work"
        shutil.copytree(original, home)
        if original == self.before:
            write_after(home / "corpus")
        try:
            yield home
        finally:
            shutil.rmtree(home)


def kills(bench: Bench, number: int, draw: random.Random) -> str:
    """See the module's text."""
    kinds: tuple[tuple[Path, tuple[str, ...], Content | None], ...] = (
        (bench.before, ("index",), bench.old),
        (bench.empty, ("index",), None),
        (bench.after, ("index", "--rebuild"), bench.new),
    )
    seen: Counter[str] = Counter()
    for turn in range(number):
        original, arguments, old = kinds[turn % len(kinds)]
        jobs = ("--jobs", "2") if turn % 2 else ()
        with bench.copy(original) as home:
            process = subprocess.Popen(
                command(*arguments, *jobs, "--quiet"), cwd=home, stderr=subprocess.DEVNULL
            )
            _wait_for_work(home, process, bench.seconds)
            time.sleep(draw.uniform(0, WORKING_SHARE * bench.seconds))
            seen["over before"] += process.poll() is not None
            # Only the parent: its reading processes must end by themselves.
            process.send_signal(signal.SIGKILL)
            process.wait()
            name = expect(content(home), {"as before": old, "as after": bench.new}, f"kill {turn}")
            seen[name] += 1
            must(home, *arguments, "--quiet")
            expect(content(home), {"as after": bench.new}, f"the run after kill {turn}")
            no_leftovers(home)
    return _said(seen)


def _wait_for_work(home: Path, process: subprocess.Popen[bytes], seconds: float) -> None:
    """Until something new lies in the index: before, the process only loads its libraries."""
    index, ends = home / "index_data", time.monotonic() + seconds
    before = set(index.rglob("*"))
    while process.poll() is None and time.monotonic() < ends and set(index.rglob("*")) == before:
        time.sleep(0.002)


def writers(bench: Bench, number: int, draw: random.Random) -> str:
    """See the module's text."""
    seen: Counter[str] = Counter()
    for turn in range(number):
        with bench.copy(bench.before if turn % 2 else bench.empty) as home:
            both = []
            for _ in range(2):
                pipe = subprocess.PIPE
                both.append(subprocess.Popen(command("index", "--quiet"), cwd=home, stderr=pipe, text=True))
                time.sleep(draw.uniform(0, bench.seconds / 4))
            for process in both:
                _, error = process.communicate()
                if process.returncode not in (0, IndexBusy.exit_code) or len(error.splitlines()) > 1:
                    raise Wrong(f"one of two writers left with {process.returncode}: {error}")
                seen["done" if process.returncode == 0 else "busy"] += 1
            expect(content(home), {"as after": bench.new}, f"two writers, turn {turn}")
            no_leftovers(home)
    return _said(seen)


def readers(bench: Bench, number: int, draw: random.Random) -> str:
    """See the module's text; each commit brings a file of its own, so that every state has its count."""
    seen: Counter[str] = Counter()
    with bench.copy(bench.empty) as home:
        must(home, "index", "--quiet")
        first = _sections_by_file(home)
        held = opened(home).snapshot
        kept = tuple(held.select(Atom("工作")).ids())
        for turn in range(number):
            path = home / "corpus" / f"new{turn:03}.txt"
            path.write_text(report(1000 + turn), encoding="utf-8")
            if turn and draw.random() < 0.3:
                (home / "corpus" / f"new{draw.randrange(turn):03}.txt").unlink(missing_ok=True)
            process = subprocess.Popen(command("index", "--quiet"), cwd=home)
            while process.poll() is None:
                found = _sections_by_file(home)
                seen["searches"] += 1
                if any(found.get(name) != count for name, count in first.items()):
                    raise Wrong("a search missed sections that nobody touched")
                if tuple(held.select(Atom("工作")).ids()) != kept:
                    raise Wrong("a snapshot that was open answers otherwise after a commit")
            if process.returncode:
                raise Wrong(f"a run with readers left with {process.returncode}")
            seen["commits"] += 1
        held.close()
    return _said(seen)


def _sections_by_file(home: Path) -> dict[str, int]:
    """How many sections a search finds of each file, which must be as many as the catalogue names."""
    index = opened(home)
    with index.snapshot as snapshot:
        selection = snapshot.select(Atom("工作"))
        found = Counter(ident.partition(".")[0] for ident in selection.ids())
        if found.total() != selection.total or snapshot.count() != index.manifest.sections:
            raise Wrong("an answer is a mixture of two states")
        return dict(found)


def full(bench: Bench, number: int, draw: random.Random) -> str:
    """See the module's text."""
    if os.geteuid() != 0:
        return "not done: only root may mount a tmpfs"
    seen: Counter[str] = Counter()
    for turn in range(number):
        with bench.copy(bench.before) as home:
            index = home / "index_data"
            size = _size(index)
            room = size + MOUNT_SLACK + draw.randrange(_size(bench.after / "index_data"))
            with _mounted(index, room):
                _refused(bench, home, run(home, "index", "--quiet"), seen, f"full disk {turn}")
                subprocess.run(["mount", "-o", f"remount,size={size * 100}", str(index)], check=True)
                must(home, "index", "--quiet")
                expect(content(home), {"as after": bench.new}, f"after the full disk {turn}")
                no_leftovers(home)
    return _said(seen)


@contextmanager
def _mounted(index: Path, room: int) -> Iterator[None]:
    """Let a folder with its files be a small disk."""
    aside = index.with_name("aside")
    index.rename(aside)
    index.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", str(index)], check=True)
    try:
        shutil.copytree(aside, index, dirs_exist_ok=True)
        yield
    finally:
        subprocess.run(["umount", str(index)], check=True)


def limit(bench: Bench, number: int, draw: random.Random) -> str:
    """See the module's text."""
    seen: Counter[str] = Counter()
    largest = max(path.stat().st_size for path in bench.after.rglob("index_data/**/*") if path.is_file())
    for turn in range(number):
        with bench.copy(bench.before) as home:
            done = run(home, "index", "--quiet", limit=draw.randrange(1, largest))
            _refused(bench, home, done, seen, f"limit {turn}")
            must(home, "index", "--quiet")
            expect(content(home), {"as after": bench.new}, f"after the limit {turn}")
            no_leftovers(home)
    return _said(seen)


def _refused(
    bench: Bench, home: Path, done: subprocess.CompletedProcess[str], seen: Counter[str], what: str
) -> None:
    """Either there was room after all, or one line says that there was none, and nothing is changed."""
    if done.returncode == 0:
        expect(content(home), {"as after": bench.new}, what)
        seen["room enough"] += 1
        return
    if done.returncode != StorageError.exit_code or len(done.stderr.strip().splitlines()) != 1:
        raise Wrong(f"{what} left with {done.returncode}: {done.stderr}")
    expect(content(home), {"as before": bench.old}, what)
    seen["refused"] += 1


def flips(bench: Bench, number: int, draw: random.Random) -> str:
    """See the module's text; NUMBER is that of the bytes of each file."""
    seen: Counter[str] = Counter()
    index = opened(bench.after)
    index.snapshot.close()
    for name in ("manifest.json", *index.manifest.sizes):
        size = (index.index_dir / name).stat().st_size
        for turn in range(min(number, size)):
            with bench.copy(bench.after) as home:
                quietly = turn % 2 == 0
                _flip(home / "index_data" / name, draw.randrange(size), quietly=quietly)
                _noticed(home, name, quietly=quietly)
                seen["found by the check" if quietly else "found on opening"] += 1
    return _said(seen)


def _flip(path: Path, at: int, *, quietly: bool) -> None:
    status, data = path.stat(), bytearray(path.read_bytes())
    data[at] ^= 1 << at % 8
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + (not quietly)))


def _noticed(home: Path, name: str, *, quietly: bool) -> None:
    try:
        index = opened(home)
        if quietly:
            index.verify()
    except (IndexCorrupt, IndexVersionError):
        return
    raise Wrong(f"a changed byte of {name} was not noticed")


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _said(seen: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(seen.items()) if count)


FAULTS: dict[str, Callable[[Bench, int, random.Random], str]] = {
    "kills": kills,
    "writers": writers,
    "readers": readers,
    "full": full,
    "limit": limit,
    "flips": flips,
}


def main() -> None:
    """Bring about what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("engine", choices=["whoosh", "tantivy", "scan"])
    parser.add_argument("number", type=int, nargs="?", default=DEFAULT_NUMBER)
    parser.add_argument("--only", nargs="+", choices=list(FAULTS), default=list(FAULTS))
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="archive-faults-"))
    try:
        bench = Bench(folder, chosen.engine)
        for name in chosen.only:
            started = time.monotonic()
            said = FAULTS[name](bench, chosen.number, random.Random(chosen.seed))
            seconds = time.monotonic() - started
            print(f"{chosen.engine} {name} × {chosen.number}: {said} ({seconds:.0f} s)", flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
