"""Scenarios played: those shipped hold, and one that does not is told line by line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.designs import CHAIN, CROSSED, LATE_NOTE
from workflow.definition.find import find_definition
from workflow.definition.listed import list_definitions
from workflow.definition.read import Loaded, read_definition
from workflow.definition.scenario import Scenario, read_scenarios
from workflow.definition.scenario_files import definition_of, scenario_files
from workflow.errors import DefinitionError, Problem, UnreadableError
from workflow.service.reviews import How, RecordRequest
from workflow.service.scenarios.probes import Probe
from workflow.service.scenarios.refusals import try_refusals
from workflow.service.scenarios.run import Played, play
from workflow.service.scenarios.stage import Stages, stages

SMALL = read_definition(LATE_NOTE, file="small.yaml")
HEAD = "definition: small\nscenario: x\nparty: QMA\nlaunched: 2027-01-04\nsteps:\n"
SHIPPED = [
    (scenario, definition_of(scenario, None))
    for file in scenario_files(("definitions",), None)
    for scenario in read_scenarios(file.read_text(encoding="utf-8"), str(file))
]
RUNNABLE = [
    one.reference
    for one in list_definitions()
    if (found := find_definition(one.reference).definition) and not found.not_yet
]


CROSSINGS = [
    (scenario, definition_of(scenario, None))
    for name in ("crossed", "rated", "council", "orchard")
    for file in scenario_files((f"tests/support/{name}.scenarios.yaml",), None)
    for scenario in read_scenarios(file.read_text(encoding="utf-8"), str(file))
]


@pytest.fixture(scope="module")
def made() -> Iterator[Stages]:
    """One folder of stages for all."""
    with stages() as found:
        yield found


def played(made: Stages, steps: str, loaded: Loaded = SMALL) -> Played:
    """A scenario of *steps*, one a line, played."""
    lines = "".join(f"  - {{{line.strip()}}}\n" for line in steps.strip().splitlines())
    (scenario,) = read_scenarios(HEAD + lines, "x.scenarios.yaml")
    return play(scenario, loaded, made)


def told(found: Played) -> list[str]:
    """Its differences, each in one line."""
    return [f"{one.line} {one.what}: {one.expected} | {one.found}" for one in found.differences]


@pytest.mark.parametrize(("scenario", "loaded"), SHIPPED, ids=[one.title for one, _ in SHIPPED])
def test_every_shipped_scenario_holds(scenario: Scenario, loaded: Loaded, made: Stages) -> None:
    """From launch to closure, through the same services, in memory; its log verifies."""
    assert told(play(scenario, loaded, made)) == []


@pytest.mark.parametrize(("scenario", "loaded"), CROSSINGS, ids=[s.title for s, _ in CROSSINGS])
def test_constructs_hold_where_they_meet(scenario: Scenario, loaded: Loaded, made: Stages) -> None:
    """Polls of a whole cycle, items that outlive what opened them, both keys long after."""
    assert told(play(scenario, loaded, made)) == []


def test_the_example_of_the_page_holds(made: Stages) -> None:
    """What an officer copies from it can be played."""
    page = Path("docs/reference/scenarios.md").read_text(encoding="utf-8")
    text = page.partition("```yaml\n")[2].partition("```")[0]
    (scenario,) = read_scenarios(text, "page.scenarios.yaml")

    assert told(play(scenario, definition_of(scenario, None), made)) == []


def test_the_example_of_who_may_vote_holds(made: Stages) -> None:
    """With a treaty of its own the members are those named; with a shipped one, sixty more."""
    page = Path("docs/reference/scenarios.md").read_text(encoding="utf-8")
    _, design, text = (
        block.partition("```")[0] for block in page.split("```yaml\n")[1:]
    )  # the head's example, then these two
    (scenario,) = read_scenarios(text, "page.scenarios.yaml")
    own = read_definition(design, file="assembly.yaml")

    assert own.findings == ()
    assert told(play(scenario, own, made)) == []

    shipped = read_definition(design.replace("lake_treaty", "untoc"), file="assembly.yaml")
    (line, *_) = told(play(scenario, shipped, made))
    assert "record cast: not recorded: R001 | recorded" in line


def test_every_shipped_definition_has_a_scenario_to_its_end() -> None:
    """Its last expectation is that the review is final; or that no cycle is opened, and why."""
    ended = {
        loaded.require().name
        for scenario, loaded in SHIPPED
        if any(step.expect and step.expect.status == "final" for step in scenario.steps)
    }
    shut = {loaded.require().name for scenario, loaded in SHIPPED if scenario.not_opened}
    every = {one.reference.partition("@")[0] for one in list_definitions()}

    assert {name.partition("@")[0] for name in RUNNABLE} <= ended
    assert every == {*(name.partition("@")[0] for name in RUNNABLE), *shut}
    assert shut == {"uncac-pilot"}


def test_a_whole_small_review(made: Stages) -> None:
    """Bound, recorded, notified, moved, passed, met: all of it by the same services."""
    found = played(
        made,
        """
        day: 2027-01-05, bind: team, actor: a@QMB
        day: 2027-01-05, record: start, expect: {step: answering}
        day: 2027-01-05, expect: {deadline: {name: answering, due: 2027-07-05}}
        day: 2027-01-06, notify: answering
        day: 2027-01-06, expect: {deadline: {name: answering, notified: 2027-01-06}}
        day: 2027-02-01, move: answering, to: 2027-06-01, expect: {not_recorded: R042}
        day: 2027-02-01, move: answering, to: 2027-08-01, reason: as agreed
        day: 2027-08-02, expect: {deadline: {name: answering, due: 2027-08-01, status: passed}}
        day: 2027-08-03, record: answer, with: answers, expect: {step: reading, holder: team}
        day: 2027-09-01, record: finish, role: team, expect: {step: closed, status: final}
        """,
    )

    assert told(found) == []
    assert found.steps == 10


def test_each_expectation_that_does_not_hold_is_told_with_what_is_so(made: Stages) -> None:
    """At its own line, and the scenario goes on."""
    found = played(
        made,
        """
        day: 2027-01-05, record: start, expect: {step: reading, holder: [team, state], phase: draft}
        day: 2027-01-06, expect: {deadline: {name: answering, due: 2027-07-06}, status: final}
        day: 2027-01-07, expect: {deadline: {name: aswering}, draft: limit_passed}
        day: 2027-01-08, expect: {possible: finish, not_possible: answer}
        day: 2027-01-09, record: answer, with: answers, expect: {not_recorded: S 6}
        day: 2027-01-10, record: answer, with: answers, expect: {not_recorded: {code: R004}}
        """,
    )

    assert told(found) == [
        "6 2027-01-05 record start: step reading | step answering",
        "6 2027-01-05 record start: phase draft | phase none",
        "6 2027-01-05 record start: holder team and state | holder state",
        "7 2027-01-06: final | open",
        "7 2027-01-06: time limit answering, due 2027-07-06 | "
        "time limit answering, due 2027-07-05, running",
        "8 2027-01-07: time limit aswering | no such time limit; in test/QMA there are answering",
        "8 2027-01-07: draft limit_passed | drafts: awaited to state (answering)",
        "9 2027-01-08: finish is possible | not in this step",
        "9 2027-01-08: answer is not possible | it is",
        "10 2027-01-09 record answer: not recorded: S 6 | recorded",
        "11 2027-01-10 record answer: not recorded: R004 | registered, without effect: "
        "R003 'answer' belongs to answering; test/QMA stands in 'reading' [S 6]",
    ]


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ("day: 2027-01-05, record: answer", "registered, without effect: R003 'answer' belongs"),
        ("day: 2027-01-05, record: strat", "E101 event 'strat' is not in definition 'small'"),
        ("day: 2027-01-05, record: start, part: item-1", "E003 review 'test/QMA' has no part"),
        ("day: 2027-01-03, record: start", "T004 2027-01-03 lies before 2027-01-04"),
        ("day: 2027-01-32, record: start", "E107 day '2027-01-32' is not a day"),
        ("day: 2027-01-05Tnoon, record: start", "T007 '2027-01-05Tnoon' is no day or moment"),
        ("day: 2027-01-05, bind: team", "T006 the step does not say who is meant"),
    ],
)
def test_an_act_that_fails_unexpectedly_ends_its_scenario(
    made: Stages, step: str, found: str
) -> None:
    """What follows rests on it, so nothing more is said."""
    result = played(made, f"{step}\nday: 2027-01-06, expect: {{step: closed}}")

    (only,) = result.differences
    assert only.line == 6
    assert only.found.startswith(found)
    assert result.steps == 1


def test_an_hour_may_be_given(made: Stages) -> None:
    """In the zone of the definition; the registry's stamp is then of that moment."""
    found = played(
        made,
        """
        day: 2027-01-05T09:00, record: start
        day: 2027-07-05T23:59, record: answer, with: answers
        day: 2027-07-06, expect: {deadline: {name: answering, due: 2027-07-05, status: met}}
        """,
    )

    assert told(found) == []


