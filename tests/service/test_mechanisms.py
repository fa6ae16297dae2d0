"""Reviews that exist, run from launch to closure, and what their definitions do not allow."""

import pytest

from tests.support.mechanisms import (
    BY_OFFICE,
    MEM,
    PILOT,
    UNDER_REVIEW,
    answered,
    before_approval,
    begun,
    called,
    circulated,
    drawn,
    in_dialogue,
    nominated,
    notified,
    one_cluster,
    released,
    reviewed,
)
from tests.support.plenary import sound
from tests.support.tracks import keys, step
from workflow.errors import RoleError, RuledOutError
from workflow.model.rows.records import DeadlineRow
from workflow.service import viewing
from workflow.testing import Rehearsal, rehearsal

CLUSTER_DAYS = ("2024-01-15", "2026-02-02", "2028-03-06")


def limit(scene: Rehearsal, name: str) -> DeadlineRow:
    """A time limit by its id without the cycle."""
    with scene.engine.store.read() as reader:
        (row,) = reader.rows("deadline", id=scene.id(name))
    assert isinstance(row, DeadlineRow)
    return row


def test_untoc_runs_through_four_clusters_to_its_end(sqlite_url: str) -> None:
    """Two instruments, four clusters, three reviewing States; the log verifies throughout."""
    with begun(sqlite_url) as scene:
        one_cluster(scene.at("2022-04-29"))
        for number, day in enumerate(CLUSTER_DAYS, start=2):
            assert step(scene, "QFF") == f"interval_{number - 1}"
            started = (("cluster_start", day),)
            scene.at(day).record("QFF", f"begin_cluster_{number}", BY_OFFICE, facts=started)
            assert step(scene, "QFF/tip") == "questionnaire"
            one_cluster(scene)
        assert step(scene, "QFF") == "concluded"
        assert limit(scene, "QFF/tip:questionnaire:4").due_on == "2028-09-06"
        assert sound(scene)


def test_untoc_launched_is_not_started_and_the_board_says_what_is_missing(sqlite_url: str) -> None:
    """By the calendar it is there; it has started when the States have acted."""
    with drawn(sqlite_url) as scene:
        (waiting,) = viewing.status(scene.at("2022-02-01").engine, "untoc-2").not_moving
        assert waiting.days == 92
        assert waiting.reasons[0] == (
            "appoint_focal_point: house rule: the State under review has not appointed "
            "its focal point"
        )
        nominated(scene, "QFF", focal="focal_point", expert="experts", act="appoint")
        (waiting,) = viewing.status(scene.engine, "untoc-2").not_moving
        assert waiting.reasons[0] == (
            "start: house rule: a reviewing State has not appointed its focal point or its experts"
        )
        with pytest.raises(RuledOutError, match="a reviewing State has not appointed"):
            scene.record("QFF", "start", BY_OFFICE)


def test_untoc_has_started_when_the_step_of_the_launch_is_left(sqlite_url: str) -> None:
    """Steps inside the launch are no start."""
    with begun(sqlite_url) as scene:
        assert viewing.status(scene.engine, "untoc-2").not_moving == ()
        assert viewing.show(scene.engine, "untoc-2/QFF").head.started_on == "2021-11-12"


def test_untoc_limits_count_from_the_official_start_or_from_receipt(sqlite_url: str) -> None:
    """Weeks and months of the sources; what has no start has no date."""
    with begun(sqlite_url) as scene:
        assert limit(scene, "QFF:focal_point:1").due_on == "2021-11-15"
        assert limit(scene, "QFF/QBB:experts:1").due_on == "2021-11-29"
        assert limit(scene, "QFF/tip:questionnaire:1").due_on == "2022-05-01"
        answered(scene.at("2022-04-29"), "tip")
        assert limit(scene, "QFF/tip:questionnaire:1").status == "met"
        assert limit(scene, "QFF/tip/QBB:feedback:1").due_on == "2022-10-29"
        assert limit(scene, "QFF/tip/QBB:feedback:1").rule.endswith("responses is received (O V)")


def test_untoc_group_1_has_no_date_because_its_start_is_not_known(sqlite_url: str) -> None:
    """The day of the official start is not established: the limit waits, nothing is made up."""
    from tests.support.mechanisms import UNTOC

    with rehearsal(sqlite_url, UNTOC, at="2020-10-16", cycle="untoc-1", codes="QFF") as scene:
        for party in ("QEE", "QDD"):
            scene.bind("QFF", "reviewers", party)
        scene.record("QFF", "draw_lots", BY_OFFICE)
        waiting = limit(scene, "QFF:focal_point:1")
        assert (waiting.status, waiting.due_on) == ("waiting", None)


