"""The tests' own ground: databases that are empty and alone, and no test that is skipped."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_each_test_gets_an_empty_database_of_its_own(postgresql_url: str) -> None:
    """Nothing of another test is there, and nothing of this one stays."""
    with psycopg.connect(postgresql_url) as connection:
        tables = connection.execute(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchone()
        connection.execute("CREATE TABLE left_behind (n int)")

    assert tables == (0,)


@pytest.mark.parametrize("again", [1, 2])
def test_a_database_forgets_the_test_before(postgresql_url: str, again: int) -> None:
    """The same table can be made twice, in two tests."""
    with psycopg.connect(postgresql_url) as connection:
        connection.execute(f"CREATE TABLE counted AS SELECT {again} AS n")
        rows = connection.execute("SELECT n FROM counted").fetchall()

    assert rows == [(again,)]


def test_the_server_is_a_recent_one_and_lives_in_another_zone(postgresql_url: str) -> None:
    """What relies on the server's zone shows itself here."""
    with psycopg.connect(postgresql_url) as connection:
        zone = connection.execute("SHOW timezone").fetchone()
        version = connection.info.server_version

    assert zone == ("Asia/Kathmandu",)
    assert version >= 180000


def test_a_store_url_names_both_kinds(store_url: str) -> None:
    """A test that takes it runs on SQLite and on PostgreSQL."""
    assert store_url.partition("://")[0] in {"sqlite", "postgresql"}


SKIPS = {
    "in a test": "import pytest\ndef test_it():\n    pytest.skip('later')\n",
    "by a mark": "import pytest\n@pytest.mark.skip\ndef test_it():\n    pass\n",
    "as expected failure": "import pytest\n@pytest.mark.xfail\ndef test_it():\n    assert 0\n",
    "a whole module": "import pytest\npytest.skip('later', allow_module_level=True)\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", SKIPS.values(), ids=SKIPS.keys())
def test_a_skipped_test_fails_the_run(tmp_path: Path, text: str) -> None:
    """What is not run is not promised, so the run says so and exits with 1."""
    done = _pytest(tmp_path, text)

    assert done.returncode == 1
    assert "skipped tests count as failures" in done.stdout


@pytest.mark.slow
def test_a_killed_run_leaves_no_server_and_no_folder(tmp_path: Path) -> None:
    """The guard sees that its run is gone."""
    text = (
        "import os, signal\n"
        "def test_it(postgresql_url):\n"
        "    folder = postgresql_url.partition('host=')[2]\n"
        f"    open({str(tmp_path / 'where')!r}, 'w').write(folder)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = _pytest(tmp_path, text)
    data = Path((tmp_path / "where").read_text())

    assert done.returncode == -signal.SIGKILL
    until = time.monotonic() + 20
    while data.parent.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not data.parent.exists()


def _pytest(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """Run pytest on a test of its own, with this repository's conftest."""
    (folder / "test_made_up.py").write_text(text)
    environment = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    environment.pop("PEER_REVIEW_TEST_SERVER", None)
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"),
            *("-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT)),
            *("-p", "tests.conftest", str(folder / "test_made_up.py")),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment,
    )
