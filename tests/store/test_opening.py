"""What is at an address is recognised before it is used; every refusal says what to do."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.store.hands import Outside, run_outside
from tests.store.samples import opened, told
from workflow.errors import Problem, StoreError
from workflow.store import Store, create_store, open_store, upgrade_store
from workflow.store.location import location_of
from workflow.store.schema import problem_of_version

NOBODY = 65534


def refusal(url: str) -> str:
    """Return the words with which *url* is not opened."""
    with pytest.raises(StoreError) as caught:
        open_store(url)
    return str(caught.value)


def test_a_missing_file_is_named_and_not_made(tmp_path: Path) -> None:
    """Opening creates nothing, and a near name is offered."""
    (tmp_path / "reviews.db").write_bytes(b"")
    path = tmp_path / "review.db"

    assert refusal(str(path)) == (
        f"sqlite:///{path}: S040 there is no such file\n  hint: did you mean 'reviews.db'?"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["reviews.db"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("text", "S041 it is not a database"),
        ("empty", "S049 it is empty"),
        ("folder", "S040 it is a folder, not a file\n  hint: name a file in it"),
        ("nowhere/x.db", "S040 there is no such file"),
        ("other", "S049 it is another program's database: it has notes, things"),
    ],
)
def test_what_is_no_store_is_not_opened(tmp_path: Path, name: str, words: str) -> None:
    """A text, an empty file, a folder, nothing, and another program's database."""
    (tmp_path / "text").write_text("Dear colleague,\n" * 100)
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    for table in ("things", "notes"):
        run_outside(str(tmp_path / "other"), f"CREATE TABLE {table} (id INTEGER)")
    before = sorted((file.name, file.stat().st_size) for file in tmp_path.iterdir())

    assert words in refusal(str(tmp_path / name))
    assert sorted((file.name, file.stat().st_size) for file in tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", ["text", "folder", "nowhere/x.db", "other"])
def test_a_store_is_not_made_where_something_is(tmp_path: Path, name: str) -> None:
    """Nothing of another's is overwritten."""
    (tmp_path / "text").write_text("Dear colleague,\n" * 100)
    (tmp_path / "folder").mkdir()
    run_outside(str(tmp_path / "other"), "CREATE TABLE things (id INTEGER)")
    with pytest.raises(StoreError):
        create_store(str(tmp_path / name))
    assert (tmp_path / "text").read_text().startswith("Dear colleague,")


def test_a_store_is_not_made_twice(store: Store, store_url: str) -> None:
    """The one that is there stays as it is."""
    told(store)
    with pytest.raises(StoreError, match=r"S047 there is a store here already"):
        create_store(store_url)
    with store.read() as reader:
        assert reader.head().size == 1


def test_an_empty_file_may_become_a_store(tmp_path: Path) -> None:
    """What an interrupted beginning left does not stand in the way."""
    path = tmp_path / "a folder with % and ?"
    path.mkdir()
    (path / "x#1.db").write_bytes(b"")
    with closing(create_store(str(path / "x#1.db"))) as store, store.read() as reader:
        assert reader.head().size == 0


def test_an_empty_postgresql_is_no_store_yet(postgresql_url: str) -> None:
    """The words say how it becomes one."""
    assert "S049 it is empty\n  hint: `peer-review store init` makes a store" in (
        refusal(postgresql_url)
    )


def test_a_server_that_is_not_there_is_named_without_the_password(tmp_path: Path) -> None:
    """The driver's words are passed on; the password is not."""
    words = refusal(f"postgresql://clerk:hunter2@/reviews?host={tmp_path}")
    assert words.startswith(f"postgresql://clerk:***@/reviews?host={tmp_path}: S041")
    assert "hunter2" not in words


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:p%40ss@h:5432/d", "postgresql://u:***@h:5432/d"),
        ("postgresql://:secret@h/d", "postgresql://:***@h/d"),
        ("postgresql://h/d?user=u&password=p&x=1", "postgresql://h/d?user=u&password=***&x=1"),
        ("postgres://h/d?sslpassword=p", "postgres://h/d?sslpassword=***"),
        ("postgresql://u@h/d", "postgresql://u@h/d"),
        ("sqlite:///a/b.db", "sqlite:///a/b.db"),
        ("sqlite:////a/b.db", "sqlite:////a/b.db"),
        ("a/b.db", "sqlite:///a/b.db"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    """Wherever in the address it stands."""
    assert location_of(url).shown == shown


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://u:pw@h/d", "'mysql' is no kind of database a store can be in"),
        ("postgresql+psycopg://h/d", "'postgresql+psycopg' is no kind of database"),
        ("sqlite://", "a store is a file; it cannot be in memory"),
        ("sqlite:///:memory:", "a store is a file; it cannot be in memory"),
        ("", "a store is a file"),
    ],
)
def test_an_address_of_another_kind_is_not_guessed_at(url: str, words: str) -> None:
    """The kinds there are stand in the hint."""
    said = refusal(url)
    assert words in said
    assert "hint: an address is a path, sqlite:///path or postgresql://user@host/database" in said
    assert "pw" not in said


