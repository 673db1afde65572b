"""What is a report's own in the margins of a page: its signature and date, its annexes, who it goes to."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Block
from ._edit import HAN, Pattern

_NUMERALS = "一二三四五六七八九十"
_YEAR = rf"(?:(?:19|20)[\d×]{{2}}|[一二][零〇○\d×{_NUMERALS}]{{3}})"
_DATE = Pattern(rf"[（(]?{_YEAR} ?年 ?[\d×{_NUMERALS}]{{1,3}} ?月(?: ?[\d×{_NUMERALS}]{{1,3}} ?日)?[)）]?")
_OWN = Pattern(
    r"[（(【]?(?:附件?[:：\d]|附[:：]|抄送|抄报|主送|主题词|联系人|报送|"
    rf"[{HAN}]{{2,6}}人[:：]|此致|敬礼|谢谢)"
)


def is_own(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line may be a signature, its date, or what stands beside them."""
    text = blocks[at].text
    if ("年" in text and _DATE.search(text)) or _OWN.match(text):
        return True
    return at + 1 < len(blocks) and _DATE.fullmatch(blocks[at + 1].text) is not None
