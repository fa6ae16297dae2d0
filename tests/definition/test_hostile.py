"""Whatever a file holds, it is read to its end and answered with findings.

How long each takes is measured in `benchmarks/reading.py`, and asserted nowhere.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.designs import LATE_NOTE
from workflow.definition.read import Loaded, read_definition

ALPHABET = "abcdis: -[]{},'\"#&*!|>%@`?\n\t \u00e9\u202e"


def read(text: str) -> Loaded:
    return read_definition(text, file="x.yaml")


def codes(text: str) -> list[str]:
    return [one.code for one in read(text).findings]


def test_a_file_that_multiplies_itself_is_a_finding() -> None:
    """A billion laughs: nothing is built that the text does not spell out."""
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines.extend(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))
    found = codes("\n".join(lines))
    assert found.count("D004") == 30 + 29 * 9


def test_a_file_that_contains_itself_is_a_finding() -> None:
    """A recursive alias does not turn for ever."""
    assert "D004" in codes("definition: &a {b: *a}\n")


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- ", "? "])
def test_a_hundred_thousand_levels_are_a_finding(bracket: str) -> None:
    """No recursion, no stack, no waiting."""
    found = codes(bracket * 100_000)
    assert set(found) <= {"D001", "D007", "D008"}
    assert found


def test_more_than_512_000_bytes_are_not_read() -> None:
    """Size is counted in bytes, before anything else."""
    text = "# " + "é" * 260_000

    assert codes(text) == ["D002"]


def test_more_than_10_000_values_end_the_reading() -> None:
    """Small values, many of them."""
    assert codes("a: [" + "1," * 100_000 + "]") == ["D002"]


def rows(many: int, row: str, before: str) -> str:
    """The small design with *many* rows more before the line that begins with *before*."""
    return LATE_NOTE.replace(
        before, "".join(row.replace("N", str(n)) for n in range(many)) + before, 1
    )


EVENT = "      eN: {from: launched, by: secretariat, to: answering}\n"
CIRCLE = "      sN: {holder: team, due: 1 day, basis: S 5}\n"
CHAIN = "      cN: {from: [launched, answering], by: secretariat, guard: gN, to: reading}\n"
GUARD = "  gN: {that: agreed is given, otherwise: no, basis: S 1}\n"
NASTY = {
    "a number of 400 digits": ("version: 1", "version: 1" + "0" * 400, "D011"),
    "a number as a power": ("version: 1", "version: 1e400", "D011"),
    "no number at all": ("version: 1", "version: .nan", "D011"),
    "a number in another notation": ("version: 1", "version: 0x10", "D011"),
    "a number below nothing": ("version: 1", "version: -1", "D102"),
    "a period of 400 digits": ("6 months", "1" + "0" * 400 + " days", "D201"),
    "a period of 200 periods": ("6 months", " after ".join(["6 months"] * 300), "D102"),
    "words that run from right to left": ("A small", "A \u202esmall\u202c", "D009"),
    "a zero sign": ("A small", "A \x00 small", "D009"),
    "a byte order mark inside": ("charts:", "\ufeffcharts:", "D009"),
    "half a pair": ("A small", "A \ud800", "D009"),
    "ten thousand accents": ("A small", "A" + "\u0301" * 10_000, "D010"),
    "line ends of long ago": ("\n", "\r", "D009"),
    "a text of a megabyte": ("A small", "x" * 1_000_000, "D002"),
    "a text of 400 kB": ("A small", "x" * 400_000, "D102"),
    "a name of 5,000 letters": ("answering:", "a" * 5_000 + ":", "D001"),
    "a name that looks like another": ("to: answering", "to: \u0430nswering", "D203"),
    "a name in other letters": ("answering", "r\u00e9ponse", "D105"),
    "two hundred levels": ("launched:  {", "launched: " + "{states: {a: " * 200 + "{", "D007"),
    "a tab": ("      start:", "\tstart:", "D001"),
    "one blank too many": ("      answer: {from", "       answer: {from", "D001"),
    "one blank too few": ("      answer: {from", "     answer: {from", "D001"),
    "a key twice": ("version: 1", "version: 1\nversion: 2", "D003"),
    "a part merged": ("  state:  ", "  <<: {a: b}\n  state:  ", "D004"),
    "a part within itself": ("charts:", "x: &a [*a]\ncharts:", "D004"),
    "a program for a title": ("title: A", "title: !!python/object/apply:os.system A", "D005"),
    "two documents": ("charts:", "---\ncharts:", "D006"),
    "another version of YAML": ("definition:", "%YAML 1.1\n---\ndefinition:", "D005"),
    "a misspelt section": ("roles:", "roels:", "D101"),
    "a number for a table": ("roles:\n", "roles: 7\nrest:\n", "D102"),
    "a list for a row": ("start:  {", "start: [launched]\n      begin: {", "D102"),
    "yes for a name": ("  answers: {", "  yes: {", "D008"),
    "nothing for a name": ("  answers: {", "  ~: {", "D008"),
    "a table for a name": ("  answers: {", "  ? [a, b]\n  : {", "D008"),
    "a condition of 90,000 words": (
        "charts:",
        f"guards:\n  g: {{that: '{'not ' * 90_000}', otherwise: x, basis: S 1}}\ncharts:",
        "D102",
    ),
    "1,900 brackets": (
        "charts:",
        f"guards:\n  g: {{that: '{'(' * 1_900}a', otherwise: x, basis: S 1}}\ncharts:",
        "D204",
    ),
}
CROWDED = {
    "10,000 events": (rows(10_000, EVENT, "      start:"), "D002"),
    "1,000 events": (rows(1_000, EVENT, "      start:"), "D414"),
    "1,000 steps in no order": (rows(1_000, CIRCLE, "      launched:"), "D401"),
    "500 events with a guard each": (
        rows(500, CHAIN, "      start:")
        .replace("charts:", "guards:\ncharts:", 1)
        .replace("charts:", "".join(GUARD.replace("N", str(n)) for n in range(500)) + "charts:", 1),
        "D414",
    ),
}
TEXTS = {
    **{name: (LATE_NOTE.replace(a, b), code) for name, (a, b, code) in NASTY.items()},
    **CROWDED,
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_nasty_file_is_answered_plainly(name: str) -> None:
    """Each finding is a line or two that can be read."""
    text, code = TEXTS[name]
    findings = read(text).findings

    assert code in {one.code for one in findings}
    assert all(len(one.message) + len(one.hint) < 400 for one in findings)
    assert all(one.message.isprintable() and one.hint.isprintable() for one in findings)


@pytest.mark.parametrize(
    "sign", ["\x00", "\x07", "\x1b", "\x85", "\u200b", "\u202e", "\u2066", "\ufeff", "\ud800"]
)
def test_a_sign_nobody_sees_is_a_finding(sign: str) -> None:
    """Control signs, signs without width, signs that turn the direction, half a pair."""
    findings = read(f"definition: small{sign}er\n").findings

    assert [(one.code, one.line, one.column) for one in findings] == [("D009", 1, 18)]


def test_a_byte_order_mark_at_the_beginning_is_read_over() -> None:
    """Some editors write one; it is no sign of the file."""
    assert "D009" not in codes("\ufeffdefinition: small\n")


def test_windows_line_ends_are_line_ends() -> None:
    """Places are counted as an editor does."""
    findings = read("definition: small\r\nversion: 1\r\nvresion: 2\r\n").findings

    assert ("D101", 3, 1) in [(one.code, one.line, one.column) for one in findings]


@given(st.text(alphabet=ALPHABET, max_size=200) | st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_reader_fail(text: str) -> None:
    """Every text has findings or is a definition; nothing is raised."""
    loaded = read(text)

    assert loaded.findings
    assert loaded.definition is None


TREES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(0, 9)
    | st.sampled_from(["any", "a", "a if b is c", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["states", "events", "from", "to", "by", "is", "due", "then", "a", "b"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["charts", "roles", "facts", "guards", "time"]), TREES))
@settings(max_examples=300, deadline=None)
def test_no_data_make_the_checks_fail(data: dict[str, object]) -> None:
    """JSON is YAML: any tree of values is answered with findings."""
    import json

    loaded = read(json.dumps(data))
    assert loaded.findings
    assert loaded.definition is None
