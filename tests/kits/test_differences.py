import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_tailor import Tailor, kits
from question_tailor.findings import Finding
from question_tailor.kits.changing import changed
from samples import COMPANY, POSTING

KIT = Tailor.offline().tailor(POSTING, COMPANY)
SLOTS = [slot.id for slot in KIT.plan.slots]
some_slots = st.sets(st.sampled_from(SLOTS), max_size=5)


def rewritten(kit, slots):
    """A kit with other words in some slots, and a finding about each of them."""
    finding = Finding(rule="hygiene.markup", severity="block", why="It holds markup.")
    changes = {"origin": "person", "findings": (finding,)}
    return changed(
        kit,
        {
            slot: kit.question(slot).model_copy(update={"text": f"What did you decide in {slot}?", **changes})
            for slot in slots
        },
    )


@given(pinned=some_slots, edited=some_slots, order=st.permutations(SLOTS))
def test_the_slots_that_were_changed_are_told_and_no_others(pinned, edited, order):
    difference = kits.diff(KIT, kits.reorder(rewritten(kits.pin(KIT, *pinned), edited), order))

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
    new = rewritten(KIT, edited)

    forth, back = kits.diff(KIT, new), kits.diff(new, KIT)

    assert {slot.slot for slot in forth.slots} == edited
    assert [slot.slot for slot in forth.slots] == [slot.slot for slot in back.slots]
    for one, other in zip(forth.slots, back.slots, strict=True):
        assert [(c.field, c.before, c.after) for c in one.changes] == [
            (c.field, c.after, c.before) for c in other.changes
        ]
        assert (one.gained, one.lost) == (other.lost, other.gained)
        assert [finding.rule for finding in one.gained] == ["hygiene.markup"]


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
