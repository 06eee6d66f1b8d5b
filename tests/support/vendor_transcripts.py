"""The transcribed page with invented prose: its facts, as data and as a file."""

from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml
from scripts.contract.document import load
from scripts.contract.page_format import PAGE_FORMAT
from scripts.page.unstated import unstated_facts
from tests.support.vendor_pages import digested, with_prose

FILE = HERE.pages / "cancel-verification.yaml"
TRANSCRIBED = read_yaml(FILE, PAGE_FORMAT)
TYPES = unstated_facts(load(HERE.document), TRANSCRIBED)
PAGE = with_prose(TRANSCRIBED)
FACTS = digested(PAGE)


def facts_text() -> str:
    """The facts file for the page with the invented prose."""
    old = FILE.read_text(encoding="utf-8")
    for steps in (("operation",), ("authorizations", "Authorization"), ("parameters", "path", "id")):
        was, now = TRANSCRIBED, FACTS
        for step in (*steps, "description"):
            was, now = was[step], now[step]
        old = old.replace(f"[{', '.join(was)}]", f"[{', '.join(now)}]")
    return old


FACTS_TEXT = facts_text()
