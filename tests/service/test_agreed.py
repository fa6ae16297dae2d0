"""Dates that an act agrees: beside the rule, with the difference; a refusal moves nothing."""

from typing import cast

import pytest

from tests.support.plenary import newest, sound
from workflow.errors import RuledOutError, UnreadableError
from workflow.model.rows.records import DeadlineRow
from workflow.service.corrections import annul, correct
from workflow.service.deadlines import DeadlineRequest, notify
from workflow.service.reviews import How
from workflow.testing import Rehearsal, rehearsal, request_of

STATE, TEAM = ("QAA", "state"), ("x1@QBB", "team")
BODY = ("conference", "conference")
AGREED = """\
definition: agreed
version: 1
language: 1
title: A review whose dates can be agreed
status: illustration
sources: {S: "Rules"}
roles:
  state:       {is: party under review, basis: S 1}
  team:        {is: experts, basis: S 1}
  secretariat: {is: secretariat, basis: S 1}
  conference:  {is: body, basis: S 1}
facts:
  postponement: {is: choice, of: [granted, declined], by: conference, many: true, basis: S 4}
charts:
  review:
    initial: draft
    states:
      draft:  {holder: team, due: 12 weeks at 17:30, basis: S 2}
      closed: {final: true}
    events:
      agree_date: {from: draft, by: [state, team], sets: due draft, basis: S 3}
      decide:
        from: draft
        by: conference
        with: postponement
        sets: due draft if postponement is granted
        basis: S 4
      write: {from: draft, by: team, to: closed}
"""


def scene_at(url: str) -> Rehearsal:
    """A draft since 4 January 2027, due on 29 March."""
    scene = rehearsal(url, AGREED, codes="QAA")
    scene.bind("QAA", "team", TEAM[0])
    return scene.at("2027-01-11")


def limit(scene: Rehearsal) -> DeadlineRow:
    """The limit of the draft."""
    with scene.engine.store.read() as reader:
        return cast(DeadlineRow, reader.rows("deadline", id="t/QAA:draft:1")[0])


def decide(scene: Rehearsal, word: str, **more: object) -> object:
    """The Conference decides on a postponement."""
    return scene.record("QAA", "decide", BODY, facts=(("postponement", word),), **more)


def test_an_agreed_date_stands_beside_the_rule_with_a_note(store_url: str) -> None:
    """Fifteen weeks where the rule says twelve: accepted, the difference shown."""
    with scene_at(store_url) as scene:
        receipt = scene.record("QAA", "agree_date", STATE, agreed="2027-04-19")

        beside = "the rule alone gave 29 March 2027, 21 days earlier"
        assert receipt.notes == (f"19 April 2027 is agreed for 'draft'; {beside}",)
        found = limit(scene)
        assert (found.due_on, found.rule_on) == ("2027-04-19", "2027-03-29")
        assert found.closes_at == "2027-04-19T22:00:00.000Z"
        agreed = f"6. On 11 January 2027 'agree_date' agreed 19 April 2027; {beside}."
        assert found.derivation[-1] == agreed
        data = newest(scene).data
        assert (data["before"], data["after"]) == ("2027-03-29", "2027-04-19")
        assert sound(scene)


def test_the_very_date_of_the_rule_needs_no_note(store_url: str) -> None:
    """Agreed and given alike."""
    with scene_at(store_url) as scene:
        receipt = scene.record("QAA", "agree_date", TEAM, agreed="2027-03-29")
        assert receipt.notes == ()
        assert (
            limit(scene).derivation[-1].endswith("the rule alone gave the same day, 29 March 2027.")
        )
        assert sound(scene)


def test_an_act_that_agrees_a_date_says_which(store_url: str) -> None:
    """Nothing is set without it; one that lies behind is no date to come."""
    with scene_at(store_url) as scene:
        with pytest.raises(RuledOutError) as caught:
            scene.record("QAA", "agree_date", STATE)
        (problem,) = caught.value.problems
        assert (problem.code, problem.basis, problem.hint) == ("R054", "S 3", "--agreed DATE")
        with pytest.raises(RuledOutError, match="2027-01-10 lies before 2027-01-11"):
            scene.record("QAA", "agree_date", STATE, agreed="2027-01-10")
        assert limit(scene).due_on == "2027-03-29"
        assert sound(scene)


