"""`AsyncTailor`: the way in for asyncio applications."""

from __future__ import annotations

import asyncio
import math
import secrets
import time
from typing import TYPE_CHECKING, Any, Final, Self, Unpack

from question_tailor.bank import Bank, load_bank
from question_tailor.driver import drive
from question_tailor.errors import ConfigurationError, InputError
from question_tailor.events import Event, KitFinished
from question_tailor.inputs import CompanyContext, JobDescription, context_of
from question_tailor.kit import InterviewKit
from question_tailor.kits.changing import require_known
from question_tailor.kits.pins import require_unpinned
from question_tailor.kits.rechecking import require_inputs_of
from question_tailor.kits.updating import renewal, what_holds
from question_tailor.making import new_kit, replacement
from question_tailor.per_loop import PerLoop
from question_tailor.readers import read_company, read_posting
from question_tailor.retry import Halt, RetryBudget, RetryPolicy, Terms
from question_tailor.setup import Setup, require_in_range
from question_tailor.transports import NoTransport, transport_to

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping
    from pathlib import Path

    from openai import AsyncOpenAI

    from question_tailor.asking import GroupBy
    from question_tailor.exchange import ModelRequest, Transport
    from question_tailor.making import Making
    from question_tailor.options import KitOptions
    from question_tailor.setup import Prices

    Posting = JobDescription | Path | str | bytes | Mapping[str, Any]
    CompanyText = CompanyContext | Path | str | bytes | Mapping[str, Any]
    Watcher = Callable[[Event], None]

_PROCESS_KEY: Final = secrets.token_bytes(16)


