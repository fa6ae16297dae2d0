"""A definition as numbered draft terms of reference, each paragraph with its source.

The sentences say what the rows say and nothing more. What nobody said is marked
[assumed]; open alternatives keep their brackets.
"""

import textwrap
from collections.abc import Iterator, Sequence

from workflow.definition.poll_words import acts, poll_sentence
from workflow.definition.prose_days import days_and_meetings, reminded
from workflow.definition.prose_parts import Paragraph as Paragraph
from workflow.definition.prose_parts import Part as Part
from workflow.definition.prose_parts import listed, plain, sealed
from workflow.model.definition import Chart, Definition, Event, State
from workflow.model.grammar.expression import words as condition_words

NO_BREAK = "\u00a0"
_KINDS = {
    "party": "is the party under review",
    "experts": "are experts",
    "secretariat": "is the Secretariat",
    "body": "is a body",
    "person": "is a person of",
    "reviewing_parties": "are the reviewing parties",
    "organization": "is a regional organization",
}


def prose(definition: Definition, *, width: int = 88, parts: Sequence[Part] | None = None) -> str:
    """Return the whole definition in numbered paragraphs.

    Args:
        parts: what to print, where open alternatives keep their brackets in it.
    """
    lines = [
        definition.title,
        f"({definition.name}, version {definition.version}; status: {definition.status})",
        *(f"It awaits {words}." for words in definition.awaits),
        "",
    ]
    number = 0
    for part in parts_of(definition) if parts is None else parts:
        lines += [part.heading, ""]
        for paragraph in part.paragraphs:
            number += 1
            lines += [*_paragraph(number, paragraph, width), ""]
    lines += [_sources(definition)] if definition.sources else []
    return "\n".join(lines).rstrip() + "\n"


def _paragraph(number: int, paragraph: Paragraph, width: int) -> list[str]:
    first = 1 if paragraph.sentence.startswith("[") else 0
    begins = paragraph.sentence[: first + 1].upper()
    source = f"[{paragraph.basis or 'no source'}]".replace(" ", NO_BREAK)
    body = f"{number}. {begins}{paragraph.sentence[first + 1 :]} {source}"
    lines = textwrap.wrap(body, width, subsequent_indent="   ", break_on_hyphens=False)
    for note in paragraph.open:
        lines += textwrap.wrap(note, width, initial_indent="   ", subsequent_indent="     ")
    return [line.replace(NO_BREAK, " ") for line in lines]


def _sources(definition: Definition) -> str:
    return "Sources: " + "; ".join(f"{key}: {text}" for key, text in definition.sources.items())


def parts_of(definition: Definition) -> tuple[Part, ...]:
    """Every part that has a paragraph."""
    parts = (Part(heading, tuple(found)) for heading, found in _parts(definition))
    return tuple(part for part in parts if part.paragraphs)


def _parts(definition: Definition) -> Iterator[tuple[str, Iterator[Paragraph]]]:
    yield "Scope and participants", _participants(definition)
    for chart in definition.charts.values():
        title = "The review" if chart.name == definition.main else f"{plain(chart.name).title()}"
        yield f"{title} ({_per(chart)})", _chart(definition, chart)
    yield "Days and meetings", days_and_meetings(definition)
    yield "Conditions", _conditions(definition)
    yield "What is recorded", _facts(definition)
    yield "Documents and their readers", _documents(definition)


def _per(chart: Chart) -> str:
    return {"party": "one for each party", "cycle": "one for the cycle"}.get(
        chart.per, f"one for each {chart.per}"
    )


def _participants(definition: Definition) -> Iterator[Paragraph]:
    if definition.instruments:
        names = listed(definition.instruments)
        sentence = f"The review covers {names}, as far as they are in force for the party."
        yield Paragraph("scope", sentence, "scope")
    for role in definition.roles.values():
        of = f" {plain(role.of)}" if role.of else ""
        rules = "".join(f"; {rule.words}" for rule in role.rules)
        sentence = f"The {plain(role.name)} {_KINDS[role.kind]}{of}{rules}."
        yield Paragraph(f"role {role.name}", sentence, role.basis)


def _chart(definition: Definition, chart: Chart) -> Iterator[Paragraph]:
    for leaf in chart.leaves():
        state = chart.states[leaf]
        yield Paragraph(f"step {leaf}", _step(chart, state), state.basis)
        for event in chart.events.values():
            if event.from_ and event.from_[0] == leaf:
                yield Paragraph(f"event {event.name}", _event(definition, event), event.basis)


