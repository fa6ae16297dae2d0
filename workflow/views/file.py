"""The file of one review: what it is, where it stands, what may be recorded, what is on it.

Clear texts come from outside, by their commitment; one that is not there was erased.
"""

from collections.abc import Mapping

from workflow.model.conditions import held
from workflow.model.custody import commitment_of, on_file, sealed_names
from workflow.model.rows.records import BindingRow, DocumentRow, FactRow
from workflow.model.working import Working
from workflow.views.answers import Shown
from workflow.views.decisions import decisions, effect_words
from workflow.views.lists import limits
from workflow.views.options import options_of
from workflow.views.parts import BindingLine, DocumentLine, FactLine, Heading, Place, ReviewHead
from workflow.views.standing import (
    main_place,
    not_binding,
    open_places,
    place_of,
    vacancies,
)
from workflow.views.words import versioned

Clear = Mapping[str, str]
#: What stands in the place of a clear text that only a reading on record gives out.
SEALED = "(sealed)"


def commitments(work: Working) -> tuple[str, ...]:
    """Every commitment on file whose clear text a view would show."""
    facts = [fact.value for fact in work.facts() if fact.secret]
    documents = [document.digest for document in work.documents()]
    people = [binding.person for binding in work.bindings() if binding.person]
    return tuple(dict.fromkeys((*facts, *documents, *people)))


def sealed_rows(work: Working) -> frozenset[str]:
    """The commitments on file that no view opens."""
    names = sealed_names(work.definition)
    rows = (row for row in on_file(work) if row.name in names)
    return frozenset(commitment for row in rows if (commitment := commitment_of(row)))


def head_of(work: Working) -> ReviewHead:
    """What a review is."""
    review, definition = work.review, work.definition
    return ReviewHead(
        review=review.id,
        cycle=review.cycle,
        party=review.party,
        party_name=review.party_name,
        regional_group=review.regional_group,
        group_words=_group_words(work),
        definition=versioned(definition),
        definition_title=definition.title,
        definition_status=definition.status,
        definition_hash=definition.hash,
        instruments=review.instruments,
        launched_on=review.launched_on,
        started_on=review.started_on,
        status=review.status,
        version=review.version,
        follows=review.follows,
        followed_by=review.followed_by,
    )


def _group_words(work: Working) -> str:
    review = work.review
    if review.party is None:
        return "of no party: an aggregate"
    if review.regional_group is None:
        return "no regional group: a regional rule does not bind"
    return review.regional_group.replace("_", " ")


def shown(heading: Heading, work: Working, instance: str, clear: Clear) -> Shown:
    """The whole file; places and options are those of *instance* and of its parts."""
    places = _places(work, instance)
    return Shown(
        heading=heading,
        head=head_of(work),
        instance=instance,
        places=places,
        options=tuple(o for place in places for o in options_of(work, place.instance)),
        facts=tuple(_fact(work, row, clear) for row in sorted(work.facts(), key=_age)),
        documents=tuple(_document(work, row, clear) for row in sorted(work.documents(), key=_age)),
        bindings=tuple(_binding(work, row, clear) for row in sorted(work.bindings(), key=_from)),
        vacancies=vacancies(work),
        limits=limits([work], only_open=False),
        not_binding=(*not_binding(work), *decisions(work)),
    )


def _places(work: Working, instance: str) -> tuple[Place, ...]:
    """The open places below *instance*; if there is none, where it stands all the same."""
    below = tuple(p for p in open_places(work) if instance in work.ancestry(p.instance))
    if below:
        return below
    if instance == work.review.id:
        return (main_place(work),)
    return (place_of(work, work.instances()[instance]),)


def _age(row: FactRow | DocumentRow) -> tuple[int, str, int]:
    return row.seq, row.name, row.n


def _from(row: BindingRow) -> tuple[str, int, str]:
    return row.from_on, row.seq, row.id


def _fact(work: Working, row: FactRow, clear: Clear) -> FactLine:
    newest = max(f.n for f in work.facts() if (f.instance, f.name) == (row.instance, row.name))
    return FactLine(
        id=row.id,
        instance=row.instance,
        name=row.name,
        value=clear.get(row.value) if row.secret else row.value,
        on=row.on,
        role=row.role,
        step=row.state,
        seq=row.seq,
        current=row.n == newest or work.definition.facts[row.name].many,
    )


def _document(work: Working, row: DocumentRow, clear: Clear) -> DocumentLine:
    return DocumentLine(
        id=row.id,
        instance=row.instance,
        name=row.name,
        sections=row.sections,
        file=clear.get(row.digest),
        dated=row.dated,
        received=row.received if row.received <= work.setting.today else None,
        role=row.role,
        seq=row.seq,
        remarks=effect_words(row),
    )


def _binding(work: Working, row: BindingRow, clear: Clear) -> BindingLine:
    return BindingLine(
        id=row.id,
        role=row.role,
        actor=row.actor,
        party=row.party,
        regional_group=row.regional_group,
        person=clear.get(row.person) if row.person else None,
        note=row.note,
        from_on=row.from_on,
        until_on=row.until_on,
        holds=row in held(work, row.role, work.setting.today),
    )
