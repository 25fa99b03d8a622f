"""Who kgraph is to a store's server: from variables of the environment, and nowhere else."""

from __future__ import annotations

import base64
import os
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message

from kgraph.errors import UsageError

USER, PASSWORD, TOKEN = "KGRAPH_STORE_USER", "KGRAPH_STORE_PASSWORD", "KGRAPH_STORE_TOKEN"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password (Basic or Digest, as the server asks), or a bearer token; empty means neither.

    Secrets are left out of `repr`, so that no message and no traceback shows them.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Credentials:
        """Read the variables.

        Raises:
            UsageError: A user without a password or the other way round, both ways at once, or a line break in one.
        """
        given = os.environ if environment is None else environment
        user, password, token = (given.get(name, "") for name in (USER, PASSWORD, TOKEN))
        if bool(user) != bool(password):
            raise UsageError(f"{USER} and {PASSWORD} belong together", hint="set both, or neither")
        if user and token:
            raise UsageError(f"{USER} and {TOKEN} exclude each other", hint="set one of them")
        if any(character in user + password + token for character in "\r\n"):
            raise UsageError("a name or secret for the store's server holds a line break", hint="set it without")
        return cls(user, password, token)

    def answer(self, request: urllib.request.Request, headers: Message) -> str | None:
        """What to say to a server that asks who asks; None if there is nothing to say, or nobody understands it."""
        if not self.user:
            return None
        for challenge in headers.get_all("WWW-Authenticate", []):
            scheme, _, rest = challenge.partition(" ")
            if scheme.lower() == "digest":
                known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
                known.add_password(None, request.full_url, self.user, self.password)
                fields = urllib.request.parse_keqv_list(list(filter(None, urllib.request.parse_http_list(rest))))
                # The standard library knows the algorithms; as a handler it would leave refused answers open.
                words = urllib.request.AbstractDigestAuthHandler(known).get_authorization(request, fields)
                return f"Digest {words}" if words else None
            if scheme.lower() == "basic":
                return f"Basic {base64.b64encode(f'{self.user}:{self.password}'.encode()).decode()}"
        return None
