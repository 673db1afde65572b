"""Hits for the tests of exports, small and complete."""

from __future__ import annotations

from archive.export import ExportInfo
from archive.model import Duplicate, Hit, Passage, ReportHead, SectionHead, Span

INFO = ExportInfo("漏报 -误报", "漏报 NOT 误报", 7, "2024-05-01T12:00:00")


def report(
    ident: str = "r1", title: str | None = "某镇2021年防汛工作总结", year: int | None = 2021
) -> ReportHead:
    return ReportHead(ident, title, "总结", year, "上半年", "某镇防汛办", "2021-07-02", (1, 90))


def section(
    ident: str = "s1",
    heading: str | None = "值班中的漏报问题",
    types: tuple[str, ...] = ("存在问题", "原因分析"),
) -> SectionHead:
    path = ("总体情况", heading) if heading else ()
    return SectionHead(ident, heading, "二", 2, 1, path, types, (10, 20))


def passage(text: str = "夜间值班存在漏报。", *highlights: Span, lines: Span = (12, 14)) -> Passage:
    return Passage(text, ("存在问题",), lines, highlights)


def hit(
    *passages: Passage, head: ReportHead | None = None, where: SectionHead | None = None, copies: int = 0
) -> Hit:
    duplicates = tuple(Duplicate(f"d{i}", f"e{i}", 0.97) for i in range(copies))
    return Hit(
        1.5,
        "reports/a.txt",
        head or report(),
        where or section(),
        ((4, 6),),
        passages or (passage(),),
        duplicates,
    )


def unknown() -> Hit:
    """A hit of which nothing is known but its text."""
    head = ReportHead("r9", None, "其他", None, None, None, None, (1, 3))
    where = SectionHead("s9", None, None, 1, 1, (), ("其他",), (1, 3))
    return Hit(0.1, "reports/b.txt", head, where, (), (passage("无题之文。", lines=(3, 3)),))
