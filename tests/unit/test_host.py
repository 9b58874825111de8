"""What is asked of the system: protections, environment, folders, and where a vault may lie."""

import os
import stat
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from coctui.host import filesystem, folders
from coctui.host.environment import scrub
from coctui.host.filesystem import Place
from coctui.host.hardening import harden

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux only: prctl and /proc/self/mountinfo")
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask, core limit or permission bits")


def run(code: str) -> str:
    """What a fresh Python prints: hardening changes the process it runs in."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


@ON_POSIX
def test_files_are_private_and_no_core_is_dumped(tmp_path: Path) -> None:
    """After hardening a new file is its owner's only, and a crash may write nothing."""
    file = tmp_path / "new"
    printed = run(
        "import os, resource; os.umask(0o022)\n"
        "from coctui.host.hardening import harden; harden()\n"
        f"open({str(file)!r}, 'w').close(); print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    assert printed == "(0, 0)"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


GLIBC = pytest.mark.skipif("CS_GNU_LIBC_VERSION" not in getattr(os, "confstr_names", {}), reason="glibc only")


@GLIBC
def test_large_pieces_of_memory_go_back_to_the_system() -> None:
    """Where a passphrase was derived and 6 MB were read and let go, the program is no larger than before, though it lives on."""
    printed = run(
        "from coctui.host.hardening import give_back_memory; give_back_memory()\n"
        "def resident(): return int(next(l for l in open('/proc/self/status') if l.startswith('VmRSS')).split()[1])\n"
        "derived = bytearray(b'x' * (20 << 20)); del derived\n"
        "before = resident(); pieces = [b'y' * (1500 << 10) for _ in range(4)]\n"
        "after = [bytes([n % 256]) * 700 for n in range(500)]; del pieces\n"
        "print(resident() - before)"
    )
    assert int(printed) < 2048


@ON_LINUX
def test_other_programs_cannot_trace() -> None:
    """After hardening the kernel hides the process' memory from others of the same account."""
    asked = "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    assert run(f"from coctui.host.hardening import harden; harden()\n{asked}") == "0"


@ON_LINUX
def test_every_protection_says_whether_it_holds() -> None:
    """`doctor` shows a name, an answer and a reason for each."""
    printed = run(
        "from coctui.host.hardening import harden\nfor p in harden(): print(p.name, p.holds, bool(p.why), sep='|')"
    )
    assert printed.splitlines() == ["private files|True|True", "no core dump|True|True", "not traceable|True|True"]


def test_hardening_where_the_system_offers_nothing() -> None:
    """Without `resource`, `termios` and `fcntl` everything imports, and what is missing is said."""
    printed = run(
        "import sys\nfor name in ('resource', 'termios', 'fcntl'): sys.modules[name] = None\n"
        "import coctui.host.environment, coctui.host.folders, coctui.host.filesystem\n"
        "from coctui.host.hardening import harden\n"
        "core = next(p for p in harden() if p.name == 'no core dump'); print(core.holds, bool(core.why))"
    )
    assert printed == "False True"


def test_a_step_that_fails_is_told_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that refuses one protection still gets the program, and an honest answer."""

    def refuse() -> str:
        raise PermissionError

    monkeypatch.setattr("coctui.host.hardening._STEPS", [("a step", refuse, "why")])
    (answer,) = harden()
    assert (answer.name, answer.holds) == ("a step", False)
    assert answer.why != "why"


def test_textual_variables_are_dropped() -> None:
    """No variable may make Textual log keys or save the screen; all others stay."""
    environment = {
        "TEXTUAL": "devtools",
        "TEXTUAL_LOG": "f",
        "Textual_Screenshot": "1",
        "TERM": "xterm",
        "MY_TEXTUAL": "x",
    }
    assert scrub(environment) == ["TEXTUAL", "TEXTUAL_LOG", "Textual_Screenshot"]
    assert environment == {"TERM": "xterm", "MY_TEXTUAL": "x"}


def test_textual_sees_none_of_them() -> None:
    """Textual reads its variables when it is imported: scrubbed before, they have no effect."""
    code = (
        "import os; os.environ['TEXTUAL_LOG'] = 'x'; os.environ['TEXTUAL_SCREENSHOT'] = '1'\n"
        "from coctui.host.environment import scrub; scrub()\n"
        "from textual import constants; print(constants.LOG_FILE, constants.SCREENSHOT_DELAY)"
    )
    assert run(code) == "None -1"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for data, elsewhere."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / "share" / name)
    return tmp_path


def test_folders(home: Path) -> None:
    """The vault lies in the data folder; asking for it makes the folder and not the vault."""
    assert folders.default_vault() == home / "share" / "coctui" / "vault.coctui"
    assert folders.data_folder().is_dir()
    assert not folders.default_vault().exists()


@ON_POSIX
def test_the_folder_is_private(home: Path) -> None:
    """Also one that was there before, under a wider mask."""
    (home / "share" / "coctui").mkdir(parents=True, mode=0o755)
    assert stat.S_IMODE(folders.data_folder().stat().st_mode) == 0o700


MOUNTINFO = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:50 / /home rw - ext4 /dev/sda2 rw
31 30 0:51 / /home/paz/team\\040share rw shared:2 master:1 - nfs4 server:/x rw
32 30 0:52 / /home/paz/far rw - fuse.sshfs paz@server: rw
33 30 0:53 / /home/paz/far/near rw - tmpfs tmpfs rw
34 22 0:54 / /home/paz/twice rw - cifs //s/x rw
35 34 0:55 / /home/paz/twice rw - ext4 /dev/sdb rw
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/etc", "ext4"),
        ("/home/paz/team share/vault.coctui", "nfs4"),
        ("/home/paz/team", "ext4"),
        ("/home/paz/far/v", "fuse.sshfs"),
        ("/home/paz/far/near/v", "tmpfs"),
        ("/home/paz/farther", "ext4"),
        ("/home/paz/twice/v", "ext4"),
    ],
)
def test_the_file_system_of_a_path(path: str, kind: str) -> None:
    """The nearest mount above a path counts, spaces in it and later mounts over it included."""
    assert filesystem.type_in_mountinfo(MOUNTINFO, PurePosixPath(path)) == kind


def test_the_file_system_on_macos() -> None:
    """The same from the listing of macOS."""
    listing = (
        "/dev/disk3s1 on / (apfs, sealed, local)\n//paz@nas/team (x) on /Volumes/team (x) (smbfs, nodev, nosuid)\n"
        "map auto_home on /System/Volumes/Data/home (autofs, automounted)\n"
    )
    assert filesystem.type_in_mount(listing, PurePosixPath("/Volumes/team (x)/v")) == "smbfs"
    assert filesystem.type_in_mount(listing, PurePosixPath("/Users/paz")) == "apfs"


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p", "afs", "fuse.rclone"]
)
def test_network_file_systems(kind: str) -> None:
    """Where locks do not hold no vault may lie."""
    assert filesystem.is_network(kind)


@pytest.mark.parametrize(
    "kind", ["ext4", "btrfs", "apfs", "ntfs", "tmpfs", "overlay", "fuseblk", "fuse.gocryptfs", "zfs", ""]
)
def test_local_file_systems(kind: str) -> None:
    """Local ones, encrypted folders among them, are fine, and so is what nothing is known of."""
    assert not filesystem.is_network(kind)


@pytest.mark.parametrize(
    ("folder", "client"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Team)", "Dropbox"),
        ("OneDrive - Example", "OneDrive"),
        ("Nextcloud", "Nextcloud"),
        ("Mobile Documents", "iCloud"),
        ("CloudStorage/GoogleDrive-paz", "Google Drive"),
        ("pCloud Drive", "pCloud"),
        ("dropboxes", ""),
        ("box", ""),
        ("cases", ""),
    ],
)
def test_folders_of_sync_clients_by_name(folder: str, client: str) -> None:
    """A folder that a sync client made is known by its name, also far above the vault."""
    path = Path("/nowhere") / folder / "coctui" / "vault.coctui"
    assert filesystem.sync_client(path) == client


@pytest.mark.parametrize(
    ("mark", "client"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox", "Dropbox"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
        (".sync_0a1b.db", "Nextcloud or ownCloud"),
    ],
)
def test_folders_of_sync_clients_by_mark(tmp_path: Path, mark: str, client: str) -> None:
    """A folder of any name is known by what its client leaves there."""
    (tmp_path / mark).touch()
    assert filesystem.examine(tmp_path / "deep" / "vault.coctui").synced == client


def test_a_link_does_not_hide_a_folder(tmp_path: Path) -> None:
    """What counts is where the vault really lies."""
    (tmp_path / "Dropbox").mkdir()
    try:
        (tmp_path / "link").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    except OSError:
        pytest.skip("this account may not make links")
    assert filesystem.examine(tmp_path / "link" / "vault.coctui").synced == "Dropbox"


@ON_LINUX
def test_examine_reads_this_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer comes from the running kernel; a listing that cannot be read is no reason to fail."""
    read = Path.read_text
    listing = f"1 0 0:1 / / rw - ext4 x rw\n2 1 0:2 / {os.fspath(tmp_path.resolve())} rw - nfs4 server:/ rw\n"
    monkeypatch.setattr(Path, "read_text", lambda self, **kw: listing if "mountinfo" in str(self) else read(self, **kw))
    assert filesystem.examine(tmp_path / "vault.coctui") == Place(network="nfs4")

    def refuse(self: Path, **_: str) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", refuse)
    assert filesystem.examine(tmp_path / "vault.coctui") == Place()


def test_a_typed_path_never_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """`~` is one's home; the home of nobody is a name like any other."""
    home = Path("/home/noor")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    said = {
        "~/a.md": home / "a.md",
        "~nobody-of-that-name/a.md": Path("~nobody-of-that-name/a.md"),
        "-a é": Path("-a é"),
        "": Path(),
    }
    assert {text: folders.typed_path(text) for text in said} == said
