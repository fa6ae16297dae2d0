"""How phases look: a letter, a pattern, a shade and a word each, so that colour is never alone.

Letters and patterns survive a black-and-white printer and colour blindness.
"""

from dataclasses import dataclass

from workflow.model.definition import PHASES
from workflow.views.words import label


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One phase's look. `pattern` is the id of an SVG pattern of the page."""

    letter: str
    pattern: str
    word: str


_LETTERS = dict(zip(PHASES, "SEDVRCFU", strict=True))
#: Of a step that belongs to no phase: before a review begins, after it ended.
NO_PHASE = "·"


def look_of(phase: str | None, step: str) -> Look:
    """The look of a step in *phase*, or of one that is in none."""
    if phase in _LETTERS:
        return Look(letter=_LETTERS[phase], pattern=f"p-{phase}", word=label(phase))
    return Look(letter=NO_PHASE, pattern="p-none", word=label(step))


def legend() -> tuple[Look, ...]:
    """The eight phases in their order."""
    return tuple(look_of(phase, phase) for phase in PHASES)
