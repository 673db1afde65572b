"""What is known of the report that is being read, by which `split` tells where it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..lazy_pattern import Pattern
from ..model import Reason
from .closings import intends
from .cues import opens_list, sentence_leads
from .elements import Element, Kind
from .formulas import is_farewell, is_formal_closing, is_greeting, is_marginal, perorates
from .lexicon import heading_types
from .numbering import Scheme
from .rules import Rules
from .type_names import PLANS, PROBLEMS
from .units import own_words, unit_of_sentence

# Fewer paragraphs than this, without a heading, are the opening of the report they stand in.
_MIN_TEXTS = 3
# So much of a paragraph is searched for the words by which it speaks of its own organisation.
OWN_WINDOW = 400
# The end of a paragraph is searched for what it says of the time to come.
_END_WINDOW = 80
_SIGNATURE = Pattern(r"(?:汇报|述职|报告|发言)人[:：][ \u3000]*[×\u4e00-\u9fff]{2,4}$")
# The last words of a speech may be part of its last paragraph.
_THANKS, _MAX_THANKS = Pattern(r"[。！!，,]谢谢(?:大家|各位|领导|同志们|你们)?[。！!]*$"), 12
_DATED = Pattern(r"\d|〇")
# A person says 我 in the first sentences; what follows 我 in the name of an office is none of his words.
_ALONE_WINDOW = 80
_SAYS_I = Pattern("我|本人|作为一")
_ALONE = Pattern(
    r"本人|作为一[名个]|(?:^|[，,。；;：:！!])我(?![们国省市县区旗州镇乡村屯局处科室站所院校系部队馆园厂矿社台司馆办委厅行会党军方公中支总分团企医集组班段港场基单])"
)
# The heading that tells whether a report goes on stands within so many elements.
_NEXT_HEADINGS = 24
# A list of intentions has members: one sentence may be about anything.
_MIN_WISHES = 2


@dataclass(slots=True)
class Progress:
    """What has been read of the report that is open; `why` it was opened, besides for its title.

    `titles` are all that stood above it, of which one is its own.
    """

    title: Element | None = None
    why: tuple[Reason, ...] = ()
    titles: list[Element] = field(default_factory=list)
    body: list[Element] = field(default_factory=list)
    headings: int = 0
    texts: int = 0
    top: int = 0
    contained: bool = False
    outer: Scheme | None = None
    outer_value: int = 0
    last: Element | None = None
    inner: dict[Scheme, int] = field(default_factory=dict)
    parts: dict[Scheme, int] = field(default_factory=dict)
    unit: str = ""
    own: set[str] = field(default_factory=set)
    personal: bool = False
    problems: bool = False
    plans: bool = False
    final: bool = False
    wishes: int = 0
    greeted: bool = False
    closed: bool = False
    formal: bool = False
    ended: bool = False
    signed: bool = False

    @property
    def begun(self) -> bool:
        """Whether enough has been read for the next report to be possible."""
        return self.headings > 0 or self.texts >= _MIN_TEXTS

    def clear(self) -> None:
        """Forget what stood above the title: it is of no report."""
        self.body.clear()
        self.inner.clear()
        self.parts.clear()
        self.headings = self.texts = self.top = 0
        self.contained = False
        self.last = None

    def number_of(self, scheme: Scheme) -> int:
        """The last number of a scheme that another of it would follow; 0 where there is none."""
        if scheme is Scheme.HAN:
            return self.top
        return (self.parts if scheme < Scheme.HAN else self.inner).get(scheme, 0)

    @property
    def looks_ahead(self) -> bool:
        """Whether what was read last speaks of the time to come."""
        return self.final or self.wishes >= _MIN_WISHES


def numbering_goes_on(
    index: int, elements: Sequence[Element], progress: Progress, same: Callable[[str], bool] = lambda _: False
) -> bool:
    """Whether the headings behind an element go on with the numbers of the open report: 二、 and 三、.

    A numbering that begins with 1 says nothing if it may be an inner one of the heading above. `same`
    says of a title that it is no other.
    """
    begun: set[Scheme] = set()
    for element in elements[index + 1 : index + 1 + _NEXT_HEADINGS]:
        if element.kind is Kind.TITLE and element.sure and not same(element.text):
            return False
        scheme = element.scheme
        if element.kind is not Kind.HEADING or scheme is None or not element.value:
            continue
        if element.value == 1:
            if scheme <= Scheme.HAN:
                return False
            begun.add(scheme)
        elif scheme not in begun:
            return element.value == progress.number_of(scheme) + 1
    return False


def advance(progress: Progress, element: Element, rules: Rules) -> None:
    """Note what an element tells about the open report."""
    if element.kind is Kind.TITLE:
        progress.title = element
        progress.titles.append(element)
        return
    progress.body.append(element)
    if element.kind is Kind.HEADING:
        _advance_heading(progress, element, rules)
    elif is_marginal(element.text, rules.formulas):
        progress.greeted |= is_greeting(element.text, rules.formulas)
        progress.signed |= progress.begun and _signs(element.text, rules)
    else:
        _advance_text(progress, element.text, rules)


def _signs(text: str, rules: Rules) -> bool:
    """Whether a marginal line stands at the end of a report: a date, who reported, whom to ask."""
    if _SIGNATURE.match(text) or rules.formulas.trailing.match(text):
        return True
    return _DATED.search(text) is not None


def _advance_heading(progress: Progress, element: Element, rules: Rules) -> None:
    progress.headings += 1
    progress.closed = progress.ended = progress.formal = progress.signed = False
    types = heading_types(element.text, rules.types)
    progress.problems |= PROBLEMS in types
    progress.plans |= PLANS in types
    scheme = element.scheme or Scheme.PLAIN
    if scheme <= Scheme.HAN or types:
        progress.final = PLANS in types
    if scheme is Scheme.HAN:
        _note_outer(progress, element)
        progress.contained = False
        progress.top = element.value
        progress.inner.clear()
    elif scheme < Scheme.HAN:
        progress.contained = True
        progress.parts = {outer: value for outer, value in progress.parts.items() if outer < scheme}
        progress.parts[scheme] = element.value
        progress.inner.clear()
    else:
        if scheme is progress.outer and element.value == progress.outer_value + 1:
            progress.contained, progress.outer_value = True, element.value
        progress.inner[scheme] = element.value
    progress.last = element


def _note_outer(progress: Progress, element: Element) -> None:
    """Where the first 一、 follows an item of an inner scheme at once, that scheme stands above it."""
    above = progress.last
    if progress.top or element.value != 1 or above is None or above.value != 1:
        return
    if above.scheme is not None and above.scheme > Scheme.HAN:
        progress.outer, progress.outer_value = above.scheme, 1


def speaks_alone(text: str) -> bool:
    """Whether the first sentences of a paragraph are those of one person: 本人, 我深知, and not 我局."""
    return _SAYS_I.search(text, 0, _ALONE_WINDOW) is not None and (
        _ALONE.search(text, 0, _ALONE_WINDOW) is not None
    )


def _advance_text(progress: Progress, text: str, rules: Rules) -> None:
    if progress.texts < _MIN_TEXTS:
        progress.unit += unit_of_sentence(text, rules.units) or ""
    progress.texts += 1
    progress.signed = False
    progress.own |= own_words(text[:OWN_WINDOW], rules.units)
    progress.personal = progress.personal or speaks_alone(text)
    found = [cue.type for _, cue in sentence_leads(text, rules.cues) if cue]
    forward = (
        PLANS in (*found[:1], *found[-1:])
        or rules.formulas.forward.match(text) is not None
        or rules.formulas.forward_end.search(text, max(0, len(text) - _END_WINDOW)) is not None
    )
    progress.wishes = progress.wishes + 1 if intends(text, rules) else 0
    progress.problems |= PROBLEMS in found
    progress.plans |= PLANS in found
    progress.final |= forward
    is_last = forward and not opens_list(text, rules.cues)
    calls = perorates(text, rules.formulas)
    progress.formal = is_formal_closing(text, rules.formulas)
    thanks = _THANKS.search(text[-_MAX_THANKS:]) is not None
    progress.ended = calls or progress.formal or thanks or is_farewell(text, rules.formulas)
    progress.closed = is_last or progress.ended
    progress.final |= calls
