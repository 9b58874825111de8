"""What may be said of an error that nobody foresaw: where in the program it happened, as a code, and nothing it held."""

import hashlib
import traceback
from pathlib import Path


def crash_code(error: BaseException) -> str:
    """Where it happened, as six letters that a maintainer can look up and that tell nobody else anything."""
    frames = traceback.extract_tb(error.__traceback__)
    place = "".join(f"{Path(frame.filename).name}:{frame.name}:{frame.lineno}" for frame in frames[-3:])
    return hashlib.sha256(place.encode()).hexdigest()[:6].upper()
