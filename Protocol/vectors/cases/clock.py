"""clock.json: the hybrid logical clock, its cap, and the clock check of a session."""

from reference.clock import SKEW, Clock, is_suspect

NOW = 1_790_000_000_000_000
YEAR = 365 * 24 * 3600 * 1_000_000

RUNS = [
    ("stamps follow the wall clock", [("tick", NOW), ("tick", NOW + 5_000_000)]),
    ("two stamps in one microsecond differ", [("tick", NOW), ("tick", NOW), ("tick", NOW)]),
    ("a wall clock set back does not repeat a stamp", [("tick", NOW), ("tick", NOW - YEAR), ("tick", NOW - YEAR)]),
    ("a later stamp of another replica is passed", [("tick", NOW), ("observe", NOW + 1_000_000, NOW), ("tick", NOW)]),
    ("an earlier stamp of another replica changes nothing", [("tick", NOW), ("observe", NOW - 9, NOW), ("tick", NOW)]),
    ("a stamp exactly ten minutes ahead is accepted", [("tick", NOW), ("observe", NOW + SKEW, NOW), ("tick", NOW)]),
    ("a stamp one microsecond further ahead is ignored",
     [("tick", NOW), ("observe", NOW + SKEW + 1, NOW), ("tick", NOW)]),
    ("a clock a year ahead drags nobody with it", [("tick", NOW), ("observe", NOW + YEAR, NOW), ("tick", NOW + 10)]),
    ("the greatest possible stamp is ignored", [("tick", NOW), ("observe", 2**64 - 1, NOW), ("tick", NOW)]),
    ("a replica a year behind ignores all others until its clock is mended",
     [("tick", NOW - YEAR), ("observe", NOW, NOW - YEAR), ("tick", NOW - YEAR), ("restart", NOW), ("tick", NOW)]),
    ("after a restart a clock that ran ahead begins again from the server's time",
     [("tick", NOW + YEAR), ("restart", NOW), ("tick", NOW)]),
    ("a wall clock before 1970 counts as 1970", [("tick", -YEAR), ("tick", -(2**63))]),
    ("a wall clock beyond 2200 counts as 2200", [("tick", 2**63 - 1), ("tick", 2**63 - 1)]),
]

CHECKS = [
    ("clocks that agree", 0, 0, 0), ("device ten minutes behind", -600_000, -600_000, 0),
    ("device ten minutes and a millisecond behind", -600_001, -600_001, 0),
    ("device ten minutes ahead", 600_000, 600_000, 0),
    ("device ten minutes and a millisecond ahead", 600_001, 600_001, 0),
    ("device a year ahead", YEAR // 1000, YEAR // 1000, 0), ("device a year behind", -YEAR // 1000, 0, 0),
    ("right wall clock, logical clock ten minutes ahead", 0, 600_000, 0),
    ("right wall clock, logical clock further ahead", 0, 600_001, 0),
    ("right wall clock, logical clock a year ahead", 0, YEAR // 1000, 0),
    ("right wall clock, logical clock far behind", 0, -YEAR // 1000, 0),
]


def run(steps):
    clock, out = Clock(), []
    for step in steps:
        entry = {"do": step[0]}
        if step[0] == "tick":
            entry |= {"wall": str(step[1]), "stamp": str(clock.tick(step[1]))}
        elif step[0] == "observe":
            entry |= {"stamp": str(step[1]), "wall": str(step[2]), "accepted": clock.observe(step[1], step[2])}
        else:
            entry |= {"wall": str(step[1])}
            clock.restart(step[1])
        out.append(entry | {"last": str(clock.last)})
    return out


def cases():
    now_ms = NOW // 1000
    checks = []
    for about, wall, logical, server in CHECKS:
        wall, logical, server = now_ms + wall, (now_ms + logical) * 1000, now_ms + server
        checks.append({
            "about": about, "wallMilliseconds": str(wall), "logicalMicroseconds": str(logical),
            "serverMilliseconds": str(server), "suspect": is_suspect(wall, logical, server),
            "offsetMilliseconds": str(server - wall)})
    return {"runs": [{"about": about, "steps": run(steps)} for about, steps in RUNS], "checks": checks}
