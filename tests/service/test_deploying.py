"""An amended definition and the reviews under way: planned, signed off, applied as planned."""

import json
from pathlib import Path
from typing import cast

import pytest

from tests.support.designs import CHAIN, LATE_NOTE, changed
from tests.support.meetings import COUNT_BACK, convene
from workflow.definition.read import read_definition
from workflow.errors import ConflictError, RuledOutError, UnreadableError
from workflow.model.rows.records import DeadlineRow, ReviewRow
from workflow.service import deadlines
from workflow.service.auditing import verify
from workflow.service.deploy.deploying import apply, plan
from workflow.service.deploy.plan import Amendment, Plan, from_json, to_json
from workflow.service.reviews import How
from workflow.service.viewing import history, show, status, timelines, why
from workflow.testing import Rehearsal, rehearsal

OFFICE = ("secretariat", "secretariat")
SHORTER = {"version: 1": "version: 2", "due: 6 months,": "due: 4 months,"}
DECISION = "Conference, decision 13/1 (invented)"
STATES = "QAA QBB QBX QCC QDD QEE QFF QGG"


def amended(
    scene: Rehearsal, changes: dict[str, str], text: str = LATE_NOTE, **more: object
) -> Plan:
    """The plan that an amended definition comes to."""
    return plan(scene.engine, amendment(changes, text, **more))


def amendment(changes: dict[str, str], text: str = LATE_NOTE, **more: object) -> Amendment:
    """An amended definition, to be brought to the cycle."""
    loaded = read_definition(changed(text, changes), file="v2.yaml")
    return Amendment(
        cycle="t",
        definition=loaded.require(),
        data=loaded.data,
        actor="secretariat",
        **more,  # type: ignore[arg-type]
    )


def limit(scene: Rehearsal, party: str, name: str = "answering") -> DeadlineRow:
    """A time limit as the tables have it."""
    with scene.engine.store.read() as reader:
        rows = cast(list[DeadlineRow], reader.rows("deadline"))
    return next(row for row in rows if row.id == f"t/{party}:{name}:1")


@pytest.fixture
def scene(tmp_path: Path) -> Rehearsal:
    """Eight reviews in `answering` since 4 January, due 4 July; two of them were told."""
    made = rehearsal(str(tmp_path / "s.db"), LATE_NOTE, codes=STATES)
    for code in STATES.split():
        made.record(code, "start", OFFICE)
    for code in ("QAA", "QCC"):
        told = deadlines.DeadlineRequest(deadline=f"t/{code}:answering", how=_office())
        deadlines.notify(made.engine, told)
    return made.at("2027-02-01")


def _office() -> How:
    return How(actor="secretariat", role="secretariat")


def test_a_notified_date_never_moves_earlier_by_itself(scene: Rehearsal) -> None:
    """Two were told and stay; six were not, are earlier, and a note is drafted for each."""
    with scene:
        planned = amended(scene, SHORTER)

        assert planned.counts() == {"unchanged": 2, "earlier": 6, "kept as told": 2, "drafts": 6}
        told = {one.deadline: one for review in planned.reviews for one in review.dates}
        kept, moved = told["t/QAA:answering:1"], told["t/QBB:answering:1"]
        assert (kept.before, kept.after, kept.why) == ("2027-07-04", "2027-07-04", "notified")
        assert (moved.before, moved.after, moved.change) == ("2027-07-04", "2027-05-04", "earlier")

        apply(scene.engine, planned)

        assert limit(scene, "QAA").due_on == "2027-07-04"
        told_why = limit(scene, "QAA").derivation[-1].partition(". ")[2]
        assert told_why == (
            "Version 2 alone would give 2027-05-04; 2027-07-04 stays, because it was notified on "
            "2027-01-04."
        )
        assert limit(scene, "QBB").due_on == "2027-05-04"
        assert limit(scene, "QBB").rule == "4 months"
        assert verify(scene.engine).sound


