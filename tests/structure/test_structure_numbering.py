import pytest

from archive.structure.numbering import Scheme, read_mark


@pytest.mark.parametrize(
    ("line", "scheme", "value", "number", "rest"),
    [
        ("一、工作情况", Scheme.HAN, 1, "一", "工作情况"),
        ("下篇　今后打算", Scheme.VOLUME, 3, "下篇", "今后打算"),
        ("Ⅱ.队伍建设", Scheme.ROMAN, 2, "Ⅱ.", "队伍建设"),
        ("IV、队伍建设", Scheme.ROMAN, 4, "IV", "队伍建设"),
        ("b.摸底阶段", Scheme.LETTER, 2, "b.", "摸底阶段"),
        ("1.2年度目标", Scheme.DECIMAL, 2, "1.2", "年度目标"),
        ("十二、其他", Scheme.HAN, 12, "十二", "其他"),
        ("二．存在问题", Scheme.HAN, 2, "二", "存在问题"),
        ("三. 打算", Scheme.HAN, 3, "三", "打算"),
        ("四 河道清淤的进度", Scheme.HAN, 4, "四", "河道清淤的进度"),
        ("五　需要县里解决的事", Scheme.HAN, 5, "五", "需要县里解决的事"),
        ("—、提高认识", Scheme.HAN, 1, "一", "提高认识"),
        ("一、一季度工作", Scheme.HAN, 1, "一", "一季度工作"),
        ("（三）加强领导", Scheme.PAREN_HAN, 3, "(三)", "加强领导"),
        ("(十一)、加强领导", Scheme.PAREN_HAN, 11, "(十一)", "加强领导"),
        ("十）其他事项", Scheme.PAREN_HAN, 10, "十)", "其他事项"),
        ("壹、经费执行", Scheme.FORMAL_HAN, 1, "壹", "经费执行"),
        ("参、未来展望", Scheme.FORMAL_HAN, 3, "参", "未来展望"),
        ("㈡业务工作", Scheme.ENCLOSED_HAN, 2, "㈡", "业务工作"),
        ("1.健全机制", Scheme.ARABIC, 1, "1.", "健全机制"),
        ("１．健全机制", Scheme.ARABIC, 1, "1.", "健全机制"),
        ("12、健全机制", Scheme.ARABIC, 12, "12", "健全机制"),
        ("1.2023年工作", Scheme.ARABIC, 1, "1.", "2023年工作"),
        ("⒉健全机制", Scheme.ARABIC, 2, "⒉", "健全机制"),
        ("2.1 总体要求", Scheme.DECIMAL, 1, "2.1", "总体要求"),
        ("2.4 公众参与", Scheme.DECIMAL, 4, "2.4", "公众参与"),
        ("2.1.3总体要求", Scheme.SUBDECIMAL, 3, "2.1.3", "总体要求"),
        ("（2）入户走访", Scheme.PAREN_ARABIC, 2, "(2)", "入户走访"),
        ("3）入户走访", Scheme.PAREN_ARABIC, 3, "3)", "入户走访"),
        ("④入户走访", Scheme.CIRCLED, 4, "④", "入户走访"),
        ("〔二〕健全网络", Scheme.PAREN_HAN, 2, "〔二〕", "健全网络"),
        ("第一部分：回顾", Scheme.PART, 1, "第一部分", "回顾"),
        ("贰，防汛演练", Scheme.FORMAL_HAN, 2, "贰", "防汛演练"),
        ("2，修缮校舍", Scheme.ARABIC, 2, "2", "修缮校舍"),
        ("5.113年重点工作", Scheme.ARABIC, 5, "5.", "113年重点工作"),
        ("Ⅱ队伍建设", Scheme.ROMAN, 2, "Ⅱ", "队伍建设"),
        ("Ⅲ.2024年安排", Scheme.ROMAN, 3, "Ⅲ.", "2024年安排"),
        ("第十二章　附则", Scheme.CHAPTER, 12, "第十二章", "附则"),
        ("第2节 目标", Scheme.CHAPTER_SECTION, 2, "第2节", "目标"),
        (
            "第一百零三条 本法自公布之日起施行。",
            Scheme.ARTICLE,
            103,
            "第一百零三条",
            "本法自公布之日起施行。",
        ),
    ],
)
def test_reads_the_number_that_opens_a_line(line, scheme, value, number, rest):
    mark = read_mark(line)
    assert mark is not None
    assert (mark.scheme, mark.value, mark.number, line[mark.end :]) == (scheme, value, number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "一是加强领导",
        "上半年工作",
        "三 农 工 作",
        "二 是加大投入，改善条件",
        "一 年来的工作",
        "Ⅰ级响应两次",
        "A4纸六箱",
        "B超检查320人次",
        "1.2年以上",
        "参加会议的有",
        "伍书记讲话",
        "一、二、三产业融合发展",
        "三,四月份完成播种",
        "1.5万亩高标准农田",
        "5、6月份开展检查",
        "百货商场",
        "A、B两类企业",
        "A级景区两处",
        "IV级应急响应",
        "Ⅳ级应急响应",
        "5，6月份开展检查",
        "上篇文章",
        "第二季度",
        "2023年工作",
        "工作情况",
        "",
    ],
)
def test_text_that_only_begins_like_a_number_has_no_mark(line):
    assert read_mark(line) is None
