"""Traditional to Simplified, and Simplified left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.clean import Cleaner
from archive.clean.traditional import _foreign, _only_traditional, converter, to_simplified


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("貫徹落實網絡安全責任制", "贯彻落实网络安全责任制"),
        ("這裏的檔案裡面", "这里的档案里面"),
        ("衞生局説明光纖專綫", "卫生局说明光纤专线"),
        ("臺灣、台灣與平臺", "台湾、台湾与平台"),
        ("隨著發展，沿著道路看著前進", "随着发展，沿着道路看着前进"),
        ("著重解決，著力推進，有著重要意義", "着重解决，着力推进，有着重要意义"),
        ("著作、名著、土著、顯著、著名專著", "著作、名著、土著、显著、著名专著"),
        ("結合著實際，討論著問題", "结合着实际，讨论着问题"),
        ("乾隆年間的乾淨記錄", "乾隆年间的干净记录"),
        ("瞭望塔與瞭解情況", "瞭望塔与了解情况"),
        ("網路、軟體、資訊、程式設計", "网路、软体、资讯、程式设计"),
        ("頭髮與發展，後來與皇后，麵粉與面對", "头发与发展，后来与皇后，面粉与面对"),
        ("乾燥、幹部、干預、樹幹", "干燥、干部、干预、树干"),
        ("舉辦慶祝活動擧行會議", "举办庆祝活动举行会议"),
        ("總結", "总结"),
    ],
)
def test_traditional_becomes_simplified_and_keeps_its_vocabulary(
    cleaned: Callable[[Cleaner, str], str], line: str, expected: str
) -> None:
    assert cleaned(to_simplified, line) == expected
    assert cleaned(to_simplified, expected) == expected


@pytest.mark.parametrize(
    "line",
    [
        "乾县人民政府工作报告",
        "成效显著，著力点明确，瞭望哨值守",
        "李昇同志和王堃同志作了发言",
        "了解后续情况，宫商角徵羽，慰藉",
        "破坏土地资源的行为，尸位素餐，松树，皇后",
        "拚搏精神，夥同他人，馀热利用",
    ],
)
def test_simplified_text_is_left_alone(cleaned: Callable[[Cleaner, str], str], line: str) -> None:
    assert cleaned(to_simplified, line) == line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ㄧ、工作情况", "一、工作情况"),
        ("(ㄧ)加强领导，形成ㄧ盘棋", "(一)加强领导，形成一盘棋"),
        ("注音ㄅㄧㄢ教学", "注音ㄅㄧㄢ教学"),
    ],
)
def test_the_bopomofo_letter_that_looks_like_one_is_the_numeral(
    cleaned: Callable[[Cleaner, str], str], line: str, expected: str
) -> None:
    assert cleaned(to_simplified, line) == expected


def test_in_a_traditional_file_every_line_is_converted(run: Callable[..., object]) -> None:
    text = run(to_simplified, ["縣級機關總結", "乾坤著力", "於是"])
    assert [block.text for block in text.blocks] == ["县级机关总结", "乾坤着力", "于是"]  # type: ignore[attr-defined]


def test_a_traditional_paragraph_in_a_simplified_file_is_converted_alone(run: Callable[..., object]) -> None:
    lines = ["今年以来，我县认真贯彻落实关于乡村振兴的决策部署，成绩显著。", "貫徹落實會議精神", "乾县概况"]
    text = run(to_simplified, lines)
    assert [block.text for block in text.blocks] == [lines[0], "贯彻落实会议精神", lines[2]]  # type: ignore[attr-defined]


def test_all_that_only_traditional_has_is_looked_for() -> None:
    """What has nothing of it is not converted at all."""
    every = [chr(code) for code in range(0x80, 0x32000) if not 0xD800 <= code < 0xE000]
    converted = converter().convert("\n".join(every)).split("\n")
    changed = [char for char, other in zip(every, converted, strict=True) if char != other]
    only_traditional = [char for char in changed if _only_traditional(char)]
    assert len(only_traditional) > 2000
    assert all(_foreign().search(char) for char in only_traditional)
    assert not _foreign().search("著名的干部答覆毛坏房藉以，（１）Ａ〇①é\u3000")
