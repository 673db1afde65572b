"""Laws and the like: their text is no report, and neither are its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block
from .titles import MAX_TITLE, TitleRules

# A report may quote an article at the start of a line; a law has several.
_MIN_ARTICLES = 3
_ARTICLE = re.compile(r"\s*第[〇零一二三四五六七八九十百\d]{1,6}条(?![款项规的])")


def is_statute(blocks: Sequence[Block], titles: TitleRules) -> bool:
    """Whether the page is a law: by its title, or by its numbered articles."""
    first = next((block.text.strip() for block in blocks if block.text.strip()), "")
    if len(first) <= MAX_TITLE and titles.statute.search(first):
        return True
    articles = 0
    for block in blocks:
        if block.text[:1] in "第 \u3000" and _ARTICLE.match(block.text):
            articles += 1
            if articles == _MIN_ARTICLES:
                return True
    return False
