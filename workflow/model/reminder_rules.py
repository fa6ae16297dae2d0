"""Reminders of a time limit: what a step says of them."""

from dataclasses import dataclass

from workflow.model.grammar.expression import Expression
from workflow.model.grammar.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One reminder. `when` counts from the last day of the limit, None is that day itself.

    `to` are the roles it goes to, `of` those whose contribution it is about; `condition` is read
    on its day; `says` is said beside the neutral words.
    """

    name: str
    when: Period | None
    text: str
    to: tuple[str, ...]
    of: tuple[str, ...]
    condition: Expression | None = None
    says: str = ""
    basis: str = ""
