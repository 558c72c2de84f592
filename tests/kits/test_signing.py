import json
from datetime import UTC, datetime

import pytest

from question_tailor import kits, load_kit, render
from question_tailor.errors import ConfigurationError, InputError

WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_signed_kit_says_who_signed_it_and_when_and_loads(kit):
    signed = kits.sign(kit, "  A.\nPanel\u200b ", at=WHEN)

    assert (signed.signature.by, signed.signature.at) == ("A. Panel", WHEN)
    assert load_kit(render(signed, "json")) == signed
    assert signed.sha256 == kit.sha256


def test_any_change_of_a_signed_file_is_noticed(kit):
    text = render(kits.sign(kit, "A. Panel"), "json")
    document = json.loads(text)
    document["questions"][4]["red_flags"][0] += " Really."

    with pytest.raises(InputError, match="changed after"):
        load_kit(json.dumps(document))


def test_a_signed_kit_is_neither_signed_nor_pinned_until_it_is_unlocked(kit):
    signed = kits.sign(kit, "A. Panel")

    for change in (lambda: kits.sign(signed, "B. Panel"), lambda: kits.pin(signed, "s01")):
        with pytest.raises(InputError, match=r"A\. Panel signed this kit"):
            change()
    assert kits.unlock(signed) == kit
    assert kits.unlock(kit) == kit


@pytest.mark.parametrize("by", ["", " \n", "\u200b", "x" * 201])
def test_a_signature_needs_a_name(kit, by):
    with pytest.raises(ConfigurationError, match="name"):
        kits.sign(kit, by)


def test_a_time_without_a_zone_is_refused(kit):
    with pytest.raises(ConfigurationError, match="time zone"):
        kits.sign(kit, "A. Panel", at=WHEN.replace(tzinfo=None))


def test_pins_are_set_and_taken_away(kit):
    pinned = kits.pin(kit, "s01", "s05")

    assert [question.slot for question in pinned.questions if question.pinned] == ["s01", "s05"]
    assert load_kit(render(pinned, "json")) == pinned
    assert kits.pin(pinned, "s01", "s05", pinned=False) == kit
    with pytest.raises(ConfigurationError, match="'s99'"):
        kits.pin(kit, "s99")
