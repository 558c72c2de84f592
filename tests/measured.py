"""Figures that tests print, for docs/reliability.md: `pytest -s -q TESTS | grep '^T-'`."""


def measured(row: str, what: str, figure: str) -> None:
    """Print one figure.

    Args:
        row: Id of the promise, such as T-08.
        what: What was tried.
        figure: What came out, with its unit.
    """
    print(f"\n{row} | {what} | {figure}")  # noqa: T201 - printing is what it is for
