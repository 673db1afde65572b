"""The margins of a page: short lines above its title and below its text that no rule of words knows.

Every site has names, menus and lists of its own, but they stand together: among lines that are known
(a breadcrumb, a row of buttons, `上一篇：`) where no text of a report can be, above its title or below the
last of it. What could be a report's own there, a signature, a date, an annex, stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ..alternation import any_of, one_word
from ..config import Settings, load_rules
from ..lazy_pattern import Pattern, RulePattern
from ..mottos import motto_expression
from ..parsed import Block, CleanText
from ._edit import HAN, once, without
from .boilerplate import MAX_LINE
from .furniture import REASON as SITE_LINE
from .furniture import TAIL, Model, model_of, reads_as_own
from .headline import title_expression
from .lines import join_lines
from .numbers import NUMBERED
from .own import Own, is_own

REASON = "page-margin"
# A row of a menu, a title of another article; what is longer could be text.
MAX_SHORT = 60
# Between known lines of a head stands a name or a word; what is longer may be a title.
MAX_HEAD_ITEM = 8
# A motto has up to four parts, three blanks.
MAX_MOTTO = 3
# Words of a menu have up to six characters.
MAX_MENU_ITEM = 6
# So many of them in front of a title are a menu, and so many labels without a value a form of the site.
MIN_MENU, MAX_LABEL, MIN_LABELS = 3, 8, 2
# The first half of a title that is cut in two is longer than a menu's word, the second shorter than a title.
MAX_HALF = 12
# A report that ends with so many titles of reports is followed by links.
MIN_LINKS = 2
# `想要更多范文？`
MAX_QUESTION = 20
# What a site says on a line of its own is short.
MAX_ITEM = 60
# So many sentences of a site stand above the title at most.
MAX_ASIDES = 4
# Reports have no menus: a head of more lines is a list, a form or a poem.
MAX_HEAD = 60

# By these reasons lines of a page are known that stand in its margins, not inside a text as
# page numbers and the words of an editor do.
_CHROME = frozenset(
    {
        *("breadcrumb", "time-and-author", "share-bar", "page-bar", "forum", "navigation", "comments"),
        *("view-count", "copyright", "address", "keywords", "document-library", "download-hint", "script"),
        REASON,
        SITE_LINE,
    }
)
# Below these stands a list of other pages, which may have numbers.
_LISTS = frozenset({"navigation", "comments", "page-bar", REASON, SITE_LINE})
# No title stands above this.
TRAIL = "breadcrumb"
_PLAIN = frozenset({None, "bold", "centered"})
_STOP = Pattern("[。！？；!?;]")
_BULLETS = frozenset("●■◆▲★☆※○◇□►•·*-")
_NUMERALS = "一二三四五六七八九十"
_HAN_NUMBER = Pattern(
    rf"(?:.*[^{_NUMERALS}])?[{_NUMERALS}]{{1,3}}、|[（(][{_NUMERALS}]{{1,3}}[)）]|第[{_NUMERALS}]{{1,3}}[章节条部]"
)
# Words and numbers without a Han character, but for a date and the mark of a part: Leave a comment, 0, .pdf.
_FOREIGN = Pattern(
    rf"(?!(?:19|20)?\d\d[-./年]|[【\[(（]?(?i:part|no|chapter)[. ]?\d)(?=.*[A-Za-z]{{3}})[^{HAN}×]{{1,60}}"
)
_WEEKDAY = Pattern("日 ?星期[一二三四五六日天]|农历")
_NO_TITLE = Pattern(r"[:：|｜>»]|\d[-/.:]\d| [^ ]+ ")
# What sites put around a title that they repeat.
_DECORATION = Pattern(
    r"^(?:原标题[:：] ?|[#＃]{1,3} |\[[^\]]{1,6}\] ?|[（(][^（()）]{0,8}版[)）]|[【《])"
    r"|(?:\.[A-Za-z]{3,4}|[】》]|[（(](?:精选|全文|范文|推荐|优秀|[^（()）]{0,3}(?:word|Word|WORD|doc|pdf)[^（()）]{0,8})[)）])$"
)
_SALUTATION = Pattern("尊敬的|各位|同志们|大家好|你们好")
# The title of a page of many reports, which are understood by it: (精选5篇), 16篇.
_COLLECTION = Pattern(r"[\d一二三四五六七八九十]{1,3} ?[篇则份]")
# A title has no comma, and does not ask.
_COMMA = Pattern("[，,]|(?:怎[么样]|如何)写")
# A line of a site's form above the title: `适用人群：办公室人员`. Papers have such lines of their own.
_FIELD = Pattern(
    r"(?!签发|密|编号|报送|主送|紧急|单位|姓名|部门|[汇申]报|报告|呈|填报|时间|地点|主题|附|第|范文|[文正]|[本此])"
    r"(?!导语|摘要|引言|文件|版本|编制|审[核批]|发文|受文|速别|主旨|说明|项目|课题|承办|批准|依据)"
    rf"[{HAN}]{{2,6}} ?[:：] ?[^，。；]{{1,40}}$"
)
# A row of a menu: `学校概况 校务公开 德育之窗 教学科研`; names of people are shorter.
_ROW = Pattern(rf"(?=.*[{HAN}]{{4}})[{HAN}]{{2,6}}(?: [{HAN}]{{2,6}}){{3,24}}")
_UNIT = Pattern("[局委办厅部院校会司厂站所社村镇乡县市区处科队组室馆心团府行店园党]$|支部|委员")
# Headings may have the words of a title, but name no year, and are not `关于…`.
_NAMED = Pattern(r"(?:19|20)\d\d ?年|[一二]〇..年|^关于|(?:半|全)年|年度|年终")
_ROWS = Pattern(r"\d")
# Names of people have up to four characters.
_WORD = Pattern(rf"[{HAN}A-Za-z]{{5,16}}[:：]?")


@dataclass(frozen=True, slots=True)
class _Rules:
    item: Pattern
    words: Pattern
    title: Pattern
    kind: Pattern
    kinds: Pattern
    reader: Pattern
    # Who made a page is named below it, among other lines of the site: 审核：薛明远.
    credit: Pattern
    model: Model
    own: Own


def remove_margins(text: CleanText, settings: Settings) -> CleanText:
    """Take out the lines of both margins that stand among lines known to be the site's."""
    rules = _rules_of(settings)
    while found := _margins(rules, text):
        # Without what stood between them, lines may turn out to be pieces of one.
        text = join_lines(without(text, found, REASON), settings)
    return text


