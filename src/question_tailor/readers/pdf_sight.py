"""Which text of a PDF page a reader does not see: told from what the page draws, operator by operator.

Hidden is text in an invisible mode, transparent, in the colour of what was painted below it, in letters of 2 points and
less, off the page, clipped away, or in a layer that is switched off.

Known limits: text that something is painted over later, colours out of patterns, separations and other special spaces,
soft masks and blend modes. Painted shapes and clipping paths are taken for the rectangles around them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import Any, Final

from question_tailor.readers.looks import BLACK, WHITE, Colour, Look

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

UNMOVED: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
SHOWING: Final = frozenset({b"Tj", b"TJ", b"'", b'"'})
"""Operators that draw text."""
_INVISIBLE: Final = frozenset({3, 7})
_FILLED_MODES: Final = frozenset({0, 2, 4, 6})
_TINY: Final = 2.05
_CLEAR: Final = 0.03
_WIDTH: Final = 0.6
"""Of a letter, in sizes of its font, roughly."""
_FILLING: Final = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_ENDING: Final = frozenset({b"n", b"S", b"s"})
_DEVICE: Final = {b"g": 1, b"rg": 3, b"k": 4, b"G": 1, b"RG": 3, b"K": 4}
_PLAIN_SPACES: Final = frozenset({"/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/CalGray", "/CalRGB", "/ICCBased"})
_DOT: Final = (1.0, 8.0)
"""Least and greatest side of a bullet that is painted, in points."""
_MARGIN: Final = 30.0
"""How far a bullet may stand from its text, in points."""
_MOST_PAINTED: Final = 3_000
"""Painted shapes of a page that are remembered."""
_DEEPEST: Final = 200


@dataclass(frozen=True, slots=True)
class _State:
    """What `q` saves and `Q` restores."""

    moved: Matrix = UNMOVED
    clip: Box = (-inf, -inf, inf, inf)
    fill: Colour | None = BLACK
    stroke: Colour | None = BLACK
    fill_plain: bool = True
    stroke_plain: bool = True
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    mode: int = 0
    size: float = 0.0
    letter: int = 1
    stretch: float = 1.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """Whose operators are read: the page's, or those of a form that it draws."""

    resources: Any
    state: _State
    stack: tuple[_State, ...]
    layers: tuple[bool, ...]


