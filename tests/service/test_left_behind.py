"""Parts that were gone on without: what is handed in there is recorded, and opens nothing more."""

import pytest

from tests.support.clusters import BELOW, CLUSTERS
from tests.support.designs import changed
from tests.support.plenary import newest, sound
from tests.support.tracks import BY_OFFICE, keys, step
from workflow.definition.read import read_definition
from workflow.errors import RuledOutError
from workflow.service.corrections import annul
from workflow.service.deploy.deploying import apply, plan
from workflow.service.deploy.plan import Amendment
from workflow.service.reviews import How
from workflow.service.viewing import messages, show
from workflow.testing import Rehearsal, rehearsal

MEMBER = "member of plenary"
#: Each cluster is decided by a vote, which `closes` after ten days.
VOTED = changed(
    CLUSTERS,
    {
        "  team: {is: experts, basis: S 1}\n": "  team: {is: experts, basis: S 1}\n"
        "  plenary: {is: body, basis: S 1}\n",
        "reading: {holder: team, basis: S 5}": """\
reading:
        holder: plenary
        vote:
          by: plenary
          carried: 1/2 of cast
          closes: 10 days
          then: {carried: done, lost: answering}
        basis: S 5""",
        "read: {from: reading, by: team, to: done, basis: S 5}": "cast: {from: reading, "
        "by: member of plenary, choice: [for, against], basis: S 5}",
    },
)
#: Its second version: the report has two months.
LATER = changed(VOTED, {"version: 1\n": "version: 2\n", "due: 1 month,": "due: 2 months,"})


def voting(url: str) -> Rehearsal:
    """The first cluster in its vote, one of two votes cast."""
    scene = rehearsal(url, VOTED, codes="QFF")
    for member in ("QBB", "QEE"):
        scene.bind("QFF", MEMBER, member)
    scene.record("QFF", "start", BY_OFFICE)
    scene.record("QFF/judiciary", "answer", ("QFF", "state"), documents="answers")
    scene.record("QFF/judiciary", "cast", ("QBB", MEMBER), choice="for")
    return scene


def cast(scene: Rehearsal) -> str:
    """The code of what keeps the second vote from counting; empty where it counts."""
    try:
        scene.record("QFF/judiciary", "cast", ("QEE", MEMBER), choice="for")
    except RuledOutError as error:
        return error.problems[0].code
    return ""


def test_a_part_below_a_track_that_was_left_opens_no_next_one(store_url: str) -> None:
    """The review went on without the track; what ends in it afterwards begins nothing new."""
    with rehearsal(store_url, BELOW, codes="QFF") as scene:
        scene.bind("QFF", "reviewers", "QBB")
        scene.record("QFF", "start", BY_OFFICE)
        scene.record("QFF/tip/judiciary", "answer", ("QFF", "state"), documents="answers")
        scene.record("QFF", "go_on", BY_OFFICE)
        scene.record("QFF/tip/judiciary/QBB", "deliver", ("QBB", "reviewer"))

        assert step(scene, "QFF/tip/judiciary") == "done"
        assert keys(scene, "QFF/tip") == ["judiciary"]
        assert sound(scene)


def test_a_reviewing_party_bound_later_opens_nothing_in_a_track_that_was_left(
    store_url: str,
) -> None:
    """A step that was left asks nobody any more, and neither do the tracks that it had opened."""
    with rehearsal(store_url, BELOW, codes="QFF") as scene:
        scene.bind("QFF", "reviewers", "QBB")
        scene.record("QFF", "start", BY_OFFICE)
        scene.record("QFF/tip/judiciary", "answer", ("QFF", "state"), documents="answers")
        scene.record("QFF", "go_on", BY_OFFICE)
        scene.bind("QFF", "reviewers", "QEE")

        assert keys(scene, "QFF/tip/judiciary") == ["QBB"]
        assert sound(scene)


def test_the_going_on_is_not_taken_back_once_it_kept_a_part_from_opening(store_url: str) -> None:
    """What ended in the track rests on it: with it annulled, the next part would have begun."""
    with rehearsal(store_url, BELOW, codes="QFF") as scene:
        scene.bind("QFF", "reviewers", "QBB")
        scene.record("QFF", "start", BY_OFFICE)
        scene.record("QFF/tip/judiciary", "answer", ("QFF", "state"), documents="answers")
        scene.record("QFF", "go_on", BY_OFFICE)
        gone_on = newest(scene).seq
        scene.record("QFF/tip/judiciary/QBB", "deliver", ("QBB", "reviewer"))

        how = How(actor="secretariat", role="secretariat", reason="a slip")
        with pytest.raises(RuledOutError, match="rests on entry"):
            annul(scene.engine, "t/QFF", gone_on, how)