def test_a_decision_that_says_so_moves_notified_dates_too(scene: Rehearsal) -> None:
    """Each of them cites it, in its entry and in its derivation."""
    with scene:
        planned = amended(scene, SHORTER, decision=DECISION, for_all=True)

        assert planned.counts() == {"earlier": 8, "kept as told": 0, "drafts": 8}
        apply(scene.engine, planned)

        with scene.engine.store.read() as reader:
            entries = list(reader.entries(kinds=["review.migrated"]))
        assert {entry.review: entry.basis for entry in entries} == {
            f"t/{code}": (DECISION,) for code in STATES.split()
        }
        assert limit(scene, "QAA").due_on == "2027-05-04"
        assert (
            f"The rule of version 2 ({DECISION}); before, it was 2027-07-04."
            in (limit(scene, "QAA").derivation[-1])
        )
        assert verify(scene.engine).sound


def test_it_applies_to_all_only_by_a_decision(scene: Rehearsal) -> None:
    """Whoever says "all" says by what."""
    with scene:
        planned = amended(scene, SHORTER, for_all=True)

        assert [problem.code for problem in planned.problems] == ["M002"]


def test_the_plan_says_what_is_applied(scene: Rehearsal) -> None:
    """Through its file and back: the same reviews, dates and hash."""
    with scene:
        planned = amended(scene, SHORTER)

        assert from_json(to_json(planned), "plan.json") == planned


def test_a_plan_that_was_changed_is_not_applied(scene: Rehearsal) -> None:
    """Not even by one sign; nor is anything that is no plan."""
    with scene:
        text = to_json(amended(scene, SHORTER))

    for wrong in (text.replace("2027-05-04", "2027-06-04", 1), text.replace('"hash"', '"hush"')):
        with pytest.raises(UnreadableError, match="M004 the plan was changed after it was made"):
            from_json(wrong, "plan.json")
    for other in ("", "[]", "{}", "{", json.dumps({"kind": "plan of a deployment", "format": 9})):
        with pytest.raises(UnreadableError, match="M004"):
            from_json(other, "plan.json")


def test_a_plan_is_not_applied_when_somebody_was_first(scene: Rehearsal) -> None:
    """Any entry since then: look again."""
    with scene:
        planned = amended(scene, SHORTER)
        scene.record("QAA", "answer", ("QAA", "state"), documents="answers")

        with pytest.raises(ConflictError, match="M003 the plan was made when the log had"):
            apply(scene.engine, planned)
        assert limit(scene, "QBB").due_on == "2027-07-04"


def test_a_plan_is_not_applied_when_time_changed_it(scene: Rehearsal) -> None:
    """By then one limit had passed: what the plan says is not what would happen."""
    with scene:
        planned = amended(scene, SHORTER)
        scene.at("2027-08-01")

        with pytest.raises(ConflictError, match="since the plan of 2027-02-01 dates have changed"):
            apply(scene.engine, planned)
        scene.at("2027-08-02")
        apply(scene.engine, amended(scene, SHORTER))
        assert verify(scene.engine).sound


def test_no_date_becomes_one_that_has_gone_by(scene: Rehearsal) -> None:
    """On 1 June four months are over: the limit is then the day of the change."""
    with scene:
        scene.at("2027-06-01")
        apply(scene.engine, amended(scene, SHORTER))

        assert limit(scene, "QBB").due_on == "2027-06-01"
        assert limit(scene, "QBB").status == "running"
        scene.at("2027-06-02").tick()
        assert limit(scene, "QBB").status == "passed"
        assert verify(scene.engine).sound


def test_a_limit_that_passed_runs_again_by_a_longer_rule(scene: Rehearsal) -> None:
    """Later for all, notified or not; a State that had time left has it."""
    longer = {"version: 1": "version: 2", "due: 6 months,": "due: 8 months,"}
    with scene:
        scene.at("2027-07-10").tick()
        assert limit(scene, "QBB").status == "passed"
        planned = amended(scene, longer)
        assert planned.counts() == {"later": 8, "kept as told": 0, "drafts": 8}
        apply(scene.engine, planned)

        assert (limit(scene, "QBB").due_on, limit(scene, "QBB").status) == ("2027-09-04", "running")
        assert (limit(scene, "QAA").due_on, limit(scene, "QAA").passed) == ("2027-09-04", False)
        assert verify(scene.engine).sound


