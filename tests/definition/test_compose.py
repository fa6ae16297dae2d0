"""Positions laid over a base: a design that runs, or a conflict that names both sides."""

from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest

from tests.cli.desk import DAY, Desk, record
from workflow.definition.checks.check import check, compiled
from workflow.definition.codes import CODES
from workflow.definition.composing.axes import Statement, axes, statements
from workflow.definition.composing.compose import Composed, compose, composed_data
from workflow.definition.composing.compose_position import (
    find_position,
    read_position,
    shipped_positions,
)
from workflow.definition.composing.resolve_text import flat_text
from workflow.definition.find import find_definition
from workflow.definition.read import read_definition
from workflow.errors import DefinitionError, UnreadableError

BASES = ("baseline-2009", "finland-2009", "france-2009", "skeleton-2009")
POSITIONS = {name: find_position(name) for name in shipped_positions()}
LOADED = {name: find_definition(name) for name in BASES}


def composed(base: str, *names: str, prefer: Iterable[str] = ()) -> Composed:
    return compose(LOADED[base], [POSITIONS[name] for name in names], prefer=prefer)


def conflicts(said: Iterable[Statement]) -> list[str]:
    """The conflicts of the K table that *said* come to, in its order."""
    keys = {statement.key for statement in said}
    return [pair.id for pair in axes().conflicts if keys & pair.one and keys & pair.other]


@pytest.mark.parametrize("base", BASES)
def test_any_two_positions_give_a_design_that_runs_or_a_conflict_of_the_table(base: str) -> None:
    """All pairs: what is expected is computed from the axes alone."""
    own = tuple(statements(LOADED[base].data, base))
    wrong = []
    for pair in combinations(POSITIONS.values(), 2):
        expected = conflicts((*own, *pair[0].statements(), *pair[1].statements()))
        try:
            data = composed_data(LOADED[base], pair)
        except DefinitionError as error:
            found = [problem.code for problem in error.problems]
        else:
            found = faults(data)
        if found != expected:
            wrong.append((pair[0].name, pair[1].name, found, expected))

    assert wrong == []


def faults(data: object) -> list[str]:
    """Whatever keeps *data* from running, or should be looked at."""
    assert isinstance(data, dict)
    found = [one.code for one in check(data, frozenset()) if CODES[one.code].severity != "note"]
    definition, _ = compiled(data, "0" * 64)
    return found or ([] if definition is not None and not definition.not_yet else ["not yet"])


@pytest.mark.parametrize("name", sorted(POSITIONS))
@pytest.mark.parametrize("base", ["skeleton-2009", "france-2009", "finland-2009"])
def test_the_flat_file_is_what_was_composed(base: str, name: str) -> None:
    """Read again it has the same data; whatever contradicts the base is preferred over it."""
    own = tuple(statements(LOADED[base].data, base))
    clashes = conflicts((*own, *POSITIONS[name].statements()))
    made = composed(base, name, prefer=[f"{clash}={name}" for clash in clashes])

    again = read_definition(made.text, file="again.yaml")
    assert again.data == made.resolved.data
    assert faults(again.data) == []
    assert again.require().hash == made.loaded.require().hash


def test_the_order_in_which_positions_are_named_changes_nothing() -> None:
    """They are laid on in alphabetical order."""
    names = ["turkey", "mexico", "peru", "colombia"]

    assert composed("finland-2009", *names).text == composed("finland-2009", *names[::-1]).text


def test_canada_and_the_philippines_make_a_design_on_the_skeleton() -> None:
    """The example of the manual."""
    made = composed("skeleton-2009", "canada", "philippines")

    assert made.name == "skeleton-2009-with-canada-philippines"
    assert made.loaded.require().status == "proposal"
    assert made.tensions == ()


