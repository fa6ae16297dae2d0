"""The status page: one file, everything escaped, for eyes, paper and whoever cannot see it."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.support.designs import FRANCE
from tests.views.scenes import BY_OFFICE
from workflow.model.definition import PHASES
from workflow.page import render_status
from workflow.page.look import legend
from workflow.page.scale import drawn, scale_of, years
from workflow.service import viewing
from workflow.testing import Rehearsal, rehearsal
from workflow.views.answers import StatusPage


def played(url: str) -> Rehearsal:
    """Three reviews: one in its dialogue with an open hearing, two launched."""
    scene = rehearsal(url, FRANCE, codes="QAA QCC QGG")
    scene.bind("QGG", "team", "x1@QEE")
    scene.record("QGG", "appoint_team", BY_OFFICE)
    scene.at("2027-03-01").record(
        "QGG", "submit", ("QGG", "state_under_review"), documents="responses"
    )
    scene.record("QGG", "use_source", ("x1@QEE", "team"), documents="other_source")
    return scene.at("2027-07-01")


def page_of(scene: Rehearsal) -> StatusPage:
    """Everything on the page, without the page."""
    engine = scene.engine
    return StatusPage(
        board=viewing.status(engine),
        timelines=viewing.timelines(engine),
        drafts=viewing.messages(engine),
        why=viewing.why(engine, "t/QGG", "expert_analysis"),
        seal=None,
    )


@pytest.fixture
def html(sqlite_url: str) -> str:
    """The page of three reviews."""
    with played(sqlite_url) as scene:
        return viewing.status_html(scene.engine, "t")


class Tags(HTMLParser):
    """Every tag with its attributes, and whether each is closed in its turn."""

    VOID = ("meta", "link", "br", "img", "hr", "input")

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    """The tags of a page whose every element is closed."""
    parser = Tags()
    parser.feed(html)
    assert parser.open == []
    return parser.seen


def test_the_page_needs_no_network_and_no_script(html: str) -> None:
    """It opens from a stick on a machine without a cable."""
    found = tags(html)

    assert {tag for tag, _ in found} & {"script", "link", "img", "iframe", "object"} == set()
    assert not [a for _, attrs in found for a in attrs if a in ("src", "href") or a[:2] == "on"]
    assert set(re.findall(r"url\((.)", html)) == {"#"}
    assert "@import" not in html


def test_rehearsal_stands_in_the_header_that_every_printed_page_repeats(html: str) -> None:
    """In the head of the one table, so that no sheet of paper goes about without it."""
    head = html[html.index("<thead>") : html.index("</thead>")]

    assert "REHEARSAL" in head
    assert "desk" in head
    assert "table-header-group" in html
    assert "<title>REHEARSAL" in html


def test_the_same_answers_are_the_same_bytes(sqlite_url: str) -> None:
    """No moment, no order of a set, no chance."""
    with played(sqlite_url) as scene:
        assert render_status(page_of(scene)) == render_status(page_of(scene))


def test_a_name_is_text_and_never_markup(sqlite_url: str) -> None:
    """Whatever a State, a document or a draft is called."""
    evil = '<script>alert("1")</script>&'
    with played(sqlite_url) as scene:
        page = page_of(scene)
    places = tuple(replace(place, party_name=evil, words=evil) for place in page.board.reviews)
    drafts = tuple(replace(draft, text=evil) for draft in page.drafts.drafts)
    page = replace(
        page,
        board=replace(page.board, reviews=places, awaited=places, cycle=evil),
        drafts=replace(page.drafts, drafts=drafts),
    )
    made = render_status(page)

    assert "<script" not in made
    assert "&lt;script&gt;" in made
    tags(made)


def test_an_empty_board_is_a_page_too(sqlite_url: str) -> None:
    """Nothing opened, nothing awaited, no checkpoint: each is said."""
    with played(sqlite_url) as scene:
        board = viewing.status(scene.engine, as_known="2027-01-04T12:00:00.000+00:00")
        page = replace(page_of(scene), why=None)
    none = replace(
        board,
        reviews=(),
        awaited=(),
        moved=(),
        vacancies=(),
        not_moving=(),
        not_binding=(),
        total=0,
    )
    made = render_status(
        replace(
            page,
            board=none,
            timelines=replace(page.timelines, timelines=()),
            drafts=replace(page.drafts, drafts=()),
        )
    )

    tags(made)
    assert "Nothing is awaited." in made
    assert "It has no checkpoint yet." in made


def test_a_phase_is_a_letter_a_pattern_and_a_word_each_its_own(html: str) -> None:
    """Colour is never alone: black-and-white paper and any eye can read it."""
    looks = legend()

    assert len({look.letter for look in looks}) == len({look.pattern for look in looks}) == 8
    for look in looks:
        assert f'<pattern id="{look.pattern}"' in html
        assert f"</svg>{look.word}</li>" in html
    assert len(PHASES) == len(looks)


def test_a_timeline_says_in_words_what_it_draws(html: str) -> None:
    """For a screen reader, and for whoever asks about one bar."""
    label = next(
        str(attrs["aria-label"])
        for tag, attrs in tags(html)
        if tag == "svg" and "Galdria" in (attrs.get("aria-label") or "")
    )

    assert label == (
        "Galdria: launched from 4 January 2027 to 4 January 2027; self-assessment from "
        "4 January 2027 to 1 March 2027; expert analysis from 1 March 2027 and still there"
    )


def test_the_page_tells_the_facts_of_the_board(html: str) -> None:
    """Awaited and with whom, a passed limit in neutral words, vacancies, the regional rule."""
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html[html.index("<main>") :]))

    assert "time limit passed 1 June 2027" in text
    assert "Arvania: team, vacant since 4 January 2027 (178 days" in text
    assert "belongs to no regional group" in text
    assert "Three months later is Tuesday 1 June 2027." in text
    assert "Can this be verified?" in text
    assert not re.search(r"\b(overdue|delinquent|failed|late State)\b", text)


def test_names_come_in_alphabetical_order(html: str) -> None:
    """Never by lateness."""
    table = html[html.index("Reviews, by name") : html.index("Timelines, by name")]
    names = re.findall(r'class="party">(\w+)', table)

    assert names[:3] == ["Arvania", "Cordelle", "Galdria"]


def test_bars_lie_within_the_line_and_parts_in_lanes_of_their_own(sqlite_url: str) -> None:
    """No two parts that are open at once lie on each other."""
    with played(sqlite_url) as scene:
        for _ in range(3):
            scene.record("QGG", "use_source", ("x1@QEE", "team"), documents="other_source")
        answer = viewing.timelines(scene.engine, review="t/QGG")
    scale = scale_of(answer)
    line = drawn(answer.timelines[0], scale, answer.heading.today)

    assert all(bar.x >= 0 and bar.x + bar.width <= 100.6 for bar in line.bars)
    parts = [bar for bar in line.bars if bar.y > 0]
    for number, one in enumerate(parts):
        for other in parts[number + 1 :]:
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert apart or one.y != other.y or one.end or other.end, (one, other)
    assert all(mark.x <= 100 for mark in years(scale))
