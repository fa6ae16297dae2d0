"""A review that follows another: due by a day, opened with its duty met, linked on both sides."""

import pytest

from tests.support.plenary import sound
from workflow.errors import RuledOutError, UnknownError
from workflow.service import viewing
from workflow.service.cycles import Opened
from workflow.testing import Rehearsal, open_on, rehearsal

OFFICE = ("secretariat", "office")
FIRST = """\
definition: first
version: 1
language: 1
title: A review that another follows
status: illustration
sources: {S: "Rules"}
roles:
  state:  {is: party under review, basis: S 1}
  office: {is: secretariat, basis: S 1}
charts:
  review:
    initial: draft
    states:
      draft:  {holder: office, basis: S 2}
      closed: {final: true}
    events:
      adopt: {from: draft, by: office, opens: next_review, to: closed}
  next_review:
    per: item
    initial: due
    states:
      due:
        holder: office
        due: 12 months (S 3)
        reminders: {soon: {when: 2 months before}}
        basis: S 3
      opened: {final: true}
    events:
      open_next: {from: due, by: office, starts: second, to: opened}
"""
SECOND = FIRST.replace("definition: first", "definition: second").replace(
    "starts: second", "starts: third"
)


def ended(url: str, codes: str = "QAA QBB") -> Rehearsal:
    """Reviews that ended on 4 January 2027: another of each is to be opened within a year."""
    scene = rehearsal(url, FIRST, codes=codes)
    for code in codes.split():
        scene.record(code, "adopt", OFFICE)
    return scene


def follow(scene: Rehearsal, *follows: str, codes: str = "QAA QBB", text: str = SECOND) -> Opened:
    """Open the second cycle after the first."""
    on = "2027-09-01"
    return open_on(scene.engine, text, cycle="u", launched_on=on, codes=codes, follows=follows)


def test_the_next_review_is_due_by_a_day_and_stands_in_the_work_queue(store_url: str) -> None:
    """With the command that opens it; a reminder goes, and the review itself has ended."""
    with ended(store_url) as scene:
        assert viewing.show(scene.engine, "t/QAA").head.status == "final"
        found = viewing.todo(scene.engine, "office").tasks
        assert [task.place.instance for task in found] == ["t/QAA#item-1", "t/QBB#item-1"]
        (first, *_) = (o for task in found for o in task.options if o.event == "open_next")
        assert first.command == (
            "peer-review cycle open ID --definition second --on DATE --select QAA --follows t/QAA"
        )
        (limit,) = viewing.deadlines(scene.engine, review="t/QAA").limits
        assert (limit.due_on, limit.words) == ("2028-01-04", "awaited by 4 January 2028")
        with pytest.raises(RuledOutError, match="R088 'open_next' is recorded by opening"):
            scene.record("QAA#item-1", "open_next", OFFICE)
        assert len(scene.at("2027-11-05").tick().passed) == 2
        assert sound(scene)


@pytest.mark.parametrize("follows", [("t",), ("t/QAA", "t/QBB")])
def test_opening_it_meets_the_duty_and_links_both(store_url: str, follows: tuple[str, ...]) -> None:
    """In one transaction; both files and both histories say so, and the log verifies."""
    with ended(store_url) as scene:
        follow(scene.at("2027-08-01"), *follows)

        earlier = viewing.show(scene.engine, "t/QAA")
        later = viewing.show(scene.engine, "u/QAA")
        assert earlier.head.followed_by == ("u/QAA",)
        assert (later.head.follows, later.head.followed_by) == ("t/QAA", ())
        assert [limit.status for limit in earlier.limits] == ["met"]
        lines = viewing.history(scene.engine, "t/QAA").lines
        assert [line.what for line in lines[-2:]] == [
            "open_next",
            "followed by u/QAA, under second@1",
        ]
        assert viewing.history(scene.engine, "u/QAA").lines[0].what.endswith("; it follows t/QAA")
        done = viewing.todo(scene.engine, "office", cycle="t").tasks
        assert done == ()
        assert sound(scene)


def test_what_follows_is_of_the_same_party_and_there(sqlite_url: str) -> None:
    """One of a party that is not selected, or that is not there, is named; nothing is opened."""
    with ended(sqlite_url) as scene:
        with pytest.raises(UnknownError, match="t/QBB cannot be followed"):
            follow(scene, "t/QBB", codes="QAA")
        with pytest.raises(UnknownError, match="no review"):
            follow(scene, "t/QCC")
        assert viewing.status(scene.engine).total == 2


def test_reviews_are_linked_without_a_duty_too(sqlite_url: str) -> None:
    """A definition that asks for nothing of the kind: the link alone."""
    with ended(sqlite_url, codes="QAA") as scene:
        other = SECOND.replace("definition: second", "definition: x")
        follow(scene, "t/QAA", codes="QAA", text=other)
        assert viewing.show(scene.engine, "t/QAA").head.followed_by == ("u/QAA",)
        found = viewing.todo(scene.engine, "office").tasks
        assert [task.place.instance for task in found] == ["t/QAA#item-1"]
        assert sound(scene)
