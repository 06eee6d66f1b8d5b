"""Changes to the document of a project, and what it takes to have one refused."""

from tests.support.project import Break, Project, swap

PATH_KEY = "  /identity/verifications/{id}/cancel:\n"
CANCEL = "      operationId: cancelVerification\n"

SECOND_OPERATION = """\
  /identity/verifications/{{id}}/{name}:
    get:
{operation_id}      parameters:
        - $ref: "#/components/parameters/VerificationId"
      responses:
        default:
          $ref: "#/components/responses/UnexpectedError"
"""


def add_operation(name: str, operation_id: str) -> Break:
    return swap(PATH_KEY, SECOND_OPERATION.format(name=name, operation_id=operation_id) + PATH_KEY)


def complaint_about(project: Project, damage: Break, complaint: str) -> str:
    """Break the project, and read the one message in which that is named; nothing may be lost or left behind."""
    damage(project)
    said = project.refused("generate").stderr
    assert complaint in said
    assert len(said.splitlines()) <= 12
    assert not list(project.root.glob(".generated-*"))
    return said