def _margins(rules: _Rules, text: CleanText) -> set[int]:
    if not text.blocks:
        return set()
    known = _known(text)
    return {*_head(rules, text.blocks, known), *_tail(rules, text.blocks, known)}


def _known(text: CleanText) -> dict[int, str]:
    """The lines that went as a whole because a rule knew them, with its reason."""
    known = {item.line: item.reason for item in text.removed if item.reason in _CHROME}
    if known:
        for block in text.blocks:
            known.pop(block.lines[0], None)
    return known


def _head(rules: _Rules, blocks: Sequence[Block], known: dict[int, str]) -> Iterator[int]:
    """The indexes of lines above the title, and of those between lines of the site below it."""
    end = _head_end(rules, blocks, known)
    head = blocks[:end]
    certain = [at for at, block in enumerate(head) if _is_title(rules, block)]
    possible = (at for at in range(end - 1, -1, -1) if _could_be_title(rules, head[at]))
    titles = certain or list(islice(possible, 1))
    has_site = bool(known) and end > 0 and min(known) < blocks[end].lines[0]
    items = set(_items(rules, head, titles, has_site))
    lines = sorted({line for line in known if end and line < blocks[end].lines[0]} | items)
    if not lines:
        return
    title = head[titles[-1]] if titles else blocks[end]
    above = max((line for line in lines if certain and line < title.lines[0]), default=0)
    trail = max((line for line in lines if line <= above and known.get(line) == TRAIL), default=0)
    first, last = min((line for line in lines if line > title.lines[1]), default=lines[-1]), lines[-1]
    for at, block in enumerate(head):
        line = block.lines[0]
        stray = line < above and not _may_be_title(rules, block, title, line < trail)
        is_brief = len(block.text) <= MAX_HEAD_ITEM and not is_own(blocks, at, rules.own)
        between = first < line < last and is_brief
        # Right above the title stands the unit, with which the title goes on, or a word of the site.
        before = above < line < title.lines[0] and above > 0 and is_brief and _is_word(block.text)
        if line in items or not _is_short(block) or stray or between or before:
            yield at


def _head_end(rules: _Rules, blocks: Sequence[Block], known: dict[int, str]) -> int:
    """The index of the first text; 0 where none begins after so many lines."""
    is_below, aside = False, 0
    for at, block in enumerate(blocks[:MAX_HEAD]):
        if _is_short(block):
            is_below = is_below or _is_title(rules, block)
        elif is_below or not _is_marginal(rules, block):
            if is_below or not _is_aside(rules, blocks, at, known):
                return at
            aside = aside or at
    # Where nothing else could be the text, the words of the site's above the title are.
    return aside


