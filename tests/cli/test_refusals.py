"""What a rule forbids, and what cannot be read: what, where, which rule, and what would help.

Whole messages, because a person acts on them.
"""

import pytest

from tests.cli.desk import Desk, banner, record

ANSWERS = ("--document", "responses=answers.pdf")
CASES = {
    "wrong role": (
        record("fra/MEX", "submit", "x1@FRA", "team", *ANSWERS),
        4,
        """\
fra/MEX: not recorded:
- R002 'submit' is for state_under_review, not for 'team' [C 15]
  hint: record it with --role state_under_review
entry 12 of the log says so; nothing else changed
""",
    ),
    "role never bound": (
        record("fra/CIV", "appoint_team", "registry", "secretariat"),
        4,
        """\
fra/CIV: not recorded:
- R001 role 'secretariat' is not held by 'registry' on 2027-01-04 [C 22]
  hint: held on that day by secretariat
- R011 role 'team' is held by nobody yet [C 9 15]
  hint: peer-review review bind fra/CIV team ACTOR@PARTY --note REF
entry 12 of the log says so; nothing else changed
""",
    ),
    "event not enabled": (
        record("fra/MEX", "write_draft", "x1@FRA", "team"),
        3,
        """\
fra/MEX: not recorded:
- R003 'write_draft' belongs to dialogue, visit; fra/MEX stands in 'self_assessment' [C 16]
  hint: possible in 'self_assessment': submit
entry 12 of the log says so; nothing else changed
""",
    ),
    "missing document": (
        record("fra/MEX", "submit", "MEX", "state_under_review"),
        3,
        """\
fra/MEX: registered, without effect:
- R004 'submit' comes with the document 'responses', which is missing [C 15]
  hint: --document responses=FILE
entry 12 of the log says so; nothing else changed
""",
    ),
    "unknown review": (
        record("fra/Mexco", "submit", "MEX", "state_under_review"),
        5,
        """\
P020 no party is called 'Mexco'
  hint: did you mean Mexico (MEX) or Monaco (MCO)?
""",
    ),
    "unknown cycle": (
        record("fre/MEX", "submit", "MEX", "state_under_review"),
        5,
        """\
E002 no cycle 'fre', so no review 'fre/MEX'
  hint: did you mean 'fra'?
""",
    ),
    "unknown event": (
        record("fra/MEX", "submti", "MEX", "state_under_review"),
        2,
        """\
fra/MEX: E101 event 'submti' is not in definition 'france-2009'
  hint: did you mean 'submit'?
""",
    ),
    "a person's name": (
        record("fra/MEX", "submit", "Ana Example", "state_under_review"),
        2,
        """\
E106 'Ana Example' is no actor: an id (a-z 0-9 . _ -), an id@PARTY, or a party
  hint: a person's name goes with review bind --name, where it can be erased
P020 no party is called 'Ana Example'
  hint: write the code, or a name of the roster: 'peer-review party list'
""",
    ),
    "a day of another form": (
        record("fra/MEX", "submit", "MEX", "state_under_review", "--dated", "3/4/2027"),
        2,
        """\
E107 --dated '3/4/2027' is not a day
  hint: write year-month-day: 2027-04-03 or 2027-03-04
""",
    ),
    "a year that can only be a slip": (
        ("deadline", "move", "fra/MEX:self_assessment", "--to", "9999-12-31"),
        2,
        "E107 --to '9999-12-31' lies outside the years 1900 to 2999\n  hint: check the year\n",
    ),
    "a value of another kind": (
        record("fra/MEX", "communicate", "MEX", "state_under_review", "--fact", "visit_consent=ok"),
        2,
        """\
E108 fact 'visit_consent' is a consent; 'ok' is not one of its values
  hint: known here: given, withdrawn
""",
    ),
    "a stale version": (
        record("fra/MEX", "submit", "MEX", "state_under_review", "--if-version", "1", *ANSWERS),
        7,
        """\
fra/MEX: C001 seen at version 1, but now at version 4: fra/MEX stands in 'self_assessment'
  hint: look again: peer-review review show fra/MEX
""",
    ),
    "a clock that goes back": (
        ("--today", "2027-01-03", "review", "bind", "fra/MEX", "team", "x5@KEN"),
        3,
        """\
not recorded:
- S012 the rehearsal's clock stands at 2027-01-04 and never goes back to 2027-01-03 \
[house rule]
  hint: --today 2027-01-04 or later
nothing written
""",
    ),
    "a cycle that is there": (
        ("cycle", "open", "fra", "--definition", "france-2009", "--on", "2027-01-04"),
        7,
        "fra: C003 cycle 'fra' is there already\n",
    ),
    "a cycle with open reviews": (
        ("cycle", "close", "fra"),
        3,
        """\
fra: not recorded:
- S026 6 of its reviews are open: fra/CIV, fra/EUE, fra/MEX, fra/NER, fra/NGA …
  hint: peer-review status fra
entry 12 of the log says so; nothing else changed
""",
    ),
    "no party on that day": (
        (
            *("cycle", "open", "two", "--definition", "france-2009", "--on", "2027-01-04"),
            *("--select", "Japan"),
        ),
        3,
        """\
two: not recorded:
- S024 Japan is party to none of untoc, tip, som, firearms on 2027-01-04 [art. 38 para 2: \
thirtieth day after deposit; protocols assumed]
  hint: no deposit is recorded for it
entry 12 of the log says so; nothing else changed
""",
    ),
    "an unknown step": (
        ("review", "override", "fra/MEX", "--to", "drft", "--decision", "D 1", "--reason", "r"),
        2,
        "fra/MEX: E112 step 'drft' is not in chart 'review'\n  hint: did you mean 'draft'?\n",
    ),
    "an unknown time limit": (
        ("deadline", "move", "fra/MEX:self_assesment", "--to", "2027-09-01"),
        5,
        "fra/MEX: E006 no time limit 'fra/MEX:self_assesment'\n"
        "  hint: did you mean 'fra/MEX:self_assessment:1'?\n",
    ),
    "an unknown entry": (
        ("audit", "show", "99"),
        5,
        "E005 no entry 99: the log holds 0 to 11\n",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_refusal_says_what_where_which_rule_and_what_helps(desk: Desk, case: str) -> None:
    """Standard error holds all of it, standard output nothing."""
    words, code, message = CASES[case]

    typed = desk.type(*words)

    assert typed.err.split("\n", 1)[1] == message
    assert (typed.code, typed.out) == (code, "")


def test_missing_agreement_is_told_with_its_paragraph(desk: Desk) -> None:
    """A visit takes place only as necessary and with the agreement of the State."""
    submit = record("fra/MEX", "submit", "MEX", "state_under_review", *ANSWERS)
    desk.ok(*submit, on="2027-03-05")
    desk.ok(*record("fra/MEX", "open_dialogue", "x1@FRA", "team"), on="2027-04-05")

    typed = desk.type(*record("fra/MEX", "begin_visit", "x1@FRA", "team"), on="2027-04-06")

    assert typed.code == 3
    assert typed.err == (
        f"{banner('2027-04-06')}fra/MEX: not recorded:\n"
        "- R005 a visit takes place only as necessary and with the agreement of the State under "
        "review [C 15]\n"
        "  hint: not so yet: visit_purpose is recorded; visit_consent is given\n"
        "entry 14 of the log says so; nothing else changed\n"
    )


def test_an_act_behind_the_file_names_the_entry_to_correct(desk: Desk) -> None:
    """`on` may not lie before the last change of the same chart."""
    desk.ok(*record("fra/MEX", "submit", "MEX", "state_under_review", *ANSWERS), on="2027-03-05")

    typed = desk.type(
        *record("fra/MEX", "open_dialogue", "x1@FRA", "team", "--received", "2027-03-01"),
        on="2027-04-06",
    )

    assert typed.code == 3
    assert typed.err == (
        f"{banner('2027-04-06')}fra/MEX: not recorded:\n"
        "- R006 dated 2027-03-01, behind the file: fra/MEX last changed on 2027-03-05 and takes "
        "acts from 2027-03-05 on [design: on is not before the last change of the same chart "
        "instance]\n"
        "  hint: correct what was recorded: peer-review review correct 12\n"
        "entry 13 of the log says so; nothing else changed\n"
    )


def test_an_unknown_party_of_a_selection_is_told_with_near_names(desk: Desk) -> None:
    """Nothing is guessed."""
    typed = desk.type(
        *("cycle", "open", "two", "--definition", "france-2009", "--on", "2027-01-04"),
        *("--select", "Nigar,Mexico"),
    )

    assert (typed.code, typed.out) == (5, "")
    assert typed.err == (
        "P020 no party is called 'Nigar'\n  hint: did you mean Niger (NER) or Nigeria (NGA)?\n"
    )


def test_a_hand_set_date_writes_nothing_in_a_real_store(empty: Desk) -> None:
    """Neither when it is made nor later; the store says what would help."""
    at_birth = empty.type("store", "init")
    made = Desk(folder=empty.folder, day=None).type("store", "init")
    later = empty.type("cycle", "open", "a", "--definition", "france-2009", "--on", "2027-01-04")

    rule = (
        "S011 --today sets the clock of a rehearsal; this store is real [house rule]\n"
        "  hint: leave --today away; --as-of DATE shows another day, and --as-known what was "
        "known then\n"
    )
    assert (at_birth.code, at_birth.err) == (2, rule)
    assert made.code == 0
    assert (later.code, later.err) == (2, rule)


@pytest.mark.parametrize(
    "words", [("status",), ("cycle", "list"), ("deadline", "list"), ("audit", "verify"), ("tick",)]
)
def test_a_hand_set_date_reads_nothing_of_a_real_store(empty: Desk, words: tuple[str, ...]) -> None:
    """No banner says that a clock was set which was not."""
    Desk(folder=empty.folder, day=None).ok("store", "init")

    typed = empty.type(*words)

    assert (typed.code, typed.out) == (2, "")
    assert typed.err.startswith("S011 --today sets the clock of a rehearsal")


def test_a_design_that_no_conference_adopted_runs_in_no_real_store(empty: Desk) -> None:
    """France's is a proposal."""
    real = Desk(folder=empty.folder, day=None)
    real.ok("store", "init")

    typed = real.type("cycle", "open", "a", "--definition", "france-2009", "--on", "2027-01-04")

    assert typed.code == 3
    assert typed.err == (
        "store desk · audience: desk\na: not recorded:\n"
        "- S022 house rule: definition 'france-2009' has status 'proposal'; only one that the "
        "Conference adopted runs in a real store [inspired by C 8]\n"
        "  hint: rehearse it: peer-review store init --rehearsal\n"
        "entry 1 of the log says so; nothing else changed\n"
    )


def test_a_command_without_a_store_says_how_to_name_one(empty: Desk) -> None:
    """Flag, variable or project file."""
    nowhere = empty.type("--store", "absent.db", "cycle", "list")

    assert (nowhere.code, nowhere.out) == (2, "")
    assert "there is no such file" in nowhere.err
