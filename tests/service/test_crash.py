"""Whatever ends a service, and between whichever statements: untouched or fully moved."""

import itertools
from contextlib import closing, suppress

import pytest

from tests.support.commands import commands, started
from tests.support.designs import MOVING_NOTE
from workflow.service.auditing import verify
from workflow.store import differences, open_store
from workflow.testing import Rehearsal, again, engine_on, rehearsal

AT = "2027-05-10"
NAMES = tuple(commands(MOVING_NOTE))


class PulledPlugError(Exception):
    """What a test makes go wrong."""


def test_the_list_of_commands_is_complete() -> None:
    """Each service that appends is in it."""
    assert len(NAMES) == 13


def prepared(url: str) -> list[bytes]:
    """A review whose limit has fallen due, untold; returns the log."""
    with rehearsal(url, MOVING_NOTE, at="2026-11-02", codes="QAA") as scene:
        started(scene, MOVING_NOTE)
        return log_of(scene)


def log_of(scene: Rehearsal) -> list[bytes]:
    """The entries as they lie there, sound as they must be."""
    found = verify(scene.engine)
    assert found.sound, found
    with scene.engine.store.read() as reader:
        return [raw for _, raw, _ in reader.log()]


def moment(name: str) -> str:
    """Before the limit for what needs the review where it is; after it for the tick."""
    return AT if name in ("tick", "open a cycle", "bind") else "2027-04-20"


class Plug:
    """Pulled before the *n*-th statement from now on."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.pulled = False

    def __call__(self, label: str) -> None:
        """Count one statement."""
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left, self.pulled = None, True
            raise PulledPlugError(label)

    def set(self, n: int) -> None:
        """Pull it before the statement number *n*, from 0."""
        self.left, self.pulled = n, False


@pytest.mark.parametrize("name", NAMES)
def test_a_fault_at_any_statement_leaves_a_review_untouched_or_fully_moved(
    store_url: str, name: str
) -> None:
    """Every statement in turn is the one that is never run; reopened, all is sound."""
    before, plug = prepared(store_url), Plug()
    with closing(open_store(store_url, fault=plug)) as store:
        scene = Rehearsal(engine=engine_on(store, moment(name), seed=2), cycle="t")
        statements = run_until_through(scene, name, plug, before)
    assert statements > 5
    with again(store_url, moment(name), seed=3) as reopened:
        after = log_of(reopened)
    assert after[: len(before)] == before
    assert len(after) > len(before)


def run_until_through(scene: Rehearsal, name: str, plug: Plug, before: list[bytes]) -> int:
    """Pull the plug ever later, until the command is through; return at which statement."""
    every = 1 if scene.engine.store.dialect == "sqlite" else 3  # the same statements, slower
    for n in itertools.count(step=every):
        plug.set(n)
        with suppress(PulledPlugError):
            commands(MOVING_NOTE)[name](scene)
        plug.left = None
        with scene.engine.store.read() as reader:
            log = [raw for _, raw, _ in reader.log()]
            assert differences(reader) == []
        if not plug.pulled or len(log) > len(before):
            return n
        assert log == before
    raise AssertionError("never through")