def _is_aside(rules: _Rules, blocks: Sequence[Block], at: int, known: dict[int, str]) -> bool:
    """Whether a sentence between lines of the site and the title is the site's: `又到年底了。`."""
    text, line = blocks[at].text, blocks[at].lines[0]
    if (
        at > MAX_ASIDES
        or len(text) > MAX_ITEM
        or _ROWS.search(text)
        or not any(other < line for other in known)
    ):
        return False
    if _HAN_NUMBER.match(text) or _SALUTATION.search(text) or rules.own.voice.search(text) or "我" in text:
        return False
    following = blocks[at + 1 : at + 1 + MAX_ASIDES]
    return any(_NAMED.search(block.text) and _is_title(rules, block) for block in following)


def _items(rules: _Rules, head: Sequence[Block], titles: Sequence[int], has_site: bool) -> Iterator[int]:
    """The lines of the head that are the site's by themselves."""
    last = titles[-1] if titles else 0
    title = head[last].text if titles else ""
    labels = [at for at in range(last) if head[at].text[-1] in ":：" and len(head[at].text) <= MAX_LABEL]
    values = [at for at in range(last) if _FIELD.match(head[at].text)]
    menu = next((at for at, block in enumerate(head) if len(block.text) > MAX_MENU_ITEM), 0)
    for at, block in enumerate(head):
        is_listed = (
            (at < menu and menu >= MIN_MENU)
            or (at in labels and len(labels) >= MIN_LABELS)
            or (at in values and has_site)
        )
        # The line above a short title may be its first half.
        is_half = at + 1 in titles and len(title) < MAX_HALF <= len(block.text)
        # Below the title of a page the first of its reports may have a label: 范文一：防汛工作总结.
        is_label = at > last and rules.kinds.search(block.text) is not None
        is_item = at not in titles and not is_half and not is_label and _is_item(rules, head, at)
        is_twin = at < last and title != block.text and title == _DECORATION.sub("", block.text)
        # Four times four characters may be a motto.
        is_row = _ROW.fullmatch(block.text) is not None and (has_site or block.text.count(" ") > MAX_MOTTO)
        if ((is_listed or is_row) and at < last) or is_item or is_twin:
            yield block.lines[0]


def _may_be_title(rules: _Rules, block: Block, title: Block, is_above_trail: bool) -> bool:
    """Whether a line above the title could be the report's own title, a motto, or a part of it."""
    text = block.text
    # What is more than the title, `…(精选16篇)`, names a collection, whose reports are understood by it.
    if text in title.text or len(text) <= MAX_MENU_ITEM:
        return False
    return _is_title(rules, block) or (not is_above_trail and _could_be_title(rules, block))


def _tail(rules: _Rules, blocks: Sequence[Block], known: dict[int, str]) -> Iterator[int]:
    """The indexes of lines below the last text, from the first on that is known to be the site's."""
    start = len(blocks)
    while start and _is_marginal(rules, blocks[start - 1]):
        start -= 1
    if not 0 < start < len(blocks):
        return
    lines = sorted((line for line in known if line > blocks[start - 1].lines[1]), reverse=True)
    # Short lines below a heading may be the list that it announces.
    is_prose = _STOP.search(blocks[start - 1].text) is not None
    links = _links(rules, blocks, start) if is_prose else len(blocks)
    above = ""
    sure = _last_sure(rules, blocks, start, known) if is_prose else start
    for at in range(start, len(blocks)):
        while lines and lines[-1] < blocks[at].lines[0]:
            above = known[lines.pop()]
        text = blocks[at].text
        if at >= links or (_is_item(rules, blocks, at) if is_prose else rules.item.fullmatch(text)):
            above = REASON
            yield at
            continue
        is_below = above and not is_own(blocks, at, rules.own) and (above in _LISTS or not _is_numbered(text))
        is_stray = is_below or (at < sure and _is_word(text) and not rules.kinds.search(text))
        if is_stray and (rules.credit.fullmatch(text) or not reads_as_own(rules.model, text, TAIL)):
            yield at


def _last_sure(rules: _Rules, blocks: Sequence[Block], start: int, known: dict[int, str]) -> int:
    """The index of the last line of the tail that has one of the site's below it.

    A report may end with its signature there, with a list or the rows of a table, and with nothing else.
    """
    tail = range(start, len(blocks))
    if any(is_own(blocks, at, rules.own) or _ROWS.search(blocks[at].text) for at in tail):
        return start
    items = [at for at in tail if _is_item(rules, blocks, at)]
    lowest = max((line for line in known if line > blocks[start - 1].lines[1]), default=0)
    below = [at for at in tail if blocks[at].lines[0] < lowest]
    return max([start, *items, *(at + 1 for at in below)])


