"""Votes, languages, lengths, agreed dates and second keys, as a clerk types them."""

from pathlib import Path

from tests.cli.desk import Desk, record
from tests.service.test_agreed import AGREED
from tests.service.test_intake import TAKEN_IN
from tests.support.plenary import DECIDED

MEMBER = "member of plenary"


def opened(desk: Desk, text: str) -> None:
    """A cycle of one review under the definition *text*."""
    Path("design.yaml").write_text(text, encoding="utf-8")
    for name in ("report.en", "report.fr", "objection"):
        Path(name).write_text(name, encoding="utf-8")
    desk.ok("store", "init", "--rehearsal")
    desk.ok(*("cycle", "open", "t", "--definition", "./design.yaml", "--on", "2027-01-04"), *_MEX)
    if "team" in text:
        desk.ok("review", "bind", "t/MEX", "team", "x1@FRA")


_MEX = ("--select", "MEX")


def test_members_vote_and_the_receipt_says_the_arithmetic(empty: Desk) -> None:
    """Bound as members, each with a choice; the last vote decides."""
    opened(empty, DECIDED)
    for member in ("FRA", "BRA", "DEU"):
        empty.ok("review", "bind", "t/MEX", MEMBER, member)
    paper = ("--document", "report=report.en", "--language", "report=en")
    typed = empty.ok(*record("t/MEX", "submit", "x1@FRA", "team", *paper))
    assert "  vote t/MEX^adoption:1: open, 3 may vote\n" in typed.out
    for member in ("FRA", "BRA"):
        empty.ok(*record("t/MEX", "vote", member, MEMBER, "--choice", "for"))
    typed = empty.ok(*record("t/MEX", "vote", "DEU", MEMBER, "--choice", "against"))

    assert "  DEU: against, counts\n" in typed.out
    assert (
        "  vote t/MEX^adoption:1: carried\n"
        "    2 for, 1 against, 0 abstaining; 0 of 3 entitled did not vote.\n"
    ) in typed.out
    assert "t/MEX: adoption → circulation" in typed.out
    shown = empty.ok("review", "show", "t/MEX")
    assert "silence in circulation, opened on 4 January 2027: open" in shown.out
    french = ("--document", "report=report.fr", "--language", "report=fr")
    typed = empty.ok(*record("t/MEX", "communicate", "x1@FRA", "team", *french))
    assert "time limit t/MEX:circulation:1: due Mon 2027-01-18 (plenary)" in typed.out
    assert empty.ok("audit", "verify").code == 0


def test_two_versions_come_with_one_act_each_in_its_language(empty: Desk) -> None:
    """In the order in which they are given."""
    opened(empty, DECIDED)
    both = (
        *("--document", "report=report.en", "--document", "report=report.fr"),
        *("--language", "report=en", "--language", "report=fr"),
    )
    empty.ok(*record("t/MEX", "submit", "x1@FRA", "team", *both))
    shown = empty.ok("review", "show", "t/MEX").out
    assert "t/MEX@report:1: received Mon 2027-01-04, dated Mon 2027-01-04, en," in shown
    assert "t/MEX@report:2: received Mon 2027-01-04, dated Mon 2027-01-04, fr," in shown


def test_a_slip_in_an_option_is_said_with_what_is_near(empty: Desk) -> None:
    """Nothing is written, exit code 2."""
    opened(empty, DECIDED)
    empty.ok("review", "bind", "t/MEX", MEMBER, "FRA")
    paper = ("--document", "report=report.en")
    for more, said in (
        (("--language", "report=it"), "E119 document 'report' does not come in the language 'it'"),
        (("--language", "paper=en"), "F005 --language names the document 'paper'"),
        (("--length", "report=long"), "F007 --length of 'report' is 'long', which is no number"),
        (("--choice", "for"), "E117 'submit' is no vote; --choice 'for' has no meaning in it"),
        (("--agreed", "2027-03-01"), "E121 'submit' agrees no date; --agreed 2027-03-01"),
    ):
        typed = empty.type(*record("t/MEX", "submit", "x1@FRA", "team", *paper, *more))
        assert typed.code == 2
        assert said in typed.err


def test_a_document_that_is_too_long_is_not_recorded(empty: Desk) -> None:
    """With exit code 3, and the limit in its words."""
    opened(empty, TAKEN_IN)
    paper = ("--document", "answers=report.en", "--length", "answers=501")
    typed = empty.type(*record("t/MEX", "answer", "MEX", "state", *paper))
    assert typed.code == 3
    assert "registered, without effect" in typed.err
    assert "R064 'answers' may have 500 words; this one has 501" in typed.err


def test_an_agreed_date_is_shown_beside_the_rule(empty: Desk) -> None:
    """The note says how far they are apart."""
    opened(empty, AGREED)
    words = record("t/MEX", "agree_date", "MEX", "state", "--agreed", "2027-04-19")
    typed = empty.ok(*words)
    assert "time limit t/MEX:draft:1: due Mon 2027-04-19 (team)" in typed.out
    assert (
        "note: 19 April 2027 is agreed for 'draft'; "
        "the rule alone gave 29 March 2027, 21 days earlier"
    ) in typed.out
