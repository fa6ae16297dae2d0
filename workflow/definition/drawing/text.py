"""A ladder for a terminal: at most 100 columns, no colour.

Steps are boxes down the page; what goes to the next step is written under the box and ends
in ▼, what goes elsewhere names its target after ─▶, what does not leave the step has ─○.
A compound is a frame: a bar at the left of everything that stands in it. Names are
those of the file, so that what is read can be typed.
"""

import textwrap
from collections.abc import Iterator

from workflow.definition.drawing.ladder import NO_BREAK, Arrow, Ladder, Step, nobody_said, packed

COLUMNS = 100
BOX = 46
DEEP = 16  # columns kept for frames and the start of a line
SAID = ("┌", "─", "┐", "│", "└", "┘")
ASSUMED = ("┌", "╌", "┐", "╎", "└", "┘")
OPEN = ("┌", "┈", "┐", "┊", "└", "┘")
FINAL = ("╔", "═", "╗", "║", "╚", "╝")
LEGEND = (
    "┌─┐ in the source   ┌╌┐ assumed or unconfirmed   ╔═╗ final   ┏━━ frame of a compound step",
    "─▶ goes to   ─○ does not leave the step   [C 15] source and paragraph",
)
OPEN_LEGEND = "┌┈┐ open: every text on the table, none of them adopted"


def text(ladders: tuple[Ladder, ...], title: str) -> str:
    """Return *ladders* one below the other, with *title* above and the legend below."""
    blocks = [textwrap.fill(title, COLUMNS)]
    blocks += ["\n".join(line.rstrip() for line in _ladder(each)) for each in ladders]
    still = any(step.open for each in ladders for step in each.steps)
    return "\n\n".join((*blocks, "\n".join((*LEGEND, *((OPEN_LEGEND,) * still))))) + "\n"


def _ladder(drawn: Ladder) -> Iterator[str]:
    yield drawn.heading
    yield ""
    depth = 0
    for step in drawn.steps:
        yield from _closing(depth, step.depth)
        yield from _step(drawn, step)
        depth = step.depth + (1 if step.frame else 0)
    yield from _closing(depth, 0)


def _closing(depth: int, until: int) -> Iterator[str]:
    for level in range(depth - 1, until - 1, -1):
        yield "┃ " * level + "┗━━"


def _step(drawn: Ladder, step: Step) -> Iterator[str]:
    bars = "┃ " * step.depth
    arrows = [arrow for arrow in drawn.arrows if arrow.source == step.path]
    lines = _frame(step) if step.frame else _box(step)
    for line in (*lines, *_arrows(drawn, arrows, "┃ " if step.frame else "  ")):
        yield bars + line


def _box(step: Step) -> Iterator[str]:
    a, flat, b, side, c, d = _sides(step)
    title = f"▷ {step.title}" if step.initial else step.title
    title += " (assumed)" if step.final and nobody_said(step) else ""
    rows = (title, *step.lines)
    inner = [part for row in rows for part in textwrap.wrap(row, BOX, subsequent_indent="  ")]
    yield a + flat * (BOX + 2) + b
    for row in inner:
        yield f"{side} {row.replace(NO_BREAK, ' '):<{BOX}} {side}"
    yield c + flat * (BOX + 2) + d


def _sides(step: Step) -> tuple[str, ...]:
    if step.open:
        return OPEN
    return FINAL if step.final else ASSUMED if step.assumed else SAID


def _frame(step: Step) -> Iterator[str]:
    line = "┅" if step.open else "╍" if step.assumed else "━"
    rest = "; ".join(step.lines)
    body = f"{step.title}  {rest}" if rest else step.title
    for number, part in enumerate(textwrap.wrap(body, COLUMNS - 4 - 2 * step.depth)):
        yield f"┏{line}{line} {part}" if number == 0 else f"┃    {part}"


def _arrows(drawn: Ladder, arrows: list[Arrow], indent: str) -> Iterator[str]:
    """Yield what leaves a step: the ways elsewhere first, the way down last."""
    down = [arrow for arrow in arrows if drawn.straight(arrow)]
    for arrow in arrows:
        if arrow not in down:
            yield from _arrow(arrow, indent + ("│ " if down else "  "))
    for arrow in down:
        yield from _arrow(arrow, indent + "│ ")
    if down:
        yield indent + ("▽" if all(arrow.assumed for arrow in down) else "▼")


def _arrow(arrow: Arrow, margin: str) -> Iterator[str]:
    line = "╌" if arrow.assumed else "─"
    goes = f"{line}○" if arrow.target is None else f"{line}▶ {arrow.target}:"
    yield f"{margin}{goes} {arrow.name}"
    for part in packed(arrow.details, COLUMNS - DEEP - len(margin)):
        yield f"{margin}     {part}".replace(NO_BREAK, " ")
