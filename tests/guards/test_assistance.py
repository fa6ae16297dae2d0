"""G10: technical assistance is not conditional on the fulfilment of obligations."""

import pytest

from tests.guards.desk import BY_OFFICE, STATE, TEAM, design, in_analysis, ruled_out, says
from workflow.definition.read import read_definition


def offered(guard: str, *, that: str, fact: str) -> str:
    """France's design with Chile's view, and an offer of assistance under a condition."""
    return (
        f"""\
{design("france-2009", "chile")}
""".replace(
            "guards:",
            f"guards:\n  {guard}: {{that: {that}, otherwise: wait, house: true, basis: C 27}}",
            1,
        )
        .replace(
            "facts:",
            f"facts:\n  {fact}: {{is: yes_no, by: team, basis: assumed}}",
            1,
        )
        .replace(
            "      open_dialogue:",
            "      offer_assistance:\n"
            "        from: expert_analysis\n"
            "        by: state_under_review\n"
            "        with: assistance_need\n"
            f"        guard: {guard}\n"
            "        basis: assumed\n"
            "      open_dialogue:",
            1,
        )
    )


@pytest.mark.parametrize(
    ("guard", "fact"),
    [
        ("only_compliant", "all_good"),
        ("ready", "obligations_fulfilled"),
        ("after_results", "articles_implemented"),
    ],
)
def test_g10_assistance_only_if_obligations_are_fulfilled_is_an_error(
    guard: str, fact: str
) -> None:
    """In the name of the condition or of what it reads; with the paragraph."""
    text = offered(guard, that=f"{fact} is yes", fact=fact)
    found = [one for one in read_definition(text, file="d.yaml").findings if one.code == "D410"]

    assert [one.severity for one in found] == ["error"]
    assert found[0].message == f"'offer_assistance', which is about assistance, waits for {guard!r}"
    assert found[0].hint == "assistance is not conditional on the fulfilment of obligations (27)"


@pytest.mark.parametrize("fact", ["difficulty_and_agreement", "result_as_one_ground"])
def test_g10_a_difficulty_or_a_result_as_one_ground_passes(fact: str) -> None:
    """Findings may lead to assistance: only the one condition is forbidden."""
    text = offered("grounds_recorded", that=f"{fact} is yes", fact=fact)
    codes = [one.code for one in read_definition(text, file="d.yaml").findings]

    assert not {"D410", "D422"} & set(codes)
    assert "D404" not in codes


def test_g10_with_colombias_view_a_difficulty_leads_to_assistance_if_the_state_agrees(
    sqlite_url: str,
) -> None:
    """And only then; no fulfilment is asked for."""
    with in_analysis(sqlite_url, design("france-2009", "colombia", "chile")) as scene:

        def provide() -> object:
            facts = (("difficulty", "no translators"),)
            return scene.record("QBB", "open_assistance", BY_OFFICE, facts=facts)

        ruled_out(
            scene,
            provide,
            words="assistance is provided if the State under review agrees to it",
            basis="C 26",
        )
        says(scene, STATE, assistance_agreed="given")
        provide()


def test_g10_with_panamas_view_grounds_are_recorded_by_the_secretariat(sqlite_url: str) -> None:
    """The result is one ground among others; a reviewer does not record them."""
    with in_analysis(sqlite_url, design("france-2009", "panama")) as scene:
        says(scene, BY_OFFICE, assistance_grounds="need; result; capacity")
        ruled_out(
            scene,
            lambda: says(scene, TEAM, assistance_grounds="result"),
            words="recorded by secretariat",
            basis="C 27; assumed",
            code="R008",
        )
