"""Bytes of a mail into letters, by the character sets that browsers know and no others.

Names of character sets come from the sender. Handed to Python as they are they reach codecs that raise or create control
characters (`idna`, `hex`, `rot13`, `unicode_escape`); so only the labels of the WHATWG Encoding Standard count, and a few
that mail uses beside them. What they decode to may hold control characters all the same: `safetext` comes behind.
"""

import codecs
import re
import unicodedata
from typing import NamedTuple

from coctui.intake.notice import Notice

_OF_DOS = "437 737 775 850 852 855 857 858 860 861 862 863 864 865 869 1125"

# codec of Python: labels. Where the standard reads a label as a larger set (latin-1 as windows-1252), so does this.
_LABELS = {
    "utf-8": "utf-8 utf8 utf-8-sig utf8mb4 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "utf-16-le": "utf-16 utf-16le utf16 csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff",
    "utf-16-be": "utf-16be unicodefffe",
    "cp1252": "windows-1252 cp1252 x-cp1252 cp819 ibm819 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 "
    "l1 latin1 latin-1 csisolatin1 ansi",
    "ascii": "us-ascii ascii ansi_x3.4-1968 iso646-us 7bit",
    "iso8859-2": "iso-8859-2 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 iso-ir-101 l2 latin2 csisolatin2",
    "iso8859-3": "iso-8859-3 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 iso-ir-109 l3 latin3 csisolatin3",
    "iso8859-4": "iso-8859-4 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 iso-ir-110 l4 latin4 csisolatin4",
    "iso8859-5": "iso-8859-5 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 iso-ir-144 cyrillic csisolatincyrillic",
    "iso8859-6": "iso-8859-6 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 iso-ir-127 arabic asmo-708 ecma-114 "
    "csisolatinarabic csiso88596e csiso88596i iso-8859-6-e iso-8859-6-i",
    "iso8859-7": "iso-8859-7 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 iso-ir-126 greek greek8 ecma-118 elot_928 "
    "sun_eu_greek csisolatingreek",
    "iso8859-8": "iso-8859-8 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 iso-ir-138 hebrew visual csisolatinhebrew "
    "csiso88598e iso-8859-8-e iso-8859-8-i logical csiso88598i",
    "iso8859-10": "iso-8859-10 iso8859-10 iso885910 iso-ir-157 l6 latin6 csisolatin6",
    "iso8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859-15": "iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 latin9 latin-9 csisolatin9",
    "iso8859-16": "iso-8859-16",
    "cp866": "ibm866 866 cp866 csibm866",
    "cp874": "windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 tis620",
    "cp1250": "windows-1250 cp1250 x-cp1250",
    "cp1251": "windows-1251 cp1251 x-cp1251",
    "cp1253": "windows-1253 cp1253 x-cp1253",
    "cp1254": "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 iso-ir-148 l5 latin5 "
    "csisolatin5",
    "cp1255": "windows-1255 cp1255 x-cp1255",
    "cp1256": "windows-1256 cp1256 x-cp1256",
    "cp1257": "windows-1257 cp1257 x-cp1257",
    "cp1258": "windows-1258 cp1258 x-cp1258",
    "koi8-r": "koi8-r koi8 koi koi8_r cskoi8r",
    "koi8-u": "koi8-u koi8-ru",
    "mac-roman": "macintosh mac x-mac-roman mac-roman macroman csmacintosh",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian mac-cyrillic maccyrillic",
    "gb18030": "gb18030 gbk gb2312 gb_2312 gb_2312-80 gb2312-80 cp936 ms936 x-gbk chinese csgb2312 csiso58gb231280 iso-ir-58",
    "big5hkscs": "big5 big5-hkscs big-5 cn-big5 x-x-big5 csbig5 cp950",
    "euc_jp": "euc-jp eucjp x-euc-jp cseucpkdfmtjapanese",
    "iso2022_jp_ext": "iso-2022-jp csiso2022jp iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-ms cp50220 cp50221",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji ms932 cp932 windows-31j csshiftjis",
    "cp949": "euc-kr euckr cseuckr korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 iso-ir-149 csksc56011987 cp949 "
    "windows-949 uhc",
    # mail only: browsers refuse these three (they can hide markup from a filter), a text for reading has no markup to hide
    "iso2022_kr": "iso-2022-kr csiso2022kr",
    "hz": "hz-gb-2312 hz",
    "utf-7": "utf-7 utf7 unicode-1-1-utf-7 csunicode11utf7 x-unicode-2-0-utf-7",
    "johab": "johab cp1361 ms1361",
    "utf-32": "utf-32 utf-32le utf-32be",
    **{f"cp{page}": f"ibm{page} ibm-{page} cp{page} cp-{page}" for page in _OF_DOS.split()},
}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}

