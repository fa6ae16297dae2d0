"""The page for strangers: its values verify with hashlib and cryptography alone."""

import base64
import hashlib
import json
import re
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tests.audit.logs import Log, row
from workflow.audit.checkpoint import open_note
from workflow.audit.entry_checks import ENVELOPE
from workflow.audit.findings import CODES
from workflow.audit.note import Verifier
from workflow.audit.verify import verify_log

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "log-format.md").read_text("utf-8")
BLOCKS = {
    name: text for name, text in re.findall(r"```\w+ ([\w-]+)\n(.*?)\n```", PAGE, flags=re.DOTALL)
}
ENTRIES = [BLOCKS["entry-0"].encode(), BLOCKS["entry-1"].encode()]
KEY = BLOCKS["key"]
NOTE = BLOCKS["checkpoint"] + "\n"


def sha256(data: bytes) -> bytes:
    """Return the hash, as the page's snippet calls it."""
    return hashlib.sha256(data).digest()


def test_the_hashes_are_those_of_the_entries() -> None:
    """Leaves and root, computed as section 3 says, also by its snippet."""
    wanted = dict(line.rsplit(maxsplit=1) for line in BLOCKS["hashes"].splitlines())
    leaves = [sha256(b"\x00" + entry) for entry in ENTRIES]
    assert [leaf.hex() for leaf in leaves] == [wanted["leaf 0"], wanted["leaf 1"]]
    assert sha256(b"\x01" + leaves[0] + leaves[1]).hex() == wanted["root"]
    names: dict[str, object] = {"sha256": sha256}
    exec(BLOCKS["tree"], names)  # noqa: S102  # the page's own snippet
    root = names["root"]
    assert callable(root)
    assert root(leaves).hex() == wanted["root"]
    assert root([]) == sha256(b"")


def test_the_key_is_what_section_4_says() -> None:
    """Id and key, and the private bytes given for this page only."""
    name, key_id, text = KEY.split("+", 2)
    raw = base64.b64decode(text)
    assert (raw[:1], len(raw)) == (b"\x01", 33)
    assert sha256(name.encode() + b"\n" + raw)[:4].hex() == key_id
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    assert private.public_key().public_bytes_raw() == raw[1:]


def test_the_checkpoint_verifies_by_section_5() -> None:
    """Signature over the three lines, and the root of the two entries."""
    text, signature = NOTE.rsplit("\n\n", 1)
    dash, name, encoded = signature[:-1].split(" ")
    raw = base64.b64decode(encoded)
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(KEY.split("+", 2)[2])[1:])
    public.verify(raw[4:], text.encode() + b"\n")
    assert (dash, name, raw[:4].hex()) == ("—", *KEY.split("+")[:2])
    assert BLOCKS["hashes"].endswith(base64.b64decode(text.split("\n")[2]).hex())


def test_the_commitment_opens_by_section_6() -> None:
    """And stands in entry 0."""
    assert BLOCKS["commitment"] == "sha256:" + sha256(bytes(range(32)) + "José".encode()).hex()
    assert json.loads(ENTRIES[0])["data"]["reason"] == BLOCKS["commitment"]


def test_our_own_check_finds_nothing_in_the_example() -> None:
    """The page and the program speak of one format."""
    verifier = Verifier.from_vkey(KEY)
    example = Log([row(seq, raw) for seq, raw in enumerate(ENTRIES)], [(2, NOTE)])
    kept = open_note(NOTE, verifier)
    assert verify_log(example.rows, example.notes, verifier, kept=kept).findings == ()


def test_the_page_lists_every_field_and_every_code() -> None:
    """In the order of the program, with its words."""
    assert re.findall(r"^\| `(\w+)` \| ", PAGE, flags=re.MULTILINE) == list(ENVELOPE)
    assert dict(re.findall(r"^\| (A\d{3}) \| (.*) \|$", PAGE, flags=re.MULTILINE)) == CODES
