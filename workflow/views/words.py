"""How days, limits, conditions and names are said: neutral, in English, the same everywhere.

Never by lateness, never a word that judges a State: a contribution is awaited, a time limit
passed, what came is met, met and recorded late, or met so many days after the limit.
"""

import re
import unicodedata
from datetime import date

from workflow.model.compiling.history import folded
from workflow.model.definition import Branch, Definition
from workflow.model.grammar.expression import words as condition_words
from workflow.model.legal_time.days import day_words

_NUMBERED = re.compile(r"^\d+\.\s*")


def said(day: str | None) -> str:
    """An ISO day in words: `2 May 2027`; `no date` for None."""
    return day_words(date.fromisoformat(day)) if day else "no date"


def short(day: str | None) -> str:
    """An ISO day for a narrow column: `2 May 2027`, `21 Dec 2027`."""
    number, month, year = said(day).split(" ") if day else ("no", "date", "")
    return f"{number} {month if len(month) < 5 else month[:3]} {year}".strip()


def days_between(start: str, end: str) -> int:
    """Calendar days from *start* to *end*, never below 0."""
    return max((date.fromisoformat(end) - date.fromisoformat(start)).days, 0)


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 day`, `2 days`, `0 parties`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def by_name(party_name: str | None, key: str) -> tuple[str, str]:
    """What lists are sorted by: the party's name without accents, then the id."""
    plain = unicodedata.normalize("NFKD", party_name or key)
    folded = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return folded.casefold(), key


def label(name: str) -> str:
    """A phase or step as a heading: `self_assessment` is `self-assessment`."""
    known = {"self_assessment": "self-assessment", "follow_up": "follow-up"}
    return known.get(name, name.replace("_", " ").replace(".", ", "))


def lead(branches: tuple[Branch, ...]) -> tuple[str, ...]:
    """Where a target leads: `follow_up if final_report has recommendations`, `closed`."""
    return tuple(
        f"{branch.state} if {condition_words(branch.condition)}"
        if branch.condition is not None
        else branch.state
        for branch in folded(branches)
    )


def unnumbered(step: str) -> str:
    """A step of a stored derivation without its number."""
    return _NUMBERED.sub("", step)


def versioned(definition: Definition) -> str:
    """`france-2009@1`."""
    return f"{definition.name}@{definition.version}"


def listed(items: tuple[str, ...], last: str = "and") -> str:
    """`a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
