"""Many small cases as one test: thousands of tests cost more to hand around than to run."""

from collections.abc import Callable, Iterable, Sized
from typing import Any


def every(
    arguments: str, cases: Iterable[Any], ids: Callable[[Any], str] = str
) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Make a test of one case a test of all ``cases``, which names every case that fails.

    As ``pytest.mark.parametrize``: arguments are names with commas between, and a case has a value
    for each. ids: how a case is called. The test takes no fixture, and is kept as ``of_one``. To
    have no case at all is a failure.
    """
    names = [name.strip() for name in arguments.split(",")]
    cases = list(cases)

    def decorate(test: Callable[..., None]) -> Callable[[], None]:
        def all_cases() -> None:
            failed = []
            for case in cases:
                values = case if len(names) > 1 else (case,)
                assert isinstance(values, Sized)
                try:
                    test(**dict(zip(names, values, strict=True)))
                except AssertionError as error:
                    failed.append(f"{ids(case)}: {error}")
            assert cases, "there is no case"
            assert not failed, f"{len(failed)} of {len(cases)}\n" + "\n".join(failed[:20])

        all_cases.__name__, all_cases.__doc__ = test.__name__, test.__doc__
        all_cases.__module__ = test.__module__
        all_cases.of_one = test  # type: ignore[attr-defined]
        return all_cases

    return decorate
