"""The shapes of a drawing, in pixels from the top left, and how wide a word is.

Widths are measured by counting characters (`width_of`), wide enough for any common sans
serif, because the font of the reader is not known here.
"""

from dataclasses import dataclass
from unicodedata import east_asian_width

from workflow.definition.drawing.ladder import Arrow, Step

SIZE = 13
SMALL = 11
ROW = 16
LEFT = 36
BOX = 264
INDENT = 16
PAD = 8
STEM = 64  # the straight arrows' x, from the left of the column: inside every indented box
LABEL = 46  # characters of a label in small type
LANE = 14
CHAR = 0.62  # the width of a character, in parts of its size


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of text; `x` is its left end, `y` its base line.

    `unsure`: it says itself that it is assumed or unconfirmed, in a box that is not.
    """

    x: float
    y: float
    words: str
    size: int = SMALL
    bold: bool = False
    slanted: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A step, or the frame of a compound."""

    step: Step
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """A way out to the right: from the box's edge along `y`. No target: it ends in a ring."""

    arrow: Arrow
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The vertical line to one target; `ys` are the ports that join it, `y` where it enters."""

    target: Box
    x: float
    y: float
    ys: tuple[float, ...]
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stem:
    """The straight arrow down to the next step."""

    x: float
    top: float
    bottom: float
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A ladder placed. `label` is where labels begin, `bottom` where the next may begin."""

    boxes: tuple[Box, ...]
    texts: tuple[Text, ...]
    ports: tuple[Port, ...]
    lanes: tuple[Lane, ...]
    stems: tuple[Stem, ...]
    label: float
    right: float
    bottom: float


def width_of(words: str, size: int) -> float:
    """Return the room *words* need in pixels, at 0.62 of *size* a character, wide ones double."""
    return sum(2 * CHAR if east_asian_width(char) in "WF" else CHAR for char in words) * size
