"""Clusters of issues: opened together or one after another, each with dates of its own."""

from pathlib import Path

import pytest

from tests.support.clusters import BELOW, CLUSTERS, TOGETHER
from tests.support.designs import changed
from tests.support.plenary import newest, sound
from tests.support.tracks import BY_OFFICE, keys, step
from workflow.definition.find import read_file
from workflow.definition.read import read_definition
from workflow.errors import RuledOutError, WorkflowError
from workflow.service.corrections import annul
from workflow.service.deploy.deploying import apply, plan
from workflow.service.deploy.plan import Amendment
from workflow.service.reviews import How
from workflow.service.viewing import show
from workflow.testing import Rehearsal, rehearsal


def begun(url: str, text: str = CLUSTERS, *, party: str = "QFF") -> Rehearsal:
    """The review of *party* in the step that opens its clusters."""
    scene = rehearsal(url, text, codes=party)
    scene.bind(party, "team", "x1@QBB")
    scene.record(party, "start", BY_OFFICE)
    return scene


def ended(scene: Rehearsal, part: str, *, party: str = "QFF") -> None:
    """The answers on a cluster handed in, and read."""
    instance = f"{party}/{part}"
    scene.record(instance, "answer", (party, "state"), documents="answers")
    scene.record(instance, "read", ("x1@QBB", "team"))


def due(scene: Rehearsal, instance: str) -> str:
    """The last day of the time limit in which an instance stands."""
    file = show(scene.engine, scene.id(instance.partition("/")[0]))
    limits = {row.id: row for row in file.limits}
    return limits[f"{scene.id(instance)}:answering:1"].due_on or ""


def test_the_first_cluster_is_opened_and_the_next_when_it_has_ended(store_url: str) -> None:
    """In the order of their turns, each with the dates of its own opening."""
    with begun(store_url) as scene:
        assert keys(scene, "QFF") == ["judiciary"]
        assert due(scene, "QFF/judiciary") == "2027-03-04"

        scene.at("2027-02-01")
        ended(scene, "judiciary")
        assert step(scene, "QFF/borders") == "answering"
        assert due(scene, "QFF/borders") == "2027-04-01"
        assert keys(scene, "QFF") == ["borders", "judiciary"]
        assert sound(scene)


def test_all_of_them_have_ended_when_the_last_has(store_url: str) -> None:
    """Two that have ended are not all, while one is to come."""
    with begun(store_url) as scene:
        ended(scene, "judiciary")
        ended(scene, "borders")
        assert step(scene, "QFF") == "phases"

        ended(scene, "welfare")
        assert step(scene, "QFF") == "report"
        assert sound(scene)


def test_a_time_limit_opens_the_next_on_the_day_it_passed(store_url: str) -> None:
    """However late the engine wakes, the next counts from the end of the one before."""
    with begun(store_url) as scene:
        scene.at("2027-06-15").tick()

        assert step(scene, "QFF/judiciary") == "done"
        assert due(scene, "QFF/borders") == "2027-05-04"
        assert due(scene, "QFF/welfare") == "2027-07-04"
        assert sound(scene)


def test_a_cluster_of_one_instrument_is_opened_where_that_is_under_review(store_url: str) -> None:
    """Dorland is no party to the protocol against trafficking, and has two clusters."""
    with begun(store_url, party="QDD") as scene:
        ended(scene, "judiciary", party="QDD")
        ended(scene, "borders", party="QDD")

        assert keys(scene, "QDD") == ["borders", "judiciary"]
        assert step(scene, "QDD") == "report"


def test_without_a_turn_all_are_opened_at_once(store_url: str) -> None:
    """Together, as tracks of instruments are."""
    with begun(store_url, TOGETHER) as scene:
        assert keys(scene, "QFF") == ["borders", "judiciary", "welfare"]
        for part in ("welfare", "judiciary", "borders"):
            ended(scene, part)
        assert step(scene, "QFF") == "report"
        assert sound(scene)


