"""Where everything of a ladder stands: boxes, labels, lanes, in pixels from the top left.

    box ──label──────────┐        Steps go down in one column. The way to the next step is
     │ label             │ lane   a straight arrow with its label beside it. Every other way
     ▼                   │        leaves the box to the right, on a line under its own label,
    box <────────────────┘        and joins the lane of its target, one lane for each target.

Each label has rows of its own, and lanes stand right of all labels, so text never meets text.
Only the rows a label has decide how high a box is; nothing is ever made smaller to fit.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workflow.definition.drawing.ladder import (
    ANY_STEP,
    Arrow,
    Ladder,
    Step,
    nobody_said,
    packed,
    unsaid,
)
from workflow.definition.drawing.shapes import (
    BOX,
    CHAR,
    INDENT,
    LABEL,
    LANE,
    LEFT,
    PAD,
    ROW,
    SIZE,
    SMALL,
    STEM,
    Box,
    Lane,
    Plan,
    Port,
    Stem,
    Text,
    width_of,
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class _Pen:
    """The page while it is being filled; `y` is the first free row."""

    drawn: Ladder
    y: float
    boxes: list[Box] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    ports: list[Port] = field(default_factory=list)
    pending: list[tuple[Arrow, float]] = field(default_factory=list)
    open: list[tuple[int, Step, float]] = field(default_factory=list)

    @property
    def deepest(self) -> int:
        return max(step.depth for step in self.drawn.steps)

    @property
    def edge(self) -> float:
        return LEFT + self.deepest * INDENT + BOX

    @property
    def label(self) -> float:
        return self.edge + self.deepest * PAD + 22


def place(drawn: Ladder, top: float) -> Plan:
    """Return *drawn* placed below *top*."""
    pen = _Pen(drawn=drawn, y=top)
    _write(pen, LEFT, (drawn.heading,), size=SIZE, bold=True)
    pen.y += PAD
    for step in drawn.steps:
        _close(pen, step.depth)
        _frame(pen, step) if step.frame else _leaf(pen, step)
    _close(pen, 0)
    return _finished(pen)


def _write(
    pen: _Pen, x: float, lines: Sequence[str], *, size: int = SMALL,
    bold: bool = False, slanted: bool = False, unsure: bool = False,
) -> None:  # fmt: skip
    for line in lines:
        pen.y += ROW
        text = Text(x=x, y=pen.y - 4, words=line, size=size, bold=bold, slanted=slanted)
        pen.texts.append(replace(text, unsure=unsure))


def _leaf(pen: _Pen, step: Step) -> None:
    """Place a box with its ways out, then the straight arrow's labels below it."""
    top = pen.y
    x = LEFT + step.depth * INDENT
    inner = 4 if step.final else 0  # the room of the second line
    pen.y += 4 + inner
    _inside(pen, step, x + PAD + inner, pen.edge - x - 2 * (PAD + inner))
    inside = pen.y + inner
    pen.y = top
    _ports(pen, step)
    pen.y = max(inside, pen.y) + 6
    pen.boxes.append(Box(step=step, x=x, y=top, w=pen.edge - x, h=pen.y - top))
    _below(pen, step)


def _inside(pen: _Pen, step: Step, x: float, room: float) -> None:
    title = f"{step.title} (assumed)" if step.final and nobody_said(step) else step.title
    _write(pen, x, _wrapped(title, room, SIZE), size=SIZE, bold=True)
    for line in step.lines:
        basis = line.startswith("[")
        unsure = not (basis or step.assumed or unsaid((line,)))
        _write(pen, x, _wrapped(line, room, SMALL), slanted=basis, unsure=unsure)


def _wrapped(words: str, room: float, size: int) -> list[str]:
    return textwrap.wrap(words, int(room / (CHAR * size))) or [""]


def _ports(pen: _Pen, step: Step) -> None:
    """Place the ways out to the right; the first row is kept for the way in."""
    pen.y += ROW - 2
    for arrow in pen.drawn.arrows:
        if arrow.source == step.path and not pen.drawn.straight(arrow):
            pen.y += 2
            _label(pen, pen.label, arrow, LABEL)
            x = pen.edge + (pen.deepest - step.depth) * PAD if step.frame else pen.edge
            pen.ports.append(Port(arrow=arrow, x=x, y=pen.y + 1))
            pen.y += 4


def _label(pen: _Pen, x: float, arrow: Arrow, length: int) -> None:
    room = length * CHAR * SMALL
    assumed = arrow.assumed and unsaid(arrow.details)
    name = f"{arrow.name} (assumed)" if assumed else arrow.name
    _write(pen, x, _wrapped(name, room, SIZE), size=SIZE, bold=True)
    _write(pen, x, packed(arrow.details, length))


