"""All checks of a definition, in the order in which one can make another pointless.

Shape, then sentences and names, then rows; the ways through a chart only where nothing
was found in it; use, and what cannot run yet, only where nothing was found at all. So no
finding is printed that only follows from another.
"""

from collections.abc import Iterable, Mapping

from workflow.definition.checks import assistance as check_assistance
from workflow.definition.checks import basis as check_basis
from workflow.definition.checks import brought as check_brought
from workflow.definition.checks import clocks as check_clocks
from workflow.definition.checks import clusters as check_clusters
from workflow.definition.checks import conditions as check_conditions
from workflow.definition.checks import floor as check_floor
from workflow.definition.checks import graph as check_graph
from workflow.definition.checks import lifted as check_lifted
from workflow.definition.checks import meetings as check_meetings
from workflow.definition.checks import names as check_names
from workflow.definition.checks import polls as check_polls
from workflow.definition.checks import reminders as check_reminders
from workflow.definition.checks import rows as check_rows
from workflow.definition.checks import teams as check_teams
from workflow.definition.checks import tracks as check_tracks
from workflow.definition.checks import unconfirmed as check_unconfirmed
from workflow.definition.checks import use as check_use
from workflow.definition.codes import CODES
from workflow.definition.composing import axes_basis
from workflow.definition.draft import Draft, draft_of
from workflow.definition.findings import Found, Path
from workflow.definition.sentences import Sentences, sentences_of
from workflow.definition.shapes.shape import shape
from workflow.errors import DefinitionError
from workflow.model.compiling.compiled import compile_definition
from workflow.model.definition import Definition

#: A file with none of these is no definition.
_KNOWN_BY = {"definition", "extends", "roles", "charts"}
_EACH = (
    check_rows.top,
    check_rows.rows,
    check_rows.spans,
    check_rows.documents,
    check_rows.holders,
    check_basis.roles,
    check_basis.basis,
    axes_basis.borne,
    check_names.names,
    check_brought.brought,
    check_meetings.meetings,
    check_polls.polls,
    check_reminders.reminders,
    check_conditions.conditions,
    check_tracks.tracks,
    check_teams.teams,
    check_clusters.clusters,
    check_lifted.lifted,
)
_WHOLE = (
    check_clocks.clocks,
    check_clocks.gaps,
    check_use.use,
    check_use.opened,
    check_clusters.unopened,
    check_assistance.assistance,
    check_floor.floor,
    check_use.shown,
    check_unconfirmed.unconfirmed,
)


def check(data: Mapping[str, object], spoiled: frozenset[Path]) -> tuple[Found, ...]:
    """Return everything found in *data*; of *spoiled* paths nothing more is said."""
    if not _KNOWN_BY & {*data, *(path[0] for path in spoiled if path)}:
        return (_another_file(data),)
    shaped = shape(data, spoiled)
    draft = draft_of(shaped.data, frozenset(shaped.spoiled))
    sentences = sentences_of(draft)
    found = _said(draft, sentences.found)
    for rule in _EACH:
        found.extend(_said(draft, rule(draft, sentences)))
    found = [*shaped.found, *found]
    if not draft.partial:
        found.extend(_meaning(draft, sentences, found))
    return tuple(found)


def _another_file(data: Mapping[str, object]) -> Found:
    """The one finding on a file that is no definition at all: each of its keys would be another."""
    hint = "begin with 'definition: NAME', or 'peer-review definition new'"
    if "position" in data:
        hint = "a position is laid over a design: peer-review definition compose BASE --with NAME"
    return Found("D103", (), "this is no definition: it has no name, no roles and no charts", hint)


def _said(draft: Draft, found: Iterable[Found]) -> list[Found]:
    return [one for one in found if not draft.spoilt(one.path)]


def _meaning(draft: Draft, sentences: Sentences, found: list[Found]) -> list[Found]:
    """What can be asked of charts, and of the whole, in which nothing was found."""
    wrong = [one.path for one in found if CODES[one.code].severity == "error"]
    clean = tuple(
        chart
        for chart in draft.trees
        if not draft.touched(("charts", chart))
        and not any(path[:2] in (("charts", chart), ("charts",)) for path in wrong)
    )
    more = list(check_graph.graphs(draft, sentences, clean))
    if not wrong and not draft.spoiled:
        for rule in _WHOLE:
            more.extend(rule(draft, sentences))
    return more


def compiled(
    data: Mapping[str, object], digest: str
) -> tuple[Definition | None, tuple[Found, ...]]:
    """Return the definition that checked *data* is, and notes on what cannot run yet."""
    try:
        definition = compile_definition(data, digest)
    except DefinitionError as error:
        problem = error.problems[0]
        path = tuple(step for step in error.where.split(".") if step)
        message = f"{error.where or 'the definition'} {problem.words}"
        return None, (Found("D900", path, message, problem.hint),)
    return definition, tuple(_not_yet(words, data) for words in definition.not_yet)


def _not_yet(words: str, data: Mapping[str, object]) -> Found:
    """The note on what cannot run yet, at the row that says it."""
    what, _, name = words.rpartition(" in ")
    kind, _, name = name.partition(" ")
    draft = draft_of(data, frozenset())
    rows = {"step": draft.states, "event": draft.events}.get(kind, lambda: iter(()))()
    found = [row.path for row in rows if what and row.name == name.rpartition(".")[2]]
    top = words.partition(":")[0]
    path: Path = found[0] if found else (top,) if top in data else ()
    if words.startswith("chart "):
        path = ("charts", words.split(",")[0].removeprefix("chart "))
    if words.startswith("open place "):
        path = ("variants", words.split(",")[0].removeprefix("open place "))
    return Found("D501", path, f"cannot run yet: {words}", at_key=True)
