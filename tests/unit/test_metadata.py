"""What the installed package says of itself."""

from importlib.metadata import metadata

import pytest

pytestmark = pytest.mark.once


def test_it_says_where_to_read_and_where_to_ask() -> None:
    urls = dict(each.split(", ") for each in metadata("txcloud-identity").get_all("Project-URL", []))
    assert urls.keys() >= {"Changelog", "Documentation", "Issues", "Source"}