@pytest.mark.parametrize(
    ("join", "after"), [("any", 1), ("majority", 2), ("2", 2), ("2 of 3", 2), ("all", 3)]
)
def test_a_join_counts_those_to_come(sqlite_url: str, join: str, after: int) -> None:
    """So many have ended, of those there are and of those to come; the rest is not opened."""
    with begun(sqlite_url, changed(CLUSTERS, {"join: all": f"join: {join}"})) as scene:
        for number, part in enumerate(("judiciary", "borders", "welfare"), start=1):
            assert step(scene, "QFF") == "phases"
            ended(scene, part)
            if number == after:
                break

        assert step(scene, "QFF") == "report"
        assert len(keys(scene, "QFF")) == after
        assert sound(scene)


def test_a_step_that_is_left_names_those_to_come_among_those_not_heard(sqlite_url: str) -> None:
    """Nothing is opened any more; begun again, the first comes first."""
    with begun(sqlite_url) as scene:
        ended(scene, "judiciary")
        scene.record("QFF", "go_on", BY_OFFICE)
        with scene.engine.store.read() as reader:
            told = list(reader.entries())[-1].data["not_heard"]
        assert told == ["t/QFF/borders", "t/QFF/welfare"]

        scene.record("QFF", "back", BY_OFFICE)
        assert step(scene, "QFF/judiciary") == "answering"
        scene.record("QFF/judiciary", "answer", ("QFF", "state"), documents="answers")
        scene.record("QFF/judiciary", "read", ("x1@QBB", "team"))
        assert step(scene, "QFF/borders") == "answering"
        assert sound(scene)


def test_the_next_is_no_part_before_its_turn(sqlite_url: str) -> None:
    """An act in it is no act in anything there is."""
    with begun(sqlite_url) as scene, pytest.raises(WorkflowError, match="borders"):
        scene.record("QFF/borders", "answer", ("QFF", "state"), documents="answers")


def test_below_an_instrument_its_clusters_and_in_each_the_reviewing_states(store_url: str) -> None:
    """Tracks in tracks: the protocol has the cluster that is its alone, the Convention not."""
    with begun(store_url, BELOW) as scene:
        scene.bind("QFF", "reviewers", "QEE")
        assert keys(scene, "QFF/untoc") == keys(scene, "QFF/tip") == ["judiciary"]

        for part in ("judiciary", "borders"):
            instance = f"QFF/untoc/{part}"
            scene.record(instance, "answer", ("QFF", "state"), documents="answers")
            assert keys(scene, instance) == ["QEE"]
            scene.record(f"{instance}/QEE", "deliver", ("QEE", "reviewer"))
        assert step(scene, "QFF/untoc") == "done"
        assert step(scene, "QFF/tip/judiciary") == "answering"
        assert sound(scene)


def test_instruments_may_come_one_after_another(store_url: str) -> None:
    """In the order in which the definition lists them."""
    text = changed(
        BELOW,
        {"phases: {opens: treaty,": "phases: {opens: treaty, in_turn: true,"},
    )
    with begun(store_url, text, party="QDD") as one:
        assert keys(one, "QDD") == ["untoc"]


def test_taking_back_the_end_of_one_takes_back_the_opening_of_the_next(store_url: str) -> None:
    """Nobody is asked for what was opened by a mistake."""
    with begun(store_url) as scene:
        ended(scene, "judiciary")
        how = How(actor="secretariat", role="secretariat", reason="a slip")
        annul(scene.engine, scene.id("QFF"), newest(scene).seq, how)

        assert keys(scene, "QFF") == ["judiciary"]
        assert step(scene, "QFF/judiciary") == "reading"
        assert sound(scene)


MORE = "  welfare: {issues: Issues of protection, turn: 3, instruments: [tip], basis: S 1}\n"
SAFETY = "  safety: {issues: Issues of safety, turn: 4, basis: S 1}\n"


