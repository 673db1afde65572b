"""From lines to pages: where a passage is found in print."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from .model import Paragraph, Section, Span
from .parsed import Report


def with_pages(reports: tuple[Report, ...], first_lines: Sequence[int]) -> tuple[Report, ...]:
    """The reports with the pages of all their parts; `first_lines` has the first line of each page."""
    return tuple(_report(report, first_lines) for report in reports) if first_lines else reports


def _report(report: Report, starts: Sequence[int]) -> Report:
    sections = tuple(_section(section, starts) for section in report.sections)
    return replace(report, sections=sections, pages=_pages(report.lines, starts))


def _section(section: Section, starts: Sequence[int]) -> Section:
    paragraphs = tuple(_paragraph(paragraph, starts) for paragraph in section.paragraphs)
    return replace(section, paragraphs=paragraphs, pages=_pages(section.lines, starts))


def _paragraph(paragraph: Paragraph, starts: Sequence[int]) -> Paragraph:
    return replace(paragraph, pages=_pages(paragraph.lines, starts))


def _pages(lines: Span, starts: Sequence[int]) -> Span:
    return bisect_right(starts, lines[0]), bisect_right(starts, lines[1])