def test_that_no_cycle_is_opened_is_shown_with_why(made: Stages) -> None:
    """Of a definition whose steps are not known; another reason, or a cycle, is told."""
    pilot, head = find_definition("uncac-pilot"), HEAD.removesuffix("steps:\n")

    def shut(why: str, loaded: Loaded) -> Played:
        (scenario,) = read_scenarios(f"{head}not_opened: {why}\n", "x.scenarios.yaml")
        return play(scenario, loaded, made)

    assert shut("true", pilot).holds
    assert shut("S021", pilot).holds
    assert told(shut("'positions:'", pilot)) == [
        "5 cycle open: not recorded: positions: | S021 definition 'uncac-pilot' cannot run yet: "
        "steps: not established by any source"
    ]
    assert told(shut("true", SMALL)) == ["5 cycle open: not recorded | it is opened"]


def test_positions_are_laid_over_the_definition_first() -> None:
    """As `definition compose` does; without a preference a contradiction is told."""
    head = HEAD.replace("small", "skeleton-2009") + "  - {day: 2027-01-05}\n"
    both = f"positions: [canada, china]\n{head}"
    (two,) = read_scenarios(both, "x")
    (preferred,) = read_scenarios(f"prefer: X4=canada\n{both}", "x")

    assert definition_of(preferred, None).require().name == "skeleton-2009-with-canada-china"
    with pytest.raises(DefinitionError, match="X4"):
        definition_of(two, None)


