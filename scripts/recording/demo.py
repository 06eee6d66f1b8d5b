"""Cancel a verification and show the answer: from the vendor's sandbox with a key, else from a cassette."""

from contextlib import nullcontext

from rich.pretty import pprint
from txcloud_identity import TXCloudError
from vcr.errors import CannotOverwriteExistingCassetteException

from scripts.common.cli import run
from scripts.common.errors import PipelineError
from scripts.common.workspace import Workspace
from scripts.common.yaml_file import read_yaml
from scripts.contract.validation import load
from scripts.recording import sandbox
from scripts.recording.cassettes import CASSETTE_FORMAT, VERIFICATION_ID, replay


def main(workspace: Workspace, arguments: list[str]) -> None:
    verification_id = arguments[0] if arguments else VERIFICATION_ID
    cassette = workspace.cassettes / "cancel_verification_200.yaml"
    key = sandbox.key()
    server = sandbox.address(load(workspace.contract))
    if key:
        print(f"TXCLOUD_API_KEY is set: calling {server}.")
    else:
        recorded = read_yaml(cassette, CASSETTE_FORMAT)["metadata"]["recorded"]
        source = f"{recorded['from']}, {recorded['server']}"
        print(f"TXCLOUD_API_KEY is not set: replaying, without the network, an answer of the {source}.")
    print(f"\n>>> client.cancel_verification({verification_id!r})")
    try:
        with (
            sandbox.connect(server, key or "txc_test_none", local=not key) as client,
            nullcontext() if key else replay(cassette),
        ):
            pprint(client.cancel_verification(verification_id))
    except CannotOverwriteExistingCassetteException:
        raise PipelineError(
            f"The cassette holds {VERIFICATION_ID} only. Set TXCLOUD_API_KEY to cancel another."
        ) from None
    except TXCloudError as error:
        outcome = "may be cancelled all the same" if error.outcome_unknown else "was not cancelled"
        raise PipelineError(
            f"{type(error).__name__}: {error}\nThe verification {verification_id!r} {outcome}."
        ) from None
    print("\nPersonal data is left out of what is printed; the attributes hold it.")
    print(
        'Next: "Use the client" in README.md.'
        if key
        else "Next: set TXCLOUD_API_KEY to a sandbox key, and try it there."
    )


if __name__ == "__main__":
    run(main)
