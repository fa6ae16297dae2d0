"""Open alternatives in one file: read, compared, amended, lifted; and no cycle until then."""

import re
import sys
from pathlib import Path

import pytest

from tests.cli.desk import Desk
from tests.house.console import difference as shown_difference
from tests.house.console import run
from workflow.definition.composing.compare import column_of_design, compare
from workflow.definition.read import Loaded, read_definition
from workflow.definition.reading.read import read_yaml
from workflow.definition.shapes import variants as models_variants
from workflow.definition.variants import MOST, places_of, readings, whole_of
from workflow.definition.variants_diff import bracketed as bracketed_data
from workflow.definition.variants_diff import difference
from workflow.definition.variants_prose import bracketed, parts_with_brackets

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "variants.md"
RULES: str = re.findall(
    r"^```yaml file=rules.yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S
)[0]


def read(text: str, file: str = "rules.yaml", folder: Path | None = None) -> Loaded:
    return read_definition(text, file=file, folder=folder)


def changed(*pairs: tuple[str, str]) -> str:
    """The draft of the page with other words in it."""
    text = RULES
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A rehearsal store, and the draft of the page beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.yaml").write_text(RULES)
    made = Desk(folder=tmp_path)
    made.ok("store", "init", "--rehearsal")
    return made


def amend(desk: Desk, file: str, out: str, *words: str) -> None:
    desk.ok("definition", "variants", "amend", file, "comment_period", *words, "--out", out)


def third_revision(desk: Desk) -> None:
    """One State amends, another amends the amendment, the brackets on the visit are lifted."""
    amend(
        desk,
        "rules.yaml",
        "c.yaml",
        *("--add", "four=4 weeks", "--amends", "two", "--by", "State C", "--basis", "R 18"),
    )
    amend(
        desk,
        "c.yaml",
        "rules-2.yaml",
        *("--add", "five=5 weeks", "--amends", "four", "--by", "State D", "--basis", "R 19"),
        *("--version", "2"),
    )
    desk.ok(
        *("definition", "variants", "lift", "rules-2.yaml", "visit_rule=agreement"),
        *("--by", "Conference", "--basis", "R 31", "--out", "rules-3.yaml"),
    )


def test_a_difference_of_revisions_names_proposer_and_paragraph(desk: Desk) -> None:
    """From the first revision to the third, in words."""
    third_revision(desk)

    out = desk.type("definition", "diff", "rules.yaml", "rules-3.yaml").out
    assert "[four] is proposed by State C, amending [two]  [R 18]\n    after   4 weeks" in out
    assert "[five] is proposed by State D, amending [four]  [R 19]\n    after   5 weeks" in out
    assert "brackets lifted by Conference: [agreement] of State B stands  [R 31]" in out
    assert "[unless] of State A is set aside  [R 14]" in out
    assert "before  [2 weeks][3 weeks]\n    after   [2 weeks][3 weeks][4 weeks][5 weeks]" in out


def test_prose_keeps_the_brackets_that_remain(desk: Desk) -> None:
    """Around the words that differ, and each with its proposer below."""
    third_revision(desk)

    first = desk.ok("definition", "show", "rules.yaml", "--text").out
    third = desk.ok("definition", "show", "rules-3.yaml", "--text").out
    assert "within [2][3] weeks;" in first
    assert "[unless exceptionally unnecessary][with the agreement" in first
    assert "within [2][3][4][5] weeks;" in third
    assert "- [five: 5 weeks] State D (R 19), amending [four]" in third
    assert "condition: with the agreement of the state. It leads to visit." in third


def test_open_variants_are_compared(desk: Desk) -> None:
    """Two revisions side by side: what is on the table, and what stands."""
    third_revision(desk)

    told = desk.ok("definition", "compare", "rules.yaml", "rules-3.yaml", "--json").data
    rows = {row["axis"]: row["cells"] for row in told["axes"]}  # type: ignore[attr-defined]
    assert told["designs"] == ["rules@1", "rules@3"]
    assert rows["comment_period"][0]["words"] == (
        "[two: 2 weeks] State A (R 12); [three: 3 weeks] State B (R 12)"
    )
    assert rows["visit_rule"][1]["words"].endswith("State B (R 14); brackets lifted by Conference")


