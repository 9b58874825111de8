r"""Text from outside, made fit for a terminal, a file or a file's name; the only place that decides what may pass.

Three cleaners: `line` for one row of a screen, `block` for text of several lines, `filename` for showing and saving.
What they do not let through becomes a visible U+FFFD, so that a reader sees that something was there; the original
bytes stay sealed in the vault. Each cleaner gives the same again when its result is cleaned again.

Why each group is dangerous:

* C0, C1, DEL, ESC: terminals obey them (clipboard writes, cursor games); Textual passes them on in every widget.
* bidirectional controls: show `gpj.exe` as `exe.jpg`. Arabic and Hebrew letters bring their own direction and stay.
* zero-width, filler and tag characters, line and paragraph separators: invisible, so two texts look the same and are
  not, or carry a hidden message.
* surrogates and noncharacters: no text, and they make writers fail.

Three kinds are ordinary in one place and a hiding place in every other, so the neighbour decides:

* the joiners U+200C and U+200D are spelling after a letter of Arabic script, of the scripts of India, of Myanmar, Khmer
  or Mongolian (Persian, Hindi, old Malayalam), and glue between two emoji; a second one in a row is neither;
* a variation selector is ordinary directly after a sign that has variants (emoji and symbols, ideographs, Mongolian
  letters); a row of them can carry any bytes;
* combining marks are letters in many scripts: eight in a row cover Tibetan and Burmese stacks, more climb over the
  neighbouring lines.
"""

import re
import unicodedata

REPLACEMENT = "\ufffd"

MARKS = 8
"""Combining marks kept after one character."""

NAME_BYTES = 255
"""Longest file name that the usual file systems take, in bytes of UTF-8."""

_NONCHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_NEVER = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"  # soft hyphen, fillers, direction marks
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"  # separators, overrides, isolates, annotation
    "\ud800-\udfff\ufdd0-\ufdef"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # controls of hieroglyphs, shorthand, music
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags, and their unassigned neighbours
    f"{_NONCHARACTERS}"
)
_EMOJI = "\u00a9\u00ae\u203c\u2049\u2100-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_JOINING = (
    "\u0620-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff\u1820-\u18aa\ua840-\ua877\ua9e0-\ua9ff"
    "\uaa60-\uaa7f\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00011000-\U00011fff"
)
_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fffd\U00030000-\U0003fffd"

_DANGEROUS = re.compile(f"[{_NEVER}]")
_STRAY_SELECTOR = re.compile(
    f"[\ufe0e\ufe0f](?<![#*0-9{_EMOJI}].)"
    f"|[\ufe00-\ufe0d\U000e0100-\U000e01ef](?<![{_IDEOGRAPHS}].)"
    "|[\u180b-\u180d\u180f](?<![\u1820-\u18aa].)"
)
_STRAY_JOINER = re.compile(
    f"\u200c(?<![{_JOINING}].)|\u200d(?<![{_JOINING}].)(?:(?<![{_EMOJI}\ufe0f].)|(?![{_EMOJI}]))"
)
_PERHAPS_MARKS = re.compile(rf"[^\w\s!-~]{{{MARKS + 1},}}")

_BREAKS = re.compile(r"\r\n?|\n")
_WIDE_BREAKS = re.compile(r"(?:\r\n?|\n)+|\t")

_FORBIDDEN_IN_NAMES = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_LONGEST_EXTENSION = 16  # bytes; a longer one is no extension anybody reads


def line(text: str, limit: int | None = None) -> str:
    """The text as one row: line ends and tabs become a space, what is dangerous becomes U+FFFD.

    `limit` is the greatest number of characters to give back; a text that is cut ends with an ellipsis.
    """
    cleaned = _clean(_WIDE_BREAKS.sub(" ", text))
    if limit is None or len(cleaned) <= limit:
        return cleaned
    # a joiner that lost its neighbour would be replaced the next time
    return cleaned[: limit - 1].rstrip("\u200c\u200d") + "…" if limit > 0 else ""


def block(text: str) -> str:
    """The text with its lines: every kind of line end becomes a line feed, a tab becomes four spaces."""
    return _clean(_BREAKS.sub("\n", text).replace("\t", "    "))


def filename(name: str) -> str:
    r"""A name to show and to save under on Linux, macOS and Windows: `..\x/cod\u202egpj.exe` is `codgpj.exe`.

    Folders, invisible and control characters are taken away, characters that Windows forbids become `_`, names that
    Windows reserves and hidden names get a `_` before them, 255 bytes are kept with the extension. Never empty.
    """
    last = re.split(r"[/\\]", name.rstrip("/\\ "))[-1]
    visible = line(unicodedata.normalize("NFC", last)).replace(REPLACEMENT, "")
    plain = _FORBIDDEN_IN_NAMES.sub("_", " ".join(visible.split())).rstrip(". ")
    if plain.startswith(".") or _RESERVED.match(plain):
        plain = f"_{plain}"
    return _shortened(plain).rstrip(". ") or "unnamed"


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    # in this order: what a pass replaces is no neighbour any more that would excuse anything in the next
    text = _DANGEROUS.sub(REPLACEMENT, text)
    if text.isascii():
        return text
    text = _STRAY_SELECTOR.sub(REPLACEMENT, text)
    text = _STRAY_JOINER.sub(REPLACEMENT, text)
    text = _PERHAPS_MARKS.sub(_capped, text)
    # a mark at the very start would sit on whatever the screen shows before this text
    return REPLACEMENT + text[1:] if unicodedata.category(text[0])[0] == "M" else text


def _capped(run: re.Match[str]) -> str:
    """The run with each pile of more than `MARKS` combining marks cut down to them and one visible replacement."""
    kept: list[str] = []
    height = 0
    for character in run[0]:
        height = height + 1 if unicodedata.category(character)[0] == "M" else 0
        if height <= MARKS:
            kept.append(character)
        elif height == MARKS + 1:
            kept.append(REPLACEMENT)
    return "".join(kept)


def _shortened(name: str) -> str:
    """The name within `NAME_BYTES`, its extension kept."""
    if len(name.encode()) <= NAME_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    ending = f"{dot}{extension}".encode()
    if not stem or len(ending) > _LONGEST_EXTENSION:
        stem, ending = name, b""
    room = NAME_BYTES - len(ending)
    return stem.encode()[:room].decode(errors="ignore").rstrip("\u200c\u200d") + ending.decode()
