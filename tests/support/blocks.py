"""The code that the READMEs, the recipes and CONTRIBUTING.md show."""

import re
from pathlib import Path

from scripts.common.workspace import HERE

EXAMPLES = {
    f"{name}-{number}": code
    for name in ("README.md", "generated/README.md")
    for number, code in enumerate(
        re.findall(r"```python\n(.*?)```", Path(HERE.root, name).read_text("utf-8"), re.DOTALL)
    )
}
CLIENT, SYNC, ASYNC, DETAILED, ERRORS, HTTP_CLIENT, LOGGING, TESTING, AIOHTTP = EXAMPLES

[OVERLAY] = re.findall(r"```yaml\n(overlay: .*?)```", (HERE.root / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.S)


def blocks(name: str) -> list[str]:
    """The code of a recipe."""
    text = (HERE.root / "scripts" / "docs" / name).read_text(encoding="utf-8")
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)
