"""The code that the READMEs and CONTRIBUTING.md show."""

import re
from pathlib import Path

from scripts.common.workspace import HERE


def python_in(path: Path) -> list[str]:
    """The Python that a file shows."""
    return re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)


EXAMPLES = {
    f"{name}-{number}": code
    for name in ("README.md", "generated/README.md")
    for number, code in enumerate(python_in(HERE.root / name))
}
CLIENT, SYNC, ASYNC, DETAILED, ERRORS, HTTP_CLIENT, LOGGING, TESTING, AIOHTTP = EXAMPLES

[OVERLAY] = re.findall(r"```yaml\n(overlay: .*?)```", (HERE.root / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.S)
