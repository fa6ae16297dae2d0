"""Conditions: every tree is read back from its words, every other text is an error."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.model.grammar.expression import (
    All,
    Charts,
    Compare,
    Deadline,
    Expression,
    Has,
    Is,
    Not,
    Reviews,
    Some,
    words,
)
from workflow.model.grammar.expression_parser import DEEPEST, RESERVED, parse_expression
from workflow.model.grammar.grammar_error import GrammarError

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}(\.[a-z][a-z0-9_]{0,4})?", fullmatch=True).filter(
    lambda name: name not in RESERVED
)
TEXTS = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\"'"), max_size=12
)
ATOMS = (
    st.builds(Is, NAMES, NAMES)
    | st.builds(Charts, st.sampled_from(["no", "some", "all"]), NAMES, NAMES)
    | st.builds(
        Charts,
        st.just("at least"),
        NAMES.filter(lambda name: name not in ("review", "reviews")),
        NAMES,
        st.integers(1, 9999),
    )
    | st.builds(Reviews, st.sampled_from(["no", "some", "all"]), st.just(0), NAMES, st.booleans())
    | st.builds(Reviews, st.just("at least"), st.integers(1, 9999), NAMES, st.booleans())
    | st.builds(Has, NAMES, NAMES)
    | st.builds(Deadline, NAMES, st.sampled_from(["missed", "met", "running"]))
    | st.builds(
        Compare,
        NAMES,
        st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
        st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    )
)
TREES = st.recursive(
    ATOMS,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(All, st.lists(inner, min_size=2, max_size=4).map(tuple))
        | st.builds(Some, st.lists(inner, min_size=2, max_size=4).map(tuple))
    ),
    max_leaves=12,
)


def tree_or_error(text: str) -> Expression | GrammarError:
    try:
        return parse_expression(text)
    except GrammarError as error:
        return error


@given(TREES)
@settings(max_examples=500, deadline=None)
def test_every_condition_is_read_back_from_its_words(tree: Expression) -> None:
    """What is shown in a message can be copied into a definition and means the same."""
    text = words(tree)
    if len(text) <= 2000:
        assert parse_expression(text) == tree


@given(st.text(alphabet="abisnoterhd_ .()<>=!\"'0129-", max_size=60) | st.text(max_size=30))
@settings(max_examples=500, deadline=None)
def test_every_other_text_is_a_grammar_error_inside_its_column(text: str) -> None:
    """Total: a tree or an error with a place and a hint, nothing else."""
    read = tree_or_error(text)
    if isinstance(read, GrammarError):
        assert 1 <= read.column <= len(text) + 1
        assert read.message
        assert read.hint
    else:
        assert parse_expression(words(read)) == read


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("visit_consent is given", Is("visit_consent", "given")),
        ("no hearing is open", Charts("no", "hearing", "open")),
        ("some review is draft", Charts("some", "review", "draft")),
        ("all reviews are final", Reviews("all", 0, "final")),
        ("no reviews are past adoption", Reviews("no", 0, "adoption", past=True)),
        ("at least 3 reviews are draft.first", Reviews("at least", 3, "draft.first")),
        ("at least 1 review is final", Reviews("at least", 1, "final")),
        ("at least 8 rating is low", Charts("at least", "rating", "low", 8)),
        ("at least 4 core_rating are low", Charts("at least", "core_rating", "low", 4)),
        ("all track is closed.done", Charts("all", "track", "closed.done")),
        ("final_report has recommendations", Has("final_report", "recommendations")),
        ("deadline comments is missed", Deadline("comments", "missed")),
        ("rating >= 3", Compare("rating", ">=", 3)),
        ("rating == -1", Compare("rating", "==", -1)),
        ("mode == 'desk review'", Compare("mode", "==", "desk review")),
        ("signed < 2026-01-31", Compare("signed", "<", "2026-01-31")),
        ("urgent == yes", Compare("urgent", "==", value=True)),
        ("urgent != false", Compare("urgent", "!=", value=False)),
        ("urgent is no", Is("urgent", "no")),
        ("not a is b and c is d", All((Not(Is("a", "b")), Is("c", "d")))),
        ("not (a is b or c is d)", Not(Some((Is("a", "b"), Is("c", "d"))))),
        ("((a is b))", Is("a", "b")),
        ("  a   is\n b ", Is("a", "b")),
        ("(a is b and c is d) or e is f", Some((All((Is("a", "b"), Is("c", "d"))), Is("e", "f")))),
    ],
)
def test_a_condition_means_what_it_says(text: str, tree: Expression) -> None:
    """One reading for each form of the page."""
    assert parse_expression(text) == tree


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "column 1: here a condition begins with a name"),
        ("a is", "column 5: after 'a is' comes a word such as given, recorded, received"),
        ("a is not b", "column 6: 'is not' is not read"),
        ("a is b c", "column 8: 'c' has no place here"),
        ("a is b and", "column 11: here a condition begins with a name"),
        ("a is b or c is d and e is f", "column 18: 'and' and 'or' stand side by side"),
        ("(a is b", "column 1: the bracket is not closed"),
        ("a is b)", "column 7: no bracket is open here"),
        ("a = 3", "column 3: after 'a' comes 'is', 'has' or a comparison"),
        ("a == 1.5", "column 6: '1.5' is not a whole number"),
        ("a == high", "column 6: 'high' is not a value"),
        ('a == "high', "column 6: the text is not closed"),
        ("a == 99999999999999999", "column 6: the number '99999999999999999' is out of range"),
        ("deadline a is late", "column 15: a deadline cannot be 'late'"),
        ("no hearing open", "column 12: after 'hearing' comes 'is'"),
        ("at least rating is low", "column 10: after 'at least' comes how many"),
        ("at least 0 rating is low", "column 10: after 'at least' comes how many"),
        ("at least 8", "column 11: after 'at least 8' comes 'reviews are', or the name of a chart"),
        ("at least 8 rating low", "column 19: after 'rating' comes 'is'"),
        ("is is is", "column 1: 'is' has no place here: here a condition begins with a name"),
        ("a.__class__ is b", "column 1: 'a.__class__' is not a name"),
        ("Consent is given", "column 1: 'Consent' is not a name"),
        ("open('x') is b", "column 5: after 'open' comes 'is', 'has' or a comparison"),
        ("__import__ is b", "column 1: '__import__' is not a name"),
    ],
)  # fmt: skip
def test_an_error_says_what_and_where(text: str, said: str) -> None:
    """The column is that of the word that does not fit."""
    with pytest.raises(GrammarError) as caught:
        parse_expression(text)

    message = str(caught.value).partition("\n")[0]
    assert message.removesuffix(" without brackets") == said


def test_columns_count_from_where_the_text_begins() -> None:
    """A text inside a longer line is reported where it stands in that line."""
    with pytest.raises(GrammarError) as caught:
        parse_expression("a is b)", column=20)

    assert caught.value.column == 26


@pytest.mark.parametrize("depth", [DEEPEST + 1, 900])
@pytest.mark.parametrize("opening", ["(", "not "])
def test_a_condition_is_at_most_20_deep(opening: str, depth: int) -> None:
    """Deep texts are an error, never a full stack; 20 are read."""
    closing = ")" if opening == "(" else ""
    parse_expression(opening * DEEPEST + "a is b" + closing * DEEPEST)

    with pytest.raises(GrammarError, match=re.escape("more than 20 brackets deep")):
        parse_expression((opening * depth + "a is b")[:1999])


def test_a_condition_has_at_most_2000_characters() -> None:
    """The limit is exact."""
    text = "a is b".ljust(2000)
    assert parse_expression(text) == Is("a", "b")

    with pytest.raises(GrammarError, match="at most 2,000 characters, this one 2,001"):
        parse_expression(text + " ")
