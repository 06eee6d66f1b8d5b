"""Small documents, written in a test, as openapi-python-client parses them."""

from pathlib import Path
from typing import Any

from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.properties import ModelProperty

from scripts.common.yaml_file import parse_yaml


def parsed(document: str) -> GeneratorData:
    """A document in YAML, without what every one has."""
    whole: dict[str, Any] = {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {}}
    config = Config.from_sources(
        ConfigFile(literal_enums=False), MetaType.NONE, Path("d"), "utf-8", overwrite=False, output_path=None
    )
    found = GeneratorData.from_dict(whole | parse_yaml(document), config=config)
    assert isinstance(found, GeneratorData), found
    return found


def model(found: GeneratorData, name: str) -> ModelProperty:
    """The model of a class."""
    [each] = [each for each in found.models if each.class_info.name == name]
    return each
