"""Which meeting a review is bound to: how a definition says it, read without guessing.

    ORDINAL [at least LENGTH] after ANCHOR [then every ORDINAL] [(MARKS)]

    first at least 10 months after review.started
    4th after adoption, then every 3rd (assumed)

Only meetings that count for the body are counted; which do is the body's to say. A meeting
on the very day of the anchor is not after it.
"""

import re
from dataclasses import dataclass

from workflow.model.grammar.grammar_error import GrammarError
from workflow.model.grammar.period import AnchorName, Period, parse_period

WORDS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
_ORDINALS = {word: n for n, word in enumerate(WORDS, start=1)} | {"next": 1}
_NUMBERED = re.compile(r"([1-9][0-9]?)(st|nd|rd|th)")
_RULE = re.compile(
    r"\s*(?P<nth>\S+)\s+(?P<least>at least\s+)?(?P<rest>.*?)"
    r"(,?\s+then every\s+(?P<every>\S+))?(?P<marks>\s*\([^()]*\))?\s*"
)
EXAMPLE = "write it like 'first at least 10 months after review.started' or '4th after adoption'"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRule:
    """The *nth* meeting that counts, at least *wait* after *anchor*; then every *every*-th."""

    nth: int
    anchor: AnchorName
    wait: Period | None = None
    every: int | None = None


def parse_meeting(text: str) -> MeetingRule:
    """Read which meeting.

    Raises:
        GrammarError: the text is no such rule; it says where and what to write.
    """
    found = _RULE.fullmatch(text)
    if found is None:
        raise GrammarError("this names no meeting", 1, EXAMPLE)
    nth = _ordinal(found["nth"], found.start("nth"))
    every = _ordinal(found["every"], found.start("every")) if found["every"] else None
    if found["least"]:
        wait = parse_period(found["rest"], column=found.start("rest") + 1)
    else:
        wait = _bare(found["rest"], found.start("rest"))
    if wait.direction != "after" or wait.anchor is None or wait.cut_off or wait.unit == "hour":
        message = f"{found['rest']!r} does not say after what"
        raise GrammarError(message, found.start("rest") + 1, EXAMPLE)
    return MeetingRule(
        nth=nth, anchor=wait.anchor, wait=wait if found["least"] else None, every=every
    )


def _bare(rest: str, start: int) -> Period:
    """`after ANCHOR`, read by the grammar of periods."""
    if rest.split(" ")[0] != "after":
        raise GrammarError(f"{rest!r} does not say after what", start + 1, EXAMPLE)
    lead = "1 day "
    return parse_period(lead + rest, column=start + 1 - len(lead))


def _ordinal(word: str, start: int) -> int:
    if word in _ORDINALS:
        return _ORDINALS[word]
    found = _NUMBERED.fullmatch(word)
    if found is None:
        hint = "write first, second, … or 1st, 2nd, 3rd, 4th"
        raise GrammarError(f"{word!r} is not which one", start + 1, hint)
    return int(found.group(1))


def nth_words(n: int) -> str:
    """`first`, `second`; in figures beyond twelfth."""
    return WORDS[n - 1] if n <= len(WORDS) else f"number {n},"
