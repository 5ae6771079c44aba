//! Names of what results are about, for formats whose names are addresses.

/// `urn:dedupe:KIND:ID`, the id percent-encoded: what a URN and a qualified name both allow.
pub(super) fn urn(kind: &str, id: &str) -> String {
    format!("urn:dedupe:{}", local(kind, id))
}

/// `KIND:ID` as [`urn`] has it, for formats that declare a prefix.
pub(super) fn local(kind: &str, id: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut name = format!("{kind}:");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            name.push(char::from(byte));
        } else {
            name.push('%');
            name.push(char::from(HEX[usize::from(byte >> 4)]));
            name.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    name
}
