"""Understanding a page: reports, headings, what each paragraph is about, and metadata.

The steps, each a module: `lines` (cut what was glued together), `naming` (titles), `headings` with
`judge` and `glue`, `listing` and `contents` (tables of contents), `split` with `borders` and `progress`
(reports), `outline` (levels and paths), `section_types` and `passages` (types), `metadata`. The rules
are data (`archive/data/*.toml`); `rules` compiles them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..config import Settings
from ..ids import report_id
from ..model import Paragraph, Reason, Section, Span
from ..parsed import CleanText, Removed, Report, Understood
from .contents import drop_contents
from .elements import Draft, taken_out
from .headings import find_elements
from .hints import believable
from .lines import cut_lines
from .metadata import read_metadata
from .naming import name_titles
from .outline import build_outline
from .reasons import Choice, types_of
from .rules import Rules, rules_for
from .section_types import type_nodes
from .split import split_reports
from .statutes import law_of, statute_sign
from .typed import TypedNode


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page says of all its reports: its own title, the first title on it, and whether it is a law."""

    title: str | None
    head: str | None
    law: Reason | None


def understand(text: CleanText, digest: str, settings: Settings, *, explain: bool = False) -> Understood:
    """Find the reports in a cleaned text and what each of their paragraphs is about.

    `digest` is that of the file; with the position of a report it makes the report's id. Every
    character of `text` comes back: in a title, a number, a heading, a paragraph or in `removed`.
    With `explain`, reports, sections and paragraphs say why they are what they are (`why`).
    Raises SettingsError where the user's additions to the rules cannot be used.
    """
    rules = rules_for(settings)
    blocks = believable(text.blocks, rules.titles)
    law = statute_sign(blocks, rules.titles)
    statute = law is not None
    lines, contents = cut_lines(blocks, rules, statute)
    lines, pages, page_title = name_titles(lines, rules, statute)
    elements, repeated = drop_contents(find_elements(lines, rules, statute))
    drafts, dropped = split_reports(elements, rules, statute)
    heads = [page_title, *(draft.title.text for draft in drafts[:1] if draft.title)]
    page = _Page(page_title, next(filter(None, heads), None), law)
    reports = tuple(
        _report(draft, report_id(digest, ordinal), page, ordinal == 1, rules, explain)
        for ordinal, draft in enumerate(drafts, 1)
    )
    trimmed = _trimmed(drafts, reports)
    removed = sorted((*contents, *pages, *repeated, *dropped, *trimmed), key=lambda item: item.line)
    return Understood(reports, tuple(removed))


def _report(draft: Draft, ident: str, page: _Page, first: bool, rules: Rules, explain: bool) -> Report:
    law = page.law or law_of(draft, rules.titles)
    title = draft.title.text if draft.title else page.title if first else None
    known = read_metadata(title, draft.body, page.head, rules)
    nodes = build_outline(draft.body, rules.types)
    typed = type_nodes(nodes, known.doc_type, known.year, law, rules)
    sections = tuple(_sections(ident, typed, explain))
    begin = draft.title.lines[0] if draft.title else draft.body[0].lines[0]
    return Report(
        ident,
        known.title,
        known.doc_type,
        known.year,
        known.period,
        known.unit,
        known.date,
        (begin, draft.body[-1].lines[1]),
        sections,
        (*draft.why, *(draft.title.why if draft.title else ())) if explain else (),
    )


def _sections(report_id: str, typed: Sequence[TypedNode], explain: bool) -> Iterator[Section]:
    """The sections of a report: each heading with its paragraphs, divided where their types change."""
    ordinal = 0
    for item in typed:
        heading = item.node.heading
        for part, (types, paragraphs) in enumerate(_parts(item, explain), 1):
            ordinal += 1
            yield Section(
                f"{report_id}.{ordinal:03d}",
                heading.text if heading else None,
                heading.number if heading else None,
                item.node.level,
                part,
                item.node.path,
                types,
                _span(item, part, paragraphs),
                paragraphs,
                _why(item, paragraphs) if explain else (),
            )


def _parts(item: TypedNode, explain: bool) -> Iterator[tuple[tuple[str, ...], tuple[Paragraph, ...]]]:
    paragraphs = [
        Paragraph(element.text, types_of(choices), element.lines, _reasons(choices) if explain else ())
        for element, choices in zip(item.node.paragraphs, item.paragraphs, strict=True)
    ]
    if not paragraphs:
        yield types_of(item.choices), ()
    for types, group in groupby(paragraphs, key=lambda paragraph: paragraph.types):
        yield types, tuple(group)


def _reasons(choices: tuple[Choice, ...]) -> tuple[Reason, ...]:
    return tuple([choice.why for choice in choices])


def _why(item: TypedNode, paragraphs: Sequence[Paragraph]) -> tuple[Reason, ...]:
    """Why a section has its heading, and why its types: as the heading's or, else, its text's."""
    heading = item.node.heading
    if heading is None:
        return paragraphs[0].why
    if not paragraphs:
        return (*heading.why, *_reasons(item.choices))
    own = {choice.type: choice.why for choice in item.choices}
    by_type = zip(paragraphs[0].types, paragraphs[0].why, strict=True)
    return (*heading.why, *(own.get(name, why) for name, why in by_type))


def _span(item: TypedNode, part: int, paragraphs: Sequence[Paragraph]) -> Span:
    heading = item.node.heading
    spans = [paragraph.lines for paragraph in paragraphs]
    if heading and part == 1:
        spans.insert(0, heading.lines)
    return spans[0][0], spans[-1][1]


def _trimmed(drafts: Sequence[Draft], reports: Sequence[Report]) -> Iterator[Removed]:
    """The titles whose words of the page (篇1, an ordinal) were left out, as they were written."""
    for draft, report in zip(drafts, reports, strict=True):
        if draft.title and draft.title.text != report.title:
            yield from taken_out(draft.title, "title-as-written")
