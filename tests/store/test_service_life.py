"""A store that stays open for months: servers restart, files are replaced, others are slow."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.hands import Outside, run_outside
from tests.store.samples import opened, told
from workflow.errors import ConflictError, StoreError
from workflow.store import Store, create_store, open_store, postgresql, sqlite


def test_a_connection_that_broke_while_idle_is_replaced(
    postgresql_url: str,
) -> None:
    """A restarted server is no news to whoever records next."""
    with create_store(postgresql_url) as store:
        told(store)
        cut_off(postgresql_url)
        assert told(store) == 1
        cut_off(postgresql_url)
        with store.read() as reader:
            assert reader.head().size == 2


def cut_off(url: str) -> None:
    """End every other connection to the database, as a restart would."""
    run_outside(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )


def test_a_connection_that_breaks_in_a_unit_ends_it_with_words(postgresql_url: str) -> None:
    """Nothing was kept, and the next unit works."""
    with create_store(postgresql_url) as store:
        with pytest.raises(StoreError, match=r"S041 the database says"):
            told_while_cut_off(store, postgresql_url)
        assert told(store) == 0


def told_while_cut_off(store: Store, url: str) -> None:
    """Write in a unit whose connection is ended meanwhile."""
    with store.unit() as unit:
        unit.head()
        cut_off(url)
        unit.set_meta("name", "value")
        unit.commit()


def test_a_backup_put_in_place_of_the_file_is_what_is_read_and_written(sqlite_url: str) -> None:
    """Nobody records into a file that is no longer there."""
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with create_store(sqlite_url) as store:
        opened(store)
        store_backup(sqlite_url, path.with_name("backup.db"))
        told(store)
        path.with_name("backup.db").rename(path)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink()
        with store.read() as reader:
            assert reader.head().size == 1
        assert told(store) == 1
        path.unlink()
        with pytest.raises(StoreError, match=r"S040 there is no such file"):
            told(store)
    assert not path.exists()


def store_backup(url: str, copy: Path) -> None:
    """Copy a store as an operator does."""
    run_outside(url, f"VACUUM INTO '{copy}'")


def test_a_copy_of_the_file_is_a_store(sqlite_url: str, tmp_path: Path) -> None:
    """Once closed, one file is all there is to copy."""
    with create_store(sqlite_url) as store:
        opened(store)
    shutil.copy(sqlite_url.removeprefix("sqlite:///"), tmp_path / "copy.db")
    with open_store(str(tmp_path / "copy.db")) as copy, copy.read() as reader:
        assert reader.head().size == 1


def test_a_writer_that_waits_too_long_is_told_and_wrote_nothing(
    store_url: str, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever holds the store is not interrupted."""
    for driver in (sqlite, postgresql):
        monkeypatch.setattr(driver, "PATIENCE_SECONDS", 1)
    create_store(store_url).close()
    with closing(open_store(store_url)) as slow, closing(open_store(store_url)) as waiting:
        with slow.unit() as unit:
            with pytest.raises(ConflictError) as caught:
                told(waiting)
            unit.set_meta("slow", "done")
            unit.commit()
        assert told(waiting) == 0
    assert caught.value.problems[0].words == "another writer has held the store for 1 seconds"
    assert outside("SELECT value FROM meta") == [("done",)]


def test_units_can_not_be_nested_by_accident(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit in a unit would wait for itself: it ends with words, and the outer one goes on."""
    for driver in (sqlite, postgresql):
        monkeypatch.setattr(driver, "PATIENCE_SECONDS", 1)
    with store.unit() as outer:
        with pytest.raises(ConflictError, match=r"S042"):
            told(store)
        outer.set_meta("outer", "done")
        outer.commit()
    with store.read() as reader:
        assert reader.meta() == {"outer": "done"}