def test_no_cycle_is_opened_until_every_bracket_is_gone(desk: Desk) -> None:
    """In a rehearsal as little as in a real store; then it is."""
    third_revision(desk)
    opening = ("cycle", "open", "untoc-1", "--on", "2027-01-04", "--select", "MEX", "--definition")

    typed = desk.type(*opening, "rules-3.yaml")
    assert typed.code == 3
    assert (
        "S021 definition 'rules' cannot run yet: open place comment_period, at "
        "charts.review.states.comments.due: [two][three][four][five]"
    ) in typed.err
    desk.ok(
        *("definition", "variants", "lift", "rules-3.yaml", "comment_period=five"),
        *("--out", "rules-4.yaml"),
    )
    assert desk.ok(*opening, "rules-4.yaml").code == 0


def test_what_was_proposed_stays_on_file(desk: Desk) -> None:
    """Open, standing or set aside, with its proposer."""
    third_revision(desk)

    listed = desk.ok("definition", "variants", "rules-3.yaml", "--json").data["variants"]
    told = [(one["alternative"], one["is"], one["by"]) for one in listed]  # type: ignore[attr-defined]
    assert told == [
        ("two", "open", ["State A"]),
        ("three", "open", ["State B"]),
        ("four", "open", ["State C"]),
        ("five", "open", ["State D"]),
        ("unless", "set aside", ["State A"]),
        ("agreement", "stands", ["State B"]),
    ]


def test_a_revision_keeps_the_authors_comments_and_rows(desk: Desk) -> None:
    """Only what was decided changes."""
    third_revision(desk)

    text = (desk.folder / "rules-3.yaml").read_text()
    assert "comments: {holder: state, basis: R 12}             # how long, is open" in text
    assert "visit: {from: analysis, by: team, to: visit, basis: R 14, guard: with_the" in text
    assert "  unless_exceptionally_unnecessary:" not in text.split("variants:")[0]


def test_a_file_is_not_written_over(desk: Desk) -> None:
    """A revision is a new file."""
    words = ("definition", "variants", "lift", "rules.yaml", "visit_rule=unless", "--out")

    assert desk.type(*words, "rules.yaml").code == 2
    assert desk.ok(*words, "-").out.startswith("definition: rules\nversion: 2\n")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("lift", "rules.yaml", "visit=unless"), 5, "T020 no place 'visit' is open in 'rules'"),
        (("lift", "rules.yaml", "visit_rule=agree"), 5, "T021 'visit_rule' has no alternative"),
        (("lift", "rules.yaml", "visit_rule"), 2, "'visit_rule' is not NAME=VALUE"),
        (
            ("lift", "rules.yaml", "visit_rule=unless", "visit_rule=agreement"),
            2,
            "'visit_rule' is given twice: one text stands",
        ),
        (
            ("amend", "rules.yaml", "comment_period", "--add", "two=1 day", *("--by", "A")),
            2,
            "T022 'comment_period' has an alternative 'two' already",
        ),
        (
            ("amend", "rules.yaml", "comment_period", "--add", "x={a", *("--by", "A")),
            2,
            "T023 '{a' cannot be read",
        ),
        (
            ("amend", "rules.yaml", "comment_period", "--add", "x=1 weak", *("--by", "A")),
            1,
            "'weak' is not a unit, with [x] in comment_period",
        ),
        (
            ("amend", "rules.yaml", "comment_period", "--add", "x=1 day", "--amends", "y"),
            5,
            "T021 'comment_period' has no alternative 'y'",
        ),
    ],
)
def test_a_slip_is_told_with_what_is_near(
    desk: Desk, words: tuple[str, ...], code: int, told: str
) -> None:
    """Nothing is written."""
    more = ("--by", "A") if "--amends" in words else ()
    basis = ("--basis", "R 18") if words[0] == "amend" else ()
    typed = desk.type("definition", "variants", *words, *more, *basis, "--out", "new.yaml")

    assert (typed.code, told in typed.err) == (code, True), typed
    assert not (desk.folder / "new.yaml").exists()


def test_the_identity_covers_the_alternatives() -> None:
    """Another proposer is another text; another layout is not."""
    first = read(RULES).require().hash

    assert read(changed(("by: State A", "by: State E"))).require().hash != first
    assert read(changed(("{value: 2 weeks, by: State A, ", "{by: State A, value: 2 weeks, "))) \
        .require().hash == first  # fmt: skip


