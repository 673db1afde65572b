"""What is a report's own in the margins of a page: its signature and date, its annexes, who it goes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..alternation import any_of
from ..config import Settings, load_rules
from ..lazy_pattern import Pattern, RulePattern
from ..parsed import Block
from ._edit import HAN, once

TABLE = "boilerplate"
_NUMERALS = "一二三四五六七八九十"
_YEAR = rf"(?:(?:19|20)[\d×]{{2}}|[一二][零〇○\d×{_NUMERALS}]{{3}})"
_DATE = Pattern(rf"[（(]?{_YEAR} ?年 ?[\d×{_NUMERALS}]{{1,3}} ?月(?: ?[\d×{_NUMERALS}]{{1,3}} ?日)?[)）]?")


class Own(NamedTuple):
    """The expressions of `[own]` of boilerplate.toml, and `voice`, the words of an office that reports."""

    mark: Pattern
    invitation: Pattern
    reached: Pattern
    opinion: Pattern
    site: Pattern
    voice: Pattern


def is_own(blocks: Sequence[Block], at: int, own: Own) -> bool:
    """Whether a line may be a signature, its date, or what stands beside them."""
    text = blocks[at].text
    if ("年" in text and _DATE.search(text)) or own.mark.match(text) or own.invitation.search(text):
        return True
    if own.reached.search(text) and own.opinion.search(text) and not own.site.search(text):
        return True
    return at + 1 < len(blocks) and _DATE.fullmatch(blocks[at + 1].text) is not None


@once
def own_rules(settings: Settings) -> Own:
    """By what a report's own lines are known."""
    table = load_rules("boilerplate", settings)
    own = table["own"]
    invitation = f"{any_of(own['invites'])}{any_of(own['guests'])}[^。]{{0,20}}{any_of(own['visits'])}"
    return Own(
        mark=RulePattern(rf"[（(【]?(?:{any_of(own['marks'])}|[{HAN}]{{2,6}}人[:：])", TABLE),
        invitation=RulePattern(rf"{invitation}(?!.{{0,8}}[站网])", TABLE),
        reached=RulePattern(rf"{any_of(own['reached'])}[^。]{{0,8}}[\d×]{{3}}", TABLE),
        opinion=RulePattern(any_of(own["opinions"]), TABLE),
        site=RulePattern(any_of(own["sites"]), TABLE),
        voice=RulePattern(any_of(table["speech"]["own_voice"]), TABLE),
    )
