"""How long a passphrase may be: one rule for everything that takes one."""

SHORTEST = 15
"""Characters; NIST SP 800-63B-4 for a passphrase that is the only factor."""
LONGEST = 500
"""Characters in NFC: eight times what the same page asks for.

In every script less than the 4,095 bytes of a line that a terminal hands on: none is cut there either.
"""
TAKEN = 4 * LONGEST + 1
"""Characters that a field takes.

NFC makes one of four at most, so a field that is full holds more than any passphrase may have: nothing that counts is cut.
"""
