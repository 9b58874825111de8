"""What the vault says when it cannot: a code, a sentence that says what to do, and an exit status. Never a value."""

from typing import ClassVar

from coctui.models.passphrase import LONGEST

LOOK_CLOSER = "Run: coctui verify"
"""What helps where the file is damaged; `verify` itself leaves it out."""


class VaultError(Exception):
    """Base of all errors that leave the vault; `status` is the exit code of DESIGN.md 7."""

    status: ClassVar[int] = 3
    code: str = "vault"
    sentence: str = "The vault could not do this."

    def __init__(self, sentence: str = "", *, code: str = "") -> None:
        self.sentence = sentence or type(self).sentence
        self.code = code or type(self).code
        super().__init__(self.code)

    def __str__(self) -> str:
        return f"{self.sentence} ({self.code})"


class NoVault(VaultError):
    """There is no file at the path, or it is not a vault."""

    code = "no-vault"
    sentence = "There is no vault here. Name another place with --vault, or make one with: coctui init"


class NotAVault(NoVault):
    """Something else lies at the path: another file, a cut one, a folder."""

    code = "not-a-vault"
    sentence = "What lies here is not a vault, or no longer one. It stays as it is. Name another place with --vault."


class CannotRead(NoVault):
    """The system does not let us read what lies at the path."""

    code = "cannot-read"
    sentence = "This file cannot be read. See whether it belongs to you and whether its disk is there, then try again."


class TwoNames(NoVault):
    """The file has a second name on the disk."""

    code = "two-names"
    sentence = (
        "This file has two names on the disk, and entries could be lost between them. Make a copy, and open that."
    )


class NoCopy(VaultError):
    """There is nothing to put back where the copy should be."""

    code = "no-copy"
    sentence = (
        "There is no copy of a vault at that place, or it cannot be read. Nothing was changed. coctui backup --list shows the copies "
        "that are known."
    )


class Exists(VaultError):
    """A vault is to be made where a file already is."""

    status = 1
    code = "already-there"
    sentence = "There is already a file at this place, and it stays as it is. Choose another place with --vault."


class OnNetwork(VaultError):
    """The vault lies, or is to lie, on a network file system."""

    code = "network-place"
    sentence = (
        "This place is on a network, where locks do not hold and two writers would break the vault. Nothing was changed. "
        "Put the vault on a disk of this computer; coctui merge brings copies together."
    )


class TooNew(VaultError):
    """A newer coctui wrote this vault."""

    code = "too-new"
    sentence = "This vault was written by a newer coctui. Nothing was changed. Update coctui, then open it again."


class NoOther(VaultError):
    """There is nothing to merge where the other file should be."""

    code = "no-other"
    sentence = "There is no vault where the other file should be, or it cannot be read. Nothing was merged."


class Earlier(VaultError):
    """An earlier coctui wrote this vault, and nobody has unlocked it with this one yet."""

    code = "earlier-format"
    sentence = (
        "This vault is of an earlier format. Unlock it once: it is brought up to date, and kept as it was beside it."
    )


class Damaged(VaultError):
    """Part of the vault cannot be read, or does not fit the signed trail."""

    code = "damaged"
    sentence = f"Part of this vault cannot be read, or was changed from outside. Nothing was changed now. {LOOK_CLOSER}"


class NotOpened(Damaged):
    """Who opened a case was not on the team, as two copies that met show."""

    code = "not-opened"
    sentence = "Who opened this case was not on the team."


class PutBack(Damaged):
    """Rows that no key at hand opens: an older state was put back, or bytes are damaged."""

    code = "put-back"
    sentence = (
        "Part of this vault was put back from an older copy, or is damaged. Nothing was changed. Run: coctui verify"
    )


class ForeignFounder(Damaged):
    """The passphrase fits, but the team in this file was founded by somebody else."""

    code = "foreign-founder"
    sentence = "This is not the vault that your passphrase belongs to: its team begins elsewhere. Ask your team for the right file."


class Forked(Damaged):
    """The team's events, or those about a case, have two beginnings."""

    code = "forked"
    sentence = (
        "This vault has two beginnings, as no two copies of one vault have. Nothing was changed. Run: coctui verify"
    )


class Waiting(VaultError):
    """Two copies met, and this seat's key is not written for the vault that came of them."""

    status = 1
    code = "copies-met"
    sentence = (
        "Two copies of this vault met, and your key for what came of them is not written yet. Ask a colleague who was on "
        "the team before to unlock this file once; then try again. Your own copy still opens."
    )


class OtherVault(VaultError):
    """The file to merge is the vault of another team."""

    status = 1
    code = "another-vault"
    sentence = "The other file is another vault, not a copy of this one. Nothing was merged."


class SameFile(VaultError):
    """A vault is to be merged with itself."""

    status = 1
    code = "same-file"
    sentence = "Both are the same file. Nothing was merged; name the copy that is to come in."


class OtherFormat(VaultError):
    """The file to merge is of an older or newer format."""

    code = "other-format"
    sentence = (
        "The other file has another format than this one. Nothing was merged. Open the older one of the two with the "
        "newest coctui first, so that both have the same; then merge."
    )


