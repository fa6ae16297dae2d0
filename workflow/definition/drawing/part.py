"""One phase of a design as a drawing: its steps, and the steps next to them as they touch it.

What leads in and what leads out is kept, and ends at a step that is named with its own phase and
nothing else; everything that does not touch the phase is left out.
"""

from collections.abc import Iterator
from dataclasses import replace

from workflow.definition.drawing.ladder import ANY_STEP, Arrow, Ladder, Step
from workflow.model.definition import Chart


def only_phase(drawn: Ladder, chart: Chart, phase: str) -> Ladder | None:
    """*drawn* without what does not touch *phase*; None if no step of the chart is in it."""
    inside = {leaf for leaf in chart.leaves() if chart.states[leaf].phase == phase}
    if not inside:
        return None
    around = {path for leaf in inside for path in chart.lineage(leaf)}
    arrows = tuple(arrow for arrow in drawn.arrows if _touches(arrow, around))
    ends = {end for arrow in arrows for end in (arrow.source, arrow.target) if end is not None}
    steps = tuple(_steps(drawn, chart, around, ends))
    return replace(drawn, heading=f"{drawn.heading} · phase {phase}", steps=steps, arrows=arrows)


def _touches(arrow: Arrow, around: set[str]) -> bool:
    return arrow.source in around or arrow.target in around


def _steps(drawn: Ladder, chart: Chart, around: set[str], ends: set[str]) -> Iterator[Step]:
    for step in drawn.steps:
        if step.path == ANY_STEP:
            yield from (step,) if ANY_STEP in ends else ()
            continue
        depth = sum(path in around for path in chart.lineage(step.path) if path != step.path)
        if step.path in around:
            yield replace(step, depth=depth)
        elif step.path in ends:
            yield _beside(step, chart, depth)


def _beside(step: Step, chart: Chart, depth: int) -> Step:
    """A step of another phase: its name, and where it belongs; a frame of those is one box."""
    where = chart.states[step.path].phase
    words = f"elsewhere: phase {where}" if where else "elsewhere: no phase"
    return replace(step, depth=depth, frame=False, lines=() if step.final else (words,))
