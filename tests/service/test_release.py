"""Acts with two keys: one submits, another releases, and only then does anything move."""

from typing import cast

import pytest

from tests.support.plenary import BY_OFFICE, newest, sound, step
from workflow.errors import RoleError, RuledOutError
from workflow.model.rows.records import DeadlineRow, MessageRow, SubmissionRow
from workflow.service.corrections import OverrideRequest, annul, override
from workflow.service.reviews import How
from workflow.testing import Rehearsal, rehearsal

AUTHOR = ("writer@QAA", "state")
FOCAL = ("focal-1@QAA", "focal_point")
TWO_KEYS = """\
definition: two-keys
version: 1
language: 1
title: A review in which the focal point releases
status: illustration
sources: {S: "Rules"}
roles:
  state:       {is: party under review, basis: S 1}
  focal_point: {is: person of state, basis: S 1}
  team:        {is: experts, basis: S 1}
  secretariat: {is: secretariat, basis: S 1}
documents:
  answers: {seen_by: [team], basis: S 2}
facts:
  whole: {is: yes_no, by: state, basis: S 2}
guards:
  is_whole:
    that: whole is yes
    otherwise: the answers are handed in whole
    basis: S 2
charts:
  review:
    initial: answering
    states:
      answering: {holder: state, due: 2 months, basis: S 2}
      reading:   {holder: team, basis: S 3}
      closed:    {final: true}
    events:
      answer:
        from: answering
        by: state
        release: focal_point
        with: [answers, whole]
        guard: is_whole
        to: reading
        basis: S 4
      sign: {from: reading, by: team, release: team, to: closed, basis: S 5}
"""


def scene_at(url: str) -> Rehearsal:
    """A review whose State has a focal point, and whose team has two experts."""
    scene = rehearsal(url, TWO_KEYS, codes="QAA")
    scene.bind("QAA", "focal_point", FOCAL[0])
    for expert in ("x1@QBB", "x2@QCC"):
        scene.bind("QAA", "team", expert)
    return scene


def submit(scene: Rehearsal, who: tuple[str, str] = AUTHOR, whole: str = "yes") -> object:
    """The author hands the answers in."""
    return scene.record("QAA", "answer", who, documents="answers", facts=(("whole", whole),))


def submissions(scene: Rehearsal) -> dict[str, str]:
    """How each submission stands."""
    with scene.engine.store.read() as reader:
        rows = cast(list[SubmissionRow], reader.rows("submission"))
    return {row.id.partition("+")[2]: row.status for row in rows}


def how(reason: str = "a slip") -> How:
    """By the Secretariat, with a reason."""
    return How(actor="secretariat", role="secretariat", reason=reason)


def test_the_act_waits_until_another_person_releases_it(store_url: str) -> None:
    """The document is in the file at once; the review moves with the second key."""
    with scene_at(store_url) as scene:
        receipt = scene.record(
            "QAA", "answer", AUTHOR, documents="answers", facts=(("whole", "yes"),)
        )
        assert receipt.notes == ("submitted, not yet released: it waits for focal_point",)
        assert step(scene) == "answering"
        assert submissions(scene) == {"answer:1": "submitted"}
        with scene.engine.store.read() as reader:
            assert [row.id for row in reader.rows("document")] == ["t/QAA@answers:1"]
            letters = cast(list[MessageRow], reader.rows("message", template="submitted"))
        assert [letter.to for letter in letters] == ["focal_point"]
        scene.record("QAA", "answer", FOCAL)

        assert step(scene) == "reading"
        assert submissions(scene) == {"answer:1": "released"}
        assert sound(scene)


def test_the_release_is_the_day_that_counts(store_url: str) -> None:
    """Submitted in time and released late is late; the limit is met by the author's side."""
    with scene_at(store_url) as scene:
        scene.at("2027-03-01")
        submit(scene)
        scene.at("2027-03-09")
        scene.record("QAA", "answer", FOCAL)

        with scene.engine.store.read() as reader:
            limit = cast(DeadlineRow, reader.rows("deadline", id="t/QAA:answering:1")[0])
        assert (limit.due_on, limit.met_on) == ("2027-03-04", "2027-03-09")
        assert (limit.status, limit.days_late) == ("late", 5)
        assert sound(scene)


def test_the_same_person_cannot_turn_both_keys(store_url: str) -> None:
    """One who holds both roles, in both."""
    with scene_at(store_url) as scene:
        submit(scene, (FOCAL[0], "state"))
        with pytest.raises(RuledOutError) as caught:
            scene.record("QAA", "answer", FOCAL)

        (problem,) = caught.value.problems
        assert (problem.code, problem.basis) == ("R057", "S 4")
        assert problem.words.startswith("'answer' was submitted by 'focal-1@QAA' (entry ")
        assert step(scene) == "answering"
        assert sound(scene)


def test_nothing_can_be_released_that_nobody_submitted(store_url: str) -> None:
    """Nor does the second key bring anything of its own."""
    with scene_at(store_url) as scene:
        with pytest.raises(RuledOutError) as caught:
            scene.record("QAA", "answer", FOCAL, documents="answers")
        codes = [problem.code for problem in caught.value.problems]
        assert codes == ["R056", "R058", "R005"]
        with pytest.raises(RoleError, match="for state, not for 'secretariat'"):
            scene.record("QAA", "answer", BY_OFFICE)
        assert sound(scene)


def test_guards_are_read_at_both_keys(store_url: str) -> None:
    """What is not so at the first is not submitted; what is no more so is not released."""
    with scene_at(store_url) as scene:
        with pytest.raises(RuledOutError, match="handed in whole"):
            submit(scene, whole="no")
        assert submissions(scene) == {}
        submit(scene)
        scene.record("QAA", "communicate", AUTHOR, facts=(("whole", "no"),))
        with pytest.raises(RuledOutError, match="handed in whole"):
            scene.record("QAA", "answer", FOCAL)
        assert sound(scene)


def test_a_submission_is_replaced_by_a_newer_one_and_taken_back_by_annulling(
    store_url: str,
) -> None:
    """The newer stands in the older's place; taken back, the older stands again."""
    with scene_at(store_url) as scene:
        submit(scene)
        submit(scene, ("other@QAA", "state"))
        assert submissions(scene) == {"answer:1": "replaced", "answer:2": "submitted"}
        annul(scene.engine, "t/QAA", newest(scene).seq, how())
        assert submissions(scene) == {"answer:1": "submitted"}
        annul(scene.engine, "t/QAA", newest(scene).seq - 2, how())
        assert submissions(scene) == {}
        assert sound(scene)


def test_a_release_is_taken_back_before_what_it_released(store_url: str) -> None:
    """It rests on the submission; without it the act waits again."""
    with scene_at(store_url) as scene:
        submit(scene)
        submitted = newest(scene).seq
        scene.record("QAA", "answer", FOCAL)
        released = newest(scene).seq
        with pytest.raises(RuledOutError, match=f"entry {released}"):
            annul(scene.engine, "t/QAA", submitted, how())
        annul(scene.engine, "t/QAA", released, how())
        assert step(scene) == "answering"
        assert submissions(scene) == {"answer:1": "submitted"}
        assert sound(scene)


def test_two_members_of_one_team_sign(store_url: str) -> None:
    """Where both keys are of one role, the second person to record it releases."""
    with scene_at(store_url) as scene:
        submit(scene)
        scene.record("QAA", "answer", FOCAL)
        scene.record("QAA", "sign", ("x1@QBB", "team"))
        with pytest.raises(RuledOutError, match="released by another person"):
            scene.record("QAA", "sign", ("x1@QBB", "team"))
        scene.record("QAA", "sign", ("x2@QCC", "team"))
        assert step(scene) == "closed"
        assert sound(scene)


def test_what_waits_in_a_step_that_is_left_lapses(store_url: str) -> None:
    """An override leads on without it."""
    with scene_at(store_url) as scene:
        submit(scene)
        request = OverrideRequest(review="t/QAA", to="reading", how=how(), decision="D 1")
        override(scene.engine, request)
        assert submissions(scene) == {"answer:1": "lapsed"}
        assert sound(scene)