class OtherDamaged(VaultError):
    """Part of the file to merge cannot be read, or does not fit its signed trail."""

    code = "other-damaged"
    sentence = (
        "Part of the other file cannot be read, or was changed from outside. Nothing was merged. "
        "Look at it with: coctui --vault OTHER verify"
    )


class LockedOut(VaultError):
    """Who merges would no longer open the vault that comes of it."""

    status = 1
    code = "not-on-team"
    sentence = (
        "In what would come of it this vault no longer opens for you: the team went on without you in the other file, or "
        "changed its key before it knew of you. Nothing was merged. A colleague who is on the team in both can merge them."
    )


class Twice(VaultError):
    """Two files hold different entries in one place of one computer's chain."""

    code = "written-twice"
    sentence = (
        "The two files hold different entries where one computer wrote only one: one of them is a copy that was put back "
        "in its old place and written on. Nothing was merged; keep both files, and tell your team."
    )


class Older(VaultError):
    """The file lacks entries that were here before."""

    code = "older"
    sentence = "This vault is older than the one that was here. Put the newer file back."


class WrongKey(VaultError):
    """Name, passphrase or code do not open this vault together; which of them, nobody is told."""

    status = 4
    code = "wrong-key"
    sentence = "They do not open this vault together. Please try again, as often as you like."


class PaperSlip(WrongKey):
    """What was typed is a paper key with a slip; which groups, the paper says itself."""

    code = "paper-slip"
    sentence = "This paper key was not read rightly. Look at it again, group by group."


class NoKeyHere(WrongKey):
    """This computer was to open the vault, and keeps nothing that does."""

    code = "no-key-here"
    sentence = "This computer keeps no key that opens this vault. Use your passphrase or your paper key."


class WrongCode(WrongKey):
    """An invitation code does not fit, or was used."""

    code = "wrong-code"
    sentence = (
        "This code does not open an invitation here, or it was already used. If you did not use it, tell the team."
    )


class Busy(VaultError):
    """Another coctui is writing and went on longer than we wait."""

    status = 6
    code = "busy"
    sentence = "Another coctui is writing. Nothing was lost; try again in a moment."


class NoMemory(VaultError):
    """The computer could not give what deriving the key needs."""

    code = "no-memory"
    sentence = "Opening this vault needs more memory than is free. Close other programs, then try again."


class NoRoom(VaultError):
    """The disk is full or refuses to be written."""

    code = "not-written"
    sentence = "The disk is full or cannot be written, so this is not sealed yet. Free some space, then try again."


class CannotWrite(NoRoom):
    """The vault lies where nothing can be written, or the disk is full already when it is opened."""

    code = "read-only"
    sentence = "Nothing can be written where this vault lies, or the disk is full. Copy it to a disk with space, and open it there."


class CopyDiffers(VaultError):
    """A copy was compared with the vault and is not the same."""

    code = "copy-differs"
    sentence = (
        "The copy is not what was copied: its disk may be failing. It was thrown away, and the vault is as it was."
    )


class Unknown(VaultError):
    """No such case for this reader: hidden and unknown are told apart by nobody."""

    status = 1
    code = "unknown"
    sentence = "No case that you may open has this name."


class NotAllowed(VaultError):
    """A rule of VAULT.md 4 refuses; `code` says which."""

    status = 1
    code = "not-allowed"
    sentence = "This is not open to you."


class NoKeyring(VaultError):
    """This computer has no keyring that may be used; `keychain.WHY` says why."""

    status = 1
    code = "keyring-none"
    sentence = "This computer has no keyring that coctui could use. That is normal: your passphrase opens the vault."


class KeyringRefused(VaultError):
    """The keyring is locked, or whoever was asked by it said no."""

    status = 1
    code = "keyring-refused"
    sentence = "The keyring of this computer is locked or said no. Unlock it and try again, or use your passphrase."


class KeyringLies(VaultError):
    """What was stored in the keyring did not come back."""

    status = 1
    code = "keyring-lies"
    sentence = (
        "The keyring of this computer did not give back what it was given, so it is not used. Use your passphrase."
    )


class WeakPassphrase(VaultError):
    """A passphrase that could be guessed."""

    status = 1
    code = "weak-passphrase"
    sentence = "A passphrase needs at least 15 characters. Six words are easy to keep: coctui offers some."


class LongPassphrase(VaultError):
    """More than a passphrase may have: probably something else was pasted."""

    status = 1
    code = "long-passphrase"
    sentence = f"A passphrase has at most {LONGEST} characters, and this is longer. Nothing was made or changed; choose a shorter one."


class OnlyWay(VaultError):
    """Without it nothing would open this seat."""

    status = 1
    code = "only-way"
    sentence = "This is the only way in that you have. Make another one first."


class SamePassphrase(VaultError):
    """The new passphrase is the one that is there."""

    status = 1
    code = "same-passphrase"
    sentence = "This is the passphrase that you have now. Nothing was changed."


class NoName(VaultError):
    """A name of which nothing is left to compare, or which is no text."""

    status = 1
    code = "name-missing"
    sentence = "Choose a name with at least one letter or digit, and at most 100."


class Locked(VaultError):
    """The vault was locked while something still wanted to use it."""

    status = 4
    code = "locked"
    sentence = "The vault is locked. Unlock it, then try again."
