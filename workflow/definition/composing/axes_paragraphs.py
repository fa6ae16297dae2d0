"""Who is named in which paragraph of the compilation of views of 2009.

Source: the Secretariat's note of 7 September 2009, paragraphs 1 to 32.
A State, or a quantifier, stands in the list of a paragraph exactly if the paragraph names
it; "nobody named" where a sentence reports a view and says whose it is not. So a basis can
be checked: a paragraph bears only what those named in it said.
"""

import re
from collections.abc import Mapping

TITLE = re.compile(r"Compilation of comments and views received from States\b.*\b2009")
#: Nobody stands behind the words, though the paragraph reports them.
NOBODY = "nobody named"
_NAMED = {
    5: "most, France",
    6: "China",
    7: "most, many, Turkey, Japan, nobody named",
    8: "most",
    9: "great majority, China, France",
    10: "some, Ecuador, Philippines, Mexico, Panama, Romania",
    11: "other responses, Japan, Finland, Colombia",
    12: "many, Mexico, Jamaica",
    13: "many, Finland, France",
    14: "Finland, Turkey",
    15: "France, Finland, Colombia",
    16: "France",
    17: "France, Mexico, Peru, Turkey",
    18: "France",
    19: "many, China",
    20: "several, Canada, Finland, France",
    21: "several, Argentina, France, Finland, Panama, Mexico",
    22: "all, some, Finland, Japan, Chile",
    23: "several, some, Ecuador, Philippines, Peru, nobody named",
    24: "China, Colombia, Philippines, Panama, Finland",
    25: "many, Japan, Ecuador, Peru, France",
    26: "Panama, Colombia",
    27: "Chile, China, Panama",
    28: "most, Canada",
    29: "Finland, Turkey, Belgium, France, Japan",
    30: "Argentina, United States, Philippines, Mexico",
    31: "Netherlands, Belgium",
    32: "Canada",
}
PARAGRAPHS: Mapping[int, frozenset[str]] = {
    **{number: frozenset[str]() for number in range(1, 5)},
    **{number: frozenset(words.split(", ")) for number, words in _NAMED.items()},
}
QUANTIFIERS = ("all", "great majority", "most", "many", "several", "some", "other responses")


def is_compilation(title: object) -> bool:
    """Whether *title* is that of the compilation."""
    return isinstance(title, str) and TITLE.search(title) is not None


def named_in(paragraph: int) -> frozenset[str]:
    """The States and quantifiers of *paragraph*; empty where it reports no view."""
    return PARAGRAPHS.get(paragraph, frozenset())


def paragraphs_of(basis: str, key: str) -> tuple[int, ...]:
    """The numbers in *basis* if it cites the source *key*: `C 9 15` gives 9 and 15."""
    words = basis.split()
    if not words or words[0] != key:
        return ()
    return tuple(int(word) for word in words[1:] if word.isdecimal())
