"""Laws and the like: their text is no report, and neither are its parts."""

from __future__ import annotations

from collections.abc import Sequence

from ..lazy_pattern import Pattern
from ..model import Reason
from ..parsed import Block
from .elements import Draft, Element
from .reasons import Rule, because
from .titles import (
    MAX_TITLE,
    REPORTING,
    TitleRules,
    clean_title,
    doc_type_of,
    has_title_form,
    is_collection,
)

# The title of a page stands among its first lines, below a breadcrumb and what the site says of it.
_HEAD = 6
# A report may quote an article at the start of a line; a law has several.
_MIN_ARTICLES = 3
# Before its first article a law has its promulgation and its contents: of a thousand laws none has a
# preface of more characters and a greater share than this.
_MAX_PREFACE, _MAX_SHARE = 1000, 0.3
# A plan may be written in articles, too.
_REPORT = Pattern(
    r"(?:工作|年度|活动|教学|学习|专项)[\u4e00-\u9fff]{0,6}(?:计划|总结|要点|汇报|小结)(?:[(（][^()（）]{1,10}[)）])?$"
)
_ARTICLE = Pattern(r"\s*第[〇零一二三四五六七八九十百\d]{1,6}条(?![款项规的])")


def statute_sign(blocks: Sequence[Block], titles: TitleRules) -> Reason | None:
    """Why the page is a law: its title, or its numbered articles; None if it is none."""
    first = next((block for block in blocks if block.text.strip()), None)
    named = titles.statute.search(first.text.strip()) if first else None
    if first and named and len(first.text.strip()) <= MAX_TITLE:
        return because(Rule.TYPE_STATUTE, named[0], first.lines[0])
    articles = _articles(blocks)
    if articles is None or _begins_otherwise(blocks) or _goes_on_otherwise(blocks, titles):
        return None
    head = blocks[:_HEAD]
    other = any(
        is_collection(block.text, titles) or titles.part.match(block.text) or _names_report(block.text)
        for block in head
    )
    return None if other else articles


def _begins_otherwise(blocks: Sequence[Block]) -> bool:
    """Whether much text stands before the first article: the law is one of several documents."""
    before = 0
    for block in blocks:
        if block.text[:1] in "第 \u3000" and _ARTICLE.match(block.text):
            break
        before += len(block.text)
    return before > _MAX_PREFACE and before > _MAX_SHARE * sum(len(block.text) for block in blocks)


def _goes_on_otherwise(blocks: Sequence[Block], titles: TitleRules) -> bool:
    """Whether behind the last article a report begins, of some share of the page."""
    behind, report = 0, False
    for block in reversed(blocks):
        if block.text[:1] in "第 \u3000" and _ARTICLE.match(block.text):
            break
        behind += len(block.text)
        report = report or (
            len(block.text) <= MAX_TITLE
            and has_title_form(block.text, titles)
            and doc_type_of(block.text, titles) in REPORTING
        )
    return report and behind > _MAX_SHARE * sum(len(block.text) for block in blocks)


def _names_report(text: str) -> bool:
    """Whether a line is the title of a report, which may have articles for all that."""
    return len(text) <= MAX_TITLE and _REPORT.search(text.rstrip()) is not None


def law_of(draft: Draft, titles: TitleRules) -> Reason | None:
    """Why one report of a page is a law, or None: a collection may hold one."""
    title = draft.title
    if title and _names_report(clean_title(title.text, titles)):
        return None
    named = titles.statute.search(clean_title(title.text, titles)) if title else None
    return because(Rule.TYPE_STATUTE, named[0], title.lines[0]) if title and named else _articles(draft.body)


def _articles(blocks: Sequence[Block | Element]) -> Reason | None:
    """The third numbered article, as the reason why a text is a law."""
    articles = 0
    for block in blocks:
        found = _ARTICLE.match(block.text) if block.text[:1] in "第 \u3000" else None
        if found:
            articles += 1
            if articles == _MIN_ARTICLES:
                return because(Rule.TYPE_STATUTE, found[0], block.lines[0])
    return None
