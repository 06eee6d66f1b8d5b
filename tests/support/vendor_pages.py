"""Pages like the vendor's, made from facts, in each form in which a person saves one. Their prose is invented."""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from scripts.common.json_pointer import Steps, follow
from scripts.page.part import digests
from scripts.page.vocabulary import KINDS, PARAMETERS, Line

# In place of the digests of the vendor's sentences.
PROSE: dict[Steps, list[str]] = {
    ("operation", "description"): ["Stops a check that nobody has decided on.", "What was read is kept."],
    ("authorizations", "Authorization", "description"): ["The secret of an account."],
    ("parameters", "path", "id", "description"): ["Which check to stop."],
}
LABELS = {kind: label for label, kind in KINDS.items()}
HEADINGS = {place: heading for heading, place in PARAMETERS.items()}

Page = dict[str, Any]
Types = dict[Steps, dict[str, Any]]


def with_prose(facts: Page) -> Page:
    """The facts of a page with sentences in place of digests."""
    page: Page = json.loads(json.dumps(facts))
    for (*parents, name), sentences in PROSE.items():
        follow(page, tuple(parents))[name] = list(sentences)
    return page


def digested(page: Any) -> Any:
    """The facts of a page, with digests in place of sentences."""
    if isinstance(page, dict):
        return {
            name: [digest for sentence in each for digest in digests(Line(0, sentence))]
            if name == "description" and isinstance(each, list)
            else digested(each)
            for name, each in page.items()
        }
    return page


def written(form: str, page: Page, types: Types, other: Page | None = None) -> str:
    """The page in a form; the first of its two sample calls may be that of another page."""
    other = other or page
    match form:
        case "markdown":
            return as_markdown(page, types)
        case "html":
            return as_html(page, types, other)
    return as_text(page, types, other, has_names=form == "names")


def command(page: Page) -> list[str]:
    stated, request = page["operation"], page.get("request", {})
    words = [f"--header '{name}: {value}'" for name, value in request.get("headers", {}).items()]
    words += [each if each.startswith("-") else f"'{each}'" for each in request.get("arguments", ())]
    lines = [f"curl --request {stated['method']}", f"--url {stated.get('server', '')}{stated['path']}", *words]
    return " \\\n".join(lines).split("\n")


def sample(page: Page, indent: int) -> list[str]:
    return json.dumps(page["sample"], indent=indent, ensure_ascii=False).split("\n")


def sections(page: Page) -> Iterator[tuple[str, list[str], Steps, Page]]:
    """The sections: the heading, the lines below it, and the list with its place among the facts."""
    yield "Authorizations", [], ("authorizations",), page["authorizations"]
    for place, fields in page["parameters"].items():
        yield HEADINGS[place], [], ("parameters", place), fields
    for index, (status, response) in enumerate(page["responses"].items()):
        media_type = f" - {response['media_type']}" if "media_type" in response else ""
        lines = [f"{status}{media_type}", *([response["description"]] if "description" in response else [])]
        yield "" if index else "Response", lines, ("attributes",), {} if index else page["attributes"]


def details(entry: Page) -> Iterator[tuple[str, str]]:
    """What an entry of a list says below its name: labels with values, and sentences."""
    for kind, value in entry.items():
        if kind == "description":
            yield "", " ".join(value)
        elif kind == "children":
            yield from [("Show child attributes", "")] * value
        elif kind == "range":
            low, high = value
            start, end = ("" if low is None else f"{low} <= "), ("" if high is None else f" <= {high}")
            yield LABELS[kind], f"{start}x{end}"
        elif kind in LABELS:
            yield LABELS[kind], ", ".join(value) if kind == "options" else json.dumps(value)


def head(place: Steps, name: str, entry: Page, types: Types) -> list[str]:
    """The name of an entry, its type and its flags."""
    stated: Page = {"type": "string", "flags": []} | types.get((*place, name), {}) | entry
    return [name, stated["type"], *stated["flags"]]


