"""A date that cannot be: the message names the review, the step and the rule."""

import pytest

from tests.support.designs import LATE_NOTE
from workflow.model.legal_time.local_time import TimeError
from workflow.testing import rehearsal

WAITS = "launched:  {holder: secretariat,"


def test_a_limit_beyond_the_years_names_review_step_and_rule(sqlite_url: str) -> None:
    """Whoever reads it knows what to look at."""
    long = LATE_NOTE.replace(WAITS, f"{WAITS} due: 100 years,")

    with pytest.raises(TimeError) as caught:
        rehearsal(sqlite_url, long, at="9950-01-04", codes="QAA")
    assert str(caught.value) == (
        "t/QAA: E144 the date lies beyond the years 1 to 9999: "
        "step 'launched' asks for '100 years'\n  hint: write a shorter period"
    )
