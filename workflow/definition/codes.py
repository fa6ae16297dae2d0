"""Every code of a finding, its severity and its title. Codes never change their meaning.

D0.. reading · D1.. shape · D2.. the small grammars · D3.. names · D4.. meaning · D9.. guard.
Each has a section in docs/reference/findings.md; a test holds the two equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Code:
    """What a code stands for."""

    severity: Severity
    title: str


_ERRORS = {
    "D001": "cannot be read as YAML",
    "D002": "too large",
    "D003": "key given twice",
    "D004": "anchor or alias",
    "D005": "tag or directive",
    "D006": "not one document",
    "D007": "nested too deeply",
    "D008": "key that is not a plain text",
    "D009": "hidden sign",
    "D010": "letters not in composed form",
    "D011": "number that readers take differently",
    "D012": "key without value",
    "D101": "unknown key",
    "D102": "wrong type",
    "D103": "missing key",
    "D104": "not one of the list",
    "D105": "not a name",
    "D106": "key without the key it needs",
    "D107": "unknown version of the language",
    "D108": "key beside one that excludes it",
    "D201": "period that cannot be read",
    "D202": "window that cannot be read",
    "D203": "target that cannot be read",
    "D204": "condition that cannot be read",
    "D205": "rule of a role that cannot be read",
    "D206": "basis that cannot be read",
    "D207": "meeting that cannot be read",
    "D208": "vote or silence that cannot be read",
    "D209": "length of a document that cannot be read",
    "D210": "join that cannot be read",
    "D211": "reminder that cannot be read",
    "D301": "undeclared step",
    "D302": "undeclared role",
    "D303": "undeclared fact or document",
    "D304": "undeclared guard",
    "D305": "undeclared chart",
    "D306": "undeclared time limit",
    "D307": "undeclared source",
    "D308": "undeclared anchor of a period",
    "D309": "undeclared name in a condition",
    "D310": "word that does not fit its name",
    "D311": "name that means several steps",
    "D312": "undeclared section",
    "D313": "name used twice",
    "D314": "event that the language keeps for itself",
    "D315": "base that cannot be taken",
    "D316": "nothing there to take away",
    "D401": "step that is never reached",
    "D402": "step without a way to an end",
    "D403": "event that can never happen",
    "D404": "step without holder",
    "D405": "row without basis",
    "D406": "table without rows",
    "D407": "end that goes on",
    "D408": "chart without initial step",
    "D409": "chart without an end",
    "D410": "assistance made conditional on fulfilment",
    "D411": "loop that turns by itself",
    "D415": "clock that never starts",
    "D417": "active without decision",
    "D418": "not one main chart",
    "D419": "chart opened in a way it cannot be",
    "D423": "vote or silence that cannot be held",
    "D424": "open place that is none",
    "D421": "basis that the cited paragraph cannot bear",
    "D425": "period beyond two hundred years",
    "D426": "rule that cannot be kept",
    "D430": "report closed to those it stays open to",
    "D431": "lifted brackets that do not fit",
    "D900": "cannot be compiled",
    "D901": "no such definition",
}
_WARNINGS = {
    "D412": "holder who may do nothing",
    "D413": "role that is never used",
    "D414": "row that is never used",
    "D416": "consent of several roles",
    "D420": "chart that is never opened",
    "D422": "condition on assistance that may mean fulfilment",
    "D427": "fact that stays, and is brought again",
    "D428": "two meetings that may be one",
}
_NOTES = {
    "D429": "capacity that no act keeps",
    "D501": "cannot run yet",
    "D502": "shown, not enforced",
    "D503": "unconfirmed",
    "D504": "condition that decides nothing",
    "D505": "step that only an open window lets go",
}
CODES: Mapping[str, Code] = {
    **{code: Code("error", title) for code, title in _ERRORS.items()},
    **{code: Code("warning", title) for code, title in _WARNINGS.items()},
    **{code: Code("note", title) for code, title in _NOTES.items()},
}