def test_a_conflict_names_both_sides_both_paragraphs_and_the_quantifier() -> None:
    """And how to say which prevails."""
    with pytest.raises(DefinitionError) as raised:
        composed("baseline-2009", "ecuador", "mexico")

    [problem] = raised.value.problems
    assert problem.code == "K1"
    assert problem.words == (
        "how many mechanisms: one mechanism for all four instruments (great majority [9]); "
        "one mechanism with sub-mechanisms or chapters (some: Mexico [10]) / "
        "four distinct mechanisms (Ecuador [10])"
    )
    assert problem.hint == ("say which prevails: --prefer X1=baseline-2009 or --prefer X1=ecuador")


def test_every_conflict_is_named_at_once() -> None:
    """Nobody finds the second after the first is settled."""
    with pytest.raises(DefinitionError) as raised:
        composed("finland-2009", "china", "japan", "philippines", "panama")

    codes = [problem.code for problem in raised.value.problems]
    assert codes == ["K1", "K2", "K3", "K5", "K6", "K7", "K8"]


def test_what_prevails_is_said_and_the_other_stays_visible() -> None:
    """Set aside is not forgotten."""
    made = composed("france-2009", "china", prefer=["X4=china", "X14=france"])
    said = {s.key: s for s in statements(made.loaded.data, "")}

    assert said["X4.others_with_comments"].set_aside == (
        "K3: solely what each State provides directly (China [19]) prevails"
    )
    assert said["X14.not_needed_now"].set_aside.startswith("K9: ")
    assert made.loaded.require().status == "proposal"
    assert made.loaded.require().charts["review"].events["use_source"].guards == (
        "sources_of_states",
    )


def test_what_is_set_aside_changes_no_row() -> None:
    """The base's side prevails: only the statement is added."""
    made = composed("finland-2009", "japan", prefer=["K2=finland-2009"])

    assert made.loaded.require().roles["team"] == LOADED["finland-2009"].require().roles["team"]
    assert any(line.startswith("set aside · japan: the review process") for line in made.recorded)


def test_what_is_said_in_one_breath_is_set_aside_in_one() -> None:
    """The Secretariat carrying out the review is both reviewer and role of the Secretariat."""
    made = composed("finland-2009", "japan", prefer=["K2=finland"])
    aside = {s.key for s in statements(made.loaded.data, "") if s.set_aside}

    assert aside == {"X3.secretariat", "X11.carries_out"}


def test_both_sides_of_one_conflict_cannot_prevail() -> None:
    """Else each would set the other aside, and nothing would be left of either."""
    with pytest.raises(UnreadableError, match="both sides of K3 would prevail"):
        composed("finland-2009", "china", prefer=["X4=china", "X4=finland-2009"])


@pytest.mark.parametrize(
    ("prefer", "words"),
    [
        ("X4", "'X4' prefers nothing"),
        ("X44=china", "'X44=china' prefers nothing"),
        ("X6=china", "--prefer X6=china: there is no conflict on X6 here"),
        ("X4=canada", "--prefer X4=canada: 'canada' is on no side of it"),
    ],
)
def test_a_preference_that_means_nothing_is_told(prefer: str, words: str) -> None:
    """Never silently left out."""
    with pytest.raises(UnreadableError) as raised:
        composed("france-2009", "china", prefer=[prefer])

    assert [problem.words for problem in raised.value.problems] == [words]


def test_a_tension_is_a_note_and_composition_goes_on() -> None:
    """Both paragraphs are named."""
    [tension] = composed("skeleton-2009", "chile", "japan").tensions

    assert tension.startswith("Q1 different objects")
    assert "(Japan [22])" in tension
    assert "(Chile [22])" in tension


@pytest.mark.parametrize("pair", axes().tensions, ids=lambda pair: pair.id)
def test_every_tension_of_the_table_is_one(pair: object) -> None:
    """Each is met when both sides are said, and is no conflict."""
    ours = {(frozenset(one.one), frozenset(one.other)) for one in axes().conflicts}

    assert (pair.one, pair.other) not in ours  # type: ignore[attr-defined]
    assert not pair.one & pair.other  # type: ignore[attr-defined]


def test_what_looks_like_a_conflict_and_is_none() -> None:
    """One and chapters; two appointing States and the region; findings and conditionality."""
    assert composed("baseline-2009", "romania").tensions == ()
    assert conflicts(composed_statements("finland-2009", "colombia")) == []
    assert composed("france-2009", "chile").tensions == ()


