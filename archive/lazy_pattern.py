"""Regular expressions that are compiled at their first use.

Cleaning and understanding have more than a thousand. To compile them all takes longer than to import all the
rest of the program, and a page makes use of every third.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from types import MappingProxyType
from typing import Any

from .errors import SettingsError

# What is put together of a whole table is not for reading.
_SHOWN = 100
# What a user has added to the tables of which rules are being made.
_ADDED: ContextVar[Mapping[str, Any]] = ContextVar("_ADDED", default=MappingProxyType({}))


class Pattern:
    """A regular expression with the methods of `re.Pattern`: once used, those of the compiled one itself.

    `needs` is a class of uncommon characters of which each match has one; "" if there is no such class.
    """

    def __init__(self, pattern: str, flags: int = 0, *, needs: str = "") -> None:
        self.pattern = pattern
        self._flags = flags
        self.needs = needs

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression, compiled."""
        return re.compile(self.pattern, self._flags)

    @cached_property
    def needed(self) -> re.Pattern[str]:
        """The class `needs`, compiled."""
        return re.compile(self.needs)

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """As of re.Pattern; so are the others."""
        return self.compiled.search

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """Find it at the beginning."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """Find it from beginning to end."""
        return self.compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """Find all."""
        return self.compiled.finditer

    @cached_property
    def findall(self) -> Callable[..., list[str]]:
        """Find the texts of all; only for expressions with at most one group."""
        return self.compiled.findall

    @cached_property
    def sub(self) -> Callable[..., str]:
        """Put something in place of all."""
        return self.compiled.sub

    @cached_property
    def subn(self) -> Callable[..., tuple[str, int]]:
        """Put something in place of all, and count them."""
        return self.compiled.subn

    @cached_property
    def split(self) -> Callable[..., list[str]]:
        """Cut at all."""
        return self.compiled.split


class RulePattern(Pattern):
    """An expression made of rules in archive/data/<table>.toml, to which a user may have added."""

    def __init__(self, pattern: str, table: str) -> None:
        """Raises SettingsError for what is no expression: here where `at_once`, else at its first use."""
        super().__init__(pattern)
        self._table = table
        if _ADDED.get():
            self.search  # noqa: B018 (compiles it)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression, compiled."""
        try:
            return re.compile(self.pattern)
        except re.error as error:
            culprit, reason = _culprit(_ADDED.get().get(self._table)) or (self.pattern[:_SHOWN], error)
            raise SettingsError(
                f"{culprit!r} in the rules {self._table!r} is no regular expression ({reason}); "
                f"correct [rules.{self._table}] in archive.toml"
            ) from error


def _culprit(added: object) -> tuple[str, re.error] | None:
    """The first text among what a user has added to a table that is no expression by itself, and why."""
    for text in _texts(added):
        try:
            re.compile(text)
        except re.error as error:
            return text, error
    return None


def _texts(added: object) -> Iterator[str]:
    if isinstance(added, str):
        yield added
    elif isinstance(added, Mapping | list):
        for item in added.values() if isinstance(added, Mapping) else added:
            yield from _texts(item)


@contextmanager
def at_once(added: Mapping[str, Any]) -> Iterator[None]:
    """Let rules that are made meanwhile be compiled at once, if a user has `added` to any table.

    A mistake of his is to be told before there is work that it would end.
    """
    token = _ADDED.set(added)
    try:
        yield
    finally:
        _ADDED.reset(token)
