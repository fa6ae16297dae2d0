"""What a bare word in the file is: text, whole number, yes or no, or nothing.

YAML 1.2, core schema, less what readers take differently: `NO`, `on` and `yes` are texts;
a fraction, a number in another base or with a sign in front, and a whole number beyond
2^53 are findings, because another reader would make another value of them.
"""

import re

MOST_WHOLE = 2**53 - 1
_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
_OTHER_NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|\.(inf|Inf|INF)|0o?[0-7]+"
    r"|0x[0-9a-fA-F]+|[0-9]+(:[0-5]?[0-9])+)|\.(nan|NaN|NAN)"
)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
#: What YAML 1.1 takes for true or false; as a key it is two different keys.
ELSEWHERE_TRUTH = frozenset(
    form(word)
    for word in ("y", "n", "yes", "no", "on", "off", "true", "false")
    for form in (str.lower, str.title, str.upper)
)


class NumberError(ValueError):
    """A bare word that readers take for different numbers."""


def value_of(word: str) -> str | int | bool | None:
    """Return the value of a bare *word*.

    Raises:
        NumberError: readers differ on it; the message is the hint.
    """
    if word in _NOTHING:
        return None
    if word in _TRUTH:
        return _TRUTH[word]
    if _WHOLE.fullmatch(word):
        return _whole(word)
    if _OTHER_NUMBER.fullmatch(word):
        raise NumberError("write it as a text, in quotes, or as a plain whole number")
    return word


def _whole(word: str) -> int:
    if len(word) > 17 or abs(int(word)) > MOST_WHOLE:
        raise NumberError(f"a whole number is at most {MOST_WHOLE}; write it as a text, in quotes")
    if word == "-0":
        raise NumberError("write 0")
    return int(word)
