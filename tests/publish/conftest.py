"""A release of sixty ties, and its page, for whoever reads them only."""

import pytest

from pipeline.publish import release_files
from tests import synthetic
from tests.publish.markup import tree


@pytest.fixture(scope="session")
def files():
    """The files of the release, name to bytes."""
    return release_files(synthetic.release(60))


@pytest.fixture(scope="session")
def page(files):
    """Its index.html as a tree."""
    return tree(files["index.html"].decode())
