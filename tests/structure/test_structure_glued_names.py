import pytest
from structure_pages import headings, only

BODY = "各项任务按时间节点有序推进，责任分工清楚，取得了较好效果，群众普遍满意。"


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        (f"一、宣传发动阶段（3月至4月）召开动员会，{BODY}", "宣传发动阶段（3月至4月）"),
        (f"五、下半年工作打算下半年，我站将{BODY}", "下半年工作打算"),
        (f"三、亟待解决的几个问题人手一直不够，{BODY}", "亟待解决的几个问题"),
        (f"二、实习的收获与体会原以为办案就是坐堂，{BODY}", "实习的收获与体会"),
        (f"六、几点请求一是请求增加编制，{BODY}", "几点请求"),
    ],
)
def test_a_text_runs_on_from_the_name_of_a_section(line: str, heading: str) -> None:
    assert [text for _, _, text in headings(only(line))] == [heading]
