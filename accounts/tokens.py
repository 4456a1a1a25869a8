"""What is known only to who was shown it: a link, a browser's key, a number to say on the phone."""

import secrets
from hashlib import sha256


def new_token() -> str:
    """32 signs that may stand in an address; nobody guesses 192 bits."""
    return secrets.token_urlsafe(24)


def digest_of(token: str) -> str:
    """What is kept of a token. A fast digest is enough: there is no list of likely tokens to try."""
    return sha256(token.encode(errors="replace")).hexdigest()


def new_number() -> str:
    """Six digits."""
    return f"{secrets.randbelow(10**6):06d}"