def test_a_date_set_beside_the_rule_stays(scene: Rehearsal) -> None:
    """An agreement or decision about one review outlasts the amendment of the rule."""
    with scene:
        moved = deadlines.DeadlineRequest(
            deadline="t/QBB:answering", how=_office(), to="2027-08-15", decision="agreed"
        )
        deadlines.move(scene.engine, moved)
        apply(scene.engine, amended(scene, SHORTER, decision=DECISION, for_all=True))

        assert limit(scene, "QBB").due_on == "2027-08-15"
        assert limit(scene, "QBB").rule_on == "2027-05-04"


def test_a_step_under_another_name_is_the_same_step(scene: Rehearsal) -> None:
    """Its clock runs on; without the name the reviews are stranded and nothing is applied."""
    renamed = {
        "version: 1": "version: 2",
        "answering:": "replying: ",
        "answering": "replying",
    }
    with scene:
        lost = amended(scene, renamed)
        assert lost.reviews[0].stranded == (
            "t/QAA stands in 'answering', which the new version does not have",
        )
        with pytest.raises(RuledOutError, match="M005 t/QAA cannot be carried over") as caught:
            apply(scene.engine, lost)
        assert caught.value.seq is not None

        planned = amended(scene, renamed, names={"review": {"answering": "replying"}})
        assert planned.counts() == {"unchanged": 8, "kept as told": 0, "drafts": 0}
        assert planned.reviews[0].steps == (("t/QAA", "answering", "replying"),)
        apply(scene.engine, planned)

        assert limit(scene, "QAA", "replying").due_on == "2027-07-04"
        assert limit(scene, "QAA", "replying").notified_on == "2027-01-04"
        assert show(scene.engine, "t/QAA").places[0].step == "replying"
        scene.record("QAA", "answer", ("QAA", "state"), documents="answers")
        assert verify(scene.engine).sound


def test_what_is_added_begins_and_what_is_taken_away_ends(scene: Rehearsal) -> None:
    """A limit that a step did not have counts from when the step was entered."""
    with scene:
        without = {"version: 1": "version: 2", "due: 6 months, ": ""}
        planned = amended(scene, without)
        assert planned.counts() == {"ends": 8, "kept as told": 0, "drafts": 0}
        apply(scene.engine, planned)
        assert limit(scene, "QAA").status == "closed"

        scene.at("2027-02-02")
        again = {"version: 1": "version: 3", "due: 6 months,": "due: 7 months,"}
        planned = amended(scene, again)
        assert planned.counts() == {"kept as told": 0, "drafts": 0}
        apply(scene.engine, planned)
        assert verify(scene.engine).sound


def test_tracks_and_items_are_carried_over_too(tmp_path: Path) -> None:
    """Each with its own limit."""
    with rehearsal(str(tmp_path / "c.db"), CHAIN, codes="QAA QBB") as scene:
        scene.record("QAA", "ask", OFFICE)
        scene.at("2027-02-10").tick()
        longer = {
            "version: 1": "version: 2",
            "due: 2 weeks": "due: 3 weeks",
            "due: 33 days": "due: 50 days",
        }
        planned = amended(scene, longer, CHAIN)
        later = {one.deadline for r in planned.reviews for one in r.dates if one.change == "later"}

        assert {"t/QAA/untoc:reading:1", "t/QBB/tip:reading:1"} <= later
        apply(scene.engine, planned)
        assert verify(scene.engine).sound


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"6 months,": "5 months,"}, "M001", "version 1 is not higher than 1, which is in force"),
        (
            {"definition: small": "definition: other", "version: 1": "version: 2"},
            "M001",
            "the cycle runs by 'small'; 'other' is another definition",
        ),
    ],
)
def test_an_amendment_is_a_higher_version_of_the_same_name(
    scene: Rehearsal, changes: dict[str, str], code: str, words: str
) -> None:
    """Otherwise it is another design, and reviews under way keep theirs."""
    with scene:
        planned = amended(scene, changes)
        assert (planned.problems[0].code, planned.problems[0].words) == (code, words)

        with pytest.raises(RuledOutError, match="house rule: an amendment is a new version"):
            apply(scene.engine, planned)
        assert verify(scene.engine).sound


