//! One JSON record to the fields that are asked for.
//!
//! Input: the text of one JSON object; output: [`Fields`], one string a target, or what is wrong.
//! A visitor walks the object along the [`FieldMap`]'s tree: no value tree is built, fields without
//! meaning are skipped (without recursion, however deep they are), and a value that is a number, a
//! list or an object with a name becomes the string it stands for. Cost: one pass, one copy of the
//! fields kept.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::fields::{FieldMap, Node, Target};

/// A field's value and its name in the record.
#[derive(Debug, Clone)]
struct Slot<'j, 'm> {
    value: Cow<'j, str>,
    field: &'m str,
    rank: usize,
}

/// What a record holds of each target; values without an escape in them are borrowed from it.
#[derive(Debug, Default)]
pub(super) struct Fields<'j, 'm> {
    slots: [Option<Slot<'j, 'm>>; Target::COUNT],
    /// Whether a field for a target stands there, be it with nothing in it.
    met: [bool; Target::COUNT],
    /// Targets nobody asks for.
    unwanted: [bool; Target::COUNT],
}

impl<'j, 'm> Fields<'j, 'm> {
    /// Takes a target's value with the name of the field it comes from.
    pub(super) fn take(&mut self, target: Target) -> Option<(String, String)> {
        self.slots[target as usize]
            .take()
            .map(|slot| (slot.field.to_owned(), slot.value.into_owned()))
    }

    /// Takes a target's value.
    pub(super) fn value(&mut self, target: Target) -> Option<Cow<'j, str>> {
        self.slots[target as usize].take().map(|slot| slot.value)
    }

    /// Whether the record has a field for a target, be it with nothing in it.
    pub(super) fn has(&self, target: Target) -> bool {
        self.met[target as usize]
    }

    /// Whether a value of this node would be kept.
    fn wants(&self, node: &Node) -> bool {
        node.leaf.is_some_and(|(target, _)| !self.unwanted[target as usize])
    }

    fn keep(&mut self, node: &'m Node, value: Cow<'j, str>) {
        let Some((target, rank)) = node.leaf else { return };
        self.met[target as usize] = true;
        let slot = &mut self.slots[target as usize];
        if !value.trim().is_empty() && slot.as_ref().is_none_or(|held| rank <= held.rank) {
            *slot = Some(Slot {
                value,
                field: &node.path,
                rank,
            });
        }
    }
}

/// Reads one record.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub(super) fn read<'j, 'm>(json: &'j str, map: &'m FieldMap) -> Result<Fields<'j, 'm>, String> {
    fill(json, map, Fields::default())
}

/// Reads of one record only what is asked for.
///
/// # Errors
/// As [`read`].
pub(super) fn read_only<'j, 'm>(json: &'j str, map: &'m FieldMap, wanted: &[Target]) -> Result<Fields<'j, 'm>, String> {
    let mut fields = Fields {
        unwanted: [true; Target::COUNT],
        ..Fields::default()
    };
    for &target in wanted {
        fields.unwanted[target as usize] = false;
    }
    fill(json, map, fields)
}

fn fill<'j, 'm>(json: &'j str, map: &'m FieldMap, mut fields: Fields<'j, 'm>) -> Result<Fields<'j, 'm>, String> {
    match json.trim_start().as_bytes().first() {
        Some(b'{') => {}
        Some(b'[') => return Err("the record is a JSON array, not an object".to_owned()),
        Some(b'"') => return Err("the record is a JSON string, not an object".to_owned()),
        _ => {
            let words = if serde_json::from_str::<IgnoredAny>(json).is_ok() {
                "not a JSON object"
            } else {
                "not JSON"
            };
            return Err(format!("the record is {words}"));
        }
    }
    let mut reader = serde_json::Deserializer::from_str(json);
    NodeSeed {
        node: map.root(),
        fields: &mut fields,
    }
    .deserialize(&mut reader)
    .and_then(|()| reader.end())
    .map_err(|error| format!("not valid JSON: {error}"))?;
    Ok(fields)
}

