"""The keyring of this computer, as far as it can be trusted: backends by name, looked at inside the chainer.

keyring takes whatever backend is installed. Two of them are traps: the null backend takes a secret and forgets it, and
one of keyrings.alt writes it to the disk as good as in clear. So only those that a system guards are used, by their exact
class; what was stored is read back and compared. Loaded only when somebody uses it.
"""

import hmac
from typing import Any, NamedTuple

from coctui.vault.errors import KeyringLies, KeyringRefused, NoKeyring

SERVICE = "coctui"
ALLOWED = {
    "keyring.backends.SecretService.Keyring": "the desktop's keyring (Secret Service)",
    "keyring.backends.libsecret.Keyring": "the desktop's keyring (libsecret)",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.kwallet.DBusKeyringKWallet4": "KWallet",
    "keyring.backends.macOS.Keyring": "the keychain of macOS",
    "keyring.backends.Windows.WinVaultKeyring": "the credential store of Windows",
}
"""Class to what people call it."""
CHAINER = "keyring.backends.chainer.ChainerBackend"
NONE, NULL, PLAIN, OTHER = "none", "null", "plain", "other"
WHY = {
    NONE: "This computer has no keyring that coctui could use. That is normal: your passphrase opens the vault.",
    NULL: "The keyring of this computer is switched off: it would take the key and forget it. Use your passphrase.",
    PLAIN: "The keyring of this computer writes keys to the disk, where other programs can read them: coctui does not use it.",
    OTHER: "The keyring of this computer is of a kind that coctui does not know, so it is not used. Use your passphrase.",
}
"""Why no keyring is used, in words."""


class Found(NamedTuple):
    """What `look` found: a backend and its name, or why there is none."""

    backend: Any
    """`None` where none may be used."""
    name: str
    why: str = ""
    """One of the keys of `WHY`."""


def look() -> Found:
    """Which keyring this computer has, and whether it is one of those that may be used. Never raises."""
    try:
        import keyring

        chosen: Any = keyring.get_keyring()
        inside = list(chosen.backends) if _class(chosen) == CHAINER else [chosen]
    except Exception:  # noqa: BLE001 - plugins of keyring and a broken configuration of it may raise anything
        return Found(None, "", NONE)
    for backend in inside:
        if _class(backend) in ALLOWED:
            return Found(backend, ALLOWED[_class(backend)])
    return Found(None, "", _why([_class(backend) for backend in inside]))


def _class(backend: object) -> str:
    """The exact class: who derives from a good one may do anything."""
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _why(names: list[str]) -> str:
    if any(name.startswith("keyrings.alt.") for name in names):
        return PLAIN
    if any(name.startswith("keyring.backends.null.") for name in names):
        return NULL
    return OTHER if any(not name.startswith("keyring.backends.fail.") for name in names) else NONE


def _allowed() -> Any:
    found = look()
    if found.backend is None:
        raise NoKeyring(WHY[found.why], code=f"keyring-{found.why}")
    if found.name == ALLOWED["keyring.backends.Windows.WinVaultKeyring"]:
        # Else it would travel to every computer of a company's account.
        found.backend.persist = "local machine"
    return found.backend


def keep(account: str, secret: bytes) -> str:
    """Store a secret and read it back; what people call the keyring. Raises `NoKeyring`, `KeyringRefused`, `KeyringLies`."""
    backend = _allowed()
    try:
        backend.set_password(SERVICE, account, secret.hex())
        again = backend.get_password(SERVICE, account)
    except Exception:  # noqa: BLE001 - each system's keyring has errors of its own, some with what was stored in them
        raise KeyringRefused from None
    if type(again) is not str or not hmac.compare_digest(again.encode(errors="replace"), secret.hex().encode()):
        drop(account)
        raise KeyringLies
    return ALLOWED[_class(backend)]


def fetch(account: str) -> bytes | None:
    """The secret, or `None` where there is none any more. Raises `NoKeyring`, `KeyringRefused`."""
    backend = _allowed()
    try:
        found = backend.get_password(SERVICE, account)
    except Exception:  # noqa: BLE001 - as above: locked, no desktop, declined
        raise KeyringRefused from None
    try:
        return bytes.fromhex(found) if type(found) is str else None
    except ValueError:
        return None


def drop(account: str) -> bool:
    """Delete the secret, if the keyring lets us; without its slot in the vault it opens nothing anyway."""
    try:
        _allowed().delete_password(SERVICE, account)
    except Exception:  # noqa: BLE001 - as above
        return False
    return True
