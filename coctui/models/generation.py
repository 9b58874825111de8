"""When a set of letters begins a new generation of a room's key, and which number its card has (VAULT.md 1)."""

from collections.abc import Collection


def begins(current: str, replaced: Collection[str], named: str, previous: Collection[str] | None) -> bool:
    """Whether letters that name this generation begin it: the room's first, or a rotation's that was never used before.

    `previous` names the generations whose keys a rotation carries, `None` for any other event. Letters that name
    another generation on other grounds leave the room where it was, so that a rotation stays due.
    """
    if not current:
        return True
    return previous is not None and current in previous and named != current and named not in replaced


def numbered(number: int, claimed: int) -> int:
    """The number of the card after one that had `number`: the same or one more, whatever the event claims.

    Events of one transaction share one set of letters. A number that jumps would leave no room for the next one, and
    one that goes back would make answers to older cards count again.
    """
    return min(max(claimed, number), number + 1)
