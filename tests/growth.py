"""Whether time grows faster than the input, on a machine that does other things too.

A reader that is at fault is slow at every reading; a machine that is busy, or short of pages, slows one of them.
So what seems to grow too fast is measured again, and the least of each size counts.
"""
TRIES = 5


def least(small, large, too_fast, tries=TRIES):
    """Seconds of a small and of a large input, each the least of as many readings as clear the reader: `small`, `large` measure once."""
    times = (small(), large())
    for _ in range(tries - 1):
        if not too_fast(*times):
            break
        times = (min(times[0], small()), min(times[1], large()))
    return times