/// Reads a value whose meaning a node gives.
struct NodeSeed<'j, 'm, 'f> {
    node: &'m Node,
    fields: &'f mut Fields<'j, 'm>,
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'de, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeSeed<'de, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<(), E> {
        self.fields.keep(self.node, Cow::Borrowed(value));
        Ok(())
    }
    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.fields.keep(self.node, Cow::Owned(value.to_owned()));
        Ok(())
    }
    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.fields.keep(self.node, Cow::Owned(value.to_string()));
        Ok(())
    }
    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.fields.keep(self.node, Cow::Owned(value.to_string()));
        Ok(())
    }
    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.fields.keep(self.node, Cow::Owned(value.to_string()));
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        if self.node.has_children() {
            while items
                .next_element_seed(NodeSeed {
                    node: self.node,
                    fields: &mut *self.fields,
                })?
                .is_some()
            {}
            return Ok(());
        }
        let parts = collect(items)?;
        // A text in pieces is a list of paragraphs, anything else a list of names.
        let between = if matches!(self.node.leaf, Some((Target::Text, _))) {
            "\n\n"
        } else {
            ", "
        };
        self.fields.keep(self.node, Cow::Owned(parts.join(between)));
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        if !self.node.has_children() {
            if let Some(value) = named_value(members)? {
                self.fields.keep(self.node, Cow::Owned(value));
            }
            return Ok(());
        }
        while let Some(known) = members.next_key_seed(KeySeed(|key: &str| self.node.child(key)))? {
            match known {
                Some(node) if !node.has_children() && !self.fields.wants(node) => {
                    members.next_value::<IgnoredAny>()?;
                }
                Some(node) => members.next_value_seed(NodeSeed {
                    node,
                    fields: &mut *self.fields,
                })?,
                None => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// Looks a key up without keeping it.
struct KeySeed<F>(F);

impl<'de, T, F: FnOnce(&str) -> T> DeserializeSeed<'de> for KeySeed<F> {
    type Value = T;
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<T, D::Error> {
        reader.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for KeySeed<F> {
    type Value = T;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }
    fn visit_str<E>(self, key: &str) -> Result<T, E> {
        Ok((self.0)(key))
    }
}

/// Reads any value as the string it stands for, if it stands for one.
struct Flat;

impl<'de> DeserializeSeed<'de> for Flat {
    type Value = Option<String>;
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Self::Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Flat {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some(value.to_owned()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }
    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        let parts = collect(items)?;
        Ok((!parts.is_empty()).then(|| parts.join(", ")))
    }
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
        named_value(members)
    }
}

fn collect<'de, A: SeqAccess<'de>>(mut items: A) -> Result<Vec<String>, A::Error> {
    let mut parts = Vec::new();
    while let Some(part) = items.next_element_seed(Flat)? {
        parts.extend(part.filter(|p| !p.trim().is_empty()));
    }
    Ok(parts)
}

/// The member that names an object: `{"id": 7, "name": "Harbour Courier"}` stands for the name.
fn named_value<'de, A: MapAccess<'de>>(mut members: A) -> Result<Option<String>, A::Error> {
    const NAMES: &[&str] = &[
        "name", "title", "text", "value", "rendered", "content", "#text", "$t", "$oid", "$date",
    ];
    let mut best: Option<(usize, String)> = None;
    while let Some(rank) = members.next_key_seed(KeySeed(|key: &str| NAMES.iter().position(|n| *n == key)))? {
        match rank {
            Some(rank) => {
                let value = members.next_value_seed(Flat)?;
                if let Some(value) = value.filter(|v| !v.trim().is_empty())
                    && best.as_ref().is_none_or(|(held, _)| rank < *held)
                {
                    best = Some((rank, value));
                }
            }
            None => {
                members.next_value::<IgnoredAny>()?;
            }
        }
    }
    Ok(best.map(|(_, value)| value))
}
