"""Since when an instrument is under review, and what that means for dates.

Decisions that live here:

* An entry into force to come is a time limit of the review, `INSTRUMENT.in_force`; its day is
  the first on which the instrument is under review.
* In the track of such an instrument nothing counts from before that day: a limit that runs from
  what had happened by then, such as the start of the review, runs from the day itself. Else a
  State would be asked on the first day for what others had half a year to prepare. This is ours
  (`assumed`); the text of no mechanism that was read says it.
"""

from workflow.model.rows.records import DeadlineRow
from workflow.model.working import Working

IN_FORCE = ".in_force"


def entry_id(work: Working, instrument: str) -> str:
    """The id of an instrument's entry into force as a time limit of the review."""
    return f"{work.review.id}:{instrument}{IN_FORCE}:1"


def joined_late(work: Working, instance: str) -> tuple[str, DeadlineRow] | None:
    """The instrument of the track *instance* is in, and its entry, if it entered meanwhile."""
    for place in work.ancestry(instance):
        row = work.instances().get(place)
        if row and row.key and work.definition.charts[row.chart].per == "instrument":
            entry = work.deadlines().get(entry_id(work, row.key))
            return (row.key, entry) if entry and entry.status == "closed" else None
    return None
