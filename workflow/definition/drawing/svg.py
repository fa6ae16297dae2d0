"""A ladder as SVG: self-contained, no script, no font of its own, good on a grey printer.

What was said is drawn in whole lines, what is assumed in dashed ones; a final step has a
rounded double line, a compound a frame. Colour carries nothing. Where everything stands
is decided in `draw_place`; here it is only written, with one decimal, in a fixed order.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from workflow.definition.drawing.ladder import Ladder
from workflow.definition.drawing.place import place
from workflow.definition.drawing.shapes import LEFT, Box, Lane, Plan, Port, Stem, Text, width_of

WIDEST = 80  # characters of the title
STYLE = (
    "text{font-family:Helvetica,Arial,'Liberation Sans',sans-serif;fill:#000;"
    "paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}"
    ".b{font-weight:700}.i{font-style:italic}"
    "rect,path,circle{fill:none;stroke:#000;stroke-width:1.2}"
    ".box{fill:#fff}.frame{fill:#f4f4f4;stroke-width:1.6}"
    ".assumed{stroke-dasharray:5 4}.head{fill:#000;stroke:none}.ring{fill:#fff}"
)
LEGEND = (
    ("said", "in the source text; [C 15] is the source and the paragraph"),
    ("assumed", "assumed (nobody said it), or unconfirmed; with a bar: its time limit is"),
    ("final", "final step"),
    ("ring", "an event that does not leave its step"),
)
OPEN_STYLE = ".open{stroke-dasharray:1.5 3;stroke-width:2}"
OPEN_LEGEND = ("open", "open: every text on the table, none of them adopted")


def svg(ladders: tuple[Ladder, ...], title: str) -> str:
    """Return *ladders* one below the other as one SVG document."""
    head = [
        Text(x=LEFT, y=28 + number * 20, words=line, size=16, bold=True)
        for number, line in enumerate(textwrap.wrap(_say(title), WIDEST))
    ]
    plans: list[Plan] = []
    bottom = head[-1].y + 14
    for drawn in ladders:
        plans.append(place(_spoken(drawn), bottom))
        bottom = plans[-1].bottom + 14
    width = max([_end(text) for text in head] + [plan.right for plan in plans]) + LEFT
    body = [*map(_text, head), *(line for plan in plans for line in _plan(plan))]
    legend = (*LEGEND, OPEN_LEGEND) if _is_open(ladders) else LEGEND
    body += _legend(legend, bottom + 8)
    height = bottom + 8 + len(legend) * 24 + 20
    return _page(title, ladders, body, width=max(width, 640), height=height)


def _page(
    title: str, ladders: tuple[Ladder, ...], body: list[str], *, width: float, height: float
) -> str:
    wide, high = f"{width:.0f}", f"{height:.0f}"
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
            f'viewBox="0 0 {wide} {high}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(_described(ladders))}</desc>",
            f"<style>{STYLE}{OPEN_STYLE if _is_open(ladders) else ''}</style>",
            f'<rect width="{wide}" height="{high}" style="fill:#fff;stroke:none"/>',
            *body,
            "</svg>\n",
        )
    )


def _is_open(ladders: tuple[Ladder, ...]) -> bool:
    return any(step.open for drawn in ladders for step in drawn.steps)


def _described(ladders: tuple[Ladder, ...]) -> str:
    return " ".join(
        f"{_say(drawn.heading)}. Steps: "
        f"{', '.join(_say(step.title) for step in drawn.steps if not step.frame)}."
        for drawn in ladders
    )


def _say(words: str) -> str:
    """Return names as people write them: "State under review" for `state_under_review`."""
    spoken = re.sub(r"\b(states?)_", lambda found: found[1].capitalize() + " ", words)
    return spoken.replace("_", " ")


def _spoken(drawn: Ladder) -> Ladder:
    """Return *drawn* with every word as people write it; paths stay as they are."""
    steps = (
        replace(step, title=_say(step.title), lines=tuple(map(_say, step.lines)))
        for step in drawn.steps
    )
    arrows = (
        replace(arrow, name=_say(arrow.name), details=tuple(map(_say, arrow.details)))
        for arrow in drawn.arrows
    )
    return replace(drawn, heading=_say(drawn.heading), steps=tuple(steps), arrows=tuple(arrows))


def _plan(plan: Plan) -> Iterator[str]:
    """Yield frames and boxes first, lines over them, words last: nothing hides a word."""
    for box in plan.boxes:
        yield from _box(box)
    for stem in plan.stems:
        yield from _stem(stem)
    for lane in plan.lanes:
        yield from _lane(lane)
    lanes = {lane.target.step.path: lane for lane in plan.lanes}
    for port in plan.ports:
        yield from _port(port, plan.label, lanes)
    yield from (_bar(text) for text in plan.texts if text.unsure)
    yield from map(_text, plan.texts)


def _bar(text: Text) -> str:
    """The bar beside a time limit that nobody said, in a box that somebody did."""
    path = f"M{text.x - 4:.1f} {text.y - 11:.1f}V{text.y + 5:.1f}"
    return _line(path, assumed=True)


def _box(box: Box) -> Iterator[str]:
    kind = "frame" if box.step.frame else "box"
    round_ = 12 if box.step.final else 3
    if box.step.initial:
        y = box.y + 9
        yield f'<circle class="head" cx="{box.x - 22:.1f}" cy="{y:.1f}" r="5"/>'
        yield _line(f"M{box.x - 17:.1f} {y:.1f}H{box.x - 6:.1f}")
        yield _head(box.x, y, 1, 0)
    shape = _class(kind, assumed=box.step.assumed, still=box.step.open)
    yield _rect((box.x, box.y, box.w, box.h), shape, round_)
    if box.step.final:
        inner = (box.x + 3, box.y + 3, box.w - 6, box.h - 6)
        yield _rect(inner, shape, round_ - 3)


def _class(kind: str, *, assumed: bool, still: bool = False) -> str:
    """The class of a shape; `still`: it is open, whoever said what of it."""
    return f"{kind} open" if still else f"{kind} assumed" if assumed else kind


def _rect(place_: tuple[float, float, float, float], kind: str, round_: int) -> str:
    x, y, w, h = (f"{side:.1f}" for side in place_)
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{w}" height="{h}" rx="{round_}"/>'


def _line(path: str, *, assumed: bool = False) -> str:
    kind = ' class="assumed"' if assumed else ""
    return f'<path{kind} d="{path}"/>'


def _head(x: float, y: float, dx: int, dy: int) -> str:
    """Return an arrow's head with its tip at *x*, *y*, pointing along *dx*, *dy*."""
    back_x, back_y = x - 8 * dx, y - 8 * dy
    one = f"{back_x + 4 * dy:.1f} {back_y + 4 * dx:.1f}"
    two = f"{back_x - 4 * dy:.1f} {back_y - 4 * dx:.1f}"
    return f'<path class="head" d="M{x:.1f} {y:.1f}L{one}L{two}Z"/>'