def _is_word(text: str) -> bool:
    """Whether a line is a word or two, and cannot be the name of a unit or a person."""
    return _WORD.fullmatch(text) is not None and not _UNIT.search(text) and not NUMBERED.match(text)


def _links(rules: _Rules, blocks: Sequence[Block], start: int) -> int:
    """The index of the first of several titles of other reports, or of the line that announces them."""
    titles = [at for at in range(start, len(blocks)) if _is_link(rules, blocks[at])]
    if len(titles) < MIN_LINKS or any(is_own(blocks, at, rules.own) for at in range(start, len(blocks))):
        return len(blocks)
    first = titles[0]
    return first - (first > start and not blocks[first - 1].text.endswith(tuple("。！!")))


def _is_link(rules: _Rules, block: Block) -> bool:
    return not _is_numbered(block.text) and rules.kind.search(block.text) is not None


def _is_short(block: Block) -> bool:
    text = block.text
    return (
        len(text) <= MAX_SHORT
        and block.style in _PLAIN
        and _STOP.search(text) is None
        and _HAN_NUMBER.match(text) is None
        and _SALUTATION.search(text) is None
    )


def _is_marginal(rules: _Rules, block: Block) -> bool:
    """Whether a line may stand in a margin: a short one, or one that speaks to who visits a site."""
    is_question = len(block.text) <= MAX_QUESTION and block.text[-1] in "？?"
    return (_is_short(block) or is_question) or (
        len(block.text) <= MAX_LINE
        and rules.reader.search(block.text) is not None
        and not rules.own.voice.search(block.text)
        and _HAN_NUMBER.match(block.text) is None
    )


def _is_item(rules: _Rules, blocks: Sequence[Block], at: int) -> bool:
    """Whether a short line is, or has, what only sites say."""
    text = blocks[at].text
    if rules.item.fullmatch(text) or _FOREIGN.fullmatch(text) or _WEEKDAY.search(text):
        return True
    is_told = len(text) <= MAX_ITEM and rules.words.search(text) is not None
    return is_told and not _is_numbered(text) and not is_own(blocks, at, rules.own)


def _is_numbered(text: str) -> bool:
    return text[0] not in _BULLETS and NUMBERED.match(text) is not None


def _could_be_title(rules: _Rules, block: Block) -> bool:
    """Whether a line without any word of a title could be one, a motto."""
    return (
        len(block.text) > MAX_LABEL
        and _NO_TITLE.search(block.text) is None
        and not rules.words.search(block.text)
    )


def _is_title(rules: _Rules, block: Block) -> bool:
    # A subtitle says of what kind a report is whose title is a motto.
    if block.text[0] in "—-":
        return False
    # `点击上方关注，每天一篇好材料` ends like a title, too.
    if _COMMA.search(block.text) and rules.words.search(block.text):
        return False
    has_kind = rules.kinds.search(block.text) is not None
    return (has_kind and rules.title.fullmatch(block.text) is not None) or (
        len(block.text) > MAX_MENU_ITEM and _COLLECTION.search(block.text) is not None
    )


@once
def _rules_of(settings: Settings) -> _Rules:
    table = load_rules("boilerplate", settings)
    margin = table["margin"]
    titles = load_rules("titles", settings)["page"]
    return _rules(
        tuple(table["bar"]["actions"]),
        tuple(margin["words"]),
        tuple(table["page_title"]["kinds"]),
        tuple(margin["readers"]),
        tuple(margin["makers"]),
        motto_expression(titles["labels"], titles["makers"]),
        model_of(settings),
    )


def _rules(
    actions: tuple[str, ...],
    words: tuple[str, ...],
    kinds: tuple[str, ...],
    readers: tuple[str, ...],
    makers: tuple[str, ...],
    motto: str,
    model: Model,
) -> _Rules:
    return _Rules(
        item=RulePattern(
            rf"[\[【〖〔（(]?(?:{'|'.join(actions)})[\]】〗〕）)]?(?: ?[（(]?\d{{1,7}}[)）]?)?", "boilerplate"
        ),
        kinds=RulePattern(one_word(kinds), "boilerplate"),
        kind=RulePattern(rf"(?:{'|'.join(kinds)})(?:范文|模板)?$", "boilerplate"),
        title=RulePattern(f"(?:{motto})?{title_expression(kinds)}", "boilerplate"),
        words=RulePattern(any_of(words), "boilerplate"),
        reader=RulePattern(any_of(readers), "boilerplate"),
        credit=RulePattern(rf"(?:{'|'.join(makers)})[:：|｜/ ]{{1,3}}[{HAN}、 ]{{2,12}}", "boilerplate"),
        model=model,
        own=model.own,
    )
