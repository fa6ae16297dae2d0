"""A definition as numbered draft terms of reference, each paragraph with its source.

The sentences say what the rows say and nothing more. What nobody said is marked
[assumed]; open alternatives keep their brackets.
"""

import textwrap
from collections.abc import Iterator, Sequence

from workflow.definition.prose_days import days_and_meetings
from workflow.definition.prose_parts import Paragraph as Paragraph
from workflow.definition.prose_parts import Part as Part
from workflow.definition.prose_parts import listed, plain, sealed
from workflow.definition.prose_steps import chart_paragraphs
from workflow.model.definition import Chart, Cluster, Definition, Document, Role
from workflow.model.grammar.expression import words as condition_words

NO_BREAK = "\u00a0"
_MEMBER_OF = "member of "
PUBLIC = "public"
_KINDS = {
    "party": "is the party under review",
    "experts": "are experts",
    "secretariat": "is the Secretariat",
    "body": "is a body",
    "person": "is a person of",
    "reviewing_parties": "are the reviewing parties",
    "organization": "is a regional organization",
}

_EFFECTS = {
    "incorporated": "It is incorporated into what it is about",
    "appended": "It is appended to what it is about, which stays as it was",
    "observed": "It is observed",
    "blocks": "While it stands, nobody else leads on",
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
        yield f"{title} ({_per(chart)})", chart_paragraphs(chart, _in_order(definition))
    yield "Days and meetings", days_and_meetings(definition)
    yield "Conditions", _conditions(definition)
    yield "What is recorded", _facts(definition)
    yield "Documents and their readers", _documents(definition)


def _per(chart: Chart) -> str:
    return {
        "party": "one for each party",
        "cycle": "one for the cycle",
        "cluster": "one for each cluster of issues",
    }.get(chart.per, f"one for each {chart.per}")


def _in_order(definition: Definition) -> dict[str, str]:
    """For each chart of parts that have an order, these parts in it."""
    words = {
        "instrument": ", ".join(definition.instruments),
        "cluster": ", ".join(_cluster(c) for c in definition.clusters.values()),
    }
    charts = definition.charts.values()
    return {chart.name: words[chart.per] for chart in charts if chart.per in words}


def _cluster(cluster: Cluster) -> str:
    return f"{plain(cluster.name)} ({cluster.authority or cluster.issues})"


def _participants(definition: Definition) -> Iterator[Paragraph]:
    if definition.instruments:
        names = listed(definition.instruments)
        sentence = f"The review covers {names}, as far as they are in force for the party."
        yield Paragraph("scope", sentence, "scope")
    for cluster in definition.clusters.values():
        yield Paragraph(f"cluster {cluster.name}", f"{_issues(cluster)}.", cluster.basis)
    for role in definition.roles.values():
        yield Paragraph(f"role {role.name}", f"{_role(role)}.", role.basis)


def _issues(cluster: Cluster) -> str:
    """A cluster, who answers on it, and of which instruments its issues are."""
    answers = f"; on them answers: {cluster.authority}" if cluster.authority else ""
    of = f"; they are issues of {listed(cluster.instruments)}" if cluster.instruments else ""
    return f"The cluster {plain(cluster.name)}: {cluster.issues}{answers}{of}"


def _role(role: Role) -> str:
    if role.name.startswith(_MEMBER_OF):
        body = plain(role.name.removeprefix(_MEMBER_OF))
        return f"A member of the {body} is a State, for which its people act, or a person"
    of = f" {plain(role.of)}" if role.of else ""
    lacking = f", for each instrument that {plain(role.lacking)} lack" if role.lacking else ""
    rules = "".join(f"; {rule.words}" for rule in role.rules)
    every = "; every State party is a member" if role.everybody else ""
    return f"The {plain(role.name)} {_KINDS[role.kind]}{of}{lacking}{rules}{every}"


def _conditions(definition: Definition) -> Iterator[Paragraph]:
    for guard in definition.guards.values():
        house = " (house rule)" if guard.house else ""
        house += " (it only warns)" if guard.warns else ""
        that = condition_words(guard.that)
        sentence = f"{plain(guard.name)}{house}: {that}. If not: “{guard.otherwise}”."
        yield Paragraph(f"condition {guard.name}", sentence, guard.basis)


#: How a fact of that kind is answered, where the kind is no word of a reader's.
_ASKED = {"boolean": "yes or no"}


def _facts(definition: Definition) -> Iterator[Paragraph]:
    for fact in definition.facts.values():
        again = ", as often as needed" if fact.many else ""
        until = f", until {plain(fact.until)} begins" if fact.until else ""
        who, what = listed(fact.by, "or"), plain(fact.name)
        kind = listed(fact.choices, "or") if fact.choices else _ASKED.get(fact.kind, fact.kind)
        sentence = f"The {who} may record the {what} ({kind}){again}{until}.{sealed(fact)}"
        yield Paragraph(f"fact {fact.name}", sentence, fact.basis)


def _documents(definition: Definition) -> Iterator[Paragraph]:
    for document in definition.documents.values():
        seen_by = ("everybody" if role == PUBLIC else role for role in document.seen_by)
        readers = listed(tuple(seen_by)) or "nobody else: closed"
        said = "".join(f" {words}" for words in _of_document(document))
        sentence = f"The {plain(document.name)} may be read by {readers}.{said}{sealed(document)}"
        yield Paragraph(f"document {document.name}", sentence, document.basis)
    allowed = definition.sources_allowed
    if allowed:
        sentence = f"A review rests on these kinds of source: {listed(allowed.of)}."
        sentence += f" If not: “{allowed.otherwise}”."
        yield Paragraph("sources", sentence, allowed.basis)


def _of_document(document: Document) -> Iterator[str]:
    """What else goes for a document, a sentence each."""
    if document.sections:
        yield f"It contains {listed(document.sections)}."
    if document.may_have:
        yield f"It may contain {listed(document.may_have)}."
    if document.derived_from:
        yield f"It is made of the {plain(document.derived_from)}."
    if document.from_:
        yield f"It is from the {listed(document.from_, 'or')} alone."
    if document.source:
        yield f"Its kind of source is {plain(document.source)}."
    if document.languages:
        first, *others = document.languages
        also = f", and comes in {listed(tuple(others))}" if others else ""
        yield f"Its original is in {first}{also}."
    if document.limit:
        yield f"It has at most {document.limit}."
    if document.effect:
        yield f"{_EFFECTS[document.effect]}."
