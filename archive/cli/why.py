"""The rules of `archive parse --explain` in words; each is followed by the words of the text that met it.

The ids are those of `archive.structure.reasons.Rule`, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Paragraph, Reason, Section
from ..parsed import Report
from .messages import _
from .output import Piece

WORDS = {
    "title.style": _("title: the file's style says so"),
    "title.part": _("title: a part mark of the page"),
    "title.repeated": _("title: the same title stands elsewhere on the page"),
    "title.doubled": _("title: it stands twice in a row"),
    "title.collection": _("title: a title line on a page of several reports"),
    "title.numbered": _("title: the titles of the page are numbered"),
    "title.form": _("title: a line of its own that ends with the name of a kind of document"),
    "title.first-line": _("title: the first line of the page, short and without a stop"),
    "title.glued": _("title: stands right before the text on one line"),
    "border.page": _("border: the page begins"),
    "border.title-topic": _("border: the title says of what"),
    "border.title-unit": _("border: the title names an organisation"),
    "border.title-year": _("border: the title names a year"),
    "border.title-full": _("border: the title is the full name of a document"),
    "border.title-kind": _("border: the title says whose report it is"),
    "border.header": _("border: the occasion or the date of a report stands above its text"),
    "border.greeting": _("border: a greeting"),
    "border.formal-greeting": _("border: the greeting opens a speech or a letter"),
    "border.announced": _("border: a report is announced"),
    "border.opening": _("border: words that open reports"),
    "border.restart": _("border: the numbering begins again at 一"),
    "border.inner-restart": _("border: an inner numbering begins again"),
    "border.unit": _("border: another organisation speaks of itself"),
    "border.named": _("border: an organisation not named before"),
    "border.speaker": _("border: somebody speaks of himself, who did not above"),
    "border.signed": _("border: what stands above is signed or dated"),
    "border.closed": _("border: what stands above is closed"),
    "border.complete": _("border: problems and intentions have been told, up to"),
    "border.ahead": _("border: what stands above looks ahead"),
    "border.regression": _("border: problems again after the intentions"),
    "heading.chapter": _("heading: a part, chapter or section"),
    "heading.numbered": _("heading: numbered, short, without a stop"),
    "heading.run-in": _("heading: numbered and short, its text on the same line"),
    "heading.colon": _("heading: numbered and short, before a colon"),
    "heading.named-sentence": _("heading: numbered, the name of a section with a full stop"),
    "heading.siblings": _("heading: as most of the same numbering"),
    "heading.with-text": _("heading: a numbered sentence with its text below it"),
    "heading.glued-known": _("heading: glued to its text, but known from elsewhere in the file"),
    "heading.glued-name": _("heading: glued to its text, but the name of a section"),
    "heading.glued": _("heading: glued to its text, which begins"),
    "heading.style": _("heading: the file's style says so"),
    "heading.named": _("heading: without a number, the name of a section"),
    "heading.named-colon": _("heading: the name of a section before a colon"),
    "heading.alone": _("heading: a short line above a text"),
    "heading.title-form": _("heading: reads like a title, but no report begins there"),
    "type.heading-word": _("named by the heading"),
    "type.later-year": _("the heading names a later year than the report's"),
    "type.heading-states": _("told by what the heading states"),
    "type.announced": _("announced by the paragraph before it"),
    "type.outer-heading": _("as the heading above it"),
    "type.late-measures": _("measures, after the problems"),
    "type.late-advice": _("a survey advises after the problems"),
    "type.section-ahead": _("the text of these sections looks ahead"),
    "type.plan-default": _("a plan names measures to be taken"),
    "type.essay-default": _("an essay reasons about its subject"),
    "type.default": _("nothing says otherwise"),
    "type.statute": _("the page is a law"),
    "type.inherited": _("as its section"),
    "type.follows": _("goes on with what was opened before"),
    "type.cue": _("a sentence with the words"),
    "type.label": _("a label before a colon"),
    "type.supported": _("under a heading of two types, words of this one"),
    "type.wanting": _("most sentences name a defect, the first"),
    "type.coming": _("speaks of what is to come, first"),
    "type.done": _("speaks of what was done, first"),
    "type.modal": _("most sentences say what should be done, the first"),
    "type.closing-list": _("a list at the end that tells of nothing done"),
    "type.sequence": _("its words, its place and its neighbours speak for it, first"),
    "type.aside": _("greets, signs, dates or closes"),
    "type.before-headings": _("stands before the first heading"),
    "type.announcement": _("opens the report and announces it"),
    "type.frame": _("opens the report and says what it is about"),
    "type.opening": _("opens the report with the words"),
    "type.above-heading": _("stands alone above the first heading"),
}


def why_report(report: Report) -> Iterator[list[Piece]]:
    """Why a report begins where it does, a line each."""
    for reason in report.why:
        yield _line(2, reason, None)


def why_section(section: Section) -> Iterator[list[Piece]]:
    """Why a section has its heading and its types, a line each."""
    types = iter(section.types)
    for reason in section.why:
        of_type = reason.rule.startswith("type.")
        yield _line(section.level + 2, reason, next(types) if of_type else None)


def why_paragraph(paragraph: Paragraph) -> Iterator[Piece]:
    """Why a paragraph has its types, as pieces behind its text; nothing where reasons were not asked for."""
    for about, reason in zip(paragraph.types, paragraph.why, strict=bool(paragraph.why)):
        yield (f"  ← {_said(reason, about)}", "dim")


def _line(depth: int, reason: Reason, about: str | None) -> list[Piece]:
    return [("  " * depth + f"  ← {_said(reason, about)}", "dim")]


def _said(reason: Reason, about: str | None) -> str:
    text = _("{rule} “{cue}” (line {line})").format(rule=WORDS[reason.rule], cue=reason.cue, line=reason.line)
    return f"{about}: {text}" if about else text
