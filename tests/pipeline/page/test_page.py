"""The session says where the page differs and what follows from it, or why it cannot tell."""

import re
import subprocess

import pytest
from pytest_httpserver import HTTPServer

from scripts.page import source
from tests.support.project import Project
from tests.support.vendor_pages import SURROUNDINGS, written
from tests.support.vendor_transcripts import FACTS_TEXT, PAGE, TYPES

FACTS = "openapi/pages/cancel-verification.yaml"
TEXT = written("text", PAGE, TYPES)


@pytest.fixture
def project(project: Project) -> Project:
    """A project with the facts of the page with the invented prose."""
    (project.root / FACTS).write_text(FACTS_TEXT, encoding="utf-8")
    return project


def save(project: Project, content: str | bytes, name: str = "page.txt") -> None:
    content = content.encode() if isinstance(content, str) else content
    (project.root / name).write_bytes(content)


def test_a_page_that_has_not_changed_is_reported_in_one_line(project: Project) -> None:
    save(project, TEXT)
    run = project.run("page", "page.txt")
    assert (run.returncode, run.stdout, run.stderr) == (0, f"page.txt says what {FACTS} says.\n", "")


def test_a_difference_is_reported_with_all_that_follows_from_it(project: Project) -> None:
    save(project, TEXT.replace("low, medium,", "very low, low, medium,"))
    run = project.refused("page", "page.txt")
    line = TEXT[: TEXT.index("low, medium,")].count("\n") + 1
    title, difference, facts, document, client, advice = run.stderr.splitlines()
    assert title == f"page.txt differs from {FACTS} in 1 place:"
    assert difference == f'page.txt:{line}: attributes, risk_level, options, 0 came: "very low"'
    for place, path, text in (
        (facts, FACTS, "options: [low, medium, high, critical]"),
        (document, "openapi/txcloud-identity.yaml", "enum:"),
        (client, "generated/txcloud_identity/models/risk_level.py", "class RiskLevel"),
    ):
        file, _, number = place.split()[0].partition(":")
        assert file == path
        assert text in (project.root / path).read_text(encoding="utf-8").splitlines()[int(number) - 1]
    assert client.endswith(" RiskLevel")
    assert "git apply" in advice


PLACES: dict[str, tuple[str, str, list[str]]] = {
    "a field": ('"threshold": 123', '"limit": 123', ["face_match_check.py", "FaceMatchCheck.threshold"]),
    "a new field": (
        '"confidence": 0.5\n},\n"face',
        '"confidence": 0.5,\n"pages": 2\n},\n"face',
        ["VerificationChecks.ocr"],
    ),
    "a reserved name": ("identity.verification ", "identity.check ", ["verification_object.py", "VerificationObject"]),
    "the server": ("api.txcloud.io/v1", "api.txcloud.io/v2", ["/servers/0/url", "_contract.py", "ENVIRONMENTS"]),
    "the key": ("Bearer <token>", "Basic <token>", ["/components/securitySchemes/bearerAuth", "authorize()"]),
    "the parameter": ("Which check to", "What to", ["/components/parameters/VerificationId", "request()"]),
    "the response": ("Verification cancelled", "Stopped", ["/responses/200/description", "cancel_verification.py"]),
    "the method": ("POST", "PUT", ["~1cancel/post", "cancel_verification.py"]),
}


@pytest.mark.parametrize("name", PLACES)
def test_the_places_are_those_of_the_fact(project: Project, name: str) -> None:
    old, new, places = PLACES[name]
    assert old in TEXT
    save(project, TEXT.replace(old, new))
    said = project.refused("page", "page.txt").stderr
    assert [place for place in places if place not in said] == []


def test_the_draft_is_a_patch_after_which_the_page_agrees(project: Project) -> None:
    save(project, TEXT.replace("low, medium,", "low,").replace('"mrz": "<string>",\n', "").replace("it.", "them."))
    draft = project.refused("page", "page.txt").stdout
    subprocess.run(["git", "apply"], cwd=project.root, input=draft, text=True, timeout=30, check=True)
    assert project.run("page", "page.txt").returncode == 0
    assert project.run("spec").returncode == 1


