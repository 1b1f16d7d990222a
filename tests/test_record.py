"""Records: what they have in common with frozen, slotted dataclasses."""

from __future__ import annotations

import pickle

import pytest

from askcloud.record import Record, compile_constructor, replace


class Grain(Record):
    """A grain of sand."""

    size: float
    """Millimetres."""
    colour: str = "grey"
    marks: tuple[str, ...] = ()

    @property
    def is_silt(self) -> bool:
        """Whether it is finer than sand."""
        return self.size < 0.06

    def ground(self, factor: float) -> Grain:
        """A smaller grain."""
        return replace(self, size=self.size / factor)


class Pebble(Record):
    """A type with the fields of another."""

    size: float
    colour: str = "grey"
    marks: tuple[str, ...] = ()


@pytest.mark.parametrize(
    "made",
    [
        Grain(2.0, "red", ("a",)),
        Grain(2.0, "red", marks=("a",)),
        Grain(size=2.0, colour="red", marks=("a",)),
        Grain(marks=("a",), colour="red", size=2.0),
    ],
    ids=["positional", "mixed", "named", "named in another order"],
)
def test_record_takes_fields_by_place_or_name(made):
    """A field is given by its place or by its name."""
    assert (made.size, made.colour, made.marks) == (2.0, "red", ("a",))


def test_record_fills_defaults():
    """A field that is not given takes the default of its declaration."""
    assert (Grain(2.0).colour, Grain(2.0, marks=("a",)).colour, Grain(2.0).marks) == ("grey", "grey", ())


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((), {}),
        ((), {"colour": "red"}),
        ((1.0, "red", (), 4), {}),
        ((1.0,), {"weight": 2}),
        ((1.0,), {"size": 2.0}),
        ((1.0, "red", ()), {"size": 2.0}),
    ],
    ids=["nothing", "no first field", "too many", "not declared", "given twice", "given twice, all by position"],
)
def test_record_refuses_wrong_fields(values, named):
    """A field that is missing, not declared or given twice is an error that names the fields."""
    with pytest.raises(TypeError, match="Grain takes size, colour, marks"):
        Grain(*values, **named)


def test_record_is_frozen():
    """No field can be changed, added or deleted."""
    grain = Grain(2.0)

    for name in ("size", "weight"):
        with pytest.raises(AttributeError, match=f"Grain.{name} cannot be changed"):
            setattr(grain, name, 1.0)
    with pytest.raises(AttributeError, match="cannot be changed"):
        del grain.size
    assert grain == Grain(2.0)


def test_record_is_slotted():
    """A record has slots for its fields and no other attributes."""
    grain = Grain(2.0)

    assert not hasattr(grain, "__dict__")
    assert Grain.__slots__ == ("size", "colour", "marks")


def test_record_equality_is_by_type_and_value():
    """Records are equal if their types and fields are; equal ones are one element of a set."""
    assert Grain(2.0) == Grain(2.0, "grey", ())
    assert Grain(2.0) != Grain(3.0)
    assert Grain(2.0) != Pebble(2.0)
    assert Grain(2.0) != (2.0, "grey", ())
    assert len({Grain(2.0), Grain(2.0), Grain(2.0, "red")}) == 2


def test_record_with_unhashable_field_has_no_hash():
    """A record can be hashed only if its fields can."""
    with pytest.raises(TypeError, match="unhashable"):
        hash(Grain(2.0, marks=["a"]))


def test_record_repr_is_its_construction():
    """The repr is a call that makes an equal record."""
    grain = Grain(2.0, "r'e\"d", ("a",))

    assert repr(grain) == "Grain(size=2.0, colour='r\\'e\"d', marks=('a',))"
    assert eval(repr(grain)) == grain


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_record_survives_pickling(protocol):
    """A pickled record is equal when it is loaded again."""
    grain = Grain(2.0, "red", ("a",))

    assert pickle.loads(pickle.dumps(grain, protocol)) == grain


def test_record_keeps_methods_and_docstring():
    """Properties, methods and the docstring of the class are the record's."""
    assert Grain(0.01).is_silt
    assert Grain(2.0, "red").ground(4) == Grain(0.5, "red")
    assert Grain.__doc__ == "A grain of sand."


def test_record_matches_by_position():
    """A match statement destructures a record by position, as it does a dataclass."""
    match Grain(2.0, "red"):
        case Grain(size, "red", marks):
            taken = (size, marks)

    assert taken == (2.0, ())


def test_replace_makes_a_changed_copy():
    """The new record has the changes, and the old one is not changed."""
    grain = Grain(2.0, "red")

    changed = replace(grain, colour="white", marks=("a",))

    assert (grain, changed) == (Grain(2.0, "red"), Grain(2.0, "white", ("a",)))


def test_replace_refuses_unknown_fields():
    """A field that is not declared cannot be replaced."""
    with pytest.raises(TypeError, match="Grain takes"):
        replace(Grain(2.0), weight=1)


def test_compiled_constructors_make_the_same_records():
    """Records of a type with a compiled constructor are as those made before, but not frozen; other types still are."""
    before = [Pebble(2.0), Pebble(3.0, marks=("a",)), Pebble(4.0, "red", ("b",))]

    compile_constructor(Pebble)

    after = [Pebble(2.0), Pebble(marks=("a",), size=3.0), Pebble(4.0, "red", ("b",))]
    assert after == before
    assert [type(each) for each in after] == [Pebble] * 3
    assert [*map(hash, after)] == [*map(hash, before)]
    assert pickle.loads(pickle.dumps(before)) == after
    assert replace(after[0], size=4.0, colour="red", marks=("b",)) == after[2]
    with pytest.raises(AttributeError, match="cannot be changed"):
        Grain(2.0).size = 1.0
    for values, named in (((), {}), ((1.0, "red", (), 4), {}), ((1.0,), {"weight": 2}), ((1.0,), {"size": 2.0})):
        with pytest.raises(TypeError):
            Pebble(*values, **named)
