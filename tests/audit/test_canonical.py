"""Canonical entries: one value, one byte string, and nothing else is read."""

import contextlib
import json
import math
import unicodedata

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.logs import entry
from workflow.audit.canonical import DEPTH_LIMIT, INTEGER_LIMIT, decode, encode
from workflow.audit.problems import NotCanonicalError

TEXTS = st.text(st.characters(exclude_categories=["Cs"])).map(
    lambda text: unicodedata.normalize("NFC", text)
)
KEYS = st.text(st.characters(max_codepoint=127), max_size=6)
INTEGERS = st.integers(-INTEGER_LIMIT, INTEGER_LIMIT)
VALUES = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
ENTRIES = st.dictionaries(KEYS, VALUES, max_size=6)


@given(ENTRIES)
def test_what_is_written_is_rfc_8785_and_is_read_back(value: dict[str, object]) -> None:
    """encode is rfc8785, decode accepts it and returns the same value."""
    raw = encode(value)
    assert raw == rfc8785.dumps(value)  # type: ignore[arg-type]  # made of plain values
    assert decode(raw) == value


SPELLINGS = st.builds(
    lambda value, comma, colon, ascii_only, order: json.dumps(
        value, separators=(comma, colon), ensure_ascii=ascii_only, sort_keys=order
    ).encode(),
    ENTRIES,
    st.sampled_from([",", ", ", " ,", ",\n"]),
    st.sampled_from([":", ": ", " :", ":\t"]),
    st.booleans(),
    st.booleans(),
)


@given(st.binary(max_size=60) | SPELLINGS)
def test_whatever_is_read_is_the_only_spelling_of_its_value(raw: bytes) -> None:
    """decode(raw) either raises NotCanonicalError or encode gives raw again."""
    try:
        value = decode(raw)
    except NotCanonicalError:
        return
    assert encode(value) == raw


@given(ENTRIES, st.data())
def test_one_byte_more_less_or_other_never_reads_as_the_same_entry(
    value: dict[str, object], data: st.DataObject
) -> None:
    """No two byte strings stand for one entry."""
    raw = encode(value)
    at = data.draw(st.integers(0, len(raw) - 1))
    put = data.draw(st.binary(max_size=2))
    spoilt = raw[:at] + put + raw[at + data.draw(st.integers(0, 2)) :]
    with contextlib.suppress(NotCanonicalError):
        assert spoilt == raw or decode(spoilt) != value


