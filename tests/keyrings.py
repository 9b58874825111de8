"""Keyrings as computers have them: one that keeps, and those that must not be trusted. None of them is the real one."""

from collections.abc import Callable
from typing import Any

import keyring
import keyring.errors
import pytest


class Keeps:
    """A keyring that does what it says, in memory."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, account: str) -> str | None:
        """What was kept."""
        return self.items.get((service, account))

    def set_password(self, service: str, account: str, secret: str) -> None:
        """Keep it."""
        self.items[service, account] = secret

    def delete_password(self, service: str, account: str) -> None:
        """Forget it; an error where there is nothing, as real ones have it."""
        if (service, account) not in self.items:
            raise keyring.errors.KeyringError
        del self.items[service, account]


class Forgets(Keeps):
    """Takes everything, keeps nothing."""

    def get_password(self, service: str, account: str) -> str | None:
        """Nothing."""
        return None


class Lies(Keeps):
    """Gives something else back."""

    def get_password(self, service: str, account: str) -> str | None:
        """Another secret of the same form."""
        found = super().get_password(service, account)
        return found and "00" * 32


class Locked(Keeps):
    """Is locked, or whoever was asked said no; with what was to be stored in its error, as some have it."""

    def get_password(self, service: str, account: str) -> str | None:
        """Refuse."""
        raise keyring.errors.KeyringLocked(service, account)

    def set_password(self, service: str, account: str, secret: str) -> None:
        """Refuse, with the secret in the error."""
        raise keyring.errors.KeyringLocked(secret)


class Absent(Keeps):
    """What keyring gives where there is none: each call raises."""

    def get_password(self, service: str, account: str) -> str | None:
        """None here."""
        raise keyring.errors.NoKeyringError

    set_password = delete_password = get_password  # type: ignore[assignment]  # whatever is asked of it


SECRET_SERVICE = "keyring.backends.SecretService.Keyring"
FAIL, NULL, ALT = "keyring.backends.fail.Keyring", "keyring.backends.null.Keyring", "keyrings.alt.file.PlaintextKeyring"
CHAINER = "keyring.backends.chainer.ChainerBackend"


def posing(behaves: type[Keeps], name: str = SECRET_SERVICE) -> Any:
    """An object of this behaviour whose class bears that name, as if the library had made it."""
    module, _, word = name.rpartition(".")
    return type(word, (behaves,), {"__module__": module, "__qualname__": word})()


def chained(*backends: Any) -> Any:
    """A chainer over these backends."""
    chainer = posing(Keeps, CHAINER)
    chainer.backends = list(backends)
    return chainer


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], Any]:
    """Give this computer a keyring; the keyring."""

    def has(backend: Any) -> Any:
        monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
        return backend

    return has
