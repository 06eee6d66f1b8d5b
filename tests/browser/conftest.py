from pathlib import Path

import pytest

from tests.support.project import Project, copied


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)
