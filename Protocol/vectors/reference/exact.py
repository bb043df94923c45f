"""Exact numbers and verdicts of the standards: True, False, or None where it is open.

A number is a pair of the least and the greatest value that it can have, which differ only where a tally counts
indicators without a result.
"""

from fractions import Fraction

NUMERIC = {
    ">=": lambda a, b: a >= b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, "<": lambda a, b: a < b,
    "==": lambda a, b: a == b,
}


def every(verdicts):
    verdicts = list(verdicts)
    return False if False in verdicts else None if None in verdicts else True


def some(verdicts):
    verdicts = list(verdicts)
    return True if True in verdicts else None if None in verdicts else False


def exact(number):
    """A number as a standard writes it, in YAML or in JSON."""
    return Fraction(str(number))


def number_of(value):
    """The number or yes/no in a value of the vectors' notation; None for anything else."""
    ((kind, content),) = value.items()
    if kind == "boolean":
        return content
    if kind in ("integer", "decimal"):
        return Fraction(content), Fraction(content)
    return None


def in_range(value, relation, limit):
    """The comparison's verdict where it is the same for every value of the range."""
    if not isinstance(value, tuple):
        return None
    if relation == "==" and value[0] != value[1]:
        return None if value[0] <= limit <= value[1] else False
    verdicts = {NUMERIC[relation](end, limit) for end in value}
    return verdicts.pop() if len(verdicts) == 1 else None


def plain(number):
    """Digits of a finite decimal, else a fraction."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(number * 10**places))).rjust(places + 1, "0")
    whole, fraction = digits[:len(digits) - places], digits[len(digits) - places:]
    return ("-" if number < 0 else "") + whole + ("." + fraction if places else "")
