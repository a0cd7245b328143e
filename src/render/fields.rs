//! A view's fields as a template's variables, made one by one: [`tera::Context::from_serialize`] would make a map of them all first, and take it
//! apart again.

use serde::de::value::Error;
use serde::ser::{Error as _, Impossible, SerializeStruct};
use serde::{Serialize, Serializer};
use tera::{Context, Value};

/// The variables that a view, which must be a struct, gives a template.
pub(super) fn of(view: &impl Serialize) -> Result<Context, Error> {
    view.serialize(Fields(Context::new()))
}

struct Fields(Context);

impl SerializeStruct for Fields {
    type Ok = Context;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        let value = Value::try_from_serializable(value).map_err(Error::custom)?;
        self.0.insert_value(key, value);
        Ok(())
    }

    fn end(self) -> Result<Context, Error> {
        Ok(self.0)
    }
}

/// What is no struct has no fields.
macro_rules! none {
    ($($name:ident($($of:ty),*) -> $out:ty;)*) => {
        $(fn $name(self $(, _: $of)*) -> Result<$out, Error> {
            Err(Error::custom("a view must be a struct"))
        })*
    };
}

type No = Impossible<Context, Error>;

impl Serializer for Fields {
    type Ok = Context;
    type Error = Error;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = Self;
    type SerializeStructVariant = No;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        Ok(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Context, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Context, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<Context, Error> {
        value.serialize(self)
    }

    none! {
        serialize_bool(bool) -> Context;
        serialize_i8(i8) -> Context;
        serialize_i16(i16) -> Context;
        serialize_i32(i32) -> Context;
        serialize_i64(i64) -> Context;
        serialize_u8(u8) -> Context;
        serialize_u16(u16) -> Context;
        serialize_u32(u32) -> Context;
        serialize_u64(u64) -> Context;
        serialize_f32(f32) -> Context;
        serialize_f64(f64) -> Context;
        serialize_char(char) -> Context;
        serialize_str(&str) -> Context;
        serialize_bytes(&[u8]) -> Context;
        serialize_none() -> Context;
        serialize_unit() -> Context;
        serialize_unit_struct(&'static str) -> Context;
        serialize_unit_variant(&'static str, u32, &'static str) -> Context;
        serialize_seq(Option<usize>) -> No;
        serialize_tuple(usize) -> No;
        serialize_tuple_struct(&'static str, usize) -> No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> No;
        serialize_map(Option<usize>) -> No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> No;
    }
}
