"""What each browser has asked for: apart from the others, bounded in number and age, in memory only."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from fastapi import HTTPException

if TYPE_CHECKING:
    from question_tailor import CompanyContext, InterviewKit, JobDescription

MOST_SESSIONS: Final = 200
MOST_KITS_OF_A_SESSION: Final = 20
OLDEST: Final = 7_200.0
"""Seconds."""


@dataclass(slots=True)
class Order:
    """What somebody asked for, and the kit once it is there."""

    job: JobDescription
    company: CompanyContext | None
    options: dict[str, Any]
    made: float = field(default_factory=time.monotonic)
    kit: InterviewKit | None = None


class Sessions:
    """The orders of each browser, by a token that only it has; bounded in number and age."""

    def __init__(self) -> None:
        self._orders: OrderedDict[str, OrderedDict[str, Order]] = OrderedDict()

    def add(self, session: str, order: Order) -> str:
        """Keep an order; the oldest ones make room."""
        own = self._orders.setdefault(session, OrderedDict())
        self._orders.move_to_end(session)
        name = secrets.token_urlsafe(12)
        own[name] = order
        while len(own) > MOST_KITS_OF_A_SESSION:
            own.popitem(last=False)
        while len(self._orders) > MOST_SESSIONS:
            self._orders.popitem(last=False)
        return name

    def get(self, session: str | None, name: str) -> Order:
        """An order of this browser; of nobody else."""
        order = self._orders.get(session or "", {}).get(name)
        if order is None or time.monotonic() - order.made > OLDEST:
            raise HTTPException(404, "There is no such kit here any more. Make it again.")
        return order
