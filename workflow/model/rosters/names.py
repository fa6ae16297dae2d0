"""Names of parties: when two spellings mean one name, and when two names look alike.

Decisions that live here:

* Spelling never decides: case, accents, punctuation, spaces, `the` and `and`/`&` are
  ignored, and `St` is `Saint`. "Viet Nam" is "Vietnam", "Turkiye" is "Türkiye".
* A name with a bracket answers to three forms: "Iran (Islamic Republic of)" is also
  "Iran" and "Islamic Republic of Iran".
* Names are alike when a word that marks them out is equal, begins alike or differs by a
  slip or two. Words that half the world shares ("Republic", "Saint") mark nobody out;
  they are the only list here, because no count of a short roster would find them.
"""

import re
import unicodedata

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"})
_SILENT = frozenset({"the", "and"})
_COMMON = frozenset(
    {
        *("arab", "bolivarian", "central", "democratic", "east", "eastern", "federated"),
        *("federation", "great", "islamic", "islands", "kingdom", "new", "north", "northern"),
        *("peoples", "plurinational", "republic", "saint", "south", "southern", "state"),
        *("states", "union", "united", "west", "western"),
    }
)
_BRACKETED = re.compile(r"^(?P<bare>[^()]+?)\s*\((?P<rest>[^()]+)\)$")
_SHORTEST = 4
_BEGINS_ALIKE = 5
#: They open a run of text in another direction, and close it: what is read is not what is there.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def words_of(name: str) -> list[str]:
    """The words of *name* in plain small letters, without `the` and `and`."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"['’‘`´]", "", plain.translate(_LETTERS))
    words = re.findall(r"\w+", plain.replace("_", " "))
    return ["saint" if word == "st" else word for word in words if word not in _SILENT]


def control_sign(text: str, allowed: str = "") -> str | None:
    """Name the first control sign of *text* as `U+0000`, if there is one that is not *allowed*.

    Signs that turn the direction of what follows, and halves of a pair that is no letter, count;
    joiners and marks of direction do not: Persian and Arabic are written with them.
    """
    if text.isprintable():  # most are; none of these signs is
        return None
    found = (sign for sign in text if sign not in allowed and _controls(sign))
    return next((f"U+{ord(sign):04X}" for sign in found), None)


def _controls(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in _TURNING


def fold(name: str) -> str:
    """One key for every spelling of *name*; empty if it holds no letter and no digit."""
    return "".join(words_of(name))


def forms_of(name: str) -> tuple[str, ...]:
    """*name* and, if it ends in a bracket, its two other forms."""
    found = _BRACKETED.match(name)
    if not found:
        return (name,)
    return (name, found["bare"], f"{found['rest']} {found['bare']}")


def alike(first: str, second: str) -> bool:
    """Return whether the two names are easily taken for each other."""
    return any(_words_alike(a, b) for a in _marking(first) for b in _marking(second))


def _marking(name: str) -> list[str]:
    """The words that tell *name* from others, of the part before a bracket."""
    bare = forms_of(name)[1] if "(" in name and len(forms_of(name)) > 1 else name
    return [word for word in words_of(bare) if len(word) >= _SHORTEST and word not in _COMMON]


def _words_alike(first: str, second: str) -> bool:
    short, long = sorted((first, second), key=len)
    if long.startswith(short) or short[:_BEGINS_ALIKE] == long[:_BEGINS_ALIKE]:
        return True
    two_slips = len(short) > _BEGINS_ALIKE and short[:2] == long[:2]
    return distance(short, long) <= (2 if two_slips else 1)


def distance(first: str, second: str) -> int:
    """The least number of letters to add, drop or change to make *first* of *second*."""
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, start=1):
        before, row[0] = row[0], i
        for j, b in enumerate(second, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