def test_a_later_programs_store_is_not_touched(
    store: Store, store_url: str, outside: Outside
) -> None:
    """Neither opened nor upgraded."""
    outside("UPDATE alembic_version SET version_num = '0099'")
    assert "S046 its tables are of version '0099'" in refusal(store_url)
    with pytest.raises(StoreError, match=r"S046"):
        upgrade_store(store_url)
    with pytest.raises(StoreError, match=r"S047"):
        create_store(store_url)


def test_an_earlier_programs_store_is_to_be_upgraded() -> None:
    """The words say how, and that the log stays."""
    assert problem_of_version("0001", ("0001", "0002")) == Problem(
        code="S045",
        words="its tables are of version 0001, this program's are of 0002",
        hint="`peer-review store upgrade` brings them up to date; the log stays as it is",
    )
    assert problem_of_version("0002", ("0001", "0002")) is None


def test_upgrading_a_store_of_this_version_changes_nothing(store: Store, store_url: str) -> None:
    """It may be done at any time."""
    opened(store)
    upgrade_store(store_url)
    with store.read() as reader:
        assert reader.head().size == 1


def test_without_the_driver_of_postgresql_the_words_say_what_to_install() -> None:
    """SQLite needs no driver."""
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from workflow.errors import StoreError\n"
        "from workflow.store import open_store\n"
        "try: open_store('postgresql://h/d')\n"
        "except StoreError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == (
        "postgresql: S044 the driver of PostgreSQL is not installed\n"
        "  hint: pip install 'peer-review-workflow[postgresql]'\n"
    )


ROOT = Path(__file__).resolve().parents[2]


def test_using_a_store_loads_nothing_heavy(sqlite_url: str) -> None:
    """Opening, reading and writing SQLite need the standard library alone."""
    create_store(sqlite_url).close()
    code = (
        "import sys\n"
        "from tests.store.samples import opened\n"
        "from workflow.store import open_store\n"
        f"store = open_store({sqlite_url!r}); opened(store)\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'alembic', 'psycopg', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"


@contextmanager
def read_only_folder(url: str) -> Iterator[str]:
    """Yield the address of a copy of a store which this process may read but not write."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        copy.write_bytes(Path(url.removeprefix("sqlite:///")).read_bytes())
        copy.chmod(0o444)
        Path(folder).chmod(0o555)
        root = os.geteuid() == 0
        if root:  # root may write anywhere; nobody may not
            os.seteuid(NOBODY)
        try:
            yield str(copy)
        finally:
            if root:
                os.seteuid(0)
            Path(folder).chmod(0o755)


def test_a_store_that_may_not_be_written_is_read_all_the_same(sqlite_url: str) -> None:
    """On a read-only disc, say; writing says why it does not work."""
    with closing(create_store(sqlite_url)) as store:
        opened(store)
    with read_only_folder(sqlite_url) as url, closing(open_store(url)) as store:
        with store.read() as reader:
            assert reader.head().size == 1
            assert len(reader.rows("review")) == 1
        with pytest.raises(StoreError, match=r"it may be read but not written here"):
            told(store)
        with pytest.raises(StoreError, match="the file cannot be made: Permission denied"):
            create_store(str(Path(url).parent / "new.db"))


def test_reading_may_not_write(store: Store) -> None:
    """The snapshot's connection is a reader's by the database's own rule."""
    from workflow.store.link import Statement

    with pytest.raises(Exception, match=r"read-only|readonly|read but not"), store.read() as reader:
        reader._open().run([Statement("sneak", "DELETE FROM meta")], lambda _: None)
