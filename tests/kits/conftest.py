"""Kits to work on. They are frozen, so that all tests may share them."""

from __future__ import annotations

import pytest

from question_tailor import Tailor, read_company, read_posting
from samples import COMPANY, POSTING


@pytest.fixture(scope="session")
def job():
    return read_posting(POSTING)


@pytest.fixture(scope="session")
def company():
    return read_company(COMPANY)


@pytest.fixture(scope="session")
def kit(job, company):
    return Tailor.offline().tailor(job, company)
