"""The shipped definitions of mechanisms that exist, each taken a long way by hand."""

from tests.support.designs import ROOT
from workflow.testing import OFFICE, Rehearsal, rehearsal

FOLDER = ROOT / "definitions" / "mechanisms"
UNTOC = (FOLDER / "untoc-2018.yaml").read_text(encoding="utf-8")
UNCAC = (FOLDER / "uncac-2009.yaml").read_text(encoding="utf-8")
PILOT = (FOLDER / "uncac-pilot.yaml").read_text(encoding="utf-8")
MEM = (FOLDER / "cicad-mem.yaml").read_text(encoding="utf-8")

BY_OFFICE = (OFFICE, "secretariat")
UNDER_REVIEW = ("QFF", "state_under_review")
LIST = "list_of_observations+gaps_and_challenges+best_practices+suggestions+assistance_needs"


# UNTOC: Farholm under review for the Convention and one protocol. Estwick is of its region;
# Dorland, of another, is no party to the protocol, so that Belmora is added for that alone.


def drawn(url: str) -> Rehearsal:
    """Group 2, launched on its official start; the lots are drawn, nobody has nominated."""
    scene = rehearsal(url, UNTOC, at="2021-11-01", cycle="untoc-2", codes="QFF")
    start = (("cluster_start", "2021-11-01"),)
    scene.record("QFF", "communicate", BY_OFFICE, facts=start)
    for party in ("QEE", "QDD"):
        scene.bind("QFF", "reviewers", party)
    scene.bind("QFF", "extra", "QBB", only=("tip",))
    scene.record("QFF", "draw_lots", BY_OFFICE)
    return scene


def nominated(scene: Rehearsal, party: str, *, focal: str, expert: str, act: str) -> None:
    """One State names its focal point and its experts, each by a note verbale."""
    track = "QFF" if party == "QFF" else f"QFF/{party}"
    who = (party, "state_under_review" if party == "QFF" else "reviewer")
    scene.bind("QFF", focal, f"focal@{party}", note=f"{party}/1")
    scene.record(track, f"{act}_focal_point", who, documents="note_verbale")
    scene.bind("QFF", expert, f"expert@{party}", note=f"{party}/2")
    scene.record(track, f"{act}_experts", who, documents="note_verbale")


def begun(url: str) -> Rehearsal:
    """Everybody has nominated, the States have met, cluster I is open."""
    scene = drawn(url)
    scene.at("2021-11-12")
    nominated(scene, "QFF", focal="focal_point", expert="experts", act="appoint")
    for party in ("QEE", "QDD", "QBB"):
        people = {"focal": "reviewing_focal_point", "expert": "reviewing_experts"}
        nominated(scene, party, act="name", **people)
    scene.record("QFF", "start", BY_OFFICE)
    scene.at("2021-12-10").record("QFF", "consult", UNDER_REVIEW)
    return scene


def released(
    scene: Rehearsal, place: str, event: str, who: tuple[str, str], paper: str = ""
) -> None:
    """An output written by one person and cleared by the focal point of the same State."""
    party = who[0]
    role = "focal_point" if who[1] == "state_under_review" else "reviewing_focal_point"
    scene.record(place, event, (f"expert@{party}", who[1]), documents=paper)
    scene.record(place, event, (f"focal@{party}", role))


def answered(scene: Rehearsal, instrument: str) -> None:
    """The questionnaire on one instrument, with both keys."""
    released(scene, f"QFF/{instrument}", "answer", UNDER_REVIEW, "responses")


def reviewed(scene: Rehearsal, instrument: str, party: str) -> None:
    """One reviewing State on one instrument: feedback, a question, its list."""
    track, who = f"QFF/{instrument}/{party}", (party, "reviewer")
    released(scene, track, "give_feedback", who, "written_feedback")
    scene.record(track, "ask", who, documents="clarification_request")
    scene.record(track, "inform", UNDER_REVIEW, documents="further_information")
    scene.record(track, "end_dialogue", who)
    released(scene, track, "list_observations", who, LIST)


def one_cluster(scene: Rehearsal) -> None:
    """A whole cluster on both instruments, to the lists shared with the working groups."""
    for instrument, parties in (("untoc", ("QEE", "QDD")), ("tip", ("QEE", "QBB"))):
        answered(scene, instrument)
        for party in parties:
            reviewed(scene, instrument, party)
        released(scene, f"QFF/{instrument}", "summarize", (parties[0], "reviewers"), "summary")
        scene.record(f"QFF/{instrument}", "share", BY_OFFICE)


# UNCAC: Estwick, of the same region, and Farholm's other reviewer from anywhere.


def notified(url: str) -> Rehearsal:
    """The two reviewing States are drawn, the State under review has had its notice."""
    scene = rehearsal(url, UNCAC, at="2027-01-04", codes="QFF")
    for party in ("QEE", "QAA"):
        scene.bind("QFF", "reviewers", party)
    scene.record("QFF", "notify", BY_OFFICE, documents="notice")
    return scene


def called(scene: Rehearsal, *, differ: str = "yes", agreed: str = "2027-04-30") -> None:
    """A focal point is there, and the introductory call has agreed on dates and languages."""
    scene.bind("QFF", "focal_point", "focal@QFF")
    scene.record("QFF", "nominate", UNDER_REVIEW)
    facts = (
        ("language_of_review", "Farholmish"),
        ("division_of_labour", "one chapter each"),
        ("languages_differ", differ),
    )
    scene.at("2027-01-20")
    scene.record("QFF", "hold_introductory_call", BY_OFFICE, facts=facts, agreed=agreed)


def circulated(scene: Rehearsal) -> None:
    """The response has come, was translated, and is with both reviewing States."""
    scene.at("2027-04-20")
    scene.record("QFF", "submit_response", UNDER_REVIEW, documents="checklist_response")
    scene.at("2027-06-01").record("QFF", "end_translation", BY_OFFICE)
    scene.record("QFF", "circulate", BY_OFFICE, documents="circulated_response")


def in_dialogue(url: str) -> Rehearsal:
    """Both reviewing States have delivered, and the outcome was introduced."""
    scene = notified(url)
    called(scene)
    circulated(scene)
    for party in ("QEE", "QAA"):
        who = (party, "reviewer")
        scene.record(f"QFF/{party}", "deliver", who, documents="desk_review_outcome")
    scene.record("QFF", "introduce_outcome", BY_OFFICE)
    return scene


def before_approval(url: str) -> Rehearsal:
    """After a visit, with a draft that both have commented on, before the State agrees."""
    scene = in_dialogue(url)
    chosen = (("direct_dialogue", "country_visit"),)
    scene.record("QFF", "begin_visit", UNDER_REVIEW, facts=chosen)
    scene.record("QFF", "end_dialogue", UNDER_REVIEW)
    scene.record("QFF", "write_draft", ("QEE", "reviewers"), documents="draft_report")
    for party in ("QEE", "QAA"):
        scene.record(
            f"QFF/{party}.remark", "comment", (party, "reviewer"), documents="experts_comments"
        )
    scene.record("QFF", "transmit", ("QEE", "reviewers"), documents="report_for_approval")
    return scene
