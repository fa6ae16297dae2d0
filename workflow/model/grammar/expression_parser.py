"""Conditions: how a definition writes what must hold, read without guessing.

    CONDITION := PART | PART and PART … | PART or PART …
    PART      := ATOM | not PART | ( CONDITION )
    ATOM      := NAME is WORD | no|some|all CHART is STATE | at least N CHART is|are STATE
               | DOCUMENT has SECTION | deadline NAME is missed|met|running
               | no|some|all|at least N reviews are [past] STATE | NAME < <= > >= == != LITERAL

The grammar is total and closed: each text is one `Expression` or one `GrammarError`
with the exact column. Nothing is called, no attribute is read. Decisions that live here:

* `and` and `or` do not stand side by side without brackets: no reader has to know which
  binds first. `not` takes the one atom or bracket after it.
* Texts, days and numbers are literals only after a comparison sign; a bare word is not.
* At most 2,000 characters and 20 brackets or `not` deep, so that no text is expensive.

Whether a name is declared, and whether a word fits it, is asked when a definition is
loaded (`workflow.definition`). `parse_expression(words(e)) == e` for every tree.
"""

import re
from collections.abc import Callable

from workflow.model.grammar.expression import (
    All,
    Charts,
    Compare,
    Deadline,
    Expression,
    Has,
    Is,
    Many,
    Not,
    Operator,
    Reviews,
    Scalar,
    Some,
)
from workflow.model.grammar.grammar_error import GrammarError
from workflow.model.grammar.reader import Reader, Token

LONGEST = 2_000
DEEPEST = 20
GREATEST = 2**53
RESERVED = frozenset({"and", "or", "not", "is", "has", "no", "some", "all", "deadline", "if"})
DEADLINE_WORDS = ("missed", "met", "running")
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_TOKEN = re.compile(r"\"[^\"']*\"|'[^\"']*'|[()]|[<>=!]+|[^\s()<>=!\"']+|[\"']")
_OPERATORS: dict[str, Operator] = {sign: sign for sign in ("<", "<=", ">", ">=", "==", "!=")}
_QUANTIFIERS: dict[str, Many] = {"no": "no", "some": "some", "all": "all"}
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
REVIEWS = "reviews"
_AT_LEAST = "write it like 'at least 3 reviews are final' or 'at least 8 rating is low'"
_EXAMPLE = "write it like 'visit_consent is given', 'no hearing is open' or 'rating >= 3'"


def parse_expression(text: str, *, column: int = 1) -> Expression:
    """Read one condition.

    Args:
        text: the words as written.
        column: the 1-based column at which *text* begins in its own line.

    Raises:
        GrammarError: the text is not one condition; it says where and what to write.
    """
    if len(text) > LONGEST:
        hint = "split it into several guards: every guard of an event must hold"
        message = f"a condition has at most {LONGEST:,} characters, this one {len(text):,}"
        raise GrammarError(message, column, hint)
    tokens = [Token(found.group(), column + found.start()) for found in _TOKEN.finditer(text)]
    reader = Reader(tokens, column + len(text.rstrip()))
    expression = _joined(reader, 0)
    if not reader.done():
        raise _left_over(reader)
    return expression


def _joined(reader: Reader, depth: int) -> Expression:
    """Read parts joined by one and the same of `and`, `or`."""
    parts = [_part(reader, depth)]
    joint = reader.peek()
    if joint not in {"and", "or"}:
        return parts[0]
    while reader.peek() == joint:
        reader.take()
        parts.append(_part(reader, depth))
    if reader.peek() in {"and", "or"}:
        hint = "put brackets around what belongs together: '(a and b) or c'"
        raise reader.error("'and' and 'or' stand side by side without brackets", hint)
    return All(tuple(parts)) if joint == "and" else Some(tuple(parts))


def _part(reader: Reader, depth: int) -> Expression:
    if depth > DEEPEST:
        hint = "name the inner part as a guard of its own"
        raise reader.error(f"the condition is more than {DEEPEST} brackets deep", hint)
    match reader.peek():
        case "not":
            reader.take()
            return Not(_part(reader, depth + 1))
        case "(":
            return _bracket(reader, depth)
        case "no" | "some" | "all":
            return _charts(reader)
        case "deadline":
            return _deadline(reader)
        case "at" if reader.after() == "least":
            return _at_least(reader)
        case _:
            return _named(reader)


def _bracket(reader: Reader, depth: int) -> Expression:
    opened = reader.column
    reader.take()
    inner = _joined(reader, depth + 1)
    if reader.done():
        raise GrammarError("the bracket is not closed", opened, "close it with ')'")
    if reader.peek() != ")":
        raise _left_over(reader)
    reader.take()
    return inner


def _charts(reader: Reader) -> Charts | Reviews:
    quantifier = _QUANTIFIERS[reader.take()]
    if reader.peek() == REVIEWS and reader.after() == "are":
        return _reviews(reader, quantifier, 0)
    chart = _name(reader, f"after {quantifier!r} comes the name of a chart")
    _expect_is(reader, chart)
    return Charts(quantifier, chart, _name(reader, "after 'is' comes a step of that chart"))


