"""What a row must be by itself: names usable, keys that need each other, ends that end.

None of it needs the graph of a chart, so that it is said even while a target is misspelt.
"""

from collections.abc import Iterator

from workflow.definition.draft import Draft, Place
from workflow.definition.findings import Found
from workflow.definition.sentences import Sentences
from workflow.model.compiling.tree import ANY
from workflow.model.document_rules import parse_limit
from workflow.model.grammar.expression_parser import RESERVED
from workflow.model.grammar.grammar_error import GrammarError

COMMUNICATE = "communicate"
LANGUAGE = 1
#: Of a longer period the last day could lie after the year 9999.
MOST_YEARS = 200
_NEEDS = (
    ("on_timeout", ("due", "window")),
    ("join", ("opens",)),
    ("then", ("opens",)),
    ("in_turn", ("opens",)),
    ("initial", ("states",)),
)
_END_KEYS = ("due", "window", "on_timeout", "reminders", "opens", "vote", "silence")
_SECTIONS = ("roles", "facts", "documents", "guards", "charts")


def top(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find what is wrong with the definition as a whole."""
    data = draft.data
    language = data.get("language", LANGUAGE)
    if language != LANGUAGE:
        message = f"'language' is {language}; this program reads {LANGUAGE}"
        yield Found("D107", ("language",), message, f"write 'language: {LANGUAGE}'")
    undecided = "decision" not in data and not draft.touched(("decision",))
    if data.get("status") == "active" and undecided:
        hint = "add 'decision: …' with the decision of the Conference, or another status"
        yield Found("D417", ("status",), "'active' without the decision behind it", hint)
    yield from _main(draft)
    yield from _tables(draft)


def _main(draft: Draft) -> Iterator[Found]:
    if draft.known("charts") is None or draft.touched(("charts",)):
        return
    charts = [chart for chart in draft.rows("charts") if chart["per"] in (None, "party")]
    if charts and len(charts) != 1:
        message = f"{len(charts)} charts are per party: {', '.join(c.name for c in charts)}"
        hint = "one is the review itself; say 'per:' of the others"
        yield Found("D418", charts[1].path, message, hint, at_key=True)
    if not charts and tuple(draft.rows("charts")):
        hint = "the review itself is a chart without 'per', usually called 'review'"
        yield Found("D418", ("charts",), "no chart is per party", hint, at_key=True)


def _tables(draft: Draft) -> Iterator[Found]:
    hint = "add a row, or delete the key"
    unknown = "steps" in draft.data
    if unknown and draft.data.get("charts"):
        message = "'steps: not established' beside charts"
        yield Found("D108", ("steps",), message, "keep one of the two", at_key=True)
    for section in () if unknown else ("charts", "roles"):
        if draft.data.get(section) == {} and (section,) not in draft.spoiled:
            yield Found("D406", (section,), f"{section!r} has no rows", hint, at_key=True)
    for place in (*draft.rows("charts"), *draft.states()):
        path = (*place.path, "states")
        if place["states"] == {} and not draft.touched(path):
            yield Found("D406", path, f"'states' of {place.name!r} has no rows", hint, at_key=True)


def rows(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find names that cannot be used, and keys without the key they need."""
    yield from _reserved(draft)
    yield from _twice(draft)
    for state in draft.states():
        for key, needed in _NEEDS:
            there = any(one in state or draft.spoilt((*state.path, one)) for one in needed)
            if key in state and not there:
                message = f"{key!r} without {needed[0]!r}"
                hint = f"add {' or '.join(map(repr, needed))}, or delete {key!r}"
                yield Found("D106", (*state.path, key), message, hint, at_key=True)
        if "due" in state and "window" in state:
            hint = "a window ends with a limit of its own: keep one of the two"
            message = "'window' beside 'due'"
            yield Found("D108", (*state.path, "window"), message, hint, at_key=True)
    for fact in draft.rows("facts"):
        yield from _choice(draft, fact)
    for chart in draft.rows("charts"):
        if "initial" not in chart and not draft.touched((*chart.path, "initial")):
            message = f"the chart {chart.name!r} says no initial step"
            hint = "add 'initial: ' and the step in which it begins"
            yield Found("D408", chart.path, message, hint, at_key=True)
    for state in draft.states():
        if state["states"] and "initial" not in state and not draft.spoilt(state.path):
            message = f"the compound step {state.name!r} says no initial step"
            hint = "add 'initial: ' and the step inside in which it begins"
            yield Found("D408", state.path, message, hint, at_key=True)


def documents(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find documents whose length cannot be read, and words for nobody."""
    for document in draft.rows("documents"):
        yield from _document(document)


def _document(document: Place) -> Iterator[Found]:
    for path, text in document.lines("limit"):
        try:
            parse_limit(text)
        except GrammarError as error:
            yield Found("D209", path, error.message, error.hint, error.column - 1)
    if "sealed" in document and document["seen_by"] == "public":
        path = (*document.path, "sealed")
        message = "'sealed' beside 'seen_by: public'"
        yield Found("D108", path, message, "keep one of the two", at_key=True)
    if "otherwise" in document and "from" not in document:
        hint = "add 'from: ' and the role that may hand it in"
        path = (*document.path, "otherwise")
        yield Found("D106", path, "'otherwise' without 'from'", hint, at_key=True)


def _choice(draft: Draft, fact: Place) -> Iterator[Found]:
    is_choice = fact["is"] == "choice"
    if draft.touched((*fact.path, "is")) or draft.touched((*fact.path, "of")):
        return
    if is_choice and "of" not in fact:
        hint = "add 'of: [one, other]'"
        yield Found("D106", (*fact.path, "is"), "a choice without the words to choose from", hint)
    elif "of" in fact and not is_choice:
        hint = "write 'is: choice', or delete 'of'"
        yield Found("D106", (*fact.path, "of"), "'of' without 'is: choice'", hint, at_key=True)
    for path, word in fact.lines("of"):
        if word in RESERVED:
            message = f"{word!r} is a word of the language"
            yield Found("D105", path, message, "choose another word")
    if "sealed" in fact and fact["is"] != "text":
        hint = "write 'is: text', or delete 'sealed': any other value stands in the log"
        path = (*fact.path, "sealed")
        yield Found("D106", path, "'sealed' without 'is: text'", hint, at_key=True)


def _reserved(draft: Draft) -> Iterator[Found]:
    for place in (*_declared(draft), *draft.states()):
        if place.name in RESERVED or (place.name == ANY and place.chart):
            message = f"{place.name!r} is a word of the language"
            yield Found("D105", place.path, message, "choose another name", at_key=True)
    for event in draft.events():
        if event.name == COMMUNICATE:
            hint = "every chart has it already, for recording facts: choose another name"
            message = f"{COMMUNICATE!r} is an event of the language itself"
            yield Found("D314", event.path, message, hint, at_key=True)


def _declared(draft: Draft) -> Iterator[Place]:
    for section in _SECTIONS:
        yield from draft.rows(section)


def _twice(draft: Draft) -> Iterator[Found]:
    """A name in a condition means one thing; a time limit is named after its step."""
    seen: dict[str, str] = {}
    for section in ("roles", "facts", "documents"):
        for place in draft.rows(section):
            other = seen.setdefault(place.name, section)
            if other != section:
                message = f"{place.name!r} is declared in {other!r} already"
                yield Found("D313", place.path, message, "choose another name", at_key=True)
    limits: dict[tuple[str, str], Place] = {}
    for state in draft.states():
        if not _timed(state):
            continue
        if limits.setdefault((state.chart, state.name), state) is not state:
            message = f"two steps {state.name!r} of chart {state.chart!r} have a time limit"
            hint = "a limit is named after its step: give one of them another name"
            yield Found("D313", state.path, message, hint, at_key=True)


def _timed(state: Place) -> bool:
    """Whether the step has a time limit, which is named after it."""
    polled = "closes" in state.row.row("vote").data
    return polled or any(key in state for key in ("due", "window", "silence"))


def holders(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find steps that are nobody's turn, and ends that go on."""
    for state in draft.states():
        if state["final"] is True:
            yield from _goes_on(draft, state)
        elif draft.touched((*state.path, "final")):
            continue
        elif not {"states", "opens"} & set(state.row.data) and not _held(draft, state):
            message = f"the step {state.name!r} has no holder"
            hint = "add 'holder: ' and the role whose turn it is"
            yield Found("D404", state.path, message, hint, at_key=True)


def _held(draft: Draft, state: Place) -> bool:
    if draft.spoilt(state.path):
        return True
    around = [state.path[:length] for length in range(4, len(state.path) + 1, 2)]
    row = draft.top.row("charts").row(state.chart)
    for path in around:
        row = row.row("states").row(str(path[-1]))
        if "holder" in row.data or draft.touched((*path, "holder")):
            return True
    return False


def _goes_on(draft: Draft, state: Place) -> Iterator[Found]:
    hint = "take it away, or take 'final: true' away"
    for key in _END_KEYS:
        if key in state:
            message = f"the end {state.name!r} has {key!r}"
            yield Found("D407", (*state.path, key), message, hint, at_key=True)
    if state["states"]:
        message = f"the end {state.name!r} has steps inside"
        yield Found("D407", (*state.path, "states"), message, hint, at_key=True)
    tree = draft.trees.get(state.chart)
    path = ".".join(str(step) for step in state.path[3::2])
    for event in draft.events():
        for place, name in event.lines("from"):
            if event.chart == state.chart and tree and tree.find(name) == path:
                message = f"{event.name!r} starts from {name!r}, which is an end"
                yield Found("D407", place, message, "start it from a step that is no end", 0)


def spans(_: Draft, sentences: Sentences) -> Iterator[Found]:
    """Find periods of which the last day may lie beyond the years there are."""
    for limit in sentences.limits:
        period = limit.period
        most = {"month": 12 * MOST_YEARS, "year": MOST_YEARS}.get(period.unit, period.amount)
        if period.amount > most:
            message = f"{period.length} is more than {MOST_YEARS} years"
            hint = "no review lasts so long: write a shorter period, or none"
            yield Found("D425", limit.path, message, hint, offset=limit.text.find(period.length))
