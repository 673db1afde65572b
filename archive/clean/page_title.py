"""The name of a site in or beside the title of a page: `防汛工作总结_工作总结范文_文秘网`, `述职报告范文`.

A page repeats its title in a tag for browsers and search engines, where the site adds its own
name and the name of the shelf. Only the head of a file is looked at, before masks are marked: the
`_` between title and site is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ..config import Settings, load_rules
from ..lazy_pattern import Pattern, RulePattern
from ..parsed import Block, CleanText, Removed
from ._edit import HEAD_LINES, once
from .numbers import NUMBERED

REASON = "site-name"
# Titles of reports have up to 50 characters, the site's share up to 40.
MAX_TITLE = 90
# The report's own title follows that of the page, after a breadcrumb and a line of author and time.
TITLE_REACH = 4
# Between the title and the site's share stands one of these.
_BAR = Pattern("[-_＿|｜»>＞—–－]")


class _Rules(NamedTuple):
    tail: Pattern
    shelf: Pattern
    title: Pattern


def remove_site_names(text: CleanText, settings: Settings) -> CleanText:
    """Cut the site's share off titles; a page title that the report's own follows goes as a whole."""
    rules = _rules_of(settings)
    head = [block for block in text.blocks[:HEAD_LINES] if block.lines[0] <= HEAD_LINES]
    removed = list(text.removed)
    edited = [
        _edited(rules, block, head[at + 1 : at + 1 + TITLE_REACH], removed) for at, block in enumerate(head)
    ]
    if len(removed) == len(text.removed):
        return text
    blocks = (*(block for block in edited if block.text), *text.blocks[len(head) :])
    return replace(text, blocks=blocks, removed=tuple(removed))


def _edited(rules: _Rules, block: Block, following: Sequence[Block], removed: list[Removed]) -> Block:
    if len(block.text) > MAX_TITLE:
        return block
    share = rules.tail.search(block.text) if _BAR.search(block.text) else None
    cut = share or rules.shelf.search(block.text)
    if not cut:
        return block
    kept = block.text[: cut.start()]
    if any(_is_title(rules, other.text) for other in following):
        kept = ""
    removed.append(Removed(block.lines[0], block.text[len(kept) :].strip(" "), REASON))
    return replace(block, text=kept)


def _is_title(rules: _Rules, text: str) -> bool:
    if len(text) > MAX_TITLE or NUMBERED.match(text):
        return False
    return rules.title.fullmatch(text) is not None


@once
def _rules_of(settings: Settings) -> _Rules:
    table = load_rules("boilerplate", settings)["page_title"]
    return _rules(
        (*table["kinds"], *table["collections"]),
        tuple(table["sites"]),
        tuple(table["sites_behind_bar"]),
        tuple(table["shelf"]),
    )


@lru_cache(maxsize=8)
def _rules(
    kinds: tuple[str, ...], sites: tuple[str, ...], behind_bar: tuple[str, ...], shelf: tuple[str, ...]
) -> _Rules:
    kind, site, any_site = "|".join(kinds), "|".join(sites), "|".join([*sites, *behind_bar])
    # A look-behind must have one width: each kind of document is two characters long.
    after = rf"(?:(?<={kind})|(?<=[）)】]))"
    share = r"[^，。；：！？,;:!?]{0,40}"
    page = r"(?: ?第? ?\d{1,3} ?[/／] ?\d{1,3} ?页)?(?: ?在线(?:阅读|预览))?"
    tail = rf"{page} ?(?:[_＿|｜»>＞]+{share}(?:{any_site})|[-—–－]{share}(?:{site}))$"
    # The shelf's name, without a year, behind the title: 防汛工作总结_防汛总结范文_乡镇工作总结.
    names = "|".join([*shelf, *kinds])
    word = r"[^-，。；：！？,;:!?\d×]"
    shelves = rf"(?:{'|'.join(shelf)})? ?(?:[_＿|｜]+{word}{{2,40}}|-{word}{{2,24}})(?:{names})$"
    return _Rules(
        tail=RulePattern(rf"{after}(?:{tail}|{shelves})", "boilerplate"),
        shelf=RulePattern(rf"(?<={kind})(?:{'|'.join(shelf)})$", "boilerplate"),
        title=RulePattern(rf"[^。；！？;!?>＞»]*(?:{kind})(?:[（(][^（()）]{{1,20}}[)）])?", "boilerplate"),
    )
