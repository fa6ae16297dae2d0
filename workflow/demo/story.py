"""What becomes of one review, step by step, as France's design of 2009 has it.

The stories know the rules no better than a clerk does: each act goes through a service, which
may say no. Where the script means it to say no, it says so.
"""

from datetime import date, timedelta

from workflow.demo.cast import Part
from workflow.demo.desk import NOTHING, Desk, Paper, expert
from workflow.demo.scenes import early_comments, misfiled, own_national, recorded_late, vacant
from workflow.demo.stage import NEVER, Story
from workflow.demo.visits import VISITS

_DAY = timedelta(days=1)
_REPORT = ("strengths", "weaknesses", "good_practices", "priorities", "assistance_needs")
_NEEDS = (
    "training of prosecutors on the seizure of proceeds",
    "model provisions on the protection of witnesses",
    "equipment for the exchange of electronic evidence",
    "advice on a central authority for mutual legal assistance",
)


def review(desk: Desk, part: Part) -> Story:
    """The whole story of a review, from the appointment of its team."""
    yield part.appointed_on
    _appoint(desk, part)
    yield from _self_assessment(desk, part)
    yield from _expert_analysis(desk, part)
    yield from VISITS[part.manners.visit](desk, part)
    yield from _draft(desk, part)
    yield from _comments(desk, part)
    yield from _adoption(desk, part)
    yield from _follow_up(desk, part)


def turn(part: Part, step: str, today: date) -> date:
    """The day on which whoever is awaited acts: in time, late, or never."""
    if step in part.manners.silent:
        return NEVER
    if step in part.manners.late:
        return part.due + _DAY * part.chance.between(6, 45)
    return today + (part.due - today) * part.chance.between(45, 97) // 100


def _appoint(desk: Desk, part: Part) -> None:
    if part.manners.special == "own_national":
        own_national(desk, part)
    for n, party in enumerate(part.experts, start=1):
        desk.bind(part, n, party.code)
    desk.by_office(part, "appoint_team")
    desk.notify(part, "self_assessment")


def _tell_need(desk: Desk, part: Part, step: str) -> Story:
    """A third of the way into a step, some States tell a need for technical assistance."""
    if step in part.manners.needs:
        yield desk.stage.today + (part.due - desk.stage.today) // 3
        need = ("assistance_need", part.chance.pick(_NEEDS))
        desk.by_state(part, "communicate", Paper(facts=(need,)))


def _self_assessment(desk: Desk, part: Part) -> Story:
    yield from _tell_need(desk, part, "self_assessment")
    match part.manners.special:
        case "misfiled":
            yield from misfiled(desk, part)
        case "recorded_late":
            yield from recorded_late(desk, part)
        case _:
            yield turn(part, "self_assessment", desk.stage.today)
            desk.by_state(part, "submit", Paper(document="responses"))


def _expert_analysis(desk: Desk, part: Part) -> Story:
    if part.manners.special == "vacant":
        yield from vacant(desk, part)
    for n, answer in enumerate(part.manners.sources, start=1):
        yield desk.stage.today + _DAY * part.chance.between(4, 14)
        desk.by_team(part, "use_source", Paper(document="other_source"))
        desk.stage.start(_hearing(desk, part, n, answer))
    if part.manners.special == "replaced":
        desk.bind(part, 3, part.experts[0].code, replaces=expert(part, 1))
        part.first_expert = 3
    yield turn(part, "expert_analysis", desk.stage.today)
    desk.by_team(part, "open_dialogue")


def _hearing(desk: Desk, part: Part, n: int, answer: str) -> Story:
    """One item from another source: the State remarks, waives, or lets the month pass."""
    if answer == "silent":
        return
    yield desk.stage.today + _DAY * part.chance.between(6, 24)
    paper = Paper(document="relevance_comments") if answer == "remark" else NOTHING
    desk.by_state(part, answer, paper, f"#item-{n}")


def _draft(desk: Desk, part: Part) -> Story:
    if part.manners.special == "early_comments":
        yield from early_comments(desk, part)
    yield turn(part, "draft", desk.stage.today)
    desk.by_team(part, "transmit", Paper(document="draft_report"))


def _comments(desk: Desk, part: Part) -> Story:
    if "comments" in part.manners.silent:
        yield part.due + _DAY * part.chance.between(5, 20)
        desk.by_team(part, "proceed")
        return
    yield from _tell_need(desk, part, "comments")
    yield turn(part, "comments", desk.stage.today)
    desk.by_state(part, "comment", Paper(document="state_comments"))


def _adoption(desk: Desk, part: Part) -> Story:
    yield turn(part, "adoption", desk.stage.today)
    more = ("recommendations",) if part.manners.recommendations else ()
    desk.by_team(part, "adopt", Paper(document="final_report", sections=(*_REPORT, *more)))


def _follow_up(desk: Desk, part: Part) -> Story:
    if not part.manners.recommendations:
        return
    yield from _tell_need(desk, part, "follow_up")
    yield turn(part, "follow_up", desk.stage.today)
    desk.by_state(part, "report_measures", Paper(document="measures_report"))
