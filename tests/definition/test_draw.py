"""A definition as a picture: nothing missing, nothing on top of something else, always the same."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import combinations
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from workflow.definition.drawing.draw import Layout, draw
from workflow.definition.drawing.ladder import ladder, sources
from workflow.definition.drawing.mermaid import escaped
from workflow.definition.drawing.shapes import width_of
from workflow.definition.find import find_definition
from workflow.definition.read import read_definition
from workflow.errors import UnknownError
from workflow.model.compiling.compiled import compile_definition
from workflow.model.definition import Definition

HERE = Path(__file__).parent
VIEWS = ("baseline-2009", "finland-2009", "france-2009", "skeleton-2009")
LAYOUTS: tuple[Layout, ...] = ("text", "svg", "mermaid")

SMALL = """
definition: small
version: 2
title: Small & <plain>
status: illustration
sources: {T: test}
roles:
  state_under_review: {is: party under review, basis: T 1}
  team: {is: experts, basis: T 1}
documents:
  answers: {seen_by: [team], basis: T 1}
charts:
  review:
    initial: asking
    states:
      asking: {holder: state_under_review, due: 6 months (assumed), basis: T 1}
      closed: {final: true, basis: assumed}
    events:
      answer: {from: asking, by: state_under_review, with: answers, to: closed}
      remind: {from: asking, by: team, basis: assumed}
"""

FRAMED = """
definition: framed
version: 1
title: A design with a frame, tracks and loops
status: illustration
sources: {T: test}
roles:
  team: {is: experts, basis: T 1}
  secretariat: {is: secretariat, basis: T 1}
facts:
  consent: {is: consent, by: team, basis: T 1}
guards:
  agreed: {that: consent is given, otherwise: not agreed, basis: T 2, house: true}
charts:
  review:
    initial: start
    states:
      start: {holder: secretariat, basis: T 1}
      visit:
        holder: team
        due: 3 months (T 3)
        on_timeout: writing
        initial: preparing
        basis: T 3
        states:
          preparing: {basis: assumed}
          on_site: {basis: T 4, initial: arriving, states: {arriving: {}, meeting: {}}}
          leaving: {}
      desk: {opens: track, join: all, then: writing, basis: T 5}
      writing: {holder: [secretariat, team], basis: T 5}
      closed: {final: true, basis: T 9}
      ended_early: {final: true, basis: assumed}
    events:
      begin: {from: start, by: secretariat, guard: agreed, to: visit}
      skip: {from: start, by: secretariat, to: desk, basis: assumed}
      meet: {from: [preparing, arriving], by: team, to: meeting}
      depart: {from: meeting, by: team, to: leaving}
      home: {from: leaving, by: team, to: desk}
      call_off: {from: visit, by: team, to: desk}
      again: {from: writing, by: team, to: start}
      accept: {from: writing, by: secretariat, to: [closed if consent is given, ended_early]}
      stop: {from: any, by: team, to: ended_early}
  track:
    per: instrument
    initial: asking
    states: {asking: {holder: team, basis: T 6}, done: {final: true, basis: T 6}}
    events: {answer: {from: asking, by: team, to: done}}
"""

TEXT = """\
small version 2: Small & <plain> (illustration)

review: one for each party under review

┌────────────────────────────────────────────────┐
│ ▷ asking                                       │
│ holder: state_under_review                     │
│ time limit: 6 months (assumed)                 │
│ [T 1]                                          │
└────────────────────────────────────────────────┘
  │ ╌○ remind
  │      by team · [assumed]
  │ ─▶ closed: answer
  │      by state_under_review · with answers · [T 1]
  ▼
╔════════════════════════════════════════════════╗
║ closed (assumed)                               ║
║ [assumed]                                      ║
╚════════════════════════════════════════════════╝

┌─┐ in the source   ┌╌┐ assumed or unconfirmed   ╔═╗ final   ┏━━ frame of a compound step
─▶ goes to   ─○ does not leave the step   [C 15] source and paragraph
"""

MERMAID = """\
stateDiagram-v2
    %% small version 2: Small & <plain> (illustration)
    %% dashed: assumed (nobody said it) or unconfirmed; thick: final
    classDef assumed stroke-dasharray: 5 5
    classDef final stroke-width: 4px
    state "review#58; one for each party under review" as chart__review
    state "asking<br/>holder#58; state_under_review<br/>time limit#58; 6 months (assumed)<br/>\
[T 1]" as review__asking
    state "closed<br/>[assumed]" as review__closed
    chart__review --> review__asking
    review__asking --> review__closed : answer, by state_under_review, with answers, [T 1]
    review__asking --> review__asking : remind, by team, [assumed], stays in the step
    class review__closed assumed
    class review__closed final