def carried(scene: Rehearsal, text: str) -> set[tuple[str, str, str]]:
    """The plan for *text* as version 2, applied; the parts of which it says that they move."""
    data = read_definition(text.replace("version: 1", "version: 2", 1), file="two.yaml")
    order = Amendment(cycle="t", definition=data.require(), data=data.data, actor="secretariat")
    made = plan(scene.engine, order)
    assert made.problems == ()
    apply(scene.engine, made)
    return {step for review in made.reviews for step in review.steps if step[1] != step[2]}


def test_a_cluster_that_an_amendment_adds_comes_in_its_turn(sqlite_url: str) -> None:
    """The plan says so, and the join waits for it."""
    with begun(sqlite_url) as scene:
        said = carried(scene, changed(CLUSTERS, {MORE: MORE + SAFETY}))
        assert said == {("t/QFF/safety", "(not opened)", "(in its turn)")}

        for part in ("judiciary", "borders", "welfare"):
            ended(scene, part)
        assert step(scene, "QFF") == "phases"
        ended(scene, "safety")
        assert step(scene, "QFF") == "report"
        assert sound(scene)


def test_where_they_are_together_a_cluster_that_is_added_is_opened_at_once(sqlite_url: str) -> None:
    """On the day of the change, with dates from that day; the plan says so."""
    with begun(sqlite_url, TOGETHER) as scene:
        scene.at("2027-02-01")
        said = carried(scene, changed(TOGETHER, {MORE: MORE + SAFETY}))

        assert said == {("t/QFF/safety", "(not opened)", "answering")}
        assert due(scene, "QFF/safety") == "2027-04-01"
        assert sound(scene)


def test_a_cluster_that_an_amendment_takes_away_is_closed_and_the_next_begins(
    sqlite_url: str,
) -> None:
    """The one that is open is closed, one to come is not opened; the plan says both."""
    with begun(sqlite_url) as scene:
        first = CLUSTERS[CLUSTERS.index("  judiciary:") : CLUSTERS.index("  borders:")]
        said = carried(scene, changed(CLUSTERS, {first: "", MORE: ""}))

        assert said == {
            ("t/QFF/judiciary", "answering", "(closed)"),
            ("t/QFF/borders", "(not opened)", "answering"),
            ("t/QFF/welfare", "(in its turn)", "(closed)"),
        }
        ended(scene, "borders")
        assert step(scene, "QFF") == "report"
        assert sound(scene)


def test_the_next_cycle_has_more_of_them_by_extending_the_first(tmp_path: Path) -> None:
    """Scope that grows: what is added is one row, and the rest is the first definition's."""
    (tmp_path / "first.yaml").write_text(CLUSTERS, encoding="utf-8")
    (tmp_path / "second.yaml").write_text(
        "definition: clusters-2\nversion: 1\nlanguage: 1\ntitle: The second cycle\n"
        f"status: illustration\nextends: ./first.yaml\nclusters:\n{SAFETY}",
        encoding="utf-8",
    )
    second = tmp_path / "second.yaml"
    design = read_file(second, str(second), None).require()

    assert list(design.clusters) == ["judiciary", "borders", "welfare", "safety"]


def test_where_it_stands_says_what_the_issues_are(sqlite_url: str) -> None:
    """A part of a review is told by its title, beside its name."""
    with begun(sqlite_url) as scene:
        words = [place.words for place in show(scene.engine, scene.id("QFF")).places]
        assert any("t/QFF/judiciary (Issues for judges) stands in" in line for line in words)


def test_what_is_no_act_of_a_cluster_is_ruled_out_in_it(sqlite_url: str) -> None:
    """The guards and roles of its chart go for each of them."""
    with begun(sqlite_url) as scene, pytest.raises(RuledOutError):
        scene.record("QFF/judiciary", "read", ("x1@QBB", "team"))
