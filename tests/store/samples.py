"""Entries and rows to fill a store with, made without the engine that makes them in life."""

import hashlib
import json
from collections.abc import Sequence

from workflow.model.rows.entry import Effect
from workflow.model.rows.records import (
    BallotRow,
    BindingRow,
    CalendarRow,
    CycleRow,
    DeadlineRow,
    DefinitionRow,
    DocumentRow,
    FactRow,
    InstanceRow,
    MeetingRow,
    MessageRow,
    PartyRow,
    PollRow,
    ReviewRow,
    Row,
    StayRow,
    SubmissionRow,
    values_of,
)
from workflow.store import Store, Unit

AT = "2031-03-03T14:00:00.000Z"


def new(row: Row) -> Effect:
    """Return the effect that makes *row*."""
    return {"new": row.kind, "row": values_of(row)}


def review_row(review: str = "c/MEX", *, seq: int = 0) -> ReviewRow:
    """Return the row of a review that was just opened."""
    return ReviewRow(
        id=review,
        cycle="c",
        party=review.partition("/")[2],
        party_name="Côte d’Ivoire",
        regional_group=None,
        instruments=("convention", 'with "quotes"', "日本"),
        definition="d" * 64,
        launched_on="2031-03-01",
        started_on=None,
        status="open",
        version=1,
        seq=seq,
    )


def instance_row(review: str = "c/MEX", *, seq: int = 0) -> InstanceRow:
    """Return the row of a review's main chart."""
    return InstanceRow(
        id=review,
        review=review,
        parent=None,
        chart="review",
        key=None,
        state="preparing",
        since="2031-03-01",
        barrier="2031-03-01",
        final=False,
        version=1,
        seq=seq,
    )


def deadline_row(
    key: str = "c/MEX:reply:1",
    *,
    review: str = "c/MEX",
    closes_at: str | None = "2031-06-01T00:00:00.000Z",
    status: str = "running",
) -> DeadlineRow:
    """Return the row of a time limit."""
    return DeadlineRow(
        id=key,
        review=review,
        instance=review,
        name="reply",
        n=1,
        state="preparing",
        rule="3 months",
        anchor="the launch",
        anchor_seq=0,
        anchor_on="2031-03-01",
        due_on="2031-05-31",
        closes_at=closes_at,
        zone="Europe/Vienna",
        calendar=None,
        provisional=True,
        owners=("state", "secretariat"),
        moves=False,
        status=status,
        passed=False,
        met_on=None,
        recorded_on=None,
        days_late=None,
        notified_on=None,
        derivation=("1. from 2031-03-01", "2. 3 months"),
        basis="para. 12",
        seq=0,
    )


def every_row(review: str = "c/MEX") -> list[Row]:
    """Return a row of each kind."""
    return [
        DefinitionRow(
            id="d" * 64, name="u", version=1, title="U", status="adopted", data="{}", seq=0
        ),
        CalendarRow(id="e" * 64, name="vienna", year=2031, status="official", data="{}", seq=0),
        PartyRow(
            id="c/MEX",
            cycle="c",
            code="MEX",
            name="Mexico",
            regional_group="GRULAC",
            deposits=("convention=2003-03-04",),
            seq=0,
        ),
        CycleRow(
            id="c",
            definition="d" * 64,
            title="First",
            launched_on="2031-03-01",
            decision=None,
            roster="as of 2031",
            status="open",
            closed_on=None,
            seq=0,
        ),
        review_row(review),
        instance_row(review),
        StayRow(
            id=f"{review}|preparing:1",
            review=review,
            instance=review,
            state="preparing",
            n=1,
            phase=None,
            holders=(),
            entered_on="2031-03-01",
            left_on=None,
            seq=0,
        ),
        deadline_row(f"{review}:reply:1", review=review),
        FactRow(
            id=f"{review}!consent",
            review=review,
            instance=review,
            name="consent",
            n=1,
            value="given",
            secret=True,
            on="2031-03-02",
            state="preparing",
            role="focal_point",
            seq=0,
        ),
        DocumentRow(
            id=f"{review}@answers:1",
            review=review,
            instance=review,
            name="answers",
            n=1,
            sections=("a", "b"),
            digest="sha256:00",
            dated="2031-03-02",
            received="2031-03-02",
            role="focal_point",
            seq=0,
        ),
        BindingRow(
            id=f"{review}~clerk~ada:1",
            review=review,
            role="clerk",
            actor="ada",
            party=None,
            regional_group=None,
            note="NV 1",
            person="sha256:01",
            from_on="2031-03-01",
            until_on=None,
            seq=0,
        ),
        MessageRow(
            id=f"{review}>1",
            review=review,
            n=1,
            template="reminder",
            to="focal_point",
            about=f"{review}:reply:1",
            text="line one\nline two",
            drafted_on="2031-03-02",
            status="draft",
            seq=0,
        ),
        MeetingRow(
            id="c~plenary:1",
            cycle="c",
            body="plenary",
            n=1,
            opens_on="2031-10-01",
            nature="ordinary",
            status="planned",
            decision=None,
            seq=0,
        ),
        *rows_of_decisions(review),
    ]


