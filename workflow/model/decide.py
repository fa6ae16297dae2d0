"""Record an event: command, review and definition in; acts or every problem out.

Order, which `docs/reference/language.md` promises: what fell due comes first; then the
step, the role, what came with the act and each guard are looked at, and everything that
stands in the way is named at once; then the move, and what it brings about.
"""

from workflow.errors import Problem, near
from workflow.model import agreed, allowed, deciding, release, rules, slack
from workflow.model.children import next_item
from workflow.model.commands import Handed, Outcome, Record
from workflow.model.definition import Event
from workflow.model.passing import catch_up
from workflow.model.registering import register
from workflow.model.stepping import choose, move, open_child, resumes, settle, trigger
from workflow.model.track_changes import follow_tracks
from workflow.model.unread import unread_with
from workflow.model.working import Working

#: What an act that a rule forbids is called, by the kind of its entry.
HEADLINES = {
    "communication.registered": "registered, without effect",
    "act.not_recorded": "not recorded",
}
#: The built-in internal event: facts and documents recorded without leaving the step.
COMMUNICATE = "communicate"


def event_of(work: Working, instance: str, name: str) -> Event | None:
    """The event of that name in the instance's chart; `communicate` is in every chart."""
    chart = work.chart(instance)
    if name != COMMUNICATE:
        return chart.events.get(name)
    steps = tuple(path for path in chart.leaves() if not chart.states[path].final)
    return Event(name=COMMUNICATE, from_=steps, by=tuple(work.definition.roles))


def unread(work: Working, command: Record) -> tuple[Problem, ...]:
    """What in *command* names nothing of the definition: cannot be read as typed."""
    definition = work.definition
    chart = work.chart(command.instance)
    known = (
        ("E101", "event", command.event, (*chart.events, COMMUNICATE)),
        ("E102", "role", command.role, tuple(definition.roles)),
        *(("E103", "document", d.name, tuple(definition.documents)) for d in command.documents),
        *(("E104", "fact", f.name, tuple(definition.facts)) for f in command.facts),
    )
    found = tuple(
        Problem(
            code=code,
            words=f"{kind} {name!r} is not in definition {definition.name!r}",
            hint=near(name, names),
        )
        for code, kind, name, names in known
        if name not in names
    )
    return found or tuple(unread_with(work, command))


def record(work: Working, command: Record) -> Outcome:
    """Record *command*: the acts to append, or the one entry that says why it has no effect."""
    catch_up(work, work.setting.at)
    event = event_of(work, command.instance, command.event)
    if event is None:
        raise LookupError(command.event)
    on = work.day = counting_day(work, event, command)
    work.moment = counting_moment(work, event, command)
    problems = rules.problems(work, event, command, on)
    if problems:
        return without_effect(work, command, on, problems)
    notes = tuple(rules.shown(work, event, command))
    with work.act(
        "event.recorded",
        instance=command.instance,
        actor=command.actor,
        role=command.role,
        on=on,
        basis=(event.basis, *(work.definition.guards[name].basis for name in event.guards)),
        said={
            "event": event.name,
            "notes": list(notes) or None,
            **said(command),
        },
    ):
        take_effect(work, event, command, on)
    return Outcome(acts=tuple(work.acts), notes=(*notes, *slack.notes(work)))


def counting_day(work: Working, event: Event, command: Record) -> str:
    """The day that counts: dispatch or receipt, as the definition says."""
    met_by = event.met_by or work.definition.time.met_by
    return command.dated if met_by == "dispatch" else command.received


def counting_moment(work: Working, event: Event, command: Record) -> str | None:
    """The moment of receipt, where it was given and its day is the one that counts.

    What was sent on the day of its receipt was sent by then: the moment counts for it, too.
    """
    same_day = counting_day(work, event, command) == command.received
    return command.received_at if same_day else None


def take_effect(work: Working, event: Event, command: Record, on: str) -> None:
    """Bring about what *event* means, inside the present act."""
    instance = work.instances()[command.instance]
    work.rest(instance.seq)
    register(work, command)
    if release.submits(work, event, command):
        release.submit(work, event, command, on)
        settle(work, on=on, barrier=on)
        return
    by = release.clear(work, event, command, on)
    agreed.agree(work, event, command, on)
    allowed.count(work, event, command.instance)
    if any(work.definition.facts[fact.name].kind == "instruments" for fact in command.facts):
        follow_tracks(work, on)
    if event.opens:
        _open_item(work, event, command, on)
    if event.to:
        number = choose(event.to, work, command.instance)
        target = trigger(work, command.instance, event.name, number)
        within = resumes(event.to[number])
        move(work, command.instance, target, on=on, barrier=on, by=by, within=within)
    else:
        deciding.take(work, event, command, on)
        settle(work, on=on, barrier=on)


def _open_item(work: Working, event: Event, command: Record, on: str) -> None:
    per = work.definition.charts[event.opens or ""].per
    key = next_item(work) if per == "item" else event.opens or ""
    open_child(work, command.instance, event.opens or "", key, on)


def said(command: Record) -> dict[str, object]:
    """What came with an act, as its entry tells it."""
    return {
        "dated": command.dated,
        "received": command.received,
        "received_at": command.received_at,
        "reason": command.reason,
        "choice": command.choice,
        "agreed": command.agreed,
        "started": command.started,
        "documents": [_handed(document) for document in command.documents] or None,
        "facts": [{"name": f.name, "value": f.value, "secret": f.secret} for f in command.facts]
        or None,
    }


def _handed(document: Handed) -> dict[str, object]:
    more = {"language": document.language, "length": document.length}
    told = {key: value for key, value in more.items() if value is not None}
    return {
        "name": document.name,
        "digest": document.digest,
        "sections": list(document.sections),
        **told,
    }


def without_effect(
    work: Working, command: Record, on: str, problems: tuple[Problem, ...]
) -> Outcome:
    """The one entry that registers a State's communication, or notes a clerk's act, in vain."""
    states = work.definition.roles[command.role].kind in ("party", "person")
    kind = "communication.registered" if states else "act.not_recorded"
    return refused(
        work,
        kind,
        problems,
        instance=command.instance,
        actor=command.actor,
        role=command.role,
        on=on,
        event=command.event,
        **said(command),
        step=work.instances()[command.instance].state,
    )


def refused(
    work: Working,
    kind: str,
    problems: tuple[Problem, ...],
    *,
    instance: str,
    actor: str,
    role: str,
    on: str,
    **said: object,
) -> Outcome:
    """The one entry that says what stood in the way; it changes nothing but the log."""
    with work.act(
        kind,
        instance=instance,
        actor=actor,
        role=role,
        on=on,
        basis=tuple(problem.basis for problem in problems),
        said={
            "problems": [problem.as_data() for problem in problems],
            **said,
        },
    ):
        pass
    return Outcome(
        acts=tuple(work.acts),
        problems=problems,
        headline=HEADLINES[kind],
        roles=any(problem.code in rules.ROLE_CODES for problem in problems),
    )
