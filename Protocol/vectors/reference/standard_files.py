"""A standard's YAML as Python data: YAML 1.2's core words, dates as text, and decimals as exact fractions."""

import hashlib
import re
from fractions import Fraction

try:
    import yaml
except ImportError as error:
    raise SystemExit("The standards' vectors need PyYAML: python3 -m pip install PyYAML") from error


class Loader(yaml.SafeLoader):
    """YAML 1.1 would read `no` as false, 2011-05-01 as a date and 0.1 as a binary fraction."""

    yaml_implicit_resolvers = {}


for tag, pattern, first in [
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"), ("null", "null|Null|NULL|~|", ["n", "N", "~", ""]),
    ("int", "[-+]?[0-9]+", "-+0123456789"), ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"), ("merge", "<<", "<"),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(first))


Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Fraction(node.value))


def read(path):
    """The data of a file, and the SHA-256 of its bytes."""
    raw = path.read_bytes()
    return yaml.load(raw.decode("utf-8"), Loader), hashlib.sha256(raw).hexdigest()
