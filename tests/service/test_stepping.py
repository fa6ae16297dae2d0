"""Tracks, joins and clocks: what happens in which order, and on which day."""

from typing import cast

import pytest

from tests.support.commands import OFFICE, how, newest
from tests.support.designs import HEAD, changed
from workflow.model.rows.records import DeadlineRow, InstanceRow
from workflow.service.auditing import verify
from workflow.service.corrections import annul
from workflow.service.reviews import Receipt
from workflow.service.roles import VacateRequest, vacate
from workflow.testing import Rehearsal, rehearsal

TEAM = ("x1@QBB", "team")
LEGS = ("untoc", "tip", "som")
TRACKS = (
    HEAD
    + """\
charts:
  review:
    initial: launched
    states:
      launched:
        holder: secretariat
        due: 10 days
        on_timeout: [absent if not team is bound, hub]
        basis: S 5
      hub:      {holder: team, opens: leg, join: all, then: summing, basis: S 5}
      summing:  {holder: team, due: 1 month, basis: S 5}
      absent:   {holder: secretariat, basis: S 5}
      closed:   {final: true, basis: S 5}
    events:
      start: {from: [launched, absent], by: secretariat, to: hub, basis: S 6}
      agree: {from: summing, by: state, with: agreed, basis: S 6}
      rate:  {from: summing, by: team, with: [score, paper], to: closed, basis: S 6}
      again: {from: summing, by: secretariat, to: hub, basis: S 6}
  leg:
    per: instrument
    initial: reading
    states:
      reading: {holder: team, due: 2 months, basis: S 7}
      read:    {final: true, basis: S 7}
    events:
      finish: {from: reading, by: team, with: answers, to: read, basis: S 7}
"""
)
ANY = changed(TRACKS, {"join: all": "join: any"})


def running(url: str, text: str) -> Rehearsal:
    """Arvania's review with a team, in `hub` with its three legs open."""
    scene = rehearsal(url, text, codes="QAA")
    scene.bind("QAA", "team", TEAM[0])
    scene.record("QAA", "start", OFFICE)
    return scene


def finish(scene: Rehearsal, leg: str, day: str | None = None) -> Receipt:
    """A leg comes to its end, on the day of receipt."""
    days = {"received": day, "dated": day} if day else {}
    return scene.record(f"QAA/{leg}", "finish", TEAM, documents="answers", **days)


def place(receipt: Receipt, instance: str = "t/QAA") -> InstanceRow:
    """Where an instance stands."""
    return cast(InstanceRow, receipt.after["instance"][instance])


def test_a_join_of_all_waits_for_the_last_leg(store_url: str) -> None:
    """Two of three are not enough; the review moves with the third, in its entry."""
    with running(store_url, TRACKS) as scene:
        for leg in LEGS[:2]:
            assert place(finish(scene, leg)).state == "hub"
        receipt = finish(scene, LEGS[2])
        assert place(receipt).state == "summing"
        assert len(receipt.entries) == 1
        assert verify(scene.engine).sound


def test_a_join_happens_on_the_day_of_the_last_leg_whoever_is_recorded_last(
    sqlite_url: str,
) -> None:
    """A note of 12 January recorded after one of 20 January: the legs were read on the 20th."""
    with running(sqlite_url, TRACKS) as scene:
        scene.at("2027-02-01")
        finish(scene, "untoc", "2027-01-15")
        finish(scene, "tip", "2027-01-20")
        receipt = finish(scene, "som", "2027-01-12")
        assert (place(receipt).state, place(receipt).since) == ("summing", "2027-01-20")
        limit = cast(DeadlineRow, receipt.after["deadline"]["t/QAA:summing:1"])
        assert limit.due_on == "2027-02-20"


def test_a_join_of_any_leaves_the_others_without_limits(sqlite_url: str) -> None:
    """Nobody is reminded of a leg that no longer counts."""
    with running(sqlite_url, ANY) as scene:
        receipt = finish(scene, "tip")
        assert place(receipt).state == "summing"
        limits = cast(dict[str, DeadlineRow], receipt.after["deadline"])
        assert {key: row.status for key, row in limits.items() if key.startswith("t/QAA/")} == {
            "t/QAA/som:reading:1": "closed",
            "t/QAA/tip:reading:1": "met",
            "t/QAA/untoc:reading:1": "closed",
        }


def test_legs_opened_again_begin_all_anew_before_any_is_counted(store_url: str) -> None:
    """A leg that was read last time does not end the step on entering it."""
    with running(store_url, ANY) as scene:
        finish(scene, "som")
        scene.at("2027-01-10")
        receipt = scene.record("QAA", "again", OFFICE)
        assert place(receipt).state == "hub"
        assert {place(receipt, f"t/QAA/{leg}").state for leg in LEGS} == {"reading"}
        assert place(finish(scene, "tip")).state == "summing"
        assert verify(scene.engine).sound


@pytest.mark.parametrize("tick", [False, True])
def test_a_condition_on_a_role_is_read_as_of_the_legal_day(sqlite_url: str, tick: bool) -> None:
    """Bound until 20 January, limit on 14 January: bound, even if the engine wakes in June."""
    with rehearsal(sqlite_url, TRACKS, codes="QAA") as scene:
        scene.bind("QAA", "team", TEAM[0])
        leaving = VacateRequest(
            review="t/QAA", role="team", actor=TEAM[0], how=how(), on="2027-01-20"
        )
        vacate(scene.engine, leaving)
        if tick:
            scene.at("2027-01-15").tick()
        scene.at("2027-06-01").tick()
        with scene.engine.store.read() as reader:
            (entry,) = reader.entries(kinds=["deadline.enforced"])
            assert entry.on == "2027-01-14"
            standing = cast(InstanceRow, reader.review("t/QAA")["instance"]["t/QAA"])
        assert standing.state == "hub"


def test_the_eleventh_time_a_step_is_entered_is_the_newest(sqlite_url: str) -> None:
    """`10` sorts before `2` as text, and comes after it all the same."""
    text = changed(TRACKS, {"due: 1 month, basis: S 5": "due: 1 month after hub, basis: S 5"})
    with running(sqlite_url, text) as scene:
        for number in range(1, 12):
            scene.at(f"2027-01-{4 + number:02}")
            for leg in LEGS:
                receipt = finish(scene, leg)
            limit = cast(DeadlineRow, receipt.after["deadline"][f"t/QAA:summing:{number}"])
            assert limit.anchor_on == f"2027-01-{4 + max(number - 1, 0):02}"
            receipt = scene.at(f"2027-01-{4 + number:02}T13:00").record("QAA", "again", OFFICE)
        assert verify(scene.engine).sound


def test_what_nobody_needs_can_still_be_taken_back_while_legs_are_open(sqlite_url: str) -> None:
    """A word in one leg does not rest on what was done in another."""
    with running(sqlite_url, TRACKS) as scene:
        finish(scene, "untoc")
        slip = newest(scene, "event.recorded")
        finish(scene, "tip")
        receipt = annul(scene.engine, "t/QAA", slip, how("a slip"))
        assert place(receipt, "t/QAA/untoc").state == "reading"
        assert place(receipt, "t/QAA/tip").state == "read"
