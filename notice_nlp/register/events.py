"""Changes that a command has still to be told of. They wait in the register, so that neither a command that fails nor a killed process
loses one."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from notice_nlp.register.store import Register

# How often a change is told before it is given up, and the seconds between, doubled from try to try: more than half a day.
TRIES, FIRST_WAIT, LONGEST_WAIT = 20, 30, 3600


@dataclass(frozen=True, slots=True)
class Event:
    """A change as it is told, how often that failed, and when it counts again (seconds since 1970)."""

    id: int
    told: Mapping[str, Any]
    tries: int
    due: int


def keep(register: Register, told: Mapping[str, Any]) -> None:
    """Lets a change wait. Raises BadInput where the register can't be written."""
    from notice_nlp.register.schema import events as e

    with register.transaction() as connection:
        connection.execute(e.insert().values(told=dict(told), tries=0, due=0))


def waiting(register: Register) -> list[Event]:
    """The changes that wait, the oldest first."""
    from sqlalchemy import select

    from notice_nlp.register.schema import events as e

    with register.transaction() as connection:
        return [Event(r.id, r.told, r.tries, r.due) for r in connection.execute(select(e).order_by(e.c.id))]


def drop(register: Register, event: Event) -> None:
    """Forgets a change: it was told, or is given up."""
    from notice_nlp.register.schema import events as e

    with register.transaction() as connection:
        connection.execute(e.delete().where(e.c.id == event.id))


def failed(register: Register, event: Event) -> int:
    """Notes that a change could not be told and gives the tries that are left; with none left it is dropped.

    A try before its time is not counted, so that many runs within a short while use up no more than one.
    """
    from notice_nlp.register.schema import events as e

    now = int(time.time())
    if now < event.due:
        return TRIES - event.tries
    if event.tries + 1 >= TRIES:
        drop(register, event)
        return 0
    wait = min(FIRST_WAIT * 2**event.tries, LONGEST_WAIT)
    with register.transaction() as connection:
        connection.execute(e.update().where(e.c.id == event.id).values(tries=event.tries + 1, due=now + wait))
    return TRIES - event.tries - 1
