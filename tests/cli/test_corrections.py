"""Taking back, putting right, going outside the rules: effects first."""

import pytest

from tests.cli.desk import Desk, banner, record

SUBMIT = record(
    "fra/MEX", "submit", "MEX", "state_under_review", "--document", "responses=answers.pdf"
)
EFFECTS = """\
  fra/MEX: expert_analysis → self_assessment, since Mon 2027-01-04
  time limit fra/MEX:self_assessment:1: due Sun 2027-07-04 (state_under_review)
  time limit fra/MEX:expert_analysis:1: gone
"""
ANNUL = ("review", "annul", "fra/MEX", "12", "--reason", "of another State")


@pytest.fixture
def submitted(desk: Desk) -> Desk:
    """Entry 12 is Mexico's submission."""
    desk.ok(*SUBMIT, on="2027-03-05")
    return Desk(folder=desk.folder, day="2027-03-07")


def test_effects_are_shown_before_an_entry_is_taken_back(submitted: Desk) -> None:
    """Nobody can be asked without a terminal, so nothing is written without `--yes`."""
    typed = submitted.type(*ANNUL)

    assert (typed.code, typed.out) == (2, "")
    assert typed.err == (
        f"{banner('2027-03-07')}this would follow:\n{EFFECTS}"
        "C010 nothing written: without a terminal nobody can be asked\n"
        "  hint: --yes does it, --dry-run only shows it\n"
    )
    assert submitted.ok("store", "info", "--json").data["entries"] == 13


def test_an_entry_is_taken_back_with_yes(submitted: Desk) -> None:
    """Both entries stay visible."""
    typed = submitted.ok(*ANNUL, "--yes")

    assert typed.out == (
        "entry 13: entry.annulled, fra/MEX, by secretariat as secretariat, Sun 2027-03-07\n"
        f"{EFFECTS}next: peer-review review show fra/MEX\n"
    )


def test_the_review_may_be_left_out(submitted: Desk) -> None:
    """The entry knows whose it is."""
    typed = submitted.ok("review", "annul", "12", "--reason", "r", "--dry-run")

    assert typed.out == f"{EFFECTS}nothing written (--dry-run)\n"


def test_the_review_that_is_named_must_be_the_entrys(submitted: Desk) -> None:
    """A slip of one digit takes nothing back elsewhere."""
    typed = submitted.type("review", "annul", "fra/NER", "12", "--reason", "r", "--yes")

    assert typed.code == 2
    assert typed.err == (
        f"{banner('2027-03-07')}E116 entry 12 is of fra/MEX, not of fra/NER\n"
        "  hint: peer-review review history fra/NER\n"
    )


def test_taking_back_twice_is_told(submitted: Desk) -> None:
    """With the entry that did it."""
    submitted.ok(*ANNUL, "--yes")

    typed = submitted.type(*ANNUL, "--yes")

    assert typed.code == 3
    assert typed.err.split("\n", 1)[1] == (
        "fra/MEX: not recorded:\n"
        "- R031 entry 12 was taken back already, by entry 13\n"
        "entry 14 of the log says so; nothing else changed\n"
    )


def test_a_correction_keeps_what_is_not_given(submitted: Desk) -> None:
    """Who acted, the document and the event stay; the stamp is put right."""
    typed = submitted.ok(
        *("review", "correct", "12", "--received", "2027-03-02", "--dated", "2027-03-01"),
        *("--reason", "misread", "--yes"),
    )

    assert "time limit fra/MEX:expert_analysis:1: due Wed 2027-06-02 (team)\n" in typed.out
    assert typed.out.startswith("entry 13: entry.corrected submit, fra/MEX, by MEX as ")


def test_a_correction_needs_a_reason(submitted: Desk) -> None:
    """It is asked for before anything else."""
    typed = submitted.type("review", "correct", "12", "--received", "2027-03-02", "--yes")

    assert typed.code == 2
    assert "E113 a correction needs a reason, and none was given" in typed.err


def test_going_outside_the_rules_is_recorded_as_such(submitted: Desk) -> None:
    """Named, reasoned, and the limits that follow are told."""
    typed = submitted.ok(
        *("review", "override", "fra/MEX", "--to", "draft"),
        *("--decision", "D 9/1", "--reason", "asked for"),
    )

    assert typed.out.splitlines()[:2] == [
        "entry 13: state.overridden override to draft, fra/MEX, by secretariat as secretariat, "
        "Sun 2027-03-07",
        "  fra/MEX: expert_analysis → draft, since Sun 2027-03-07",
    ]


@pytest.mark.parametrize("words", [("x",), ("fra/MEX",), ("a", "b", "1"), ("fra/MEX", "-1")])
def test_what_is_no_entry_is_told(desk: Desk, words: tuple[str, ...]) -> None:
    """`[REVIEW] SEQ`, nothing else."""
    typed = desk.type("review", "annul", *words, "--reason", "r")

    assert (typed.code, typed.out) == (2, "")
    assert "Usage: peer-review review annul [OPTIONS] [REVIEW] SEQ" in typed.err
