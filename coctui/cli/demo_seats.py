"""Cases of the demo that Noor's seat does not show: what it takes to look in as somebody else."""

from collections.abc import Callable, Iterator

from coctui.cli.demo_acts import DAY, HOUR, MINUTE, aside, clear, close, determine, label, leave, sent, stand_in, take
from coctui.cli.demo_team import Scene, Stage, Step
from coctui.models.draft import IntakeForm


def _no_lead_left(stage: Stage) -> Iterator[Step]:
    """Two leads stepped aside and one is excluded: Oksana calls the stand-in."""
    scene, start = Scene(stage), 20 * HOUR
    form = IntakeForm(
        channel="chat", text="It is about somebody whom your leads know well, I think.", ongoing="unknown", place_kind="chat",
        reported=("somebody close to the organizers",), gloss="somebody known",
    )  # fmt: skip
    return scene.steps(
        (start, take(scene, "Oksana", form, "contact", ask=("Ilse", "Tamsin"), exclude=("Noor",))),
        (start - 30 * MINUTE, sent(scene, "Oksana", "acknowledgement")),
        (start - HOUR, aside(scene, "Ilse", by="Oksana")),
        (start - 2 * HOUR, aside(scene, "Tamsin", by="Oksana")),
    )


def _stand_in_at_work(stage: Stage) -> Iterator[Step]:
    """Three leads are out, and Wanjiru, an organizer, leads this one case."""
    scene, start = Scene(stage), 5 * DAY
    form = IntakeForm(
        channel="form", text="About the panel of the leads.", ongoing="no", place_kind="talk", gloss="the panel"
    )
    return scene.steps(
        (start, take(scene, "Paz", form, "talk", exclude=("Noor", "Ilse", "Tamsin"))),
        (start - 40 * MINUTE, sent(scene, "Paz", "acknowledgement")),
        (start - HOUR, stand_in(scene, "Paz", "Wanjiru")),
        (start - 2 * HOUR, clear(scene, "Wanjiru", by="Paz")),
        (start - DAY, determine(scene, "Wanjiru", "no action", "The panel talked with them; they are content.")),
    )


def _nobody_left(stage: Stage) -> Iterator[Step]:
    """Ilse was the only holder and stepped aside: she keeps the key for whoever carries on, and reads nothing."""
    scene, start = Scene(stage), 7 * HOUR
    form = IntakeForm(
        channel="call", text="Somebody asked for help with a colleague.", ongoing="no", gloss="the colleague"
    )
    return scene.steps(
        (start, take(scene, "Ilse", form)),
        (start - HOUR, leave(scene, "Ilse")),
    )


def _small_matter(stage: Stage) -> Iterator[Step]:
    """Captions were off; told, mended, closed within the hour."""
    scene, start = Scene(stage), 30 * HOUR
    form = IntakeForm(
        channel="chat",
        text="The captions of the second room are off.",
        ongoing="no",
        place_kind="talk",
        gloss="the captions",
    )
    return scene.steps(
        (start, take(scene, "Paz", form)),
        (start - 10 * MINUTE, label(scene, "Paz", "the captions", "service")),
        (start - 12 * MINUTE, determine(scene, "Paz", "service matter")),
        (start - 15 * MINUTE, sent(scene, "Paz", "outcome")),
        (start - 16 * MINUTE, close(scene, "Paz", "Mended; the room's host was told.")),
    )


ELSEWHERE: tuple[Callable[[Stage], Iterator[Step]], ...] = (
    _no_lead_left,
    _stand_in_at_work,
    _nobody_left,
    _small_matter,
)
