"""What is a report's own in the margins of a page: its signature and date, its annexes, who it goes to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..config import Settings, load_rules
from ..model import Block
from ._edit import HAN, Pattern, compiled, once

_NUMERALS = "一二三四五六七八九十"
_YEAR = rf"(?:(?:19|20)[\d×]{{2}}|[一二][零〇○\d×{_NUMERALS}]{{3}})"
_DATE = Pattern(rf"[（(]?{_YEAR} ?年 ?[\d×{_NUMERALS}]{{1,3}} ?月(?: ?[\d×{_NUMERALS}]{{1,3}} ?日)?[)）]?")
_OWN = Pattern(
    r"[（(【]?(?:附件?[:：\d]|附[:：]|抄送|抄报|主送|主题词|联系人|报送|"
    rf"[{HAN}]{{2,6}}人[:：]|此致|敬礼|谢谢)"
)
# Who speaks invites his hearers, not the readers of a site.
_INVITES = Pattern(
    r"(?:欢迎|诚邀|邀请)(?:各[位级地界]|大家|社会各界|[四八]方|同志|朋友|领导|同行|同仁|专家|来宾|远方)[^。]{0,20}"
    r"(?:走一走|看一看|走走|看看|做客|指导|交流|传经送宝|考察|常来)(?!.{0,8}[站网])"
)
# Whoever publishes what was done says where he can be reached; so do sites, but not for opinions on that.
_CONTACT = Pattern(
    r"(?!.*(?:侵权|版权|本站|网站|客服|投稿|QQ|[Vv][Ii][Pp]|会员|下载))"
    r"(?=.*(?:监督|整改|意见|建议|异议|反映|反馈|公示)).*(?:电话|热线|邮箱|信箱)[^。]{0,8}[\d×]{3}"
)


def is_own(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line may be a signature, its date, or what stands beside them."""
    text = blocks[at].text
    if ("年" in text and _DATE.search(text)) or _OWN.match(text):
        return True
    if ("欢迎" in text or "邀" in text) and _INVITES.search(text):
        return True
    if ("电话" in text or "箱" in text) and _CONTACT.match(text):
        return True
    return at + 1 < len(blocks) and _DATE.fullmatch(blocks[at + 1].text) is not None


@once
def own_voice(settings: Settings) -> re.Pattern[str]:
    """The words of an office that reports, `[speech]` of boilerplate.toml: 我局, 现将, 今年以来."""
    return compiled("|".join(load_rules("boilerplate", settings)["speech"]["own_voice"]), "boilerplate")
