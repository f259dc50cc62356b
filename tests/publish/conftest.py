"""A release of sixty ties, and its page, for whoever reads them only."""

import pytest

from tests.publish.markup import tree
from tests.publish.page_reading import made_up


@pytest.fixture(scope="session")
def files():
    """The files of the release, name to bytes."""
    return made_up(60)[1]


@pytest.fixture(scope="session")
def page(files):
    """Its index.html as a tree."""
    return tree(files["index.html"].decode())