def test_a_vote_in_a_part_that_was_gone_on_without_is_left_undecided(store_url: str) -> None:
    """Time ends it no more; it says so, and a vote cast later counts in none."""
    with voting(store_url) as scene:
        scene.record("QFF", "go_on", BY_OFFICE)
        votes = [str(line) for line in show(scene.engine, "t/QFF").not_binding]

        assert "left undecided on 4 January 2027" in votes[0]
        assert cast(scene) == "R089"
        assert step(scene, "QFF/judiciary") == "reading"
        assert sound(scene)


def test_a_vote_that_was_left_opens_again_with_the_act_that_left_it_annulled(
    store_url: str,
) -> None:
    """Taken back, the step was never left: the last vote decides."""
    with voting(store_url) as scene:
        scene.record("QFF", "go_on", BY_OFFICE)
        how = How(actor="secretariat", role="secretariat", reason="a slip")
        annul(scene.engine, "t/QFF", newest(scene).seq, how)

        assert cast(scene) == ""
        assert step(scene, "QFF/judiciary") == "done"
        assert step(scene, "QFF/borders") == "answering"
        assert sound(scene)


def test_a_vote_that_was_left_keeps_no_review_from_new_rules(store_url: str) -> None:
    """An open vote ends by its own rules first; one that nothing can end is no vote any more."""
    read = read_definition(LATER, file="later.yaml")
    with voting(store_url) as scene:
        amendment = Amendment(
            cycle="t", definition=read.require(), data=read.data, actor="secretariat"
        )
        assert "a vote is open" in plan(scene.engine, amendment).problems[0].words

        scene.record("QFF", "go_on", BY_OFFICE)
        found = plan(scene.engine, amendment)
        assert found.problems == ()
        apply(scene.engine, found)
        assert sound(scene)


def test_what_is_begun_in_a_part_that_was_gone_on_without_is_awaited_by_nobody(
    store_url: str,
) -> None:
    """A vote that is lost there leads back to a step with a limit; its words and note say so."""
    with rehearsal(store_url, VOTED, codes="QFF") as scene:
        scene.bind("QFF", MEMBER, "QBB")
        scene.record("QFF", "start", BY_OFFICE)
        scene.record("QFF", "go_on", BY_OFFICE)
        scene.record("QFF/judiciary", "answer", ("QFF", "state"), documents="answers")
        scene.record("QFF/judiciary", "cast", ("QBB", MEMBER), choice="against")

        limits = {one.id: one for one in show(scene.engine, "t/QFF").limits}
        again = limits["t/QFF/judiciary:answering:2"]
        assert again.words.startswith("until 4 March 2027, awaited no more")
        notes = {one.about: one.status for one in messages(scene.engine, "t").drafts}
        assert notes["t/QFF/judiciary:answering:2"] == "asked no more"
        assert notes["t/QFF:report:1"] == "draft"
        assert sound(scene)


#: A duty that an act raises in a cluster, and that goes on when the cluster has ended.
RAISED = changed(
    BELOW,
    {
        "  reader:\n    per: reviewer\n": """\
  duty:
    per: item
    initial: owed
    states:
      owed: {holder: state, due: 6 months, basis: S 7}
      over: {final: true, basis: S 7}
    events:
      report: {from: owed, by: state, to: over, basis: S 7}
  reader:
    per: reviewer
""",
        "      answer: {from: answering, by: state,": "      raise_it: {from: answering, "
        "by: secretariat, opens: duty, basis: S 7}\n      answer: {from: answering, by: state,",
    },
)


def test_a_duty_raised_in_a_part_that_has_ended_keeps_its_limit(store_url: str) -> None:
    """What an act opened goes on beside; so does its time limit when the review goes on."""
    with rehearsal(store_url, RAISED, codes="QFF") as scene:
        scene.bind("QFF", "reviewers", "QBB")
        scene.record("QFF", "start", BY_OFFICE)
        for track in ("untoc", "tip"):
            scene.record(f"QFF/{track}/judiciary", "raise_it", BY_OFFICE)
        scene.record("QFF/tip/judiciary", "answer", ("QFF", "state"), documents="answers")
        scene.record("QFF/tip/judiciary/QBB", "deliver", ("QBB", "reviewer"))
        scene.record("QFF", "go_on", BY_OFFICE)

        words = {one.instance: one.words for one in show(scene.engine, "t/QFF").limits}
        assert words["t/QFF/tip/judiciary#item-2"] == "awaited by 4 July 2027"
        assert words["t/QFF/untoc/judiciary#item-1"].startswith("closed")
        scene.at("2027-08-01").tick()
        words = {one.instance: one.words for one in show(scene.engine, "t/QFF").limits}
        assert words["t/QFF/tip/judiciary#item-2"] == "time limit passed 4 July 2027, awaited"
        assert sound(scene)