class AsyncTailor:
    """Makes interview kits inside an asyncio application.

    Args:
        model: Name of the model; from `QUESTION_TAILOR_MODEL` where it is not given.
        client: An `openai.AsyncOpenAI` of yours (Azure, proxies, own HTTP client); it stays open. Without one the
            SDK's own environment variables count: `OPENAI_API_KEY`, `OPENAI_BASE_URL` and so on.
        transport: Carries requests in the place of an endpoint, as in tests; see `question_tailor.testing`.
        bank: The question bank; the package's own where it is not given.
        group_by: `category` (requests side by side, the shortest wait), `question`, or `kit` (fewest tokens).
        repairs: How often one question may be asked for again when its answer fails, 0 to 3.
        attempts: How often one request may be sent when the network fails, 1 to 10.
        longest_asked: Seconds of `Retry-After` that are obeyed; a request that is asked to wait longer fails.
        concurrency: Requests under way at once, 1 to 1000, over all kits that are being made on one event loop.
        timeout: Seconds that one kit may take, by the clock.
        send_confidential: Whether confidential text may go to the model.
        budget_tokens: Tokens, sent and answered, that the requests of one kit may come to, 1,000 to 1,000,000,000; four
            times what its first round is expected to where it is not given. What it does not reach for is drafted.
        budget_requests: Requests that one kit may send, 1 to 1,000; its first round and `repairs` for each question
            where it is not given.
        prices: What tokens cost, to have the cost in the run record.
        parameters: More parameters to send, such as `{"reasoning_effort": "low"}`.
        fence_key: Key of the codes around untrusted text; random per process. Set it to replay recorded requests.

    Raises:
        ConfigurationError: There is no model, no key, or an option is out of its range.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        client: AsyncOpenAI | None = None,
        transport: Transport | None = None,
        bank: Bank | None = None,
        group_by: GroupBy = "category",
        repairs: int = 1,
        attempts: int = 4,
        longest_asked: float = 120.0,
        concurrency: int = 8,
        timeout: float = 600.0,
        send_confidential: bool = False,
        budget_tokens: int | None = None,
        budget_requests: int | None = None,
        prices: Prices | None = None,
        parameters: Mapping[str, Any] | None = None,
        fence_key: bytes | None = None,
    ) -> None:
        require_in_range("concurrency", concurrency, range(1, 1001))
        self._policy = RetryPolicy(attempts=attempts, longest_asked=longest_asked)
        self._budget = RetryBudget()
        self._places = PerLoop(lambda: asyncio.Semaphore(concurrency))
        self._timeout = _seconds(timeout)
        self._transport = transport or transport_to(model, client, parameters)
        self._setup = Setup(
            bank=bank if bank is not None else load_bank(),
            model=self._transport.model,
            fence_key=fence_key or _PROCESS_KEY,
            parameters=dict(parameters or {}),
            group_by=group_by,
            repairs=repairs,
            send_confidential=send_confidential,
            budget_tokens=budget_tokens,
            budget_requests=budget_requests,
            prices=prices,
        )

    @classmethod
    def offline(cls, *, bank: Bank | None = None) -> Self:
        """One that asks no model: every question is drafted from the bank and the inputs."""
        made = cls(transport=NoTransport(), bank=bank)
        made._setup = Setup(bank=made._setup.bank, model=None, fence_key=_PROCESS_KEY)
        return made

    async def tailor(
        self,
        job: Posting,
        company: CompanyText | None = None,
        *,
        timeout: float | None = None,
        on_event: Watcher | None = None,
        **options: Unpack[KitOptions],
    ) -> InterviewKit:
        """Make a kit.

        Args:
            job: The posting: a `JobDescription`, or what `read_posting` takes.
            company: The company context: a `CompanyContext`, or what `read_company` takes.
            timeout: Seconds that it may take, by the clock; the client's where it is not given.
            on_event: Is told what happens as it happens; must not block.
            **options: See `KitOptions`.

        Raises:
            InputError: The posting or company text cannot be used.
            ConfigurationError: An option is out of its range.
            ModelError: The model could not be reached at all, or refused the key.
        """
        deadline = self._deadline(timeout)
        making = new_kit(self._setup, _job(job), _company(company), options)
        await self._run(making, on_event or _ignore, deadline, streaming=False)
        return self._noted(making.kit())

    async def stream(
        self,
        job: Posting,
        company: CompanyText | None = None,
        *,
        timeout: float | None = None,
        **options: Unpack[KitOptions],
    ) -> AsyncGenerator[Event, None]:
        """Make a kit and tell what happens; each question comes as soon as it is whole and has passed its checks.

        Yields:
            Events, the last of them `KitFinished`.

        Raises:
            TailorError: As `tailor` does.
        """
        deadline = self._deadline(timeout)
        making = new_kit(self._setup, _job(job), _company(company), options)
        events: asyncio.Queue[Event | None] = asyncio.Queue()
        task = asyncio.create_task(self._run(making, events.put_nowait, deadline, streaming=True))
        task.add_done_callback(lambda _: events.put_nowait(None))
        try:
            while (event := await events.get()) is not None:
                yield event
            await task
            yield KitFinished(self._noted(making.kit()))
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def replace(
        self,
        kit: InterviewKit,
        slot: str,
        job: Posting,
        company: CompanyText | None = None,
        *,
        timeout: float | None = None,
        on_event: Watcher | None = None,
    ) -> InterviewKit:
        """Make one slot of a kit anew, different from what it held and from the rest of the kit.

        Args:
            kit: The kit; it is not changed.
            slot: Id of the slot.
            job: The posting that the kit was made from.
            company: The company context that the kit was made from.
            timeout: Seconds that it may take, by the clock.
            on_event: Is told what happens as it happens.

        Raises:
            InputError: The inputs are not those that the kit was made from, the kit is signed or the slot is pinned.
            ConfigurationError: The kit has no such slot.
            ModelError: The model could not be reached.
        """
        deadline = self._deadline(timeout)
        _require_kit(kit)
        kit.require_unsigned()
        require_unpinned(kit, slot)
        require_known(kit, self._setup.bank)
        posting, context = _job(job), _company(company)
        require_inputs_of(kit, posting, context_of(posting, context))
        making = replacement(self._setup, kit, slot, posting, context)
        await self._run(making, on_event or _ignore, deadline, streaming=False)
        return self._noted(making.kit_from(kit))

    async def update(
        self,
        kit: InterviewKit,
        job: Posting,
        company: CompanyText | None = None,
        *,
        timeout: float | None = None,
        on_event: Watcher | None = None,
    ) -> InterviewKit:
        """Bring a kit to a changed posting or company text: what still holds is kept, the rest is tailored anew.

        A slot holds where each quote is still found and no check blocks it that did not before; `kits.what_holds` says
        which do and why others do not. Pinned questions and those that a person wrote are kept with their findings.

        Args:
            kit: The kit; it is not changed.
            job: The posting as it is now.
            company: The company context as it is now.
            timeout: Seconds that it may take, by the clock.
            on_event: Is told what happens as it happens.

        Raises:
            InputError: The posting or company text cannot be used, or the kit is signed.
            ConfigurationError: The bank does not know a canonical question of the kit.
            ModelError: The model could not be reached.
        """
        deadline = self._deadline(timeout)
        _require_kit(kit)
        posting, context = _job(job), _company(company)
        holding = what_holds(kit, posting, context, bank=self._setup.bank)
        making = renewal(self._setup, holding, posting, context)
        await self._run(making, on_event or _ignore, deadline, streaming=False)
        return self._noted(making.kit_from(holding.kit))

    def dry_run(
        self, job: Posting, company: CompanyText | None = None, **options: Unpack[KitOptions]
    ) -> tuple[ModelRequest, ...]:
        """The requests that `tailor` would begin with; nothing is sent.

        Raises:
            InputError: The posting or company text cannot be used.
            ConfigurationError: An option is out of its range.
        """
        return new_kit(self._setup, _job(job), _company(company), options).requests()

    async def aclose(self) -> None:
        """Close the connections that this client made; used again, it makes new ones."""
        close = getattr(self._transport, "aclose", None)
        if close is not None:
            await close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def _run(self, making: Making, emit: Watcher, deadline: float, *, streaming: bool) -> None:
        if self._setup.model is None:
            for event in making.conversation.begin().events:
                emit(event)
            return
        await drive(
            making.conversation,
            self._transport,
            emit=emit,
            streaming=streaming,
            terms=Terms(
                policy=self._policy,
                budget=self._budget,
                places=await self._places.get(),
                halt=Halt(),
                deadline=deadline,
                on_send=making.note_send,
            ),
        )

    def _deadline(self, timeout: float | None) -> float:
        return time.monotonic() + (self._timeout if timeout is None else _seconds(timeout))

    def _noted(self, kit: InterviewKit) -> InterviewKit:
        """The kit with what its endpoint was found unable to do."""
        findings = getattr(self._transport, "findings", None)
        noted = [finding for finding in findings(kit.language) if finding not in kit.findings] if findings else []
        return kit.model_copy(update={"findings": (*kit.findings, *noted)}) if noted else kit


def _job(given: Posting) -> JobDescription:
    return given if isinstance(given, JobDescription) else read_posting(given)


def _company(given: CompanyText | None) -> CompanyContext | None:
    return given if given is None or isinstance(given, CompanyContext) else read_company(given)


def _require_kit(given: object) -> None:
    if not isinstance(given, InterviewKit):
        raise InputError(f"kit: an InterviewKit, as `tailor` and `load_kit` give it, not {type(given).__name__}")


def _ignore(_: Event) -> None:
    pass


def _seconds(timeout: object) -> float:
    if not (isinstance(timeout, int | float) and math.isfinite(timeout) and timeout > 0):
        raise ConfigurationError(f"timeout: a number of seconds above 0, not {timeout!r}")
    return float(timeout)