class Sight:
    """What can be seen of a page, told of its operators one after another.

    Args:
        box: The page's visible part, in its own units.
        resources: The page's resources.
        off: Object numbers of layers that are switched off.
    """

    def __init__(self, box: Box, resources: Any, off: frozenset[int]) -> None:  # noqa: ANN401 - pypdf's own objects
        self._box = box
        self._off = off
        self._resources = resources
        self._state = _State()
        self._stack: list[_State] = []
        self._frames: list[_Frame] = []
        self._painted: list[tuple[Box, Colour | None]] = []
        self._path: list[tuple[float, float]] = []
        self._clip: Box | None = None
        self._layers: list[bool] = []

    def veil(self, operator: bytes, operands: Any, line: Any) -> str | None:  # noqa: ANN401 - pypdf's own objects
        """The channel in which the text that an operator draws is hidden; None where it can be read, or draws none.

        Args:
            operator: The operator.
            operands: What it is given.
            line: The matrix of the text, as it is before the operator.
        """
        if operator in SHOWING:
            return self._veil(operands, tuple(float(one) for one in line))
        self._follow(operator, operands)
        return None

    def letters(self, operands: Any) -> int:  # noqa: ANN401 - pypdf's own objects
        """How many letters an operator draws, roughly: fonts of many letters take two bytes for each."""
        shown = operands[-1] if operands else ""
        pieces = shown if isinstance(shown, list) else [shown]
        return sum(len(piece) for piece in pieces if isinstance(piece, str | bytes)) // self._state.letter

    def drawn(self) -> None:
        """What `Do` draws has ended."""
        if self._frames:
            frame = self._frames.pop()
            self._resources, self._state = frame.resources, frame.state
            self._stack, self._layers = list(frame.stack), list(frame.layers)

    def has_bullet(self, x: float, y: float, size: float) -> bool:
        """Whether a bullet is painted before a line, as browsers do, which write none.

        Args:
            x: Where the line begins.
            y: Where it stands.
            size: Of its letters.
        """
        return any(
            x - _MARGIN <= left and right <= x and y - 0.3 * size <= bottom and top <= y + size
            for (left, bottom, right, top), _ in self._painted
            if all(_DOT[0] <= side <= _DOT[1] for side in (right - left, top - bottom))
        )

    def _veil(self, operands: Any, line: tuple[float, ...]) -> str | None:  # noqa: ANN401
        state = self._state
        if any(self._layers):
            return "hidden-layer"
        if state.mode in _INVISIBLE:
            return "render-mode"
        a, b, c, d, x, y = _times(_matrix(line), state.moved)
        height = abs(state.size) * (c * c + d * d) ** 0.5
        width = abs(state.size * state.stretch) * (a * a + b * b) ** 0.5
        if min(height, width) <= _TINY:
            return "font-size"
        reach = abs(state.size * state.stretch) * _WIDTH * self.letters(operands)
        if self._is_off_page((x, x + a * reach), (y, y + b * reach), height):
            return "off-screen"
        paper = self._paper(x + 0.2 * width, y + 0.3 * height)
        filled = state.mode in _FILLED_MODES
        ink, alpha = (state.fill, state.fill_alpha) if filled else (state.stroke, state.stroke_alpha)
        if filled and state.mode in {2, 6} and Look(state.stroke, paper).veil is None:
            ink = None
        return Look(ink, paper, clear=alpha <= _CLEAR).veil

    def _is_off_page(self, across: tuple[float, float], up: tuple[float, float], height: float) -> bool:
        """Whether a line of text lies off the page or is clipped away; its ends in points, roughly."""
        left, bottom, right, top = _common(self._box, self._state.clip)
        is_below, is_above = max(up) + height < bottom, min(up) > top
        return is_below or is_above or max(across) + height < left or min(across) > right

    def _paper(self, x: float, y: float) -> Colour | None:
        for (left, bottom, right, top), colour in reversed(self._painted):
            if left <= x <= right and bottom <= y <= top:
                return colour
        return WHITE

    def _follow(self, operator: bytes, operands: Any) -> None:  # noqa: ANN401
        try:
            if operator in {b"q", b"Q", b"cm", b"gs", b"Tr", b"Tf", b"Tz"}:
                self._set(operator, operands)
            elif operator in {b"g", b"rg", b"k", b"sc", b"scn", b"cs", b"G", b"RG", b"K", b"SC", b"SCN", b"CS"}:
                self._ink(operator, operands)
            elif operator in {b"BDC", b"BMC", b"EMC"}:
                self._layer(operator, operands)
            elif operator in {b"Do", b"INLINE IMAGE"}:
                self._draw(operator, operands)
            else:
                self._trace(operator, operands)
        except (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError):
            # What makes no sense is passed over, as viewers do; `Do` still has to end as it began.
            if operator == b"Do" and operands:
                self._enter(self._resources, UNMOVED)

    def _set(self, operator: bytes, operands: Any) -> None:  # noqa: ANN401
        if operator == b"q" and len(self._stack) < _DEEPEST:
            self._stack.append(self._state)
        elif operator == b"Q" and self._stack:
            self._state = self._stack.pop()
        elif operator == b"cm":
            self._state = replace(self._state, moved=_times(_matrix(operands), self._state.moved))
        elif operator == b"Tr":
            self._state = replace(self._state, mode=int(operands[0]))
        elif operator == b"Tf":
            self._state = replace(self._state, size=float(operands[1]), letter=1)
            if _named(self._resources, "/Font", operands[0]).get("/Subtype") == "/Type0":
                self._state = replace(self._state, letter=2)
        elif operator == b"Tz":
            self._state = replace(self._state, stretch=float(operands[0]) / 100)
        elif operator == b"gs":
            self._graphics(_named(self._resources, "/ExtGState", operands[0]))

    def _graphics(self, given: Any) -> None:  # noqa: ANN401
        if "/ca" in given:
            self._state = replace(self._state, fill_alpha=float(given["/ca"]))
        if "/CA" in given:
            self._state = replace(self._state, stroke_alpha=float(given["/CA"]))
        if "/Font" in given:
            self._state = replace(self._state, size=float(given["/Font"][1]))

    def _ink(self, operator: bytes, operands: Any) -> None:  # noqa: ANN401
        known: Colour | None
        stroking = operator.isupper()
        if operator in {b"cs", b"CS"}:
            plain, known = self._is_plain(operands[0]), BLACK
        elif operator in _DEVICE:
            plain, known = True, _colour(operands)
        else:
            plain = self._state.stroke_plain if stroking else self._state.fill_plain
            known = _colour(operands)
        known = known if plain else None
        if stroking:
            self._state = replace(self._state, stroke=known, stroke_plain=plain)
        else:
            self._state = replace(self._state, fill=known, fill_plain=plain)

    def _is_plain(self, name: Any) -> bool:  # noqa: ANN401
        if str(name) in _PLAIN_SPACES:
            return True
        space = _named(self._resources, "/ColorSpace", name)
        return str(space[0] if isinstance(space, list) else space) in _PLAIN_SPACES

    def _layer(self, operator: bytes, operands: Any) -> None:  # noqa: ANN401
        if operator == b"EMC":
            if len(self._layers) > (len(self._frames[-1].layers) + 1 if self._frames else 0):
                self._layers.pop()
            return
        off = False
        if operator == b"BDC" and operands and str(operands[0]) == "/OC" and isinstance(operands[1], str):
            properties = self._resources["/Properties"].get_object()
            off = self._is_off(properties.raw_get(operands[1]))
        self._layers.append(off)

    def _is_off(self, reference: Any) -> bool:  # noqa: ANN401
        if getattr(reference, "idnum", None) in self._off:
            return True
        group = reference.get_object()
        members = group.raw_get("/OCGs") if "/OCGs" in group else []
        members = members if isinstance(members, list) else [members]
        return bool(members) and all(getattr(one, "idnum", None) in self._off for one in members)

    def _draw(self, operator: bytes, operands: Any) -> None:  # noqa: ANN401
        drawn: Any = {} if operator == b"INLINE IMAGE" else _named(self._resources, "/XObject", operands[0])
        if drawn.get("/Subtype") != "/Form":
            self._paint([(0, 0), (1, 0), (0, 1), (1, 1)], None)
            if operator == b"Do":
                self._enter(self._resources, UNMOVED)
            return
        own = drawn.get("/Resources")
        off = "/OC" in drawn and self._is_off(drawn.raw_get("/OC"))
        self._enter(
            self._resources if own is None else own.get_object(),
            _matrix(drawn.get("/Matrix") or UNMOVED),
            off=off,
        )

    def _enter(self, resources: Any, moved: Matrix, *, off: bool = False) -> None:  # noqa: ANN401
        self._frames.append(_Frame(self._resources, self._state, tuple(self._stack), tuple(self._layers)))
        self._layers.append(off)
        self._resources, self._stack = resources, []
        self._state = replace(self._state, moved=_times(moved, self._state.moved))

    def _trace(self, operator: bytes, operands: Any) -> None:  # noqa: ANN401
        if operator == b"re":
            x, y, width, height = (float(one) for one in operands)
            self._path += [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]
        elif operator in {b"m", b"l", b"c", b"v", b"y"}:
            self._path.append((float(operands[-2]), float(operands[-1])))
        elif operator in {b"W", b"W*"}:
            self._clip = self._around(self._path)
        elif operator in _FILLING | _ENDING:
            if operator in _FILLING and self._state.fill_alpha > _CLEAR:
                self._paint(self._path, self._state.fill if self._state.fill_alpha > 1 - _CLEAR else None)
            if self._clip is not None:
                self._state = replace(self._state, clip=_common(self._state.clip, self._clip))
            self._path, self._clip = [], None
        elif operator == b"sh":
            self._painted.append((self._box, None))

    def _paint(self, path: list[tuple[float, float]], colour: Colour | None) -> None:
        box = self._around(path)
        if box is not None and len(self._painted) < _MOST_PAINTED and not any(self._layers):
            self._painted.append((_common(box, self._state.clip), colour))

    def _around(self, path: list[tuple[float, float]]) -> Box | None:
        """The rectangle around a path on the page; None where the path is empty."""
        if not path:
            return None
        a, b, c, d, e, f = self._state.moved
        points = [(a * x + c * y + e, b * x + d * y + f) for x, y in path]
        across, up = [x for x, _ in points], [y for _, y in points]
        return min(across), min(up), max(across), max(up)


def _common(one: Box, other: Box) -> Box:
    """What two rectangles have in common; turned inside out where that is nothing."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _named(resources: Any, kind: str, name: Any) -> Any:  # noqa: ANN401
    return resources[kind].get_object()[name].get_object()


def _matrix(given: Any) -> Matrix:  # noqa: ANN401
    a, b, c, d, e, f = (float(one) for one in given)
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _colour(given: Any) -> Colour | None:  # noqa: ANN401
    """A colour from one, three or four parts between 0 and 1; None where it is something else."""
    parts = [min(max(float(one), 0.0), 1.0) for one in given if not isinstance(one, str)]
    if len(parts) == 1:
        parts *= 3
    elif len(parts) == 4:  # noqa: PLR2004 - cyan, magenta, yellow and black
        *inks, black = parts
        parts = [(1 - ink) * (1 - black) for ink in inks]
    if len(parts) != 3 or any(isinstance(one, str) for one in given):  # noqa: PLR2004 - red, green and blue
        return None
    red, green, blue = (round(255 * part) for part in parts)
    return red, green, blue
