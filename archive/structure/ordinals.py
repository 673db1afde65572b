"""Titles with the number of a report behind them, each of another name, that run into their texts.

…客服年终总结2这一年,…, …述职报告4各位领导:. Where the numbers rise over the page, they are no years and no
figures of the texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .rules import Rules
from .run_on import Source
from .titles import MAX_TITLE, has_title_form

# The first digits behind the name of a document; those of a year behind them are not of the number.
_ORDINAL = r"(?P<number>\d{1,2}?)(?=(?:19|20)[\d×]{1,2}年|[^\d\s.．、,，年月日届次期份篇项条万亿余多%]|$)"
# Two such numbers in a row could be chance.
_MIN_CHAIN = 3
# Of a chain a page may lack one or two in a row, whose titles were lost or have another form.
_MAX_GAP = 3


def numbered_titles(sources: Sequence[Source], rules: Rules) -> list[Source]:
    """The lines of a page, with the titles and numbers that begin them where the numbers rise over it."""
    begins = re.compile(rf"[^。,，;；:：!！《“]{{2,{MAX_TITLE}}}?{rules.titles.kind_words}{_ORDINAL}")
    ends: dict[int, int] = {}
    last = 0
    for index, source in enumerate(sources):
        hit = begins.match(source.text) if source.kinds and source.block.style != "cell" else None
        if hit is None or not last < int(hit["number"]) <= last + _MAX_GAP:
            continue
        if has_title_form(source.text[: hit.start("number")], rules.titles):
            last = int(hit["number"])
            ends[index] = hit.end()
    if len(ends) < _MIN_CHAIN:
        return list(sources)
    return [replace(source, title=ends.get(index, source.title)) for index, source in enumerate(sources)]
