"""Time limits beside the rule, and the tick."""

from tests.cli.desk import Desk, banner

MOVE = ("deadline", "move", "fra/MEX:self_assessment", "--to")


def test_a_limit_is_moved_and_its_notification_noted(desk: Desk) -> None:
    """Each says how the limit stands now."""
    moved = desk.ok(*MOVE, "2027-09-01")
    noted = desk.ok("deadline", "notify", "fra/MEX:self_assessment", "--note", "NV 12")

    limit = "  time limit fra/MEX:self_assessment:1: due Wed 2027-09-01 (state_under_review)"
    assert moved.out.splitlines()[1] == limit
    assert noted.out.splitlines()[1] == f"{limit}, notified Mon 2027-01-04"


def test_a_notified_date_never_moves_earlier_without_a_decision(desk: Desk) -> None:
    """The rule and what would help."""
    desk.ok("deadline", "notify", "fra/MEX:self_assessment", "--note", "NV 12")

    typed = desk.type(*MOVE, "2027-05-01")

    assert typed.code == 3
    assert typed.err.startswith(f"{banner()}fra/MEX: not recorded:\n- R042 2027-07-04 was notified")
    assert "hint: --decision REFERENCE\n" in typed.err
    assert desk.type(*MOVE, "2027-05-01", "--decision", "D 9/1").code == 0


def test_a_tick_lets_pass_what_fell_due_once(desk: Desk) -> None:
    """A dry run lists it; the second tick finds nothing."""
    tried = desk.ok("tick", "--dry-run", on="2027-08-01")
    done = desk.ok("tick", on="2027-08-01")
    again = desk.ok("tick", on="2027-08-01")

    assert tried.out == (
        "deadline\treview\tcloses_at\n"
        "fra/MEX:self_assessment:1\tfra/MEX\t2027-07-04T22:00:00.000Z\n"
    )
    assert tried.err.endswith("nothing written (--dry-run)\n")
    assert done.out == (
        "deadline\treview\tdue_on\tmoved\tseq\nfra/MEX:self_assessment:1\tfra/MEX\t2027-07-04\tno\t12\n"
    )
    assert again.out == "deadline\treview\tdue_on\tmoved\tseq\n"


def test_an_act_after_the_limit_says_how_late_it_was_received(desk: Desk) -> None:
    """A fact, in neutral words."""
    typed = desk.ok(
        *("review", "record", "fra/MEX", "submit", "--as", "MEX", "--role", "state_under_review"),
        *("--document", "responses=answers.pdf"),
        on="2027-07-06",
    )

    limit = "  time limit fra/MEX:self_assessment:1: "
    assert f"{limit}received Tue 2027-07-06, 2 days after Sun 2027-07-04\n" in typed.out
