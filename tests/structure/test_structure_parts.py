from structure_pages import only, read, starts

BODY = "各项任务按时间节点有序推进，责任分工清楚，取得了较好效果，群众普遍满意。"
REPORT = f"今年以来，我站认真做好各项工作，现将情况汇报如下。\n一、主要做法\n{BODY}\n二、下一步打算\n{BODY}"


def test_numbers_alone_on_their_lines_part_a_page_into_its_reports() -> None:
    page = "\n".join(f"{number}\n{REPORT}" for number in range(1, 4))
    understood = read(f"农技站工作总结\n{page}")
    assert starts(understood) == [2, 8, 14]
    assert [report.title for report in understood.reports] == [None, None, None]


def test_the_numbers_of_a_documents_pages_part_nothing() -> None:
    pages = "\n".join(f"{number}\n{BODY}{BODY}" for number in range(2, 5))
    report = only(f"农技站工作总结\n1\n{REPORT}\n{pages}")
    assert report.title == "农技站工作总结"