def as_text(page: Page, types: Types, other: Page, *, has_names: bool = False) -> str:
    """The page as a browser copies it: mostly without names in its lists, and with lines that run into each other."""
    stated = page["operation"]
    texts = [stated["summary"], panel(other)]
    texts[-1] += stated.get("tag", "")
    route = stated["path"].replace("/", "\n/\n").strip()
    texts += [
        stated["summary"],
        *stated.get("description", ()),
        stated["method"],
        route,
        stated["summary"],
        panel(page),
    ]
    texts[-1] += "Authorizations"
    for heading, lines, place, fields in sections(page):
        texts += [heading] if heading not in ("", "Authorizations") else []
        texts += lines
        for name, entry in fields.items():
            texts += head(place, name, entry, types) if has_names else []
            for label, value in details(entry):
                # A list of options and a range have no end of their own.
                before = texts[-1]
                if label and before.endswith((" ", "\t")):
                    texts[-1] = before.replace("\t", "") + label
                else:
                    texts.append(label or value)
                if label and value:
                    texts.append(value + {"Available options:": " ", "Required range:": "\t"}.get(label, ""))
    return "\n".join(each.rstrip("\t") for each in [*texts, "⌘I", ""])


def panel(page: Page) -> str:
    return "\n".join(command(page)) + "\n".join(sample(page, 0))


def as_markdown(page: Page, types: Types) -> str:
    stated = page["operation"]
    texts = [stated["tag"]] if "tag" in stated else []
    texts += [f"# {stated['summary']}", " ".join(stated.get("description", ()))]
    texts += [f"`{stated['method']}` `{stated['path']}`"]
    texts += [fence("bash", command(page)), fence("json", sample(page, 2))]
    for heading, lines, place, fields in sections(page):
        texts += [f"## {heading}"] if heading else []
        texts += lines
        for name, entry in fields.items():
            first, kind, *flags = head(place, name, entry, types)
            texts.append(" ".join([f"* **`{first}`** `{kind}`", *(f"*{flag}*" for flag in flags)]))
            texts += [
                f"  {label} `{value}`" if label and value else f"  {label or value}" for label, value in details(entry)
            ]
    return "\n\n".join(filter(None, texts)) + "\n"


def fence(language: str, lines: list[str]) -> str:
    return "\n".join([f"```{language}", *lines, "```"])


def as_html(page: Page, types: Types, other: Page) -> str:
    """The whole page as a browser saves it, with what the site puts around its content."""
    stated = page["operation"]
    body = [call(other), "<header>"]
    body += [f"<div>{stated['tag']}</div>"] if "tag" in stated else []
    body += [
        f"<h1>{escape(stated['summary'])}</h1>",
        *(f"<p>{escape(each)}</p>" for each in stated.get("description", ())),
    ]
    segments = "".join(f"<span>{each}</span>" for each in stated["path"].replace("/", "\n/\n").split("\n") if each)
    body += ["</header>", f"<div><span>{stated['method']}</span><div>{segments}</div><button>Try it</button></div>"]
    body += [call(page), "<div>"]
    for heading, lines, place, fields in sections(page):
        body += ["</div><div>", f"<h4>\u200b{heading}</h4>"] if heading else []
        body += [f"<div>{escape(line)}</div>" for line in lines]
        for name, entry in fields.items():
            words = "".join(f"<span>{escape(each)}</span>" for each in head(place, name, entry, types))
            body += [f"<div>{words}</div>"]
            body += [detail(label, value) for label, value in details(entry)]
    return SURROUNDINGS.format(title=escape(stated["summary"]), body="\n".join([*body, "</div>"]))


def detail(label: str, value: str) -> str:
    if label and not value:
        return f"<button>{label}</button>"
    return f"<div><span>{label}</span> <code>{escape(value)}</code></div>" if label else f"<p>{escape(value)}</p>"


def call(page: Page) -> str:
    lines = [f"<pre><code>{escape(chr(10).join(each))}</code></pre>" for each in (command(page), sample(page, 2))]
    return "\n".join([f"<div><div>{escape(page['operation']['summary'])}</div><button>Copy</button>", *lines, "</div>"])


SURROUNDINGS = """\
<!DOCTYPE html>
<html><head><title>{title}</title><script>let sample = "<h1>{{";</script><style>h1 {{ color: red }}</style></head>
<body><nav><a href="/">Home</a><a href="/cancel">{title}</a></nav>
<div><div>Skip to the content</div><main>
{body}
<div role="navigation"><a href="/next">The next page</a></div>
</main></div><div>Was this of use?</div>
<footer>Somebody's site</footer><script>track("curl")</script></body></html>
"""
