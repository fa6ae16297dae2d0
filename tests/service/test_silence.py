"""Silence procedures: from the last language version, to a cut-off hour, broken by so many."""

from dataclasses import replace

import pytest

from tests.support.plenary import (
    DECIDED,
    MEMBER,
    MEMBERS,
    TEAM,
    ballots,
    cast_vote,
    newest,
    poll,
    seated,
    sound,
    step,
)
from workflow.errors import RuledOutError
from workflow.model.rows.records import DeadlineRow
from workflow.service.corrections import annul
from workflow.service.reviews import How, RecordRequest, record
from workflow.testing import Rehearsal, file_of


def circulated(url: str, text: str = DECIDED) -> Rehearsal:
    """A report in English, adopted on 1 February 2027 and now before the plenary."""
    scene = seated(url, text).at("2027-02-01")
    scene.record("QAA", "submit", TEAM, documents="report")
    for member in MEMBERS:
        cast_vote(scene, member, "for")
    return scene


def translated(scene: Rehearsal, day: str) -> None:
    """The French version comes on *day*."""
    scene.at(day)
    french = replace(file_of("report"), language="fr")
    how = How(actor=TEAM[0], role=TEAM[1])
    request = RecordRequest(review="t/QAA", event="communicate", how=how, documents=(french,))
    record(scene.engine, request)


def object_(scene: Rehearsal, member: str) -> None:
    """One member objects, in writing."""
    scene.record("QAA", "object", (member, MEMBER), documents="objection")


def limit(scene: Rehearsal) -> DeadlineRow:
    """The time limit of the silence."""
    with scene.engine.store.read() as reader:
        row = reader.rows("deadline", id="t/QAA:circulation:1")[0]
    assert isinstance(row, DeadlineRow)
    return row


def test_it_runs_from_the_last_language_version_to_the_hour(store_url: str) -> None:
    """Ten working days after the French version, at half past five; then it is kept."""
    with circulated(store_url) as scene:
        assert limit(scene).status == "waiting"
        translated(scene, "2027-02-03")

        assert limit(scene).due_on == "2027-02-17"
        assert limit(scene).closes_at == "2027-02-17T16:30:00.000Z"
        assert "report out in en, fr; the last was fr" in (limit(scene).anchor or "")
        scene.at("2027-02-17T16:29").tick()
        assert step(scene) == "circulation"
        scene.at("2027-02-17T16:30").tick()
        assert step(scene) == "adopted"
        assert poll(scene, "circulation:1").words == (
            "No objection; 2 would break the silence: it is kept.",
        )
        assert newest(scene).data["decision"] == {
            "poll": "t/QAA^circulation:1",
            "result": "kept",
            "counted": [],
            "words": ["No objection; 2 would break the silence: it is kept."],
        }
        assert sound(scene)


def test_one_objector_proceeds_and_two_go_back(store_url: str) -> None:
    """The second objection breaks it at once, days before its time."""
    with circulated(store_url) as scene:
        translated(scene, "2027-02-03")
        object_(scene, "QBB")
        assert step(scene) == "circulation"
        object_(scene, "QBB")
        assert step(scene) == "circulation", "one member objects once, however often it writes"
        object_(scene, "x9@QCC")

        assert step(scene) == "draft"
        found = poll(scene, "circulation:1")
        assert (found.status, found.basis) == ("broken", "S 7")
        assert found.words == ("2 objections (QBB, QCC); 2 break the silence: it is broken.",)
        assert sound(scene)


def test_an_objection_that_was_withdrawn_counts_no_more(store_url: str) -> None:
    """Withdrawn, then another: one stands, and the silence is kept."""
    with circulated(store_url) as scene:
        translated(scene, "2027-02-03")
        object_(scene, "QBB")
        scene.record("QAA", "withdraw", ("QBB", MEMBER))
        object_(scene, "QCC")
        assert ballots(scene)["QBB:1"] == "objects withdrawn"
        with pytest.raises(RuledOutError, match="takes back 'object'; none of QBB stands"):
            scene.record("QAA", "withdraw", ("QBB", MEMBER))
        scene.at("2027-02-20").tick()

        assert step(scene) == "adopted"
        assert poll(scene, "circulation:1").words == (
            "1 objection (QCC); 2 would break the silence: it is kept.",
        )
        assert sound(scene)


def test_an_objection_after_the_hour_has_no_effect(store_url: str) -> None:
    """What fell due comes first: the silence was kept before the second objection came."""
    with circulated(store_url) as scene:
        translated(scene, "2027-02-03")
        object_(scene, "QBB")
        scene.at("2027-02-17T16:31")
        with pytest.raises(RuledOutError) as caught:
            object_(scene, "QCC")

        assert caught.value.problems[0].code == "R003"
        assert newest(scene).kind == "communication.registered"
        assert step(scene) == "adopted"
        assert sound(scene)


def test_an_objection_before_the_translation_counts(store_url: str) -> None:
    """The clock waits; the members need not."""
    with circulated(store_url) as scene:
        object_(scene, "QBB")
        object_(scene, "QCC")
        assert step(scene) == "draft"
        assert sound(scene)


def test_breaking_is_taken_back_with_the_objection_that_broke_it(store_url: str) -> None:
    """Annulled, the silence runs on where it was."""
    with circulated(store_url) as scene:
        translated(scene, "2027-02-03")
        object_(scene, "QBB")
        object_(scene, "QCC")
        how = How(actor="secretariat", role="secretariat", reason="not from the mission")
        annul(scene.engine, "t/QAA", newest(scene).seq, how)

        assert step(scene) == "circulation"
        assert limit(scene).due_on == "2027-02-17"
        assert sound(scene)


def test_a_document_that_was_out_before_does_not_shorten_the_silence(store_url: str) -> None:
    """Out in both languages before the vote: it runs from entering the step."""
    text = DECIDED.replace("out in every language", "circulated")
    with circulated(store_url, text) as scene:
        assert (limit(scene).anchor_on, limit(scene).status) == ("2027-02-01", "running")
        assert limit(scene).due_on == "2027-02-15"
        assert sound(scene)
