"""Positions say what the compilation records of their holders, and nothing more."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from workflow.definition.composing.axes import Statement, axes, statements
from workflow.definition.composing.axes_paragraphs import (
    NOBODY,
    PARAGRAPHS,
    named_in,
    paragraphs_of,
)
from workflow.definition.composing.compose_position import (
    find_position,
    read_position,
    shipped_positions,
)
from workflow.definition.find import find_definition
from workflow.errors import DefinitionError, UnknownError

DOCS = Path(__file__).parents[2] / "docs" / "reference"
TEXT = (Path(__file__).parent / "compilation-2009.txt").read_text(encoding="utf-8")
STATES = [
    "Argentina",
    "Belgium",
    "Canada",
    "Chile",
    "China",
    "Colombia",
    "Ecuador",
    "Finland",
    "France",
    "Jamaica",
    "Japan",
    "Mexico",
    "Netherlands",
    "Panama",
    "Peru",
    "Philippines",
    "Romania",
    "Turkey",
    "United States",
]
QUANTIFIED = {
    "all": r"All responding States",
    "great majority": r"great majority of responding States",
    "most": r"Most (responding )?States",
    "many": r"(M|m)any (responding )?States|emphasized by many",
    "several": r"Several (States|countries)",
    "some": r"Some States|some States underlined|some \(from",
    "other responses": r"Other responses",
}
POSITIONS = {name: find_position(name) for name in shipped_positions()}
#: What each State amends, by A.1 of the domain notes; R stands beside the axes.
SPEAKS_OF = {
    "argentina": "X4 X12",
    "belgium": "X12 R",
    "canada": "X4 X12 R",
    "chile": "X9 X10",
    "china": "X4 X8a X9 X10 X14 R",
    "colombia": "X2 X13 X9 R",
    "ecuador": "X1 X9 R",
    "jamaica": "R",
    "japan": "X1 X2 X3 X9 X10 X11 X12 R",
    "mexico": "X1 X4 X6 R",
    "netherlands": "X10 X12 X14 R",
    "panama": "X1 X4 X8a X9",
    "peru": "X6 X9 R",
    "philippines": "X1 X8a X11 X12 R",
    "romania": "X1",
    "turkey": "X5 X6 X9 X12",
    "united-states": "X12 R",
    "majority": "X1 X11 X12 X14 R",
    "many": "X3 X4 X9 R",
    "several": "X4 R",
    "some": "X2 X11",
}
EACH = pytest.mark.parametrize("name", sorted(POSITIONS))


def paragraphs() -> Mapping[int, str]:
    """The paragraphs of the compilation by number, each in one line."""
    found = re.findall(r"^(\d+)\. (.*?)(?=^\d+\. |\Z)", TEXT, re.M | re.S)
    return {int(number): " ".join(words.split()) for number, words in found}


def named(words: str) -> set[str]:
    """The States and quantifiers of a paragraph."""
    states = {state for state in STATES if state in words}
    return states | {name for name, form in QUANTIFIED.items() if re.search(form, words)}


@pytest.mark.parametrize("number", sorted(paragraphs()))
def test_who_is_named_in_a_paragraph_is_what_the_text_says(number: int) -> None:
    """The list the checks go by is the compilation's own."""
    assert set(named_in(number)) - {NOBODY} == named(paragraphs()[number])


def test_the_list_has_every_paragraph() -> None:
    """5 to 32 report views; 1 to 4 report none."""
    assert sorted(paragraphs()) == list(range(5, 33))
    assert sorted(PARAGRAPHS) == list(range(1, 33))
    assert not any(PARAGRAPHS[number] for number in range(1, 5))


def test_there_is_a_position_for_each_other_state_and_quantifier() -> None:
    """Seventeen States and four overlays; France and Finland have designs."""
    holders = {name for overlay in POSITIONS.values() for name in overlay.of}
    quantified = {"all", "great majority", "most", "many", "several", "some"}

    assert holders == {*STATES, *quantified} - {"France", "Finland"}
    assert set(POSITIONS) == set(SPEAKS_OF)


@EACH
def test_a_position_speaks_of_what_its_holder_spoke_of(name: str) -> None:
    """No axis is missing, and none is added."""
    spoken = {statement.axis for statement in POSITIONS[name].statements()}

    assert spoken == set(SPEAKS_OF[name].split())


@EACH
def test_every_basis_names_its_holder(name: str) -> None:
    """A quantifier that stays with a statement stands in the paragraph, too."""
    for element in POSITIONS[name].elements:
        who = {*element.by, *([element.quantifier] if element.quantifier else [])}
        for number in paragraphs_of(element.basis, "C"):
            assert who - {NOBODY} <= named(paragraphs()[number]), element.name


@EACH
def test_a_row_a_position_sets_cites_only_what_its_holder_said(name: str) -> None:
    """Everything else in it is assumed, and shown as such."""
    for element in POSITIONS[name].elements:
        cited = {
            number
            for change in element.changes
            for basis in bases(change.rows.data)
            for number in paragraphs_of(basis, "C")
        }
        assert cited <= set(paragraphs_of(element.basis, "C")), element.name


