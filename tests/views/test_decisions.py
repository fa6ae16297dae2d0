"""Votes, silences, second keys and comments, as the file shows them."""

from tests.service.test_release import AUTHOR, FOCAL
from tests.service.test_release import scene_at as two_keys
from tests.support.plenary import DECIDED, MEMBER, MEMBERS, TEAM, cast_vote, seated
from workflow.service import viewing
from workflow.testing import Rehearsal


def remarks(scene: Rehearsal) -> list[str]:
    """The notes of the file."""
    return [remark.words for remark in viewing.show(scene.engine, "t/QAA").not_binding]


def commands(scene: Rehearsal) -> dict[str, str]:
    """What to type for each event of the present step."""
    shown = viewing.show(scene.engine, "t/QAA")
    return {option.event: option.command for option in shown.options}


def test_an_open_vote_says_how_many_have_voted_and_a_past_one_what_it_came_to(
    sqlite_url: str,
) -> None:
    """Not how each did: that is in the history."""
    with seated(sqlite_url).at("2027-02-01") as scene:
        scene.record("QAA", "submit", TEAM, documents="report")
        cast_vote(scene, "QBB", "for")
        assert remarks(scene) == [
            "vote in adoption, opened on 1 February 2027: 1 of 5 have voted",
        ]
        assert commands(scene)["vote"] == (
            "peer-review review record t/QAA vote --as QBB --role 'member of plenary' --choice for"
        )
        for member in MEMBERS[1:]:
            cast_vote(scene, member, "for")
        past, present = remarks(scene)
        assert past.startswith("vote in adoption, opened on 1 February 2027: carried on 1 February")
        assert past.endswith("It is carried.")
        assert present == (
            "silence in circulation, opened on 1 February 2027: "
            "open; 0 of the 2 objections that break it"
        )


def test_a_silence_says_until_when_it_is_open(sqlite_url: str) -> None:
    """And how many objections stand."""
    text = DECIDED.replace("out in every language", "circulated")
    with seated(sqlite_url, text).at("2027-02-01") as scene:
        scene.record("QAA", "submit", TEAM, documents="report")
        for member in MEMBERS:
            cast_vote(scene, member, "for")
        scene.record("QAA", "object", ("QBB", MEMBER), documents="objection")
        assert remarks(scene)[-1] == (
            "silence in circulation, opened on 1 February 2027: "
            "open until 15 February 2027; 1 of the 2 objections that break it"
        )


def test_what_waits_for_a_second_person_says_so_and_what_to_type(sqlite_url: str) -> None:
    """The command is the releasing role's, and brings nothing."""
    with two_keys(sqlite_url) as scene:
        shown = viewing.show(scene.engine, "t/QAA")
        assert shown.options[0].leads_to == ("waits for release by focal_point",)
        scene.record("QAA", "answer", AUTHOR, documents="answers", facts=(("whole", "yes"),))

        assert remarks(scene) == [
            "'answer' was submitted on 4 January 2027 by writer@QAA, not yet released: "
            "it waits for focal_point"
        ]
        assert commands(scene)["answer"] == (
            f"peer-review review record t/QAA answer --as {FOCAL[0]} --role focal_point"
        )
        assert viewing.show(scene.engine, "t/QAA").options[0].possible
