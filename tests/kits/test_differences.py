import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_tailor import Tailor, kits
from question_tailor.findings import Finding
from samples import COMPANY, POSTING

KIT = Tailor.offline().tailor(POSTING, COMPANY)
SLOTS = [slot.id for slot in KIT.plan.slots]
some_slots = st.sets(st.sampled_from(SLOTS), max_size=5)


@given(pinned=some_slots, edited=some_slots, order=st.permutations(SLOTS))
def test_the_slots_that_were_changed_are_told_and_no_others(pinned, edited, order):
    new = kits.edit(kits.pin(KIT, *pinned), {slot: f"What did you decide in {slot}, and when?" for slot in edited})

    difference = kits.diff(KIT, kits.reorder(new, order))

    assert [slot.slot for slot in difference.slots] == [slot for slot in order if slot in pinned | edited]
    assert difference.same == (not pinned | edited and order == SLOTS)
    assert (difference.before == difference.after) == (not edited and order == SLOTS)
    for slot in difference.slots:
        fields = {change.field for change in slot.changes}
        assert fields == ({"text", "origin"} if slot.slot in edited else set()) | (
            {"pinned"} if slot.slot in pinned else set()
        )


@given(edited=some_slots)
def test_the_way_back_is_the_same_the_other_way_round(edited):
    new = kits.edit(KIT, {slot: f"What did you <b>decide</b> in {slot}, and when?" for slot in edited})

    forth, back = kits.diff(KIT, new), kits.diff(new, KIT)

    assert [slot.slot for slot in forth.slots] == [slot.slot for slot in back.slots]
    for one, other in zip(forth.slots, back.slots, strict=True):
        assert [(c.field, c.before, c.after) for c in one.changes] == [
            (c.field, c.after, c.before) for c in other.changes
        ]
        assert (one.gained, one.lost) == (other.lost, other.gained)


def test_a_kit_is_the_same_as_another_run_over_the_same_inputs():
    assert kits.diff(KIT, Tailor.offline().tailor(POSTING, COMPANY)).same


def test_findings_that_came_and_went_are_told():
    one, other = (Finding(rule=f"plan.{name}", severity="warn", why="So.") for name in ("one", "other"))

    difference = kits.diff(KIT.model_copy(update={"findings": (one,)}), KIT.model_copy(update={"findings": (other,)}))

    assert (difference.gained, difference.lost, difference.same) == ((other,), (one,), False)


def test_slots_of_one_kit_only_are_added_or_removed():
    small = Tailor.offline().tailor(POSTING, COMPANY, questions=10)

    added = {slot.slot: slot.state for slot in kits.diff(small, KIT).slots}
    removed = {slot.slot: slot.state for slot in kits.diff(KIT, small).slots}

    assert (added["s11"], added["s12"]) == ("added", "added")
    assert (removed["s11"], removed["s12"]) == ("removed", "removed")
    assert set(added.values()) <= {"added", "changed"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda kit: kits.sign(kit, "A. Panel"), "signature"),
        (lambda kit: kit.model_copy(update={"level": "vp"}), "level"),
        (lambda kit: kit.model_copy(update={"run": kit.run.model_copy(update={"job_sha256": "0"})}), "run.job_sha256"),
        (lambda kit: kits.reorder(kit, minutes={"s01": 1}), "plan.spare_minutes"),
        (lambda kit: kits.reorder(kit, ["s02"]), "order"),
    ],
)
def test_what_concerns_the_whole_kit_is_told_as_such(change, field):
    assert field in {change.field for change in kits.diff(KIT, change(KIT)).changes}
