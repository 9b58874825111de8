"""Names of keys -> the bytes that a terminal sends for them, the old way or by the kitty keyboard protocol."""

NAMED = {
    "enter": 13,
    "tab": 9,
    "escape": 27,
    "backspace": 127,
    "space": 32,
}
"""Keys that are a character: name to code point."""

ARROWS = {"up": "A", "down": "B", "right": "C", "left": "D", "end": "F", "home": "H"}
"""Final letter of `CSI` for keys that move."""

NUMBERED = {"insert": 2, "delete": 3, "pageup": 5, "pagedown": 6}
"""Number before `~` for the others that move."""

F_LETTERS = {1: "P", 2: "Q", 3: "R", 4: "S"}
F_NUMBERS = {5: 15, 6: 17, 7: 18, 8: 19, 9: 20, 10: 21, 11: 23, 12: 24}
MODIFIERS = {"shift": 1, "alt": 2, "ctrl": 4}

REPORT_ALL = 8
"""Kitty flag: every key comes as an escape code, letters too."""


def encode(key: str, kitty: int = 0) -> str:
    """What a terminal sends for `key`: a character, or a name such as `enter`, `ctrl+l`, `shift+tab`, `f9`, `pagedown`.

    `kitty` is the sum of flags that the program switched on, 0 for a terminal of the old kind. KeyError: no such key.
    """
    *held, name = key.split("+") if len(key) > 1 else [key]
    modifiers = sum(MODIFIERS[word] for word in held)
    if name in ARROWS:
        return f"\x1b[1;{modifiers + 1}{ARROWS[name]}" if modifiers else f"\x1b[{ARROWS[name]}"
    if name in NUMBERED:
        return _tilde(NUMBERED[name], modifiers)
    if len(name) > 1 and name[0] == "f" and name[1:].isdigit():
        return _function(int(name[1:]), modifiers, kitty)
    code = NAMED[name] if name in NAMED else ord(name)
    return _kitty(code, modifiers, kitty) if kitty else _old(code, modifiers)


def _tilde(number: int, modifiers: int) -> str:
    return f"\x1b[{number};{modifiers + 1}~" if modifiers else f"\x1b[{number}~"


def _function(number: int, modifiers: int, kitty: int) -> str:
    if number in F_NUMBERS:
        return _tilde(F_NUMBERS[number], modifiers)
    if kitty and number == 3:  # R would read as a cursor report
        return _tilde(13, modifiers)
    letter = F_LETTERS[number]
    return f"\x1b[1;{modifiers + 1}{letter}" if modifiers else f"\x1b{'[' if kitty else 'O'}{letter}"


def _kitty(code: int, modifiers: int, flags: int) -> str:
    printable = code >= 32 and code != 127 and not modifiers & ~MODIFIERS["shift"]
    if printable and not flags & REPORT_ALL:
        return chr(code)
    if not flags & REPORT_ALL and not modifiers and code in {9, 13, 127}:
        return chr(code)
    text = chr(code)
    if text.lower() != text and len(text.lower()) == 1:
        code, modifiers = ord(text.lower()), modifiers | MODIFIERS["shift"]
    if printable:
        return f"\x1b[{code};{modifiers + 1 if modifiers else ''};{ord(text)}u"
    return f"\x1b[{code};{modifiers + 1}u" if modifiers else f"\x1b[{code}u"


def _old(code: int, modifiers: int) -> str:
    if code == 9 and modifiers & MODIFIERS["shift"]:
        return "\x1b[Z"
    sent = chr(code)
    if modifiers & MODIFIERS["ctrl"]:
        sent = chr(ord(sent.upper()) & 0x1F)
    return "\x1b" + sent if modifiers & MODIFIERS["alt"] else sent
