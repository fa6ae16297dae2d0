"""A clock that stood still keeps the days when the rules of running reviews are amended."""

from pathlib import Path

from tests.service.test_deploying import amended
from tests.service.test_history import RESUMED, act, suspended
from tests.service.test_meetings import limit, sound
from tests.service.test_pausing import three, wish
from workflow.service import pausing
from workflow.service.deploy.deploying import apply


def test_an_amendment_of_another_rule_leaves_a_date_after_a_pause(tmp_path: Path) -> None:
    """91 days of pause: 3 October stays 3 October, and one that was not paused stays, too."""
    with three(str(tmp_path / "s.db")) as scene:
        pausing.pause_cycle(scene.at("2027-03-01").engine, wish("t", apart_from=("t/Cordelle",)))
        pausing.resume_cycle(scene.at("2027-05-31").engine, wish("t"))
        before = limit(scene, "QAA:answering:1")
        other = amended(scene, {"version: 1": "version: 2", "due: 3 months": "due: 2 months"})

        assert other.counts()["unchanged"] == 3
        apply(scene.engine, other)
        assert limit(scene, "QAA:answering:1").due_on == before.due_on == "2027-10-03"
        assert limit(scene, "QCC:answering:1").due_on == "2027-07-04"
        assert sound(scene)


def test_an_amendment_of_the_rule_itself_counts_anew_and_adds_the_pause(tmp_path: Path) -> None:
    """Four months from 4 January and 91 days are 3 August."""
    with three(str(tmp_path / "s.db")) as scene:
        pausing.pause_cycle(scene.at("2027-03-01").engine, wish("t"))
        pausing.resume_cycle(scene.at("2027-05-31").engine, wish("t"))
        apply(scene.engine, amended(scene, {"version: 1": "version: 2", "6 months": "4 months"}))

        again = limit(scene, "QAA:answering:1")
        assert (again.due_on, again.closes_at) == ("2027-08-03", "2027-08-03T22:00:00.000Z")
        assert any("Its clock stood still for 91 days" in step for step in again.derivation)
        assert sound(scene)


def test_a_step_resumed_with_its_clock_counts_from_where_it_began(tmp_path: Path) -> None:
    """Five months from 4 January and the 92 days away, not five months from the return."""
    with suspended(str(tmp_path / "s.db")) as scene:
        act(scene, "2027-06-01", "resume")
        assert amended(scene, {"version: 1": "version: 2"}, RESUMED).counts()["unchanged"] == 1
        shorter = {"version: 1": "version: 2", "due: 6 months": "due: 5 months"}
        apply(scene.engine, amended(scene, shorter, RESUMED))

        assert limit(scene, "QAA:answering:2").due_on == "2027-09-04"
        assert sound(scene)