@EACH
def test_an_element_acts_or_says_why_it_does_not(name: str) -> None:
    """Nothing is left out in silence."""
    silent = [e.name for e in POSITIONS[name].elements if not e.changes and not e.notes]

    assert silent == []


def test_the_catalogue_and_the_positions_say_the_same() -> None:
    """Each value of the axes has those who hold it, and nobody else."""
    held = {(s.key, who, s.basis) for s in everything() for who in s.by}
    listed = {
        (value.key, who, basis)
        for axis in axes().axes.values()
        for value in axis.values.values()
        for who, basis in value.said.items()
    }

    assert held == listed


def test_majority_holds_no_step_of_a_process() -> None:
    """All, great majority and most contain not one."""
    rows = [
        change.rows.data for element in POSITIONS["majority"].elements for change in element.changes
    ]

    assert rows
    assert not any("charts" in row for row in rows)


def test_the_baseline_says_what_the_majority_says() -> None:
    """The same statements; every step is the skeleton's, filled in by us."""
    baseline = find_definition("baseline-2009")
    said = {(s.key, s.by, s.basis) for s in statements(baseline.data, "")}
    steps = baseline.require().charts["review"].states

    assert said == {(s.key, s.by, s.basis) for s in POSITIONS["majority"].statements()}
    assert {step.basis for step in steps.values()} == {"assumed"}


def test_the_skeleton_is_nobodys() -> None:
    """Every row is assumed, and it has the eight phases."""
    skeleton = find_definition("skeleton-2009")
    phases = {state.phase for state in skeleton.require().charts["review"].states.values()}

    assert set(bases(skeleton.data)) == {"assumed"}
    assert len(phases - {None}) == 8


WRONG = """position: canada
language: 1
title: What Canada did not say
of: {state: Canada, code: CAN}
sources: {C: "Compilation of comments and views received from States, 7 September 2009"}
elements:
  sources:
    verb: should
    words: invented
    basis: C 19
    axes: {X4: varius}
    sets:
      - rows:
          facts: {invented: {is: text, by: team, basis: C 27}}
"""


def test_a_position_that_cites_what_was_not_said_is_told_with_its_place() -> None:
    """Paragraph, axis value and row, all at once."""
    with pytest.raises(DefinitionError) as raised:
        read_position(WRONG, file="wrong.yaml")

    assert [(problem.code, problem.words) for problem in raised.value.problems] == [
        ("D421", "line 10, column 12: paragraph 19 does not name Canada"),
        ("D104", "line 11, column 16: axis X4 has no value 'varius'"),
        ("D421", "line 14, column 57: paragraph 27 does not name Canada"),
    ]
    assert "'various'" in raised.value.problems[1].hint


def test_a_position_of_a_wrong_shape_is_told() -> None:
    """A missing key and an unknown one."""
    text = WRONG.replace("    verb: should\n", "    vreb: should\n")
    with pytest.raises(DefinitionError) as raised:
        read_position(text, file="wrong.yaml")

    assert [problem.code for problem in raised.value.problems] == ["D103", "D101"]


def test_an_unknown_position_names_what_is_near() -> None:
    """Exit code 5, with a hint."""
    with pytest.raises(UnknownError) as raised:
        find_position("phillipines")

    assert "'philippines'" in raised.value.problems[0].hint


def everything() -> Iterator[Statement]:
    """Every statement of the positions and of the two designs."""
    for overlay in POSITIONS.values():
        yield from overlay.statements()
    for name in ("france-2009", "finland-2009"):
        yield from statements(find_definition(name).data, name)


def bases(rows: object) -> Iterator[str]:
    """Every basis in *rows*, and every mark in brackets after a value."""
    for key, value in rows.items() if isinstance(rows, Mapping) else ():
        if key == "basis":
            yield from [value] if isinstance(value, str) else value
        elif isinstance(value, str) and key != "otherwise":
            yield from re.findall(r"\((C [\d ]+|assumed)\)$", value)
        else:
            yield from bases(value)


def test_the_page_on_axes_says_what_the_catalogue_says() -> None:
    """Each value with its words and who said it; each pair with its sides."""
    page = (DOCS / "axes.md").read_text(encoding="utf-8")
    values = [value for axis in axes().axes.values() for value in axis.values.values()]
    lines = [f"| `{value.name}` | {value.words} |" for value in values]
    lines += [f"| {pair.id} | {pair.name} |" for pair in (*axes().conflicts, *axes().tensions)]

    assert [line for line in lines if line not in page] == []


@EACH
def test_the_page_on_positions_says_what_acts(name: str) -> None:
    """Every position, with each element in words."""
    page = (DOCS / "positions.md").read_text(encoding="utf-8")
    [line] = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]

    assert [e.words for e in POSITIONS[name].elements if e.words not in line] == []


def test_the_example_of_the_page_is_a_position() -> None:
    """It can be copied."""
    page = (DOCS / "positions.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```yaml\n(.*?)^```$", page, re.M | re.S)

    assert read_position(example, file="page.yaml").of == ("Canada",)
