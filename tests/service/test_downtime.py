"""Half a year without a tick, then one: the same entries as 180 daily ticks."""

import json
import multiprocessing
import threading
from datetime import timedelta
from typing import Any

import pytest

from tests.support.designs import CHAIN, FRANCE, LATE_NOTE, THIRD
from workflow.clock import ManualClock
from workflow.service.auditing import verify
from workflow.service.ticking import tick
from workflow.testing import Rehearsal, again, rehearsal

OFFICE = ("secretariat", "secretariat")
STATES = ("QAA", "QBB", "QCC")
THIRD_START = ("inspectors", "muster", "bureau")


def entries_but_when(scene: Rehearsal) -> list[dict[str, Any]]:
    """The log, entry for entry, without what says when and by which command it was written."""
    with scene.engine.store.read() as reader:
        raw = [json.loads(entry) for _, entry, _ in reader.log()]
    return [{key: e[key] for key in e if key not in ("at", "id", "command")} for e in raw]


def days(scene: Rehearsal, number: int, *, ticking: bool) -> None:
    """So many days pass, with a tick at the end of each or without."""
    clock = scene.engine.clock
    assert isinstance(clock, ManualClock)
    for _ in range(number):
        clock.advance(timedelta(days=1))
        if ticking:
            scene.tick()


def a_lively_start(scene: Rehearsal) -> None:
    """Three reviews in different places: a fact here, items there."""
    scene.at("2027-01-10").record("QAA", "agree", ("QAA", "state"), facts=(("agreed", "given"),))
    scene.record("QBB", "ask", OFFICE)
    scene.at("2027-01-12").record("QBB", "ask", OFFICE)
    scene.record("QCC", "ask", OFFICE)
    scene.record("QCC#item-1", "remark", ("QCC", "state"))


def test_one_tick_after_half_a_year_writes_what_180_daily_ticks_write(sqlite_url: str) -> None:
    """Chains, items and joins of several reviews, interleaved by their due instants."""
    logs = []
    for number, ticking in enumerate((True, False)):
        with rehearsal(f"{sqlite_url}{number}", CHAIN, codes=" ".join(STATES)) as scene:
            a_lively_start(scene)
            days(scene, 180, ticking=ticking)
            scene.tick()
            logs.append(entries_but_when(scene))
            assert verify(scene.engine).sound
    assert logs[0] == logs[1]
    assert sum(entry["kind"].startswith("deadline.") for entry in logs[0]) > 20


@pytest.mark.parametrize("event", ["record", "refused"])
def test_a_command_after_half_a_year_finds_what_a_daily_tick_would_have_left(
    sqlite_url: str, event: str
) -> None:
    """No tick at all: the command itself lets happen what fell due, of its review."""
    logs = []
    for number, ticking in enumerate((True, False)):
        with rehearsal(f"{sqlite_url}{number}", CHAIN, codes="QAA") as scene:
            scene.record("QAA", "ask", OFFICE)
            days(scene, 180, ticking=ticking)
            if event == "record":
                scene.record("QAA", "ask", OFFICE)
            else:
                with pytest.raises(Exception, match="not recorded"):
                    scene.record("QAA", "ask", ("nobody", "secretariat"))
            logs.append(entries_but_when(scene))
    assert logs[0] == logs[1]


@pytest.mark.parametrize("text", [FRANCE, THIRD], ids=["france", "third"])
def test_real_designs_do_not_depend_on_the_tick_either(sqlite_url: str, text: str) -> None:
    """With half of the reviews under way, and all silent for two years."""
    logs = []
    for number, ticking in enumerate((True, False)):
        with rehearsal(f"{sqlite_url}{number}", text, codes="QAA QBB") as scene:
            under_way(scene, text)
            days(scene, 730, ticking=ticking)
            scene.tick()
            logs.append(entries_but_when(scene))
    assert logs[0] == logs[1]


