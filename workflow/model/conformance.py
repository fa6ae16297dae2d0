"""Conformance: each entry decided again, by the definition of its moment.

The log proves that nobody changed an entry; this proves that the engine kept the rules. Each
event and each passed limit is put to the same pure `decide` with the review as it stood,
and must bring about exactly the effects that were recorded. What went outside the rules
(overrides) and what was put right (corrections) is counted, not judged.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import cast

from workflow.clock import moment
from workflow.model import custody, decide
from workflow.model.commands import Setting
from workflow.model.correcting import said_before
from workflow.model.cycle_reviews import CycleReviews, asked_by
from workflow.model.definition import Definition
from workflow.model.flat import Stepper
from workflow.model.following import ENGINE, follow
from workflow.model.legal_time.calendar import Calendars
from workflow.model.legal_time.local_time import as_local_date
from workflow.model.migration import Migration, migrate
from workflow.model.passing import passes
from workflow.model.reminding import remind
from workflow.model.rows.entry import Act, Entry
from workflow.model.rows.evolve import apply, nothing
from workflow.model.rows.records import Row
from workflow.model.rows.records_cycle import Meetings
from workflow.model.working import Working

#: Entries that are decided again; others are counted or have no rule to be held against.
DECIDED = (
    "event.recorded",
    "communication.registered",
    "act.not_recorded",
    "deadline.passed",
    "deadline.enforced",
    "deadline.reminded",
    "meeting.missed",
    "deadline.moved",
    "review.migrated",
    "instrument.entered",
    custody.READ,
)
MIGRATED = "review.migrated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """An entry whose effects are not those the definition gives."""

    seq: int
    review: str
    words: str


@dataclass(slots=True, kw_only=True)
class Conformance:
    """What deciding again came to."""

    decided: int = 0
    overrides: int = 0
    corrections: int = 0
    deviations: list[Deviation] = field(default_factory=list)


def no_meetings(_seq: int) -> Meetings:
    """A cycle whose bodies never met."""
    return ()


def no_reviews(_seq: int) -> CycleReviews:
    """A cycle of which nothing is asked."""
    return ()


def check_review(
    definition: Definition,
    entries: Iterable[Entry],
    stepper: Stepper,
    calendars: Calendars,
    meetings: Callable[[int], Meetings] = no_meetings,
    *,
    of: Callable[[str], Definition] | None = None,
    reviews: Callable[[int], CycleReviews] = no_reviews,
) -> Conformance:
    """Decide every entry of one review again, in order, each by the definition of its moment.

    Args:
        definition: that of entries which name none, or of all without *of*.
        meetings: from an entry's number to the meetings known before it.
        of: from a hash to the definition of that hash.
        reviews: from an entry's number to the cycle's reviews known before it, where one asks.
    """
    found, rows = Conformance(), nothing()
    for entry in entries:
        found.overrides += entry.kind == "state.overridden"
        found.corrections += entry.kind in ("entry.annulled", "entry.corrected")
        if entry.kind in DECIDED:
            now = of(entry.definition) if of and entry.definition else definition
            others = reviews(entry.seq) if asked_by(now, rows) else ()
            given = (calendars, meetings(entry.seq), others)
            work = _working(now, rows, entry, stepper, given)
            before = of(str(entry.data["from"])) if of and entry.kind == MIGRATED else now
            words = _judge(work, entry, before)
            found.decided += words is not None
            if words:
                found.deviations.append(
                    Deviation(seq=entry.seq, review=entry.review or "", words=words)
                )
        apply(rows, entry.undo())
        apply(rows, entry.effects())
    return found


def _working(
    definition: Definition,
    rows: dict[str, dict[str, Row]],
    entry: Entry,
    stepper: Stepper,
    given: tuple[Calendars, Meetings, CycleReviews],
) -> Working:
    zone = definition.time.zone
    setting = Setting(
        at=entry.at,
        today=as_local_date(moment(entry.at), zone).isoformat(),
        next_seq=entry.seq,
        calendars=given[0],
        meetings=given[1],
        reviews=given[2],
    )
    return Working(definition, rows, setting, stepper)


def _judge(work: Working, entry: Entry, before: Definition) -> str | None:
    """The deviation in words, empty if there is none; None if there is nothing to decide."""
    try:
        act = _carried(work, entry, before) if entry.kind == MIGRATED else _again(work, entry)
    except (LookupError, RecursionError, ValueError) as error:
        return f"the definition has no such act: {error}"
    if act is None:
        return None
    if act.kind != entry.kind:
        return f"the definition makes it {act.kind!r}, the log says {entry.kind!r}"
    if act.on != entry.on:
        return f"the definition dates it {act.on}, the log says {entry.on}"
    if _plain(act.data.get("effects")) != _plain(entry.data.get("effects")):
        return "the definition brings about other effects than the log says"
    if _plain(act.data.get("reviews")) != _plain(entry.data.get("reviews")):
        return "the reviews of the cycle stood otherwise than the log says"
    return ""


def _plain(value: object) -> object:
    """Tuples as lists, so that what was decided compares with what was read."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _again(work: Working, entry: Entry) -> Act | None:
    if entry.kind == "deadline.moved":
        return _followed(work, entry)
    if entry.kind.startswith(("deadline.", "meeting.", "instrument.")):
        deadline = work.deadlines()[str(entry.data.get("deadline"))]
        (remind if entry.kind == "deadline.reminded" else passes)(work, deadline)
        return work.acts[0]
    if entry.kind == custody.READ:
        return custody.again(work, entry)
    if "dated" not in entry.data:
        return None
    command = said_before(entry)
    if decide.unread(work, command):
        return None
    acts = decide.record(work, command).acts
    return acts[0]


def _carried(work: Working, entry: Entry, before: Definition) -> Act | None:
    """What carrying a review over from the definition *before* to its own comes to again."""
    old = Working(before, work.rows, work.setting, work.stepper)
    names: dict[str, dict[str, str]] = {}
    for instance, step, now in cast(list[list[str]], entry.data.get("steps") or ()):
        names.setdefault(old.instances()[instance].chart, {})[step] = now
    order = Migration(
        definition=work.definition,
        actor=entry.actor,
        role=entry.role or "",
        decision=cast(str | None, entry.data.get("decision")),
        for_all=bool(entry.data.get("applies_to_notified")),
        names=names,
    )
    carried, moved = migrate(old, order)
    if carried.stranded:
        raise LookupError("; ".join(carried.stranded))
    return moved.acts[0]


def _followed(work: Working, entry: Entry) -> Act | None:
    """What a review that follows a meeting comes to; a date set by a person has no rule."""
    if entry.actor != ENGINE:
        return None
    follow(work)
    if not work.acts:
        raise LookupError("no meeting was moved")
    return work.acts[0]