def test_an_amendment_is_laid_over_what_it_amends() -> None:
    """Key by key, as long as the chain is."""
    more = """      both:
        value: {with: answers}
        amends: agreement
        by: State D
        basis: R 20
      later: {value: {to: draft}, amends: both, by: State E, basis: R 21}
"""
    loaded = read(RULES + more)
    charts = [one.whole.data["charts"] for one in readings(whole_of(loaded), loaded.file)]
    visits = [chart["review"]["events"]["visit"] for chart in charts]  # type: ignore[index]

    assert [(v.get("guard"), v.get("with"), v["to"]) for v in visits[:4]] == [
        ("unless_exceptionally_unnecessary", None, "visit"),
        ("with_the_agreement_of_the_state", None, "visit"),
        ("with_the_agreement_of_the_state", "answers", "visit"),
        ("with_the_agreement_of_the_state", "answers", "draft"),
    ]
    assert [(f.code, f.message.rpartition(", with ")[2]) for f in loaded.findings][:1] == [
        ("D401", "[later] in visit_rule")
    ]


def test_an_amendment_is_told_as_it_would_stand() -> None:
    """With what it takes over: a list of roles alone would hide that the condition stays."""
    table = {
        "agreement": {"value": {"guard": "agreed"}, "by": "State B", "basis": "R 14"},
        "wider": {"value": {"by": ["team", "office"]}, "amends": "agreement", "by": "State C"},
        "widest": {"value": {"by": None}, "amends": "wider", "by": "State D"},
    }
    place = {"at": "charts.review.events.visit", "alternatives": table}
    (found,) = places_of({"variants": {"visit_rule": place}})

    assert [one.text for one in found.alternatives.values()] == [
        "guard agreed",
        "guard agreed; by team, office",
        "guard agreed",
    ]


def test_many_places_are_read_one_by_one() -> None:
    """Seven places of two are 128 combinations: the first of each, and each other one alone."""
    steps = ("launched", "analysis", "draft", "closed", "visit")
    places = "".join(
        f"""  limit_{step}:
    at: charts.review.states.{step}.roll
    alternatives:
      back: {{value: back, by: State A, basis: R 12}}
      none: {{by: State B, basis: R 12}}
"""
        for step in steps
    )
    loaded = read(RULES + places)

    assert 2 ** (len(steps) + 2) > MOST
    assert len(readings(whole_of(loaded), loaded.file)) == 1 + len(steps) + 2


def test_lifting_all_at_once_leaves_no_open_place(desk: Desk) -> None:
    """The key is gone; the definition can run."""
    desk.ok(
        *("definition", "variants", "lift", "rules.yaml", "visit_rule=unless"),
        *("comment_period=three", "--by", "State A", "--by", "State B", "--out", "new.yaml"),
    )

    loaded = read((desk.folder / "new.yaml").read_text())
    assert "variants" not in loaded.data
    assert loaded.require().not_yet == ()
    assert loaded.data["lifted"]["visit_rule"]["by"] == ["State A", "State B"]  # type: ignore[index]


def test_a_change_of_another_definition_may_leave_places_open(desk: Desk) -> None:
    """Lifted, it is written flat; its base is not touched."""
    base = RULES.partition("variants:")[0].replace("definition: rules", "definition: base")
    (desk.folder / "base.yaml").write_text(base)
    head = "definition: rules\nversion: 1\nlanguage: 1\ntitle: T\nstatus: proposal\n"
    over = f"{head}extends: ./base.yaml\nvariants:{RULES.partition('variants:')[2]}"
    (desk.folder / "over.yaml").write_text(over)
    desk.ok(
        *("definition", "variants", "lift", "over.yaml", "visit_rule=agreement"),
        *("--out", "flat.yaml"),
    )

    flat = read((desk.folder / "flat.yaml").read_text())
    assert "extends" not in flat.data
    assert flat.require().charts["review"].events["visit"].guards == (
        "with_the_agreement_of_the_state",
    )
    assert [f.code for f in flat.findings if f.severity == "error"] == []