def test_parts_are_spoken_of_by_their_names(made: Stages) -> None:
    """Items by their number, tracks by what they are one of."""
    loaded = read_definition(CHAIN, file="chain.yaml")
    found = played(
        made,
        """
        day: 2027-01-05, record: ask, expect: {step: one}
        day: 2027-01-05, part: item-1, expect: {step: open, deadline: {name: open, due: 2027-02-07}}
        day: 2027-01-06, part: item-2, expect: {step: open}
        day: 2027-01-07, record: remark, part: item-1, expect: {step: heard}
        day: 2027-02-10, part: untoc, expect: {step: reading, holder: team}
        day: 2027-02-11, record: finish, as: a@QMB, part: untoc, expect: {not_recorded: R001}
        """,
        loaded,
    )

    assert told(found) == [
        "8 2027-01-06: there is a part 'item-2' | parts: #item-1",
    ]


def test_a_definition_that_cannot_run_yet_is_told(made: Stages) -> None:
    """As when a cycle is opened."""
    text = LATE_NOTE.replace("instruments: [untoc, tip, som]", "instruments: [nowhere]")
    with pytest.raises(UnreadableError, match="is party to none of nowhere"):
        played(made, "day: 2027-01-05, record: start", read_definition(text, file="s.yaml"))


@pytest.mark.parametrize("name", RUNNABLE)
def test_every_refusal_of_a_shipped_definition_has_its_words_and_paragraph(
    made: Stages, name: str
) -> None:
    """Each step of every chart × event × wrong role × unmet condition; the log verifies."""
    tried = try_refusals(find_definition(name), made)

    assert tried.wrong == []
    assert tried.left() == {}
    assert tried.verified
    assert tried.seen == tried.counts
    assert sum(tried.counts.values()) > 70


