"""What is the same for all kits of one client."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args

from question_tailor.asking import GroupBy
from question_tailor.bank import Bank
from question_tailor.errors import ConfigurationError

if TYPE_CHECKING:
    from question_tailor.record import RunUsage


@dataclass(frozen=True, slots=True)
class Prices:
    """What tokens cost, as the caller knows it.

    Attributes:
        input: Price of a million tokens sent.
        output: Price of a million tokens answered.
        cached: Price of a million tokens sent that the endpoint had in its cache; `input` where it is None.
    """

    input: float
    output: float
    cached: float | None = None

    def cost(self, usage: RunUsage) -> float:
        """The cost of these tokens, in the currency of the prices."""
        cached = self.input if self.cached is None else self.cached
        fresh = usage.input_tokens - usage.cached_tokens
        return (fresh * self.input + usage.cached_tokens * cached + usage.output_tokens * self.output) / 1_000_000


@dataclass(frozen=True, slots=True)
class Setup:
    """What is the same for all kits of one client.

    Attributes:
        bank: The question bank.
        model: Name of the model; None to draft without one.
        parameters: Parameters that are sent besides messages and schema.
        group_by: How slots share requests.
        repairs: How often one slot may be asked for again.
        send_confidential: Whether the confidential text goes to the model.
        prices: What tokens cost.
        budget_tokens: Tokens that one kit's requests may come to; None for four times its first round.
        budget_requests: Requests that one kit may send; None for its first round and every repair.
        fence_key: Key of the codes in the prompt's fences.

    Raises:
        ConfigurationError: One is of another kind, or out of its range.
    """

    bank: Bank
    model: str | None
    fence_key: bytes = field(repr=False)
    parameters: dict[str, Any] = field(default_factory=dict)
    group_by: GroupBy = "category"
    repairs: int = 1
    send_confidential: bool = False
    prices: Prices | None = None
    budget_tokens: int | None = None
    budget_requests: int | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.bank, Bank):
            raise ConfigurationError(f"bank: a Bank, as `load_bank` gives it, not {type(self.bank).__name__}")
        if self.group_by not in get_args(GroupBy):
            raise ConfigurationError(f"group_by: {' or '.join(get_args(GroupBy))}, not {self.group_by!r}")
        require_in_range("repairs", self.repairs, range(4))
        if self.budget_tokens is not None:
            require_in_range("budget_tokens", self.budget_tokens, range(1_000, 1_000_000_001))
        if self.budget_requests is not None:
            require_in_range("budget_requests", self.budget_requests, range(1, 1001))


def require_in_range(name: str, value: object, allowed: range) -> None:
    """Make sure that an option is a whole number within its range.

    Raises:
        ConfigurationError: It is not; the message names the option and the range.
    """
    # A float would be looked for one by one.
    if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
        raise ConfigurationError(f"{name}: a whole number from {allowed.start} to {allowed[-1]}, not {value!r}")
