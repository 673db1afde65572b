"""Laws and the like: their text is no report, and neither are its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block, Reason
from .reasons import Rule, because
from .titles import MAX_TITLE, TitleRules

# A report may quote an article at the start of a line; a law has several.
_MIN_ARTICLES = 3
_ARTICLE = re.compile(r"\s*第[〇零一二三四五六七八九十百\d]{1,6}条(?![款项规的])")


def statute_sign(blocks: Sequence[Block], titles: TitleRules) -> Reason | None:
    """Why the page is a law: its title, or its numbered articles; None if it is none."""
    first = next((block for block in blocks if block.text.strip()), None)
    named = titles.statute.search(first.text.strip()) if first else None
    if first and named and len(first.text.strip()) <= MAX_TITLE:
        return because(Rule.TYPE_STATUTE, named[0], first.lines[0])
    articles = 0
    for block in blocks:
        found = _ARTICLE.match(block.text) if block.text[:1] in "第 \u3000" else None
        if found:
            articles += 1
            if articles == _MIN_ARTICLES:
                return because(Rule.TYPE_STATUTE, found[0], block.lines[0])
    return None
