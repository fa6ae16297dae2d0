"""Four definitions of reviews that exist or existed say what is established, and nothing more."""

import re
from collections.abc import Iterator

import pytest

from tests.support.designs import ROOT
from tests.support.mechanisms import FOLDER, MEM, PILOT, UNCAC, UNTOC
from workflow.definition.composing.compare import column_of_design, compare
from workflow.definition.drawing.draw import draw
from workflow.definition.find import find_definition
from workflow.definition.findings import report
from workflow.definition.read import read_definition
from workflow.model.definition import Definition, State

NAMES = ("cicad-mem-1999", "uncac-2009", "uncac-pilot", "untoc-2018")
RUNNABLE = tuple(name for name in NAMES if name != "uncac-pilot")
PAGE = ROOT / "docs" / "reference" / "mechanisms.md"
README = FOLDER / "README.md"
#: Marks of confidence, and words beside them, that may follow a source.
MARKS = {"V", "V*", "D", "M", "unconfirmed", "indicative", "assumed"}
#: What may be read by whom: all that a source says, and not a reader more.
AUDIENCES = {
    "untoc-2018": {
        "note_verbale": ("secretariat",),
        "responses": ("reviewers", "extra"),
        "clarification_request": ("state_under_review",),
        "further_information": ("reviewers", "extra"),
        "written_feedback": ("state_under_review",),
        "list_of_observations": ("working_groups",),
        "summary": (),
    },
    "uncac-2009": {
        "notice": ("state_under_review",),
        "checklist_response": (),
        "circulated_response": ("reviewers",),
        "information_request": ("state_under_review",),
        "further_information": ("reviewers",),
        "desk_review_outcome": (),
        "draft_report": (),
        "experts_comments": (),
        "report_for_approval": ("state_under_review", "focal_point"),
        "agreed_summary": (),
        "issued_summary": ("public",),
        "agreed_report": (),
        "published_report": ("public",),
        "published_part": ("public",),
    },
    "cicad-mem-1999": {
        "operations_manual": ("geg",),
        "questionnaire": ("country",),
        "responses": ("secretariat",),
        "list_of_experts": (),
        "compilation": (),
    },
}
#: Every time limit there is. What is not here is not established, and has none.
LIMITS = {
    "untoc-2018": {
        "2 weeks after cluster_start (N22 V)",
        "4 weeks after cluster_start (N22 V)",
        "6 months after cluster_start (O V)",
        "6 months after responses is received (O V)",
        "2 years after cluster_start (O D)",
    },
    "uncac-2009": {
        "3 weeks after review.started (MS M unconfirmed indicative)",
        "1 month after review.started (MS M unconfirmed indicative)",
        "2 months after review.started (MS M unconfirmed indicative)",
        "5 months after review.started (MS M unconfirmed indicative)",
        "6 months after review.started (MS M unconfirmed indicative)",
        "1 month after checklist_response is received (MS M unconfirmed indicative)",
        "1 month after circulated_response is received (MS M unconfirmed indicative)",
        "2 weeks after draft_report is received (M unconfirmed indicative)",
    },
    "cicad-mem-1999": {
        "by 1999-10-07 (B1j V)",
        "by 1999-10-15 (B1j V)",
        "by 1999-12-01 (B1j V)",
        "by 1999-12-02 (B1j V)",
        "by 2000-02-28 (B1j V)",
        "by 2000-04-30 (B1j V)",
    },
}


def design(name: str) -> Definition:
    """A shipped mechanism, compiled."""
    return find_definition(name).require()


def steps(name: str) -> Iterator[State]:
    """Every step of every chart."""
    for chart in design(name).charts.values():
        yield from chart.states.values()


def bases(data: object) -> Iterator[str]:
    """Every basis in a file, one by one."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _lines(value) if key == "basis" else bases(value)
    elif isinstance(data, list):
        for value in data:
            yield from bases(value)


def _lines(value: object) -> Iterator[str]:
    yield from map(str, value) if isinstance(value, list) else [str(value)]


@pytest.mark.parametrize("name", NAMES)
def test_a_mechanism_is_checked_without_a_warning(name: str) -> None:
    """Notes alone: what is unconfirmed, and what cannot run."""
    found = find_definition(name).findings

    assert {one.code for one in found} <= {"D501", "D503"}, report(found)


@pytest.mark.parametrize("name", NAMES)
def test_a_mechanism_runs_in_rehearsals_only(name: str) -> None:
    """No decision of a Conference was read that would make it more than an illustration."""
    assert design(name).status == ("unconfirmed" if name == "uncac-pilot" else "illustration")


@pytest.mark.parametrize("name", NAMES)
def test_every_basis_is_a_source_with_its_mark(name: str) -> None:
    """Source, then how sure; what nobody said is assumed; a page knows each source's address."""
    loaded = find_definition(name)
    keys = set(loaded.require().sources)
    readme = README.read_text(encoding="utf-8")

    for basis in bases(loaded.data):
        source, *marks = basis.split()
        assert source == "assumed" or (source in keys and marks), basis
        assert set(marks) <= MARKS, basis
    assert [key for key in keys if f"**{key}**" not in readme] == []


