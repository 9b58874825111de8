"""What checks a kind of event is made when one is read for the first time, by whichever threads do."""

from coctui.models.access_events import Asked, Opened
from coctui.models.content_events import Labelled, NoteWritten, Received
from coctui.models.event import EPOCH, Body, encode
from tests.rules.house import run_python

BODIES: tuple[Body, ...] = (
    Opened(code="slate-wren", third="birch"),
    Asked(seat="ab" * 16),
    Received(channel="mail", received=EPOCH, sender="", subject="", text="Somebody shouted."),
    Labelled(gloss="the hall"),
    NoteWritten(text="They will talk tomorrow."),
)
THREADS = 8
PROGRAM = """
import sys, threading
from coctui.models.kinds import decode
events = [(bytes.fromhex(raw), lane) for raw, lane in (word.split(":") for word in sys.argv[1:])]
start, found = threading.Barrier(8), []
def read():
    start.wait()
    for raw, lane in events:
        found.append(type(decode(raw, lane)[0]).__name__)
sys.setswitchinterval(1e-6)
threads = [threading.Thread(target=read) for _ in range(8)]
for each in threads: each.start()
for each in threads: each.join()
print(*found)
"""


def test_threads_that_read_a_first_event_at_once_all_read_it() -> None:
    """None of them meets half of what another one is making."""
    words = [f"{encode(body, (), None, EPOCH).hex()}:{body.lane}" for body in BODIES]
    found = run_python(PROGRAM, *words).split()
    assert sorted(found) == sorted([type(body).__name__ for body in BODIES] * THREADS)
