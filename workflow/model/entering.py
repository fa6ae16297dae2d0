"""A State joins another instrument while it is under review: recorded, then in force.

Decisions that live here:

* The deposit is recorded when it is made known. The instrument is under review from entry
  into force, the thirtieth day after deposit, and never before: until then it is a time limit
  of the review, `INSTRUMENT.in_force`, that asks nothing of anybody. Recorded after that day,
  it is under review from the day of recording: the registry's delay is not the State's.
* From that day the tracks per instrument that are open get one more, with its own dates
  (`under_review`); the others are not touched. A step that was left, and a review that has
  ended, open nothing.
* A deposit that is in the list of parties before the launch, and in force after it, is expected
  from the first day.
* No pause suspends it and no person moves it: its date is the treaty's.

Source: United Nations Convention against Transnational Organized Crime, article 38,
paragraph 2; for its protocols the same count is `assumed`.
"""

from dataclasses import dataclass
from datetime import date

from workflow.clock import stamp
from workflow.model.legal_time.local_time import start_of_day
from workflow.model.rows.records import DeadlineRow
from workflow.model.stepping import settle
from workflow.model.track_changes import follow_tracks
from workflow.model.under_review import IN_FORCE, entry_id
from workflow.model.working import Working

BASIS = "art. 38 para 2: thirtieth day after deposit; protocols assumed"
STEP = "entry into force"


def is_entry(deadline: DeadlineRow) -> bool:
    """Whether *deadline* is an instrument's entry into force; no step's name has a dot."""
    return deadline.name.endswith(IN_FORCE)


def expected(work: Working, instrument: str) -> DeadlineRow | None:
    """The entry into force of *instrument* that is still to come."""
    row = work.deadlines().get(entry_id(work, instrument))
    return row if row is not None and row.status == "running" else None


@dataclass(frozen=True, slots=True)
class Deposit:
    """An instrument, the day of the deposit, and the thirtieth day after it."""

    instrument: str
    on: str
    in_force_on: str


def expected_row(work: Working, deposit: Deposit, begins: str) -> DeadlineRow:
    """An entry into force to come, as a time limit of the review that ends as *begins* begins."""
    zone = work.definition.time.zone
    steps = (
        f"1. The deposit was made on {deposit.on}.",
        f"2. The instrument is in force from {deposit.in_force_on}, the thirtieth day after it.",
        f"3. It is under review from {begins}.",
    )
    return DeadlineRow(
        id=entry_id(work, deposit.instrument),
        review=work.review.id,
        instance=work.review.id,
        name=f"{deposit.instrument}{IN_FORCE}",
        n=1,
        state=STEP,
        rule=f"the thirtieth day after the deposit of {deposit.on}",
        anchor="the deposit",
        anchor_seq=work.seq,
        anchor_on=deposit.on,
        due_on=begins,
        closes_at=stamp(start_of_day(date.fromisoformat(begins), zone)),
        zone=zone,
        calendar=None,
        provisional=False,
        owners=(),
        moves=True,
        status="running",
        passed=False,
        met_on=None,
        recorded_on=None,
        days_late=None,
        notified_on=None,
        derivation=steps,
        basis=BASIS,
        seq=work.seq,
    )


def enter(work: Working, deadline: DeadlineRow, on: str) -> None:
    """The instrument is in force: it is under review, and its track opens where others are."""
    review, instrument = work.review, deadline.name.removesuffix(IN_FORCE)
    work.told["event"] = f"{instrument} is under review"
    work.set("deadline", deadline.id, status="closed", seq=work.seq)
    work.set("review", review.id, instruments=(*review.instruments, instrument))
    if review.status != "final":
        follow_tracks(work, on)
        settle(work, on=on, barrier=on)