def _at_least(reader: Reader) -> Charts | Reviews:
    reader.take(), reader.take()
    if not re.fullmatch(r"[1-9][0-9]{0,3}", reader.peek()):
        raise reader.error("after 'at least' comes how many", _AT_LEAST)
    n = int(reader.take())
    if reader.peek() in (REVIEWS, "review") and reader.after() in ("are", "is"):
        return _reviews(reader, "at least", n)
    chart = _name(reader, f"after 'at least {n}' comes 'reviews are', or the name of a chart")
    if reader.peek() == "are":
        reader.take()
    else:
        _expect_is(reader, chart)
    return Charts("at least", chart, _name(reader, "after 'is' comes a step of that chart"), n)


def _reviews(reader: Reader, quantifier: Many, n: int) -> Reviews:
    """Read `reviews are [past] STATE`; a step called `past` is not asked for so."""
    reader.take(), reader.take()
    past = reader.peek() == "past" and bool(NAME.fullmatch(reader.after()))
    if past and reader.after() not in RESERVED:
        reader.take()
        return Reviews(quantifier, n, _name(reader, "after 'past' comes a step"), past=True)
    return Reviews(quantifier, n, _name(reader, "after 'are' comes a step, or 'final'"))


def _deadline(reader: Reader) -> Deadline:
    reader.take()
    name = _name(reader, "after 'deadline' comes the name of a step that has one")
    _expect_is(reader, f"deadline {name}")
    word = reader.peek()
    if word not in DEADLINE_WORDS:
        hint = f"write one of {', '.join(DEADLINE_WORDS)}"
        raise reader.error(f"a deadline cannot be {word!r}", hint)
    return Deadline(name, reader.take())


def _expect_is(reader: Reader, name: str) -> None:
    if reader.peek() != "is":
        raise reader.error(f"after {name!r} comes 'is'", _EXAMPLE)
    reader.take()


def _named(reader: Reader) -> Expression:
    """Read an atom that begins with a name; what follows tells which one it is."""
    name = _name(reader, "here a condition begins with a name")
    follows = reader.peek()
    if follows in _OPERATORS:
        operator = _OPERATORS[reader.take()]
        return Compare(name, operator, _literal(reader))
    after: dict[str, Callable[[], Expression]] = {
        "is": lambda: Is(name, _word(reader, name)),
        "has": lambda: Has(name, _name(reader, "after 'has' comes a section of the document")),
    }
    if follows not in after:
        raise reader.error(f"after {name!r} comes 'is', 'has' or a comparison", _sign_hint(follows))
    reader.take()
    return after[follows]()


def _sign_hint(found: str) -> str:
    signs = {"=": "==", "=<": "<=", "=>": ">=", "<>": "!=", "===": "=="}
    return f"write {signs[found]!r}" if found in signs else _EXAMPLE


def _word(reader: Reader, name: str) -> str:
    if reader.peek() == "not":
        raise reader.error("'is not' is not read", f"write 'not {name} is …'")
    if reader.peek() == "no":
        return reader.take()
    return _name(reader, f"after '{name} is' comes a word such as given, recorded, received")


def _name(reader: Reader, rule: str) -> str:
    found = reader.peek()
    if not found or found in {"(", ")"}:
        raise reader.error(rule, _EXAMPLE)
    if found in RESERVED:
        raise reader.error(f"{found!r} has no place here: {rule}", _EXAMPLE)
    if not NAME.fullmatch(found):
        hint = "a name is small letters, digits and _, with dots between: 'visit_consent'"
        raise reader.error(f"{found[:40]!r} is not a name", hint)
    return reader.take()


def _literal(reader: Reader) -> Scalar:
    found = reader.peek()
    if found in _TRUTH:
        return _TRUTH[reader.take()]
    if re.fullmatch(r"-?[0-9]{1,17}", found):
        return _number(reader)
    if _DAY.fullmatch(found):
        return reader.take()
    if len(found) >= 2 and found[0] in "\"'":
        return reader.take()[1:-1]
    raise reader.error(*_not_literal(found))


def _number(reader: Reader) -> int:
    if abs(int(reader.peek())) > GREATEST:
        hint = "write a whole number of at most 15 digits"
        raise reader.error(f"the number {reader.peek()!r} is out of range", hint)
    return int(reader.take())


def _not_literal(found: str) -> tuple[str, str]:
    """Message and hint for what should have been a literal."""
    if not found:
        return "after a comparison comes a value", "write a number, 'yes', 'no' or a text in quotes"
    if found in {'"', "'"}:
        return "the text is not closed", "close it with the same quotation mark, none inside"
    if re.fullmatch(r"-?[0-9]+[.,][0-9]+", found):
        return f"{found!r} is not a whole number", "count in a smaller unit"
    return f"{found[:40]!r} is not a value", f'put a text in quotes: "{found[:40]}"'


def _left_over(reader: Reader) -> GrammarError:
    found = reader.peek()
    if found == ")":
        return reader.error("no bracket is open here", "take ')' away")
    hint = "conditions are joined by 'and' or 'or'; a name is one word, with _ between"
    return reader.error(f"{found[:40]!r} has no place here", hint)
