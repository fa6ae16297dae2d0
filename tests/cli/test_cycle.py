"""Cycles: opened, listed, shown, closed."""

from tests.cli.desk import Desk, banner
from tests.support.designs import LATE_NOTE

OPEN = ("cycle", "open", "two", "--definition", "france-2009", "--on", "2027-02-01")


def test_opening_a_cycle_says_what_it_is_and_what_to_type_next(fresh: Desk) -> None:
    """A launch may lie in the future; the list of parties is named with its date."""
    typed = fresh.ok(*OPEN, "--select", "Mexico,Ivory Coast,Türkiye", "--decision", "D 9/1")

    assert typed.err == banner()
    assert typed.out == (
        "cycle two: 3 reviews under france-2009 version 1, Mon 2027-02-01\n"
        "  parties: shipped list, status at 21 March 2014\n"
        "next: peer-review status two\n"
    )


def test_a_cycle_ahead_is_to_be_launched_and_so_is_its_review(fresh: Desk) -> None:
    """Until the day, nothing is told to be so already."""
    fresh.ok(*OPEN, "--select", "MEX")
    shown = fresh.ok("review", "show", "two/MEX").out
    later = fresh.ok("review", "show", "two/MEX", on="2027-02-01").out

    assert "; to be launched Mon 2027-02-01; open\n" in shown
    assert "  two/MEX is to be launched on 1 February 2027\n" in shown
    assert "; launched Mon 2027-02-01; open\n" in later


def test_a_cycle_of_an_adopted_design_rests_on_the_decision_that_adopted_it(fresh: Desk) -> None:
    """Where no other was named."""
    adopted = LATE_NOTE.replace("status: illustration", "status: active\ndecision: CTOC 9/1")
    (fresh.folder / "adopted.yaml").write_text(adopted, encoding="utf-8")
    words = ("cycle", "open", "two", "--definition", "adopted.yaml", "--on", "2027-02-01")
    typed = fresh.ok(*words, "--select", "MEX", "--dry-run")

    assert "  it rests on the decision of its definition: CTOC 9/1\n" in typed.out


def test_a_dry_run_opens_nothing(fresh: Desk) -> None:
    """Equal to the real one but for the last line."""
    typed = fresh.ok(*OPEN, "--select", "MEX", "--dry-run")

    assert typed.out == (
        "cycle two: 1 review under france-2009 version 1, Mon 2027-02-01\n"
        "  parties: shipped list, status at 21 March 2014\n"
        "  it rests on no decision that was named\n"
        "nothing written (--dry-run)\n"
    )
    assert fresh.ok("cycle", "list", "--json").data["cycles"] == []


def test_a_sample_is_the_same_for_the_same_seed(fresh: Desk) -> None:
    """Anybody can make it again."""
    once = fresh.ok(*OPEN, "--select", "sample:5:seed", "--dry-run", "--json").data
    again = fresh.ok(*OPEN, "--select", "sample:5:seed", "--dry-run", "--json").data

    assert once["reviews"] == again["reviews"]
    assert len(once["reviews"]) == 5


def test_parties_may_come_from_files(fresh: Desk) -> None:
    """A list of parties, and one party on each line."""
    (fresh.folder / "invented.csv").write_text(
        "iso3,name,regional_group,untoc\nXAA,Arcadia,african,2020-01-01\n"
        "XBB,Borduria,none,2020-01-01\n"
    )
    (fresh.folder / "wanted.txt").write_text("Borduria  # the first\n")

    typed = fresh.ok(*OPEN, "--parties", "invented.csv", "--select", "wanted.txt", "--json")

    assert typed.data["reviews"] == ["two/XBB"]


def test_a_file_of_parties_with_problems_names_each_line(fresh: Desk) -> None:
    """All at once."""
    (fresh.folder / "bad.csv").write_text("iso3,name,regional_group,untoc\nxx,A,african,1.1.2020\n")

    typed = fresh.type(*OPEN, "--parties", "bad.csv")

    assert (typed.code, typed.out) == (2, "")
    assert typed.err == (
        "bad.csv: P010 line 2: 'xx' is not a code\n"
        "  hint: a code is three capital letters: 'MEX'\n"
        "bad.csv: P010 line 2: '1.1.2020' under 'untoc' is not a date\n"
        "  hint: write year-month-day: '2003-03-04'; leave the cell empty without a deposit\n"
    )


def test_cycles_are_listed_one_on_each_line_on_a_pipe(desk: Desk) -> None:
    """With a line of names, apart by tabs."""
    assert desk.ok("cycle", "list").out == (
        "id\ttitle\tdefinition\tversion\tlaunched_on\tstatus\topen_reviews\treviews\n"
        "fra\tCountry review as proposed by France in 2009\tfrance-2009\t1\t2027-01-04\topen"
        "\t5\t5\n"
    )


def test_a_cycle_is_shown_with_its_design_and_parties(desk: Desk) -> None:
    """The hash pins the design."""
    digest = str(desk.ok("cycle", "show", "fra", "--json").data["cycle"]["definition_hash"])

    assert desk.ok("cycle", "show", "fra").out == (
        "cycle fra: Country review as proposed by France in 2009\n"
        f"  definition  france-2009 version 1 (proposal) {digest[:12]}\n"
        "  launched    Mon 2027-01-04\n"
        "  decision    none named\n"
        "  parties     shipped list, status at 21 March 2014\n"
        "  reviews     5, of them 5 open\n"
        "  status      open\n"
        "next: peer-review status fra\n"
    )


def test_a_cycle_is_closed_when_its_reviews_are_final(fresh: Desk) -> None:
    """By decision here, to be short."""
    fresh.ok(*OPEN, "--select", "MEX", on="2027-02-01")
    for review, end in (("two/MEX", "closed"), ("two/_summary", "considered")):
        why = ("--decision", "D", "--reason", "r")
        fresh.ok("review", "override", review, "--to", end, *why, on="2027-02-02")

    tried = fresh.ok("cycle", "close", "two", "--dry-run", on="2027-02-03")
    done = fresh.ok("cycle", "close", "two", on="2027-02-03")

    assert tried.out == "cycle two: open → closed\nnothing written (--dry-run)\n"
    assert done.out == "cycle two: open → closed\nnext: peer-review audit checkpoint\n"
    assert "closed, closed Wed 2027-02-03" in fresh.ok("cycle", "show", "two", on="2027-02-03").out