def test_many_differences_fit_on_a_screen(project: Project) -> None:
    text = TEXT.replace("<string>", "<text>").replace("2023-", "2024-").replace("0.5", "0.6").replace("123", "124")
    save(project, text)
    run = project.refused("page", "page.txt")
    said = run.stderr.splitlines()
    assert len(said) < 24
    assert said[-2].endswith("more")
    # What does not fit is above the draft, which can still be applied.
    assert run.stdout.count("page.txt:") > 20
    assert "FaceMatchCheck.threshold" in run.stdout
    subprocess.run(["git", "apply"], cwd=project.root, input=run.stdout, text=True, timeout=30, check=True)
    assert project.run("page", "page.txt").returncode == 0


def test_a_page_whose_copies_differ_has_no_draft(project: Project) -> None:
    save(project, TEXT.replace('"threshold": 123', '"threshold": 1', 1))
    run = project.refused("page", "page.txt")
    assert run.stdout == ""
    assert "elsewhere the page has it unchanged" in run.stderr
    assert "look at the page again" in run.stderr


def test_a_sample_that_is_not_json_is_reported_with_its_line(project: Project) -> None:
    save(project, TEXT.replace('"country": "<string>",', '"country": "<string>"', 1))
    run = project.refused("page", "page.txt")
    line = TEXT[: TEXT.index('"extracted_data"')].count("\n") + 1
    assert f"page.txt:{line}: the sample cannot be read" in run.stderr


MARKDOWN = written("markdown", PAGE, TYPES)


def test_a_line_of_code_in_markdown_is_that_of_the_saved_file(project: Project) -> None:
    save(project, MARKDOWN.replace('"country": "<string>",', '"country": "<string>"', 1), "page.md")
    line = MARKDOWN[: MARKDOWN.index('"extracted_data"')].count("\n") + 1
    assert f"page.md:{line}: the sample cannot be read" in project.refused("page", "page.md").stderr


HTML = written("html", PAGE, TYPES)


def test_a_line_of_html_is_that_of_the_saved_file(project: Project) -> None:
    save(project, HTML.replace("low, medium,", "low, middle, medium,"), "page.html")
    line = HTML[: HTML.index("low, medium,")].count("\n") + 1
    assert f"\npage.html:{line}: attributes, risk_level, options, 1 came" in project.refused("page", "page.html").stderr


@pytest.mark.parametrize(
    ("old", "new"),
    [(">\n<", "><"), ("<header>", ""), ("\n", "\r\n"), ("<footer>", "<footer><h1>About</h1><h4>Response</h4>")],
    ids=["on few lines", "without a header", "of Windows", "with headings below"],
)
def test_html_may_be_written_otherwise(project: Project, old: str, new: str) -> None:
    assert old in HTML
    save(project, HTML.replace(old, new), "page.html")
    assert project.run("page", "page.html").returncode == 0


def test_a_new_section_is_reported(project: Project) -> None:
    navigation = '<div role="navigation">'
    save(project, HTML.replace(navigation, f"<div><h4>Errors</h4><p>They happen.</p></div>\n{navigation}"), "page.html")
    line = HTML[: HTML.index(navigation)].count("\n") + 1
    said = project.refused("page", "page.html").stderr
    assert f"\npage.html:{line}: " in said
    save(project, TEXT.replace("Response\n", "Response\nAn introduction.\n"))
    said = project.refused("page", "page.txt").stderr
    assert "other, a sentence came" in said


UNREADABLE: dict[str, tuple[str | bytes, str]] = {
    "empty": ("\n", "page.txt is empty. Save the page again."),
    "binary": (b"PK\x03\x04\x00\x00", "page.txt is not text."),
    "another encoding": (TEXT.replace("checks", "chèques").replace("⌘", "").encode("latin-1"), "is not text in UTF-8"),
    "UTF-16": (TEXT.encode("utf-16"), "is not text in UTF-8"),
    "another text": ("A page\nabout something\n", 'is not the page "Cancel verification": it has no cURL command'),
    "another operation": (
        TEXT.replace("Cancel verification", "List checks").replace("/verifications/{id}/cancel", "/checks"),
        "it has neither its title nor /identity/verifications/{id}/cancel",
    ),
    "a site's page of an error": (
        SURROUNDINGS.format(title="Cancel verification", body="<h1>Page not found</h1>"),
        "it has no cURL command",
    ),
    "a copy without an end": (TEXT.replace("⌘I", ""), "does not end with ⌘I"),
}