def test_what_is_on_file_must_have_a_meaning_in_the_new_version(scene: Rehearsal) -> None:
    """A fact that was recorded, and is not there any more, keeps its review where it is."""
    with scene:
        scene.record("QAA", "communicate", ("QAA", "state"), facts=(("agreed", "given"),))
        without = {
            "version: 1": "version: 2",
            "  agreed: {is: consent, by: state, basis: S 3}\n": "",
        }
        planned = amended(scene, without)

        found = {review.review: review.stranded for review in planned.reviews}
        words = "the fact 'agreed' is on file, and the new version has none"
        assert found["t/QAA"] == (words,)
        assert found["t/QBB"] == ()


def test_final_reviews_keep_their_version(scene: Rehearsal) -> None:
    """They ended under it; the cycle and the others go on under the new one."""
    with scene:
        scene.bind("QAA", "team", "x1@QBB")
        scene.record("QAA", "answer", ("QAA", "state"), documents="answers")
        scene.record("QAA", "finish", ("x1@QBB", "team"))
        planned = amended(scene, SHORTER)
        assert "t/QAA" not in {review.review for review in planned.reviews}
        apply(scene.engine, planned)

        with scene.engine.store.read() as reader:
            rows = cast(list[ReviewRow], reader.rows("review"))
            new = {row.id for row in rows if row.definition == planned.amendment.definition.hash}
        assert new == {f"t/{code}" for code in STATES.split()} - {"t/QAA"}
        assert verify(scene.engine).sound


def test_every_answer_of_the_desk_works_on_after_it(scene: Rehearsal) -> None:
    """Board, file, history, reasons, timelines; as of a day before it, the old rule stands."""
    with scene:
        apply(scene.engine, amended(scene, SHORTER, decision=DECISION))
        scene.at("2027-02-10")

        assert status(scene.engine).total == 8
        assert show(scene.engine, "t/QBB").head.definition == "small@2"
        assert show(scene.engine, "t/QBB", as_of="2027-01-20").head.definition == "small@1"
        assert show(scene.engine, "t/QBB", as_of="2027-01-20").limits[0].due_on == "2027-07-04"
        last = history(scene.engine, "t/QBB").lines[-1]
        assert (last.kind, last.what) == ("review.migrated", "carried over to small version 2")
        assert last.basis == (DECISION,)
        assert "4 May 2027" in why(scene.engine, "t/QBB", "answering").answer
        assert len(timelines(scene.engine).timelines) == 8


def test_a_step_that_was_left_may_fall_away(scene: Rehearsal) -> None:
    """Reviews behind it are carried over, and what they did there is still told."""
    without = {
        "version: 1": "version: 2",
        "      answering: {holder: state, due: 6 months, basis: S 5}\n": "",
        "to: answering": "to: reading",
        "      answer: {from: answering, by: state, with: answers, to: reading, basis: S 6}\n": "",
    }
    with scene:
        for code in STATES.split():
            scene.record(code, "answer", (code, "state"), documents="answers")
        apply(scene.engine, amended(scene, without))

        bars = timelines(scene.engine, review="t/QAA").timelines[0].bars
        assert [bar.step for bar in bars] == ["launched", "answering", "reading"]
        assert "reading" in why(scene.engine, "t/QAA").answer
        assert len(history(scene.engine, "t/QAA").lines) == 5
        assert verify(scene.engine).sound


