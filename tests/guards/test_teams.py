"""G8: rules of teams, each in its own design."""

import pytest

from tests.guards.desk import BY_OFFICE, design, entries, ruled_out, step
from tests.support.plenary import sound
from workflow.definition.find import find_definition
from workflow.service import viewing
from workflow.testing import Rehearsal, rehearsal


def appointed(scene: Rehearsal, event: str, code: str = "QBB") -> None:
    """The Secretariat records that the team is complete."""
    scene.record(code, event, BY_OFFICE)


@pytest.mark.parametrize(
    ("base", "event", "members", "words", "basis"),
    [
        (
            *("france-2009", "appoint_team", ("x1@QCC", "x2@QEE")),
            "team: at least 1 of the regional group of the State under review; of 2 bound, 0 are",
            "C 9 15",
        ),
        (
            *("finland-2009", "appoint_experts", ("x1@QCC", "x2@QCC")),
            "team: appointed by at least 2 other parties; of 2 bound, 1 is so",
            "C 14",
        ),
    ],
)
def test_g8_a_team_that_keeps_not_its_rule_does_not_begin(
    sqlite_url: str, base: str, event: str, members: tuple[str, str], words: str, basis: str
) -> None:
    """The rule that is not kept is named, with its paragraph; with one more it begins."""
    with rehearsal(sqlite_url, design(base), codes="QBB") as scene:
        for member in members:
            scene.bind("QBB", "team", member)
        ruled_out(scene, lambda: appointed(scene, event), words=words, basis=basis, code="R007")


@pytest.mark.parametrize("base", ["france-2009", "finland-2009"])
def test_g8_nobody_reviews_his_or_her_own_state(sqlite_url: str, base: str) -> None:
    """Assumed in both designs, and told as assumed: the appointment has no effect."""
    with rehearsal(sqlite_url, design(base), codes="QBB") as scene:
        ruled_out(
            scene,
            lambda: scene.bind("QBB", "team", "x2@QBB"),
            words="team: no national of the State under review; 'x2@QBB' is of the State",
            basis="assumed",
            code="R007",
        )


def test_g8_frances_rule_is_not_finlands() -> None:
    """Neither design has the other's."""
    rules = {
        base: {r.kind for r in find_definition(base).require().roles["team"].rules}
        for base in ("france-2009", "finland-2009")
    }
    assert rules["france-2009"] == {"same_region", "nationals"}
    assert rules["finland-2009"] == {"appointed_by", "nationals"}


def test_g8_a_party_without_a_regional_group_is_not_held_up_and_the_file_says_so(
    store_url: str,
) -> None:
    """The rule cannot bind it: the act is recorded with that note, and the board shows it."""
    with rehearsal(store_url, design("france-2009"), codes="QGG") as scene:
        scene.bind("QGG", "team", "x1@QCC")
        appointed(scene, "appoint_team", "QGG")
        assert step(scene, "QGG") == "self_assessment"
        note = (
            "the rule 'at least 1 of the regional group of the State under review' [C 9 15] "
            "does not bind: Galdria belongs to no regional group"
        )
        (entry,) = entries(scene, "event.recorded")
        assert entry.data["notes"] == [note]
        assert [r.words for r in viewing.status(scene.engine).not_binding] == [note]
        assert sound(scene)


def test_g8_skills_are_a_warning_and_hold_nothing_up() -> None:
    """France calls a team able to deal with all topics the main challenge [9]: shown only."""
    (note,) = [one for one in find_definition("france-2009").findings if one.code == "D502"]
    assert note.severity == "note"
