"""Tracks that follow who reviews and what is reviewed, while the step that opened them lasts.

When a reviewing party is bound, replaced or vacated, an instrument is added, or an amended
definition has other clusters, the tracks of the steps in which the review stands are compared
with those there should be: a missing one is opened on that day, in its initial step; one whose
party no longer reviews, or whose cluster there is no more, is closed with all its limits, and no
longer counts in the join. One that had come to its end stays as it is:
what was delivered is delivered. A step that was left opens nothing any more, nor do the tracks
that it had opened; one that opens its parts one after another opens the next only where none is
open.
"""

from workflow.model import limits
from workflow.model.children import children_of, counted, left_behind, stay_in
from workflow.model.definition import State
from workflow.model.polling import polls
from workflow.model.rows.records import InstanceRow
from workflow.model.stepping import open_child
from workflow.model.working import Working

#: What follows; an item is opened by an act, and by no change of people.
FOLLOWING = ("instrument", "cluster", "reviewer")


def follow_tracks(work: Working, on: str) -> None:
    """Open and close the tracks of every step that is open, from the outside to the inside."""
    asked: set[str] = set()
    while waiting := [row for row in work.instances().values() if row.id not in asked]:
        row = min(waiting, key=lambda each: (each.id.count("/"), each.id))
        asked.add(row.id)
        if not row.final:
            for state, chart in _openers(work, row):
                _follow(work, row, (state, chart), on)


def _openers(work: Working, row: InstanceRow) -> list[tuple[State, str]]:
    """The steps in which an instance stands, each with a chart it opens that follows changes."""
    chart, charts = work.definition.charts[row.chart], work.definition.charts
    states = [chart.states[path] for path in chart.lineage(row.state)]
    return [
        (state, name) for state in states for name in state.opens if charts[name].per in FOLLOWING
    ]


def _follow(work: Working, row: InstanceRow, opener: tuple[State, str], on: str) -> None:
    state, chart = opener
    wanted = children_of(work, row.id, chart, on)
    there = {c.key: c for c in counted(work, row, state) if c.chart == chart}
    for key, child in there.items():
        if key not in wanted and not child.final:
            close(work, child, on)
    missing = [key for key in wanted if key not in there]
    if state.in_turn:
        waits = any(not child.final for key, child in there.items() if key in wanted)
        missing = [] if waits else missing[:1]
    if missing and left_behind(work, row):
        return
    for key in missing:
        open_child(work, row.id, chart, key, on, stay=stay_in(work, row.id, state.path))


def close(work: Working, track: InstanceRow, on: str) -> None:
    """Close a track and everything below it: no act is taken there, no limit runs."""
    limits.close_all(work, track.id)
    polls.leave_all(work, track.id, on)
    for row in list(work.instances().values()):
        if track.id in work.ancestry(row.id) and not row.final:
            work.rest(row.seq)
            version = row.version + 1
            work.set("instance", row.id, final=True, closed_on=on, version=version, seq=work.seq)
            for stay in list(work.stays()):
                if stay.instance == row.id and stay.left_on is None:
                    work.set("stay", stay.id, left_on=on, seq=work.seq)
