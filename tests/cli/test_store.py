"""Stores: born real or rehearsal, told of, rebuilt from their log."""

import sqlite3
from contextlib import closing

from tests.cli.desk import BANNER, Desk


def test_a_new_store_prints_its_verifier_key_and_where_the_private_one_lies(empty: Desk) -> None:
    """The key is outside the store's folder, and readable by its owner alone."""
    made = empty.ok("store", "init", "--rehearsal")
    data = Desk(folder=empty.folder, day=None).ok("store", "info", "--json").data
    [key] = (empty.folder / "keys").iterdir()

    assert made.err == ""
    assert made.out == (
        f"made a REHEARSAL store: sqlite:///{empty.store}\n"
        f"  origin        {data['origin']}\n"
        f"  verifier key  {data['vkey']}\n"
        "                publish it outside this machine: it is what anybody verifies with\n"
        f"  private key   {key}\n"
        "                keep it apart from the store; without it nothing can be written\n"
        "next: peer-review cycle open untoc-1 --definition france-2009 --on DATE\n"
    )
    assert key.stat().st_mode & 0o777 == 0o600
    assert str(data["origin"]).startswith("peer-review.example/rehearsal/desk-")


def test_a_store_is_not_made_over_another(fresh: Desk) -> None:
    """The log that is there stays."""
    again = fresh.type("store", "init", "--rehearsal")

    assert (again.code, again.out) == (2, "")
    assert again.err == (f"sqlite:///{fresh.store}: S047 there is a store here already\n")


def test_a_store_may_be_named_by_a_project_file(fresh: Desk) -> None:
    """Found upward from the working folder, as git finds its own."""
    (fresh.folder / "peer-review.toml").write_text('store = "desk.db"\n')
    plain = Desk(folder=fresh.folder, day=None)

    typed = plain.type("store", "info", "--json")

    assert typed.data["named_by"] == "PEER_REVIEW_STORE"


def test_info_is_told_to_people_too(fresh: Desk) -> None:
    """One fact on each line, after the banner on standard error."""
    typed = Desk(folder=fresh.folder, day=None).ok("store", "info")

    assert typed.err == BANNER
    assert "entries       1\n" in typed.out
    assert "nature        rehearsal\n" in typed.out


def test_a_table_that_was_edited_is_found_and_made_again(desk: Desk) -> None:
    """`--check` compares and writes nothing; without it every table comes from the log."""
    with closing(sqlite3.connect(desk.store)) as connection, connection:
        connection.execute("UPDATE review SET status = 'final' WHERE id = 'fra/NER'")

    checked = desk.type("store", "rebuild", "--check")
    made = desk.type("store", "rebuild")
    after = desk.type("store", "rebuild", "--check")

    assert checked.code == 1
    assert checked.out == (
        "review 'fra/NER': status is 'final', the log says 'open'\n"
        "1 difference between the tables and the log; nothing written\n"
    )
    assert made.code == 0
    assert made.out.endswith("made every table again from the log; 1 difference before, none now\n")
    assert (after.code, after.out) == (0, "the tables are what the log says; nothing written\n")


def test_a_sealed_name_is_erased_by_decision_and_the_log_still_verifies(desk: Desk) -> None:
    """What was done, and where else copies may be; without a decision nothing is done."""
    desk.ok("review", "bind", "fra/MEX", "team", "x9@DEU", "--name", "Zsuzsa Example")
    number = desk.ok("audit", "verify").out.split(" entries")[0].rpartition(" ")[2]
    of = str(int(number) - 1)

    told = desk.type("store", "erase", of)
    seen = desk.ok("store", "erase", of, "--decision", "NV 8", "--dry-run").out
    done = desk.ok("store", "erase", of, "--decision", "NV 8").out

    assert (told.code, "Missing option '--decision'" in told.err) == (2, True)
    assert seen.endswith("would be erased\nnothing written (--dry-run)\n")
    assert f"erased, by entry {number}\n" in done
    assert "no longer holds it; copies and backups of it do, until replaced" in done
    assert "Zsuzsa" not in desk.ok("review", "show", "fra/MEX").out
    assert "behind commitments: 1 erased" in desk.ok("audit", "verify").out
