"""Titles: which lines name a report, what is not of the name, and the kind of document it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..alternation import any_of, first_characters
from ..lazy_pattern import Pattern, RulePattern
from ..mottos import motto_expression
from .patterns import longest_first

TABLE = "titles"
# The longest of 300 titles of work reports seen had 46 characters; a longer line is prose.
MAX_TITLE = 50
# The shortest that names a report: 工作总结, 述职报告.
MIN_TITLE = 4
_PUNCTUATION = Pattern(r"[。；;，,：:！!.…](?:(?<![.…])|(?<=\.)\.|(?<=…)…)")
# Inside a line, the number of a heading: such a line is two that ran together.
INNER_NUMBER = Pattern(
    r"(?<=[\u4e00-\u9fff])(?:[二三四五六七八九十]|(?<![统专唯之第])一)、(?![一二三四五六七八九十级类线产])"
)
_QUOTED = Pattern(r"[《“(（](?:(?<=《)[^》]{0,60}》|(?<=“)[^”]{0,40}”|(?<=[(（])[^)）]{0,40}[)）])")
_NOT_KEY = Pattern(r"[^\u4e00-\u9fffA-Za-z]|[年度]")
# 关于农村殡葬改革的调查.
_SURVEY = "调研"
_NAMES_SURVEY = Pattern(r"(?:的|情况|状况|现状|问题)调查$")
_JOINT = Pattern(r"[及暨和与]|以及|[、]")
# A report that ends 特此报告 on a line of its own does not begin with it.
_CLOSING = ("特此", "专此", "谨此")
# Kinds of document that tell what was done; hardly a section of a report is called so.
REPORTING = frozenset(("总结", "述职", "汇报", "报告", "讲话", "调研"))
_MARGIN = " \u3000\t　-—*#•·【】[]〖〗◆●■★"


@dataclass(frozen=True, slots=True, eq=False)
class TitleRules:
    """The expressions of titles.toml. Hashed by identity, so that answers can be remembered."""

    doc_types: Mapping[str, str]
    kind: Pattern
    kind_end: Pattern
    kind_words: str
    collection: Pattern
    part: Pattern
    part_tail: Pattern
    motto: Pattern
    paper: Pattern
    subtitle: Pattern
    listed: Pattern
    heads: Pattern
    tails: Pattern
    section_name: Pattern
    statute: Pattern


def compile_titles(table: Mapping[str, Any]) -> TitleRules:
    """The rules of titles.toml, ready for use. Raises SettingsError for what is no expression."""
    doc_types = {word: doc_type for doc_type, words in table["kinds"].items() for word in words}
    words = longest_first(doc_types)
    reports = longest_first(word for word, kind in doc_types.items() if kind != "其他")
    page = table["page"]
    part = page["part"]
    bare_part = part.replace("?P<after>", "").replace("?P<before>", "")
    return TitleRules(
        doc_types=doc_types,
        kind=RulePattern(words, TABLE),
        kind_end=RulePattern(rf"{words}(?:[（(][^）)]{{1,20}}[）)])?$", TABLE),
        kind_words=reports,
        collection=RulePattern(any_of(page["collection"]), TABLE),
        part=RulePattern(part, TABLE),
        part_tail=RulePattern(rf"{_where_begins(bare_part)}(?:{bare_part})$", TABLE),
        motto=RulePattern(motto_expression(page["labels"], page["makers"]), TABLE),
        paper=RulePattern(rf"{any_of(page['papers'])}$", TABLE),
        subtitle=RulePattern(rf"{any_of([*page['papers'], *page['subtitles']])}$", TABLE),
        listed=RulePattern(rf"——(?:{any_of(page['makers'])}|{any_of(page['items'])})", TABLE),
        heads=RulePattern(any_of(page["heads"]), TABLE),
        tails=RulePattern(rf"(?:{any_of(page['tails'])})\s*$", TABLE),
        section_name=RulePattern(rf"{any_of(page['section_names'])}$", TABLE),
        statute=RulePattern(any_of(page["statutes"]), TABLE),
    )


def _where_begins(expression: str) -> str:
    """A look ahead for what an expression can begin with; "" where that cannot be told."""
    members = first_characters(expression)
    return f"(?=[{''.join(sorted(members))}])" if members else ""


def has_title_form(text: str, rules: TitleRules) -> bool:
    """Whether a line of its own, without a number, reads like the title of a document."""
    if not MIN_TITLE <= len(text) <= MAX_TITLE or text.startswith(_CLOSING):
        return False
    # Of a motto's title the name of the paper may be another.
    if not (":" in text or "：" in text or rules.kind.search(" ".join(text.split()))):
        return False
    bare = clean_title(text, rules)
    if name := behind_motto(bare, rules):
        named = rules.paper.search(name) is not None or doc_type_of(name, rules) not in (None, "其他")
        return named and not _PUNCTUATION.search(_QUOTED.sub("", name))
    if len(bare) < MIN_TITLE or not rules.kind_end.search(bare):
        return False
    return not (_PUNCTUATION.search(_QUOTED.sub("", bare)) or INNER_NUMBER.search(bare))


def behind_motto(text: str, rules: TitleRules) -> str | None:
    """The title behind a motto and a colon, if it ends like one: 把根留住：…创业情况调查."""
    found = rules.motto.match(text) if "：" in text or ":" in text else None
    if found is None:
        return None
    name = text[found.end() :]
    ends = rules.kind_end.search(name) or _NAMES_SURVEY.search(name) or rules.paper.search(name)
    return name if ends else None


@lru_cache(maxsize=4096)
def clean_title(text: str, rules: TitleRules) -> str:
    """A title without the words of the page around it: part marks, ordinals, (实用16篇)."""
    bare = text.strip()
    headed = rules.heads.match(bare)
    # Behind a number a title may end with a colon: （一）…工作总结：.
    bare = bare[headed.end() :].strip(_MARGIN + "：:") if headed else bare.strip(_MARGIN)
    bare = _unquoted(bare)
    marked = rules.part.match(bare)
    if marked and marked.end() < len(bare):
        bare = _unquoted(bare[marked.end() :])
    collected = rules.collection.search(bare)
    if collected and collected.start() >= MIN_TITLE:
        bare = bare[: collected.start()]
    while True:
        cut = rules.tails.search(bare)
        if cut is None or cut.start() < MIN_TITLE or not rules.kind.search(bare, 0, cut.start()):
            break
        bare = bare[: cut.start()]
    bare = " ".join(bare.split()).strip(_MARGIN)
    half = len(bare) // 2
    # A page may say a title twice on one line, once from a link.
    return bare[:half] if half >= MIN_TITLE and bare == 2 * bare[:half] else bare


def _unquoted(text: str) -> str:
    """A title that is all in 《》 without them."""
    return text[1:-1] if text[:1] == "《" and text.find("》") == len(text) - 1 else text


def is_collection(text: str, rules: TitleRules) -> bool:
    """Whether a line names a page of several reports rather than one."""
    if len(text) > MAX_TITLE or _PUNCTUATION.search(_QUOTED.sub("", text)):
        return False
    found = rules.collection.search(text)
    return found is not None and rules.kind.search(text, 0, found.start()) is not None


def title_key(text: str, rules: TitleRules) -> str:
    """What two titles have in common that differ in year, ordinal, spaces and punctuation only."""
    return _NOT_KEY.sub("", clean_title(text, rules))


def doc_type_of(title: str, rules: TitleRules) -> str | None:
    """The kind of document a title names, or None. Of 总结及计划 it is the first."""
    bare = _QUOTED.sub("", title) or title
    if _NAMES_SURVEY.search(bare):
        return _SURVEY
    if rules.kind_end.search(bare):
        for piece in _halves(bare):
            ends = rules.kind_end.search(piece)
            if ends:
                return _last_kind(piece, rules)
    return _last_kind(bare, rules)


def _halves(text: str) -> list[str]:
    """The title up to each of its conjunctions, and the whole."""
    return [text[: joint.start()] for joint in _JOINT.finditer(text)] + [text]


def _last_kind(text: str, rules: TitleRules) -> str | None:
    words: list[str] = rules.kind.findall(text)
    return rules.doc_types[words[-1]] if words else None
