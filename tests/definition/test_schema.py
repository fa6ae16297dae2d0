"""The JSON Schema: valid, described, and of one mind with the reader about shape."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from workflow.definition.composing.position_schema import position_schema
from workflow.definition.find import find_definition
from workflow.definition.listed import list_definitions
from workflow.definition.read import read_definition
from workflow.definition.reading.read import read_yaml
from workflow.definition.scenario_files import scenario_files
from workflow.definition.shapes.schema import scenario_schema, schema

BROKEN = Path(__file__).parent / "broken"
POSITIONS = sorted(Path("definitions/views-2009/positions").glob("*.yaml"))
KINDS = {"definition": schema(), "position": position_schema(), "scenario": scenario_schema()}
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


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_schema_of_the_2020_12_dialect(kind: str) -> None:
    """An editor can load it."""
    Draft202012Validator.check_schema(KINDS[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_each_kind_of_file_says_what_it_means(kind: str) -> None:
    """The hover text of editors."""
    assert [name for name, one in properties(KINDS[kind]) if not one.get("description")] == []


@pytest.mark.parametrize("file", POSITIONS, ids=lambda file: file.stem)
def test_shipped_positions_are_of_their_shape(file: Path) -> None:
    """With rows that add to lists and take rows away."""
    assert not list(Draft202012Validator(KINDS["position"]).iter_errors(position_of(file)))


def position_of(file: Path) -> object:
    return read_yaml(file.read_text(encoding="utf-8"), file.name, removing=True).data


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("verb:", "vreb:"),
        ("with+: source_origin", "wiht+: source_origin"),
        ("axes: {X4: various}", "axes: {X4: varoius}"),
        ("axes: {X4: various}", "axes: {X44: various}"),
        ("is: choice", "is: choise"),
    ],
)
def test_a_slip_in_a_position_is_seen_while_typing(before: str, after: str) -> None:
    """In what was said, on the axes, and in the rows it changes."""
    text = (POSITIONS[0].parent / "canada.yaml").read_text(encoding="utf-8")
    data = read_yaml(text.replace(before, after), "x.yaml", removing=True).data

    assert before in text
    assert not Draft202012Validator(KINDS["position"]).is_valid(data)


def test_shipped_scenarios_are_of_their_shape() -> None:
    """And a slip in one is not."""
    validator = Draft202012Validator(KINDS["scenario"])
    files = scenario_files(("definitions",), None)

    assert len(files) > 6
    for file in files:
        data = data_of(file)
        assert [error.message for error in validator.iter_errors(data)] == []
        slip = file.read_text(encoding="utf-8").replace("launched:", "lanched:", 1)
        assert not validator.is_valid(read_yaml(slip, "x.yaml").data)


def test_an_editor_offers_the_words_of_a_closed_list_and_those_that_are_usual() -> None:
    """Completion, beside what an author may write instead."""
    found = [words for _, one in properties(KINDS["definition"]) for words in _enums(one)]

    for words in ("secretariat", "majority", "not cast", "consent", "appended", "dispatch"):
        assert any(words in offered for offered in found), words


def _enums(one: object) -> Iterator[list[str]]:
    if isinstance(one, dict):
        if isinstance(one.get("enum"), list):
            yield one["enum"]
        for inner in one.values():
            yield from _enums(inner)
    elif isinstance(one, list):
        for inner in one:
            yield from _enums(inner)


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
