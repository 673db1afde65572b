"""Two machines at once: what others have committed meanwhile, and what of our own commit may stay.

Who commits first has it. Of the later commit, files that are new to it and that the first has brought
under the same path, or with the same bytes, are left out; its next run finds them, and sees what is
to be done. What the later commit would change or remove of what the first has changed is refused as a
whole, since sections pass from file to file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ....errors import IndexBusy
from .files import Kept, Step


@dataclass(frozen=True, slots=True)
class Others:
    """What others did: the files that they entered and removed, each as it is now."""

    entered: dict[str, Kept] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)

    def note(self, found: Iterable[Step]) -> None:
        """Take in further steps, in their order."""
        for step in found:
            if step.kept is not None:
                self.entered[step.path] = step.kept
                self.removed.discard(step.path)
            for path in step.removed:
                self.entered.pop(path, None)
                self.removed.add(path)

    def touched(self, path: str) -> bool:
        """Whether others changed a file."""
        return path in self.entered or path in self.removed


def left_out(
    fresh: Mapping[str, Kept], gone: Iterable[str], known: Mapping[str, Kept], others: Others
) -> set[str]:
    """The paths of our commit that others have been first with.

    `fresh` are the files that we enter, `gone` those that we remove, `known` those that were there
    when we began. Raises IndexBusy where the two commits do not go together.
    """
    theirs = {kept.record.digest for kept in others.entered.values() if kept.home is not None}
    out = {path for path in gone if path in others.removed}
    out |= {path for path, kept in fresh.items() if _is_same(others.entered.get(path), kept)}
    clashing = {path for path in (*fresh, *gone) if others.touched(path)} - out
    clashing |= {
        path for path, kept in fresh.items() if kept.home is not None and kept.record.digest in theirs
    } - out
    clashing |= {path for path, kept in fresh.items() if others.touched(kept.record.copy_of or "")} - out
    if any(path in known for path in clashing):
        raise IndexBusy(
            "another process has changed the same files at the same time; nothing of the last minute was "
            "kept, run the command again"
        )
    return _with_copies(out | clashing, fresh, known)


def _is_same(theirs: Kept | None, ours: Kept) -> bool:
    return theirs is not None and theirs.record.digest == ours.record.digest


def _with_copies(out: set[str], fresh: Mapping[str, Kept], known: Mapping[str, Kept]) -> set[str]:
    """With the files that are copies of one of these, by our own account."""
    more = {path for path, kept in fresh.items() if kept.record.copy_of in out} - out
    if any(path in known for path in more):
        raise IndexBusy("another process has changed the same files at the same time; run the command again")
    return out | more
