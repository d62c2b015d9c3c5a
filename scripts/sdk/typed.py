"""Compares values with the SDK's typed dictionaries, which Python itself never looks at."""

import typing
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints
import types


def disagreements(value: Any, kind: Any, path: str = "") -> list[str]:
    """What of a value is not as a type says, each as a path and a few words. Keys that the type lacks count too."""
    if kind is Any or kind is object:
        return []
    if kind is None or kind is type(None):
        return [] if value is None else [f"{path}: not null"]
    origin = get_origin(kind)
    if origin in (Required, NotRequired):
        return disagreements(value, get_args(kind)[0], path)
    if origin is Literal:
        return [] if value in get_args(kind) else [f"{path}: not one of {list(get_args(kind))}"]
    if origin in (Union, types.UnionType):
        return _closest([disagreements(value, one, path) for one in get_args(kind)])
    if kind is list or origin is list:
        if not isinstance(value, list):
            return [f"{path}: no list"]
        (item,) = get_args(kind) or (Any,)
        # The same of several items is one finding.
        found = [text for one in value for text in disagreements(one, item, f"{path}[]")]
        return list(dict.fromkeys(found))
    if typing.is_typeddict(kind):
        return _of_dictionary(value, kind, path)
    if kind is dict or origin is dict:
        return [] if isinstance(value, dict) else [f"{path}: no object"]
    if kind is float:
        kind = (int, float)
    is_right = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
    return [] if is_right else [f"{path}: {_name(value)}"]


def _of_dictionary(value: Any, kind: Any, path: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{path}: no object"]
    hints = get_type_hints(kind, include_extras=True)
    found = []
    for key, hint in hints.items():
        if key in value:
            found += disagreements(value[key], hint, f"{path}.{key}")
        elif get_origin(hint) is Required or (kind.__total__ and get_origin(hint) is not NotRequired):
            found.append(f"{path}.{key}: missing")
    found += [f"{path}.{key}: unknown" for key in value if key not in hints]
    return found


def _closest(found: list[list[str]]) -> list[str]:
    return min(found, key=len)


def _name(value: Any) -> str:
    return "null" if value is None else type(value).__name__