_UTF_7_RUN = re.compile(r"\+[A-Za-z0-9+/]*-?")
_NO_LETTERS = frozenset({"Cc", "Cn", "Co", "Cs"})  # controls, unassigned, private, surrogates

# tried when the first does not fit: sets that are larger, and used under the smaller one's name
_LARGER = {"euc_jp": "euc_jis_2004", "cp932": "shift_jis_2004", "big5hkscs": "cp950"}

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _undefined(error: UnicodeError) -> tuple[str, int]:
    """The five bytes without a letter in windows-1252 and its like are the control of the same number, as browsers do."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("coctui.undefined", _undefined)


class Decoded(NamedTuple):
    """Letters, and what there is to say about how they were found."""

    text: str
    notice: Notice | None = None


def decode(data: bytes, label: str | None) -> Decoded:
    """The bytes as text, in the character set that `label` names; never raises, whatever the two are.

    Without a label: UTF-8 if it is that, else windows-1252. A byte order mark counts more than the label.
    """
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], codec) or Decoded(
                data[len(mark) :].decode(codec, "replace"), Notice.CHARSET_DAMAGED
            )
    codec = _codec(label) if label else "ascii"
    if codec in {"", "ascii", "cp1252"}:
        return _western(data, codec)
    return _strictly(data, codec) or _larger(data, codec) or _mistaken(data, codec)


def undeclared(data: bytes, label: str | None) -> Decoded:
    """Bytes that name no character set: UTF-8 if they are that, else what the rest of the mail is in, else windows-1252."""
    codec = _codec(label) if label else ""
    if codec in {"", "ascii", "cp1252", "utf-8"} or data.isascii() or _strictly(data, "utf-8"):
        return decode(data, None)
    told = _strictly(data, codec) or _larger(data, codec)
    return Decoded(told.text, Notice.CHARSET_WRONG) if told else decode(data, None)


def telling(label: str) -> bool:
    """Whether a name says something of letters elsewhere in the mail: it is known, and not what programs say by habit."""
    return _codec(label) not in {"", "ascii", "cp1252", "utf-8", "utf-16-le", "utf-16-be"}


def _codec(label: str) -> str:
    """The codec that a label means, `""` if it is not known."""
    name = label.strip(" \t\r\n'\"").lower()
    return _CODECS.get(name) or _CODECS.get(name.replace("_", "-"), "")


def _strictly(data: bytes, codec: str) -> Decoded | None:
    try:
        return Decoded(_UTF_7_RUN.sub(_utf_7, data.decode("ascii")) if codec == "utf-7" else data.decode(codec))
    except UnicodeError:
        return None


def _utf_7(run: re.Match[str]) -> str:
    """One run of UTF-7; as written where it makes no letters: keys and signatures under this label have plus signs too."""
    try:
        letters = run[0].encode().decode("utf-7")
    except UnicodeError:
        return run[0]
    odd = any(unicodedata.category(letter) in _NO_LETTERS for letter in letters if letter not in "\r\n\t")
    return run[0] if odd else letters


def _western(data: bytes, codec: str) -> Decoded:
    """Latin letters: hardly any text in windows-1252 happens to be valid UTF-8, but many programs mislabel theirs."""
    if b"\x1b$" in data and data.isascii() and (japanese := _strictly(data, "iso2022_jp_ext")):
        return Decoded(japanese.text, Notice.CHARSET_WRONG)
    notice = Notice.CHARSET_UNKNOWN if not codec else None if data.isascii() else Notice.CHARSET_WRONG
    if utf8 := _strictly(data, "utf-8"):
        return Decoded(utf8.text, notice)
    return Decoded(data.decode("cp1252", "coctui.undefined"), None if codec == "cp1252" else notice)


def _larger(data: bytes, codec: str) -> Decoded | None:
    if codec == "iso2022_jp_ext":
        # JIS X 0213 has the circled digits and units that Windows and phones send under the name of JIS X 0208
        return _strictly(data.replace(b"\x1b$B", b"\x1b$(Q"), "iso2022_jp_2004")
    return _strictly(data, _LARGER[codec]) if codec in _LARGER else None


def _mistaken(data: bytes, codec: str) -> Decoded:
    """Bytes that do not fit the set they are said to be in."""
    if codec == "utf-8" and not re.search(rb"[\xc2-\xf4][\x80-\xbf]", data):
        return Decoded(data.decode("cp1252", "coctui.undefined"), Notice.CHARSET_WRONG)
    if codec.startswith("cp12") or codec == "cp874":
        return Decoded(data.decode(codec, "coctui.undefined"))
    if codec != "utf-8" and not data.isascii() and (utf8 := _strictly(data, "utf-8")):
        return Decoded(utf8.text, Notice.CHARSET_WRONG)
    return Decoded(data.decode(codec, "replace"), Notice.CHARSET_DAMAGED)
