"""Files that are written whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from question_tailor.errors import ConfigurationError


def write_whole(path: Path, raw: bytes) -> None:
    """Write a file; one that is there is replaced, and stays as it is where writing fails.

    Raises:
        ConfigurationError: It cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".kit-")
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be written: {error.strerror}.") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        raise ConfigurationError(f"{path} cannot be written: {error.strerror}.") from None