def composed_statements(base: str, *names: str) -> tuple[Statement, ...]:
    return tuple(statements(composed(base, *names).loaded.data, base))


def test_each_element_says_whose_it_is() -> None:
    """In the axes by name, in the rows by comment."""
    text = composed("finland-2009", "peru", "turkey").text

    assert "for_consideration: {by: [Peru, Turkey], verb: favoured, basis: C 17}" in text
    assert "guard: [sources_examined, prepared_together, state_consulted]" in text
    assert "may_have: recommendations  # peru C 17" in text
    assert "  closed: {final: true, basis: assumed}  # filled in by us" in text


def test_what_does_not_act_is_said() -> None:
    """A principle is recorded, and the file says so at its top."""
    made = composed("finland-2009", "colombia")

    assert "recorded, moves nothing · colombia: not intrusive [C 24]" in made.recorded
    assert "# recorded, moves nothing · colombia: not intrusive [C 24]" in made.text


@pytest.mark.parametrize(
    ("names", "waits"),
    [
        (("china",), 1),
        (("netherlands",), 1),
        (("china", "netherlands"), 2),
    ],
)
def test_no_decision_now_is_a_status_with_its_condition(names: tuple[str, ...], waits: int) -> None:
    """China and the Netherlands: deferred, until what they said."""
    made = composed("skeleton-2009", *names)
    awaits = made.loaded.data["awaits"]

    assert made.loaded.require().status == "deferred"
    assert len([awaits] if isinstance(awaits, str) else list(awaits)) == waits  # type: ignore[call-overload]


def test_the_secretariat_reviews_where_japan_prevails() -> None:
    """The role is bound to it, and the rules of a team of experts go."""
    for base in ("france-2009", "finland-2009"):
        team = composed(base, "japan", prefer=["K2=japan"]).loaded.require().roles["team"]
        assert (team.kind, team.rules, team.basis) == ("secretariat", (), "C 22")


def test_other_states_get_lessons_alone_where_the_philippines_prevail() -> None:
    """Neither the country report nor a published one."""
    prefer = ["K5=philippines", "K7=philippines"]
    made = composed("finland-2009", "philippines", prefer=prefer).loaded.require()
    seen = [d.name for d in made.documents.values() if "states_parties" in d.seen_by]

    assert seen == ["lessons_learned"]
    assert not any("public" in d.seen_by for d in made.documents.values())


def test_what_is_set_aside_no_longer_acts() -> None:
    """Where Panama prevails over Finland nothing is published; with the Philippines, lessons."""
    both = ["K5=philippines", "K6=panama", "K7=philippines", "K1=panama"]
    alone = composed("finland-2009", "panama", prefer=["K6=panama"]).loaded.require()
    made = composed("finland-2009", "panama", "philippines", prefer=both)

    assert not any({"public", "states_parties"} & set(d.seen_by) for d in alone.documents.values())
    assert "publish" not in alone.charts["review"].events
    assert faults(made.loaded.data) == []
    assert made.loaded.require().documents["lessons_learned"].seen_by == ("states_parties",)
    assert any(tension.startswith("Q13 ") for tension in made.tensions)


def test_house_rules_stay_house_rules() -> None:
    """A rule that a State only inspired never speaks in its name."""
    guards = composed("finland-2009", "mexico", "peru", "turkey").loaded.require().guards

    assert {name for name, guard in guards.items() if guard.house} == {
        "waiver_explained",
        "chapters_done",
        "institutions_answered",
        "reviews_considered",
    }


