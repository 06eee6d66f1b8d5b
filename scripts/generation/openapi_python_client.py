"""openapi-python-client, run in this process. Its complaints become a PipelineError."""

import io
import os
import re
import shlex
import shutil
import traceback
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stdout
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import Any

from attrs import evolve
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket
from openapi_python_client import Project, __version__
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError, ParseError
from pydantic import ValidationError

from scripts.common.errors import PipelineError
from scripts.common.json_pointer import Steps, parse_pointer, walk
from scripts.common.process import run_tool
from scripts.common.workspace import Workspace, short_path
from scripts.common.yaml_file import DocumentError, read_yaml
from scripts.generation.config import CONFIG_FORMAT

# Where Python keeps bytecode.
BYTECODE = Path(cache_from_source(__file__)).parent


class CompiledTemplates(FileSystemBytecodeCache):
    """Compiled templates by name, independent of the place of the checkout.

    A checksum of the text tells whether they are the same still.
    """

    def __init__(self) -> None:
        # Another version of the generator may compile them in another way.
        super().__init__(str(BYTECODE), f"openapi-python-client-{__version__}-%s.cache")

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        bucket = super().get_bucket(environment, name, None, source)
        if bucket.code and filename:
            bucket.code = with_filename(bucket.code, filename)
        return bucket


def with_filename(code: CodeType, filename: str) -> CodeType:
    """The code as if it had been compiled from this file, which an exception then names."""
    inner = tuple(with_filename(each, filename) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_filename=filename, co_consts=inner)


def read_config(workspace: Workspace, document: Path, target: Path) -> Config:
    """The generator's config. Raises DocumentError if it lacks the package's name or has an unknown option."""
    path = workspace.config
    options = read_yaml(path, CONFIG_FORMAT)
    for key in options:
        if key not in ConfigFile.model_fields:
            known = ", ".join(ConfigFile.model_fields)
            raise DocumentError(path, f"openapi-python-client has no option {key!r}. It has {known}.", steps=(key,))
    try:
        config = ConfigFile(**options)
    except ValidationError as error:
        fault = error.errors()[0]
        raise DocumentError(path, f"{fault['msg']}.", steps=fault["loc"]) from None
    return Config.from_sources(config, MetaType.UV, document, "utf-8", overwrite=False, output_path=target)


def parse(workspace: Workspace, path: Path, document: dict[str, Any], config: Config) -> GeneratorData:
    """The document as the generator parses it; raises DocumentError where it would leave something out."""
    with explain_errors(workspace, config):
        parsed = GeneratorData.from_dict(document, config=config)
    if isinstance(parsed, GeneratorError):
        raise generator_error(inputs_named(workspace, config), [parsed.header, parsed.detail or ""])
    collections = parsed.endpoint_collections_by_tag.values()
    # The causes come before the operations that are left out because of them.
    for error in [*parsed.errors, *(each for collection in collections for each in collection.parse_errors)]:
        raise DocumentError(path, f"openapi-python-client refuses it: {reason(error)}.", steps=place(document, error))
    return parsed


def reason(error: ParseError) -> str:
    """The reason why the generator leaves something out."""
    said = (error.detail or error.header).strip().splitlines()[0]
    within = re.fullmatch(r"Cannot parse response for status code .*? \((.*)\), response will be omitted .*", said)
    # It shows a text of the document by its address in memory.
    return re.sub("<[^<>]* object at 0x[0-9a-f]+>", "...", within[1] if within else said).rstrip(".")


def place(document: dict[str, Any], error: ParseError) -> Steps:
    """The place of what the generator leaves out."""
    node = error.data.model_dump(mode="json", by_alias=True, exclude_unset=True) if error.data else None
    for steps, each in walk(document):
        if each == node:
            return steps
    # Otherwise, it names a schema or an operation.
    if named := re.search(r"parsing (\w+) (/\S*) within", error.header):
        return "paths", named[2], named[1].lower()
    named = re.search(r"/components/[^\s:]+", error.header)
    return parse_pointer(named[0]) if named else ()


def render(workspace: Workspace, parsed: GeneratorData, config: Config, **values: object) -> None:
    """Write the package and run the hooks. Every template can use the values by name."""
    # The generator starts a shell for each hook; a signal would stop the shell, but not the hook.
    without_hooks = evolve(config, post_hooks=[])
    with explain_errors(workspace, config), redirect_stdout(io.StringIO()):
        project = Project(openapi=parsed, config=without_hooks, custom_template_path=workspace.templates)
        project.env.globals.update(values, literal=repr)
        # Compiling the templates takes most of the time, so the result is kept if possible.
        if os.access(BYTECODE, os.W_OK):
            project.env.bytecode_cache = CompiledTemplates()
        project.build()
    # Modules that the generator has no template for, or whose place they take.
    with explain_errors(workspace, config):
        for template in sorted((workspace.templates / "modules").glob("*.jinja")):
            module = project.env.get_template(f"modules/{template.name}").render()
            (project.package_dir / template.stem).write_text(module, encoding="utf-8")
    for path in runtime_modules(workspace):
        shutil.copyfile(path, project.package_dir / path.name)
    for hook in config.post_hooks:
        try:
            with chdir(project.project_dir):
                run_tool(*shlex.split(hook))
        except (OSError, PipelineError, ValueError) as error:
            raise PipelineError(f"{short_path(workspace.config)}: a hook cannot be run: {hook}\n{error}") from None


def runtime_modules(workspace: Workspace) -> list[Path]:
    """The modules that are copied into the package."""
    return sorted(workspace.runtime.glob("*.py"))


@contextmanager
def explain_errors(workspace: Workspace, config: Config) -> Iterator[None]:
    """Turn an exception into an error that names the line of a template, or else the inputs."""
    try:
        yield
    except Exception as error:
        frames = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
        lines = [f"{short_path(path)}:{line}" for path, line in frames if workspace.templates in path.parents]
        place = f"{lines[-1]}: the template cannot be rendered:" if lines else inputs_named(workspace, config)
        raise generator_error(place, "".join(traceback.format_exception_only(error)).splitlines()) from None


def inputs_named(workspace: Workspace, config: Config) -> str:
    """The inputs, for errors for which the generator names no place."""
    return (
        f"openapi-python-client refuses {short_path(Path(config.document_source))} or {short_path(workspace.config)}:"
    )


def generator_error(place: str, said: list[str]) -> PipelineError:
    """An error with the place and the first lines of the reason."""
    return PipelineError("\n".join([place, *said[:10]]))
