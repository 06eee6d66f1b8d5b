"""The pages of the site are put together by what the project has, not by lists."""

from pathlib import Path

import pytest

from scripts.common.workspace import HERE
from scripts.docs.markdown import with_links
from scripts.docs.reference import models_by_use

PACKAGE = {
    "__init__.py": "",
    "client.py": """\
class TXCloud:
    def first(self, body: models.Zebra) -> models.Yak: ...
    def second(self) -> list[models.Ant] | None: ...
""",
    "models/__init__.py": """\
from .all import Ant, Bee, Error, Yak, Zebra
__all__ = ("Ant", "Bee", "Error", "Yak", "Zebra")
""",
    "models/all.py": """\
class Ant:
    yak: Yak | None = None
class Bee: ...
class Error: ...
class Yak:
    bees: dict[str, Bee]
class Zebra: ...
""",
}


def test_models_are_in_the_order_of_their_first_use(tmp_path: Path) -> None:
    for name, text in PACKAGE.items():
        path = tmp_path / "package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert models_by_use(tmp_path, "package") == ["Zebra", "Yak", "Ant", "Bee", "Error"]


@pytest.mark.parametrize(
    ("name", "link", "expected"),
    [
        ("generated/README.md", "../scripts/docs/celery.md", "scripts/docs/celery.md"),
        ("generated/README.md", "#testing", "#testing"),
        ("README.md", "generated/README.md#testing", "index.md#testing"),
        ("scripts/docs/celery.md", "../../generated/README.md", "../../index.md"),
        ("scripts/README.md", "../README.md", "../pipeline.md"),
        ("CONTRIBUTING.md", "https://example.com/README.md", "https://example.com/README.md"),
    ],
)
def test_a_link_leads_to_the_same_page_in_the_site(name: str, link: str, expected: str) -> None:
    assert with_links(f"See [this]({link}).", name) == f"See [this]({expected})."


def test_a_readme_links_to_each_recipe() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (HERE.root / "README.md", HERE.package / "README.md")]
    recipes = [path.name for path in (HERE.root / "scripts/docs").glob("*.md")]
    assert recipes
    assert [name for name in recipes if not any(f"/{name})" in text for text in texts)] == []


def test_the_first_screen_has_an_example_and_then_the_commands() -> None:
    readme = (HERE.root / "README.md").read_text(encoding="utf-8")
    example, first, second = (readme.index(each) for each in ("```python", "```sh", "bootstrap.py\n```"))
    assert example < first < second
    assert readme[:first].count("\n") < 30
    assert readme.count("\n") < 80
