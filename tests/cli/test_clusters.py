"""Clusters, groups and rounds from the shell: what the page on the language says of them."""

import pytest

from tests.cli.desk import Desk, record

FIRST = """\
definition: cluster-one
version: 1
language: 1
title: The first cluster
status: illustration
sources: {S: "Rules"}
roles:
  state:  {is: party under review, basis: S 1}
  office: {is: secretariat, basis: S 1}
documents:
  answers: {sections: [chapter_1], seen_by: office, basis: S 2}
charts:
  review:
    initial: answering
    states:
      answering: {holder: state, due: 6 months (S 3), basis: S 3}
      closed: {final: true}
    events:
      answer: {from: answering, by: state, with: answers, to: closed}
"""
SECOND = """\
extends: ./one.yaml
definition: cluster-two
version: 1
language: 1
title: The second cluster
status: illustration
documents:
  answers: {sections: [chapter_1, chapter_2]}
"""
LOOP = FIRST.replace("cluster-one", "clusters").replace(
    "with: answers, to: closed}",
    "with: answers, to: closed}\n      next_cluster: {from: answering, by: office, at_most: 3, "
    "to: answering}",
)


@pytest.fixture
def office(fresh: Desk) -> Desk:
    """A store without a cycle, and the designs of the clusters beside it."""
    for name, text in (("one", FIRST), ("two", SECOND), ("loop", LOOP)):
        (fresh.folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (fresh.folder / "answers.pdf").write_bytes(b"answers")
    return fresh


def opens(desk: Desk, cycle: str, file: str, on: str, *more: str, select: str = "MEX,PER") -> str:
    """Open a cycle on its day; what the command says."""
    words = ("cycle", "open", cycle, "--definition", f"{file}.yaml", "--on", on, "--select", select)
    return desk.ok(*words, *more, on=on).out


def answers(desk: Desk, review: str, on: str, *chapters: str) -> None:
    """The State hands its answers in, with these chapters."""
    party = review.rpartition("/")[2]
    sections = ("--section", f"answers={','.join(chapters)}")
    desk.ok(
        *record(review, "answer", party, "state", "--document", "answers=answers.pdf", *sections),
        on=on,
    )


def test_a_second_cluster_starts_while_the_first_runs_for_a_late_state(office: Desk) -> None:
    """Both are open, told as one after the other; todo, limits and status know both."""
    opens(office, "c-1", "one", "2027-01-04")
    answers(office, "c-1/PER", "2027-03-01", "chapter_1")
    said = opens(office, "c-2", "two", "2027-09-06", "--follows", "c-1")

    assert "note: Mexico: c-1/MEX, which this review follows, is still open" in said
    assert "under review already" not in said
    day = "2027-09-07"
    todo = office.ok("todo", "--role", "state", "--party", "MEX", "--json", on=day).out
    assert '"c-1/MEX"' in todo
    assert '"c-2/MEX"' in todo
    limits = office.ok("deadline", "list", "--open", on=day).out
    assert "c-1/MEX:answering:1" in limits
    assert "time limit passed 4 July 2027, awaited" in limits
    assert "c-2/MEX:answering:1" in limits
    assert "follows c-1/MEX" in office.ok("review", "show", "c-2/MEX", on=day).out
    assert office.ok("status", "--json", on=day).data["total"] == 4
    assert office.ok("status", "c-2", "--json", on=day).data["total"] == 2


def test_the_scope_grows_from_cluster_to_cluster_and_each_closes_by_itself(office: Desk) -> None:
    """What the second asks for is not asked of the late answers to the first."""
    opens(office, "c-1", "one", "2027-01-04")
    answers(office, "c-1/PER", "2027-03-01", "chapter_1")
    opens(office, "c-2", "two", "2027-09-06", "--follows", "c-1")

    refused = office.type("cycle", "close", "c-1", on="2027-09-07")
    assert "1 of its reviews is open: c-1/MEX" in refused.err
    answers(office, "c-1/MEX", "2027-09-08", "chapter_1")
    short = office.type(
        *record("c-2/MEX", "answer", "MEX", "state", "--document", "answers=answers.pdf"),
        *("--section", "answers=chapter_1"),
        on="2027-09-08",
    )
    assert "chapter_2" in short.err
    office.ok("cycle", "close", "c-1", on="2027-09-08")
    cycles = office.ok("cycle", "list", "--tsv", on="2027-09-08").out.splitlines()
    assert [line.split("\t")[5:7] for line in cycles[1:]] == [["closed", "0"], ["open", "2"]]
    assert "the log verifies" in office.ok("audit", "verify", on="2027-09-08").out


def test_clusters_as_a_loop_of_one_review_have_a_limit_each(office: Desk) -> None:
    """So many as `at_most` says; each turn has its number."""
    opens(office, "c", "loop", "2027-01-04", select="MEX")
    turn = record("c/MEX", "next_cluster", "secretariat", "office")
    for n, day in enumerate(("2027-08-02", "2028-02-07", "2028-08-07"), start=2):
        assert f"c/MEX:answering:{n}: due" in office.ok(*turn, on=day).out
    assert "may happen at most 3 times" in office.type(*turn, on="2028-08-08").err


def test_groups_that_start_in_different_years_are_cycles_of_one_definition(office: Desk) -> None:
    """Each has its own day of launch and is listed, counted and closed by itself."""
    opens(office, "group-1", "one", "2027-01-04", select="MEX")
    said = opens(office, "group-2", "one", "2028-01-10", select="PER")

    assert "note:" not in said
    day = "2028-01-11"
    limits = office.ok("deadline", "list", "--tsv", on=day).out
    assert "group-1/MEX:answering:1\tMexico\t2027-07-04" in limits
    assert "group-2/PER:answering:1\tPeru\t2028-07-10" in limits
    answers(office, "group-1/MEX", day, "chapter_1")
    office.ok("cycle", "close", "group-1", on=day)
    rows = office.ok("cycle", "list", "--tsv", on=day).out.splitlines()[1:]
    assert [line.split("\t")[0] for line in rows] == ["group-1", "group-2"]
    assert [line.split("\t")[4] for line in rows] == ["2027-01-04", "2028-01-10"]
    assert office.ok("status", "group-2", "--json", on=day).data["total"] == 1


def test_a_state_has_a_review_for_each_theme_of_a_round(office: Desk) -> None:
    """A cycle for each theme: the overlap is noted, and each review runs by its own rules."""
    opens(office, "round-5-money", "one", "2027-01-04", "--title", "Round 5: money", select="MEX")
    said = opens(office, "round-5-police", "two", "2027-01-05", select="MEX")

    assert "note: house rule: Mexico is under review already, round-5-money/MEX since" in said
    day = "2027-01-06"
    todo = office.ok("todo", "--role", "state", "--party", "MEX", on=day).out
    assert "round-5-money/MEX" in todo
    assert "round-5-police/MEX" in todo
    answers(office, "round-5-money/MEX", day, "chapter_1")
    assert office.ok("status", "round-5-money", "--json", on=day).data["total"] == 1
    history = office.ok("review", "history", "round-5-police/MEX", on=day).out
    assert "answer" not in history.replace("answering", "")
