"""The paths in a checkout of the project. A program works only on the checkout that it is given."""

from pathlib import Path


class Workspace:
    """The files of a checkout that programs read and write."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.document = root / "openapi" / "txcloud-identity.yaml"
        self.overlay = root / "openapi" / "overlay.yaml"
        self.provenance = root / "openapi" / "provenance.yaml"
        self.pages = root / "openapi" / "pages"
        self.ruleset = root / "openapi" / "redocly.yaml"
        self.exceptions = root / "openapi" / "exceptions.yaml"
        self.config = root / "generator-config.yaml"
        self.templates = root / "scripts" / "generation" / "templates"
        self.runtime = root / "scripts" / "generation" / "runtime"
        self.package = root / "generated"
        # The document that the package was generated from, as the package carries it.
        self.contract = self.package / "txcloud_identity" / "openapi.yaml"
        self.cassettes = root / "tests" / "cassettes"
        self.changelog = root / "CHANGELOG.md"
        self.license = root / "LICENSE"
        self.workflows = root / ".github" / "workflows"
        self.package_lock = root / "scripts" / "locks" / "package.txt"
        self.tools_lock = root / "scripts" / "locks" / "tools.txt"
        self.node_modules = root / "node_modules"
        # Results that are not committed.
        self.dist = root / "dist"
        self.review = root / "review.html"
        self.site = root / "site"


# The checkout that contains this file.
HERE = Workspace(Path(__file__).resolve().parents[2])


def short_path(path: Path) -> Path:
    """A path for messages: relative to the current folder, in which nox runs its sessions."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