@pytest.mark.parametrize("name", RUNNABLE)
def test_there_are_these_time_limits_and_no_others(name: str) -> None:
    """Each with its source and mark beside it; nothing that is not established has a number."""
    assert {state.due_text for state in steps(name) if state.due_text} == LIMITS[name]
    assert [state.path for state in steps(name) if state.window or state.not_before] == []


@pytest.mark.parametrize("name", RUNNABLE)
def test_no_time_limit_moves_a_review(name: str) -> None:
    """The effect of silence is not established in any of them: a step waits, late or not."""
    assert [state.path for state in steps(name) if state.on_timeout or state.silence] == []


@pytest.mark.parametrize("name", RUNNABLE)
def test_what_is_not_established_is_closed(name: str) -> None:
    """No reader stands in the file that a source does not name."""
    found = {paper.name: paper.seen_by for paper in design(name).documents.values()}

    assert found == AUDIENCES[name]


def test_every_limit_of_uncac_is_marked_as_unconfirmed_and_indicative() -> None:
    """The schedule names the limits, but not to which step each belongs; the check notes each."""
    limits = [state.due_text for state in steps("uncac-2009") if state.due_text]
    noted = [one for one in find_definition("uncac-2009").findings if "'due'" in one.message]

    assert len(limits) == 8
    assert all(limit.endswith("M unconfirmed indicative)") for limit in limits)
    assert len(noted) == len(limits)


def test_where_the_sources_of_uncac_disagree_the_file_says_so() -> None:
    """One month in a talk, two in the row; the starting point of one limit is not known."""
    assert "TALK says one month: the sources disagree." in UNCAC
    assert "from when is not known" in UNCAC
    assert not {s.name: s.due_text for s in steps("uncac-2009")}["outcome_call"]


def test_the_second_reviewer_of_uncac_may_be_from_anywhere_and_that_of_untoc_may_not() -> None:
    """One rule differs between the two that are otherwise drawn alike."""
    rules = {
        name: {rule.kind for rule in design(name).roles["reviewers"].rules}
        for name in ("uncac-2009", "untoc-2018")
    }

    assert rules["uncac-2009"] == {"same_region", "size"}
    assert rules["untoc-2018"] == {"same_region", "other_region", "size"}


def test_every_output_of_untoc_has_a_second_key() -> None:
    """Experts write; the focal point of their own State clears."""
    events = [e for c in design("untoc-2018").charts.values() for e in c.events.values()]
    outputs = {"responses", "written_feedback", "list_of_observations", "summary"}
    released = {name for event in events if event.release for name in event.with_}

    assert released == outputs


def test_untoc_has_no_visit_and_no_date_of_a_cluster() -> None:
    """None is mentioned; and the years of the plan are contradicted by practice."""
    assert all(state.phase != "visit" for state in steps("untoc-2018"))
    rows = "\n".join(line.partition("#")[0] for line in UNTOC.splitlines())
    assert re.findall(r"20[23][0-9]", rows.partition("instruments:")[2]) == []


def test_the_pilot_has_no_step_and_says_so() -> None:
    """It is checked, drawn and compared with others; the drawing shows that nothing is known."""
    loaded = read_definition(PILOT, file="uncac-pilot.yaml")

    assert loaded.data["charts"] == {}
    assert loaded.require().not_yet == ("steps: not established by any source",)
    assert "not_established" in draw(loaded.require(), "text")
    columns = [column_of_design(find_definition(name)) for name in ("uncac-pilot", "uncac-2009")]
    assert {cell.column for line in compare(columns) for cell in line.cells}


def test_the_round_of_the_mem_is_named_and_ends_where_its_timetable_ends() -> None:
    """No step of a later round is in it; its end says why it is one."""
    mem = design("cicad-mem-1999")
    ends = [s.path for s in mem.charts["review"].states.values() if s.final]

    assert ends == ["established_part_ended"]
    assert "first round 1999-2000" in mem.title
    rows = "\n".join(line.partition("#")[0] for line in MEM.splitlines())
    assert not re.search(r"\b(2007|2014|2019|2022|2023)\b", rows)


def test_what_is_unconfirmed_is_drawn_dashed() -> None:
    """Like what nobody said, with its source beside it."""
    picture = draw(design("uncac-2009"), "text", "remark")

    assert "┌╌" in picture
    assert "[M unconfirmed]" in picture


def rows_of(page: str) -> list[list[str]]:
    """The rows of the tables of a page, as cells."""
    lines = [line for line in page.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_each_test_that_the_page_names_is_there() -> None:
    """A promise is shown by a test, or it says why not yet."""
    page = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_[a-z0-9_]+)`", page))
    written = {
        found
        for file in (ROOT / "tests").rglob("test_*.py")
        for found in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.M)
    }

    assert sorted(named - written) == []
    assert len(named) > 60


def test_the_page_has_all_hard_cases_and_all_constructs() -> None:
    """26 and 31 rows (there is no E25), each with a test or with the reason why not."""
    rows = rows_of(PAGE.read_text(encoding="utf-8"))
    first = [row[0] for row in rows]

    assert [n for n in range(1, 27) if str(n) not in first] == []
    assert [n for n in range(1, 33) if f"E{n}" not in first] == [25]
    for row in rows:
        if row[0].removeprefix("E").isdigit():
            assert "`test_" in row[-1] or "not yet" in row[-1], row
