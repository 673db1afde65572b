"""Which organisation reports: as the title, the lines around the text or the opening name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from ..lazy_pattern import Pattern
from .dates import is_date
from .rules import Rules
from .signatures import signer
from .units import (
    begins_with_office,
    unit_in_title,
    unit_of_announcement,
    unit_of_clause,
    unit_of_holder,
    unit_of_line,
    unit_of_sentence,
)

# An announcement stands in the first sentences of an opening, who speaks for whom in its first words.
_ANNOUNCEMENT, _FIRST_WORDS = 400, 60
# Who speaks for whom: 我代表市图书馆就….
_SPEAKER = Pattern(r"(?:我谨?|本人|谨|能够?|荣幸地?)代表")
# To whom a report is written.
ADDRESSEE = Pattern(r"(?!.*(?:[如以]下|现[将就]))[^,，。;；]{2,30}[:：]")
# An office of a place reports, not the place.
_PLACE = Pattern(r"[省市县区州旗]$")
# What in the name of an organisation tells its place.
_LOCATED = Pattern(r"[省市县区州旗镇乡村街×]")


def reporter(
    title: str | None,
    header: Sequence[str],
    opening: Sequence[str],
    signature: Sequence[str],
    rules: Rules,
) -> str | None:
    """The organisation that the title, a line below it (`header`), the opening or the signature names."""
    if title and (found := unit_in_title(title, rules.units)):
        return _full_name(found, opening, signature, rules)
    office = title is not None and begins_with_office(title, rules.units)
    told = (name for name in _told(header, opening, signature, rules) if not (office and _PLACE.search(name)))
    return next(told, None)


def _told(
    header: Sequence[str], opening: Sequence[str], signature: Sequence[str], rules: Rules
) -> Iterator[str]:
    """The organisations that a report names outside its title, the likeliest to report first."""
    yield from filter(None, (unit_of_line(line, rules.units) for line in header))
    for text in opening:
        if found := unit_of_announcement(text[:_ANNOUNCEMENT], rules.units):
            yield _signed_in_full(found, signature, rules)
    if opening and (found := _reporting(opening[0], rules)):
        yield _signed_in_full(found, signature, rules)
    dated = any(is_date(line) for line in signature)
    for line in signature:
        if found := unit_of_line(line, rules.units, dated or signer(line) != line):
            yield found
    yield from filter(None, (unit_of_clause(text, rules.units) for text in opening))


def _signed_in_full(name: str, signature: Sequence[str], rules: Rules) -> str:
    """The name as the signature has it, where that only has its place before it: 云湖 before 镇人大."""
    signed = (unit_of_line(line, rules.units) for line in signature)
    return next((full for full in signed if full and full.endswith(name)), name)


def _reporting(text: str, rules: Rules) -> str | None:
    """The organisation that is the subject of an opening, or for which its writer speaks."""
    first = text[:_FIRST_WORDS]
    spoken = _SPEAKER.search(first) if "代表" in first else None
    subject = unit_of_sentence(text[spoken.end() :] if spoken else text, rules.units)
    return subject or unit_of_holder(text, rules.units)


def _full_name(name: str, opening: Sequence[str], signature: Sequence[str], rules: Rules) -> str:
    """The name with its place that the opening or the signature has for what a title calls 气象局."""
    if _LOCATED.search(name):
        return name
    subjects = (_reporting(text, rules) for text in opening[:1])
    signed = (unit_of_line(line, rules.units) for line in signature)
    told = [full for full in (*subjects, *signed) if full]
    longer = chain(
        (full for full in told if full.endswith(name)), (full for full in told if _LOCATED.search(full))
    )
    return next(longer, name)
