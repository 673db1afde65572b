"""Mottos in front of titles, up to a colon: `把根留住：柳河镇返乡青年创业情况调查`.

Labels of a form or a page look like them (`成果形式：调研报告`); they are short and end with a known noun
(`labels` in titles.toml).
"""

from __future__ import annotations

from collections.abc import Sequence

from .alternation import any_of

# The name of a paper behind a motto says of what it is, and is no bare 工作总结.
MIN_NAME = 7


def motto_expression(labels: Sequence[str], makers: Sequence[str]) -> str:
    """What a line must begin with to have a motto before its title.

    `labels` end what is none; with one of `makers` begins what is to be done about a paper.
    """
    label = rf"[^：:]{{0,8}}{any_of(labels)}[：:]"
    return rf"(?!{label})[^。；;！!?？：:《》…|｜]{{4,24}}[：:] ?(?!{any_of(makers)})(?=[^：:]{{{MIN_NAME}}})"
