"""The JSON Schema: valid, described, and of one mind with the reader about shape."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from workflow.definition.find import find_definition
from workflow.definition.listed import list_definitions
from workflow.definition.read import read_definition
from workflow.definition.reading.read import read_yaml
from workflow.definition.shapes.schema import schema

BROKEN = Path(__file__).parent / "broken"
VALIDATOR = Draft202012Validator(schema())
#: Shape that the schema knows as well as the reader.
SHAPE = ("d101", "d102", "d103", "d104-status", "d104-per", "d105-names")


def data_of(file: Path) -> object:
    return read_yaml(file.read_text(encoding="utf-8"), file.name).data


def properties(node: object) -> Iterator[tuple[str, dict[str, object]]]:
    """Every property of every table in the schema."""
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield from node["properties"].items()
        for inner in node.values():
            yield from properties(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from properties(inner)


def test_it_is_a_schema_of_the_2020_12_dialect() -> None:
    """An editor can load it."""
    Draft202012Validator.check_schema(schema())


def test_every_key_has_a_description_and_an_example() -> None:
    """They are the hover text; tables of rows have their rows for examples."""
    silent = [name for name, one in properties(schema()) if not one.get("description")]
    bare = {name for name, one in properties(schema()) if not one.get("examples")}

    assert silent == []
    assert bare <= {"vote", "silence", "time", "bodies", "meetings", "guards", "charts"}


def test_examples_are_what_the_schema_allows() -> None:
    """An example that is not allowed teaches what is wrong."""
    definitions = schema()["$defs"]
    for name, one in properties(schema()):
        if "state" in name or name in {"states", "events", "roles", "documents", "variants"}:
            continue  # shown in short
        for example in one.get("examples", ()):  # type: ignore[attr-defined]
            whole = {**one, "$defs": definitions}
            assert list(Draft202012Validator(whole).iter_errors(example)) == [], name


def test_shipped_definitions_are_of_its_shape() -> None:
    """The good files."""
    assert list_definitions()
    for listed in list_definitions():
        data = find_definition(listed.reference).data
        assert [error.message for error in VALIDATOR.iter_errors(data)] == []


@pytest.mark.parametrize(
    "file",
    [f for f in sorted(BROKEN.glob("*.yaml")) if f.stem.startswith(SHAPE)],
    ids=lambda file: file.stem,
)
def test_files_of_a_wrong_shape_are_not(file: Path) -> None:
    """The bad files: editor and reader agree."""
    assert not VALIDATOR.is_valid(data_of(file))


@pytest.mark.parametrize(
    "file", [f for f in sorted(BROKEN.glob("d[345]*.yaml"))], ids=lambda file: file.stem
)
def test_what_only_the_reader_knows_is_no_error_of_shape(file: Path) -> None:
    """Names and meaning are checked by `definition check`, not while typing."""
    loaded = read_definition(file.read_text(encoding="utf-8"), file=file.name)

    assert loaded.findings
    assert VALIDATOR.is_valid(data_of(file)) or "d314" in file.stem