"""

Rectangle = tuple[float, float, float, float]


def compiled(text: str) -> Definition:
    """Return the definition that *text* is."""
    return compile_definition(YAML(typ="safe").load(text), "0" * 64)


def shipped() -> list[Definition]:
    """Return what is drawn in these tests: the two designs of 2009, a small one, a nested one."""
    return [find_definition(name).require() for name in VIEWS] + [
        compiled(SMALL),
        compiled(FRAMED),
    ]


@st.composite
def designs(draw_from: st.DrawFn) -> Definition:
    """Return a definition of up to 30 steps with arrows from anywhere to anywhere."""
    count = draw_from(st.integers(2, 30))
    names = [f"step_{number}_{'x' * draw_from(st.integers(0, 30))}" for number in range(count)]
    bases = st.sampled_from(["T 1", "assumed"])
    states: dict[str, object] = {
        name: {"holder": ["team"] * draw_from(st.integers(1, 4)), "basis": draw_from(bases)}
        for name in names[:-1]
    }
    events = {
        f"event_{number}": {
            "from": draw_from(st.lists(st.sampled_from(names[:-1]), min_size=1, unique=True)),
            "by": "team",
            "basis": draw_from(bases),
            **draw_from(st.sampled_from([{}, *({"to": name} for name in names)])),
        }
        for number in range(draw_from(st.integers(1, 25)))
    }
    states[names[-1]] = {"final": True, "basis": "T 1"}
    chart = {"initial": names[0], "states": states, "events": events}
    roles = {"team": {"is": "experts", "basis": "T 1"}}
    head = {"definition": "any", "version": 1, "title": "Any", "roles": roles, "sources": {}}
    return compile_definition({**head, "charts": {"review": chart}}, "0" * 64)


@pytest.mark.parametrize("definition", shipped(), ids=lambda definition: definition.name)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_step_and_every_event_is_drawn(definition: Definition, layout: Layout) -> None:
    """No row of the two tables is left out."""
    drawn = draw(definition, layout).replace(" ", "_")

    charts = definition.charts.values()
    names = {state.name for chart in charts for state in chart.states.values()}
    names |= {event for chart in charts for event in chart.events}
    assert {name for name in names if name.replace("state_", "State_") not in drawn
            and name not in drawn} == set()  # fmt: skip


@pytest.mark.parametrize("definition", shipped(), ids=lambda definition: definition.name)
def test_no_word_of_a_picture_meets_another_or_a_line(definition: Definition) -> None:
    """Texts keep clear of each other, of the edges of boxes and of every line."""
    assert list(collisions(draw(definition, "svg"))) == []


@given(designs())
@settings(max_examples=40)
def test_no_word_meets_another_in_any_design(definition: Definition) -> None:
    """Neither do they with 30 steps and arrows from anywhere to anywhere."""
    assert list(collisions(draw(definition, "svg"))) == []


@given(designs())
@settings(max_examples=40)
def test_a_terminal_of_100_columns_is_enough(definition: Definition) -> None:
    """The text layout never wraps on a terminal of 100 columns."""
    assert max(map(len, draw(definition, "text").splitlines())) <= 100


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_definition_gives_the_same_bytes(layout: Layout) -> None:
    """Two readings of one file draw alike, so that a picture can be kept under version control."""
    assert draw(compiled(FRAMED), layout) == draw(compiled(FRAMED), layout)


def test_the_text_of_a_small_definition() -> None:
    """The whole text layout, as a terminal shows it."""
    assert draw(compiled(SMALL), "text") == TEXT


def test_the_mermaid_of_a_small_definition() -> None:
    """The whole Mermaid text; what could end a label early is a code."""
    assert draw(compiled(SMALL), "mermaid") == MERMAID


def test_the_svg_of_a_small_definition() -> None:
    """The whole SVG, byte for byte as it was looked at."""
    assert draw(compiled(SMALL), "svg") == (HERE / "draw-small.svg").read_text("utf-8")


def test_a_picture_stands_alone() -> None:
    """No script, nothing from elsewhere, a title and a description for those who do not see it."""
    picture = draw(compiled(SMALL), "svg")

    assert re.findall(r"<script|href|url\(|@import|onload", picture) == []
    assert "<title>small version 2: Small &amp; &lt;plain&gt; (illustration)</title>" in picture
    assert "<desc>review: one for each party under review. Steps: asking, closed.</desc>" in picture


def test_what_is_assumed_is_dashed_and_the_legend_says_so() -> None:
    """A box or an arrow that nobody asked for is told apart without colour."""
    picture = draw(compiled(SMALL), "svg")

    assert picture.count('<rect class="box assumed"') == 3  # the final step's double line, legend
    assert '<path class="assumed"' in picture
    assert "assumed (nobody said it), or unconfirmed" in picture


def test_one_chart_alone_can_be_drawn() -> None:
    """A chart of items is drawn without the review around it."""
    drawn = draw(compiled(FRAMED), "text", "track")

    assert "asking" in drawn
    assert "call_off" not in drawn


def test_one_phase_is_drawn_with_what_leads_in_and_out() -> None:
    """Its steps whole, those beside it by name; what does not touch it is left out."""
    drawn = draw(find_definition("france-2009").require(), "text", phase="visit")

    for part in ("time limit: 1 month", "elsewhere: phase dialogue", "─▶ visit: begin_visit"):
        assert part in drawn
    for part in ("elsewhere: phase draft", "─▶ draft: write_draft", "─○ use_source"):
        assert part in drawn
    for part in ("self_assessment", "transmit", "time limit: 2 months", "hearing:"):
        assert part not in drawn


@pytest.mark.parametrize("name", ["france-2009", "untoc-2018", "uncac-2009"])
@pytest.mark.parametrize("phase", ["dialogue", "final"])
def test_no_word_meets_another_in_one_phase(name: str, phase: str) -> None:
    """Frames of which only a part is left, too."""
    design = find_definition(name).require()
    if any(state.phase == phase for c in design.charts.values() for state in c.states.values()):
        assert list(collisions(draw(design, "svg", phase=phase))) == []


def test_a_phase_without_steps_is_named_with_those_there_are() -> None:
    """Instead of an empty picture."""
    with pytest.raises(UnknownError, match="no step is in the phase 'visits'") as caught:
        draw(find_definition("france-2009").require(), "svg", phase="visits")

    assert "phases with steps: self_assessment, expert_analysis, dialogue" in str(caught.value)


def test_a_time_limit_that_nobody_said_has_a_bar_in_a_box_that_somebody_did() -> None:
    """Told apart without colour: the box is the source's, its time limit is ours."""
    picture = draw(compiled(SMALL), "svg")
    (y,) = re.findall(r'y="([\d.]+)" font-size="11">time limit: 6 months', picture)

    assert f'<path class="assumed" d="M40.0 {float(y) - 11:.1f}V' in picture
    assert picture.count('<path class="assumed"') == 2  # and the event that nobody said


