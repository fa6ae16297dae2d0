"""G5, G6 and G13: which sources, heard first, and all institutions answered or waived."""

from functools import partial

from tests.guards.desk import (
    BY_OFFICE,
    STATE,
    TEAM,
    design,
    in_analysis,
    launched,
    newest,
    ruled_out,
    step,
)
from tests.support.plenary import sound

SOLELY = "a review is based solely on information directly provided by each State to the Conference"
HEARD = "house rule: the State may first comment on the relevance of each item from other sources"
ANSWERED = "house rule: every institution that was registered has answered or was waived"


def test_g5_with_chinas_view_a_paper_of_others_is_not_taken_in(sqlite_url: str) -> None:
    """Checked at intake by the kind of source, with the paragraph."""
    text = design("france-2009", "china", prefer=("X4=china", "X14=china"))
    with in_analysis(sqlite_url, text) as scene:

        def use(origin: str) -> object:
            facts = (("source_origin", origin),)
            return scene.record("QBB", "use_source", TEAM, documents="other_source", facts=facts)

        for origin in ("civil_society", "research", "open_source"):
            ruled_out(scene, partial(use, origin), words=SOLELY, basis="C 19")
        use("a_state")
        assert step(scene, "QBB#item-1") == "open"


def test_g6_an_item_is_not_used_before_the_state_could_comment(sqlite_url: str) -> None:
    """Item by item: until comments are in, waived, or their period is over."""
    with in_analysis(sqlite_url, design("france-2009")) as scene:
        for _ in range(3):
            scene.record("QBB", "use_source", TEAM, documents="other_source")
        scene.record("QBB", "open_dialogue", TEAM)
        scene.record("QBB", "write_draft", TEAM)

        def transmit() -> object:
            return scene.record("QBB", "transmit", TEAM, documents="draft_report")

        ruled_out(scene, transmit, words=HEARD, basis="C 20")
        paper = "relevance_comments"
        scene.record("QBB#item-1", "remark", STATE, documents=paper)
        scene.record("QBB#item-2", "waive", STATE)
        ruled_out(scene, transmit, words=HEARD, basis="C 20")

        scene.at("2027-04-02")
        transmit()
        assert step(scene) == "comments"


def test_g13_with_perus_view_every_institution_answers_or_is_waived(sqlite_url: str) -> None:
    """A register; the answers are submitted when nobody in it is awaited."""
    with launched(sqlite_url, design("france-2009", "peru")) as scene:
        scene.record("QBB", "appoint_team", BY_OFFICE)
        for name in ("supreme court", "customs"):
            facts = (("institution_name", name),)
            scene.record("QBB", "register_institution", STATE, facts=facts)

        def submit() -> object:
            return scene.record("QBB", "submit", STATE, documents="responses")

        ruled_out(scene, submit, words=ANSWERED, basis="C 23")
        scene.record("QBB#item-1", "institution_answers", STATE)
        ruled_out(scene, submit, words=ANSWERED, basis="C 23")
        scene.record("QBB#item-2", "waive_institution", STATE)
        submit()
        assert step(scene) == "expert_analysis"


def test_g13_where_it_only_warns_the_answers_are_submitted_and_the_entry_says_it(
    sqlite_url: str,
) -> None:
    """As configured: the act takes effect, with the words and the paragraph in its entry."""
    text = design("france-2009", "peru")
    key = "basis: C 23\n    house: true"
    warning = text.replace(key, f"{key}\n    warns: true", 1)
    assert warning != text
    with launched(sqlite_url, warning) as scene:
        scene.record("QBB", "appoint_team", BY_OFFICE)
        facts = (("institution_name", "customs"),)
        scene.record("QBB", "register_institution", STATE, facts=facts)

        (note,) = scene.record("QBB", "submit", STATE, documents="responses").notes

        assert note.startswith(f"{ANSWERED} [C 23]; not so yet: ")
        assert note.endswith("; it forbids nothing")
        assert newest(scene).data["notes"] == [note]
        assert step(scene) == "expert_analysis"
        assert sound(scene)