def test_each_line_that_is_named_is_one_of_the_page(project: Project) -> None:
    cut = re.sub("Authorizations\n.*", "\n⌘I", TEXT, flags=re.DOTALL)
    save(project, cut)
    run = project.refused("page", "page.txt")
    lines = [int(number) for number in re.findall("^page.txt:([0-9]+):", run.stdout + run.stderr, re.MULTILINE)]
    assert len(lines) > 3
    assert set(lines) <= set(range(1, cut.count("\n") + 2))


@pytest.mark.parametrize("value", ["NaN", "-Infinity"])
def test_what_is_no_value_of_json_is_not_drafted(project: Project, value: str) -> None:
    save(project, TEXT.replace('"threshold": 123', f'"threshold": {value}'))
    run = project.refused("page", "page.txt")
    assert f"the sample cannot be read: {value} is no value of JSON" in run.stderr
    assert run.stdout == ""


def test_broken_facts_are_reported_before_a_page_is_read(project: Project) -> None:
    (project.root / FACTS).write_text("operation: {}\n", encoding="utf-8")
    assert f"{FACTS}: 'request' is a required property" in project.refused("page", "missing.txt").stderr


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_is_not_the_page_is_no_difference(project: Project, kind: str) -> None:
    content, complaint = UNREADABLE[kind]
    save(project, content)
    run = project.refused("page", "page.txt")
    assert complaint in run.stderr
    assert (run.stdout, run.stderr.count("\n")) == ("", 1)


def test_a_mistyped_name_is_answered_with_the_right_one(project: Project) -> None:
    save(project, TEXT, "cancel-verification.txt")
    run = project.refused("page", "cancel-verfication.txt")
    assert run.stderr == "There is no file cancel-verfication.txt. Did you mean cancel-verification.txt?\n"
    assert project.refused("page", "nowhere/page.txt").stderr == "There is no file nowhere/page.txt.\n"
    assert "openapi is not a file." in project.refused("page", "openapi").stderr


allowed = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"])


@allowed
def test_the_published_page_is_read_unless_another_is_named(project: Project, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/page").respond_with_data(written("html", PAGE, TYPES), content_type="text/html")
    project.edit(
        project.provenance,
        "https://docs.txcloud.thetekcircle.io/api-reference/management/cancel-verification",
        httpserver.url_for("/page"),
    )
    run = project.run("page")
    assert (run.returncode, run.stdout) == (0, f"{httpserver.url_for('/page')} says what {FACTS} says.\n")


@allowed
@pytest.mark.parametrize(("status", "complaint"), [(404, "transcribed_from"), (503, "has the status 503")])
def test_a_page_that_is_not_served_is_no_difference(
    project: Project, httpserver: HTTPServer, status: int, complaint: str
) -> None:
    httpserver.expect_request("/page").respond_with_data("", status=status)
    run = project.refused("page", httpserver.url_for("/page"))
    assert complaint in run.stderr
    assert run.stdout == ""


@allowed
def test_a_response_that_is_too_large_is_not_read_to_its_end(
    project: Project, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request("/page").respond_with_data(HTML)
    monkeypatch.setattr(source, "BYTES", 1000)
    assert "is too large for a page" in project.refused("page", httpserver.url_for("/page")).stderr


@allowed
@pytest.mark.parametrize("url", ["http://127.0.0.1:9/page", "http://[/page", "https://127.0.0.1:9"])
def test_a_network_failure_is_no_difference(project: Project, url: str) -> None:
    run = project.refused("page", url)
    assert f"{url} cannot be read: " in run.stderr
    assert run.stdout == ""
