"""Curves over the number of sections, as one SVG: a panel for each measure, both axes logarithmic."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

WIDTH, HEIGHT, MARGIN, LEGEND = 420, 280, 56, 130
COLOURS = ("#d62728", "#1f77b4", "#2ca02c", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf")

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Curve:
    """A panel: its title, and the points of each system."""

    title: str
    lines: dict[str, Points]


@dataclass(frozen=True, slots=True)
class Axis:
    """From a value to a place between two others, by its logarithm."""

    least: float
    most: float
    start: float
    end: float

    def place(self, value: float) -> float:
        share = (math.log10(value) - math.log10(self.least)) / (
            math.log10(self.most) - math.log10(self.least)
        )
        return self.start + share * (self.end - self.start)

    def ticks(self) -> Iterator[float]:
        """The powers of ten."""
        for exponent in range(round(math.log10(self.least)), round(math.log10(self.most)) + 1):
            yield 10.0**exponent


def _decades(values: Sequence[float]) -> tuple[float, float]:
    """The powers of ten that hold all values between them."""
    least, most = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return 10.0**least, 10.0 ** max(most, least + 1)


def _panel(curve: Curve, left: float, top: float) -> Iterator[str]:
    points = [point for line in curve.lines.values() for point in line if point[1] > 0]
    if not points:
        return
    across = Axis(*_decades([x for x, _ in points]), left + MARGIN, left + WIDTH - 10)
    up = Axis(*_decades([y for _, y in points]), top + HEIGHT - MARGIN / 2, top + MARGIN / 2)
    yield f'<text x="{left + MARGIN}" y="{top + 18}" font-weight="bold">{escape(curve.title)}</text>'
    for value in across.ticks():
        x = across.place(value)
        yield f'<line x1="{x:.1f}" y1="{up.start:.1f}" x2="{x:.1f}" y2="{up.end:.1f}" stroke="#ddd"/>'
        yield f'<text x="{x:.1f}" y="{up.start + 16:.1f}" text-anchor="middle">{value:,.0f}</text>'
    for value in up.ticks():
        y = up.place(value)
        yield f'<line x1="{across.start:.1f}" y1="{y:.1f}" x2="{across.end:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
        yield f'<text x="{across.start - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{value:,g}</text>'
    for colour, line in zip(COLOURS, curve.lines.values(), strict=False):
        places = [(across.place(x), up.place(y)) for x, y in line if y > 0]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)


def _legend(names: Sequence[str], left: float) -> Iterator[str]:
    for row, (colour, name) in enumerate(zip(COLOURS, names, strict=False)):
        y = MARGIN + 20 * row
        yield f'<rect x="{left}" y="{y - 10}" width="14" height="10" fill="{colour}"/>'
        yield f'<text x="{left + 20}" y="{y}">{escape(name)}</text>'


def write_svg(path: Path, curves: Sequence[Curve]) -> None:
    """Write the panels two by two, with one legend for all."""
    width, height = 2 * WIDTH + LEGEND, HEIGHT * math.ceil(len(curves) / 2)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" '
        'font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for number, curve in enumerate(curves):
        parts += _panel(curve, number % 2 * WIDTH, number // 2 * HEIGHT)
    parts += _legend(list(curves[0].lines), 2 * WIDTH + 10)
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")
