"""What a definition says that the engine cannot run yet, in plain sentences.

The schema reads the whole language, so that a design can be written down, compared and
drawn. A cycle is not opened on one whose list here is not empty: half a rule is none.
"""

from collections.abc import Iterator

from workflow.model.compiling.rows import Row
from workflow.model.definition import Chart, State
from workflow.model.grammar.period import Period

_TOP = {
    "positions": "positions: overlays on a base",
    "steps": "steps: not established by any source",
}


def not_yet(data: Row, charts: dict[str, Chart]) -> tuple[str, ...]:
    """Return one sentence for each construct that is read but not run."""
    top = [words for key, words in _TOP.items() if data.data.get(key)]
    top += _open(data.row("variants"))
    return (*top, *(s for name, chart in charts.items() for s in _chart(data, name, chart)))


def _open(variants: Row) -> Iterator[str]:
    for name, row in variants.rows():
        texts = "".join(f"[{text}]" for text in row.row("alternatives").data)
        yield f"open place {name}, at {row.text('at', 'no path')}: {texts or 'no alternative'}"


def _chart(data: Row, name: str, chart: Chart) -> Iterator[str]:
    for path, state in chart.states.items():
        if any(_blind(data, period) for period in periods_of(state)):
            yield f"time limit that counts back from what has no date in advance in step {path}"


def periods_of(state: State) -> tuple[Period, ...]:
    """Every period that a step has: its limit, its window, its earliest moment."""
    window = (state.window.opens, state.window.closes) if state.window else ()
    return tuple(period for period in (state.due, *window, state.not_before) if period)


def _blind(data: Row, period: Period) -> bool:
    """Whether *period* counts back from what is neither a meeting nor a date that is recorded."""
    if period.direction != "before" or period.anchor is None:
        return False
    name = period.anchor.name
    dated = data.row("facts").row(name).text("is", "") == "date"
    return name not in data.row("meetings").data and not dated
