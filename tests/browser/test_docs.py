"""The documentation has no dead link, and can be read on any screen without a network."""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Request

from tests.support.chromium import browser as browser
from tests.support.project import cloned

PAGES = ("index", "generated/index", "scripts/docs/celery", "reference/client", "reference/models", "contract")
RECIPE = "scripts/docs/opentelemetry.md"

# The background colour of a page: that of its root or, if it has none, of its body.
BACKGROUND = """\
[document.documentElement, document.body]
    .map(each => getComputedStyle(each).backgroundColor)
    .find(color => color != "rgba(0, 0, 0, 0)")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = cloned(tmp_path_factory.mktemp("docs"))
    run = project.run("docs")
    assert run.returncode == 0, run.stderr
    assert run.stdout == f"The documentation is built: {project.root / 'site/index.html'}\n"
    return project.root / "site"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280], ids=["phone", "screen"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read(
    site: Path, browser: Browser, name: str, scheme: Literal["light", "dark"], width: int
) -> None:
    page = browser.new_context(offline=True, viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    faults: list[str] = []
    requests: list[Request] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: requests.append(request))
    page.goto((site / f"{name}.html").as_uri())
    page.locator("h1").first.wait_for()
    shown = page.screenshot(path=site.parent / f"{name.replace('/', '-')}-{scheme}-{width}.png")
    assert len(shown) > 20_000
    assert faults == []
    # The page's own policy blocks any other request.
    outside = [each for each in requests if not each.url.startswith(("file:", "data:", "blob:"))]
    assert [each.url for each in outside if each.failure != "csp"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    background = page.evaluate(BACKGROUND)
    is_light = sum(map(int, re.findall(r"\d+", background)[:3])) > 3 * 127
    assert is_light == (scheme == "light")


def test_the_reference_shows_the_docstrings(site: Path, browser: Browser) -> None:
    page = browser.new_context(offline=True).new_page()
    page.goto((site / "reference/client.html").as_uri())
    method = page.locator("#txcloud_identity\\.client\\.TXCloud\\.cancel_verification")
    assert "cancel_verification" in method.inner_text()
    text = page.locator("article").inner_text()
    assert "RateLimitError" in text
    assert "Seconds for each step of the call" in text
    assert "TXCLOUD_API_KEY" in text
    assert "Args:" not in text


def test_no_link_is_dead(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if path.name not in ("404.html", "contract.html")]
    texts = {path: path.read_text(encoding="utf-8") for path in pages}
    assert len(texts) > 10
    links = [(path, href) for path, text in texts.items() for href in re.findall(r'(?:href|src)="?([^" >]+)', text)]
    assert len(links) > 500
    assert [f"{path}: {href}" for path, href in links if is_dead(path, href, texts)] == []


def is_dead(path: Path, href: str, texts: dict[Path, str]) -> bool:
    """Whether a link within the site leads nowhere."""
    link = urlsplit(href)
    if link.scheme:
        return False
    target = (path.parent / unquote(link.path)).resolve() if link.path else path
    target = target / "index.html" if target.is_dir() else target
    anchor = re.escape(unquote(link.fragment))
    return not target.is_file() or bool(anchor and not re.search(rf'(id|name)="?{anchor}["\s>]', texts[target]))


@pytest.mark.parametrize(("old", "new"), [("README.md#logging", "README.md#nowhere"), ("README.md", "NOWHERE.md")])
def test_a_dead_link_is_refused(tmp_path: Path, old: str, new: str) -> None:
    project = cloned(tmp_path)
    (project.root / "site").mkdir()
    (project.root / "site/index.html").write_text("the last site", encoding="utf-8")
    project.edit(project.root / RECIPE, old, new)
    assert f"{RECIPE}:31" in project.refused("docs").stderr
    assert (project.root / "site/index.html").read_text(encoding="utf-8") == "the last site"
