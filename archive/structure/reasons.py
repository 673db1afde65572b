"""Why each border, title, heading and type was chosen: the rule that decided, and the words that met it.

A reason is made where the decision is made, so that it cannot say anything else, and travels with
what was decided. The command line says every rule in words (`archive.cli.why`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..model import Reason

# Enough words to find the place in the file, and few enough to stand beside it on a line.
_MAX_CUE = 30


class Rule(StrEnum):
    """The rules by their ids, as `archive parse --explain --json` names them."""

    # Titles: what makes a line one.
    TITLE_STYLE = "title.style"
    TITLE_PART = "title.part"
    TITLE_REPEATED = "title.repeated"
    TITLE_DOUBLED = "title.doubled"
    TITLE_COLLECTION = "title.collection"
    TITLE_NUMBERED = "title.numbered"
    TITLE_FORM = "title.form"
    TITLE_FIRST = "title.first-line"
    TITLE_GLUED = "title.glued"
    # Borders: what makes a report begin. Several of them together may be needed.
    BORDER_PAGE = "border.page"
    BORDER_TOPIC = "border.title-topic"
    BORDER_TITLE_UNIT = "border.title-unit"
    BORDER_TITLE_YEAR = "border.title-year"
    BORDER_TITLE_FULL = "border.title-full"
    BORDER_TITLE_KIND = "border.title-kind"
    BORDER_HEADER = "border.header"
    BORDER_GREETING = "border.greeting"
    BORDER_FORMAL = "border.formal-greeting"
    BORDER_ANNOUNCED = "border.announced"
    BORDER_OPENING = "border.opening"
    BORDER_RESTART = "border.restart"
    BORDER_INNER_RESTART = "border.inner-restart"
    BORDER_UNIT = "border.unit"
    BORDER_NAMED = "border.named"
    BORDER_SPEAKER = "border.speaker"
    BORDER_SIGNED = "border.signed"
    BORDER_CLOSED = "border.closed"
    BORDER_COMPLETE = "border.complete"
    BORDER_AHEAD = "border.ahead"
    BORDER_REGRESSION = "border.regression"
    # Headings.
    HEADING_CHAPTER = "heading.chapter"
    HEADING_NUMBERED = "heading.numbered"
    HEADING_RUN_IN = "heading.run-in"
    HEADING_COLON = "heading.colon"
    HEADING_NAMED_SENTENCE = "heading.named-sentence"
    HEADING_SIBLINGS = "heading.siblings"
    HEADING_WITH_TEXT = "heading.with-text"
    HEADING_KNOWN = "heading.glued-known"
    HEADING_GLUED_NAME = "heading.glued-name"
    HEADING_GLUED = "heading.glued"
    HEADING_STYLE = "heading.style"
    HEADING_NAMED = "heading.named"
    HEADING_NAMED_COLON = "heading.named-colon"
    HEADING_ALONE = "heading.alone"
    HEADING_TITLE_FORM = "heading.title-form"
    # Types, of a section by its heading or of a paragraph by its sentences.
    TYPE_WORD = "type.heading-word"
    TYPE_LATER_YEAR = "type.later-year"
    TYPE_STATED = "type.heading-states"
    TYPE_LED = "type.announced"
    TYPE_OUTER = "type.outer-heading"
    TYPE_MEASURES = "type.late-measures"
    TYPE_ADVICE = "type.late-advice"
    TYPE_AHEAD = "type.section-ahead"
    TYPE_PLAN = "type.plan-default"
    TYPE_ESSAY = "type.essay-default"
    TYPE_DEFAULT = "type.default"
    TYPE_STATUTE = "type.statute"
    TYPE_INHERITED = "type.inherited"
    TYPE_FOLLOWS = "type.follows"
    TYPE_CUE = "type.cue"
    TYPE_LABEL = "type.label"
    TYPE_SUPPORTED = "type.supported"
    TYPE_WANTING = "type.wanting"
    TYPE_COMING = "type.coming"
    TYPE_DONE = "type.done"
    TYPE_MODAL = "type.modal"
    TYPE_CLOSING_LIST = "type.closing-list"
    TYPE_SEQUENCE = "type.sequence"
    TYPE_ASIDE = "type.aside"
    TYPE_BEFORE_HEADINGS = "type.before-headings"
    TYPE_ANNOUNCEMENT = "type.announcement"
    TYPE_FRAME = "type.frame"
    TYPE_OPENING = "type.opening"
    TYPE_ABOVE_HEADING = "type.above-heading"


@dataclass(frozen=True, slots=True)
class Cue:
    """A section type, and the words that speak for it."""

    type: str
    words: str


# Never changed, but not frozen: thousands are made, each in a fourth of the time that way.
@dataclass(slots=True)
class Choice:
    """A section type, and why it was chosen."""

    type: str
    why: Reason

    def by(self, rule: Rule) -> Choice:
        """The same type for the same words, handed on by another rule."""
        return Choice(self.type, Reason(rule.value, self.why.cue, self.why.line))


@dataclass(frozen=True, slots=True)
class Sign:
    """A piece of evidence that is weighed with others."""

    weight: float
    why: Reason


def because(rule: Rule, words: str, line: int) -> Reason:
    """A reason: the rule, the beginning of the words that met it, and the line on which they begin."""
    return Reason(rule.value, words[:_MAX_CUE].strip(), line)


def types_of(choices: tuple[Choice, ...]) -> tuple[str, ...]:
    """The types alone."""
    return tuple([choice.type for choice in choices])