def under_way(scene: Rehearsal, text: str) -> None:
    """A team is bound and the review of Belmora begins."""
    france = text is FRANCE
    team, first, role = ("team", "appoint_team", "secretariat") if france else THIRD_START
    actors = ("x1@QBX", "x2@QEE") if france else ("x1@QCC", "x2@QEE")
    for actor in actors:
        scene.bind("QBB", team, actor, by_role=role)
    facts = () if france else (("route", "long"),)
    scene.record("QBB", first, ("secretariat", role), facts=facts)


def test_after_a_week_of_outage_every_limit_has_passed_once_at_its_time(store_url: str) -> None:
    """The due day is the day of the entry; the moment of recording is another."""
    with rehearsal(store_url, LATE_NOTE, at="2026-11-02", codes=" ".join(STATES)) as scene:
        for code in STATES:
            scene.record(code, "start", OFFICE)
        scene.at("2027-05-09").tick()
        scene.tick()
        with scene.engine.store.read() as reader:
            passed = list(reader.entries(kinds=["deadline.passed"]))
        assert [entry.review for entry in passed] == [f"t/{code}" for code in STATES]
        assert {entry.on for entry in passed} == {"2027-05-02"}
        assert {entry.data["due_at"] for entry in passed} == {"2027-05-02T22:00:00.000Z"}
        assert {entry.at[:10] for entry in passed} == {"2027-05-09"}


def test_a_limit_passes_at_the_midnight_after_its_day_and_not_before(sqlite_url: str) -> None:
    """`closes_at` is exclusive: a millisecond earlier nothing has passed."""
    with rehearsal(sqlite_url, LATE_NOTE, at="2026-11-02", codes="QAA") as scene:
        scene.record("QAA", "start", OFFICE)
        assert not scene.at("2027-05-02T21:59:59.999").tick().passed
        assert len(scene.at("2027-05-02T22:00").tick().passed) == 1


def test_two_schedulers_in_threads_let_each_limit_pass_once(store_url: str) -> None:
    """Eight tick at the same moment on one store."""
    with rehearsal(store_url, CHAIN, codes=" ".join(STATES)) as scene:
        scene.at("2027-06-01")
        others = [again(store_url, "2027-06-01", seed=n) for n in range(2, 10)]
        at_once([lambda other=other: tick(other.engine) for other in others])
        once_each(scene)
        for other in others:
            other.engine.store.close()


def at_once(acts: list[Any]) -> None:
    """Run all of *acts* in threads that start together; what one raises is raised."""
    gate, failed = threading.Barrier(len(acts)), []

    def run(act: Any) -> None:
        gate.wait()
        try:
            act()
        except Exception as error:  # noqa: BLE001  # told after the threads ended
            failed.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed, failed


def once_each(scene: Rehearsal) -> None:
    """No limit passed twice, and all is sound."""
    with scene.engine.store.read() as reader:
        passed = [
            entry.data["deadline"]
            for entry in reader.entries(kinds=["deadline.passed", "deadline.enforced"])
        ]
        assert len(passed) > 10
        assert len(passed) == len(set(passed))
        assert not reader.due("2027-06-01T12:00:00.000Z", 1)
    assert verify(scene.engine).sound


def one_process(url: str, seed: int) -> None:
    """A scheduler of its own."""
    with again(url, "2027-06-01", seed=seed) as scene:
        assert not scene.tick().failed


def test_two_schedulers_in_processes_let_each_limit_pass_once(store_url: str) -> None:
    """As two hosts with one database would."""
    with rehearsal(store_url, CHAIN, codes=" ".join(STATES)) as scene:
        scene.at("2027-06-01")
        spawn = multiprocessing.get_context("spawn")
        processes = [spawn.Process(target=one_process, args=(store_url, n)) for n in (2, 3)]
        for process in processes:
            process.start()
        for process in processes:
            process.join(60)
        assert [process.exitcode for process in processes] == [0, 0]
        once_each(scene)
