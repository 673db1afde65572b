import time

import pytest
from hypothesis import example, given, settings
from structure_pages import PAGE, SETTINGS, pieces, read, squeezed

from archive.model import DOC_TYPES, SECTION_TYPES
from archive.parsed import Block, CleanText
from archive.structure import understand


@given(PAGE)
@example(["防汛工作总结一、工作情况", "一、工作情况2、落实责任。防汛工作总结"])
@example(["（一）加强领导。我局成立了领导小组，明确了分工。消防工作总结(精选5篇)"])
@example(["消防工作总结(精选5篇)", "一、工作情况消防工作总结(精选5篇)一、工作情况"])
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_and_nothing_is_added(lines):
    understood = read("\n".join(lines))
    source = squeezed("".join(lines))
    returned = [squeezed(piece) for piece in pieces(understood, lines)]
    removed = [squeezed(item.text) for item in understood.removed]
    assert sum(map(len, returned)) + sum(map(len, removed)) == len(source)
    position = 0
    for piece in returned:
        found = source.find(piece, position)
        assert found >= 0, piece
        position = found
    assert all(piece in source for piece in removed)


@given(PAGE)
@settings(max_examples=60, deadline=None)
def test_sections_are_of_one_kind_and_in_order(lines):
    for report in read("\n".join(lines)).reports:
        assert report.doc_type in DOC_TYPES
        assert report.sections
        spans = [section.lines for section in report.sections]
        assert spans == sorted(spans)
        for section in report.sections:
            assert 1 <= len(section.types) <= 2
            assert set(section.types) <= set(SECTION_TYPES)
            assert {paragraph.types for paragraph in section.paragraphs} <= {section.types}
            assert section.lines[0] <= section.lines[1]
            assert report.lines[0] <= section.lines[0] and section.lines[1] <= report.lines[1]
            assert section.path == () if section.heading is None else section.path[-1] == section.heading


@given(PAGE)
@settings(max_examples=40, deadline=None)
def test_the_same_page_gives_the_same_records_and_every_id_once(lines):
    first, second = read("\n".join(lines)), read("\n".join(lines))
    assert first == second
    ids = [section.id for report in first.reports for section in report.sections]
    assert len(set(ids)) == len(ids)
    assert all(
        section_id.startswith(report.id) for report in first.reports for section_id in [report.sections[0].id]
    )


def test_ids_depend_on_the_file_and_the_place_in_it():
    text = CleanText((Block("一、做法", (1, 1)), Block("我局建强队伍，严格管理。", (2, 2))))
    one, other = understand(text, "a", SETTINGS), understand(text, "b", SETTINGS)
    assert one.reports[0].id != other.reports[0].id
    assert one.reports[0].sections[0].id == f"{one.reports[0].id}.001"


@pytest.mark.parametrize(
    "unit",
    [
        "工",
        "。一、",
        "如下：1.加强领导。成立",
        "工作总结1",
        "现将",
        "（",
        "为进一步",
        "一 ",
        "2020年工作总结12020年",
        "存在问题",
        "…",
        "下一步，我们将。",
    ],
)
def test_time_grows_with_the_size_of_a_page_and_no_faster(unit):
    def seconds(size: int) -> float:
        text = CleanText((Block(unit * (size // len(unit)), (1, 1)),))
        start = time.process_time()
        understand(text, "0", SETTINGS)
        return time.process_time() - start

    small = max(seconds(15_000), 0.02)
    assert seconds(60_000) < 12 * small


def test_a_file_of_nothing_but_headings_takes_time_in_proportion():
    started = time.process_time()
    read("一、主要工作\n" * 8_000)
    # In quadratic time it took 15 seconds.
    assert time.process_time() - started < 6