def test_an_unknown_chart_is_named_with_those_near_it() -> None:
    """A slip of the pen gets a hint."""
    with pytest.raises(UnknownError) as caught:
        draw(compiled(FRAMED), "svg", "trak")

    assert str(caught.value) == (
        "framed: draw-chart there is no chart 'trak' in framed\n  hint: did you mean 'track'?"
    )


def test_an_event_of_a_whole_compound_is_one_arrow() -> None:
    """Every step, and every part of a compound, is said in one word."""
    chart = compiled(FRAMED).charts["review"]

    assert sources(chart, chart.events["stop"].from_) == ("",)
    assert sources(chart, chart.events["call_off"].from_) == ("visit",)
    assert sources(chart, chart.events["meet"].from_) == (
        "visit.preparing",
        "visit.on_site.arriving",
    )


def test_a_time_limit_that_moves_the_review_is_an_arrow() -> None:
    """What happens without anybody acting is seen as well."""
    definition = compiled(FRAMED)
    arrows = {
        (arrow.name, arrow.source, arrow.target)
        for arrow in ladder(definition, definition.charts["review"]).arrows
    }

    assert ("time limit passed", "visit", "writing") in arrows
    assert ("all of track ended", "desk", "writing") in arrows


@given(st.text())
def test_no_label_can_end_a_line_of_mermaid(label: str) -> None:
    """Whatever is in a name or title, no mark of Mermaid's own is left in its label."""
    assert re.search(r'[:;"{}<>#%\n\r]', re.sub(r"#\d+;", "", escaped(label))) is None


