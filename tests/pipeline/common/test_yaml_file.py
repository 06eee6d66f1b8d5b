"""How the project's own YAML is written."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from scripts.common.workspace import HERE, short_path

FILES = sorted(path for folder in ("openapi", "tests/support") for path in (HERE.root / folder).rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: short_path(path).as_posix())
def test_the_fast_parser_reads_it(path: Path) -> None:
    # The other one takes ten times as long, in every program that reads the file.
    assert YAML(typ="safe").compose(path.read_text(encoding="utf-8"))
