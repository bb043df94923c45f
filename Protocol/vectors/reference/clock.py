"""The hybrid logical clock and the clock check of a session. Microseconds, but for the check's milliseconds."""

SKEW = 10 * 60 * 1_000_000
LATEST = 7_258_118_400_000_000


def clamped(wall):
    return min(max(wall, 0), LATEST)


class Clock:
    def __init__(self, last=0):
        self.last = last

    def tick(self, wall):
        self.last = max(clamped(wall), self.last) + 1
        return self.last

    def observe(self, stamp, wall):
        if stamp > clamped(wall) + SKEW:
            return False
        self.last = max(self.last, stamp)
        return True

    def restart(self, wall):
        self.last = clamped(wall)


def is_suspect(wall_ms, logical, server_ms):
    return abs(server_ms - wall_ms) > SKEW // 1000 or logical // 1000 - wall_ms > SKEW // 1000
