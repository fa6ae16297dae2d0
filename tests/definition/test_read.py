"""The reader: data as written, a place for every path, a definition out."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from workflow.definition.findings import Position, report
from workflow.definition.read import Loaded, read_definition
from workflow.errors import DefinitionError
from workflow.library import shipped_text

FRANCE = shipped_text("views-2009", "france.yaml")
SMALL = """\
definition: small
version: 1
language: 1
title: 'A small review'
status: pilot
roles: {office: {is: secretariat, basis: assumed}}
charts:
  review:
    initial: open
    states:
      open: {holder: office, basis: assumed}
      done: {final: true}
    events:
      finish: {from: open, by: [office], to: done}
"""


def read(text: str) -> Loaded:
    return read_definition(text, file="small.yaml")


def paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every path into *value*."""
    steps = value.items() if isinstance(value, dict) else ()
    steps = list(enumerate(value)) if isinstance(value, list) else list(steps)
    return [path, *(found for key, inner in steps for found in paths(inner, (*path, key)))]


def test_the_data_are_those_of_another_yaml_reader() -> None:
    """Nothing is filled in and nothing is left out."""
    loaded = read_definition(FRANCE, file="france.yaml")

    assert loaded.data == YAML(typ="safe", pure=True).load(FRANCE)


def test_every_path_has_its_place() -> None:
    """Keys and values, lists and tables."""
    loaded = read_definition(FRANCE, file="france.yaml")

    assert set(loaded.positions) == set(paths(loaded.data))


def test_places_are_counted_from_one_and_lead_to_key_value_and_text() -> None:
    """Line and column as an editor shows them; the text of a quoted value begins inside."""
    positions = read(SMALL).positions

    assert positions["title",] == Position(4, 8, 4, 1, 9)
    event = ("charts", "review", "events", "finish")
    assert positions[event] == Position(14, 15, 14, 7)
    assert positions[(*event, "by", 0)] == Position(14, 33, 14, 33, 33)


def test_norway_is_a_text() -> None:
    """Words that YAML 1.1 takes for true and false are words."""
    loaded = read(SMALL + "sources: {A: NO, B: on, C: 'yes'}\n")

    assert loaded.data["sources"] == {"A": "NO", "B": "on", "C": "yes"}


def test_a_clean_file_is_a_definition_with_its_hash() -> None:
    """What comes out knows its own identity."""
    loaded = read(SMALL)

    assert report(loaded.findings) == ""
    assert loaded.require().name == "small"
    assert len(loaded.require().hash) == 64


def test_a_file_with_errors_says_all_of_them_when_it_is_required() -> None:
    """The error holds every finding, with its place."""
    broken = read(SMALL.replace("to: done", "to: dune").replace("holder: office", "holder: offis"))

    with pytest.raises(DefinitionError) as caught:
        broken.require()
    assert str(caught.value) == (
        "small.yaml: D302 line 11, column 22: there is no role 'offis'\n"
        "  hint: did you mean 'office'?\n"
        "small.yaml: D301 line 14, column 46: chart 'review' has no step 'dune'\n"
        "  hint: did you mean 'done'?"
    )


def test_findings_come_in_the_order_of_the_file() -> None:
    """By line, then by column, whichever check found them."""
    for file in sorted((Path(__file__).parent / "broken").glob("*.yaml")):
        findings = read(file.read_text(encoding="utf-8")).findings
        places = [(one.line, one.column) for one in findings]
        assert places == sorted(places)


def test_reading_twice_says_the_same() -> None:
    """No order depends on chance."""
    assert read_definition(FRANCE, file="f") == read_definition(FRANCE, file="f")
