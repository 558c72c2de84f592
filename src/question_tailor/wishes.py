"""What a plan should be like, as a cost that choosing brings down."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from question_tailor._resources import toml, toml_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from question_tailor.canonical import CanonicalQuestion
    from question_tailor.ranking import Rank
    from question_tailor.vocabulary import Interviewer, RoleLevel


@dataclass(frozen=True, slots=True)
class Choice:
    """A canonical question and who is to ask it."""

    question: CanonicalQuestion
    interviewer: Interviewer


class Wishes:
    """What a plan should be like, and how far a set of choices is from it.

    Args:
        level: Role level.
        panel: Who takes part.
        ranks: How well each canonical question fits the inputs, by its id.
    """

    def __init__(self, level: RoleLevel, panel: Sequence[Interviewer], ranks: dict[str, Rank]) -> None:
        self.level = level
        self.panel = panel
        self.ranks = ranks
        self.numbers = toml("planning.toml")
        self.suits = {name: toml("panel.toml")[name][level]["weight"] for name in panel}
        shares = {name: sum(entry["share"]) / 2 for name, entry in toml_in("responsibilities.toml", "en").items()}
        total = sum(shares.values())
        self.shares = {name: share / total for name, share in shares.items()}

    def most_of_one(self, count: int) -> int:
        """Questions that one interviewer may ask of so many."""
        if len(self.panel) < self.numbers["smallest_capped_panel"]:
            return count
        return max(int(count * self.numbers["interviewer_share"] + 1e-9), -(-count // len(self.panel)))

    def fewest_of_one(self, count: int) -> int:
        """Questions that each interviewer should ask of so many: one less than an even share, but one at least."""
        even = count // len(self.panel)
        return max(1, even - 1) if even else 0

    def cost(self, choices: Sequence[Choice]) -> tuple[float, ...]:
        """How far from the wishes, the weightiest first; the smallest is the best."""
        asked = Counter(choice.interviewer for choice in choices)
        over = sum(max(0, count - self.most_of_one(len(choices))) for count in asked.values())
        fewest = self.fewest_of_one(len(choices))
        under = sum(max(0, fewest - asked[name]) for name in self.panel)
        return (
            over,
            self.short_of_past_events(choices),
            self.off_responsibilities(choices),
            under,
            self.repeated_competencies(choices),
            -self.fit(choices),
        )

    def short_of_past_events(self, choices: Sequence[Choice]) -> int:
        """Questions for past events that are missing to their share."""
        past = sum(choice.question.kind == "past_behaviour" for choice in choices)
        share: float = self.numbers["behavioural_share"]
        return max(0, math.ceil(len(choices) * share) - past)

    def off_responsibilities(self, choices: Sequence[Choice]) -> int:
        """Questions by which a CPO's responsibilities differ from their shares."""
        if self.level != "cpo":
            return 0
        wanted = self.responsibility_quotas(len(choices))
        held = Counter(str(choice.question.responsibility) for choice in choices)
        return sum(max(0, count - held[name]) for name, count in wanted.items())

    def responsibility_quotas(self, count: int) -> dict[str, int]:
        """So many questions divided by the responsibilities' shares, largest remainder first."""
        exact = {name: share * count for name, share in self.shares.items()}
        quotas = {name: int(value) for name, value in exact.items()}
        rest = sorted(exact, key=lambda name: (quotas[name] - exact[name], name))
        for name in rest[: count - sum(quotas.values())]:
            quotas[name] += 1
        return quotas

    def repeated_competencies(self, choices: Sequence[Choice]) -> int:
        """Competencies that stand twice in a category count double, those that stand often in the kit once."""
        in_category = Counter((choice.question.category, choice.question.competency) for choice in choices)
        in_kit = Counter(choice.question.competency for choice in choices)
        return sum(2 * (count - 1) for count in in_category.values()) + sum(max(0, c - 2) for c in in_kit.values())

    def fit(self, choices: Sequence[Choice]) -> float:
        """How well questions fit the posting and interviewers the questions."""
        return round(sum(self.ranks[c.question.id].score + self.fit_of_interviewer(c) for c in choices), 6)

    def fit_of_interviewer(self, choice: Choice) -> float:
        """How well the interviewer suits: by the question's own list first, then by category."""
        listed = choice.interviewer in choice.question.interviewers
        weight: int = self.suits[choice.interviewer][choice.question.category]
        return (0.6 if listed else 0.0) + weight * 0.1
