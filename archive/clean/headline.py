"""The title of a page where it is repeated, glued to the text below, or only named by an editor.

`防汛工作总结防汛工作总结今年以来…` has it twice in front of the text, and a page whose only title stands
in `以下是小编为大家整理的防汛工作总结,供大家参考` would have none once that sentence is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ..config import Settings, load_rules
from ..lazy_pattern import Pattern, RulePattern
from ..parsed import Block, CleanText, Removed
from ._edit import HEAD_LINES, once, taken
from .numbers import NUMBERED

REASON = "repeated-title"
# A shorter beginning that comes twice could be a word: 工作总结工作总结.
MIN_TITLE, MAX_TITLE = 8, 60
# A text is longer than what may stand behind a title on its line: (2023年度), 的通知.
MIN_TEXT = 20
# What a site calls out before it is short.
MAX_GREETING = 20
# The report's own title is among the first lines after the editor's sentence.
TITLE_REACH = 4

_SENTENCE_MARKS = Pattern("[。；！？!?;:：]")
_CLAUSE = Pattern("[，。,]")
_BEGINS = Pattern(
    "一、|[（(]一[)）]|(?:尊敬的|各位|同志们)[^。]{0,12}[:：]|[^。，]{0,8}(?:领导|党组|党委)[:：]"
)
_CALL = Pattern("[！!~～] ?$")
_TRAIL = Pattern("[>＞»›]+ ?")
# A viewer names the file, without the ending of its name, before it says who gave it.
_OF_MEMBER = Pattern(r"《([^》]{4,60}?) ?(?:\.[a-z]{3,4})?》由(?:会员|用户|网友)")
# With these a sentence goes on that begins with the words of the title; with a number, a list of titles does.
_GOES_ON = Pattern(r"[的等及和与暨、，,》”）)是为（(]|会议?|中[，,]|(?!(?:19|20)\d\d年)\d")
# The first of several reports on the page has its own title: 篇1, 第一篇, …总结1.
_FIRST_PART = Pattern(
    r"[【\[（(]?(?:第 ?[1一] ?篇|(?:篇|范文) ?[1一])|.{0,50}[结告划报职会得] ?(?:篇|范文)? ?[1一]$"
)
# What the head of the page left out of its title stands behind it here.
_MODEL = Pattern("范文|模板")
_DOUBLED = Pattern(rf"(.{{{MIN_TITLE},{MAX_TITLE}}}?)(?: ?\1)+ ?")


class _Rules(NamedTuple):
    named: Pattern
    title: Pattern


def name_title(text: CleanText, settings: Settings) -> CleanText:
    """Keep the title that an editor's sentence names, as a line, where the page has no other."""
    lead_ins = [removed for removed in text.removed if removed.reason == "lead-in"]
    blocks = text.blocks
    # Most pages have no editor, and need not be searched for a series of reports.
    if not lead_ins or any(_FIRST_PART.match(block.text) for block in blocks if len(block.text) <= MAX_TITLE):
        return text
    rules = _rules_of(settings)
    for removed in lead_ins:
        named = rules.named.search(removed.text)
        if named is None or removed.line > HEAD_LINES:
            continue
        at = sum(block.lines[1] < removed.line for block in blocks)
        around = [*blocks[:at], *blocks[at : at + TITLE_REACH]]
        title = named["title"]
        if any(_is_title(rules, block.text) for block in around):
            continue
        if not any(title in block.text[: 2 * MAX_TITLE] for block in blocks):
            blocks = (*blocks[:at], Block(title, (removed.line, removed.line)), *blocks[at:])
    return text if blocks is text.blocks else replace(text, blocks=blocks)


def cut_repeats(text: CleanText, settings: Settings) -> CleanText:
    """Leave one of the titles that stand right behind one another, on a line of its own."""
    rules = _rules_of(settings)
    removed = list(text.removed)
    known = {named[1] for item in removed if (named := _OF_MEMBER.match(item.text))}
    trails = {_TRAIL.split(item.text)[-1] for item in removed if item.reason == "breadcrumb"}
    seen: set[str] = set()
    blocks: list[Block] = []
    for block in text.blocks[:HEAD_LINES]:
        if block.style:
            blocks.append(block)
            continue
        block = _undoubled(rules, block, known, removed)
        block = _without_greeting(block, trails, removed)
        # A sentence may begin as the trail of the page ends; what has a number is a heading.
        blocks += _unglued(block, known, trails)
        if _is_title(rules, block.text) or (_could_be_title(block.text) and block.text in seen):
            known.add(block.text)
        seen.add(block.text)
    blocks = list(_single([*blocks, *text.blocks[HEAD_LINES:]], removed))
    return (
        text if tuple(blocks) == text.blocks else replace(text, blocks=tuple(blocks), removed=tuple(removed))
    )


