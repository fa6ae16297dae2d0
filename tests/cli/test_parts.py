"""Parts of a review at the desk: put right in their place, and why a step with parts was left."""

import pytest

from tests.cli.desk import Desk, record
from tests.support.designs import HEAD

DESIGN = (
    HEAD
    + """\
charts:
  review:
    initial: asking
    states:
      asking: {opens: question, join: all, then: closed, basis: S 5}
      closed: {final: true, basis: S 5}
    events:
      more: {from: asking, by: secretariat, opens: question, basis: S 5}
  question:
    per: item
    initial: asked
    states:
      asked:   {holder: state, due: 4 weeks, on_timeout: lapsed, basis: S 6}
      settled: {final: true, basis: S 6}
      lapsed:  {final: true, basis: S 6}
    events:
      reply: {from: asked, by: state, with: answers, to: settled, basis: S 6}
"""
)
REPLY = ("MEX", "state", "--document", "answers=answers.pdf")


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Two questions to Mexico, both until 1 February; now it is the third, and nothing came."""
    (desk.folder / "design.yaml").write_text(DESIGN, encoding="utf-8")
    desk.ok(
        *("cycle", "open", "p", "--definition", str(desk.folder / "design.yaml")),
        *("--on", "2027-01-04", "--select", "MEX"),
    )
    desk.ok(*record("p/MEX", "more", "secretariat", "secretariat"))
    desk.ok("tick", on="2027-02-03")
    return Desk(folder=desk.folder, day="2027-02-03")


def lapsed(desk: Desk) -> str:
    """The number of the entry by which the first question lapsed."""
    lines = desk.ok("review", "history", "p/MEX").out.splitlines()
    found = [one for one in lines if "p/MEX#item-1: time limit for 'asked' passed" in one]
    return found[0].split()[0]


def test_a_reply_that_came_in_time_takes_the_place_of_the_limit_of_its_item(asked: Desk) -> None:
    """The hint says what to type, and typed with the document it is done."""
    late = asked.type(*record("p/MEX#item-1", "reply", *REPLY, "--received", "2027-01-29"))
    seq = lapsed(asked)

    assert late.code == 3
    assert (
        "hint: if it came first, put it in the place of what was recorded: peer-review review "
        f"correct 'p/MEX#item-1' {seq} --event reply --as MEX --role state --received 2027-01-29 "
        "--reason TEXT\n"
    ) in late.err

    done = asked.ok(
        *("review", "correct", "p/MEX#item-1", seq, "--event", "reply", "--as", "MEX"),
        *("--role", "state", "--document", "answers=answers.pdf", "--received", "2027-01-29"),
        *("--reason", "it lay in another box", "--yes"),
    )
    assert "  p/MEX#item-1: lapsed → settled (final), since Fri 2027-01-29\n" in done.out
    assert "the log verifies" in asked.ok("audit", "verify").out


def test_the_part_need_not_be_named_to_put_its_entry_right(asked: Desk) -> None:
    """The entry knows whose it is."""
    done = asked.ok(
        *("review", "correct", lapsed(asked), "--event", "reply", "--as", "MEX"),
        *("--role", "state", "--document", "answers=answers.pdf", "--received", "2027-01-29"),
        *("--reason", "it lay in another box", "--yes"),
    )

    assert "  p/MEX#item-1: lapsed → settled (final), since Fri 2027-01-29\n" in done.out


@pytest.mark.parametrize("given", [(), ("--event", "reply")])
def test_a_limit_gives_way_to_a_whole_act_only(asked: Desk, given: tuple[str, ...]) -> None:
    """Who did what is to be said, and nothing of it is guessed."""
    seq = lapsed(asked)

    typed = asked.type("review", "correct", seq, *given, "--reason", "r", "--yes")

    assert (typed.code, typed.out) == (2, "")
    assert (
        f"p/MEX#item-1: E123 entry {seq} is a time limit that passed; only an act can take its "
        "place\n"
    ) in typed.err


def test_a_step_was_left_because_its_parts_had_ended(asked: Desk) -> None:
    """Not because a time limit of its own had passed."""
    told = asked.ok("why", "p/MEX").out

    assert "The time limit for 'asked' of p/MEX#item-2 passed on 1 February 2027. [S 6]" in told
    assert (
        "Of 2 parts enough had ended (all): p/MEX#item-1 on 1 February 2027 and p/MEX#item-2 on "
        "1 February 2027. [S 5]"
    ) in told


def test_a_step_that_waits_for_its_parts_is_not_called_final(desk: Desk) -> None:
    """The parts that are open are named, itself not among them."""
    (desk.folder / "design.yaml").write_text(
        DESIGN.replace("from: asking, by: secretariat", "from: closed2, by: secretariat")
        .replace(
            "      closed: {", "      closed2: {holder: secretariat, basis: S 5}\n      closed: {"
        )
        .replace("then: closed,", "then: closed2,")
        .replace("opens: question, basis: S 5}\n  question", "to: closed, basis: S 5}\n  question"),
        encoding="utf-8",
    )
    desk.ok(
        *("cycle", "open", "p", "--definition", str(desk.folder / "design.yaml")),
        *("--on", "2027-01-04", "--select", "MEX"),
    )

    typed = desk.type(*record("p/MEX", "more", "secretariat", "secretariat"))

    assert (
        "possible in 'asking': nothing in itself, it waits; still open: p/MEX#item-1" in typed.err
    )


def test_a_stamp_put_right_takes_the_date_with_it(asked: Desk) -> None:
    """Where the document was dated as it was stamped, it is dated as it is stamped now."""
    desk = Desk(folder=asked.folder, day="2027-02-04")
    seq = lapsed(desk)
    fixed = desk.ok(
        *("review", "correct", seq, "--event", "reply", "--as", "MEX", "--role", "state"),
        *("--document", "answers=answers.pdf", "--received", "2027-01-29", "--reason", "r"),
        "--yes",
    )
    number = fixed.out.split()[1].rstrip(":")

    done = desk.ok(
        "review", "correct", number, "--received", "2027-01-27", "--reason", "s", "--yes"
    )

    assert "received Wed 2027-01-27, dated Wed 2027-01-27" in done.out
