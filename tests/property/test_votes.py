"""Votes and silences against a count of our own: any acts, in any order, come to the same."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.plenary import (
    BY_OFFICE,
    DECIDED,
    MEMBER,
    MEMBERS,
    TEAM,
    cast_vote,
    poll,
    seated,
    sound,
    step,
)
from workflow.errors import RuledOutError
from workflow.testing import Rehearsal

CHOICES = ("for", "against", "abstain", "back")
acts = st.lists(st.tuples(st.sampled_from(MEMBERS), st.sampled_from(CHOICES)), max_size=12)
objections = st.lists(st.tuples(st.sampled_from(MEMBERS), st.booleans()), max_size=8)


@contextmanager
def scene_at(text: str = DECIDED) -> Iterator[Rehearsal]:
    """A review before the plenary, in a store of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        seated(f"sqlite:///{Path(folder) / 'store.db'}", text) as scene,
    ):
        scene.record("QAA", "submit", TEAM, documents="report")
        yield scene


def expected(held: dict[str, str]) -> str:
    """The rule of the plenary, written out for five members in whole numbers."""
    counts = [list(held.values()).count(word) for word in ("for", "against", "abstain")]
    if 2 * sum(counts) < 5:
        return "no_quorum"
    two_thirds = 3 * counts[0] >= 2 * (counts[0] + counts[1])
    return "carried" if two_thirds and 2 * counts[0] > 5 and counts[0] else "lost"


@settings(max_examples=25, deadline=None)
@given(acts)
def test_any_votes_in_any_order_come_to_what_their_last_words_come_to(
    given_acts: list[tuple[str, str]],
) -> None:
    """Replaced, taken back, given again; closed by the last vote, or by the chair."""
    with scene_at() as scene:
        held: dict[str, str] = {}
        for member, choice in given_acts:
            if len(held) == len(MEMBERS):
                break
            if choice != "back":
                cast_vote(scene, member, choice)
                held[member] = choice
            elif held.pop(member, None):
                scene.record("QAA", "take_back", (member, MEMBER))
            else:
                with pytest.raises(RuledOutError, match="R053"):
                    scene.record("QAA", "take_back", (member, MEMBER))
        if len(held) < len(MEMBERS):
            scene.record("QAA", "close_vote", BY_OFFICE)

        result = expected(held)
        assert poll(scene, "adoption:1").status == result
        leads = {"carried": "circulation", "lost": "draft", "no_quorum": "adoption"}
        assert step(scene) == leads[result]
        assert sound(scene)


@settings(max_examples=25, deadline=None)
@given(objections)
def test_a_silence_is_broken_exactly_when_two_members_object_at_once(
    given_acts: list[tuple[str, bool]],
) -> None:
    """Objecting twice is once; withdrawn is not at all; else it is kept when its time is over."""
    with scene_at(DECIDED.replace("out in every language", "circulated")) as scene:
        for member in MEMBERS:
            cast_vote(scene, member, "for")
        standing: set[str] = set()
        for member, objects in given_acts:
            if objects:
                scene.record("QAA", "object", (member, MEMBER), documents="objection")
                standing.add(member)
            elif member in standing:
                scene.record("QAA", "withdraw", (member, MEMBER))
                standing.remove(member)
            if len(standing) == 2:
                break
        scene.at("2027-03-01").tick()

        broken = len(standing) == 2
        assert poll(scene, "circulation:1").status == ("broken" if broken else "kept")
        assert step(scene) == ("draft" if broken else "adopted")
        assert sound(scene)
