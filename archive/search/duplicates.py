"""Near-identical reports, and paragraphs that several reports use, over a whole archive."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from ..fold import fold
from ..index.near import content, jaccard, shingles, similarity
from ..model import Entry, ReportHead, Span
from .differences import Differences, differences

# Two reports are compared in full only where paragraphs of the same groups make up this share of
# the longer one: of copies with a tenth of their words changed nearly all paragraphs do, and short
# ones, which have no group, are up to half of some reports.
_SHARED = 0.25
_PLACES = 2


@dataclass(frozen=True, slots=True)
class Member:
    """A report of a group; `differences` are those from the group's first report (None for it)."""

    report_id: str
    title: str | None
    path: str
    lines: Span
    unit: str | None
    year: int | None
    similarity: float
    differences: Differences | None


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """Near-identical reports, in the order of their places.

    `similarity` is the least that a member has with the first; from 0 to 1.
    """

    similarity: float
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class PassageMember:
    """Where a recycled paragraph stands, and how similar it is to its first occurrence."""

    report_id: str
    section_id: str
    path: str
    lines: Span
    similarity: float


@dataclass(frozen=True, slots=True)
class PassageGroup:
    """A paragraph that stands in several reports, as it stands in the first of them."""

    text: str
    members: tuple[PassageMember, ...]


@dataclass(frozen=True, slots=True)
class Duplicates:
    """All near-copies of an archive."""

    groups: tuple[ReportGroup, ...]
    passages: tuple[PassageGroup, ...]


class _Report:
    """A report put together from its sections."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = sorted(entries, key=lambda entry: entry.section.id)
        self.head: ReportHead = entries[0].report

    @cached_property
    def units(self) -> dict[int, int]:
        """The groups of its paragraphs, else of its sections, with the length of the text."""
        found: dict[int, int] = {}
        for entry in self.entries:
            paragraphs = entry.section.paragraphs
            pairs = list(zip(entry.groups.paragraphs, paragraphs, strict=True))
            for group, paragraph in pairs:
                found[group] = len(paragraph.text)
            if not any(entry.groups.paragraphs):
                found[entry.groups.section] = sum(len(paragraph.text) for paragraph in paragraphs)
        found.pop(0, None)
        return found

    @cached_property
    def length(self) -> int:
        """The number of characters of all paragraphs."""
        return sum(len(p.text) for entry in self.entries for p in entry.section.paragraphs)

    @cached_property
    def shingles(self) -> frozenset[str]:
        """The shingles of the whole text."""
        texts = (p.text for entry in self.entries for p in entry.section.paragraphs)
        return shingles(content(fold("\n".join(texts))))


def find_duplicates(entries: Iterable[Entry], least: float) -> Duplicates:
    """The groups of reports, and of paragraphs, of a similarity of `least` or more.

    `entries` come by place. A paragraph that is shared only by the reports of one group is not
    listed again. Each report is compared with the first ones of the groups whose paragraphs it
    shares, so the time is linear but for reports that share theirs with many.
    """
    by_report: dict[str, list[Entry]] = {}
    for entry in entries:
        by_report.setdefault(entry.report.id, []).append(entry)
    reports = [_Report(sections) for sections in by_report.values()]
    families = _families(reports, least)
    groups = tuple(_group(family) for family in families if len(family) > 1)
    return Duplicates(groups, tuple(_passages(families, least)))


def _families(reports: Iterable[_Report], least: float) -> list[list[_Report]]:
    """Reports by the first one that each is like, alone where there is none."""
    families: list[list[_Report]] = []
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for report in reports:
        found = _family(report, families, holders, least)
        if found is not None:
            families[found].append(report)
            continue
        for group in report.units:
            holders[group].append(len(families))
        families.append([report])
    return families


def _family(
    report: _Report, families: list[list[_Report]], holders: dict[int, list[int]], least: float
) -> int | None:
    shared: Counter[int] = Counter()
    for group, length in report.units.items():
        for number in holders.get(group, ()):
            shared[number] += min(length, families[number][0].units[group])
    best, likeness = None, least
    for number, length in shared.items():
        first = families[number][0]
        if length < _SHARED * max(report.length, first.length):
            continue
        found = jaccard(report.shingles, first.shingles)
        if found >= likeness and (best is None or found > likeness):
            best, likeness = number, found
    return best


def _group(family: Sequence[_Report]) -> ReportGroup:
    first = family[0]
    members = tuple(_member(report, first) for report in family)
    return ReportGroup(min(member.similarity for member in members), members)


def _member(report: _Report, first: _Report) -> Member:
    head = report.head
    return Member(
        report_id=head.id,
        title=head.title,
        path=report.entries[0].path,
        lines=head.lines,
        unit=head.unit,
        year=head.year,
        similarity=round(jaccard(report.shingles, first.shingles), _PLACES),
        differences=None if report is first else differences(first.entries, report.entries),
    )


@dataclass(frozen=True, slots=True)
class _Use:
    """A paragraph in its place, with the family of its report."""

    entry: Entry
    number: int
    family: int

    @property
    def text(self) -> str:
        return self.entry.section.paragraphs[self.number].text


def _passages(families: Sequence[Sequence[_Report]], least: float) -> Iterator[PassageGroup]:
    """The paragraphs that reports of different families share, the most used first."""
    uses: defaultdict[int, list[_Use]] = defaultdict(list)
    for family, reports in enumerate(families):
        for entry in chain.from_iterable(report.entries for report in reports):
            for number, group in enumerate(entry.groups.paragraphs):
                if group:
                    uses[group].append(_Use(entry, number, family))
    found = [_passage(group, least) for group in uses.values() if len({use.family for use in group}) > 1]
    shared = [passage for passage in found if passage is not None]
    yield from sorted(shared, key=lambda passage: -len(passage.members))


def _passage(uses: Sequence[_Use], least: float) -> PassageGroup | None:
    first = uses[0]
    likeness = [round(similarity([fold(first.text)], [fold(use.text)]), _PLACES) for use in uses]
    kept = [(use, like) for use, like in zip(uses, likeness, strict=True) if like >= least]
    if len({use.family for use, _ in kept}) < 2:
        return None
    members = tuple(
        PassageMember(
            use.entry.report.id,
            use.entry.section.id,
            use.entry.path,
            use.entry.section.paragraphs[use.number].lines,
            like,
        )
        for use, like in kept
    )
    return PassageGroup(first.text, members)
