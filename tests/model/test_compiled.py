"""Canonical data become a definition without any library; nonsense is refused, not crashed upon."""

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.errors import DefinitionError
from workflow.model.compiling.compiled import compile_definition
from workflow.model.definition import Definition
from workflow.model.grammar.expression import Has

CHART = {
    "initial": "prepare",
    "states": {
        "prepare": {"holder": "office", "basis": "C 1"},
        "visit": {
            "holder": ["state", "team"],
            "due": "3 months (assumed)",
            "basis": ["C 2", "assumed"],
            "initial": "going",
            "states": {
                "booking": {"phase": "dialogue"},
                "going": {"holder": "team", "basis": "C 3", "due": "1 week"},
                "left": {"final": True},
            },
        },
        "closed": {"final": True},
    },
    "events": {
        "begin": {"from": "prepare", "by": "office", "to": "visit", "guard": "ready"},
        "book": {"from": "booking", "by": ["team", "state"], "sets": "due visit", "to": "going"},
        "stop": {"from": "visit", "by": "state", "to": ["closed if report has advice", "closed"]},
        "note": {"from": "any", "by": "office", "with": "report", "basis": "C 9"},
    },
}
DATA: dict[str, object] = {
    "definition": "small",
    "version": 3,
    "language": 1,
    "title": "A small review",
    "status": "pilot",
    "sources": {"C": "a text"},
    "instruments": ["untoc"],
    "time": {"roll": "back"},
    "roles": {
        "state": {"is": "party under review", "basis": "C 1"},
        "office": {"is": "secretariat", "basis": "assumed"},
        "person": {"is": "person of state", "basis": "C 1"},
        "team": {
            "is": "experts",
            "same_region": "at least 1 (C 7)",
            "nationals": "none (assumed)",
            "appointed_by": "at least 2 other parties",
            "size": 2,
            "basis": "C 5",
        },
    },
    "facts": {
        "mode": {"is": "choice", "of": ["desk", "remote"], "by": "team", "basis": "C 1"},
        "asked": {"is": "yes_no", "by": "team", "until": "going", "basis": "C 1"},
    },
    "documents": {"report": {"may_have": ["advice"], "seen_by": "closed", "basis": "C 1"}},
    "guards": {
        "ready": {"that": "asked is yes", "otherwise": "ask first", "house": True, "basis": "C 1"}
    },
    "charts": {"review": CHART},
}


def changed(path: str, value: object) -> dict[str, object]:
    """DATA with the value at the dotted *path* replaced."""
    data = json.loads(json.dumps(DATA))
    row = data
    *steps, last = path.split(".")
    for step in steps:
        row = row[step]
    row[last] = value
    return data


def small() -> Definition:
    return compile_definition(DATA, "ab" * 32)


def test_what_is_written_is_kept() -> None:
    """Name, version, words, and the hash as given."""
    definition = small()

    assert (definition.name, definition.version, definition.hash) == ("small", 3, "ab" * 32)
    assert definition.instruments == ("untoc",)
    assert (definition.time.zone, definition.time.roll) == ("Europe/Vienna", "back")
    assert definition.documents["report"].seen_by == ()
    assert definition.facts["asked"].kind == "boolean"
    assert definition.facts["mode"].choices == ("desk", "remote")
    assert definition.guards["ready"].house


def test_holder_phase_and_basis_of_a_compound_are_its_childrens_when_they_say_none() -> None:
    """An end has no holder of its own accord."""
    states = small().charts["review"].states

    assert states["visit.booking"].holders == ("state", "team")
    assert states["visit.going"].holders == ("team",)
    assert states["visit.left"].holders == ()
    assert [states[f"visit.{n}"].phase for n in ("booking", "going")] == ["dialogue", "visit"]
    assert states["visit.booking"].basis == "C 2; assumed"
    assert states["visit.going"].basis == "C 3"


def test_names_become_paths_of_leaves() -> None:
    """A compound is its initial leaf as a target, and all its leaves but ends as a source."""
    chart = small().charts["review"]

    assert chart.initial == "prepare"
    assert chart.states["visit"].initial == "visit.going"
    assert chart.events["begin"].to[0].state == "visit.going"
    assert chart.events["book"].from_ == ("visit.booking",)
    assert chart.events["stop"].from_ == ("visit.booking", "visit.going")
    assert chart.events["note"].from_ == ("prepare", "visit.booking", "visit.going")
    assert chart.leaves() == ("prepare", "visit.booking", "visit.going", "visit.left", "closed")
    assert small().facts["asked"].until == "visit.going"


def test_a_limit_is_named_after_its_step() -> None:
    """Leaf or compound; `sets` names it without `due`."""
    chart = small().charts["review"]

    assert chart.states["visit"].deadline == "visit"
    assert chart.states["visit.going"].deadline == "going"
    assert chart.states["prepare"].deadline == ""
    assert chart.events["book"].sets == "visit"


def test_an_event_without_basis_has_that_of_its_steps() -> None:
    """Of all of them, each once."""
    events = small().charts["review"].events

    assert events["begin"].basis == "C 1"
    assert events["stop"].basis == "C 2; assumed; C 3"
    assert events["note"].basis == "C 9"


def test_a_target_has_conditions_and_ends_bare() -> None:
    """In the order of the file."""
    first, last = small().charts["review"].events["stop"].to

    assert first.condition == Has("report", "advice")
    assert last.condition is None