def _undoubled(rules: _Rules, block: Block, known: set[str], removed: list[Removed]) -> Block:
    # Most lines are dismissed by the look for their first characters.
    if block.text.find(block.text[:MIN_TITLE], MIN_TITLE, 2 * MAX_TITLE) < 0:
        return block
    found = _DOUBLED.match(block.text)
    if found is None or not (found[1] in known or rules.title.fullmatch(found[1])):
        return block
    last = block.text.rindex(found[1], 0, found.end())
    removed.append(Removed(block.lines[0], block.text[:last].strip(), REASON))
    return replace(block, text=block.text[last:])


def _without_greeting(block: Block, trails: set[str], removed: list[Removed]) -> Block:
    """The block without what a site calls out before the title that its trail names."""
    for title in trails:
        at = block.text.find(title, 1, MAX_GREETING + len(title)) if len(title) >= MIN_TITLE else -1
        if at > 0 and _CALL.search(block.text, 0, at):
            removed.append(Removed(block.lines[0], block.text[:at].strip(), REASON))
            return replace(block, text=block.text[at:])
    return block


def _unglued(block: Block, known: set[str], trails: set[str]) -> Iterator[Block]:
    """The block, divided behind a title that it begins with."""
    for title in sorted(known | trails, key=len, reverse=True):
        if len(title) < MIN_TITLE or not block.text.startswith(title):
            continue
        certain = title in known
        model = _MODEL.match(block.text, len(title))
        title = block.text[: model.end()] if model else title
        rest = block.text[len(title) :].lstrip()
        if title in rest:
            continue
        prose = len(rest) >= MIN_TEXT and _CLAUSE.search(rest) and not _GOES_ON.match(rest)
        if _BEGINS.match(rest) or (certain and prose):
            yield replace(block, text=title)
            yield replace(block, text=rest)
            return
    yield block


def _could_be_title(text: str) -> bool:
    return (
        MIN_TITLE <= len(text) <= MAX_TITLE and not _SENTENCE_MARKS.search(text) and not NUMBERED.match(text)
    )


def _single(blocks: Sequence[Block], removed: list[Removed]) -> Iterator[Block]:
    """The blocks without those that only repeat the title above them, which stands in the head."""
    title = None
    for at, block in enumerate(blocks):
        if block.text == title:
            removed.extend(taken(block, REASON))
            continue
        if block.lines[0] > HEAD_LINES:
            yield from blocks[at:]
            return
        title = block.text if _could_be_title(block.text) else None
        yield block


def _is_title(rules: _Rules, text: str) -> bool:
    return len(text) <= MAX_TITLE and not NUMBERED.match(text) and rules.title.fullmatch(text) is not None


@once
def _rules_of(settings: Settings) -> _Rules:
    table = load_rules("boilerplate", settings)
    return _rules(tuple(table["page_title"]["kinds"]), tuple(table["lead_in"]["announces"]))


def title_expression(kinds: tuple[str, ...]) -> str:
    """What a line must match to be the title of a report that ends with one of these words."""
    title = rf"[^。；！？!?;，,：:《》“”]{{4,50}}(?:{'|'.join(kinds)})(?:范文|模板|材料|精编)?"
    return title + r"(?:[（(][^（()）]{1,12}[)）])?"


@lru_cache(maxsize=8)
def _rules(kinds: tuple[str, ...], announces: tuple[str, ...]) -> _Rules:
    title = title_expression(kinds)
    behind = (
        r"(?:【[^】]{1,6}】|[（(][^（()）]{1,6}[)）])*[》”】]?(?:的?(?:范文|内容|文章|资料)|范文)?[,，。！!]"
    )
    return _Rules(
        named=RulePattern(
            rf"(?:{'|'.join(announces)})+(?:的|了|：|:)*(?:一篇|关于)?[《“【]?(?P<title>{title}){behind}",
            "boilerplate",
        ),
        title=RulePattern(title, "boilerplate"),
    )
