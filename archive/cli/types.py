"""archive types: the kinds of sections and documents that filters know."""

from __future__ import annotations

from pathlib import Path

import click

from ..model import DOC_TYPES, SECTION_TYPES
from .messages import _
from .options import common
from .output import print_json, print_lines, print_table

_MEANINGS = {
    "导语": _("the opening before the first heading"),
    "工作情况": _("what was done, and with what result"),
    "存在问题": _("problems, weaknesses, risks"),
    "原因分析": _("why the problems are there"),
    "下一步打算": _("plans, measures, intentions"),
    "经验体会": _("experience, impressions, lessons"),
    "形势分析": _("the situation and its trends"),
    "意见建议": _("proposals and advice to others"),
    "其他": _("greetings, signatures, formal closings, and what is no report"),
}


@click.command("types", help=_("List the section types and document types that filters know."))
@click.option("--json", "as_json", is_flag=True, help=_("Print them as JSON."))
@common
def command(as_json: bool, index_dir: Path | None, quiet: bool, debug: bool) -> int:
    """See the help text."""
    if as_json:
        types = [{"type": name, "meaning": _MEANINGS[name]} for name in SECTION_TYPES]
        print_json({"types": types, "doc_types": DOC_TYPES})
        return 0
    print_table((_("section type"), _("meaning")), ((name, _MEANINGS[name]) for name in SECTION_TYPES))
    print_lines([[], [(_("document types: ") + " ".join(DOC_TYPES), None)]])
    return 0
