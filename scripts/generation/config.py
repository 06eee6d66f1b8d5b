"""The options that openapi-python-client must have, and the version of the package."""

from packaging.version import Version

from scripts.common.git import VERSION
from scripts.common.workspace import Workspace
from scripts.common.yaml_file import read_yaml

CONFIG_FORMAT = {
    "type": "object",
    "required": ["project_name_override", "package_name_override", "package_version_override", "post_hooks"],
    "properties": {
        "project_name_override": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "package_name_override": {"type": "string", "pattern": "^[a-z_][a-z0-9_]*$"},
        "package_version_override": {"type": "string", "pattern": rf"^{VERSION}\Z"},
        "post_hooks": {"type": "array", "items": {"type": "string", "pattern": r"\S"}},
        # The templates expect enumerations to be classes, and one tag for each operation.
        "literal_enums": {"const": False},
        "generate_all_tags": {"const": False},
    },
}


def development_status(version: Version) -> str:
    """The classifier for how mature a version is, by its number."""
    if version.pre and version.pre[0] == "a":
        return "3 - Alpha"
    return "4 - Beta" if version.is_prerelease or version.major == 0 else "5 - Production/Stable"


def package_version(workspace: Workspace) -> Version:
    """The version of the package, from its only source."""
    return Version(read_yaml(workspace.config, CONFIG_FORMAT)["package_version_override"])
