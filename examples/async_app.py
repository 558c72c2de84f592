"""Inside an asyncio application: two kits side by side, and one streamed question by question.

python examples/async_app.py
"""

from __future__ import annotations

import asyncio

from shared import COMPANIES, POSTINGS, async_tailor

from question_tailor.events import KitFinished, QuestionAccepted, QuestionDrafted


async def main() -> None:
    """Make three kits."""
    async with async_tailor() as client:
        head, lead = await asyncio.gather(
            client.tailor(
                POSTINGS / "head-of-product-secondhand-marketplace.md", COMPANIES / "secondhand-marketplace.md"
            ),
            client.tailor(POSTINGS / "lead-pm-developer-tools.txt", COMPANIES / "developer-tools.md"),
        )
        print(f"{len(head.questions)} questions for {head.role.title}, {len(lead.questions)} for {lead.role.title}")
        async for event in client.stream(POSTINGS / "cpo-freight-payments.md", COMPANIES / "freight-payments.md"):
            match event:
                case QuestionAccepted(question) | QuestionDrafted(question, _):
                    print(f"{question.slot} {question.text}")
                case KitFinished(kit):
                    print(f"{len(kit.questions)} questions in {kit.plan.minutes} minutes")


if __name__ == "__main__":
    asyncio.run(main())
