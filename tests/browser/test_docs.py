"""The documentation has no dead link, and can be read on any screen without a network."""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request
from txcloud_identity import models

from scripts.common.workspace import HERE
from tests.support.chromium import browser as browser
from tests.support.project import cloned

PAGES = (
    *("index", "pipeline", "scripts/docs/celery", "scripts/bench/results"),
    *("reference/client", "reference/models", "contract"),
)
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
    (project.root / "scripts/docs/another.md").write_text("# Another recipe\n", encoding="utf-8")
    run = project.run("docs")
    assert run.returncode == 0, run.stderr
    assert run.stdout == f"The documentation is built. Open {project.root / 'site/index.html'} in a browser.\n"
    return project.root / "site"


def new_page(browser: Browser, width: int = 1280, scheme: Literal["light", "dark"] = "light") -> Page:
    """A page without a network."""
    return browser.new_context(offline=True, viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()


def opened(browser: Browser, path: Path, width: int = 1280, scheme: Literal["light", "dark"] = "light") -> Page:
    page = new_page(browser, width, scheme)
    page.goto(path.as_uri())
    return page


def texts(page: Page, selector: str) -> list[str]:
    """The texts of what a selector finds, without the signs that link to headings."""
    return [each.inner_text().rstrip("\N{PILCROW SIGN}").strip() for each in page.locator(selector).all()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280], ids=["phone", "screen"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read(
    site: Path, browser: Browser, name: str, scheme: Literal["light", "dark"], width: int
) -> None:
    page = new_page(browser, width, scheme)
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


def test_every_page_has_one_title_and_fits_a_phone(site: Path, browser: Browser) -> None:
    page = new_page(browser, 390)
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 14
    for path in pages:
        page.goto(path.as_uri())
        page.locator("h1").first.wait_for()
        assert page.locator("h1").count() == 1, path
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_the_site_leads_with_the_package_and_lists_every_recipe(site: Path, browser: Browser) -> None:
    page = opened(browser, site / "index.html")
    assert texts(page, "h2")[:2] == ["Install", "Use"]
    parts = ["txcloud-identity", "Recipes", "Reference", "Contract", "Costs", "The pipeline", "Changelog"]
    assert texts(page, ".md-nav--primary > ul > li") == parts
    recipes = [str(each.text_content()).strip() for each in page.locator("nav a[href*='scripts/docs/']").all()]
    assert "Another recipe" in recipes
    assert len(recipes) == 1 + len(list(HERE.root.glob("scripts/docs/*.md")))


def test_the_search_finds_a_method_in_pages_from_files(site: Path, browser: Browser) -> None:
    page = opened(browser, site / "index.html")
    page.get_by_role("button", name="Search").first.click()
    page.keyboard.type("cancel_verification")
    page.locator("ol a", has_text="cancel_verification").first.click()
    page.wait_for_url("**/reference/client.html#txcloud_identity.client.TXCloud.cancel_verification")


def test_the_contract_is_unfolded_and_its_texts_have_code(site: Path, browser: Browser) -> None:
    page = new_page(browser)
    # Redocly shows only what is on the screen.
    page.set_viewport_size({"width": 1280, "height": 10_000})
    page.goto((site / "contract.html").as_uri())
    page.get_by_role("heading", name="Cancel verification").wait_for()
    page.get_by_text("How likely it is that a picture or mask was shown instead.").wait_for()
    assert page.get_by_role("button", name="Show").count() == 0
    assert "`" not in page.locator("#redoc").inner_text()
    for prefix in ("txc_live_", "txc_test_"):
        assert page.locator("li code", has_text=prefix).is_visible()


def test_the_models_begin_with_the_results_of_the_operations(site: Path, browser: Browser) -> None:
    page = opened(browser, site / "reference/models.html")
    shown = texts(page, "h2")
    assert shown[:3] == ["Verification", "VerificationObject", "VerificationStatus"]
    assert sorted(shown) == sorted(models.__all__)
    members = page.locator("h3").all()
    assert members[0].get_attribute("id") == "txcloud_identity.models.Verification.id"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chart_can_be_read_on_a_phone(site: Path, browser: Browser, scheme: Literal["light", "dark"]) -> None:
    page = opened(browser, site / "pipeline.html", 390)
    image = page.locator("img[src$='chart.svg']")
    scale = image.evaluate("image => image.clientWidth / image.naturalWidth")
    chart = opened(browser, site / "scripts/bench/chart.svg", 390, scheme)
    for text in chart.locator("text").all():
        assert scale * float(text.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")) > 10
        box = text.evaluate("text => { const box = text.getBBox(); return [box.x, box.x + box.width] }")
        assert 0 < box[0] < box[1] < 400, text.text_content()
    colours = chart.evaluate("""["text", ".paper"].map(each => getComputedStyle(document.querySelector(each)).fill)""")
    ink, paper = (sum(map(int, re.findall(r"\d+", colour))) for colour in colours)
    assert (ink < 200 < 600 < paper) if scheme == "light" else (paper < 200 < 600 < ink)


def test_the_reference_shows_the_docstrings(site: Path, browser: Browser) -> None:
    page = opened(browser, site / "reference/client.html")
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
    lines = (project.root / RECIPE).read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines, 1) if new in line)
    assert f"{RECIPE}:{number}" in project.refused("docs").stderr
    assert (project.root / "site/index.html").read_text(encoding="utf-8") == "the last site"