def test_untoc_draws_one_of_the_same_region_and_one_of_another(sqlite_url: str) -> None:
    """Two of the State's own group do not satisfy the rule."""
    from tests.support.mechanisms import UNTOC

    with rehearsal(sqlite_url, UNTOC, codes="QFF") as scene:
        scene.bind("QFF", "reviewers", "QEE")
        with pytest.raises(RuledOutError) as told:
            scene.record("QFF", "draw_lots", BY_OFFICE)
        assert [problem.basis for problem in told.value.problems] == ["O V", "O V"]
        assert "at least 1 of another regional group" in told.value.problems[0].words


def test_untoc_adds_a_reviewer_for_the_one_instrument_that_is_lacking(sqlite_url: str) -> None:
    """Dorland is no party to the protocol: Belmora reviews that, and nothing else."""
    with begun(sqlite_url) as scene:
        answered(scene, "untoc")
        answered(scene, "tip")
        assert keys(scene, "QFF/untoc") == ["QDD", "QEE"]
        assert keys(scene, "QFF/tip") == ["QBB", "QEE"]


def test_untoc_an_output_is_out_when_the_focal_point_has_cleared_it(sqlite_url: str) -> None:
    """Two keys, of two persons: the expert's alone moves nothing."""
    with begun(sqlite_url) as scene:
        expert = ("expert@QFF", "state_under_review")
        receipt = scene.record("QFF/tip", "answer", expert, documents="responses")
        assert receipt.notes == ("submitted, not yet released: it waits for focal_point",)
        assert step(scene, "QFF/tip") == "questionnaire"
        with pytest.raises(RoleError, match="role 'focal_point' is not held by 'expert@QFF'"):
            scene.record("QFF/tip", "answer", ("expert@QFF", "focal_point"))
        scene.record("QFF/tip", "answer", ("focal@QFF", "focal_point"))
        assert step(scene, "QFF/tip") == "desk_review"
        assert sound(scene)


def test_untoc_each_reviewing_state_has_its_own_list_and_a_silent_one_holds_up_the_rest(
    sqlite_url: str,
) -> None:
    """The join waits for all, which is assumed; the limit passes and nothing moves."""
    with begun(sqlite_url) as scene:
        answered(scene.at("2022-04-29"), "tip")
        reviewed(scene, "tip", "QEE")
        scene.at("2022-11-15").tick()
        assert limit(scene, "QFF/tip/QBB:feedback:1").passed
        assert step(scene, "QFF/tip/QEE") == "delivered"
        assert step(scene, "QFF/tip") == "desk_review"
        with pytest.raises(RoleError, match="role 'reviewer' is not held by 'QEE'"):
            scene.record("QFF/tip/QBB", "give_feedback", ("QEE", "reviewer"))
        reviewed(scene, "tip", "QBB")
        assert step(scene, "QFF/tip") == "summary"


def test_untoc_a_replaced_focal_point_clears_nothing_more(sqlite_url: str) -> None:
    """The role goes on, the person does not; both stand in the log with their notes."""
    with begun(sqlite_url) as scene:
        scene.at("2022-02-01")
        scene.bind("QFF", "focal_point", "next@QFF", replaces="focal@QFF", note="QFF/3")
        expert = ("expert@QFF", "state_under_review")
        scene.record("QFF/tip", "answer", expert, documents="responses")
        with pytest.raises(RoleError, match="held on that day by next@QFF"):
            scene.record("QFF/tip", "answer", ("focal@QFF", "focal_point"))
        scene.record("QFF/tip", "answer", ("next@QFF", "focal_point"))
        assert step(scene, "QFF/tip") == "desk_review"


def test_untoc_questions_go_on_as_often_as_the_experts_wish(sqlite_url: str) -> None:
    """Each round is numbered; none has a limit, because none is established."""
    with begun(sqlite_url) as scene:
        answered(scene, "tip")
        track, who = "QFF/tip/QEE", ("QEE", "reviewer")
        released(scene, track, "give_feedback", who, "written_feedback")
        for _ in range(3):
            scene.record(track, "ask", who, documents="clarification_request")
            scene.record(track, "inform", UNDER_REVIEW, documents="further_information")
        with scene.engine.store.read() as reader:
            stays = reader.rows("stay", instance=scene.id(track), state="dialogue.information")
            assert reader.rows("deadline", instance=scene.id(track), name="information") == []
        assert len(stays) == 3


