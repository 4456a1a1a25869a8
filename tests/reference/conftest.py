import shutil
from pathlib import Path

import pytest

from planner.reference.services import DATA_FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data files, to be spoilt."""
    return Path(shutil.copytree(DATA_FOLDER, tmp_path / "data"))
