"""The gold standard: pages labelled by hand, and how the labels are written.

`gold/dev` and `gold/test` hold pages written for the purpose, each `NAME.txt` beside its labels
`NAME.gold`; `gold/corpus` holds labels only, of the corpus file whose name begins with NAME. The
test split is looked at through its score alone. One line a label, in the order of the page;
LINES are the source lines (`7` or `7-9`), and text is *cleaned* text:

    @report LINES | title=… | doc_type=… | year=… | period=… | unit=… | date=…
    #LEVEL LINES NUMBER | heading          (NUMBER is `-` where there is none)
    -TYPE[,TYPE] LINES paragraph           (ends with `…` where only its beginning is given)
    !removed LINES beginning of the text

`‖` between values of a field, and `/` between levels, separate readings that are equally right;
an empty value is null. Conventions, where the design leaves room:

- A heading stands without its number and closing punctuation, a number folded to half width and
  compared without its own closing mark (`1.` and `1、` are one). A run-in heading (number, short
  sentence, full stop, body) is a heading, and its paragraph the rest. 一是/一要/第一, numbered items
  that are sentences by themselves, articles (第X条) and short opening phrases without a number are
  paragraphs. The level is that of the numbering in the report's own hierarchy, lost parents counted.
- A paragraph has two types where each is carried by a sentence or long clause of its own; praise
  conceded in a sentence about problems does not count. Under a combined heading each paragraph
  has the types that its own text supports. Goals, principles and steps of a plan are 下一步打算.
- Lines of author, office or date under the title, forms of address, signatures and formal closings
  are 其他. The paragraphs before the first heading that set the frame (`现将…如下`) are 导语.
- A title has no ordinal, no site name and no `(精选4篇)`; the page title of a collection belongs to no
  report. A year or period must be said in the report; masked is null; `年度` is demanded where the
  report says the word, and accepted where it plainly covers a year. A unit must be a name.
- Words that a keyword linker put on a line of their own belong to the sentence around them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

HERE = Path(__file__).parent
GOLD = HERE / "gold"
CORPUS = HERE.parents[1] / "corpus"
SPLITS = ("dev", "test", "corpus")
FIELDS = ("title", "doc_type", "year", "period", "unit", "date")
CUT = "…"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; a gold one may allow several levels, a found one has one."""

    lines: Span
    levels: frozenset[int]
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph with its types; `cut` says that only its beginning is known."""

    lines: Span
    types: tuple[str, ...]
    text: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A report: the line it begins on, its metadata (each field's accepted values), its elements."""

    line: int
    fields: dict[str, tuple[str, ...]]
    elements: tuple[Heading | Text, ...]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings, in order."""
        return tuple(e for e in self.elements if isinstance(e, Heading))

    @property
    def texts(self) -> tuple[Text, ...]:
        """The paragraphs, in order."""
        return tuple(e for e in self.elements if isinstance(e, Text))


@dataclass(frozen=True, slots=True)
class Page:
    """A labelled page and where its source lies."""

    name: str
    source: Path
    pieces: tuple[Piece, ...]

    @property
    def whole(self) -> bool:
        """Whether the labels hold the whole cleaned text."""
        return not any(text.cut for piece in self.pieces for text in piece.texts)


_LABEL = re.compile(r"(?P<kind>@report|![a-z]+|#[\d/]+|-\S+) (?P<first>\d+)(?:-(?P<last>\d+))? ?(?P<rest>.*)")


def load_page(labels: Path, source: Path) -> Page:
    """Read a label file. Raises ValueError, naming file and line, for what is not a label."""
    pieces: list[tuple[int, dict[str, tuple[str, ...]], list[Heading | Text]]] = []
    for count, line in enumerate(labels.read_text(encoding="utf-8").splitlines(), 1):
        match = _LABEL.fullmatch(line)
        if match is None or (not pieces and match["kind"][0] in "#-"):
            raise ValueError(f"{labels}:{count}: not a label: {line}")
        span = (int(match["first"]), int(match["last"] or match["first"]))
        if match["kind"] == "@report":
            pieces.append((span[0], _fields(match["rest"]), []))
        elif match["kind"][0] == "#":
            pieces[-1][2].append(_heading(match["kind"][1:], span, match["rest"]))
        elif match["kind"][0] == "-":
            pieces[-1][2].append(_text(match["kind"][1:], span, match["rest"]))
    return Page(labels.stem, source, tuple(Piece(n, f, tuple(e)) for n, f, e in pieces))


def _fields(rest: str) -> dict[str, tuple[str, ...]]:
    pairs = (part.strip().partition("=") for part in rest.removeprefix("|").split("|"))
    found = {key: tuple(value.split("‖")) for key, _, value in pairs}
    return {name: found[name] for name in FIELDS}


def _heading(levels: str, span: Span, rest: str) -> Heading:
    number, _, text = rest.partition(" | ")
    return Heading(span, frozenset(map(int, levels.split("/"))), "" if number == "-" else number, text)


def _text(types: str, span: Span, rest: str) -> Text:
    return Text(span, tuple(types.split(",")), rest.removesuffix(CUT), rest.endswith(CUT))


def load_split(split: str) -> list[Page]:
    """All pages of a split, sorted by name."""
    pages = []
    for labels in sorted((GOLD / split).glob("*.gold")):
        source = next(CORPUS.glob(f"{labels.stem}*")) if split == "corpus" else labels.with_suffix(".txt")
        pages.append(load_page(labels, source))
    return pages


def digest(split: str) -> str:
    """A digest of all labels and sources of a split: whatever changes in them changes it."""
    result = blake2b(digest_size=16)
    for page in load_split(split):
        for path in (GOLD / split / f"{page.name}.gold", page.source):
            result.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return result.hexdigest()
