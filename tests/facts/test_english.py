import pytest

from question_tailor.facts.english import doing


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("Own the product vision for freight payments", "owning the product vision for freight payments"),
        ("You will rebuild trust between product and sales", "rebuilding trust between product and sales"),
        ("Hire, coach and grow the next heads of product", "hiring, coaching and growing the next heads of product"),
        ("Actively shape how design and engineering work together", "shaping how design and engineering work together"),
        ("Responsible for leading 34 people across four teams", "leading 34 people across four teams"),
        ("Set the metrics (weekly) by which we judge the platform", None),
        ("Decide by the end of your second quarter whether we run on the Antwerp ledger or the other one", None),
        ("Own the strategy for Settle and say which product gets the next euro", "owning the strategy for Settle"),
        ("15 years in software, several of them in payments", None),
        ("Own it", None),
        (
            "Work with your CFO on the pricing of Ledgerline Pay",
            "working with the CFO on the pricing of Ledgerline Pay",
        ),
    ],
)
def test_a_duty_becomes_a_phrase_that_a_question_can_hold_or_nothing(said, phrase):
    made = doing(said, bullet=True)

    assert (made[0] if made else None) == phrase
    if made:
        assert said[: made[1]].split()[-1].strip(",.") == phrase.split()[-1]