def test_refusals_enter_tracks_in_tracks(made: Stages) -> None:
    """Of untoc-2018: nominations, instruments, and each reviewing State on an instrument."""
    tried = try_refusals(find_definition("untoc-2018"), made)

    assert {n: (len(r.steps), len(r.events)) for n, r in tried.charts.items()} == {
        "review": (13, 8),
        "nomination": (3, 2),
        "instrument": (5, 3),
        "reviewing": (5, 7),
    }
    assert tried.counts["second key"] == 2 * 2 + 3 * 2


def test_refusals_reach_every_step_of_every_chart(made: Stages) -> None:
    """Tracks and items, too: 8 steps of the review, 2 of a track, 2 of an item."""
    tried = try_refusals(read_definition(CHAIN, file="chain.yaml"), made)

    assert tried.holds
    assert tried.steps == 12
    assert set(tried.counts) == {"not brought", "not held", "wrong role", "wrong step"}


def test_everything_that_rules_an_act_out_is_tried_where_it_can_be(made: Stages) -> None:
    """Teams, windows, gaps, votes, keys, numbers, a full step, a limit that passed."""
    tried = try_refusals(read_definition(CROSSED, file="crossed.yaml"), made)

    assert tried.wrong == []
    assert tried.verified
    assert tried.never == ()
    assert all(list(reach.left()) == [] for reach in tried.charts.values())
    assert set(tried.counts) == {
        *("wrong step", "wrong role", "not held", "not brought", "condition", "document", "vote"),
        *("team", "second key", "at most", "capacity", "time", "fact fixed"),
    }


def test_what_could_not_be_tried_is_told_with_why(made: Stages) -> None:
    """Nothing is passed over in silence."""
    guards = "guards:\n  so: {that: secretariat is bound, otherwise: no, basis: S 6}\n"
    text = LATE_NOTE.replace("charts:", f"{guards}charts:")
    text = text.replace(
        "by: secretariat, to: answering", "by: secretariat, guard: so, to: answering"
    )
    text = text.replace("by: state, with: answers", "by: state, at_most: 99, with: answers")

    assert try_refusals(read_definition(text, file="s.yaml"), made).left() == {
        "review: condition start: so": "it held wherever it was asked",
        "at_most of answer": "it is not repeated 99 times here",
    }


def test_treaties_that_nobody_knows_are_in_force_for_the_trial(made: Stages) -> None:
    """A mechanism of its own has instruments of its own."""
    text = LATE_NOTE.replace("[untoc, tip, som]", "[lighthouses]")

    assert try_refusals(read_definition(text, file="l.yaml"), made).holds


def test_an_answer_with_other_words_or_paragraph_is_noticed() -> None:
    """The oracle is awake."""
    probe = Probe(
        kind="condition",
        what="",
        request=RecordRequest(review="", event="", how=How(actor="", role="")),
        code="R005",
        words="with the agreement",
        basis="C 15",
    )

    assert probe.fits(Problem(code="R005", words="only with the agreement of", basis="C 15"))
    assert not probe.fits(Problem(code="R005", words="only with the agreement of", basis="C 16"))
    assert not probe.fits(Problem(code="R005", words="only by agreement", basis="C 15"))
    assert not probe.fits(Problem(code="R003", words="only with the agreement of", basis="C 15"))
