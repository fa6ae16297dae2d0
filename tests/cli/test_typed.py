"""What is typed and cannot be meant: empty values, signs nobody sees, odd dates and numbers."""

import pytest

from tests.cli.desk import Desk, record

TOLD = record("fra/MEX", "communicate", "MEX", "state_under_review")
EMPTY = (
    ("status", "--today", ""),
    ("status", "--store", ""),
    ("status", "--as-of", ""),
    ("status", "--as-known", ""),
)
UNSEEN = {
    "a fact": ((*TOLD, "--fact", "assistance_need=a\x1b[31mb"), "E140 --fact"),
    "a reason": (("review", "annul", "9", "--reason", "a\x08b"), "E140 --reason"),
    "a note": (("review", "bind", "fra/MEX", "team", "x9@DEU", "--note", "a\nb"), "E140 --note"),
    "a name": (("review", "bind", "fra/MEX", "team", "x9@DEU", "--name", "a\rb"), "E140 --name"),
    "an id of a command": ((*TOLD, "--command-id", "a b"), "E141 --command-id 'a b'"),
    "an account": ((*TOLD, "--account", "a\nb", "--fact", "assistance_need=x"), "E142 account"),
}


@pytest.mark.parametrize("words", EMPTY, ids=lambda words: words[1])
def test_an_option_that_is_given_empty_says_so(desk: Desk, words: tuple[str, ...]) -> None:
    """An unset variable of a script is no wish for the default."""
    typed = desk.type(*words)

    assert typed.code == 2
    assert "it is empty; write one, or leave the option away" in typed.err


@pytest.mark.parametrize("case", UNSEEN)
def test_a_sign_that_nobody_sees_is_not_recorded(desk: Desk, case: str) -> None:
    """No text forges a line, and no store is given what it cannot keep."""
    words, told = UNSEEN[case]
    typed = desk.type(*words)

    assert typed.code == 2
    assert told in typed.err


@pytest.mark.parametrize("today", ["20270502", "2027-W18-7", "2027-05-02 10:30", "2027-05-02T10"])
def test_a_moment_has_one_form(desk: Desk, today: str) -> None:
    """Year-month-day, and hours and minutes after a T."""
    for option in ("--today", "--as-known"):
        typed = desk.type("status", option, today, on="2027-06-01")

        assert (typed.code, "E107" in typed.err) == (2, True), typed


def test_a_day_that_the_calendar_lacks_is_not_offered(desk: Desk) -> None:
    """31/04 is no day either way round; 31/05 is one."""
    none = desk.type("status", "--as-of", "31/04/2027")
    one = desk.type("status", "--as-of", "31/05/2027")

    assert "and a day that the calendar has" in none.err
    assert "hint: write year-month-day: 2027-05-31\n" in one.err


def test_a_party_typed_by_its_code_has_no_namesake(desk: Desk) -> None:
    """Who types NER does not mean Nigeria."""
    named = ("review", "show", "fra/NER")

    act = ("appoint_team", "secretariat", "secretariat", "--dry-run")
    assert "note:" not in desk.type(*record("fra/NER", *act)).err
    assert "note: Niger" in desk.type(*record("fra/Niger", *act)).err
    assert desk.ok(*named)


PROJECT = {
    "store = 3\n": "peer-review.toml: S005 'store' is 3, which is not the name of a store",
    'stroe = "x.db"\n': "peer-review.toml: S004 'stroe' is not a key of the project file\n"
    "  hint: did you mean 'store'?",
}


@pytest.mark.parametrize("text", PROJECT)
def test_a_slip_in_the_project_file_names_file_and_key(empty: Desk, text: str) -> None:
    """It is not passed over as if no store were named."""
    (empty.folder / "peer-review.toml").write_text(text)
    typed = empty.type("cycle", "list")

    assert typed.code == 2
    assert PROJECT[text] in typed.err


def test_a_store_in_a_folder_that_is_not_there_is_not_made(empty: Desk) -> None:
    """It says what to make first."""
    typed = empty.type("store", "init", "--rehearsal", "--store", "nodir/x.db")

    assert typed.code == 2
    assert "the folder 'nodir' is not there\n  hint: make it first: mkdir" in typed.err


def test_what_forbids_an_act_has_its_rule_and_what_helps(desk: Desk) -> None:
    """Bound already (R021), not of that role (R008), nothing to take back (R032)."""
    bound = desk.type("review", "bind", "fra/MEX", "team", "x1@FRA")
    said = desk.type(
        *record("fra/MEX", "communicate", "x1@FRA", "team", "--fact", "assistance_need=x")
    )
    back = desk.type("review", "annul", "0", "--reason", "x")
    refused = desk.type("review", "annul", "12", "--reason", "x")

    for typed, code in ((bound, "R021"), (said, "R008"), (refused, "R032")):
        line = next(line for line in typed.err.splitlines() if code in line)
        assert line.endswith("]"), typed
        assert f"{line}\n  hint: " in typed.err
    assert back.code == 5


def test_one_review_that_is_open_is_one(desk: Desk) -> None:
    """The last one left keeps a cycle open."""
    desk.ok(
        *("cycle", "open", "one", "--definition", "skeleton-2009", "--on", "2027-01-04"),
        *("--select", "MEX"),
    )
    assert "S026 1 of its reviews is open: one/MEX" in desk.type("cycle", "close", "one").err


def test_a_fact_that_is_given_empty_tells_nothing(desk: Desk) -> None:
    """Alone it is as good as none; beside another it is passed over."""
    none = desk.type(*TOLD)
    empty = desk.type(*TOLD, "--fact", "assistance_need= ")
    both = ("--fact", "assistance_need=", "--fact", "assistance_need=experts")

    assert "E110 'communicate' records facts or documents" in none.err
    assert (empty.code, empty.err) == (2, none.err)
    assert desk.ok(*TOLD, *both)