def _stem(stem: Stem) -> Iterator[str]:
    path = f"M{stem.x:.1f} {stem.top:.1f}V{stem.bottom - 6:.1f}"
    yield _line(path, assumed=stem.assumed)
    yield _head(stem.x, stem.bottom, 0, 1)


def _lane(lane: Lane) -> Iterator[str]:
    edge = lane.target.x + lane.target.w
    ends = (lane.y, *lane.ys)
    path = f"M{lane.x:.1f} {min(ends):.1f}V{max(ends):.1f}"
    way_in = f"M{lane.x:.1f} {lane.y:.1f}H{edge + 6:.1f}"
    yield _line(path + way_in, assumed=lane.assumed)
    yield _head(edge, lane.y, -1, 0)


def _port(port: Port, label: float, lanes: dict[str, Lane]) -> Iterator[str]:
    if port.arrow.target is None:
        yield _line(f"M{port.x:.1f} {port.y - 6:.1f}H{label - 12:.1f}", assumed=port.arrow.assumed)
        yield f'<circle class="ring" cx="{label - 9:.1f}" cy="{port.y - 6:.1f}" r="3.5"/>'
        return
    end = lanes[port.arrow.target].x
    yield _line(f"M{port.x:.1f} {port.y:.1f}H{end:.1f}", assumed=port.arrow.assumed)
    yield f'<circle class="head" cx="{end:.1f}" cy="{port.y:.1f}" r="2.4"/>'


def _text(text: Text) -> str:
    kinds = " ".join(kind for kind, on in (("b", text.bold), ("i", text.slanted)) if on)
    kind = f' class="{kinds}"' if kinds else ""
    place_ = f'x="{text.x:.1f}" y="{text.y:.1f}" font-size="{text.size}"'
    return f"<text{kind} {place_}>{escape(text.words)}</text>"


def _end(text: Text) -> float:
    return text.x + width_of(text.words, text.size)


def _legend(legend: tuple[tuple[str, str], ...], top: float) -> list[str]:
    lines = []
    for number, (kind, words) in enumerate(legend):
        y = top + number * 24
        lines += _sample(kind, y)
        lines.append(_text(Text(x=LEFT + 52, y=y + 12, words=words)))
    return lines


def _sample(kind: str, y: float) -> list[str]:
    whole = (LEFT, y, 40.0, 16.0)
    if kind == "ring":
        ring = f'<circle class="ring" cx="{LEFT + 28}" cy="{y + 8:.1f}" r="3.5"/>'
        return [_line(f"M{LEFT} {y + 8:.1f}H{LEFT + 24}"), ring]
    if kind == "final":
        inner = (LEFT + 3.0, y + 3, 34.0, 10.0)
        return [_rect(whole, "box", 8), _rect(inner, "box", 5)]
    return [_rect(whole, _class("box", assumed=kind == "assumed", still=kind == "open"), 3)]
