from dataclasses import replace

import pytest

from question_tailor.checks import barred
from question_tailor.checks.brief import Barred


@pytest.fixture
def quoted(answer):
    return answer(evidence=[{"source": "job", "quote": "Decide which of our three ledgers survives"}])


def bar(brief, words, rule, source="job"):
    start = brief.source("job").index(words)
    return replace(brief, barred=(Barred(source, start, start + len(words), rule),))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("lawful.age", "keep out of interviews"),
        ("input.talks_to_model", "talks to a model"),
        ("input.confidential", "confidential or internal"),
    ],
)
def test_a_quote_that_touches_a_barred_sentence_blocks_and_says_why(rule, said, quoted, brief):
    (finding,) = barred.check(quoted, bar(brief(), "three ledgers survives and retire", rule))

    assert (finding.rule, finding.severity, finding.field) == ("barred.quoted", "block", "evidence[0].quote")
    assert said in finding.why


def test_other_sentences_and_other_sources_may_be_quoted(quoted, brief):
    assert barred.check(quoted, bar(brief(), "Set the metrics", "lawful.age")) == ()
    assert barred.check(quoted, bar(brief(), "three ledgers survives", "lawful.age", source="company")) == ()
    assert barred.check(quoted, brief()) == ()


def test_a_quote_that_is_not_there_is_no_business_of_this_check(answer, brief):
    nowhere = answer(evidence=[{"source": "job", "quote": "words that stand nowhere in it"}])

    assert barred.check(nowhere, bar(brief(), "three ledgers survives", "lawful.age")) == ()
