"""Elements of a Word document: which of them are shown, and where drawings stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from question_tailor.readers.looks import Colour, colour
from question_tailor.readers.word_looks import W, figure

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FAR: Final = (-6_000_000, 12_000_000)
"""Places of a drawing beyond which it is off the page, in English Metric Units: 360,000 are a centimetre."""
_FLAT: Final = 36_000
_AROUND_ROWS: Final = frozenset({f"{W}sdt", f"{W}customXml", f"{W}ins", f"{W}moveTo"})


def chosen(element: Any) -> Any:  # noqa: ANN401
    """What of an element is shown: of two forms of the same content the first, of a content control its content."""
    if element.tag == f"{COMPATIBLE}AlternateContent":
        forms = (element.find(f"{COMPATIBLE}{name}") for name in ("Choice", "Fallback"))
        return next((form for form in forms if form is not None), element)
    if element.tag == f"{W}sdt":
        content = element.find(f"{W}sdtContent")
        return element if content is None else content
    return element


def within(element: Any, tag: str) -> Iterator[Any]:  # noqa: ANN401
    """Rows of a table, or cells of a row, also within content controls and the like."""
    for child in chosen(element).iterchildren(tag="*"):
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND_ROWS:
            yield from within(child, tag)


def is_far(element: Any, name: str) -> bool:  # noqa: ANN401
    """Whether a drawing is moved off the page."""
    return name == "posOffset" and not _FAR[0] <= (figure(element.text) or 0) <= _FAR[1]


def is_squeezed(extent: Any) -> bool:  # noqa: ANN401
    """Whether a drawing is squeezed to nothing."""
    sides = [figure(extent.get(side)) for side in ("cx", "cy")]
    return any(side is not None and side < _FLAT for side in sides)


def is_boxed(element: Any, drawing: Any) -> bool:  # noqa: ANN401
    """Whether an element stands in a text box within that of a drawing, or in the second form of it."""
    around = element.getparent()
    while around is not None and around is not drawing:
        if around.tag in {f"{W}txbxContent", f"{COMPATIBLE}Fallback"}:
            return True
        around = around.getparent()
    return False


def fill_of(shape: Any, paper: Colour | None) -> Colour | None:  # noqa: ANN401
    """The background within a shape."""
    for element in shape.iterchildren(tag="*"):
        name = element.tag.rpartition("}")[2]
        if name == "solidFill":
            return next((colour(f"#{one.get('val')}") for one in element if one.tag.endswith("}srgbClr")), None)
        if name in {"gradFill", "blipFill", "pattFill", "grpFill"}:
            return None
    return paper
