"""Working on a kit that was made: changing, locking and comparing it.

Every function takes a kit and gives a changed one; none changes the kit that it is given, and all but `unlock` and
`diff` refuse a signed one. What may ask a model is a method of `Tailor` and `AsyncTailor`: `replace` makes one slot
anew, `update` brings a kit to a changed posting or company text (`what_holds` says beforehand what that will keep).

    from question_tailor import kits, load_kit, save_kit

    kit = load_kit("kit.json")
    kit = kits.edit(kit, {"s03": "Which product line did you stop, and what did that set free?"})
    save_kit(kits.sign(kit, by="Head of Talent"), "kit.json")
"""

from question_tailor.kits.differences import KitDiff, diff
from question_tailor.kits.editing import edit
from question_tailor.kits.order import reorder
from question_tailor.kits.pins import pin
from question_tailor.kits.signing import sign, unlock
from question_tailor.kits.updating import Holding, what_holds

__all__ = ["Holding", "KitDiff", "diff", "edit", "pin", "reorder", "sign", "unlock", "what_holds"]
