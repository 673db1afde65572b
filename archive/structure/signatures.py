"""Lines that sign a report, or say below its title who wrote it: 单位:县水利局, 县水利局(盖章)."""

from __future__ import annotations

from ..lazy_pattern import Pattern

# What a form asks for: 报告单位:县水利局, 汇报人:县水利局 梁××.
_LABEL = Pattern(
    r"[(（]?(?:(?:报告|汇报|报送|填报|上报|呈报|述职|发言|总结|编制|撰写|供稿|来稿|自查|所在|工作)?"
    r"(?:单位|部门)(?:名称)?|[作笔]者|(?:报告|汇报|述职|发言|总结|撰稿|执笔|供稿|报送|填报)人)"
    r"(?:[(（](?:盖章|公章|签章)[)）])?\s*[:：]\s*"
)
# Behind one answer of a form follow others: 单位:县水利局 姓名:梁××.
_NEXT_LABEL = Pattern(r"[ \u3000]+[\u4e00-\u9fff]{1,4}[:：].*$")
_STAMP = Pattern(r"[ \u3000]*[(（](?:加?盖?(?:公|印|签)?章)[)）]")
_HAN = "〇○零一二三四五六七八九"
_DATE_BEHIND = Pattern(
    rf"[ \u3000]*[(（]?(?:(?:19|20)[\d×]{{2}}|×+|20|[一二][{_HAN}]{{3}}|民国[\d{_HAN}十]{{2,4}})"
    rf"(?:年|[.\-/](?=\d))[\d×{_HAN}十年月日号.\-/ ]*[)）]?$"
)
_ENDS_DATE = Pattern(rf"[\d×{_HAN}十年月日号.\-/ )）]")
_BRACKETED = Pattern(r"[(（]([^()（）]+)[)）]")
# A signature is a short line.
_MAX_SIGNATURE = 50


def signer(text: str) -> str:
    """Who signs, of a line that signs: without the words of a form, stamp, date and brackets around all."""
    if len(text) > _MAX_SIGNATURE:
        return text
    bare = _DATE_BEHIND.sub("", text) if _ENDS_DATE.match(text[-1:]) else text
    bare = _STAMP.sub("", bare) if "章" in bare else bare
    label = _LABEL.match(bare)
    if label:
        bare = _NEXT_LABEL.sub("", bare[label.end() :])
    whole = _BRACKETED.fullmatch(bare)
    return (whole[1] if whole else bare).strip(" \u3000—-")
