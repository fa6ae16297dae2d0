"""The two designs of 2009 say what the compilation records of each State, and nothing more."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import pytest
from ruamel.yaml import YAML

from workflow.model.compiling.compiled import compile_definition
from workflow.model.definition import PHASES, Chart, Definition
from workflow.model.grammar.expression import words

VIEWS = Path(__file__).parents[2] / "definitions" / "views-2009"
#: The paragraphs of the compilation that name the State; 22 speaks of all States as well.
NAMED = {
    "france": {5, 9, 13, 15, 16, 17, 18, 20, 21, 22, 25, 29},
    "finland": {11, 13, 14, 15, 20, 21, 22, 24, 29},
}
BOTH = pytest.mark.parametrize("state", ["france", "finland"])
Rows = Mapping[str, object]


def data(state: str) -> Rows:
    """Return the file of *state* as written."""
    text = (VIEWS / f"{state}.yaml").read_text("utf-8")
    return cast(Rows, YAML(typ="safe").load(text))


def design(state: str) -> Definition:
    """Return the definition of *state* as the engine runs it."""
    return compile_definition(data(state), "0" * 64)


def part(rows: Rows, name: str) -> dict[str, Rows]:
    """Return the rows of *rows* under *name*."""
    return cast(dict[str, Rows], rows.get(name, {}))


@BOTH
def test_a_design_runs_with_what_the_engine_has(state: str) -> None:
    """Nothing in it waits for a construct to come; it is a proposal, never more."""
    assert design(state).not_yet == ()
    assert design(state).status == "proposal"


@BOTH
def test_every_row_says_who_said_it(state: str) -> None:
    """Each role, fact, document, guard and step has a basis; an event has its own or its step's."""
    rows = data(state)
    named = [
        row for key in ("roles", "facts", "documents", "guards") for row in part(rows, key).items()
    ]
    named += [
        row for chart in part(rows, "charts").values() for row in part(chart, "states").items()
    ]

    assert [name for name, row in named if "basis" not in row] == []


@BOTH
def test_a_row_cites_only_paragraphs_that_name_the_state(state: str) -> None:
    """Nothing said by others, or by nobody, is put into a State's mouth."""
    cited = {
        int(number)
        for basis in bases(data(state))
        if basis != "assumed"
        for number in basis.removeprefix("C ").split()
    }

    assert cited - NAMED[state] == set()


@BOTH
def test_every_time_limit_is_assumed(state: str) -> None:
    """The compilation has no time limit, of anybody."""
    limits = re.findall(r"due: ([^,}\n]+)", (VIEWS / f"{state}.yaml").read_text("utf-8"))

    assert limits
    assert [limit for limit in limits if not limit.endswith("(assumed)")] == []


def test_france_has_eight_phases_in_their_order() -> None:
    """From self-assessment to follow-up, as the steps stand in the file."""
    assert phases(design("france").charts["review"]) == list(PHASES)


def test_finland_is_not_france_with_small_changes() -> None:
    """No dialogue, comments, recommendations or follow-up is attributed to Finland."""
    finland = design("finland")

    assert phases(finland.charts["review"]) == [
        "self_assessment",
        "expert_analysis",
        "visit",
        "final",
    ]
    assert not any("recommendations" in row.may_have for row in finland.documents.values())
    assert "assistance_need" not in finland.facts


def test_france_visits_only_as_necessary_and_with_agreement() -> None:
    """G2: the one way into a visit is guarded; without it the review goes on to the draft."""
    review = design("france").charts["review"]
    guard = design("france").guards["visit_agreed"]

    assert ways_into(review, "visit") == {"begin_visit"}
    assert review.events["begin_visit"].guards == ("visit_agreed",)
    assert words(guard.that) == "visit_purpose is recorded and visit_consent is given"
    assert "dialogue" in review.events["write_draft"].from_


def test_france_may_withdraw_its_agreement_until_the_visit_begins() -> None:
    """The agreement is the State's own, and stands only once the visit has begun."""
    consent = design("france").facts["visit_consent"]

    assert (consent.kind, consent.by, consent.until) == (
        "consent",
        ("state_under_review",),
        "visit",
    )


def test_france_hears_the_state_on_each_item_from_other_sources() -> None:
    """G6: an item opens a hearing; the draft waits for all of them, as a house rule."""
    france = design("france")
    hearing = france.charts["hearing"]

    assert hearing.per == "item"
    assert france.charts["review"].events["use_source"].opens == "hearing"
    assert france.charts["review"].events["transmit"].guards == ("sources_heard",)
    assert france.guards["sources_heard"].house
    assert [branch.state for branch in hearing.states["open"].on_timeout] == ["heard"]


