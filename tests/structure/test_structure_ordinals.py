from structure_pages import only, read, starts

BODY = "各项任务按时间节点有序推进，责任分工清楚，取得了较好效果。"


def test_numbered_titles_of_other_names_run_into_their_texts() -> None:
    lines = [
        f"花店店长年终总结1回望这一年，店里添了两个冷柜。{BODY}",
        f"一、主要工作\n{BODY}",
        f"花艺师述职报告2大家好，我在操作台前站了三百天。{BODY}",
        f"配送员工作小结32023年我跑了四万公里。{BODY}",
        f"花店下半年工作计划4为确保节日供应，拟定如下安排。{BODY}",
    ]
    understood = read("\n".join(lines))
    assert starts(understood) == [1, 4, 5, 6]
    titles = [report.title for report in understood.reports]
    assert titles == ["花店店长年终总结", "花艺师述职报告", "配送员工作小结", "花店下半年工作计划"]


def test_figures_behind_the_names_of_documents_are_no_numbers_of_titles() -> None:
    told = [f"全年上报工作总结{n}份，按时完成率百分之百。{BODY}" for n in (1, 2, 3)]
    assert only("\n".join(["供销社工作总结", *told])).title == "供销社工作总结"
