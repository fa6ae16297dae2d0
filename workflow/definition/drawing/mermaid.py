"""A ladder as Mermaid's `stateDiagram-v2`, to paste where Mermaid is rendered.

Every step has an id of its own (`chart__path`) and a label, so that names shared by two
charts never meet. Labels are escaped by Mermaid's own entity codes (`#58;`), because a
colon, a semicolon or a brace ends a label there. A chart is no composite of its own: Mermaid
11 cannot draw an arrow into a compound that stands in another composite.
"""

from collections.abc import Iterator
from operator import attrgetter

from workflow.definition.drawing.ladder import ANY_STEP, Arrow, Ladder, Step, unsaid

_SAFE = frozenset(" ,.·()[]/_-+='")
_INDENT = "    "


def mermaid(ladders: tuple[Ladder, ...], title: str) -> str:
    """Return *ladders* as one diagram, each chart below a state with its heading."""
    lines = ["stateDiagram-v2", f"{_INDENT}%% {' '.join(title.split())}"]
    lines.append(f"{_INDENT}%% dashed: assumed (nobody said it) or unconfirmed; thick: final")
    lines.append(f"{_INDENT}classDef assumed stroke-dasharray: 5 5")
    lines.append(f"{_INDENT}classDef final stroke-width: 4px")
    if any(step.open for drawn in ladders for step in drawn.steps):
        lines.insert(3, f"{_INDENT}%% dotted: open, every text on the table, none adopted")
        lines.append(f"{_INDENT}classDef open stroke-dasharray: 1 4")
    for drawn in ladders:
        lines += [_INDENT + line for line in _ladder(drawn)]
    return "\n".join(lines) + "\n"


def escaped(label: str) -> str:
    """Return *label* with every character that could end it as an entity code."""
    return "".join(
        char if char.isalnum() or char in _SAFE else f"#{ord(char)};"
        for char in " ".join(label.split())
    )


def _ladder(drawn: Ladder) -> Iterator[str]:
    yield f'state "{escaped(drawn.heading)}" as chart__{drawn.name}'
    yield from _steps(drawn)
    yield from (
        f"chart__{drawn.name} --> {_id(drawn, step.path)}" for step in _those(drawn, "initial")
    )
    yield from (line for arrow in drawn.arrows for line in _arrow(drawn, arrow))
    for kind in ("assumed", "final", "open"):
        yield from (f"class {_id(drawn, step.path)} {kind}" for step in _those(drawn, kind))


def _those(drawn: Ladder, kind: str) -> list[Step]:
    is_so = attrgetter(kind)
    return [step for step in drawn.steps if is_so(step)]


def _steps(drawn: Ladder) -> Iterator[str]:
    depth = 0
    for step in drawn.steps:
        yield from (_INDENT * level + "}" for level in range(depth - 1, step.depth - 1, -1))
        yield from (_INDENT * step.depth + line for line in _step(drawn, step))
        depth = step.depth + (1 if _opens(step) else 0)
    yield from (_INDENT * level + "}" for level in range(depth - 1, -1, -1))


def _opens(step: Step) -> bool:
    return step.frame and step.path != ANY_STEP


def _step(drawn: Ladder, step: Step) -> Iterator[str]:
    lines = (step.title,) if _opens(step) else (step.title, *step.lines)
    label = "<br/>".join(escaped(line) for line in lines)
    yield f'state "{label}" as {_id(drawn, step.path)}{" {" if _opens(step) else ""}'


def _arrow(drawn: Ladder, arrow: Arrow) -> Iterator[str]:
    """Yield the arrow; one that stays in its step is a loop, and says so."""
    stays = () if arrow.target is not None else ("stays in the step",)
    label = ", ".join((arrow.name, *arrow.details, *stays, *(("assumed",) * _said(arrow))))
    source = _id(drawn, arrow.source)
    yield f"{source} --> {_id(drawn, arrow.target) if arrow.target else source} : {escaped(label)}"


def _said(arrow: Arrow) -> int:
    """Return 1 where the label must say "assumed" because Mermaid draws all arrows alike."""
    return int(arrow.assumed and unsaid(arrow.details))


def _id(drawn: Ladder, path: str) -> str:
    return f"{drawn.name}__{path.replace('.', '__') or 'any_step'}"
