"""The board's page is complete on a screen, on a phone and on paper, and sends no request."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.support.chromium import browser as browser
from tests.support.project import Project, copied

SECTIONS = ("changes", "conflicts", "data", "fixes", "api", "rules", "provenance")


# On how many lines each piece of a link is, of those that it may be broken between.
PIECES = """link => [...link.querySelector("code").childNodes]
    .filter(node => node.nodeType === Node.TEXT_NODE)
    .map(node => {
        const range = document.createRange();
        range.selectNode(node);
        return range.getClientRects().length;
    })
"""


@dataclass
class Opened:
    """An open page, with its messages and requests while it opened."""

    page: Page
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def opened(browser: Browser, path: Path, width: int, colors: Literal["light", "dark"] = "light") -> Opened:
    """Open a file without a network."""
    page = browser.new_context(offline=True, viewport={"width": width, "height": 900}, color_scheme=colors).new_page()
    found = Opened(page)
    page.on("console", lambda message: found.messages.append(message.text))
    page.on("pageerror", lambda error: found.messages.append(str(error)))
    page.on("request", lambda request: found.requests.append(request.url))
    page.goto(path.as_uri())
    page.locator("#reference .model").first.wait_for()
    return found


@pytest.fixture
def project(project: Project) -> Project:
    """A project in a repository, which may have releases."""
    project.commit()
    return project


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a change since its last release, and its page."""
    project = copied(tmp_path_factory.mktemp("review"))
    text = project.document.read_text(encoding="utf-8")
    project.edit(project.document, "        - expired\n", "        - expired\n        - lost\n")
    assert project.run("generate").returncode == 0
    project.commit(tag="v0.1.0")
    project.edit(project.config, "package_version_override: 0.1.0", "package_version_override: 0.2.0")
    project.document.write_text(text, encoding="utf-8")
    run = project.run("review")
    assert run.returncode == 0, run.stderr
    return project


@pytest.fixture(scope="module")
def html(reviewed: Project) -> Path:
    return reviewed.root / "review.html"


@pytest.mark.parametrize("width", [1280, 390], ids=["screen", "phone"])
def test_the_page_opens_without_a_network(browser: Browser, html: Path, width: int) -> None:
    found = opened(browser, html, width)
    assert found.messages == []
    assert [url for url in found.requests if not url.startswith("data:")] == [html.as_uri()]
    for section in SECTIONS:
        heading = found.page.locator(f"#{section} > h2")
        assert heading.is_visible()
        assert found.page.locator(f"nav a[href='#{section}']").is_visible()
    reference = found.page.locator("#reference")
    assert reference.get_by_text("/identity/verifications/{id}/cancel").first.is_visible()
    for name in (
        "spoof_probability",
        "date_of_birth",
        "retry_after",
        "pending",
        "Requests left in the current window.",
    ):
        assert reference.get_by_text(name).first.is_visible(), name
    assert found.page.evaluate("document.documentElement.scrollWidth") <= width
    prose = reference.get_by_text("How likely it is that a picture or mask was shown instead.").first.bounding_box()
    assert prose
    assert prose["width"] > 200
    screenshot = found.page.screenshot(full_page=True)
    assert screenshot.startswith(b"\x89PNG")
    assert len(screenshot) > 100_000
    (html.parent / f"review-{width}.png").write_bytes(screenshot)


def test_nothing_is_folded_up(browser: Browser, html: Path) -> None:
    page = opened(browser, html, 1280).page
    assert page.locator("#reference .model-toggle").count() > 50
    assert page.locator("#reference .model-toggle.collapsed").count() == 0


def test_the_page_prints(browser: Browser, html: Path) -> None:
    page = opened(browser, html, 1280).page
    page.emulate_media(media="print")
    for section in SECTIONS:
        assert page.locator(f"#{section} > h2").is_visible()
    assert not page.locator("nav").is_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) > 5


