"""What is published is complete, holds nothing else, and runs from an empty folder."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.house.sources import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, with the libraries at hand and nothing from the network."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT),
        folder=folder,
    )
    [path] = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """The names of the files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of an environment with the wheel, and our libraries but not our checkout."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    _run(
        *(sys.executable, "-m", "pip", "--python", python, "install", "--quiet"),
        *("--no-deps", "--no-index", wheel),
        folder=folder,
    )
    libraries = sysconfig.get_path("purelib")
    site = _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    # Added last, after the installation: an editable install of the checkout found there is
    # metadata alone, because a .pth file inside a folder named by a .pth file is not read.
    (Path(site.strip()) / "libraries.pth").write_text(f"{libraries}\n")
    return folder / "bin"


def test_the_wheel_has_two_packages_and_no_third(names: set[str]) -> None:
    """`definitions` or `tests` would be names that other distributions use too."""
    top = {name.partition("/")[0] for name in names}

    assert {name for name in top if not name.endswith(".dist-info")} == {"workflow", "cli"}
    assert len(top) == 3


def test_every_definition_travels_in_the_wheel(names: set[str]) -> None:
    """Each file of `definitions/`, under the same name."""
    shipped = {
        f"workflow/_definitions/{path.relative_to(ROOT / 'definitions').as_posix()}"
        for path in (ROOT / "definitions").rglob("*")
        if path.is_file()
    }
    packed = {name for name in names if name.startswith("workflow/_definitions/")}

    assert packed == shipped
    assert any(name.endswith(".yaml") for name in packed)


def test_every_file_of_the_packages_travels_in_the_wheel(names: set[str]) -> None:
    """Templates, queries and migrations too; nothing that a run of ours left behind."""
    source = {
        path.relative_to(ROOT).as_posix()
        for package in ("workflow", "cli")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {
        name for name in names if not name.startswith("workflow/_def") and ".dist-info/" not in name
    }

    assert packed == source


def test_both_packages_say_that_they_are_typed(names: set[str]) -> None:
    """A type checker reads our annotations only if `py.typed` is there."""
    assert {"workflow/py.typed", "cli/py.typed"} <= names


def test_the_licence_travels_in_the_wheel(names: set[str]) -> None:
    """Apache-2.0 asks for it."""
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_readme_is_the_page_of_the_package(wheel: Path) -> None:
    """A package index shows it: `readme` in pyproject.toml."""
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = archive.read(name).decode()

    assert "Description-Content-Type: text/markdown" in metadata


def test_the_installed_command_runs_its_own_files(installed: Path, tmp_path: Path) -> None:
    """Not those of the checkout: otherwise the next test would prove nothing."""
    where = _run(
        installed / "python", "-c", "import workflow; print(workflow.__file__)", folder=tmp_path
    )

    assert Path(where.strip()).is_relative_to(installed.parent)


def test_the_installed_command_prints_its_help(installed: Path, tmp_path: Path) -> None:
    """In an empty folder, from the wheel alone."""
    assert "peer-review" in _run(installed / "peer-review", "--help", folder=tmp_path)


def test_the_installed_command_lists_the_shipped_definitions(
    installed: Path, tmp_path: Path
) -> None:
    """They are found without the checkout."""
    listed = _run(installed / "peer-review", "definition", "list", folder=tmp_path)

    assert len(listed.splitlines()) > 1


def _run(*command: str | Path, folder: Path | None = None) -> str:
    """Run *command* in *folder* without our environment; return what it printed."""
    hidden = ("PYTHON", "PEER_REVIEW_", "VIRTUAL_ENV")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(hidden)}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder, env=environment
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout
