"""Votes: single acts of members, a result that is computed, and each rule with its words."""

import pytest

from tests.support.plenary import (
    BY_OFFICE,
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
from workflow.errors import RoleError, RuledOutError, UnreadableError
from workflow.service.corrections import OverrideRequest, annul, override
from workflow.service.reviews import How
from workflow.testing import Rehearsal

FORTY_NINE = tuple(f"m{n:02}" for n in range(1, 50))


def voting(url: str, text: str = DECIDED, *, members: tuple[str, ...] = MEMBERS) -> Rehearsal:
    """A review that stands in the vote since 1 February 2027."""
    scene = seated(url, text, members=members).at("2027-02-01")
    scene.record("QAA", "submit", TEAM, documents="report")
    return scene


def all_vote(scene: Rehearsal, *counts: tuple[int, str]) -> None:
    """The first so many members choose the first word, the next the next."""
    members = iter(FORTY_NINE)
    for count, choice in counts:
        for _ in range(count):
            cast_vote(scene, next(members), choice)


def test_thirty_twelve_seven_carries_with_the_last_vote(store_url: str) -> None:
    """The result is computed from 49 single acts; the entry that decides lists them all."""
    with voting(store_url, members=FORTY_NINE) as scene:
        all_vote(scene, (30, "for"), (12, "against"), (7, "abstain"))

        assert step(scene) == "circulation"
        assert poll(scene, "adoption:1").status == "carried"
        entry = newest(scene)
        decision = entry.data["decision"]
        assert isinstance(decision, dict)
        assert decision["result"] == "carried"
        assert len(decision["counted"]) == 49
        assert decision["counted"][0].startswith("m01: for (entry ")
        assert decision["words"] == list(poll(scene, "adoption:1").words)
        assert decision["words"][-2:] == [
            "More than 1/2 of members: 30 of 49, more than 24 1/2 needed: reached.",
            "It is carried.",
        ]
        assert len(entry.rests_on()) >= 49
        assert sound(scene)


def test_twenty_four_ten_fifteen_leads_back_to_the_draft(store_url: str) -> None:
    """Two thirds of those cast, and no majority of the members."""
    with voting(store_url, members=FORTY_NINE) as scene:
        all_vote(scene, (24, "for"), (10, "against"), (15, "abstain"))

        assert step(scene) == "draft"
        assert poll(scene, "adoption:1").status == "lost"
        assert sound(scene)


def test_a_later_vote_of_a_member_replaces_the_earlier(store_url: str) -> None:
    """While the vote is open; both stay in the file, one counts."""
    with voting(store_url) as scene:
        cast_vote(scene, "QBB", "against")
        cast_vote(scene, "x2@QBB", "for")

        assert ballots(scene) == {"QBB:1": "against replaced", "QBB:2": "for counts"}
        scene.record("QAA", "take_back", ("QBB", MEMBER))
        assert ballots(scene)["QBB:2"] == "for withdrawn"
        assert step(scene) == "adoption"
        assert sound(scene)


def test_the_chair_closes_a_vote_in_which_not_everybody_voted(store_url: str) -> None:
    """Three of five is a quorum and, all for it, a majority."""
    with voting(store_url) as scene:
        for member in MEMBERS[:3]:
            cast_vote(scene, member, "for")
        scene.record("QAA", "close_vote", BY_OFFICE)

        assert step(scene) == "circulation"
        assert poll(scene, "adoption:1").words[0] == (
            "3 for, 0 against, 0 abstaining; 2 of 5 entitled did not vote."
        )
        assert sound(scene)


def test_without_quorum_the_vote_is_held_again_by_those_who_are_members_then(
    store_url: str,
) -> None:
    """A new vote, a new electorate; the first stays as it was."""
    with voting(store_url) as scene:
        cast_vote(scene, "QBB", "for")
        scene.bind("QAA", MEMBER, "QGG")
        scene.record("QAA", "close_vote", BY_OFFICE)

        assert step(scene) == "adoption"
        assert poll(scene, "adoption:1").status == "no_quorum"
        assert "QGG" not in poll(scene, "adoption:1").electorate
        assert "QGG" in poll(scene, "adoption:2").electorate
        assert poll(scene, "adoption:2").status == "open"
        assert sound(scene)


def test_who_became_a_member_after_the_opening_has_no_vote(store_url: str) -> None:
    """The electorate is settled when the step is entered; the words say who it is."""
    with voting(store_url) as scene:
        scene.bind("QAA", MEMBER, "QGG")
        with pytest.raises(RuledOutError) as caught:
            cast_vote(scene, "QGG", "for")

        (problem,) = caught.value.problems
        assert problem.code == "R052"
        assert problem.words == (
            "QGG was no member when the vote was opened on 2027-02-01, and has no vote in it"
        )
        assert problem.basis == "S 5"
        assert newest(scene).kind == "communication.registered"
        assert sound(scene)


def test_the_party_under_review_can_be_left_out(store_url: str) -> None:
    """It is a member, counts in the quorum, and does not vote on itself."""
    text = DECIDED.replace("by: plenary\n", "by: plenary except party under review\n")
    with voting(store_url, text, members=("QAA", *MEMBERS)) as scene:
        assert poll(scene, "adoption:1").members == ("QAA", *MEMBERS)
        assert poll(scene, "adoption:1").electorate == MEMBERS
        with pytest.raises(RuledOutError, match="QAA is of the party under review"):
            cast_vote(scene, "QAA", "for")
        for member in MEMBERS:
            cast_vote(scene, member, "for")

        assert step(scene) == "circulation"
        assert poll(scene, "adoption:1").words[1] == (
            "Quorum, 1/2 of members: 5 of 6, at least 3 needed: reached."
        )
        assert sound(scene)


def test_a_body_is_not_one_of_its_members(store_url: str) -> None:
    """Nobody else holds the role of a member, and no member acts as the body."""
    with voting(store_url) as scene:
        with pytest.raises(RoleError, match="not held by 'plenary'"):
            cast_vote(scene, "plenary", "for")
        with pytest.raises(RoleError, match="not held by 'QGG'"):
            cast_vote(scene, "QGG", "for")
        assert sound(scene)


def test_a_vote_without_choice_is_registered_and_counts_for_nothing(store_url: str) -> None:
    """A State is never turned away; its vote has no effect without a choice."""
    with voting(store_url) as scene:
        with pytest.raises(RuledOutError) as caught:
            scene.record("QAA", "vote", ("QBB", MEMBER))
        assert caught.value.problems[0].code == "R051"
        assert caught.value.problems[0].hint == "--choice for|against|abstain"
        assert ballots(scene) == {}
        assert sound(scene)


def test_a_choice_that_is_none_is_not_read(store_url: str) -> None:
    """A slip of the pen writes nothing."""
    with voting(store_url) as scene:
        with pytest.raises(UnreadableError, match="'fro' is none of the choices of 'vote'"):
            cast_vote(scene, "QBB", "fro")
        with pytest.raises(UnreadableError, match="'close_vote' is no vote"):
            scene.record("QAA", "close_vote", BY_OFFICE, choice="for")


def test_nothing_to_take_back_is_said(store_url: str) -> None:
    """Who has not voted has nothing to take back."""
    with (
        voting(store_url) as scene,
        pytest.raises(RuledOutError, match="takes back 'vote'; none of QBB stands"),
    ):
        scene.record("QAA", "take_back", ("QBB", MEMBER))


def test_a_vote_that_was_counted_cannot_be_annulled_before_the_decision(store_url: str) -> None:
    """The decision rests on every vote it counted; taken back, the vote is open again."""
    with voting(store_url) as scene:
        for member in MEMBERS:
            cast_vote(scene, member, "for")
        decision = newest(scene).seq
        how = How(actor="secretariat", role="secretariat", reason="cast by mistake")
        with pytest.raises(RuledOutError, match=f"entry {decision}"):
            annul(scene.engine, "t/QAA", decision - 1, how)
        annul(scene.engine, "t/QAA", decision, how)

        assert step(scene) == "adoption"
        assert poll(scene, "adoption:1").status == "open"
        annul(scene.engine, "t/QAA", decision - 1, how)
        assert len(ballots(scene)) == 3
        assert sound(scene)


def test_time_can_close_a_vote(store_url: str) -> None:
    """Five days; the tick decides with the votes that are in."""
    text = DECIDED.replace(
        "          then: {carried: c", "          closes: 5 days\n          then: {carried: c"
    )
    with voting(store_url, text) as scene:
        for member in MEMBERS[:3]:
            cast_vote(scene, member, "for")
        scene.at("2027-02-06T12:00").tick()
        assert step(scene) == "adoption"
        (passed,) = scene.at("2027-02-07").tick().passed

        assert (passed.due_on, passed.moved) == ("2027-02-06", True)
        assert step(scene) == "circulation"
        assert newest(scene).kind == "deadline.enforced"
        assert newest(scene).on == "2027-02-06"
        assert sound(scene)


def test_a_vote_that_is_left_by_a_decision_outside_the_rules_is_closed(store_url: str) -> None:
    """An override leads away; nothing is decided by it."""
    with voting(store_url) as scene:
        cast_vote(scene, "QBB", "for")
        how = How(actor="secretariat", role="secretariat", reason="as decided")
        override(scene.engine, OverrideRequest(review="t/QAA", to="draft", how=how, decision="D 1"))

        assert poll(scene, "adoption:1").status == "left"
        assert sound(scene)


def test_a_team_can_decide_by_consensus_minus_one(store_url: str) -> None:
    """The members of a team are those who hold its role."""
    text = (
        DECIDED.replace("by: plenary\n", "by: team\n")
        .replace("carried: [2/3 of cast, more than 1/2 of members]", "carried: consensus minus 1")
        .replace(
            "vote:       {from: adoption, by: member of plenary", "vote: {from: adoption, by: team"
        )
        .replace(
            "take_back:  {from: adoption, by: member of plenary",
            "take_back: {from: adoption, by: team",
        )
    )
    with seated(store_url, text) as scene:
        scene.bind("QAA", "team", "x2@QCC")
        scene.bind("QAA", "team", "x3@QDD")
        scene.record("QAA", "submit", TEAM, documents="report")
        for actor, choice in (("x1@QBB", "for"), ("x2@QCC", "against"), ("x3@QDD", "for")):
            scene.record("QAA", "vote", (actor, "team"), choice=choice)

        assert step(scene) == "circulation"
        assert sound(scene)


def test_every_state_party_can_be_a_member_from_the_first_day(store_url: str) -> None:
    """Where the body's row says so, nobody has to be bound one by one."""
    everybody = "{is: body, members: every State party, basis: S 2}"
    text = DECIDED.replace("{is: body, basis: S 2}", everybody)
    with voting(store_url, text, members=()) as scene:
        assert poll(scene, "adoption:1").electorate == (
            *("QAA", "QBB", "QBX", "QCC", "QDD", "QEE", "QFF", "QGG"),
        )
        cast_vote(scene, "QGG", "for")
        assert sound(scene)
