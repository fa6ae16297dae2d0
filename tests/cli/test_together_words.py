"""What a definition decides together, as its tables say it, and what a draft asks that has come."""

from tests.cli.desk import Desk, record
from tests.support.designs import HEAD

DESIGN = (
    HEAD.replace(
        "documents:\n",
        "documents:\n  memo: {from: state, languages: [en, fr], "
        "limit: 3 pages, seen_by: [team], basis: S 4}\n",
    ).replace("roles:\n", "roles:\n  council: {is: body, basis: S 2}\n")
    + """\
charts:
  review:
    initial: asked
    states:
      asked:
        holder: state
        due: 4 weeks
        basis: S 5
      voting:
        holder: council
        vote: {by: council, carried: [more than 1/2 of cast], then: {carried: reading, lost: asked}}
        basis: S 6
      reading: {holder: team, capacity: 3, opens: part, join: any, then: closed, basis: S 6}
      closed: {final: true, basis: S 6}
    events:
      answer: {from: asked, by: state, with: memo, release: team, at_most: 2, to: voting}
      cast: {from: voting, by: member of council, choice: [for, against]}
  part:
    per: item
    initial: open
    states:
      open: {holder: team, basis: S 7}
      done: {final: true, basis: S 7}
    events:
      finish: {from: open, by: team, to: done}
"""
)


def test_the_tables_say_joins_votes_second_keys_and_limits(desk: Desk) -> None:
    """Nothing that moves a review is left out, and after a vote nobody just waits."""
    (desk.folder / "design.yaml").write_text(DESIGN, encoding="utf-8")

    told = desk.ok("definition", "show", "design.yaml").out

    flat = " ".join(told.split())
    assert "opens part, join any → closed; 3" in flat
    assert "released by team; at" in flat
    assert "from state; in en, fr; at most 3 pages" in flat
    assert "votes and silences" in flat
    assert "carried by more than 1/2 of cast" in flat


def test_a_draft_that_asks_for_what_came_says_so(desk: Desk) -> None:
    """An answer of the last day that is recorded later: the reminder is not to go out."""
    answers = ("MEX", "state_under_review", "--document", "responses=answers.pdf")
    desk.ok(
        *record("fra/MEX", "submit", *answers, "--received", "2027-07-04"),
        on="2027-07-06",
    )

    drafts = desk.ok("outbox", "list", "fra", "--json", on="2027-07-06").data["drafts"]

    assert isinstance(drafts, list)
    about = [d for d in drafts if d["about"] == "fra/MEX:self_assessment:1"]
    assert {d["status"] for d in about} == {"met since"}
