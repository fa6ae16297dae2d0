"""What the README and the tutorial show is what happens."""

import sys
from pathlib import Path

import pytest

from tests.house.console import blocks, difference, run
from tests.house.sources import ROOT, place

README = ROOT / "README.md"
ERRORS = ROOT / "docs" / "reference" / "errors.md"
DOCUMENTS = [README, ERRORS, *sorted((ROOT / "docs" / "tutorial").glob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_every_console_block_prints_what_the_document_shows(document: Path, tmp_path: Path) -> None:
    """Each document is run in one empty folder, as a reader would."""
    results = list(run(document, tmp_path, Path(sys.executable).parent))
    wrong = [difference(place(document), result) for result in results if not result.as_told]

    assert not wrong, "\n\n".join(wrong)


def test_the_readme_shows_the_product_running() -> None:
    """At least one command, so that this file is not a promise about nothing."""
    assert list(blocks(README.read_text(encoding="utf-8")))


def test_the_readme_is_short() -> None:
    """150 lines: what it is, one definition, the commands, where to read on."""
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150