def test_a_dry_run_writes_nothing_and_a_command_is_done_once(scene: Rehearsal) -> None:
    """As with every command."""
    with scene:
        planned = amended(scene, SHORTER)
        before = planned.size

        assert apply(scene.engine, planned, dry_run=True).dry_run
        assert amended(scene, SHORTER).size == before
        first = apply(scene.engine, planned, command="k")
        again = apply(scene.engine, planned, command="k")
        assert (first.again, again.again) == (False, True)
        assert first.reviews == again.reviews


def test_an_audit_notices_a_migration_that_no_rule_gives(scene: Rehearsal) -> None:
    """Each entry is decided again by the definition of its moment, this one included."""
    from workflow.model.conformance import check_review

    with scene:
        apply(scene.engine, amended(scene, SHORTER))
        with scene.engine.store.read() as reader:
            row = cast(list[ReviewRow], reader.rows("review", id="t/QBB"))[0]
            entries = list(reader.entries(review="t/QBB"))
            of = {
                e.definition: scene.engine.definition(reader, e.definition or "") for e in entries
            }
        text = json.dumps(entries[-1].data).replace("2027-05-04", "2027-05-03")
        object.__setattr__(entries[-1], "data", json.loads(text))
        found = check_review(
            of[row.definition], entries, scene.engine.stepper, {}, of=of.__getitem__
        )

        assert [deviation.seq for deviation in found.deviations] == [entries[-1].seq]


def bound(url: str) -> Rehearsal:
    """Two reviews bound to the plenary of 15 November; one was told when its visit is due."""
    made = rehearsal(url, COUNT_BACK, codes="QAA QBB")
    convene(made, "2027-06-14", "2027-11-15", "2028-05-15")
    for code in ("QAA", "QBB"):
        made.bind(code, "team", "team-1")
        made.record(code, "start", OFFICE)
    told = deadlines.DeadlineRequest(deadline="t/QAA:adoption_meeting", how=_office())
    deadlines.notify(made.engine, told)
    return made.at("2027-02-01")


def meetings_under(
    scene: Rehearsal, rule: str, **more: object
) -> dict[str, tuple[str | None, str]]:
    """Where the plan sends each review: the day and what becomes of it; then it is applied."""
    changes = {"version: 1": "version: 2", "first at least 10 months after": rule}
    planned = amended(scene, changes, COUNT_BACK, **more)
    apply(scene.engine, planned)
    assert verify(scene.engine).sound
    return {
        one.deadline: (one.after, one.change)
        for review in planned.reviews
        for one in review.dates
        if "adoption_meeting" in one.deadline or "visit" in one.deadline
    }


def test_the_plan_says_which_reviews_another_meeting_rule_moves(store_url: str) -> None:
    """A later meeting moves all, told or not, and what counts back from it."""
    with bound(store_url) as scene:
        assert meetings_under(scene, "first at least 15 months after") == {
            "t/QAA:adoption_meeting:1": ("2028-05-15", "later"),
            "t/QAA:visit:1": ("2028-01-24", "later"),
            "t/QBB:adoption_meeting:1": ("2028-05-15", "later"),
            "t/QBB:visit:1": ("2028-01-24", "later"),
        }


def test_a_notified_meeting_is_not_moved_earlier_by_another_rule(store_url: str) -> None:
    """Who was told stays bound, and so do the dates that count from it; the other moves."""
    with bound(store_url) as scene:
        assert meetings_under(scene, "first at least 5 months after") == {
            "t/QAA:adoption_meeting:1": ("2027-11-15", "unchanged"),
            "t/QAA:visit:1": ("2027-07-26", "unchanged"),
            "t/QBB:adoption_meeting:1": ("2027-06-14", "earlier"),
            "t/QBB:visit:1": ("2027-02-22", "earlier"),
        }


@pytest.mark.parametrize("months", [9, 30])
def test_a_rule_that_means_no_meeting_yet_or_the_same_leaves_the_review_bound(
    store_url: str, months: int
) -> None:
    """Once bound it stays bound."""
    with bound(store_url) as scene:
        found = meetings_under(scene, f"first at least {months} months after")
        assert set(found.values()) == {("2027-11-15", "unchanged"), ("2027-07-26", "unchanged")}