def _step(chart: Chart, state: State) -> str:
    start = "It begins with" if state.path == chart.initial else "Step"
    if state.final:
        return f"{start} {plain(state.path)}: the end."
    holder = f"it is for {listed(state.holders)} to act" if state.holders else "nobody has to act"
    unlimited = "" if state.polled else ", without a time limit"
    limit = f", {_limit(state)}" if state.due else unlimited
    passes = ""
    if state.on_timeout:
        passes = f"; when the limit has passed, it goes on to {plain(state.on_timeout[-1].state)}"
    elif state.due:
        passes = "; when the limit has passed, the contribution remains awaited"
    more = f"{poll_sentence(state)}{_tracks(state)}{reminded(state)}"
    return f"{start} {plain(state.path)}: {holder}{limit}{passes}{more}."


def _tracks(state: State) -> str:
    """What the step opens and waits for, and how many reviews it takes."""
    places = f"; it takes at most {state.capacity} reviews at once" if state.capacity else ""
    if not state.opens:
        return places
    waits = f", and waits until {state.join or 'all'} of them have ended" if state.then else ""
    each = " and ".join(f"each {plain(name)}" for name in state.opens)
    return f"{places}; it opens {each}{waits}"


def _limit(state: State) -> str:
    """`within 6 months`, or the date that a timetable names: `by 2000-02-28`."""
    fixed = state.due is not None and state.due.fixed
    return state.due_text if fixed else f"within {state.due_text}"


def _event(definition: Definition, event: Event) -> str:
    sentence = f"The {listed(event.by, 'or')} may {plain(event.name)}"
    if len(event.from_) > 1:
        sentence += f", in {listed(event.from_, 'or')}"
    if event.with_:
        sentence += f", with {listed(event.with_)}"
    if event.binds:
        sentence += f", once the {plain(event.binds)} is complete"
    if event.release:
        sentence += f"; it takes effect when cleared by the {listed(event.release, 'or')}"
    sentence += acts(event)
    if event.at_most:
        sentence += f", at most {event.at_most} {'time' if event.at_most == 1 else 'times'}"
    if event.guards:
        sentence += f"; condition: {listed(event.guards)}"
    return f"{sentence}. {_leads(event)}"


def _leads(event: Event) -> str:
    opens = f"It opens one {plain(event.opens)}." if event.opens else ""
    if not event.to:
        return opens or "The step stays."
    ways = [
        f"to {plain(b.state)}" + (f" if {condition_words(b.condition)}" if b.condition else "")
        for b in event.to
    ]
    return f"{opens} It leads {', otherwise '.join(ways)}.".strip()


def _conditions(definition: Definition) -> Iterator[Paragraph]:
    for guard in definition.guards.values():
        house = " (house rule)" if guard.house else ""
        house += " (it only warns)" if guard.warns else ""
        that = condition_words(guard.that)
        sentence = f"{plain(guard.name)}{house}: {that}. If not: “{guard.otherwise}”."
        yield Paragraph(f"condition {guard.name}", sentence, guard.basis)


def _facts(definition: Definition) -> Iterator[Paragraph]:
    for fact in definition.facts.values():
        again = ", as often as needed" if fact.many else ""
        until = f", until {plain(fact.until)} begins" if fact.until else ""
        who, what = listed(fact.by, "or"), plain(fact.name)
        sentence = f"The {who} may record the {what} ({fact.kind}){again}{until}.{sealed(fact)}"
        yield Paragraph(f"fact {fact.name}", sentence, fact.basis)


def _documents(definition: Definition) -> Iterator[Paragraph]:
    for document in definition.documents.values():
        readers = listed(document.seen_by) if document.seen_by else "nobody else: it is closed"
        has = f" It contains {listed(document.sections)}." if document.sections else ""
        may = f" It may contain {listed(document.may_have)}." if document.may_have else ""
        base = document.derived_from
        made = f" It is made of the {plain(base)}." if base else ""
        sealed_ = sealed(document)
        sentence = f"The {plain(document.name)} is open to {readers}.{has}{may}{made}{sealed_}"
        yield Paragraph(f"document {document.name}", sentence, document.basis)