def test_a_definition_without_open_places_says_so(desk: Desk) -> None:
    """On standard error; the list is empty."""
    typed = desk.ok("definition", "variants", "france-2009")

    assert len(typed.out.splitlines()) == 1
    assert desk.ok("definition", "variants", "list", "france-2009", "--json").data["variants"] == []


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["within 2 weeks;", "within 3 weeks;"], "within [2][3] weeks;"),
        (["within 2 weeks;", "within 1 month;"], "within [2 weeks][1 month];"),
        (["it may visit.", "it may visit if agreed."], "it may visit[ if agreed]."),
        (["the same.", "the same."], "the same."),
        (["only here.", ""], "[only here.]"),
        (["a b b c", "a b c"], "a b [b ]c"),
    ],
)
def test_brackets_stand_around_the_words_that_differ(texts: list[str], told: str) -> None:
    """And around no others."""
    assert bracketed(texts) == told


def test_a_sentence_with_two_open_places_has_one_bracket_for_each_reading() -> None:
    """Where the places cannot be told apart in it."""
    more = """  visitor:
    at: charts.review.events.visit.by
    alternatives:
      team: {value: team, by: State A, basis: R 14}
      office: {value: office, by: State B, basis: R 14}
"""
    text = changed(("{from: analysis, by: team, to: visit", "{from: analysis, to: visit")) + more
    parts = parts_with_brackets(read(text))
    [visit] = [p for part in parts for p in part.paragraphs if p.key == "event visit"]

    assert visit.sentence == (
        "The [team may visit; condition: unless exceptionally unnecessary]"
        "[office may visit; condition: unless exceptionally unnecessary]"
        "[team may visit; condition: with the agreement of the state]"
        "[office may visit; condition: with the agreement of the state]. It leads to visit."
    )
    assert [note for note in visit.open if note.startswith("Open")] == [
        "Open: visit_rule",
        "Open: visitor",
    ]


def test_an_axis_on_which_alternatives_differ_is_compared_with_brackets() -> None:
    """Each value with who said it."""
    more = """  axes:
    at: axes.X5
    alternatives:
      rule: {value: {rule_unless_unnecessary: {by: State A, basis: R 14}}, by: State A, basis: R 14}
      need: {value: {as_necessary: {by: State B, basis: R 14}}, by: State B, basis: R 14}
"""
    text = changed(("roles:\n", "axes: {X1: {four_a_risk: {by: State A, basis: R 1}}}\nroles:\n"))
    [line] = [one for one in compare([column_of_design(read(text + more))]) if one.axis == "X5"]

    assert re.fullmatch(r"\[.+ \(State A \[R 14\]\)\]\[.+ \(State B \[R 14\]\)\]",
                        line.cells[0].words())  # fmt: skip


def test_a_row_that_one_alternative_brings_has_no_bracket_in_it() -> None:
    """It is in brackets as a whole."""
    guards = bracketed_data(read(RULES))["guards"]

    assert guards["with_the_agreement_of_the_state"]["that"] == "consent is given"  # type: ignore[index]


def test_a_place_that_is_gone_or_reworded_is_told() -> None:
    """A draft in which nobody says who lifted the brackets hides nothing."""
    reworded = changed(
        ("value: 3 weeks", "value: 3 months"),
        ("      two: {value: 2 weeks,", "      one: {value: 1 week,"),
    )
    closed = RULES.partition("  visit_rule:")[0]

    told = [change.words for change in difference(read(RULES), read(reworded))]
    assert told[:3] == [
        "[one] is proposed by State A",
        "[three] of State B is changed",
        "[two] of State A is withdrawn",
    ]
    told = [change.words for change in difference(read(RULES), read(closed))]
    assert "is gone; nothing says who lifted it" in told


def test_the_page_says_what_the_program_prints(tmp_path: Path) -> None:
    """Every console block, in one folder."""
    results = list(run(PAGE, tmp_path, Path(sys.executable).parent))
    wrong = [shown_difference("variants.md", one) for one in results if not one.as_told]

    assert not wrong, "\n\n".join(wrong)


def test_the_page_has_a_line_for_every_key() -> None:
    """With the words of the schema."""
    page = PAGE.read_text(encoding="utf-8")
    rows = (models_variants.OpenPlace, models_variants.Alternative, models_variants.Lifted)
    lines = [
        f"| `{info.alias or name}` | {info.description}"
        for model in rows
        for name, info in model.model_fields.items()
    ]

    assert [line for line in lines if line not in page] == []
    assert read_yaml(RULES, "rules.yaml").findings == ()
