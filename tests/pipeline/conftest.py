from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.common import nodejs as node
from scripts.common import process
from tests.support.packages import SHAPES, imported
from tests.support.project import Project, copied
from tests.support.redocly import running
from tests.support.reviews import PATHS, SCHEMAS


@pytest.fixture(scope="session", autouse=True)
def warm_redocly() -> Iterator[None]:
    with running(process.run_captured) as redocly, pytest.MonkeyPatch.context() as patch:
        patch.setattr(node, "run_captured", redocly)
        yield


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


@pytest.fixture(scope="session")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A package that is generated from shapes.yaml."""
    project = copied(tmp_path_factory.mktemp("shapes"))
    text = SHAPES.read_text(encoding="utf-8")
    project.document.write_text(text, encoding="utf-8")
    yield from imported(project, "shapes")


@pytest.fixture(scope="session")
def generated(shapes: Any) -> Path:
    """Where that package is."""
    return Path(shapes.__file__).parents[1]


@pytest.fixture(scope="session")
def more(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A package that is generated from our own document and some operations more."""
    project = copied(tmp_path_factory.mktemp("more"))
    project.edit(project.document, "paths:\n", f"paths:\n{PATHS}")
    project.edit(project.document, "  schemas:\n", f"  schemas:\n{SCHEMAS}")
    yield from imported(project, "more")
