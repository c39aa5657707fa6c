"""The built site, for whichever layer needs it."""

import os
from pathlib import Path

import pytest
from filelock import FileLock

from scripts import building


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built from the sources as they are now: once a run, by whichever worker needs it first."""
    run = tmp_path_factory.getbasetemp()
    run = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    built = run / "site-built"
    with FileLock(run / "site.lock"):
        if not built.exists():
            building.build()
            built.touch()
    return building.SITE
