"""The desk's questions: the board, a file, its history, what is to be done, and why."""

import pytest

from tests.cli.desk import Desk, banner, record

SUBMIT = record(
    "fra/MEX", "submit", "MEX", "state_under_review", "--document", "responses=answers.pdf"
)


@pytest.fixture
def submitted(desk: Desk) -> Desk:
    """Mexico submitted on 5 March 2027; it is a week later."""
    desk.ok(*SUBMIT, on="2027-03-05")
    return Desk(folder=desk.folder, day="2027-03-12")


def test_the_board_lists_every_review_on_a_pipe(submitted: Desk) -> None:
    """By name of party, one on each line."""
    typed = submitted.ok("status", "fra")
    lines = [line.split("\t") for line in typed.out.splitlines()]

    assert typed.err == banner("2027-03-12")
    assert lines[0][:5] == ["review", "party", "step", "phase", "since_on"]
    assert [line[0] for line in lines[1:]] == [
        "fra/CIV",
        "fra/EUE",
        "fra/MEX",
        "fra/NER",
        "fra/NGA",
    ]
    assert lines[3] == [
        *("fra/MEX", "Mexico", "expert_analysis", "expert_analysis", "2027-03-05", "7"),
        *("team (x1@FRA, x2@BRA)", "2027-06-05", ""),
    ]


def test_the_board_as_json_is_whole(submitted: Desk) -> None:
    """Counts, what moved, what is awaited, vacancies."""
    data = submitted.ok("status", "fra", "--json").data

    assert data["total"] == 5
    assert data["rehearsal"] is True
    assert {each["review"] for each in data["vacancies"]} == {
        *("fra/CIV", "fra/EUE", "fra/NER", "fra/NGA")
    }


def test_a_question_may_be_asked_as_of_and_as_known(submitted: Desk) -> None:
    """Each says of when its answer is."""
    typed = submitted.ok("review", "list", "fra", "--as-known", "2027-02-01")
    [mexico] = [line for line in typed.out.splitlines() if "fra/MEX" in line]

    assert typed.err == f"{banner('2027-03-12')}as known 2027-02-01\n"
    assert mexico.split("\t")[2] == "self_assessment"


def test_a_review_is_shown_with_what_is_possible_and_why_the_rest_is_not(desk: Desk) -> None:
    """Every unmet condition with its words and paragraph; what to type for the others."""
    mexico = desk.ok("review", "show", "fra/Mexico").out
    union = desk.ok("review", "show", "fra/European Union").out

    assert mexico.startswith("fra/MEX: Mexico (")
    assert (
        "  submit by state_under_review with responses → expert_analysis [C 15]\n"
        "    peer-review review record fra/MEX submit --as MEX --role state_under_review "
        "--document responses=FILE\n"
    ) in mexico
    assert (
        "not possible yet:\n"
        "  appoint_team by secretariat → self_assessment [assumed]\n"
        "    - R011 role 'team' is held by nobody yet [C 9 15]\n"
        "      hint: peer-review review bind fra/EUE team ACTOR@PARTY --note REF\n"
    ) in union
    assert "does not bind: European Union belongs to no regional group" in union


def test_a_history_shows_what_was_ruled_out_and_what_was_taken_back(submitted: Desk) -> None:
    """Nothing disappears."""
    submitted.type(*record("fra/MEX", "submit", "MEX", "state_under_review"))
    submitted.ok("review", "annul", "12", "--reason", "wrong State", "--yes")

    told = submitted.ok("review", "history", "fra/MEX").out

    assert "       taken back by entry 14\n" in told
    assert "       takes back 12\n" in told
    assert "       reason: wrong State\n" in told
    assert "registered, without effect" in told


def test_a_role_sees_what_it_has_to_do(submitted: Desk) -> None:
    """Where it has the ball, or may act."""
    lines = submitted.ok("todo", "--role", "team", "--party", "France").out.splitlines()

    assert [line.split("\t")[:4] for line in lines[1:]] == [
        ["fra/MEX", "Mexico", "fra/MEX", "expert_analysis"]
    ]


def test_a_step_and_a_date_are_derived_with_paragraphs(submitted: Desk) -> None:
    """Numbered."""
    step = submitted.ok("why", "fra/MEX").out
    limit = submitted.ok("why", "fra/MEX", "--deadline", "expert_analysis").out

    assert step.startswith("Why does fra/MEX stand in 'expert_analysis'?\n")
    assert "\n  1. " in step
    assert "[C 15] (entry 12)" in step
    assert "Saturday 5 June 2027" in limit
    assert submitted.type("why", "fra/MEX", "--deadline", "expert").code == 5


def test_limits_and_drafts_are_listed(submitted: Desk) -> None:
    """One on each line."""
    limits = submitted.ok("deadline", "list", "fra", "--open").out.splitlines()
    drafts = submitted.ok("outbox", "list", "fra", "--json").data["drafts"]

    assert [line.split("\t")[:3] for line in limits[1:]] == [
        ["fra/MEX:expert_analysis:1", "Mexico", "2027-06-05"]
    ]
    assert [draft["to"] for draft in drafts] == ["state_under_review", "team"]


@pytest.mark.parametrize(
    "words",
    [
        ("status", "fro"),
        ("review", "list", "fro"),
        ("review", "show", "fra/Mexco"),
        ("review", "history", "fra/XXX"),
        ("todo", "--role", "team", "--cycle", "fro"),
        ("deadline", "list", "fro"),
        ("outbox", "list", "fro"),
    ],
)
def test_what_is_unknown_is_told(desk: Desk, words: tuple[str, ...]) -> None:
    """Exit code 5, and what is near."""
    typed = desk.type(*words)

    assert (typed.code, typed.out) == (5, "")
    assert "  hint: " in typed.err


@pytest.mark.parametrize("option", ["--as-of", "--as-known"])
def test_a_day_that_is_none_is_told(desk: Desk, option: str) -> None:
    """Exit code 2."""
    assert desk.type("status", "fra", option, "yesterday").code == 2