def test_a_rule_of_a_state_that_does_not_hold_the_design_is_a_finding_or_a_house_rule() -> None:
    """Agreement to a visit is France's: over Finland's it is a house rule, or it is wrong."""
    rule = (
        "definition: mine\nversion: 1\nlanguage: 1\ntitle: Mine\nstatus: proposal\n"
        "extends: finland-2009\n"
        "facts: {agreed: {is: consent, by: state_under_review, basis: assumed}}\n"
        "guards:\n"
        "  visit_agreed: {that: agreed is given, otherwise: with agreement, basis: C 16HOUSE}\n"
        "charts: {review: {events: {begin_visit: {guard: visit_agreed}}}}\n"
    )
    plain = read_definition(rule.replace("HOUSE", ""), file="mine.yaml")
    house = read_definition(rule.replace("HOUSE", ", house: true"), file="mine.yaml")

    assert [(one.code, one.message) for one in plain.findings] == [
        ("D421", "paragraph 16 does not name Finland or all")
    ]
    assert house.require().guards["visit_agreed"].house


def test_two_positions_that_write_one_place_differently_are_a_conflict_of_rows() -> None:
    """The second does not win by its name."""
    text = (
        "position: NAME\nlanguage: 1\ntitle: Mine\nof: {state: Somebody}\nsources: {S: Ours}\n"
        "elements:\n  limit:\n    verb: wants\n    words: a limit\n    basis: S 1\n"
        "    axes: {X5: rule}\n    sets:\n"
        "      - rows: {charts: {review: {states: {visit: {due: LIMIT}}}}}\n"
    )
    mine = [
        read_position(text.replace("NAME", name).replace("LIMIT", limit), file=name)
        for name, limit in (("one", "1 month"), ("two", "2 months"))
    ]
    with pytest.raises(DefinitionError) as raised:
        compose(LOADED["skeleton-2009"], mine)

    [problem] = raised.value.problems
    assert problem.words == (
        "charts.review.states.visit.due: one writes '1 month', two writes '2 months'"
    )


def test_a_composed_design_is_composed_further() -> None:
    """A flat file is a base like any other."""
    once = composed("skeleton-2009", "canada")
    twice = compose(once.loaded, [POSITIONS["turkey"]])

    assert twice.loaded.require().guards["state_consulted"].basis == "C 17"
    assert {"Canada", "Turkey"} <= {who for s in statements(twice.loaded.data, "") for who in s.by}
    assert flat_text(twice.resolved).count("sources:") == 1


