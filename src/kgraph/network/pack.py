"""Pack separate pieces of a drawing around the largest one: places within pieces in, common places out.

The plane is a grid; a piece takes the cells around its nodes, not its bounding box, so that small pieces
fill the bays of the large one. Each piece goes to the free spot nearest to the middle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Piece = Mapping[str, tuple[float, float]]
_ASPECT = 1.5  # width to height of the whole: screens are wider than tall


def pack(pieces: Sequence[Piece], room: tuple[float, float]) -> dict[str, tuple[int, int]]:
    """Join pieces into one drawing.

    Args:
        pieces: Places by name, each piece's middle at the origin; the first goes to the middle.
        room: Width and height that a node keeps free; the size of a cell.
    """
    taken: set[tuple[int, int]] = set()
    found: dict[str, tuple[int, int]] = {}
    spots = _spots(sum(len(piece) for piece in pieces)) if len(pieces) > 1 else [(0, 0)]
    start: dict[int, int] = {}
    for piece in pieces:
        cells = _cells(piece, room)
        # A piece of as many cells or more never finds room where a smaller one did not.
        first = start.get(len(cells), 0)
        for place in range(first, len(spots)):
            column, row = spots[place]
            if taken.isdisjoint({(column + c, row + r) for c, r in cells}):
                break
        start[len(cells)] = place
        taken |= {(column + c + dc, row + r + dr) for c, r in cells for dc in (-1, 0, 1) for dr in (-1, 0, 1)}
        for name, (x, y) in piece.items():
            found[name] = round(x + column * room[0]), round(y + row * room[1])
    return found


def _cells(piece: Piece, room: tuple[float, float]) -> set[tuple[int, int]]:
    return {(round(x / room[0]) + dc, round(y / room[1])) for x, y in piece.values() for dc in (-1, 0, 1)}


def _spots(nodes: int) -> list[tuple[int, int]]:
    """Cells by their distance from the middle, enough for that many nodes even if all stand alone."""
    reach = 12 + int(6 * nodes**0.5)
    cells = [(c, r) for c in range(-reach, reach + 1) for r in range(-reach, reach + 1)]
    return sorted(cells, key=lambda cell: ((cell[0] / _ASPECT) ** 2 + cell[1] ** 2, cell))
