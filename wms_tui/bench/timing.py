"""Taking the time of work that is done by two ways in turn."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence


def timed(function: Callable[..., object], *arguments: object) -> float:
    """Do something and return how many seconds it took."""
    begin = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - begin


def median_ms(seconds: Iterable[float]) -> float:
    """Return the median in milliseconds."""
    return round(statistics.median(seconds) * 1000, 2)


def median_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median of how many times as long ours took, run by run."""
    return round(statistics.median(a / b for a, b in zip(ours, theirs, strict=True)), 2)
