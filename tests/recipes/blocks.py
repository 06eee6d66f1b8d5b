"""The code that a recipe shows."""

import re

from scripts.document import ROOT


def blocks(name: str) -> list[str]:
    text = (ROOT / "scripts" / "docs" / name).read_text(encoding="utf-8")
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)
