"""Define value types: the subclasses of `Record` are frozen and slotted, and cost almost nothing to import.

The standard `dataclasses` module takes 10 ms of CPU to import because it loads `inspect`. That is as long as a bare
Python process takes, and a whole answer takes about three times as long. `Record` provides the part that askcloud uses:
declared fields, construction by position or keyword, defaults, equality, a repr, immutability, and pickling for
parallel parsing. Type checkers see an ordinary frozen dataclass.
"""

from __future__ import annotations

from functools import partial

TYPE_CHECKING = False  # importing `typing` takes 4 ms; type checkers know this name and take it as true
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn, TypeVar, dataclass_transform

    T = TypeVar("T", bound="Record")
else:

    def dataclass_transform(**_: object) -> object:
        """Replace the marker of `typing`, which does nothing at run time."""
        return lambda decorator: decorator


@dataclass_transform(frozen_default=True)
class _RecordType(type):
    """Creates a record type with a slot for each annotation, in order.

    A metaclass, because slots are declared before a class is created: a decorator would have to create it twice.
    """

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> _RecordType:
        fields = tuple(body.get("__annotations__", ()))
        defaults = {field: body.pop(field) for field in fields if field in body}
        setters: list[Callable[[object, object], None]] = []
        body["__slots__"] = body["__match_args__"] = fields
        body["_defaults"] = defaults
        if fields:
            body["__init__"] = _init_for(fields, defaults, setters)
        made = super().__new__(cls, name, bases, body)
        slots = vars(made)
        setters += [slots[field].__set__ for field in fields]
        return made


class Record(metaclass=_RecordType):
    """The base of value types; the annotations of a subclass are its fields."""

    def __setattr__(self, name: str, _: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed: records are frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed: records are frozen")

    def __eq__(self, other: object) -> bool:
        return _values(self) == _values(other) if type(self) is type(other) else NotImplemented

    def __hash__(self) -> int:
        return hash(_values(self))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in zip(_names(self), _values(self), strict=True))
        return f"{type(self).__name__}({fields})"

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return type(self), _values(self)


def replace(item: T, **changes: Any) -> T:
    """Return a copy of a record with some fields changed.

    Raises:
        TypeError: If a changed field does not exist.
    """
    return type(item)(*{**dict(zip(_names(item), _values(item), strict=True)), **changes}.values())


def compile_constructor(cls: type[Record]) -> None:
    """Make records of a type four times as fast to create, in a process that does nothing but create many of them.

    The constructor is that of a dataclass, whose compilation takes as long as creating some hundred records. It sets
    fields like any assignment, so that records of the type are no longer frozen in this process.
    """
    from dataclasses import MISSING, field, make_dataclass  # 10 ms, and not for a question

    fields: tuple[str, ...] = vars(cls)["__slots__"]
    defaults: dict[str, Any] = vars(cls)["_defaults"]
    declared = [(name, object, field(default=defaults.get(name, MISSING))) for name in fields]
    cls.__init__ = make_dataclass(cls.__name__, declared).__init__  # type: ignore[misc,method-assign]
    cls.__setattr__ = object.__setattr__  # type: ignore[assignment]
    cls.__delattr__ = object.__delattr__  # type: ignore[assignment]


def _init_for(
    fields: tuple[str, ...], defaults: dict[str, Any], setters: list[Callable[[object, object], None]]
) -> Callable[..., None]:
    """Return an `__init__` that sets the fields.

    It is not compiled from source, as dataclasses do it, because that takes 0.5 ms for each type.

    Args:
        fields: Names of the fields, in order.
        defaults: By field, its default if it has one.
        setters: The setter of each field's slot, in order; filled once the type exists.
    """
    count = len(fields)
    last = tuple(defaults.values())  # no field without a default follows one with it

    def init(self: object, *values: Any, **named: Any) -> None:
        if named or len(values) != count:
            missing = count - len(values)
            if named or not 0 < missing <= len(last):
                values = _complete(type(self), fields, defaults, values, named)
            else:
                values += last[-missing:]
        for set_field, value in zip(setters, values):  # noqa: B905  # `strict` would take a third of the time
            set_field(self, value)

    return init


def _complete(
    cls: type, fields: tuple[str, ...], defaults: dict[str, Any], values: tuple[Any, ...], named: dict[str, Any]
) -> tuple[Any, ...]:
    """Return one value for each field, in order.

    Raises:
        TypeError: If a field is missing, given twice or not declared.
    """
    placed = dict(zip(fields, values, strict=False))
    given = {**defaults, **placed, **named}
    if len(values) > len(fields) or placed.keys() & named.keys() or given.keys() != set(fields):
        raise TypeError(f"{cls.__name__} takes {', '.join(fields)}")
    return tuple(given[field] for field in fields)


def _names(item: object) -> tuple[str, ...]:
    names: tuple[str, ...] = type(item).__slots__  # type: ignore[attr-defined]  # every record has them
    return names


def _values(item: object) -> tuple[Any, ...]:
    return tuple(map(partial(getattr, item), _names(item)))
