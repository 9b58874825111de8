"""What Textual and Rich remember of screens that are gone: taken from them at the lock.

Both keep what they measured and drew in caches that live as long as the program: texts, rows, whole widgets.
"""

import asyncio
import functools
import gc
import inspect
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import Context
from functools import partial
from typing import Any, ParamSpec, TypeVar

from textual.app import App

LIBRARIES = ("rich", "textual")
Cached = functools._lru_cache_wrapper  # noqa: SLF001 - its only name
P = ParamSpec("P")
R = TypeVar("R")


class ForgetfulThreads(ThreadPoolExecutor):
    """Threads that keep nothing of what they did last.

    Textual notes in the thread which worker it runs, and the note stays until the thread runs another: a draft that was
    sealed just before the lock would stay in memory with it. Here each job has a context of its own, gone when it ends.
    """

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> "Future[R]":
        """As the pool does."""
        return super().submit(partial(Context().run, fn, *args, **kwargs))


def forget(app: App[Any]) -> None:
    """Empty the caches, drop who watched the app and is gone, and collect what nobody holds any more."""
    for cached in caches():
        cached.cache_clear()
    # private there, hence the exact pin: Textual drops a watcher that closed only when what it watched changes
    watchers: dict[str, list[tuple[Any, Any]]] = getattr(app, "__watchers", {})
    for name, watching in watchers.items():
        watchers[name] = [(node, callback) for node, callback in watching if node.is_attached or node is app]
    # a timer that was stopped stays in asyncio's plan until its time comes, seconds later, and with it who started it
    for handle in getattr(asyncio.get_running_loop(), "_scheduled", []):
        if handle.cancelled():
            handle._context = None  # noqa: SLF001 - never run any more, so nothing asks for it
    gc.unfreeze()
    gc.collect()


def caches() -> Iterator["Cached[Any]"]:
    """Every cache of a function or method of the two libraries."""
    seen = set[int]()
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] not in LIBRARIES:
            continue
        for value in list(vars(module).values()):
            held = list(vars(value).values()) if inspect.isclass(value) else [value]
            for one in held:
                found = _unwrapped(one)
                if isinstance(found, Cached) and id(found) not in seen:
                    seen.add(id(found))
                    yield found


def _unwrapped(value: Any) -> Any:
    """A cached function as it stands behind a property, a static or a class method."""
    if isinstance(value, (staticmethod, classmethod)):
        return value.__func__
    return value.fget if isinstance(value, property) else value
