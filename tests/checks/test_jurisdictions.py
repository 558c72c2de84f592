import pytest

from question_tailor.checks.jurisdictions import known_jurisdictions, unset_jurisdiction
from question_tailor.checks.lawful import JURISDICTIONS
from question_tailor.errors import ConfigurationError


def test_codes_are_known_in_any_spelling_and_counted_once():
    assert known_jurisdictions(["US-CA", "us_ca", "De"]) == ("us-ca", "de")
    assert known_jurisdictions("uk") == ("uk",)
    assert known_jurisdictions(()) == ()


@pytest.mark.parametrize("wrong", [["xx"], [""], ["us", "atlantis"], [None]])
def test_an_unknown_code_is_named_with_those_that_are_known(wrong):
    with pytest.raises(ConfigurationError) as caught:
        known_jurisdictions(wrong)

    assert repr(wrong[-1]) in str(caught.value)
    assert all(code in str(caught.value) for code in JURISDICTIONS)


def test_without_one_the_strictest_hold_and_a_finding_says_so():
    (finding,) = unset_jurisdiction(())

    assert finding.rule == "lawful.jurisdiction_unset"
    assert finding.severity == "warn"
    assert "us-ca" in finding.suggestion
    assert unset_jurisdiction(("de",)) == ()
