"""A small posting and company text that many tests use."""

POSTING = """# Chief Product Officer at Harbourline

Rotterdam, hybrid.

## About Harbourline

Harbourline runs freight payments for mid-size freight forwarders. We are about 600 people.

## What you will do

- Own the product vision and strategy for freight payments over the next five years
- Lead 34 product people through four directors and grow the next heads of product
- Present product results and the investment case to the board every quarter
- You will rebuild trust between product and sales after two missed launches.
- Decide which of our three ledgers survives and retire the other two
- Work with the CFO on the pricing of Ledgerline Pay and on unit economics per shipment
- Set the metrics by which we know that the platform stays healthy
- Bring carriers in the Baltics onto the platform without a local sales team
- Coach the directors who run invoicing and claims
- Replace quarterly roadmaps with a portfolio review that finance trusts
- Shape how design and engineering work together in Rotterdam and Gdansk
- Speak for forwarders when the company plans its next market

## What you bring

- 15 years in software, several of them in payments

## What we offer

- A salary of 180k to 220k EUR and 30 days of vacation
"""

COMPANY = """# Harbourline

Harbourline moves money between forwarders and carriers.

## Values

- Own the outcome: we stay with a thing until the customer has it.
- Say it early: bad news travels first.

## Products

- Ledgerline Pay: payments between forwarders and carriers.

## Confidential

We have nine months of runway left and talk to Nordkai about a sale.
"""