def test_france_adopts_nothing_before_the_comments() -> None:
    """G7: the final report comes after the comments, or after their time limit has passed."""
    france = design("france")
    review = france.charts["review"]

    assert ways_into(review, "adoption") == {"comment", "proceed"}
    assert review.events["proceed"].guards == ("comment_period_over",)
    assert words(france.guards["comment_period_over"].that) == "deadline comments is missed"


def test_france_follows_up_only_on_recommendations() -> None:
    """A report on measures is asked for only if the final report has recommendations."""
    france = design("france")
    first, last = france.charts["review"].events["adopt"].to

    assert first.state == "follow_up"
    assert first.condition is not None
    assert words(first.condition) == "final_report has recommendations"
    assert (last.state, last.condition) == ("closed", None)
    assert {"team", "conference"} <= set(france.documents["measures_report"].seen_by)


def test_france_records_needs_of_assistance_at_every_stage() -> None:
    """A need can be recorded again and again, and in every step."""
    need = design("france").facts["assistance_need"]

    assert need.many
    assert need.until is None


def test_finland_leaves_out_a_visit_only_with_reason_and_decider() -> None:
    """G3: the report is reached past a visit by one event, under a house rule."""
    finland = design("finland")
    review = finland.charts["review"]
    guard = finland.guards["waiver_explained"]

    assert ways_into(review, "report") == {"end_visit", "waive_visit"}
    assert review.events["waive_visit"].guards == ("waiver_explained",)
    assert guard.house
    assert words(guard.that) == (
        "visit_waiver_reason is recorded and visit_waiver_decider is recorded"
    )


def test_finland_publishes_with_approval_and_closes_without() -> None:
    """G4: no approval, no publication; but the review ends all the same."""
    finland = design("finland")
    review = finland.charts["review"]
    public = [name for name, row in finland.documents.items() if "public" in row.seen_by]

    assert public == ["published_report"]
    assert [name for name, event in review.events.items() if public[0] in event.with_] == [
        "publish"
    ]
    assert review.events["publish"].guards == ("publication_approved",)
    assert [branch.state for branch in review.states["publication"].on_timeout] == ["closed"]


def test_finland_shows_its_report_to_the_group_and_states_parties_at_least() -> None:
    """G4's floor: they read the report whatever the State decides."""
    assert {"group", "states_parties"} <= set(design("finland").documents["country_report"].seen_by)


def test_finland_uses_no_source_before_it_is_found_reliable() -> None:
    """Each item from another source is examined by the experts before the report is presented."""
    finland = design("finland")

    assert finland.charts["source"].per == "item"
    assert "sources_examined" in finland.charts["review"].events["present"].guards
    assert words(finland.guards["sources_examined"].that) == "no source is examination"


@pytest.mark.parametrize(
    ("state", "rules"),
    [
        ("france", {("same_region", 1, "C 9 15"), ("nationals", 0, "assumed")}),
        ("finland", {("appointed_by", 2, "C 14"), ("nationals", 0, "assumed")}),
    ],
)
def test_each_design_has_its_own_rule_for_the_team(
    state: str, rules: set[tuple[str, int, str]]
) -> None:
    """G8: a regional expert for France, two appointing States for Finland."""
    found = {(rule.kind, rule.n, rule.basis) for rule in design(state).roles["team"].rules}

    assert found == rules


def bases(rows: object) -> Iterator[str]:
    """Yield every basis, and every mark `(C 15)` of a value, in *rows*."""
    if isinstance(rows, str):
        yield from re.findall(r"\((C [\d ]+|assumed)\)$", rows)
    if isinstance(rows, Mapping):
        basis = rows.get("basis", [])
        yield from [basis] if isinstance(basis, str) else basis
    inner = rows.values() if isinstance(rows, Mapping) else rows if isinstance(rows, list) else ()
    for value in inner:
        yield from bases(value)


def phases(chart: Chart) -> list[str]:
    """Return the phases of *chart*, each once, in the order of its steps."""
    return list(dict.fromkeys(state.phase for state in chart.states.values() if state.phase))


def ways_into(chart: Chart, step: str) -> set[str]:
    """Return the events that go to *step*."""
    return {name for name, event in chart.events.items() if step in {way.state for way in event.to}}


@BOTH
def test_the_reference_page_names_every_step_event_and_guard(state: str) -> None:
    """What a diplomat looks up is there."""
    page = (VIEWS.parents[1] / "docs" / "reference" / "views-2009.md").read_text("utf-8")
    found = design(state)
    names = set(found.guards)
    for chart in found.charts.values():
        names |= {chart.name, *chart.events, *chart.states}

    assert {name for name in names - {"review"} if f"`{name}`" not in page} == set()
