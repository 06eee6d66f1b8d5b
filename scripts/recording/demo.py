"""Cancel a verification and print the response: the sandbox's if a key is set, otherwise a cassette's."""

from contextlib import nullcontext

from rich.pretty import pprint
from txcloud_identity import TXCloudError

from scripts.common.cli import run
from scripts.common.errors import PipelineError
from scripts.common.workspace import Workspace
from scripts.common.yaml_file import read_yaml
from scripts.contract.document import load
from scripts.recording import servers
from scripts.recording.cassettes import CASSETTE_FORMAT, VERIFICATION_ID, replay


def main(workspace: Workspace, arguments: list[str]) -> None:
    verification_id = arguments[0] if arguments else VERIFICATION_ID
    cassette = workspace.cassettes / "cancel_verification_200.yaml"
    key = servers.key()
    server = servers.address(load(workspace.contract))
    if key:
        print(f"TXCLOUD_API_KEY is set: calling {server}.")
    else:
        recorded = read_yaml(cassette, CASSETTE_FORMAT)["metadata"]["recorded"]
        source = f"{recorded['from']}, {recorded['server']}"
        print(f"TXCLOUD_API_KEY is not set: replaying a response of the {source}, without the network.")
        if verification_id != VERIFICATION_ID:
            raise PipelineError(f"The cassette holds {VERIFICATION_ID} only. Set TXCLOUD_API_KEY to cancel another.")
    print(f"\n>>> client.cancel_verification({verification_id!r})")
    try:
        with (
            servers.connect(server, key or "txc_test_none", local=not key) as client,
            nullcontext() if key else replay(cassette),
        ):
            pprint(client.cancel_verification(verification_id))
    except TXCloudError as error:
        outcome = "may have been cancelled" if error.outcome_unknown else "was not cancelled"
        raise PipelineError(
            f"{type(error).__name__}: {error}\nThe verification {verification_id!r} {outcome}."
        ) from None
    print("\nThe output omits what identifies a person; the attributes hold it.")
    print(
        'Next: "Use the client" in README.md.'
        if key
        else "Next: set TXCLOUD_API_KEY to a sandbox key to call the sandbox."
    )


if __name__ == "__main__":
    run(main)
