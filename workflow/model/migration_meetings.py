"""The meeting a review is bound to, under another version of the rules.

Decisions that live here:

* Where the new rule means the same meeting, or none that is known yet, the review stays bound.
* Where it means another, the review is bound to that, and what counts from it is counted anew.
* A day that was notified never becomes an earlier one, unless the decision applies to all; and no
  review is bound to a meeting that has gone by. Both stay as they are, and the derivation says so.
* A review that the new version binds to no such meeting is bound to none.
"""

from dataclasses import replace

from workflow.model.anchors import happened
from workflow.model.bookings import OVER, candidate, fill, placed
from workflow.model.definition import Meeting
from workflow.model.rows.records import DeadlineRow
from workflow.model.rows.records_cycle import MeetingRow
from workflow.model.working import Working


def rebind(work: Working, before: Meeting, row: DeadlineRow, for_all: str | None) -> None:
    """Bind the open booking *row* by the rule of the new version; *for_all* as in `anew`."""
    meeting = work.definition.meetings.get(row.name)
    if row.status in OVER:
        return
    if meeting is None:
        work.rest(row.seq)
        work.set("deadline", row.id, status="closed", seq=work.seq)
    elif meeting != before:
        work.rest(row.seq)
        _by_rule(work, meeting, row, for_all)


def _by_rule(work: Working, meeting: Meeting, row: DeadlineRow, for_all: str | None) -> None:
    told = {
        "rule": meeting.text,
        "state": meeting.step,
        "owners": (meeting.body,),
        "moves": meeting.on_miss == "next",
        "basis": meeting.basis,
    }
    anchor = happened(work, work.review.id, meeting.rule.anchor)
    asked = replace(
        row,
        rule=meeting.text,
        anchor=anchor.words if anchor else None,
        anchor_seq=int(anchor.ref) if anchor else None,
        anchor_on=anchor.on.isoformat() if anchor else None,
    )
    found, steps = candidate(work, asked, meeting) if anchor else (None, ())
    if row.meeting is None:
        given = {name: getattr(asked, name) for name in ("anchor", "anchor_seq", "anchor_on")}
        work.set("deadline", row.id, **told, **given, seq=work.seq)
        if anchor:
            fill(work, work.deadlines()[row.id], meeting)
        return
    why = _stays(work, row, found, for_all)
    version = work.definition.version
    if found is None or why:
        step = f"{len(row.derivation) + 1}. By the rule of version {version}: {why}."
        derivation, rule_on = (*row.derivation, step), found.opens_on if found else row.rule_on
        work.set("deadline", row.id, **told, derivation=derivation, rule_on=rule_on, seq=work.seq)
        return
    decided = f" ({for_all})" if for_all and row.notified_on else ""
    last = f"{len(steps) + 1}. The rule of version {version}{decided}; before, it was {row.due_on}."
    columns = {**told, **placed(row, found), "passed": False, "derivation": (*steps, last)}
    work.rest(found.seq)
    work.set("deadline", row.id, **columns, seq=work.seq)


def _stays(work: Working, row: DeadlineRow, found: MeetingRow | None, for_all: str | None) -> str:
    """Why the review stays bound to the meeting it is bound to; empty if it does not."""
    if found is None:
        return "it means a meeting that is not known yet, and the review stays bound to this one"
    if found.id == row.meeting:
        return "the same meeting"
    if row.rule_on is not None and row.rule_on != row.due_on:
        return f"{found.name}; it was bound to this one beside the rule"
    if found.opens_on < work.setting.today:
        return f"{found.name} has gone by, and the review stays bound to this one"
    if row.notified_on and found.opens_on < (row.due_on or "") and not for_all:
        return f"{found.name} is earlier, and {row.due_on} was notified on {row.notified_on}"
    return ""