def test_rules_of_a_team_have_their_number_their_words_and_their_own_source() -> None:
    """Marks in brackets are the rule's basis instead of the role's."""
    rules = {rule.kind: (rule.n, rule.words, rule.basis) for rule in small().roles["team"].rules}

    assert rules == {
        "same_region": (1, "at least 1 of the regional group of the State under review", "C 7"),
        "nationals": (0, "no national of the State under review", "assumed"),
        "appointed_by": (2, "appointed by at least 2 other parties", "C 5"),
        "size": (2, "at least 2 members", "C 5"),
    }
    assert (small().roles["person"].kind, small().roles["person"].of) == ("person", "state")


def test_roles_that_nobody_declares_are_there() -> None:
    """Reviewers of a chart of reviewers, a person of theirs, a body and its members."""
    data = changed("bodies", {"plenary": {"basis": "C 4"}})
    data["charts"]["reviewer"] = {  # type: ignore[index]
        "per": "reviewer",
        "initial": "a",
        "states": {"a": {"holder": "reviewer"}, "b": {"final": True}},
        "events": {
            "go": {"from": "a", "by": "reviewer", "release": "reviewer.person", "to": "b"},
            "vote": {"from": "a", "by": "member of plenary"},
        },
    }

    roles = compile_definition(data, "").roles
    assert roles["reviewer"].kind == "reviewing_parties"
    assert (roles["reviewer.person"].kind, roles["reviewer.person"].of) == ("person", "reviewer")
    assert (roles["plenary"].kind, roles["plenary"].basis) == ("body", "C 4")
    assert (roles["member of plenary"].kind, roles["member of plenary"].of) == ("person", "plenary")


def test_what_cannot_run_yet_is_listed_in_plain_words() -> None:
    """So that no cycle is opened on half a rule."""
    assert small().not_yet == ()
    data = changed("charts.review.states.prepare.due", "3 weeks before closed")
    data["variants"] = {"one": {}}

    assert compile_definition(data, "").not_yet == (
        "open place one, at no path: no alternative",
        "time limit that counts back from what has no date in advance in step prepare",
    )


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("version", "one", "version: D900 is 'one'; it must be a whole number"),
        ("version", True, "version: D900 is True; it must be a whole number"),
        ("status", "draft", "status: D900 is 'draft'; it must be one of proposal, position,"),
        ("charts", {}, "charts: D900 one chart is per party; here are 0"),
        ("charts.review.states", {}, "charts.review: D900 a chart has at least one state"),
        ("charts.review.initial", "x", "charts.review.initial: D900 'x' is not one state of"),
        ("charts.review.states.visit.due", "soon", "charts.review.states.visit.due: D900 'soon'"),
        ("charts.review.states.visit.initial", "prepare", "charts.review.visit.initial: D900"),
        ("charts.review.events.stop.to", [], "charts.review.events.stop.to: D900 the target has"),
        ("charts.review.events.stop.from", "x", "charts.review.events.stop.from: D900 'x' is not"),
        ("guards.ready.that", "what?", "guards.ready.that: D900 'what?' is not a name (column 1)"),
        ("roles.team.is", "friends", "roles.team.is: D900 'friends' is not a kind of role"),
        ("roles.team.size", "few", "roles.team.size: D900 'few' is not a rule"),
        ("facts.mode.is", "mood", "facts.mode.is: D900 'mood' is not a kind of fact"),
        ("facts.asked.until", "never", "facts.asked.until: D900 'never' is not one step"),
        ("roles", [1], "roles: D900 is [1]; it must be a table with names for keys"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_its_place(path: str, value: object, said: str) -> None:
    """A log may hold anything; the row is named."""
    with pytest.raises(DefinitionError) as caught:
        compile_definition(changed(path, value), "")

    assert str(caught.value).startswith(said)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("any"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
PATHS = st.sampled_from(
    [
        *DATA,
        *(f"charts.review.{key}" for key in CHART),
        *(
            f"charts.review.states.visit.{key}"
            for key in ("due", "states", "opens", "join", "then")
        ),
        *(f"charts.review.events.stop.{key}" for key in ("from", "by", "with", "to", "met_by")),
        *(f"roles.team.{key}" for key in ("is", "size", "basis")),
        *(f"facts.mode.{key}" for key in ("is", "of", "by", "many", "until")),
    ]
)


@given(PATHS, JSON)
@settings(max_examples=500, deadline=None)
def test_no_data_make_it_crash(path: str, value: object) -> None:
    """A definition or a DefinitionError, whatever stands in one place."""
    code = "D900"
    try:
        compile_definition(changed(path, value), "")
    except DefinitionError as error:
        code = error.problems[0].code

    assert code == "D900"


@given(st.dictionaries(st.text(max_size=3) | st.sampled_from(list(DATA)), JSON))
@settings(max_examples=200, deadline=None)
def test_no_table_at_all_makes_it_crash(data: dict[str, object]) -> None:
    """Not even one that resembles nothing."""
    with pytest.raises(DefinitionError):
        compile_definition(data, "")


def test_deep_states_are_refused_not_a_full_stack() -> None:
    """A thousand steps inside one another."""
    states: dict[str, object] = {"a": {"final": True}}
    for _ in range(900):
        states = {"a": {"states": states}}

    with pytest.raises(DefinitionError, match="nested more than"):
        compile_definition({**DATA, "charts": {"review": {"initial": "a", "states": states}}}, "")


def test_it_needs_no_library() -> None:
    """A review is replayed from the log on a machine without a YAML reader."""
    code = (
        "import sys, json; from workflow.model.compiling.compiled import compile_definition; "
        "compile_definition(json.load(sys.stdin), ''); "
        "print([m for m in ('ruamel', 'pydantic', 'yaml', 'rfc8785') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(DATA),
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "[]\n"