def test_uncac_runs_to_the_issued_summary_and_the_report_has_its_own_end(sqlite_url: str) -> None:
    """Done with the summary; the full report is closed until the State agrees, at any time."""
    with before_approval(sqlite_url) as scene:
        scene.at("2029-02-01")
        agreed = ("focal@QFF", "focal_point")
        scene.record("QFF", "agree", agreed, documents="agreed_summary")
        scene.record("QFF", "issue_summary", BY_OFFICE, documents="issued_summary")
        assert step(scene, "QFF") == "concluded"

        report = "agreed_report+introduction+process+executive_summary+implementation"
        scene.record("QFF#item-1", "complete", ("QEE", "reviewers"), documents=report)
        with pytest.raises(RuledOutError, match="published only with the agreement of the State"):
            scene.record("QFF#item-1", "publish", UNDER_REVIEW, documents="published_report")
        assert sound(scene)

        scene.at("2029-10-10")
        consent = (("publication_consent", "given"),)
        scene.record("QFF#item-1", "communicate", UNDER_REVIEW, facts=consent)
        scene.record("QFF#item-1", "publish_part", UNDER_REVIEW, documents="published_part")
        assert step(scene, "QFF#item-1") == "unpublished"
        scene.record("QFF#item-1", "publish", UNDER_REVIEW, documents="published_report")
        assert step(scene, "QFF#item-1") == "published"
        with scene.engine.store.read() as reader:
            assert reader.rows("deadline", instance=scene.id("QFF#item-1")) == []
        assert sound(scene)


def test_uncac_the_date_agreed_in_the_call_stands_beside_the_indicative_one(
    sqlite_url: str,
) -> None:
    """Two months from the notice; another date was agreed, and counts."""
    with notified(sqlite_url) as scene:
        rule = limit(scene, "QFF:self_assessment:1")
        assert (rule.due_on, rule.rule) == (
            "2027-03-04",
            "2 months after review.started (MS M unconfirmed indicative)",
        )
        called(scene)
        agreed = limit(scene, "QFF:self_assessment:1")
        assert (agreed.due_on, agreed.rule_on) == ("2027-04-30", "2027-03-04")
        assert sound(scene)


def test_uncac_no_introductory_call_without_a_focal_point(sqlite_url: str) -> None:
    """The guard in its words, with its source."""
    with notified(sqlite_url) as scene:
        with pytest.raises(RuledOutError, match="first nominates its focal point") as told:
            scene.record("QFF", "nominate", UNDER_REVIEW)
        assert told.value.problems[0].basis == "MS V"


def test_uncac_translation_is_a_step_only_where_languages_differ(sqlite_url: str) -> None:
    """And the month of the desk review runs from what the reviewing States received."""
    with notified(sqlite_url) as scene:
        called(scene, differ="no")
        scene.at("2027-04-20")
        scene.record("QFF", "submit_response", UNDER_REVIEW, documents="checklist_response")
        assert step(scene, "QFF") == "circulation.sending"
    with notified(f"{sqlite_url}-2") as scene:
        called(scene)
        circulated(scene)
        assert limit(scene, "QFF:circulation:1").status == "late"
        assert limit(scene, "QFF/QEE:analysis:1").due_on == "2027-07-01"


def test_uncac_a_desk_review_waits_for_both_and_asks_as_often_as_it_must(sqlite_url: str) -> None:
    """A question leaves the month running; a reviewing State delivers for itself."""
    with notified(sqlite_url) as scene:
        called(scene)
        circulated(scene)
        for _ in range(2):
            scene.record("QFF/QEE", "ask", ("QEE", "reviewer"), documents="information_request")
            scene.record("QFF/QEE", "inform", UNDER_REVIEW, documents="further_information")
        outcome = {"documents": "desk_review_outcome"}
        scene.record("QFF/QEE", "deliver", ("QEE", "reviewer"), **outcome)
        assert step(scene, "QFF") == "desk_review"
        with pytest.raises(RoleError, match="role 'reviewer' is not held by 'QEE'"):
            scene.record("QFF/QAA", "deliver", ("QEE", "reviewer"), **outcome)
        scene.record("QFF/QAA", "deliver", ("QAA", "reviewer"), **outcome)
        assert step(scene, "QFF") == "outcome_call"
        assert limit(scene, "QFF/QEE:analysis:1").n == 1


@pytest.mark.parametrize(
    ("chosen", "event", "leads_to", "others"),
    [
        ("country_visit", "begin_visit", "visit", ("begin_meeting", "go_without")),
        ("joint_meeting", "begin_meeting", "joint_meeting", ("begin_visit", "go_without")),
        ("neither", "go_without", "draft", ("begin_visit", "begin_meeting")),
    ],
)
def test_uncac_a_visit_a_meeting_or_neither_as_the_state_agrees(
    sqlite_url: str, chosen: str, event: str, leads_to: str, others: tuple[str, str]
) -> None:
    """One choice shuts out the others."""
    with in_dialogue(sqlite_url) as scene:
        scene.record("QFF", "communicate", UNDER_REVIEW, facts=(("direct_dialogue", chosen),))
        for other in others:
            with pytest.raises(RuledOutError):
                scene.record("QFF", other, UNDER_REVIEW)
        scene.record("QFF", event, UNDER_REVIEW)
        assert step(scene, "QFF") == leads_to
        assert sound(scene)


