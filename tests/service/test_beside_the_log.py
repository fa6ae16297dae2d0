"""What stands beside the log: its head, what the store was born as, and clear values."""

import sqlite3
from pathlib import Path

import pytest

from tests.support.designs import LATE_NOTE
from workflow.service import auditing, stores
from workflow.testing import Rehearsal, rehearsal


def begun(url: str) -> Rehearsal:
    """A store with a review and a sealed reason in it."""
    scene = rehearsal(url, LATE_NOTE, codes="QAA")
    scene.record("QAA", "start", ("secretariat", "secretariat"), reason="sealed words")
    return scene


def tamper(url: str, sql: str) -> None:
    """Change the store behind the engine's back."""
    link = sqlite3.connect(Path(url.removeprefix("sqlite:///")))
    with link:
        link.execute(sql)
    link.close()


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE meta SET value='real' WHERE name='nature'", "meta 'nature'"),
        ("DELETE FROM meta WHERE name='opened_at'", "meta 'opened_at'"),
        ("DELETE FROM log_head", "log_head '1'"),
        ("UPDATE log_head SET size=3", "log_head '1': size"),
        ("UPDATE log_head SET frontier=x'00'", "log_head '1': frontier"),
    ],
)
def test_a_copy_beside_the_log_is_compared_with_it(sqlite_url: str, sql: str, words: str) -> None:
    """Verify says which cell; a rebuild makes it again from the log."""
    with begun(sqlite_url) as scene:
        tamper(sqlite_url, sql)
        found = auditing.verify(scene.engine)

        assert not found.sound
        assert [str(one) for one in found.tables if words in str(one)]
        assert stores.remake(scene.engine)
        assert auditing.verify(scene.engine).sound


def test_what_a_store_was_born_as_is_read_from_its_first_entry(sqlite_url: str) -> None:
    """An edited table turns no rehearsal into a real store."""
    with begun(sqlite_url) as scene:
        tamper(sqlite_url, "UPDATE meta SET value='real' WHERE name='nature'")

        assert stores.info(scene.engine).nature == "rehearsal"


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE secret SET value='other words'", "is not what it commits to"),
        ("DELETE FROM secret", "is gone, by no entry"),
    ],
)
def test_a_clear_value_is_found_with_its_entry(sqlite_url: str, sql: str, words: str) -> None:
    """Changed or gone: the entry that commits to it is named."""
    with begun(sqlite_url) as scene:
        tamper(sqlite_url, sql)
        found = auditing.verify(scene.engine).secrets

        assert found
        assert all(one.startswith("entry ") and words in one for one in found)