def test_a_date_with_an_act_that_agrees_none_is_not_read(store_url: str) -> None:
    """A slip writes nothing; nor does what is no date."""
    with scene_at(store_url) as scene:
        with pytest.raises(UnreadableError, match="'write' agrees no date"):
            scene.record("QAA", "write", TEAM, agreed="2027-04-19")
        with pytest.raises(UnreadableError, match="--agreed 'soon' is not a day"):
            scene.record("QAA", "agree_date", TEAM, agreed="soon")


def test_a_postponement_that_is_declined_leaves_every_date(store_url: str) -> None:
    """The decision is recorded, the dates are as they were; a date with it has no meaning."""
    with scene_at(store_url) as scene:
        before = limit(scene)
        decide(scene, "declined")
        assert limit(scene) == before
        with pytest.raises(RuledOutError) as caught:
            decide(scene, "declined", agreed="2027-06-01")
        (problem,) = caught.value.problems
        assert problem.code == "R055"
        assert problem.words == (
            "'decide' sets a date only if postponement is granted, which is not so"
        )
        assert limit(scene) == before
        assert sound(scene)


def test_a_postponement_that_is_granted_moves_the_date(store_url: str) -> None:
    """By the body's own decision, with the date it names."""
    with scene_at(store_url) as scene:
        decide(scene, "granted", agreed="2027-06-01")
        assert limit(scene).due_on == "2027-06-01"
        with pytest.raises(RuledOutError, match="none was given"):
            decide(scene, "granted")
        assert sound(scene)


def test_a_notified_date_becomes_earlier_only_by_a_decision(store_url: str) -> None:
    """The parties cannot agree it among themselves; the body can decide it."""
    with scene_at(store_url) as scene:
        office = How(actor="secretariat", role="secretariat")
        notify(scene.engine, DeadlineRequest(deadline="t/QAA:draft:1", how=office))
        with pytest.raises(RuledOutError) as caught:
            scene.record("QAA", "agree_date", STATE, agreed="2027-03-01")
        assert caught.value.problems[0].code == "R042"
        assert limit(scene).due_on == "2027-03-29"
        decide(scene, "granted", agreed="2027-03-01")
        assert limit(scene).due_on == "2027-03-01"
        assert sound(scene)


def test_an_agreement_can_be_corrected_and_taken_back(store_url: str) -> None:
    """The date follows, and at last the rule's own is there again."""
    with scene_at(store_url) as scene:
        scene.record("QAA", "agree_date", STATE, agreed="2027-04-19")
        wrong = newest(scene).seq
        right = request_of("t/QAA", "agree_date", STATE, agreed="2027-04-12", reason="misread")
        correct(scene.engine, wrong, right)
        assert limit(scene).due_on == "2027-04-12"
        how = How(actor="secretariat", role="secretariat", reason="not agreed")
        annul(scene.engine, "t/QAA", newest(scene).seq, how)
        assert limit(scene).due_on == "2027-03-29"
        assert sound(scene)


def test_a_limit_that_is_over_cannot_be_agreed(store_url: str) -> None:
    """Passed and still awaited runs again; once met it stays as it is."""
    with scene_at(store_url) as scene:
        scene.at("2027-04-05").tick()
        assert limit(scene).status == "passed"
        scene.record("QAA", "agree_date", STATE, agreed="2027-05-03")
        assert (limit(scene).status, limit(scene).passed) == ("running", False)
        scene.record("QAA", "write", TEAM)
        with pytest.raises(RuledOutError, match="stands in 'closed'"):
            scene.record("QAA", "agree_date", STATE, agreed="2027-06-03")
        assert sound(scene)