def test_uncac_a_visit_that_cannot_take_place_may_become_a_meeting(sqlite_url: str) -> None:
    """The newest word counts until it is carried out."""
    with in_dialogue(sqlite_url) as scene:
        for chosen in ("country_visit", "joint_meeting"):
            scene.record("QFF", "communicate", UNDER_REVIEW, facts=(("direct_dialogue", chosen),))
        with pytest.raises(RuledOutError, match="only if the State under review agrees"):
            scene.record("QFF", "begin_visit", UNDER_REVIEW)
        scene.record("QFF", "begin_meeting", UNDER_REVIEW)


def test_uncac_goes_on_until_there_is_consensus_and_no_time_limit_ends_it(sqlite_url: str) -> None:
    """Three rounds, three years: the limit has long passed, the review waits."""
    with before_approval(sqlite_url) as scene:
        paper = "report_for_approval"
        for year in ("2028", "2029", "2030"):
            scene.at(f"{year}-03-01").record("QFF", "disagree", UNDER_REVIEW)
            scene.record("QFF", "propose_again", ("QEE", "reviewers"), documents=paper)
        scene.at("2031-01-01").tick()
        assert step(scene, "QFF") == "agreement.approval"
        assert limit(scene, "QFF:agreement:1").passed
        with scene.engine.store.read() as reader:
            drafts = reader.rows("document", instance=scene.id("QFF"), name=paper)
        assert len(drafts) == 4
        assert sound(scene)


def test_two_charts_of_the_same_states_have_parts_of_their_own(sqlite_url: str) -> None:
    """Asked a second time, a reviewing State has a second part, with the chart in its name."""
    with before_approval(sqlite_url) as scene:
        assert step(scene, "QFF/QEE") == "delivered"
        assert step(scene, "QFF/QEE.remark") == "commented"
        assert limit(scene, "QFF/QEE.remark:commenting:1").status == "met"


def test_the_pilot_cannot_be_opened_because_its_steps_are_not_established(sqlite_url: str) -> None:
    """It is read and shown; nothing is made up to run it."""
    words = "cannot run yet: steps: not established by any source"
    with pytest.raises(RuledOutError, match=words):
        rehearsal(sqlite_url, PILOT)


def mem(url: str) -> Rehearsal:
    """The first round on the day its timetable was approved, its questionnaires sent."""
    scene = rehearsal(url, MEM, at="1999-09-02", cycle="mem-1", codes="QDD")
    scene.at("1999-10-07")
    scene.record("QDD", "approve_manual", ("cicad", "cicad"), documents="operations_manual")
    scene.at("1999-10-14")
    scene.record("QDD", "send_questionnaire", BY_OFFICE, documents="questionnaire")
    return scene


def test_mem_runs_to_the_planning_seminar_and_ends_there(sqlite_url: str) -> None:
    """Its timetable's dates, and an end whose name says why."""
    country = ("QDD", "country")
    with mem(sqlite_url) as scene:
        with pytest.raises(RuledOutError, match="first designates its principal expert"):
            scene.record("QDD", "designate", country)
        scene.bind("QDD", "principal_expert", "expert@QDD")
        scene.at("1999-11-30").record("QDD", "designate", country)
        scene.at("1999-12-02").record("QDD", "list_experts", BY_OFFICE, documents="list_of_experts")
        scene.at("2000-03-03").record("QDD#item-1", "submit", country, documents="responses")
        scene.record("QDD", "distribute", BY_OFFICE, documents="compilation")
        scene.at("2000-04-10").record("QDD", "hold_seminar", ("geg", "geg"))
        assert step(scene, "QDD") == "established_part_ended"
        assert sound(scene)


def test_mem_limits_are_the_dates_of_the_timetable(sqlite_url: str) -> None:
    """Not moved, not counted from anything; a late answer is awaited, and recorded as late."""
    with mem(sqlite_url) as scene:
        answers = limit(scene, "QDD#item-1:self_assessment:1")
        assert (answers.due_on, answers.rule) == ("2000-02-28", "by 2000-02-28 (B1j V)")
        assert answers.derivation[1] == (
            "2. The date is written in the definition: Monday 28 February 2000."
        )
        late = scene.at("2000-03-03")
        late.record("QDD#item-1", "submit", ("QDD", "country"), documents="responses")
        answers = limit(scene, "QDD#item-1:self_assessment:1")
        assert (answers.status, answers.days_late) == ("late", 4)
        assert sound(scene)
