"""Verifying: first what was not checked, then what was found."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.desk import Desk


def test_a_sound_log_verifies_and_says_first_what_was_not_checked(desk: Desk) -> None:
    """Exit code 0."""
    typed = desk.ok("audit", "verify")
    lines = typed.out.splitlines()

    assert lines[0] == "not checked:"
    assert lines[1].startswith("  - no checkpoint kept outside was given")
    assert lines[-1] == "the log verifies, and the tables are what it says"


def test_an_altered_entry_is_found_and_named(desk: Desk) -> None:
    """Exit code 6, and where."""
    with closing(sqlite3.connect(desk.store)) as connection, connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        connection.execute(
            "UPDATE audit_entry SET entry = "
            "CAST(replace(CAST(entry AS TEXT), 'x1@FRA', 'x1@GBR') AS BLOB) WHERE seq = 9"
        )

    typed = desk.type("audit", "verify")

    assert typed.code == 6
    assert "  - A003 entry 9 was altered: its leaf is of other bytes\n" in typed.out
    assert typed.out.splitlines()[-1].startswith("NOT SOUND: ")


def test_a_kept_checkpoint_and_key_are_compared(desk: Desk) -> None:
    """What the auditor kept may be files."""
    (desk.folder / "kept.txt").write_text(desk.ok("audit", "checkpoint").out)
    (desk.folder / "key.txt").write_text(str(desk.ok("store", "info", "--json").data["vkey"]))

    typed = desk.ok("audit", "verify", "--kept", "kept.txt", "--key", "key.txt", "--json")

    assert typed.data["sound"] is True
    assert not any("no checkpoint kept" in sentence for sentence in typed.data["not_checked"])


def test_a_kept_checkpoint_that_cannot_be_read_is_told(desk: Desk) -> None:
    """Exit code 2."""
    (desk.folder / "kept.txt").write_text("not a note")

    typed = desk.type("audit", "verify", "--kept", "kept.txt")

    assert (typed.code, typed.out) == (2, "")
    assert "L002 the kept checkpoint cannot be read" in typed.err


def test_an_entry_is_shown_with_its_clear_values(desk: Desk) -> None:
    """As stored, its leaf, and what stands behind the commitments."""
    desk.ok("review", "vacate", "fra/MEX", "team", "x1@FRA", "--reason", "ill")

    shown = desk.ok("audit", "show", "12").out
    data = desk.ok("audit", "show", "12", "--json").data

    assert data["entry"]["kind"] == "role.vacated"
    assert data["entry"]["account"] == "clerk"
    assert list(data["clear"].values()) == ["ill"]
    assert shown.splitlines()[-1].endswith("… is ill")


def test_the_key_is_changed_by_decision_and_either_key_checks_the_log(desk: Desk) -> None:
    """The old private key stays where it was, and is named; a dry run makes nothing."""
    published = desk.folder / "published.txt"
    told = desk.ok("store", "info", "--json")
    published.write_text(json.loads(told.out)["vkey"])
    seen = desk.ok("audit", "rotate-key", "--decision", "NV 9", "--dry-run").out
    done = json.loads(desk.ok("audit", "rotate-key", "--decision", "NV 9", "--json").out)
    desk.ok("review", "bind", "fra/MEX", "team", "x9@DEU", "--note", "NV 2")

    assert seen.endswith("nothing written (--dry-run)\n")
    assert Path(done["file"]).exists()
    assert Path(done["old_file"]).exists()
    assert done["new"] != done["old"] == published.read_text()
    for key in (str(published), done["new"]):
        checked = desk.ok("audit", "verify", "--key", key).out
        assert f"  key: changed by entry {done['entry']}\n" in checked
        assert checked.endswith("the log verifies, and the tables are what it says\n")


def test_without_the_key_in_force_nothing_is_written(desk: Desk) -> None:
    """A key that was left behind signs no more, even where it lies."""
    done = json.loads(desk.ok("audit", "rotate-key", "--decision", "NV 9", "--json").out)
    Path(done["file"]).unlink()
    typed = desk.type("review", "bind", "fra/MEX", "team", "x9@DEU", "--note", "NV 2")

    assert (typed.code, "S003 the key of" in typed.err) == (2, True)
    assert "the log verifies" in desk.ok("audit", "verify").out