def _below(pen: _Pen, step: Step) -> None:
    top = pen.y
    down = [a for a in pen.drawn.arrows if a.source == step.path and pen.drawn.straight(a)]
    pen.y += 6 if down else 14
    for arrow in down:
        _label(pen, LEFT + STEM + 14, arrow, _below_length(pen, step))
        pen.y += 2
    pen.y += 10 if down else 0
    pen.pending += [(arrow, top) for arrow in down]


def _below_length(pen: _Pen, step: Step) -> int:
    """How many signs a straight arrow's label may take: inside a frame it stays inside."""
    if not step.depth:
        return LABEL + 30
    return int((pen.edge - LEFT - STEM - 14) / (CHAR * SMALL))


def _frame(pen: _Pen, step: Step) -> None:
    """Begin a frame: its title right of the straight arrow that may pass through it."""
    top = pen.y
    pen.y += 4
    x = LEFT + PAD if step.path == ANY_STEP else LEFT + STEM + 14
    _inside(pen, step, x, pen.edge - x)
    inside = pen.y
    pen.y = top
    _ports(pen, step)
    pen.y = max(inside, pen.y) + PAD
    pen.open.append((len(pen.boxes), step, top))


def _close(pen: _Pen, depth: int) -> None:
    """End every frame that is not around a step of *depth*; outer ones are drawn first."""
    while pen.open and pen.open[-1][1].depth >= depth:
        at, step, top = pen.open.pop()
        x = LEFT + step.depth * INDENT - (INDENT - 8)
        right = pen.edge + (pen.deepest - step.depth) * PAD
        pen.boxes.insert(at, Box(step=step, x=x, y=top, w=right - x, h=pen.y - top))
        pen.y += PAD + 4


def _finished(pen: _Pen) -> Plan:
    boxes = {box.step.path: box for box in pen.boxes}
    lanes = _lanes(pen, boxes)
    texts_end = max(text.x + width_of(text.words, text.size) for text in pen.texts)
    lanes_end = max((lane.x for lane in lanes), default=0.0)
    return Plan(
        boxes=tuple(pen.boxes),
        texts=tuple(pen.texts),
        ports=tuple(pen.ports),
        lanes=lanes,
        stems=_stems(pen, boxes),
        label=pen.label,
        right=max(texts_end, lanes_end),
        bottom=pen.y,
    )


def _stems(pen: _Pen, boxes: dict[str, Box]) -> tuple[Stem, ...]:
    tops: dict[str, list[tuple[Arrow, float]]] = {}
    for arrow, top in pen.pending:
        tops.setdefault(arrow.source, []).append((arrow, top))
    return tuple(
        Stem(
            x=LEFT + STEM,
            top=ways[0][1],
            bottom=boxes[ways[0][0].target or ""].y,
            assumed=all(arrow.assumed for arrow, _ in ways),
        )
        for ways in tops.values()
    )


def _lanes(pen: _Pen, boxes: dict[str, Box]) -> tuple[Lane, ...]:
    """Give each target a lane: short ones near the labels, none over another."""
    joined: dict[str, list[Port]] = {}
    for port in pen.ports:
        if port.arrow.target is not None:
            joined.setdefault(port.arrow.target, []).append(port)
    first = max(_end(pen, text) for text in pen.texts) + LANE
    taken: list[list[tuple[float, float]]] = []
    lanes = []
    for target in sorted(joined, key=lambda name: (_length(boxes[name], joined[name]), name)):
        column = _column(taken, _span(boxes[target], joined[target]))
        lanes.append(_lane(boxes[target], joined[target], first + column * LANE))
    return tuple(lanes)


def _end(pen: _Pen, text: Text) -> float:
    """Return where *text* ends, if it stands beside a box; a heading is above the lanes."""
    return text.x + width_of(text.words, text.size) if text.words != pen.drawn.heading else 0


def _lane(target: Box, ports: list[Port], x: float) -> Lane:
    return Lane(
        target=target,
        x=x,
        y=target.y + 9,
        ys=tuple(port.y for port in ports),
        assumed=all(port.arrow.assumed for port in ports),
    )


def _span(target: Box, ports: list[Port]) -> tuple[float, float]:
    ys = (target.y + 9, *(port.y for port in ports))
    return min(ys), max(ys)


def _length(target: Box, ports: list[Port]) -> float:
    low, high = _span(target, ports)
    return high - low


def _column(taken: list[list[tuple[float, float]]], span: tuple[float, float]) -> int:
    """Return the first column in which *span* is free, and take it."""
    for column, spans in enumerate(taken):
        if all(span[1] < low or high < span[0] for low, high in spans):
            spans.append(span)
            return column
    taken.append([span])
    return len(taken) - 1