def test_mappings_and_tuples_are_written_as_objects_and_arrays() -> None:
    """What is frozen in the model need not be copied by the caller."""
    from types import MappingProxyType

    assert encode(MappingProxyType({"b": (1, 2), "a": None})) == b'{"a":null,"b":[1,2]}'


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": {"b": [0, 1.5]}}, "$.a.b[1]: a value of type float has no canonical form; "),
        ({"a": math.nan}, "$.a: a value of type float has no canonical form; "),
        ({"a": 2**53}, "$.a: the integer has 54 bits, 53 is the most"),
        ({"a": 10**5000}, "$.a: the integer has 16610 bits, 53 is the most"),
        ({"é": 1}, "$: a key is ASCII text, this one is '\\xe9'"),
        ({1: 1}, "$: a key is ASCII text, this one is 1"),
        ({"a": "e\u0301"}, "$.a: 'e\\u0301' is not in Unicode form NFC"),
        ({"a": "\ud800"}, "$.a: '\\ud800' holds a lone surrogate"),
        ({"a": b"x"}, "$.a: a value of type bytes has no canonical form; "),
    ],
)
def test_a_value_outside_the_profile_is_not_written_and_its_place_is_named(
    value: dict[str, object], message: str
) -> None:
    """The message begins with the path and says what is wrong."""
    with pytest.raises(NotCanonicalError) as caught:
        encode(value)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b'{"actor":"MEX","actor":"FRA"}', "$: the key 'actor' is given twice"),
        (b'{"a":1,"a":1}', "$: the key 'a' is given twice"),
        (b'{"b":1,"a":1}', "$: written otherwise than RFC 8785 from character 2 on"),
        (b'{"a": 1}', "$: written otherwise than RFC 8785 from character 5 on"),
        (b'{"a":1 }', "$: written otherwise than RFC 8785 from character 6 on"),
        (b'{"a":[1,\n2]}', "$: written otherwise than RFC 8785 from character 8 on"),
        (b'{"a":[1,\r2]}', "$: written otherwise than RFC 8785 from character 8 on"),
        (b'{"a":[1,\t2]}', "$: written otherwise than RFC 8785 from character 8 on"),
        (b'{"a":1} ', "$: the object ends at character 7, but the text goes on"),
        (b'{"a":1}{}', "$: the object ends at character 7, but the text goes on"),
        (b'{"a":{"c":1,"b":2}}', "$: written otherwise than RFC 8785 from character 7 on"),
        (b'{"a":1}\n', "$: the object ends at character 7, but the text goes on"),
        (b' {"a":1}', "$: not JSON at character 0"),
        (b'\xef\xbb\xbf{"a":1}', "$: not JSON at character 0"),
        (b'{"a":1.0}', "$: 1.0 is not an integer; fractions are strings"),
        (b'{"a":1e3}', "$: 1e3 is not an integer; fractions are strings"),
        (b'{"a":NaN}', "$: NaN is not an integer; fractions are strings"),
        (b'{"a":-0}', "$: -0 is written 0"),
        (b'{"a":9007199254740992}', "$: the integer 9007199254740992 is beyond"),
        (b'{"a":' + b"9" * 100_000 + b"}", f"$: the integer {'9' * 40}… is beyond"),
        (b'{"a":"\\u0041"}', "$: written otherwise than RFC 8785 from character 6 on"),
        (b'{"a":"\\/"}', "$: written otherwise than RFC 8785 from character 6 on"),
        (b'{"a":"\\ud800"}', "$.a: '\\ud800' holds a lone surrogate"),
        (b'{"a":"\\u001F"}', "$: written otherwise than RFC 8785 from character 11 on"),
        ('{"a":"e\u0301"}'.encode(), "$.a: 'e\\u0301' is not in Unicode form NFC"),
        ('{"é":1}'.encode(), "$: a key is ASCII text, this one is '\\xe9'"),
        (b'{"a":"\xff"}', "$: byte 6 is not UTF-8"),
        (b'{"a":"\xed\xa0\x80"}', "$: byte 6 is not UTF-8"),
        (b"[]", "$: an entry is an object, this is an array"),
        (b"null", "$: an entry is an object, this is null"),
        (b"", "$: not JSON at character 0"),
        (b"\x00" * 9, "$: not JSON at character 0"),
        (b"[" * 100_000, "$: nested deeper than 100 levels"),
        (b'{"a":' + b"[" * 100 + b"]" * 100 + b"}", "$.a" + "[0]" * 99 + ": nested deeper"),
    ],
)
def test_another_spelling_is_not_read_and_the_reason_is_told(raw: bytes, message: str) -> None:
    """Strict reading: each way of being otherwise has its words."""
    with pytest.raises(NotCanonicalError) as caught:
        decode(raw)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("raw", [None, '{"a":1}', 3, 1.5, [], bytearray(b"{}")])
def test_what_is_not_bytes_is_not_read(raw: object) -> None:
    """A row of a damaged log may hold any type."""
    with pytest.raises(NotCanonicalError, match=r"^\$: an entry is bytes, this is "):
        decode(raw)  # type: ignore[arg-type]  # on purpose


def test_the_deepest_entry_that_is_written_is_read() -> None:
    """The limit is the same on both sides."""
    value: object = 1
    for _ in range(DEPTH_LIMIT - 1):
        value = [value]
    assert decode(encode({"a": value})) == {"a": value}
    with pytest.raises(NotCanonicalError, match="nested deeper than 100 levels"):
        encode({"a": [value]})


def test_a_combining_mark_after_an_escaped_letter_is_not_taken_for_a_compound() -> None:
    r"""`\n` and a combining acute stand next to one another in the bytes only."""
    value = {"a": "\n\u0301"}
    assert decode(encode(value)) == value


def test_a_plausible_entry_is_written_as_it_always_was() -> None:
    """The bytes of version 1 never change."""
    assert encode(entry(7)) == (
        b'{"account":"desk-3","actor":"MEX","at":"2026-03-02T09:07:00.123Z",'
        b'"basis":["guidelines:12"],"command":"5d1c0f9e-0000-4000-8000-000000000007",'
        b'"data":{"event":"submit","reason":"sha256:' + b"ab" * 32 + b'"},'
        b'"definition":"untoc@1.0.0","id":"0b7b2a52-7f1a-4a55-9c54-000000000007",'
        b'"instance":"untoc-1/MEX/tip","kind":"event.recorded","on":"2026-03-01",'
        b'"review":"untoc-1/MEX","role":"focal_point","seq":7,"v":1}'
    )
