"""One design for each instrument: four distinct mechanisms instead of one.

Decisions that live here: each is a change of the same design (`extends`) that takes one
instrument of it, with its clusters of issues of that one, and nothing else, so that a row
changed in the base is changed in all; each is a definition of its own, with its own cycles,
dates and decision. What is shared among them is the base, and nothing else: no register and no
calendar joins them.
"""

from workflow.definition.loaded import Loaded
from workflow.errors import Problem, UnreadableError
from workflow.model.definition import Definition

_FILE = """\
# {title}: for {instrument} alone. All other rows are those of {base}.
definition: {name}
version: 1
language: 1
title: {quoted}
status: {status}
extends: {extends}
instruments: [{instrument}]
"""


def split(loaded: Loaded, extends: str) -> dict[str, str]:
    """The text of a design for each instrument of *loaded*, under its name.

    `extends`: how the new files name the base: a shipped name, or a path beginning './'.

    Raises:
        DefinitionError: the base has errors.
        UnreadableError: it has fewer than two instruments (T009).
    """
    design = loaded.require()
    if len(design.instruments) < 2:
        words = f"{design.name!r} has {len(design.instruments)} instrument(s)"
        hint = "a design is split into one for each of two or more"
        raise UnreadableError(loaded.file, Problem(code="T009", words=words, hint=hint))
    return {
        f"{design.name}-{instrument.replace('_', '-')}": _text(design, instrument, extends)
        for instrument in design.instruments
    }


def _text(design: Definition, instrument: str, extends: str) -> str:
    title = f"{design.title}: {instrument}".replace("\\", "\\\\").replace('"', '\\"')
    return _FILE.format(
        title=design.title,
        quoted=f'"{title}"',
        base=design.name,
        name=f"{design.name}-{instrument.replace('_', '-')}",
        instrument=instrument,
        status="proposal" if design.status == "active" else design.status,
        extends=extends,
    ) + _clusters(design, instrument)


def _clusters(design: Definition, instrument: str) -> str:
    """Clusters of other instruments taken away; of those that stay, its own instrument alone."""
    alone = f"{{instruments: [{instrument}]}}"
    named = [cluster for cluster in design.clusters.values() if cluster.instruments]
    rows = (f"  {c.name}: {alone if instrument in c.instruments else 'null'}\n" for c in named)
    return f"clusters:\n{''.join(rows)}" if named else ""
