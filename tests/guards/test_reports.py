"""G4 and G7: no publication without approval, no final report before the comments."""

from functools import partial

from tests.guards.desk import BY_OFFICE, STATE, TEAM, design, in_analysis, ruled_out, says, step
from workflow.definition.find import find_definition
from workflow.definition.read import read_definition
from workflow.testing import Rehearsal

APPROVAL = "the report is made public only with the approval of the country under review"
FULL = "final_report+strengths+weaknesses+good_practices+priorities+assistance_needs"
HEARD = "the State comments on the draft before the final report is adopted"
CONSULTED = "the State under review is consulted on findings and possible recommendations"


def reported(url: str) -> Rehearsal:
    """Finland's design, with the group's report; what is left is publication."""
    scene = in_analysis(url, design("finland-2009"))
    scene.record("QBB", "begin_visit", TEAM)
    scene.record("QBB", "end_visit", TEAM)
    says(scene, TEAM, experts_agreement="given")
    scene.record("QBB", "present", BY_OFFICE, documents="country_report")
    scene.record("QBB", "consider", ("group", "group"))
    return scene


def publish(scene: Rehearsal) -> None:
    """The Secretariat publishes the report."""
    scene.record("QBB", "publish", BY_OFFICE, documents="published_report")


def test_g4_nothing_is_published_without_the_approval_of_the_state(sqlite_url: str) -> None:
    """Not asked, or withdrawn: no publication. The approval is the State's to record."""
    with reported(sqlite_url) as scene:
        ruled_out(scene, lambda: publish(scene), words=APPROVAL, basis="C 24")
        for who in (BY_OFFICE, TEAM):
            ruled_out(
                scene,
                partial(says, scene, who, publication_approval="given"),
                words="recorded by state_under_review",
                basis="C 24",
                code="R008",
            )
        says(scene, STATE, publication_approval="given")
        says(scene, STATE, publication_approval="withdrawn")
        ruled_out(scene, lambda: publish(scene), words=APPROVAL, basis="C 24")

        says(scene, STATE, publication_approval="given")
        publish(scene)
        assert step(scene) == "closed"


def test_g4_silence_is_no_approval_and_the_review_closes(sqlite_url: str) -> None:
    """The time limit closes the review without a published report."""
    with reported(sqlite_url) as scene:
        scene.at("2027-06-01").tick()
        assert step(scene) == "closed"
        with scene.engine.store.read() as reader:
            names = [getattr(row, "name", "") for row in reader.rows("document")]
        assert "published_report" not in names


def test_g4_the_floor_stays_while_the_position_is_held() -> None:
    """States parties read the report whatever the State decides; it cannot be configured away."""
    text = design("finland-2009")
    report = find_definition("finland-2009").require().documents["country_report"]
    assert {"group", "states_parties"} <= set(report.seen_by)

    closed = text.replace("states_parties, state_under_review", "state_under_review")
    assert closed != text
    found = [one for one in read_definition(closed, file="d.yaml").findings if one.code == "D430"]
    assert [one.severity for one in found] == ["error"]


def in_comments(url: str, *positions: str) -> Rehearsal:
    """France's design, with positions, with the draft before the State until 2027-05-01."""
    scene = in_analysis(url, design("france-2009", *positions))
    scene.record("QBB", "open_dialogue", TEAM)
    scene.record("QBB", "write_draft", TEAM)
    scene.record("QBB", "transmit", TEAM, documents="draft_report")
    return scene


def test_g7_no_final_report_before_the_comments_or_the_end_of_their_period(sqlite_url: str) -> None:
    """Early adoption has no effect, and says until when comments may come."""
    with in_comments(sqlite_url) as scene:
        ruled_out(
            scene,
            lambda: scene.record("QBB", "adopt", TEAM, documents=FULL),
            words="'adopt' belongs to adoption",
            basis="C 16 17; assumed",
            code="R003",
        )
        told = ruled_out(
            scene, lambda: scene.record("QBB", "proceed", TEAM), words=HEARD, basis="C 16"
        )
        assert told.hint == "not so yet: deadline comments is missed (its last day: 2027-05-01)"

        scene.at("2027-05-02").record("QBB", "proceed", TEAM)
        scene.record("QBB", "adopt", TEAM, documents=FULL)
        assert step(scene) == "closed"


def test_g7_with_turkeys_view_a_consultation_on_findings_is_recorded_first(sqlite_url: str) -> None:
    """Comments alone do not reach it."""
    with in_comments(sqlite_url, "turkey") as scene:
        scene.record("QBB", "comment", STATE, documents="state_comments")
        ruled_out(
            scene,
            lambda: scene.record("QBB", "adopt", TEAM, documents=FULL),
            words=CONSULTED,
            basis="C 17",
        )
        says(scene, TEAM, consultation="findings and recommendations, 3 March")
        scene.record("QBB", "adopt", TEAM, documents=FULL)
        assert step(scene) == "closed"
