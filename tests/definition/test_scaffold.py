"""A first file for a new design has no findings and can run."""

import pytest

from workflow.definition.read import read_definition
from workflow.definition.scaffold import scaffold
from workflow.errors import UnreadableError


def test_a_new_file_has_no_findings_and_can_run() -> None:
    """Not even a note: an officer begins with a clean sheet."""
    read = read_definition(scaffold("my-review"), file="my-review.yaml")

    assert read.findings == ()
    assert read.require().name == "my-review"
    assert read.require().not_yet == ()


def test_a_new_file_on_a_base_has_no_findings() -> None:
    """It takes over every row of the base, and names itself."""
    text = scaffold("my-visits", base="france-2009", step="draft")
    read = read_definition(text, file="my-visits.yaml")

    assert read.findings == ()
    assert read.require().name == "my-visits"
    assert read.require().charts["review"].events["begin_visit"].guards == ("visit_agreed",)


def test_an_example_in_a_new_file_can_be_uncommented() -> None:
    """What stands behind '#' is right, too."""
    text = scaffold("my-visits", base="france-2009", step="draft")
    lines = text.splitlines()
    first = lines.index("# charts:")
    lines[first:] = [line.removeprefix("# ") for line in lines[first:]]
    read = read_definition("\n".join(lines), file="my-visits.yaml")

    assert read.findings == ()
    assert read.require().charts["review"].states["draft"].due_text == "4 months (assumed)"


def test_the_first_line_names_the_schema_for_editors() -> None:
    """A yaml-language-server reads it."""
    for base in (None, "france-2009"):
        first = scaffold("my-review", base=base).splitlines()[0]
        assert first == "# yaml-language-server: $schema=definition.schema.json"


@pytest.mark.parametrize("name", ["", "My review", "a_b", "1-a", "x" * 61, "a--b", "ä"])
def test_what_is_no_name_is_answered_with_what_is(name: str) -> None:
    """The reader would not take it either."""
    with pytest.raises(UnreadableError, match="is no name of a definition"):
        scaffold(name)
