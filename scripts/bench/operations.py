"""The client of a document with many operations. As a program, generate it in a folder that does not exist yet."""

import sys
import tempfile
from pathlib import Path

from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml, write_yaml
from scripts.contract import openapi
from scripts.generation.generate import generate_package

NUMBER = 200


def generate(target: Path) -> None:
    """Generate the client of our document, in which the operation is repeated under other names."""
    document = read_yaml(HERE.document)
    (steps, operation), *_ = openapi.operations(document)
    for number in range(1, NUMBER):
        again = operation | {"operationId": f"{operation['operationId']}{number}"}
        document["paths"][f"{steps[1]}{number}"] = {steps[2]: again}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "many.yaml")
        write_yaml(path, document)
        generate_package(HERE, path, target)


if __name__ == "__main__":
    generate(Path(sys.argv[1]))
