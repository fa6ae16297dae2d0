"""The desk: a clerk's acts in the rehearsal, each through the service that she would use."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import cast

from workflow.demo.cast import Part
from workflow.demo.chance import Chance
from workflow.demo.stage import Stage
from workflow.errors import RuledOutError
from workflow.model.rows.records import DeadlineRow, InstanceRow
from workflow.service import corrections, deadlines, reviews, roles
from workflow.service.reviews import File, How, Receipt, RecordRequest

SECRETARIAT = "secretariat"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What comes with an act: a document's name and sections, facts, its dates, a reason."""

    document: str = ""
    sections: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    received: date | None = None
    reason: str | None = None


NOTHING = Paper()


@dataclass(slots=True, kw_only=True)
class Desk:
    """One clerk, one cycle. `special`: who plays which scene of its own.

    `in_vain` counts what rules forbade, as the script expects.
    """

    stage: Stage
    cycle: str
    chance: Chance
    special: Mapping[str, Part] = field(default_factory=dict)
    in_vain: int = 0

    def by_state(self, part: Part, event: str, paper: Paper = NOTHING, item: str = "") -> Receipt:
        """Record an act of the State under review, stamped today or up to two days ago."""
        how = How(actor=part.code, role="state_under_review", reason=paper.reason)
        stamped = max(part.entered, self.stage.today - self._some_days(2))
        return self._record(
            part, event, how, replace(paper, received=paper.received or stamped), item
        )

    def by_team(self, part: Part, event: str, paper: Paper = NOTHING) -> Receipt:
        """Record an act of the team, by the member that speaks for it."""
        how = How(actor=expert(part, part.first_expert), role="team", reason=paper.reason)
        return self._record(part, event, how, paper)

    def by_office(self, part: Part, event: str) -> Receipt:
        """Record an act of the Secretariat."""
        return self._record(part, event, office(), NOTHING)

    def _record(self, part: Part, event: str, how: How, paper: Paper, item: str = "") -> Receipt:
        self.stage.a_moment_later()
        received = paper.received or self.stage.today
        request = RecordRequest(
            review=f"{self.cycle}/{part.code}{item}",
            event=event,
            how=how,
            dated=(received - self._some_days(6)).isoformat(),
            received=received.isoformat(),
            documents=self._documents(part, paper),
            facts=paper.facts,
        )
        receipt = reviews.record(self.stage.engine, request)
        follow(part, receipt)
        return receipt

    def _documents(self, part: Part, paper: Paper) -> tuple[File, ...]:
        if not paper.document:
            return ()
        return (
            File(
                name=paper.document,
                file_name=f"{part.code}-{paper.document}.pdf",
                sha256=hashlib.sha256(self.chance.bytes()).hexdigest(),
                size=self.chance.between(40_000, 4_000_000),
                sections=paper.sections,
            ),
        )

    def _some_days(self, most: int) -> timedelta:
        return _DAY * self.chance.between(0, most)

    def bind(self, part: Part, n: int, party: str, *, replaces: str | None = None) -> None:
        """Bind the n-th expert, of another State, to the team."""
        self.stage.a_moment_later()
        request = roles.BindRequest(
            review=f"{self.cycle}/{part.code}",
            role="team",
            actor=f"expert-{n}@{party}",
            how=office(),
            note=f"note verbale {self.chance.between(1, 400)}/{self.stage.today.year}",
            name=f"Expert {n}, designated by {party} (invented)",
            replaces=replaces,
        )
        roles.bind(self.stage.engine, request)

    def vacate(self, part: Part, n: int, reason: str) -> None:
        """End the binding of the n-th expert."""
        self.stage.a_moment_later()
        request = roles.VacateRequest(
            review=f"{self.cycle}/{part.code}",
            role="team",
            actor=expert(part, n),
            how=office(reason),
        )
        roles.vacate(self.stage.engine, request)

    def annul(self, part: Part, seq: int, reason: str) -> None:
        """Take back entry *seq*."""
        self.stage.a_moment_later()
        review = f"{self.cycle}/{part.code}"
        follow(part, corrections.annul(self.stage.engine, review, seq, office(reason)))

    def notify(self, part: Part, step: str) -> None:
        """Note that the State was told the date of *step*."""
        self.stage.a_moment_later()
        note = f"note verbale {self.chance.between(1, 400)}/{self.stage.today.year}"
        deadlines.notify(self.stage.engine, self._deadline(part, step, note=note))

    def move(self, part: Part, step: str, to: date, decision: str) -> None:
        """Set another date for *step*, by a decision."""
        self.stage.a_moment_later()
        request = self._deadline(part, step, to=to.isoformat(), decision=decision)
        follow(part, deadlines.move(self.stage.engine, request))

    def _deadline(self, part: Part, step: str, **said: str) -> deadlines.DeadlineRequest:
        name = f"{self.cycle}/{part.code}:{step}:1"
        return deadlines.DeadlineRequest(deadline=name, how=office(), **said)

    @contextmanager
    def ruled_out(self) -> Iterator[None]:
        """An act that a rule forbids: the log gets one entry that says so.

        Raises:
            RuntimeError: no rule did, so that the script and the definition disagree.
        """
        try:
            yield
        except RuledOutError:
            self.in_vain += 1
            return
        raise RuntimeError("the script says that a rule forbids this act, and none did")


def office(reason: str | None = None) -> How:
    """How the Secretariat acts."""
    return How(actor=SECRETARIAT, role=SECRETARIAT, reason=reason)


def expert(part: Part, n: int) -> str:
    """The n-th expert of the team, as an actor."""
    return f"expert-{n}@{part.experts[(n - 1) % 2].code}"


def follow(part: Part, receipt: Receipt) -> None:
    """Note the step's first day and its limit, as the receipt shows them."""
    main = cast(InstanceRow, receipt.after["instance"][receipt.review])
    part.entered = date.fromisoformat(main.barrier)
    for row in cast(list[DeadlineRow], list(receipt.after["deadline"].values())):
        if row.instance == main.id and row.status in ("running", "passed") and row.due_on:
            part.due = date.fromisoformat(row.due_on)
