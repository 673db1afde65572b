"""Laws and the like: their text is no report, and neither are its parts."""

from __future__ import annotations

from collections.abc import Sequence

from .elements import Line
from .numbering import Scheme
from .titles import MAX_TITLE, TitleRules

# A report may quote an article at the start of a line; a law has several.
_MIN_ARTICLES = 3


def is_statute(lines: Sequence[Line], titles: TitleRules) -> bool:
    """Whether the page is a law: by its title, or by its numbered articles."""
    if not lines:
        return False
    first = lines[0].text
    if len(first) <= MAX_TITLE and titles.statute.search(first):
        return True
    articles = sum(1 for line in lines if line.mark and line.mark.scheme is Scheme.ARTICLE)
    return articles >= _MIN_ARTICLES
