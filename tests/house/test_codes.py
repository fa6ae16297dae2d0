"""One code, one meaning: what the program tells a user is on the page of errors."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

from tests.house.sources import ROOT, modules, parsed, strings
from workflow import errors
from workflow.audit.findings import CODES as LOG_CODES
from workflow.errors import WorkflowError
from workflow.model.rules import ROLE_CODES

PAGE = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([A-Z]\d{3}) \| (\d+) \| (.+?) \|.*\|$", re.M)
LOG_ROW = re.compile(r"^\| (A\d{3}) \| (.+?) \|$", re.M)
CODE = re.compile(r"[A-Z]\d{3}")
#: D… has a page of its own, A… a table of its own.
ELSEWHERE = "AD"

#: The probes of scenarios name the rule they expect to meet; they tell nobody.
PROBES = "workflow.service.scenarios."
#: Codes that are told in several functions; each was read, and is the same rule in all of them.
SEVERAL = {
    "C010": "cli.commands.deploy:_confirm cli.commands.review_correct:_ask",
    "E003": "workflow.service.reading:check_part workflow.service.workings:check_open",
    "E005": "workflow.service.auditing:show_entry workflow.service.corrections:review_of",
    "E006": "workflow.service.deadlines:_known workflow.views.derive:find_limit",
    "E102": "workflow.service.meetings:_readable workflow.service.roles:known_role "
    "workflow.service.viewing:_known_role",
    "E105": "workflow.service.joining:_known workflow.service.roles:_known_instruments",
    "E106": "cli.opening:_actor workflow.service.reading:_no_actor",
    "E107": "workflow.service.reading:read_day workflow.service.reading:read_stamp "
    "workflow.service.viewing_moment:_read workflow.wiring:clock_of",
    "E108": "workflow.service.reading:_instruments workflow.service.reading:_number "
    "workflow.service.reading:read_fact",
    "E109": "workflow.service.joining:_join workflow.service.slips:_days",
    "E133": "workflow.definition.composing.compose:_note_written "
    "workflow.definition.composing.compose:_sources",
    "F001": "cli.files:unreadable cli.reported:_system",
    "M003": "workflow.service.deploy.deploying:_check_first "
    "workflow.service.deploy.deploying:_write",
    "M004": "workflow.service.deploy.plan:_no_plan workflow.service.deploy.plan:_read "
    "workflow.service.deploy.plan:from_json",
    "P030": "workflow.model.rosters.selection:_from_file "
    "workflow.model.rosters.selection:parse_selection",
    "R001": "workflow.model.rules:not_held workflow.views.options:_vacant",
    "R006": "workflow.model.correcting:override workflow.model.rules:_days "
    "workflow.views.options:_unmet",
    "R007": "workflow.model.binding:_nationals workflow.model.rules:_team_rule",
    "R022": "workflow.model.binding:_problems workflow.model.binding:vacate",
    "R041": "workflow.model.agreed:problems workflow.model.dates:_problems "
    "workflow.model.dates:notify_deadline",
    "R042": "workflow.model.agreed:_early workflow.model.dates:_problems "
    "workflow.service.meetings_desk:date_problems",
    "R043": "workflow.model.agreed:_early workflow.model.dates:_problems "
    "workflow.service.meetings_desk:row_problems",
    "R049": "workflow.model.pausing:_problems workflow.service.pausing:_problems",
    "R085": "workflow.model.joining:_problems workflow.model.pausing:_problems",
    "S021": "workflow.service.cycles:_problems workflow.service.deploy.deploying:_problems",
    "S022": "workflow.service.deploy.deploying:_decided workflow.service.opening_rules:adopted",
    "S025": "workflow.service.closing:_still_open workflow.service.deploy.deploying:_amends "
    "workflow.service.meetings_desk:row_problems",
    "S041": "workflow.store.postgresql:_explained workflow.store.schema:_migrate "
    "workflow.store.schema:_start_file workflow.store.sqlite:_explained",
    "S042": "workflow.store.postgresql:_waited_in_vain workflow.store.sqlite:_waited_in_vain",
}


class _Told(ast.NodeVisitor):
    """Every call in one module that is given a code: the code, the function, the error around."""

    def __init__(self, module: str) -> None:
        self.module, self.function, self.error = module, "", ""
        self.found: list[tuple[str, str, str]] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:  # ast's own name
        before, self.function = self.function, node.name
        self.generic_visit(node)
        self.function = before

    def visit_Call(self, node: ast.Call) -> None:  # ast's own name
        before = self.error
        if isinstance(node.func, ast.Name) and node.func.id.endswith("Error"):
            self.error = node.func.id
        given = [*node.args, *(each.value for each in node.keywords if each.arg == "code")]
        for value in given:
            if isinstance(value, ast.Constant) and CODE.fullmatch(str(value.value)):
                where = f"{self.module}:{self.function}"
                self.found.append((str(value.value), where, self.error))
        self.generic_visit(node)
        self.error = before


def told() -> Iterator[tuple[str, str, str]]:
    """Yield code, place and the error it is raised in, if that stands around it."""
    for path in modules():
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        visitor = _Told(module.removesuffix(".__init__"))
        visitor.visit(parsed(path))
        for code, where, error in visitor.found:
            expected = where.startswith(PROBES) and code.startswith("R")
            if code[0] not in ELSEWHERE and not expected:
                yield code, where, error


def test_every_code_of_the_program_is_on_the_page_once_and_none_is_left_over() -> None:
    """Whoever is told a code can read what it means."""
    on_page = [code for code, _, _ in ROW.findall(PAGE)]
    written = {str(each.value) for path in modules() for each in strings(path)}
    used = {word for word in written if CODE.fullmatch(word) and word[0] not in ELSEWHERE}

    assert sorted(on_page) == sorted(used)


def test_no_two_codes_mean_the_same() -> None:
    """A meaning has one code."""
    meanings = [meaning for _, _, meaning in ROW.findall(PAGE)]

    assert len(meanings) == len(set(meanings))


def test_a_code_is_told_in_one_place_or_in_those_that_were_read() -> None:
    """A code that is used once more, perhaps for something else, is seen here."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for code, where, _ in told():
        places[code].add(where)

    found = {code: " ".join(sorted(where)) for code, where in places.items() if len(where) > 1}
    read = set(SEVERAL.items())
    assert (sorted(set(found.items()) - read), sorted(read - set(found.items()))) == ([], [])


def test_the_exit_code_on_the_page_is_that_of_the_error() -> None:
    """Read from the source, where the error stands around the code, and from the roles' codes."""
    kinds = {name: one for name, one in vars(errors).items() if isinstance(one, type)}
    on_page = {code: int(end) for code, end, _ in ROW.findall(PAGE)}
    raised = {
        code: kinds[error].exit_code
        for code, _, error in told()
        if error in kinds and issubclass(kinds[error], WorkflowError)
    }

    assert raised.items() <= on_page.items()
    rules = {code: end for code, end in on_page.items() if code.startswith("R")}
    assert rules == {code: 4 if code in ROLE_CODES else 3 for code in rules}


def test_what_a_check_of_the_log_finds_is_on_the_page() -> None:
    """Code and meaning are those of the program."""
    assert dict(LOG_ROW.findall(PAGE)) == LOG_CODES