# What follows is typed at a desk, in a rehearsal store.


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with an empty rehearsal store."""
    monkeypatch.chdir(tmp_path)
    desk = Desk(folder=tmp_path)
    desk.ok("store", "init", "--rehearsal")
    for name in ("answers.pdf", "paper.pdf"):
        (tmp_path / name).write_bytes(b"paper")
    return desk


def opened(desk: Desk, base: str, *words: str, region: str = "Brazil") -> None:
    """Compose *base*, open a cycle for Mexico on it, and appoint the team."""
    desk.ok("definition", "compose", base, *words, "--out", "mine.yaml")
    desk.ok("definition", "check", "mine.yaml")
    desk.ok(*("cycle", "open", "c", "--definition", "mine.yaml", "--on", DAY), "--select", "MEX")
    for holder in ("x1@FRA", f"x2@{region}"):
        desk.ok("review", "bind", "c/MEX", "team", holder, "--note", "NV 1")
    event = "appoint_experts" if base == "finland-2009" else "appoint_team"
    desk.ok(*record("c/MEX", event, "secretariat", "secretariat"))


def test_a_contradiction_writes_nothing(office: Desk) -> None:
    """Exit code 1, both sides on standard error, no file."""
    done = office.type(
        *("definition", "compose", "finland-2009", "--with", "china", "--out", "mine.yaml")
    )

    assert done.code == 1
    assert "(China [19])" in done.err
    assert "(Finland [20])" in done.err
    assert done.out == ""
    assert not Path("mine.yaml").exists()


def test_a_paper_of_somebody_else_is_not_taken_where_china_prevails(office: Desk) -> None:
    """G5: the words and the paragraph appear, and the log shows it."""
    opened(office, "finland-2009", "--with", "china", "--prefer", "X4=china")
    paper = ("--document", "other_source=paper.pdf", "--fact")
    act = record("c/MEX", "receive_source", "secretariat", "secretariat")
    done = office.type(*act, *paper, "source_origin=civil_society")

    assert done.code == 3
    assert "solely on information directly provided by each State to the Conference" in done.err
    assert "[C 19]" in done.err
    assert "house rule" not in done.err
    office.ok(*act, *paper, "source_origin=a_state")
    office.ok("audit", "verify")


def test_institutions_are_waited_for_where_peru_is_followed(office: Desk) -> None:
    """G13: a house rule, and said to be one; waived or answered, the response goes in."""
    opened(office, "skeleton-2009", "--with", "peru")
    state = ("MEX", "state_under_review")
    submit = (*record("c/MEX", "submit", *state), "--document", "responses=answers.pdf")
    office.ok(*record("c/MEX", "register_institution", *state), "--fact", "institution_name=Court")
    done = office.type(*submit)

    assert done.code == 3
    assert "house rule: every institution that was registered has answered" in done.err
    office.ok(*record("c/MEX#item-1", "institution_answers", *state))
    office.ok(*submit)


def test_assistance_is_opened_once_the_state_agrees_where_colombia_is_followed(
    office: Desk,
) -> None:
    """A difficulty is no case before; with agreement it has its own clock."""
    opened(office, "skeleton-2009", "--with", "colombia")
    state = ("MEX", "state_under_review")
    office.ok(*record("c/MEX", "submit", *state), "--document", "responses=answers.pdf")
    act = record("c/MEX", "open_assistance", "secretariat", "secretariat")
    done = office.type(*act, "--fact", "difficulty=no experts")

    assert done.code == 3
    assert "assistance is provided if the State under review agrees to it" in done.err
    office.ok(*record("c/MEX", "communicate", *state), "--fact", "assistance_agreed=given")
    office.ok(*act, "--fact", "difficulty=no experts")
    assert "c/MEX#item-1:provision:1" in office.ok("deadline", "list", "--json").out


def test_every_chapter_is_dealt_with_where_romania_is_followed(office: Desk) -> None:
    """One review, a chapter for each instrument in force; waiting for all is a house rule."""
    opened(office, "skeleton-2009", "--with", "romania")
    team = ("x1@FRA", "team")
    submit = record("c/MEX", "submit", "MEX", "state_under_review")
    office.ok(*submit, "--document", "responses=answers.pdf")
    done = office.type(*record("c/MEX", "open_dialogue", *team))

    assert done.code == 3
    assert "house rule: each chapter deals with its instrument" in done.err
    for instrument in ("untoc", "tip", "som", "firearms"):
        office.ok(*record(f"c/MEX/{instrument}", "finish_chapter", *team))
    office.ok(*record("c/MEX", "open_dialogue", *team))


def test_nothing_is_adopted_before_consultation_where_turkey_is_followed(office: Desk) -> None:
    """G7 with Turkey's position: a recorded consultation, and its paragraph."""
    opened(office, "finland-2009", "--with", "turkey", "--with", "several")
    state, team = ("MEX", "state_under_review"), ("x1@FRA", "team")
    clusters = ("judiciary", "law_enforcement", "borders", "medical", "social_welfare")
    results = ("--document", "self_assessment_results=answers.pdf")
    steps = (
        *((*record(f"c/MEX/{cluster}", "submit", *state), *results) for cluster in clusters),
        (
            *record("c/MEX", "circulate", "secretariat", "secretariat"),
            *("--document", "compiled_results=answers.pdf"),
        ),
        record("c/MEX", "begin_visit", *team),
        record("c/MEX", "end_visit", *team),
        (*record("c/MEX", "communicate", *team), "--fact", "experts_agreement=given"),
    )
    for step in steps:
        office.ok(*step)
    present = (
        *record("c/MEX", "present", "secretariat", "secretariat"),
        *("--document", "country_report=paper.pdf"),
    )
    done = office.type(*present)

    assert done.code == 3
    assert "consulted on findings and possible recommendations [C 17]" in done.err
    office.ok(*record("c/MEX", "communicate", *team), "--fact", "consultation=by note")
    office.ok(*present)
