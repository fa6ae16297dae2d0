"""A review that follows another: opened, linked with it, and the duty to open it met.

Decisions that live here: whoever opens a cycle says which reviews it follows, one by one or a whole
cycle at once; each review follows that of the same party. Where an event of the earlier review
`starts` the definition of the later one, and may be recorded now, opening it records that event:
once, by the Secretariat, in the same transaction. Both reviews say the link ever after.
"""

from collections.abc import Iterator
from typing import cast

from workflow.errors import Problem, RuledOutError, UnknownError, near
from workflow.model import decide
from workflow.model.commands import Record
from workflow.model.definition import Definition
from workflow.model.passing import catch_up
from workflow.model.rosters.parties import Party
from workflow.model.rows.entry import Act
from workflow.model.rows.records import ReviewRow
from workflow.model.working import Working
from workflow.service.engine import Engine
from workflow.service.reading import find, load
from workflow.service.requests import OFFICE, OpenCycle
from workflow.service.roles import office_role
from workflow.service.session import Session
from workflow.service.workings import working
from workflow.store import Reader


def followed(engine: Engine, reader: Reader, request: OpenCycle) -> dict[str, str]:
    """The review that each party's new one follows, by the party's code.

    Raises:
        UnknownError: there is no such review or cycle, or its party is not selected.
    """
    selected = {party.code: party for party in request.parties}
    found: dict[str, str] = {}
    for text in request.follows:
        for review in _meant(engine, reader, text, selected):
            found[review.party or ""] = review.id
    return found


def _meant(
    engine: Engine, reader: Reader, text: str, selected: dict[str, Party]
) -> Iterator[ReviewRow]:
    if "/" not in text and reader.rows("cycle", id=text):
        rows = cast(list[ReviewRow], reader.rows("review", cycle=text))
        yield from (row for row in rows if row.party in selected)
        return
    review = load(engine, reader, text).review
    if review.party not in selected:
        words = f"{review.id} cannot be followed: {review.party_name} is not selected"
        names = tuple(party.name for party in selected.values())
        raise UnknownError("", Problem(code="E011", words=words, hint=near(text, names)))
    yield review


def link(engine: Engine, session: Session, request: OpenCycle, before: dict[str, str]) -> None:
    """Say in each review that was followed by which, and record the event that asked for it.

    Raises:
        RuledOutError: the event that starts it cannot be recorded.
    """
    for party, earlier in before.items():
        later = f"{request.id}/{party}"
        _meet(engine, session, request, earlier=earlier, later=later)
        _say(engine, session, request, earlier=earlier, later=later)


def _meet(
    engine: Engine, session: Session, request: OpenCycle, *, earlier: str, later: str
) -> None:
    found = find(engine, session.unit, earlier)
    work = working(engine, session.unit, found, at=session.at, next_seq=session.next_seq)
    catch_up(work, session.at)
    command = _asked(work, request, later)
    if command is None:
        session.append(work.acts)
        return
    outcome = decide.record(work, command)
    if outcome.problems:
        raise RuledOutError(earlier, outcome.problems, headline=outcome.headline)
    session.append(outcome.acts)


def _asked(work: Working, request: OpenCycle, later: str) -> Record | None:
    """The event that waits for a review under the definition that is being opened."""
    today = work.setting.today
    for instance in work.instances().values():
        for event in work.chart(instance.id).events.values():
            if event.starts == request.definition.name and instance.state in event.from_:
                return Record(
                    instance=instance.id,
                    event=event.name,
                    actor=OFFICE,
                    role=office_role(work.definition),
                    dated=today,
                    received=today,
                    started=later,
                )
    return None


def _say(engine: Engine, session: Session, request: OpenCycle, *, earlier: str, later: str) -> None:
    review = find(engine, session.unit, earlier).review
    to = {
        "followed_by": [*review.followed_by, later],
        "version": review.version + 1,
        "seq": session.next_seq,
    }
    act = Act(
        kind="review.followed",
        review=review.id,
        instance=review.id,
        actor=request.actor,
        role=OFFICE,
        on=request.launched_on,
        basis=(request.decision,) if request.decision else (),
        definition=review.definition,
        data={
            "event": f"followed by {later}, under {_versioned(request.definition)}",
            "later": later,
            "effects": [{"set": "review", "id": review.id, "to": to}],
        },
    )
    session.append([act])


def _versioned(definition: Definition) -> str:
    return f"{definition.name}@{definition.version}"
