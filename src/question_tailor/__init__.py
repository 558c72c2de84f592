"""Tailored, level-appropriate interview questions for product leaders.

A kit is a few lines::

    from pathlib import Path
    from question_tailor import Tailor, render

    kit = Tailor("your-model").tailor(Path("posting.md"), Path("company.md"))
    print(render(kit, "md"))

`Tailor.offline()` does the same without a model. Importing this package loads neither openai nor jinja2.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from question_tailor._version import __version__ as __version__

if TYPE_CHECKING:
    from question_tailor.async_client import AsyncTailor
    from question_tailor.client import Tailor
    from question_tailor.errors import ConfigurationError, InputError, ModelError, TailorError
    from question_tailor.findings import Finding
    from question_tailor.inputs import CompanyContext, JobDescription
    from question_tailor.kit import InterviewKit, TailoredQuestion
    from question_tailor.options import KitOptions
    from question_tailor.readers import load_bank, load_kit, read_company, read_posting
    from question_tailor.rendering import render, save_kit
    from question_tailor.reviewing import review
    from question_tailor.setup import Prices

__all__ = [
    "AsyncTailor",
    "CompanyContext",
    "ConfigurationError",
    "Finding",
    "InputError",
    "InterviewKit",
    "JobDescription",
    "KitOptions",
    "ModelError",
    "Prices",
    "Tailor",
    "TailorError",
    "TailoredQuestion",
    "load_bank",
    "load_kit",
    "read_company",
    "read_posting",
    "render",
    "review",
    "save_kit",
]

_HOMES = {
    "AsyncTailor": "async_client",
    "CompanyContext": "inputs",
    "ConfigurationError": "errors",
    "Finding": "findings",
    "InputError": "errors",
    "InterviewKit": "kit",
    "JobDescription": "inputs",
    "KitOptions": "options",
    "ModelError": "errors",
    "Prices": "setup",
    "Tailor": "client",
    "TailorError": "errors",
    "TailoredQuestion": "kit",
    "load_bank": "readers",
    "load_kit": "readers",
    "read_company": "readers",
    "read_posting": "readers",
    "render": "rendering",
    "review": "reviewing",
    "save_kit": "rendering",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Load a public name when it is first used, so that importing the package costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
