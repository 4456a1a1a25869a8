import time
from collections.abc import Callable


def until(holds: Callable[[], object], *, seconds: float, what: str, every: float = 0.05) -> float:
    """Wait for it; seconds that it took. Fails with the words of `what`."""
    begin = time.monotonic()
    while not holds():
        if time.monotonic() - begin > seconds:
            raise AssertionError(f"Not within {seconds:.0f} s: {what}")
        time.sleep(every)
    return time.monotonic() - begin
