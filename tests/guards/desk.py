"""Designs with and without a position, and what a guard must show: words, paragraph, log."""

from collections.abc import Callable
from functools import cache
from typing import cast

import pytest

from tests.support.plenary import sound
from workflow.definition.composing.compose import compose
from workflow.definition.composing.compose_position import find_position
from workflow.definition.find import find_definition
from workflow.errors import Problem, RuledOutError
from workflow.model.rows.entry import Entry
from workflow.testing import OFFICE, Rehearsal, rehearsal

BY_OFFICE = (OFFICE, "secretariat")
STATE = ("QBB", "state_under_review")
TEAM = ("x1@QBX", "team")
Problems = list[dict[str, str]]
#: Kinds of the entry that says that something had no effect.
WITHOUT_EFFECT = {"act.not_recorded", "communication.registered"}


@cache
def design(base: str, *positions: str, prefer: tuple[str, ...] = ()) -> str:
    """A shipped design with positions laid over it, as one flat file."""
    overlays = [find_position(name) for name in positions]
    return compose(find_definition(base), overlays, prefer=prefer, name="composed").text


def launched(url: str, text: str) -> Rehearsal:
    """A review of QBB, launched on 2027-01-04, whose team is complete: one of its own region."""
    scene = rehearsal(url, text, codes="QBB")
    for member in ("x1@QBX", "x2@QCC"):
        scene.bind("QBB", "team", member)
    return scene


def in_analysis(url: str, text: str) -> Rehearsal:
    """The same under expert analysis, on 2027-03-01, by France's steps or Finland's."""
    scene = launched(url, text)
    if "appoint_team" in text:
        scene.record("QBB", "appoint_team", BY_OFFICE)
        scene.at("2027-03-01").record("QBB", "submit", STATE, documents="responses")
    else:
        scene.record("QBB", "appoint_experts", BY_OFFICE)
        scene.at("2027-03-01")
        for cluster in ("judiciary", "law_enforcement", "borders", "medical", "social_welfare"):
            part = f"QBB/{cluster}"
            scene.record(part, "submit", STATE, documents="self_assessment_results")
        scene.record("QBB", "circulate", BY_OFFICE, documents="compiled_results")
    return scene


def says(scene: Rehearsal, who: tuple[str, str], **facts: str) -> None:
    """Record facts without moving."""
    scene.record("QBB", "communicate", who, facts=tuple(facts.items()))


def ruled_out(
    scene: Rehearsal, act: Callable[[], object], *, words: str, basis: str, code: str = "R005"
) -> Problem:
    """Do what a guard forbids; the log must say so in the same words, and verify.

    Returns: the problem with those words and that paragraph.
    """
    with pytest.raises(RuledOutError) as told:
        act()
    (problem,) = [p for p in told.value.problems if words in p.words]
    assert (problem.code, problem.basis) == (code, basis)
    entry = newest(scene)
    assert (entry.seq, entry.kind in WITHOUT_EFFECT) == (told.value.seq, True)
    logged = [(p["words"], p["basis"]) for p in cast(Problems, entry.data["problems"])]
    assert (problem.words, basis) in logged
    assert sound(scene)
    return problem


def newest(scene: Rehearsal) -> Entry:
    """The last entry of the log."""
    return entries(scene)[-1]


def entries(scene: Rehearsal, *kinds: str) -> list[Entry]:
    """The entries of the log, of those kinds."""
    with scene.engine.store.read() as reader:
        return list(reader.entries(kinds=list(kinds) or None))


def step(scene: Rehearsal, part: str = "QBB") -> str:
    """Where the review, or a part of it, stands."""
    with scene.engine.store.read() as reader:
        (row,) = reader.rows("instance", id=scene.id(part))
        return str(getattr(row, "state", ""))
