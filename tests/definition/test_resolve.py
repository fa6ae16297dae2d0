"""A definition that changes another is whole, and says where each row is from."""

from pathlib import Path

import pytest

from workflow.definition.composing.resolve import resolve
from workflow.definition.composing.resolve_merge import Layer, Merged, Source, laid_over
from workflow.definition.composing.resolve_text import flat_text
from workflow.definition.find import find_definition, read_file
from workflow.definition.hashing import canonical_hash
from workflow.definition.read import Loaded, read_definition

HEAD = """definition: {name}
version: 2
language: 1
title: A change
status: proposal
extends: {base}
"""


def change(rows: str = "", *, base: str = "france-2009", name: str = "changed") -> Loaded:
    """A file that changes *base* by *rows*."""
    return read_definition(HEAD.format(name=name, base=base) + rows, file="changed.yaml")


def codes(loaded: Loaded) -> list[str]:
    return [one.code for one in loaded.findings]


def merge(base: dict[str, object], over: dict[str, object]) -> Merged:
    return laid_over(Merged(base), Layer(data=over, positions={}, source=Source("f", "w")))


def test_one_key_of_one_row_is_changed_and_its_neighbours_stay() -> None:
    """Key by key, row by row."""
    changed = change("charts: {review: {states: {draft: {due: 4 months (assumed)}}}}\n").require()
    france = find_definition("france-2009").require()
    draft = changed.charts["review"].states["draft"]

    assert (draft.due_text, draft.holders, draft.basis) == ("4 months (assumed)", ("team",), "C 16")
    assert changed.charts["review"].events == france.charts["review"].events
    assert changed.guards == france.guards


def test_a_list_is_replaced_as_a_whole() -> None:
    """Half a list would be neither the base's nor the change's."""
    changed = change("instruments: [untoc]\n").require()

    assert changed.instruments == ("untoc",)


def test_null_takes_a_row_away() -> None:
    """And what still names it is found, in the base's own file and line."""
    changed = change("guards: {visit_agreed: null}\n")

    [found] = [one for one in changed.findings if one.severity == "error"]
    assert found.code == "D304"
    assert found.file.endswith("france.yaml")
    whole = change(
        "guards: {visit_agreed: null}\ncharts: {review: {events: {begin_visit: {guard: null}}}}\n"
    )
    assert "visit_agreed" not in whole.require().guards


def test_null_means_nothing_in_a_file_that_changes_no_other() -> None:
    """There it is a key without a value."""
    loaded = read_definition("definition: x\nversion: null\n", file="x.yaml")

    assert "D012" in codes(loaded)


def test_what_names_a_definition_is_never_taken_over() -> None:
    """An amendment of an active definition needs its own status and decision."""
    loaded = read_definition("extends: france-2009\n", file="x.yaml")

    missing = {one.message for one in loaded.findings if one.code == "D103"}
    keys = ("definition", "version", "language", "title", "status")
    assert missing == {f"the key {key!r} is missing" for key in keys}


def test_a_chain_is_followed(tmp_path: Path) -> None:
    """A file beside the changing one is named with './'."""
    for n, base in enumerate(("france-2009", "./c0.yaml", "./c1.yaml")):
        rows = f"facts: {{note_{n}: {{is: text, by: team, basis: assumed}}}}\n"
        text = HEAD.format(name=f"c{n}", base=base) + rows
        (tmp_path / f"c{n}.yaml").write_text(text, encoding="utf-8")
    loaded = read_file(tmp_path / "c2.yaml")

    assert {"note_0", "note_1", "note_2", "visit_consent"} <= set(loaded.require().facts)
    assert loaded.require().name == "c2"
    assert [source.whose for path, source in loaded.sources.items() if path[-1] == "note_1"] == [
        "c1"
    ]


def test_a_circle_of_bases_is_a_finding(tmp_path: Path) -> None:
    """It names the way round."""
    for name, base in (("a", "b"), ("b", "a")):
        text = HEAD.format(name=name, base=f"./{base}.yaml")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    loaded = read_file(tmp_path / "a.yaml")

    assert codes(loaded) == ["D315"]
    assert "is a circle" in loaded.findings[0].message


def test_a_chain_of_more_than_ten_is_a_finding(tmp_path: Path) -> None:
    """Ten are taken."""
    for n in range(12):
        base = f"./c{n - 1}.yaml" if n else "france-2009"
        text = HEAD.format(name=f"c{n}", base=base)
        (tmp_path / f"c{n}.yaml").write_text(text, encoding="utf-8")

    assert read_file(tmp_path / "c9.yaml").definition is not None
    assert codes(read_file(tmp_path / "c10.yaml")) == ["D315"]


def test_the_identity_is_that_of_the_whole() -> None:
    """`extends` is not in it; the flat file and the change are one definition."""
    changed = change("instruments: [untoc]\n")
    flat = read_definition(flat_text(resolve(changed)), file="flat.yaml")

    assert "extends" not in changed.data
    assert changed.data == flat.data
    assert changed.require().hash == flat.require().hash == canonical_hash(changed.data)


@pytest.mark.parametrize("name", ["france-2009", "finland-2009", "skeleton-2009", "baseline-2009"])
def test_a_flat_file_is_read_as_what_it_was_made_of(name: str) -> None:
    """Whatever is shipped."""
    loaded = find_definition(name)

    assert read_definition(flat_text(resolve(loaded)), file="flat.yaml").data == loaded.data


def test_each_row_says_where_it_is_from() -> None:
    """File, line and basis; ours is ours; a key from another file has its own word."""
    changed = change(
        "facts: {note: {is: text, by: team, basis: assumed}}\n"
        "charts: {review: {states: {draft: {due: 4 months (assumed)}}}}\n"
    )
    text = flat_text(resolve(changed))
    lines = {line.split(":")[0].strip(): line for line in text.splitlines()}

    assert lines["note"].endswith("# filled in by us")
    assert "# france-2009:" in lines["visit_consent"]
    assert lines["visit_consent"].endswith("· C 15")
    assert "due: 4 months (assumed)  # changed:8 · C 16" in text


@pytest.mark.parametrize(
    ("old", "words", "new"),
    [
        (None, {"guard+": "a"}, "a"),
        ("a", {"guard+": "b"}, ["a", "b"]),
        (["a", "b"], {"guard+": ["b", "c"]}, ["a", "b", "c"]),
        (["a", "b"], {"guard-": "a"}, "b"),
        ("a", {"guard-": "a"}, None),
    ],
)
def test_a_position_adds_to_a_list_and_takes_from_it(
    old: object, words: dict[str, object], new: object
) -> None:
    """One name stands alone, none is no key."""
    base: dict[str, object] = {} if old is None else {"guard": old}

    assert merge({"row": base}, {"row": words}).data == {
        "row": {} if new is None else {"guard": new}
    }


def test_what_is_taken_away_and_is_not_there_is_told() -> None:
    """In a row, and in a list."""
    merged = merge({"row": {"guard": "a"}}, {"row": {"guard-": "b"}, "other": None})

    assert merged.missed == [("row", "guard-"), ("other",)]


def test_neither_layer_is_changed_by_laying_one_over_the_other() -> None:
    """Merging is a function."""
    base: dict[str, object] = {"row": {"a": 1, "inner": {"b": 2}}}
    merge(base, {"row": {"a": 3, "inner": {"c": 4}}})

    assert base == {"row": {"a": 1, "inner": {"b": 2}}}
