"""How a day is said: in English, whatever the machine's language.

Times of day are not said here, but where their zone is known.
"""

from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def day_words(day: date) -> str:
    """`1 December 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_words(day: date) -> str:
    """`Tuesday 1 December 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day_words(day)}"
