"""Cancel a verification and show the answer: from the vendor's sandbox with a key, else from a cassette."""

import sys
from contextlib import nullcontext

import httpx
from rich.pretty import pprint
from txcloud_identity.api.management import cancel_verification
from vcr.errors import CannotOverwriteExistingCassetteException

from scripts import document as openapi
from scripts import sandbox
from scripts.cassettes import CASSETTE_FORMAT, CASSETTES, VERIFICATION_ID, replay
from scripts.problem import Problem, run

CASSETTE = CASSETTES / "cancel_verification_200.yaml"


def main() -> None:
    verification_id = sandbox.checked(sys.argv[1] if len(sys.argv) > 1 else VERIFICATION_ID)
    key = sandbox.key()
    server = sandbox.address(openapi.load())
    client = sandbox.connect(server, key or "txc_test_none", local=not key)
    if key:
        print(f"TXCLOUD_API_KEY is set: calling {server}.")
    else:
        recorded = openapi.read_yaml(CASSETTE, CASSETTE_FORMAT)["metadata"]["recorded"]
        source = f"{recorded['from']}, {recorded['server']}"
        print(f"TXCLOUD_API_KEY is not set: replaying, without the network, an answer of the {source}.")
    print(f"\n>>> cancel_verification.sync_detailed({verification_id!r}, client=client)")
    try:
        with nullcontext() if key else replay(CASSETTE), client:
            answer = cancel_verification.sync_detailed(verification_id, client=client)
    except CannotOverwriteExistingCassetteException:
        raise Problem(f"The cassette holds {VERIFICATION_ID} only. Set TXCLOUD_API_KEY to cancel another.") from None
    except httpx.HTTPError as error:
        raise Problem(f"{server} gave no answer: {error}. Whether {verification_id} is cancelled is unknown.") from None
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        if not key:
            raise Problem(f"The client cannot read the cassette's answer: {error}. Record it: nox -s record") from None
        message = f"{server} answered, and the client cannot read its answer: {error}."
        raise Problem(f"{message} {verification_id} may be cancelled all the same.") from None
    print(f"{answer.status_code.value} {answer.status_code.phrase}\n")
    pprint(answer.parsed)
    if answer.status_code != 200:
        raise Problem(f"\nThe verification {verification_id} was not cancelled.")


if __name__ == "__main__":
    run(main)
