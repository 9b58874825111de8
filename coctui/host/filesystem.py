"""Whether a vault may lie where somebody wants it: not on a network, and better not in a folder that is synchronised.

SQLite's locks do not hold on network file systems, so two writers would break the vault. A sync client copies the file
while it is written, and brings old copies back. Both are recognised by what the system tells; nothing is written to find out.
"""

import ctypes
import re
import sys
from pathlib import Path, PurePath
from typing import NamedTuple

NETWORK_TYPES = frozenset(
    {"nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "auristorfs", "9p", "ncpfs", "coda"}
    | {
        "davfs",
        "webdav",
        "ceph",
        "lustre",
        "gpfs",
        "beegfs",
        "glusterfs",
        "pvfs2",
        "orangefs",
        "ocfs2",
        "gfs2",
        "sshfs",
    }
    # folders that a virtual machine shares with its host: the same trouble with locks
    | {"vboxsf", "vmhgfs", "prl_fs", "virtiofs"}
)
_NETWORK_FUSE = re.compile(
    r"(?:fuse|macfuse|osxfuse)\.(?:sshfs|rclone|s3fs|davfs2?|gvfsd-fuse|glusterfs|ceph|curlftpfs|smbnetfs|"
    r"vmhgfs-fuse|google-drive.*|onedriver|juicefs|mount-s3|goofys|gcsfuse|blobfuse2?|moosefs|lizardfs)"
)

_MARKERS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tmp.drivedownload": "Google Drive",
    ".seafile-data": "Seafile",
}
_DATABASES_OF_CLIENTS = {".sync_*.db": "Nextcloud or ownCloud", "._sync_*.db": "Nextcloud or ownCloud"}
_FOLDER_NAMES = [
    (re.compile(pattern, re.IGNORECASE), client)
    for pattern, client in (
        (r"dropbox(?: \(.*\)|-.*)?", "Dropbox"),
        (r"onedrive(?: - .*|-.*)?", "OneDrive"),
        (r"nextcloud", "Nextcloud"),
        (r"owncloud", "ownCloud"),
        (r"google ?drive(?:-.*)?|my drive", "Google Drive"),
        (r"mobile documents|com~apple~clouddocs|icloud ?drive", "iCloud"),
        (r"box sync|box-box", "Box"),
        (r"pcloud ?drive", "pCloud"),
        (r"mega(?:sync)?", "MEGA"),
        (r"seafile", "Seafile"),
        (r"proton ?drive.*", "Proton Drive"),
        (r"syncthing", "Syncthing"),
        (r"tresorit", "Tresorit"),
        (r"yandex\.disk", "Yandex Disk"),
        (r"cloudstorage", "a cloud folder"),
    )
]
_SYSTEM = sys.platform  # a plain string: the type checker looks at every branch on every system
_DRIVE_REMOTE = 4  # GetDriveTypeW
_MOUNT_SECONDS = 5  # /sbin/mount waits for servers that do not answer


class Place(NamedTuple):
    """What is known of the file system at a path."""

    network: str = ""
    """Type of the network file system, `""` if it is none or nothing says so: then no vault may lie there."""
    synced: str = ""
    """Which sync client seems to watch the folder, `""` for none: then a vault may lie there, and its owner is warned."""


def examine(path: Path) -> Place:
    """What lies at a path, or at the nearest folder above it that exists. Never raises; what cannot be told is `""`."""
    try:
        real = path.resolve()
    except (OSError, RuntimeError, ValueError):
        return Place()
    return Place(_network(real), sync_client(real))


def network(path: Path) -> str:
    """The network file system at a path, `""` if it is none or nothing says so. Never raises."""
    try:
        return _network(path.resolve())
    except (OSError, RuntimeError, ValueError):
        return ""


def sync_client(path: Path) -> str:
    """The sync client that seems to watch a path: by the names of its folders, or by marks in them."""
    for folder in path.parents:
        for pattern, client in _FOLDER_NAMES:
            if pattern.fullmatch(folder.name):
                return client
        for mark, client in _MARKERS.items():
            if _exists(folder / mark):
                return client
        for pattern_of_database, client in _DATABASES_OF_CLIENTS.items():
            if _holds(folder, pattern_of_database):
                return client
    return ""


def type_in_mountinfo(mountinfo: str, path: PurePath) -> str:
    """The file system type at an absolute path, from the text of Linux's `/proc/self/mountinfo`; `""` if not in it."""
    longest, found = -1, ""
    for line in mountinfo.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split(" ")
        if not separator or len(fields) < 5:
            continue
        # spaces and the like in a mount point are written as octal escapes
        point = re.sub(r"\\([0-7]{3})", lambda escape: chr(int(escape[1], 8)), fields[4])
        # a later mount on the same point covers the earlier one
        if len(point) >= longest and path.is_relative_to(point):
            longest, found = len(point), after.split(" ")[0]
    return found


def type_in_mount(listing: str, path: PurePath) -> str:
    """The same from what macOS prints for `mount`: `//x@server/share on /Volumes/share (smbfs, nodev)`."""
    longest, found = -1, ""
    for point, kind in re.findall(r"^.* on (/.*) \(([^,)\s]+)[^()]*\)$", listing, re.MULTILINE):
        if len(point) >= longest and path.is_relative_to(point):
            longest, found = len(point), kind
    return found


def is_network(kind: str) -> bool:
    """Whether a file system type is one over a network."""
    return kind.lower() in NETWORK_TYPES or _NETWORK_FUSE.fullmatch(kind.lower()) is not None


def _network(path: Path) -> str:
    try:
        if _SYSTEM == "win32":
            return _network_on_windows(path)
        if _SYSTEM == "darwin":
            kind = type_in_mount(_mounted(), path)
        else:
            kind = type_in_mountinfo(Path("/proc/self/mountinfo").read_text(errors="surrogateescape"), path)
    except (OSError, ValueError):
        return ""
    return kind if is_network(kind) else ""


def _mounted() -> str:
    import subprocess  # 8 ms, and every vault is asked about before it is opened

    try:
        return subprocess.run(
            ["/sbin/mount"], capture_output=True, text=True, timeout=_MOUNT_SECONDS, check=False
        ).stdout
    except subprocess.SubprocessError:
        return ""


def _network_on_windows(path: Path) -> str:
    if path.drive.startswith("\\\\"):
        return "network share"
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has the attribute, and mypy looks elsewhere
    return "network drive" if kernel.GetDriveTypeW(f"{path.drive}\\") == _DRIVE_REMOTE else ""


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _holds(folder: Path, pattern: str) -> bool:
    try:
        return next(folder.glob(pattern), None) is not None
    except (OSError, ValueError):
        return False