def collisions(picture: str) -> Iterator[tuple[str, str]]:
    """Yield each pair that meets: two texts, or a text and a line."""
    words = list(texts(picture))
    for (one, a), (two, b) in combinations(words, 2):
        if meet(a, b):
            yield one, two
    for path, line in lines(picture):
        yield from ((word, path) for word, a in words if meet(a, line))


def texts(picture: str) -> Iterator[tuple[str, Rectangle]]:
    """Yield every text with the rectangle its letters need."""
    pattern = r'<text[^>]*? x="([\d.]+)" y="([\d.]+)" font-size="(\d+)">(.*?)</text>'
    for x, y, size, words in re.findall(pattern, picture):
        width = width_of(unescape(words), int(size))
        top = float(y) - 0.75 * int(size)
        yield unescape(words), (float(x), top, float(x) + width, float(y) + 0.15 * int(size))


def lines(picture: str) -> Iterator[tuple[str, Rectangle]]:
    """Yield every straight line and every edge of a box; an edge of a frame may be crossed."""
    for path in re.findall(r'<path(?: class="assumed")? d="([^"]*)"', picture):
        for x, y, kind, end in re.findall(r"M([\d.]+) ([\d.]+)([HV])([\d.]+)", path):
            yield path, segment(float(x), float(y), "H" if kind == "H" else "V", float(end))
    pattern = r'<rect class="box[^"]*" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"'
    for found in re.findall(pattern, picture):
        x, y, w, h = map(float, found)
        yield from (("box", segment(x, edge, "H", x + w)) for edge in (y, y + h))
        yield from (("box", segment(edge, y, "V", y + h)) for edge in (x, x + w))


def segment(x: float, y: float, kind: Literal["H", "V"], end: float) -> Rectangle:
    """Return a line as a rectangle without width."""
    if kind == "H":
        return min(x, end), y, max(x, end), y
    return x, min(y, end), x, max(y, end)


def meet(a: Rectangle, b: Rectangle) -> bool:
    """Tell whether two rectangles have a point in common."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


BRACKETED = Path("tests/keys/designs/bracketed.yaml")


@pytest.mark.parametrize(
    ("layout", "mark"),
    [
        ("text", "┊ OPEN, due: [two: 2 weeks] [three: 3 weeks]"),
        ("svg", 'class="box open"'),
        ("mermaid", "class review__answering open"),
    ],
)
def test_what_is_open_is_drawn_unlike_what_is_said_or_assumed(layout: Layout, mark: str) -> None:
    """With every text on the table, none of them as if it stood; the title and legend say so."""
    loaded = find_definition(f"./{BRACKETED}")
    picture = draw(loaded.require(), layout, data=loaded.data)

    assert mark in picture
    assert "open: period at" in unescape(picture)
    assert "time limit: 2 weeks" not in picture.replace("#58;", ":")
    assert "every text on the table" in picture
    assert "time limit: 1 week (R 31)" in picture.replace("#58;", ":")


def test_an_open_way_names_its_texts_and_a_place_elsewhere_stands_in_the_title() -> None:
    """Where an act leads; how many are in a team."""
    text = BRACKETED.read_text(encoding="utf-8").replace(
        "  period:",
        "  way:\n"
        "    at: charts.review.events.answer.to\n"
        "    alternatives:\n"
        "      back: {value: [launched if office is bound, closed], by: State A, basis: R 3}\n"
        "      onward: {value: closed, by: State B, basis: R 3}\n"
        "  size:\n"
        "    at: roles.experts.size\n"
        "    alternatives:\n"
        "      two: {value: 2, by: State A, basis: R 3}\n"
        "      three: {value: 3, by: State B, basis: R 3}\n"
        "  period:",
    )
    text = text.replace("by: office, to: answering", "by: office, binds: experts, to: answering")
    text = text.replace("by: state, to: closed", "by: state")
    text = text.replace("roles:\n", "roles:\n  experts: {is: experts, basis: R 1}\n", 1)
    loaded = read_definition(text, file="open.yaml")

    picture = " ".join(draw(loaded.require(), "text", data=loaded.data).split())
    assert "OPEN, to: [back: launched if office is bound, closed] [onward: closed]" in picture
    assert "size at roles.experts.size" in picture


@pytest.mark.parametrize("name", VIEWS)
def test_a_design_without_open_places_is_drawn_as_ever(name: str) -> None:
    """No mark, no legend for it."""
    loaded = find_definition(name)

    for layout in LAYOUTS:
        assert draw(loaded.require(), layout, data=loaded.data) == draw(loaded.require(), layout)
