import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scripts.common import nodejs as node
from scripts.common import process
from tests.support.packages import TAKEN, from_document, imported
from tests.support.project import Project, copied
from tests.support.redocly import running
from tests.support.reviews import PATHS, SCHEMAS
from tests.support.spare import Spare


def pytest_configure() -> None:
    # Documents and packages are many objects that live as long as their test. To look at all each time takes long.
    gc.set_threshold(20_000, 50, 50)


@pytest.fixture(scope="session", autouse=True)
def warm_redocly() -> Iterator[None]:
    with running(process.run_captured) as redocly, pytest.MonkeyPatch.context() as patch:
        patch.setattr(node, "run_captured", redocly)
        yield


@pytest.fixture(scope="session")
def spare(tmp_path_factory: pytest.TempPathFactory) -> Spare:
    return Spare(copied(tmp_path_factory.mktemp("spare")).root)


@pytest.fixture
def project(spare: Spare, tmp_path: Path) -> Project:
    return Project(spare.move_to(tmp_path / "project"))


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    """The package that is generated from one of the TAKEN documents, by its name."""
    # The workers of a run share it.
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    with ExitStack() as stack:

        @cache
        def package(name: str) -> Any:
            packages = from_document(TAKEN[name], folder, f"taken_{name}")
            return stack.enter_context(contextmanager(lambda: packages)())

        yield package


@pytest.fixture(scope="session")
def more(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A package that is generated from our own document and some operations more."""
    project = copied(tmp_path_factory.mktemp("more"))
    project.edit(project.document, "paths:\n", f"paths:\n{PATHS}")
    project.edit(project.document, "  schemas:\n", f"  schemas:\n{SCHEMAS}")
    yield from imported(project, "more")
