"""The identity of a definition is that of its data as written."""

import json
from hashlib import sha256

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from workflow.definition.hashing import canonical_hash
from workflow.definition.read import read_definition
from workflow.library import shipped_text

FRANCE = shipped_text("views-2009", "france.yaml")


def hash_of(text: str) -> str:
    return read_definition(text, file="x.yaml").require().hash


def test_it_is_sha_256_over_rfc_8785() -> None:
    """Anyone can compute it."""
    data = read_definition(FRANCE, file="x.yaml").data

    assert canonical_hash(data) == sha256(rfc8785.dumps(data)).hexdigest()  # type: ignore[arg-type]


def test_layout_comments_and_order_of_keys_do_not_count() -> None:
    """Two files with the same data are the same definition."""
    data = read_definition(FRANCE, file="x.yaml").data
    as_json = json.dumps(dict(reversed(data.items())), indent=1, ensure_ascii=False)

    assert hash_of(FRANCE) == hash_of("# more\n" + FRANCE) == hash_of(as_json)


def test_a_word_and_a_default_written_out_do_count() -> None:
    """No default is filled in before hashing."""
    spelled = FRANCE.replace("  review:  ", "  review:  ", 1).replace(
        "    initial: launched", "    per: party\n    initial: launched", 1
    )

    assert spelled != FRANCE
    assert (
        len({hash_of(FRANCE), hash_of(spelled), hash_of(FRANCE.replace("1 month", "2 months"))})
        == 3
    )


@given(st.dictionaries(st.text("abc", min_size=1), st.integers(0, 9) | st.text("xyz")))
def test_it_does_not_depend_on_the_order_in_memory(data: dict[str, object]) -> None:
    """Only on what is in the data."""
    assert canonical_hash(data) == canonical_hash(dict(reversed(data.items())))
