"""What the page says is awaited, and with whom."""

import re

from tests.views.test_of_whom import gathering
from workflow.service import viewing


def awaited(html: str) -> dict[str, list[str]]:
    """The lines of the section under each role, without markup."""
    section = html.partition("What is awaited, and with whom</h2>")[2].partition("</section>")[0]
    plain = re.sub(r"<span class=\"note\">(\d+ places?)</span>", "", section)
    groups = plain.split("<h3>")[1:]
    return {
        re.sub(r"<[^>]*>", "", group.partition("</h3>")[0]).strip(): [
            re.sub(r"<[^>]*>", "", line) for line in re.findall(r"<li>(.*?)</li>", group)
        ]
        for group in groups
    }


def test_the_date_of_the_whole_stands_with_who_answers_for_the_whole(sqlite_url: str) -> None:
    """The leaf's holder has the ball, and no date; its State is asked for the whole by June."""
    with gathering(sqlite_url) as scene:
        html = viewing.status_html(scene.engine, "t")
        late = viewing.status_html(scene.at("2027-06-05").engine, "t")

    assert awaited(html) == {
        "State": ["Arvania gathering, 1 June 2027"],
        "Team": ["Arvania gathering, visiting"],
    }
    assert awaited(late)["State"] == ["Arvania gathering, 1 June 2027 (passed)"]
    assert awaited(late)["Team"] == ["Arvania gathering, visiting"]


def test_no_sheet_of_paper_is_left_half_empty_on_purpose(sqlite_url: str) -> None:
    """Sections follow one another; a title stays with what it is the title of."""
    with gathering(sqlite_url) as scene:
        html = viewing.status_html(scene.engine, "t")

    assert "break-before" not in html
    assert "h2, h3, h2 + .note, .legend, .axis { break-after: avoid; }" in html
