"""One of each command, on a review under LATE_NOTE or CHAIN: what crash and race tests run."""

from collections.abc import Callable, Mapping

from workflow.service.closing import CloseCycle, close_cycle
from workflow.service.corrections import OverrideRequest, annul, correct, override
from workflow.service.deadlines import DeadlineRequest, move, notify
from workflow.service.pausing import PauseRequest, pause, pause_cycle
from workflow.service.reviews import How, record
from workflow.service.roles import VacateRequest, vacate
from workflow.testing import Rehearsal, open_on, request_of

OFFICE = ("secretariat", "secretariat")
REVIEW = "t/QAA"
LIMIT = "t/QAA:answering"
Act = Callable[[Rehearsal], object]


def how(reason: str | None = None, command: str | None = None) -> How:
    """By the Secretariat."""
    return How(actor=OFFICE[0], role=OFFICE[1], reason=reason, command=command)


def newest(scene: Rehearsal, kind: str) -> int:
    """The number of the last entry of that kind."""
    with scene.engine.store.read() as reader:
        return [entry.seq for entry in reader.entries(kinds=[kind])][-1]


def _correct(scene: Rehearsal) -> object:
    start = newest(scene, "event.recorded")
    request = request_of(REVIEW, "start", OFFICE, reason="a slip", received="2026-11-03")
    return correct(scene.engine, start, request)


def _vacate(scene: Rehearsal) -> object:
    request = VacateRequest(review=REVIEW, role="team", actor="x1@QBB", how=how())
    return vacate(scene.engine, request)


def _move(scene: Rehearsal) -> object:
    request = DeadlineRequest(deadline=LIMIT, how=how(reason="agreed"), to="2027-06-30")
    return move(scene.engine, request)


def _pause(of: str) -> PauseRequest:
    return PauseRequest(of=of, how=how("as decided"), decision="D 3")


def _override(scene: Rehearsal) -> object:
    request = OverrideRequest(review=REVIEW, to="closed", how=how("as decided"), decision="D 1")
    return override(scene.engine, request)


def _answer(scene: Rehearsal) -> object:
    request = request_of(REVIEW, "answer", ("QAA", "state"), documents="answers", reason="in post")
    return record(scene.engine, request)


def commands(text: str) -> Mapping[str, Act]:
    """Every service that writes, by name; each can be run on a review that `started`."""
    return {
        "open a cycle": lambda s: open_on(
            s.engine, text, cycle="u", launched_on="2027-01-04", codes="QBB QCC"
        ),
        "record": _answer,
        "bind": lambda s: s.bind("QAA", "team", "x2@QCC", name="Ada"),
        "vacate": _vacate,
        "annul": lambda s: annul(s.engine, REVIEW, newest(s, "event.recorded"), how("a slip")),
        "correct": _correct,
        "override": _override,
        "move a date": _move,
        "notify a date": lambda s: notify(s.engine, DeadlineRequest(deadline=LIMIT, how=how())),
        "close a cycle": lambda s: close_cycle(s.engine, CloseCycle(id="v", actor="secretariat")),
        "pause": lambda s: pause(s.engine, _pause(REVIEW)),
        "pause a cycle": lambda s: pause_cycle(s.engine, _pause("t")),
        "tick": lambda s: s.tick(),
    }


def started(scene: Rehearsal, text: str) -> None:
    """One expert bound, the review started; another cycle, without reviews open, to be closed."""
    scene.bind("QAA", "team", "x1@QBB", name="Grace")
    scene.record("QAA", "start", OFFICE)
    open_on(scene.engine, text, cycle="v", launched_on="2026-11-02", codes="QGG")
    request = OverrideRequest(
        review="v/QGG", to="closed", how=how("not to be reviewed"), decision="D 2"
    )
    override(scene.engine, request)
