"""Steps and events in prose: who has to act, between which days, who may do what, where it leads.

Nothing that moves a review is left out: a window, an earliest moment, a limit of the steps inside
a step together, what a time limit leads to, each with the words of the file.
"""

from collections.abc import Iterator, Mapping

from workflow.definition.drawing.ladder import ANY_STEP, sources
from workflow.definition.poll_words import acts, poll_sentence
from workflow.definition.prose_days import reminded
from workflow.definition.prose_parts import Paragraph, listed, plain
from workflow.definition.way_words import ways
from workflow.model.definition import Chart, Event, State
from workflow.model.grammar.expression import words as condition_words
from workflow.model.grammar.period import Period

_ROLL = {
    "none": "a last day off stays the last day",
    "forward": "a last day off moves to the next working day",
    "back": "a last day off moves to the working day before",
}


def chart_paragraphs(chart: Chart, in_order: Mapping[str, str]) -> Iterator[Paragraph]:
    """A paragraph for each step with what may be done in it, in the order of the file.

    Args:
        in_order: for each chart of parts that have an order, these parts in words.
    """
    for path, state in chart.states.items():
        if state.children:
            yield from _frame(path, state, in_order)
            continue
        yield Paragraph(f"step {path}", _step(chart, state, in_order), state.basis)
        for event in chart.events.values():
            if event.from_ and event.from_[0] == path:
                yield Paragraph(f"event {event.name}", _event(chart, event), event.basis)


def _frame(path: str, state: State, in_order: Mapping[str, str]) -> Iterator[Paragraph]:
    """What goes for the steps inside a step together, where anything does."""
    dated = f"{_limit(state)}{_not_before(state)}{_passes(state)}"
    said = f"{dated}{_tracks(state, in_order)}{reminded(state)}"
    if said:
        words = said.removeprefix(", ").removeprefix("; ")
        yield Paragraph(f"step {path}", f"For {plain(path)} as a whole: {words}.", state.basis)


def _step(chart: Chart, state: State, in_order: Mapping[str, str]) -> str:
    start = "It begins with" if state.path == chart.initial else "Step"
    if state.final:
        return f"{start} {plain(state.path)}: the end."
    unlimited = "" if state.polled or state.limit else ", without a time limit"
    more = f"{poll_sentence(state)}{_tracks(state, in_order)}{reminded(state)}"
    limit = f"{_limit(state) or unlimited}{_not_before(state)}{_passes(state)}"
    return f"{start} {plain(state.path)}: {_turn(state)}{limit}{more}."


def _turn(state: State) -> str:
    if state.holders:
        return f"it is for {listed(state.holders)} to act"
    return f"it is for those in {_each(state)} to act" if state.opens else "nobody acts"


def _each(state: State) -> str:
    """The charts that the step opens, each in turn."""
    return " and ".join(f"each {plain(name)}" for name in state.opens)


def _limit(state: State) -> str:
    """`, within 6 months`, `, by 2 weeks before …`, `, between …`; empty where there is none."""
    if state.window is not None:
        return f", only between these days: {state.due_text}{_roll(state)}"
    if state.due is None:
        return ""
    return f", {_until(state.due, state.due_text)}{_roll(state)}"


def _until(due: Period, text: str) -> str:
    """A date that a timetable names says `by` itself; one that is counted back is a last day."""
    if due.fixed:
        return text
    return f"not later than {text}" if due.direction == "before" else f"within {text}"


def _roll(state: State) -> str:
    return f" ({_ROLL[state.roll]})" if state.roll else ""


def _not_before(state: State) -> str:
    return f"; nothing leads on before this is over: {state.not_before}" if state.not_before else ""


def _passes(state: State) -> str:
    if state.on_timeout:
        return f"; when the limit has passed, it goes on {ways(state.on_timeout)}"
    if state.window:
        moved = state.window.closes.direction == "before"
        until = ", until a meeting moves the window" if moved else ""
        return f"; after that no act of theirs has effect{until}"
    waits = "; when the limit has passed, the contribution remains awaited"
    return waits if state.due else ""


def _tracks(state: State, in_order: Mapping[str, str]) -> str:
    """What the step opens and waits for, and how many reviews it takes."""
    places = f"; it takes at most {state.capacity} reviews at once" if state.capacity else ""
    if not state.opens:
        return places
    waits = ""
    if state.then:
        waits = f", and goes on {ways(state.then)} when {_enough(state.join)} ended"
    turns = ""
    if state.in_turn:
        turns = f", one after another: {in_order.get(state.opens[0], '')}"
    return f"{places}; it opens {_each(state)}{turns}{waits}"


def _enough(join: str | None) -> str:
    """How many of the parts must have ended, as the subject of a sentence."""
    words = {"any": "one of them has", "majority": "more than half of them have"}
    return words.get(join or "all", f"{join or 'all'} of them have")


def _event(chart: Chart, event: Event) -> str:
    sentence = f"The {listed(event.by, 'or')} may {plain(event.name)}{_where(chart, event)}"
    if event.with_:
        sentence += f", with {listed(event.with_)}"
    if event.binds:
        sentence += f", once the {plain(event.binds)} is complete"
    if event.release:
        sentence += f"; it takes effect when cleared by the {listed(event.release, 'or')}"
    sentence += acts(event)
    if event.starts:
        sentence += f", by opening the review that follows, under {event.starts}"
    if event.at_most:
        sentence += f", at most {event.at_most} {'time' if event.at_most == 1 else 'times'}"
    if event.guards:
        sentence += f"; condition: {listed(event.guards)}"
    return f"{sentence}. {_leads(event)}"


def _where(chart: Chart, event: Event) -> str:
    """In which steps, where there are several: whole steps around others in one word."""
    if len(event.from_) < 2:
        return ""
    found = sources(chart, event.from_)
    return " in any step" if found == (ANY_STEP,) else f", in {listed(found, 'or')}"


def _leads(event: Event) -> str:
    said = [_sets(event), f"It opens one {plain(event.opens)}." if event.opens else ""]
    if event.to:
        said.append(f"It leads {ways(event.to)}.")
    told = [part for part in said if part]
    return " ".join(told) if told else "The step stays."


def _sets(event: Event) -> str:
    only = f", if {condition_words(event.sets_if)}" if event.sets_if else ""
    return f"It agrees the last day of {plain(event.sets)}{only}." if event.sets else ""
