"""Whatever a file holds, it is read in bounded time and answered with findings."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.definition.read import Loaded, read_definition

ALPHABET = "abcdis: -[]{},'\"#&*!|>%@`?\n\t \u00e9\u202e"


def read(text: str) -> Loaded:
    return read_definition(text, file="x.yaml")


def codes(text: str) -> list[str]:
    return [one.code for one in read(text).findings]


def test_a_file_that_multiplies_itself_is_a_finding_at_once() -> None:
    """A billion laughs: nothing is built that the text does not spell out."""
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines.extend(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))
    begun = perf_counter()

    found = codes("\n".join(lines))
    assert perf_counter() - begun < 1
    assert found.count("D004") == 30 + 29 * 9


def test_a_file_that_contains_itself_is_a_finding() -> None:
    """A recursive alias does not turn for ever."""
    assert "D004" in codes("definition: &a {b: *a}\n")


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- ", "? "])
def test_a_hundred_thousand_levels_are_a_finding_at_once(bracket: str) -> None:
    """No recursion, no stack, no waiting."""
    begun = perf_counter()

    found = codes(bracket * 100_000)
    assert perf_counter() - begun < 2
    assert set(found) <= {"D001", "D007", "D008"}
    assert found


def test_more_than_512_000_bytes_are_not_read() -> None:
    """Size is counted in bytes, before anything else."""
    text = "# " + "é" * 260_000

    assert codes(text) == ["D002"]


def test_more_than_50_000_values_end_the_reading() -> None:
    """Small values, many of them."""
    begun = perf_counter()

    assert codes("a: [" + "1," * 100_000 + "]") == ["D002"]
    assert perf_counter() - begun < 30


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