def rows_of_decisions(review: str) -> list[Row]:
    """Return a poll, a ballot and a submission."""
    return [
        PollRow(
            id=f"{review}^adoption:1",
            review=review,
            instance=review,
            state="adoption",
            n=1,
            what="vote",
            members=("FRA", "MEX"),
            electorate=("FRA",),
            opened_on="2031-03-01",
            limit=None,
            status="open",
            decided_on=None,
            words=(),
            basis="assumed",
            seq=0,
        ),
        BallotRow(
            id=f"{review}^adoption:1/FRA:1",
            review=review,
            poll=f"{review}^adoption:1",
            event="vote",
            member="FRA",
            n=1,
            actor="x1@FRA",
            choice="for",
            on="2031-03-02",
            status="counts",
            seq=0,
        ),
        SubmissionRow(
            id=f"{review}+answer:1",
            review=review,
            instance=review,
            event="answer",
            n=1,
            state="answering",
            actor="x1@MEX",
            role="state",
            releases=("focal_point",),
            submitted_on="2031-03-02",
            status="submitted",
            released_by=None,
            released_on=None,
            seq=0,
        ),
    ]


def entry_bytes(
    seq: int,
    effects: Sequence[Effect] = (),
    *,
    review: str | None = "c/MEX",
    kind: str = "event.recorded",
    command: str = "cmd",
    **data: object,
) -> bytes:
    """Return the bytes of one entry of the log."""
    envelope = {
        "v": 1,
        "id": f"e{seq}",
        "seq": seq,
        "kind": kind,
        "review": review,
        "instance": review,
        "command": command,
        "account": "tester",
        "actor": "ada",
        "role": "clerk",
        "on": "2031-03-03",
        "at": AT,
        "definition": None,
        "basis": [],
        "data": {"effects": list(effects), **data},
    }
    return json.dumps(envelope, ensure_ascii=False, sort_keys=True).encode()


def leaf_of(entry: bytes) -> bytes:
    """Return an entry's leaf."""
    return hashlib.sha256(b"\0" + entry).digest()


def record(
    unit: Unit, effects: Sequence[Effect] = (), *, review: str | None = "c/MEX", **more: str
) -> int:
    """Append an entry with *effects* at the log's end, and apply them; do not commit."""
    seq = unit.head().size
    entry = entry_bytes(seq, effects, review=review, **more)
    unit.append(seq, entry, leaf_of(entry))
    unit.apply(effects)
    unit.set_head(seq + 1, leaf_of(entry))
    return seq


def told(store: Store, *effects: Effect, review: str | None = "c/MEX", **more: str) -> int:
    """Record *effects* in one committed unit of *store*."""
    with store.unit() as unit:
        seq = record(unit, effects, review=review, **more)
        unit.commit()
    return seq


def opened(store: Store, *reviews: str) -> None:
    """Fill *store* with a row of each kind, and with *reviews* beside it."""
    told(store, *(new(row) for row in every_row()))
    for review in reviews:
        told(store, new(review_row(review)), new(instance_row(review)), review=review)
