"""When a reminder goes: so long before the last day of a limit, on that day, or after it.

    AMOUNT UNIT before | on the day | AMOUNT UNIT after

    2 weeks before
    5 working days after

A reminder is of a day, never of an hour: it goes as that day begins.
"""

from dataclasses import replace

from workflow.model.grammar.grammar_error import GrammarError
from workflow.model.grammar.period import AnchorName, Period, parse_period

ON_THE_DAY = "on the day"
_LAST_DAY = AnchorName(name="last_day")
_HINT = "write it like '2 weeks before', 'on the day' or '1 month after'"


def parse_reminder(text: str) -> Period | None:
    """Read when a reminder goes, counted from the last day of the limit; None: on that day.

    Raises:
        GrammarError: it is none; it says where and what to write.
    """
    words = text.split()
    if " ".join(words) == ON_THE_DAY:
        return None
    if not words or words[-1] not in ("before", "after"):
        raise GrammarError(f"{text!r} does not say when it goes", 1, _HINT)
    period = parse_period(text.rstrip().removesuffix(words[-1]))
    if period.anchor or period.marks or period.cut_off:
        raise GrammarError("a reminder counts from the last day of its limit alone", 1, _HINT)
    if period.unit == "hour":
        raise GrammarError("a reminder goes on a day, not at an hour", 1, _HINT)
    before = words[-1] == "before"
    return replace(period, direction="before" if before else "after", anchor=_LAST_DAY)
