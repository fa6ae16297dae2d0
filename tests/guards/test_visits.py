"""G2 and G3: no visit without agreement where France's view is held, none waived in silence."""

from functools import partial

from tests.guards.desk import (
    BY_OFFICE,
    STATE,
    TEAM,
    design,
    in_analysis,
    ruled_out,
    says,
    step,
)
from workflow.definition.read import read_definition
from workflow.testing import Rehearsal

AGREED = "a visit takes place only as necessary and with the agreement of the State under review"
EXPLAINED = (
    "house rule: a visit is left out only exceptionally and on a recorded reason and decider"
)


def begin(scene: Rehearsal) -> None:
    """The visit begins."""
    scene.record("QBB", "begin_visit", TEAM)


def test_g2_no_visit_begins_without_the_agreement_of_the_state(store_url: str) -> None:
    """None recorded, then withdrawn: no visit; given anew: it begins, and binds from then on."""
    with in_analysis(store_url, design("france-2009")) as scene:
        scene.record("QBB", "open_dialogue", TEAM)
        says(scene, TEAM, visit_purpose="courts at work")
        ruled_out(scene, lambda: begin(scene), words=AGREED, basis="C 15")
        says(scene, STATE, visit_consent="given")
        says(scene, STATE, visit_consent="withdrawn")
        ruled_out(scene, lambda: begin(scene), words=AGREED, basis="C 15")

        says(scene, STATE, visit_consent="given")
        begin(scene)
        assert step(scene) == "visit"
        after = {"words": "only until 'visit' is entered", "basis": "C 15", "code": "R009"}
        ruled_out(scene, lambda: says(scene, STATE, visit_consent="withdrawn"), **after)


def test_g2_without_a_visit_the_review_goes_on(sqlite_url: str) -> None:
    """Agreement withheld holds nothing up."""
    with in_analysis(sqlite_url, design("france-2009")) as scene:
        scene.record("QBB", "open_dialogue", TEAM)
        scene.record("QBB", "write_draft", TEAM)
        assert step(scene) == "draft"


#: Finland's design with what Finland did not speak of: an agreement, comments before a report.
FURTHER = """\
definition: further
version: 1
language: 1
title: Finland's design, and more
status: illustration
extends: finland-2009
facts:
  visit_consent: {is: consent, by: state_under_review, until: visit, basis: assumed}
guards:
  visit_agreed: {that: visit_consent is given, otherwise: first the agreement, HOUSEbasis: C 16}
charts: {review: {events: {begin_visit: {guard: visit_agreed}}}}
"""


def test_g2_over_another_base_it_is_a_finding_or_a_house_rule(sqlite_url: str) -> None:
    """Nothing is put into Finland's mouth; the rule does not say that a State demands it."""
    (found,) = read_definition(FURTHER.replace("HOUSE", ""), file="d.yaml").findings
    assert (found.code, found.severity) == ("D421", "error")

    with in_analysis(sqlite_url, FURTHER.replace("HOUSE", "house: true, ")) as scene:
        told = ruled_out(scene, lambda: begin(scene), words="house rule: first", basis="C 16")
        assert "France" not in told.words


def test_g3_a_visit_is_left_out_only_with_a_reason_and_a_decider(store_url: str) -> None:
    """An empty reason is none; the rule is the house's, and says so."""
    with in_analysis(store_url, design("finland-2009")) as scene:

        def waive(*facts: tuple[str, str]) -> object:
            return scene.record("QBB", "waive_visit", TEAM, facts=facts)

        decider, blank = ("visit_waiver_decider", "the team"), ("visit_waiver_reason", "  ")
        for facts in ((), (decider,), (decider, blank)):
            ruled_out(scene, partial(waive, *facts), words=EXPLAINED, basis="C 14")
        assert step(scene) == "expert_analysis"

        waive(decider, ("visit_waiver_reason", "seen last month"))
        assert step(scene) == "report"


def test_g3_no_other_way_leads_past_the_visit(sqlite_url: str) -> None:
    """A report is not presented from the analysis."""
    with in_analysis(sqlite_url, design("finland-2009")) as scene:
        ruled_out(
            scene,
            lambda: scene.record("QBB", "present", BY_OFFICE, documents="country_report"),
            words="'present' belongs to report",
            basis="C 22",
            code="R003",
        )
