"""The three lanes in their fixed order: the vault stores the place in it."""

LANES: tuple[str, ...] = ("team", "access", "content")
