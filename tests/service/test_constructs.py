"""What real mechanisms need and no shipped definition shows: a ladder, two versions, two roles."""

from tests.support.designs import HEAD, changed
from tests.support.mechanisms import UNTOC
from tests.support.plenary import sound
from tests.support.tracks import step
from workflow.testing import Rehearsal, open_on, rehearsal

BY_OFFICE = ("secretariat", "secretariat")
TEAM = ("x1@QBB", "team")

#: A ladder of rungs beside the main flow, entered from two of its steps, climbed, skipped, left.
LADDER = (
    HEAD
    + """\
charts:
  review:
    initial: launched
    states:
      launched:  {holder: secretariat, basis: S 5}
      answering: {holder: state, basis: S 5}
      reading:   {holder: team, basis: S 5}
      closed:    {final: true, basis: S 5}
    events:
      start:    {from: launched, by: secretariat, to: answering, basis: S 6}
      answer:   {from: answering, by: state, with: answers, to: reading, basis: S 6}
      escalate: {from: [answering, reading], by: secretariat, opens: ladder, basis: S 7}
      finish:   {from: reading, by: team, to: closed, basis: S 6}
  ladder:
    per: item
    initial: letter
    states:
      letter:  {holder: state, basis: S 7}
      mission: {holder: team, basis: S 7}
      notice:  {holder: secretariat, basis: S 7}
      left:    {final: true, basis: S 7}
    events:
      report: {from: [letter, mission, notice], by: state, with: paper, basis: S 7}
      climb:  {from: letter, by: secretariat, to: mission, basis: S 7}
      jump:   {from: [letter, mission], by: secretariat, to: notice, basis: S 7}
      leave:  {from: any, by: secretariat, to: left, basis: S 7}
"""
)
ROUTED = (
    HEAD
    + """\
charts:
  review:
    initial: reading
    states:
      reading:  {holder: team, basis: S 5}
      followed: {holder: state, basis: S 5}
      closed:   {final: true, basis: S 5}
    events:
      rate: {from: reading, by: team, with: score, to: [followed if score < 3, closed], basis: S 6}
      end:  {from: followed, by: state, to: closed, basis: S 6}
"""
)


def at_the_ladder(url: str) -> Rehearsal:
    """A State that has not answered is on the first rung."""
    scene = rehearsal(url, LADDER, codes="QAA")
    scene.bind("QAA", "team", "x1@QBB")
    scene.record("QAA", "start", BY_OFFICE)
    scene.at("2027-06-01").record("QAA", "escalate", BY_OFFICE)
    return scene


def test_a_ladder_beside_the_main_flow_takes_seven_reports_and_is_left(store_url: str) -> None:
    """The main flow goes on meanwhile; each report has its number."""
    with at_the_ladder(store_url) as scene:
        for month in range(7, 12):
            scene.at(f"2027-{month:02}-01")
            scene.record("QAA#item-1", "report", ("QAA", "state"), documents="paper")
        scene.record("QAA", "answer", ("QAA", "state"), documents="answers")
        scene.record("QAA#item-1", "climb", BY_OFFICE)
        for month in (1, 2):
            scene.at(f"2028-{month:02}-01")
            scene.record("QAA#item-1", "report", ("QAA", "state"), documents="paper")
        scene.record("QAA#item-1", "leave", BY_OFFICE)

        with scene.engine.store.read() as reader:
            papers = reader.rows("document", instance=scene.id("QAA#item-1"))
        assert [row.id.rpartition(":")[2] for row in papers] == list("1234567")
        assert (step(scene, "QAA"), step(scene, "QAA#item-1")) == ("reading", "left")
        assert sound(scene)


def test_a_rung_may_be_skipped_and_the_ladder_entered_again(store_url: str) -> None:
    """From another step of the main flow, with the history of the first time kept."""
    with at_the_ladder(store_url) as scene:
        scene.record("QAA#item-1", "jump", BY_OFFICE)
        scene.record("QAA#item-1", "leave", BY_OFFICE)
        scene.record("QAA", "answer", ("QAA", "state"), documents="answers")
        scene.at("2028-01-10").record("QAA", "escalate", BY_OFFICE)

        assert step(scene, "QAA#item-2") == "letter"
        with scene.engine.store.read() as reader:
            stays = reader.rows("stay", instance=scene.id("QAA#item-1"))
        assert sorted(str(getattr(stay, "state", "")) for stay in stays) == [
            "left",
            "letter",
            "notice",
        ]
        scene.record("QAA", "finish", TEAM)
        scene.record("QAA#item-2", "leave", BY_OFFICE)
        assert sound(scene)


def test_the_same_rating_leads_elsewhere_in_another_version(store_url: str) -> None:
    """Routing is the definition's; each review keeps its own."""
    second = changed(ROUTED, {"version: 1\n": "version: 2\n", "score < 3": "score < 5"})
    with rehearsal(store_url, ROUTED, codes="QAA") as scene:
        open_on(scene.engine, second, cycle="u", launched_on="2027-01-04", codes="QAA")
        later = Rehearsal(engine=scene.engine, cycle="u")
        for each in (scene, later):
            each.bind("QAA", "team", "x1@QBB")
            each.record("QAA", "rate", TEAM, facts=(("score", "4"),))
        assert (step(scene, "QAA"), step(later, "QAA")) == ("closed", "followed")
        assert sound(scene)


def test_a_state_is_under_review_and_reviews_another_at_once(store_url: str) -> None:
    """Two States may even review each other: that they may not is not established."""
    with rehearsal(store_url, UNTOC, codes="QEE QFF") as scene:
        for party, other in (("QEE", "QFF"), ("QFF", "QEE")):
            for reviewer in (other, "QBB"):
                scene.bind(party, "reviewers", reviewer)
            scene.record(party, "draw_lots", BY_OFFICE)
        assert step(scene, "QEE/QFF") == step(scene, "QFF/QEE") == "focal_point"
        assert sound(scene)
