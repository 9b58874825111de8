"""Whether the plain text and the HTML text of one mail say the same; where they do not, both are evidence."""

import re

# what programs write into one of the two only: addresses of links, stand-ins for pictures, numbers and dots of lists
_ONE_SIDED = re.compile(
    r"<?\b(?:https?|ftp|mailto|tel|cid):[^\s>)\]]*[>)\]]?|\[(?:image|cid|img)[^\]]{0,200}\]|^[> \t]*\d{1,3}[.)]\s",
    re.IGNORECASE | re.MULTILINE,
)
_WORD = re.compile(r"[^\W_]+")


def agree(plain: str, html: str) -> bool:
    """True if both hold the same letters in the same order, or the same words in any.

    Layout, case, quoting marks and addresses of links do not count. One word of difference does.
    """
    one, other = (_WORD.findall(_ONE_SIDED.sub(" ", text).casefold()) for text in (plain, html))
    # letters in order: scripts without spaces are wrapped inside words; words in any order: tables are laid out freely
    return "".join(one) == "".join(other) or set(one) == set(other)
