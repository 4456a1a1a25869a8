"""A device with a passkey, in plain Python: answers the ceremonies as a browser would."""

import json
import secrets
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

SITE = "testserver"
FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class Device:
    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._id = secrets.token_bytes(16)
        self._owner = ""

    def make(self, options: Mapping[str, Any]) -> str:
        """The answer to the options on the page that adds a passkey."""
        public = options["publicKey"]
        self._owner = public["user"]["id"]
        attested = AttestedCredentialData.create(
            Aaguid.NONE,
            self._id,
            ES256.from_cryptography_key(self._key.public_key()),  # type: ignore[no-untyped-call]
        )
        data = AuthenticatorData.create(
            _site(), FLAGS | AuthenticatorData.FLAG.AT, 1, bytes(attested)
        )
        answer = {
            "clientDataJSON": websafe_encode(_client("webauthn.create", public["challenge"])),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._credential(answer, {"credProps": {"rk": True}})

    def show(self, options: Mapping[str, Any]) -> str:
        """The answer to the options on a page that asks for a passkey."""
        client = _client("webauthn.get", options["publicKey"]["challenge"])
        data = AuthenticatorData.create(_site(), FLAGS, 2)
        signed = self._key.sign(bytes(data) + sha256(client).digest(), ec.ECDSA(SHA256()))
        answer = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signed),
            "userHandle": self._owner,
        }
        return self._credential(answer, {})

    def _credential(self, answer: Mapping[str, str], results: Mapping[str, Any]) -> str:
        own = websafe_encode(self._id)
        return json.dumps(
            {
                "id": own,
                "rawId": own,
                "type": "public-key",
                "response": answer,
                "clientExtensionResults": results,
            }
        )


def add_passkey(client: Client) -> Device:
    """On the page for it, in a browser that may open it."""
    device = Device()
    page = client.get("/account/passkeys/add/")
    made = device.make(page.context["js_data"]["creation_options"])
    response = client.post("/account/passkeys/add/", {"name": "", "credential": made})
    assert response.status_code == 302, response.context["form"].errors
    return device


def sign_in_with(device: Device, client: Client, **more: str) -> Any:
    asked = client.get("/sign-in/passkey/", headers={"accept": "application/json"})
    shown = device.show(asked.json()["request_options"])
    return client.post("/sign-in/passkey/", {"credential": shown, **more})


def _site() -> bytes:
    return sha256(SITE.encode()).digest()


def _client(kind: str, challenge: str) -> CollectedClientData:
    return CollectedClientData.create(kind, challenge, f"http://{SITE}")
