"""The acts of a scenario: from a row of its file to the request a service takes."""

import hashlib

from workflow.definition.scenario_models import ACTS, Step
from workflow.errors import Problem, UnreadableError
from workflow.model.conditions import held
from workflow.model.working import Working
from workflow.service import corrections, deadlines, joining, meetings, pausing, reviews, roles
from workflow.service.meetings_desk import MeetingRequest
from workflow.service.reviews import File, How, RecordRequest
from workflow.service.scenarios.stage import CYCLE, Stage

OFFICE = "secretariat"


def act_words(step: Step) -> str:
    """The act of a step in two words: `record begin_visit`; empty if it only expects."""
    for key in ACTS:
        value = getattr(step, key)
        if value:
            return key if value is True else f"{key} {value}"
    return ""


def part_of(review: str, part: str | None) -> str:
    """The instance that a part's name means: `item-1` is an item, `untoc` a track.

    `_summary` is what there is one of for the whole cycle.
    """
    if not part:
        return review
    if part.startswith("_"):
        return f"{review.partition('/')[0]}/{part}"
    joint = "" if part[:1] in "#/" else "#" if part.startswith("item-") else "/"
    return f"{review}{joint}{part}"


def home_of(review: str, part: str | None) -> str:
    """The review that the part belongs to: the review itself, or the cycle's own."""
    return part_of(review, part) if part and part.startswith("_") else review


def act(stage: Stage, review: str, step: Step) -> None:
    """Carry out the act of *step*, if it has one.

    Raises:
        WorkflowError: as the service raises it.
    """
    engine, instance = stage.engine, part_of(review, step.part)
    review = home_of(review, step.part)
    if step.record:
        reviews.record(engine, record_of(stage.review(review), instance, step))
    elif step.bind:
        roles.bind(engine, _binding(review, step))
    elif step.vacate:
        how = _office(step)
        request = roles.VacateRequest(
            review=review, role=step.vacate, actor=_actor(step), how=how, on=step.day[:10]
        )
        roles.vacate(engine, request)
    elif step.notify or step.move:
        _date(stage, instance, step)
    elif step.meeting:
        meetings.add(engine, _meeting(step))
    elif step.join:
        joining.join(engine, _deposit(review, step))
    else:
        _outside(stage, review, step)


def _outside(stage: Stage, review: str, step: Step) -> None:
    if step.override:
        request = corrections.OverrideRequest(
            review=part_of(review, step.part),
            to=step.override,
            how=_office(step, reason=step.reason or "as decided"),
            decision=step.decision or "",
        )
        corrections.override(stage.engine, request)
    elif step.pause or step.resume:
        how = _office(step, reason=step.reason or "as decided")
        paused = pausing.PauseRequest(of=review, how=how, decision=step.decision)
        (pausing.pause if step.pause else pausing.resume)(stage.engine, paused)


def _deposit(review: str, step: Step) -> joining.JoinRequest:
    return joining.JoinRequest(
        review=review,
        instrument=step.join or "",
        deposited=step.deposited or step.day[:10],
        how=_office(step),
        note="as in the scenario",
    )


def _office(step: Step, reason: str | None = None) -> How:
    """The Secretariat, unless the scenario says who else."""
    return How(actor=step.as_ or OFFICE, role=step.role or OFFICE, reason=reason or step.reason)


def _actor(step: Step) -> str:
    if step.actor:
        return step.actor
    words = "the step does not say who is meant"
    raise UnreadableError("", Problem(code="T006", words=words, hint="actor: a@CODE"))


def _binding(review: str, step: Step) -> roles.BindRequest:
    return roles.BindRequest(
        review=review,
        role=step.bind or "",
        actor=_actor(step),
        how=_office(step),
        note="as in the scenario",
        replaces=step.replaces,
        only=tuple(_names(step.for_ or ())),
    )


def _date(stage: Stage, instance: str, step: Step) -> None:
    request = deadlines.DeadlineRequest(
        deadline=f"{instance}:{step.notify or step.move}",
        how=_office(step),
        to=step.to,
        decision=step.decision,
    )
    (deadlines.notify if step.notify else deadlines.move)(stage.engine, request)


def _meeting(step: Step) -> MeetingRequest:
    return MeetingRequest(
        cycle=CYCLE,
        body=step.meeting or "",
        how=_office(step),
        on=step.held,
        nature=step.nature or "ordinary",
        decision=step.decision,
    )


def record_of(work: Working, instance: str, step: Step) -> RecordRequest:
    """The request that records the event of *step*; role and actor are found where not said."""
    role = step.role or _role(work, instance, step.record or "")
    how = How(actor=step.as_ or actor_of(work, role, instance), role=role, reason=step.reason)
    facts = tuple((name, _text(value)) for name, value in (step.facts or {}).items())
    return RecordRequest(
        review=instance,
        event=step.record or "",
        how=how,
        dated=step.dated,
        received=step.received or (step.day if len(step.day) > len("2027-01-10") else None),
        documents=tuple(_documents(step)),
        facts=facts,
        choice=step.choice,
        agreed=step.agreed,
    )


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _role(work: Working, instance: str, event: str) -> str:
    """The first role that may do it; that of the office where the event is of no chart."""
    charts = [work.chart(instance)] if instance in work.instances() else []
    found = [chart.events[event].by[0] for chart in charts if event in chart.events]
    return found[0] if found else roles.office_role(work.definition)


def actor_of(work: Working, role: str, instance: str | None = None) -> str:
    """Whoever holds *role* now, in the track *instance* if it is one; the office if nobody does."""
    place = instance if instance in work.instances() else None
    bound = [row.actor for row in held(work, role, work.setting.today, place)]
    return bound[0] if bound else OFFICE


def _documents(step: Step) -> list[File]:
    """The documents of a step: named only, each with what its name is hashed to."""
    given = step.with_ or ()
    table = given if isinstance(given, dict) else {name: [] for name in _names(given)}
    return [
        document(
            name,
            tuple(sections),
            language=(step.languages or {}).get(name),
            length=(step.lengths or {}).get(name),
        )
        for name, sections in table.items()
    ]


def _names(given: object) -> list[str]:
    return [given] if isinstance(given, str) else [str(name) for name in given]  # type: ignore[attr-defined]


def document(
    name: str,
    sections: tuple[str, ...] = (),
    *,
    language: str | None = None,
    length: int | None = None,
) -> File:
    """A document of that name, as if a file had been handed in."""
    return File(
        name=name,
        file_name=f"{name}.pdf",
        sha256=hashlib.sha256(name.encode()).hexdigest(),
        size=len(name),
        sections=sections,
        language=language,
        length=length,
    )
