"""Recording: what changed, what follows, and what to type next."""

from tests.cli.desk import Desk, banner, record
from tests.support.tracks import TRACKS

SUBMIT = record(
    "fra/Mexico", "submit", "MEX", "state_under_review", "--document", "responses=answers.pdf"
)
FOLLOWS = """\
  fra/MEX: self_assessment → expert_analysis, since Fri 2027-03-05
  time limit fra/MEX:expert_analysis:1: due Sat 2027-06-05 (team)
  time limit fra/MEX:self_assessment:1: met Fri 2027-03-05, due Sun 2027-07-04
  document fra/MEX@responses:1: received Fri 2027-03-05, dated Fri 2027-03-05
  draft for clearance, to team: Review fra/MEX (Mexico): expert analysis began on 5 March 2027. \
The contribution of the team is awaited by 5 June 2027.
"""


def test_a_record_says_what_changed_and_what_follows(desk: Desk) -> None:
    """Step, dates with their weekday, documents, drafts, and the next command."""
    typed = desk.type(*SUBMIT, on="2027-03-05")

    assert typed.code == 0
    assert typed.err == banner("2027-03-05")
    assert typed.out == (
        "entry 12: event.recorded submit, fra/MEX, by MEX as state_under_review, Fri 2027-03-05\n"
        f"{FOLLOWS}next: peer-review review show fra/MEX\n"
    )


def test_a_dry_run_says_the_same_and_writes_nothing(desk: Desk) -> None:
    """Equal to the real one, but for the entry that is not there."""
    typed = desk.type(*SUBMIT, "--dry-run", on="2027-03-05")

    assert typed.code == 0
    assert typed.out == f"{FOLLOWS}nothing written (--dry-run)\n"
    assert desk.ok("store", "info", "--json").data["entries"] == 12


def test_a_record_as_json_holds_entries_and_rows(desk: Desk) -> None:
    """For scripts: what was appended, and every row that changed."""
    data = desk.ok(*SUBMIT, "--json", on="2027-03-05").data

    assert data["format"] == 0
    assert data["rehearsal"] is True
    assert [entry["kind"] for entry in data["entries"]] == ["event.recorded"]
    assert {row["table"] for row in data["rows"]} == {
        *("review", "instance", "stay", "deadline", "document", "message")
    }


def test_a_command_with_an_id_is_done_once(desk: Desk) -> None:
    """A clerk who types it again does no harm."""
    desk.ok(*SUBMIT, "--command-id", "note-7", on="2027-03-05")
    again = desk.ok(*SUBMIT, "--command-id", "note-7", on="2027-03-05")

    assert again.out == (
        "this command was given before; nothing was done twice\n"
        "entry 12: event.recorded submit, fra/MEX, by MEX as state_under_review, Fri 2027-03-05\n"
        "next: peer-review review show fra/MEX\n"
    )


def test_a_document_may_come_from_standard_input(desk: Desk) -> None:
    """`-` is what it is everywhere."""
    words = record("fra/MEX", "submit", "MEX", "state_under_review", "--document", "responses=-")

    assert desk.type(*words, given=b"answers").code == 0


def test_need_for_assistance_can_be_told_in_any_step(desk: Desk) -> None:
    """`communicate` records facts and moves nothing."""
    typed = desk.ok(
        *record("fra/NER", "communicate", "NER", "state_under_review"),
        *("--fact", "assistance_need=training = courses"),
    )

    assert typed.out == (
        "entry 12: event.recorded communicate, fra/NER, by NER as state_under_review, "
        "Mon 2027-01-04\n"
        "  fact assistance_need: recorded, Mon 2027-01-04\n"
        "next: peer-review review show fra/NER\n"
    )


def test_a_twin_is_echoed_before_anything_is_written(desk: Desk) -> None:
    """Niger is not Nigeria."""
    typed = desk.type("review", "bind", "fra/Niger", "team", "x9@Austria", "--dry-run")

    assert typed.code == 0
    assert typed.err == (
        f"{banner()}note: Niger (NER, african) — not Nigeria (NGA, african)\n"
        "note: Austria (AUT, western_european_others) — not Australia (AUS, "
        "western_european_others)\n"
    )


def test_binding_and_vacating_say_who_holds_the_role(desk: Desk) -> None:
    """From when, until when; the person's name is nowhere."""
    bound = desk.ok(
        *("review", "bind", "fra/NER", "team", "x3@KEN", "--name", "Ada Example"),
        *("--from", "2027-01-02", "--note", "NV 9"),
    )
    vacated = desk.ok("review", "vacate", "fra/NER", "team", "x3@KEN", "--reason", "left")

    assert bound.out == (
        "entry 12: role.bound, fra/NER, by secretariat as secretariat, Sat 2027-01-02\n"
        "  role team: x3@KEN from Sat 2027-01-02\n"
        "next: peer-review review show fra/NER\n"
    )
    assert "  role team: x3@KEN from Sat 2027-01-02, until Mon 2027-01-04\n" in vacated.out


def test_the_regional_rule_is_shown_where_it_does_not_bind(desk: Desk) -> None:
    """The European Union sits in no regional group."""
    desk.ok("review", "bind", "fra/EUE", "team", "x4@KEN")
    typed = desk.ok(*record("fra/EUE", "appoint_team", "secretariat", "secretariat"))

    assert "note: the rule 'at least 1 of the regional group of the State under review'" in (
        typed.out
    )
    assert "European Union belongs to no regional group" in typed.out


def test_a_state_joins_a_protocol_and_a_reviewer_is_bound_for_one_instrument(fresh: Desk) -> None:
    """The answer says from when; the extra reviewer is for that instrument alone."""
    rules = fresh.folder / "tracks.yaml"
    rules.write_text(TRACKS, encoding="utf-8")
    opened = ("cycle", "open", "x", "--definition", str(rules), "--on", "2027-01-04")
    fresh.ok(*opened, "--select", "COL")
    fresh.ok("review", "bind", "x/COL", "reviewers", "BOL")

    joined = fresh.ok(
        *("review", "join", "x/Colombia", "som", "--deposited", "2027-01-20", "--note", "C.N. 5"),
        on="2027-01-25",
    )
    early = fresh.type(
        *("review", "record", "x/COL/som", "answer", "--as", "COL", "--role", "state"),
        on="2027-01-26",
    )
    bound = fresh.ok("review", "bind", "x/COL", "extra", "FRA", "--for", "som", on="2027-03-01")

    assert "som is in force for Colombia from 2027-02-19; it is under review from" in joined.out
    assert early.code == 5
    assert "'som' is not under review before 2027-02-19" in early.err
    assert "role extra: FRA from" in bound.out
