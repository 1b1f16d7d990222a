"""Define value types: `record` makes a class frozen and slotted, and costs almost nothing to import.

The standard `dataclasses` module takes 10 ms of CPU to import because it loads `inspect`. That is as long as a bare
Python process takes, and a whole answer takes about three times as long. `record` provides the part that askcloud uses:
declared fields, construction by position or keyword, defaults, equality, a repr, immutability, and pickling for
parallel parsing. Type checkers see an ordinary frozen dataclass.
"""

from __future__ import annotations

from functools import partial

TYPE_CHECKING = False  # importing `typing` takes 4 ms; type checkers know this name and take it as true
if TYPE_CHECKING:
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")
else:

    def dataclass_transform(**_: object) -> object:
        """Replace the marker of `typing`, which does nothing at run time."""
        return lambda decorator: decorator


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Return the class as a frozen, slotted type whose fields are its annotations, in order."""
    names = tuple(cls.__annotations__)
    defaults = {name: vars(cls)[name] for name in names if name in vars(cls)}
    body = {key: value for key, value in vars(cls).items() if key not in {*names, "__dict__", "__weakref__"}}
    body |= {
        "__slots__": names,
        "__match_args__": names,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__eq__": _equal,
        "__hash__": lambda self: hash(_values(self)),
        "__repr__": _repr,
        "__reduce__": lambda self: (type(self), _values(self)),
    }
    made: type[T] = type(cls.__name__, cls.__bases__, body)
    made.__init__ = _init_for(made, names, defaults)  # type: ignore[method-assign]  # the slots it needs exist only now
    return made


def replace(item: T, **changes: Any) -> T:
    """Return a copy of a record with some fields changed.

    Raises:
        TypeError: If a changed field does not exist.
    """
    return type(item)(*{**dict(zip(_names(item), _values(item), strict=True)), **changes}.values())


def _init_for(cls: type, names: tuple[str, ...], defaults: dict[str, Any]) -> Any:
    """Return an `__init__` that sets the fields.

    It is not compiled from source, as dataclasses do it, because that takes 0.5 ms for each type.
    """
    stores = [vars(cls)[name].__set__ for name in names]
    count = len(names)

    def init(self: object, *values: Any, **named: Any) -> None:
        if named or len(values) != count:
            values = _complete(type(self), names, defaults, values, named)
        for store, value in zip(stores, values):  # noqa: B905  # `strict` would take a third of the time
            store(self, value)

    return init


def _complete(
    cls: type, names: tuple[str, ...], defaults: dict[str, Any], values: tuple[Any, ...], named: dict[str, Any]
) -> tuple[Any, ...]:
    """Return one value for each field, in order.

    Raises:
        TypeError: If a field is missing, given twice or not declared.
    """
    placed = dict(zip(names, values, strict=False))
    given = {**defaults, **placed, **named}
    if len(values) > len(names) or placed.keys() & named.keys() or given.keys() != set(names):
        message = f"{cls.__name__} takes {', '.join(names)}"
        raise TypeError(message)
    return tuple(given[name] for name in names)


def _refuse(self: object, name: str, *_: object) -> None:
    message = f"{type(self).__name__}.{name} cannot be changed: records are frozen"
    raise AttributeError(message)


def _names(item: object) -> tuple[str, ...]:
    names: tuple[str, ...] = type(item).__slots__  # type: ignore[attr-defined]  # every record has them
    return names


def _values(item: object) -> tuple[Any, ...]:
    return tuple(map(partial(getattr, item), _names(item)))


def _equal(self: object, other: object) -> Any:
    return _values(self) == _values(other) if type(self) is type(other) else NotImplemented


def _repr(self: object) -> str:
    fields = ", ".join(f"{name}={value!r}" for name, value in zip(_names(self), _values(self), strict=True))
    return f"{type(self).__name__}({fields})"
