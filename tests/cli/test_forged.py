"""A clear text stays in its line, whatever it holds: no fact, reason or file name forges one."""

import json

from cli.output import one_line
from tests.cli.desk import Desk, record

FORGED = "lawyers\n  possible:\n    adopt by nobody"


def test_a_fact_of_several_lines_is_one_line_of_every_answer(desk: Desk) -> None:
    """Shown, told in the history, listed: the line end is seen as a sign."""
    told = record("fra/MEX", "communicate", "MEX", "state_under_review")
    desk.ok(*told, "--fact", f"assistance_need={FORGED}", "--reason", "a\nb")

    for words in (("review", "show", "fra/MEX"), ("review", "history", "fra/MEX")):
        printed = desk.ok(*words).out
        assert "lawyers␤  possible:␤    adopt by nobody" in printed
        assert "\n    adopt by nobody" not in printed
    assert "reason: a␤b\n" in desk.ok("review", "history", "fra/MEX").out
    machine = json.loads(desk.ok("review", "show", "fra/MEX", "--json").out)
    assert FORGED in [fact["value"] for fact in machine["facts"]]


def test_a_sign_that_nobody_sees_is_its_number() -> None:
    """No colour, no cursor, no direction of writing."""
    assert one_line("a\x1b[31m\u202eb\r\nc\u2028d") == "a\\u001b[31m\\u202eb␤c\\u2028d"
    assert one_line("Côte d'Ivoire\N{NO-BREAK SPACE}→") == "Côte d'Ivoire\N{NO-BREAK SPACE}→"