def test_the_page_shows_what_a_board_decides_on(browser: Browser, html: Path) -> None:
    page = opened(browser, html, 1280).page
    decision = page.locator("#decision").inner_text()
    assert "From 0.1.0 to 0.2.0: the version does not suffice." in decision
    assert "The changes require a major release, and 0.2.0 is a minor release." in decision
    summary = page.locator("#summary").inner_text().replace("\n", " ")
    assert "Whom does it break? users of the Python client VerificationStatus" in summary
    assert "What is new in personal data? nothing" in summary
    assert "disagree? nowhere 6 conflicts in all" in summary
    [row] = [each.inner_text() for each in page.locator("#changes tbody tr").all()]
    assert "VerificationStatus" in row
    assert "The member is gone." in row
    assert "lost 'lost'" in row
    assert "conflict: cancel-verification; verification-flow" in row
    assert page.locator("#conflicts tbody tr").count() == 6
    assert "pending, verified, failed, expired, cancelled, manual_review" in page.locator("#conflicts").inner_text()
    assert "so a `match`" not in page.locator("#conflicts").inner_text()
    data = page.locator("#data").inner_text()
    assert "The client keeps what identifies a person out of repr, errors and logs." in data
    assert re.search(r"identifying: .*\n(.*\n)*ExtractedData\n.*date_of_birth.*\n(.*\n)*related: ", data)
    assert re.search(r"none: .*\n(.*\n)*Error\ncode, message", data)
    assert page.evaluate("document.getElementById('api').offsetTop") < 6000
    rules = page.locator("#rules").inner_text()
    assert "rule/path-has-no-verb" in rules
    assert "owasp:api4:2023-string-limit" in rules
    assert "None is in force" in page.locator("#fixes").inner_text()
    assert "inferred: no page offers a way back from a cancellation" in page.locator("#provenance").inner_text()


def test_each_card_leads_to_its_section(browser: Browser, html: Path) -> None:
    page = opened(browser, html, 390).page
    cards = page.locator("#summary a")
    targets = [cards.nth(index).get_attribute("href") for index in range(cards.count())]
    assert targets == ["#changes", "#data", "#conflicts", "#provenance"]
    cards.first.click()
    assert page.url.endswith("#changes")


def test_a_pointer_is_a_link_and_breaks_between_its_words(browser: Browser, html: Path) -> None:
    page = opened(browser, html, 390).page
    link = page.locator("#changes a").first
    assert link.inner_text() == "/components/schemas/VerificationStatus/enum"
    target = link.get_attribute("href")
    assert target == "#at/components/schemas/VerificationStatus"
    assert page.locator(f"[id='{target[1:]}']").count() == 1
    # Each piece between two places to break at is on one line.
    lines = link.evaluate(PIECES)
    assert len(lines) > 4
    assert set(lines) == {1}


def test_the_page_is_dark_where_the_reader_is(browser: Browser, html: Path) -> None:
    page = opened(browser, html, 1280, "dark").page
    color = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(color) == "rgb(20, 24, 31)"
    assert page.evaluate("document.documentElement.classList.contains('dark-mode')")
    page.emulate_media(media="print")
    assert page.evaluate(color) == "rgb(255, 255, 255)"
    assert not page.evaluate("document.documentElement.classList.contains('dark-mode')")


def test_html_in_a_text_is_escaped(browser: Browser, project: Project) -> None:
    attack = "</script></style><b id='injected'>{{ 7 * 7 }}</b><!--"
    project.edit(project.document, "address: 12 Rue des Orangers, Rabat\n", f'address: "{attack}"\n')
    sources = project.root / "openapi/provenance.yaml"
    project.edit(sources, "address: 12 Rue des Orangers, Rabat\n", f'address: "{attack}"\n')
    project.edit(sources, "inferred: says what this document is\n", f'inferred: "{attack}"\n')
    project.edit(sources, "  changelog: Changelog\n", f'  changelog: "{attack}"\n')
    run = project.run("review")
    assert run.returncode == 0, run.stderr
    found = opened(browser, project.root / "review.html", 1280)
    assert found.messages == []
    assert found.page.locator("#injected").count() == 0
    assert f"inferred: {attack}" in found.page.locator("#provenance").inner_text()
