//! A hash that is the same in every version and on every machine, which that of the standard library does not promise.

/// FNV-1a, 64 bit, of no bytes.
pub(crate) const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of what `hash` stands for and one byte more.
pub(crate) fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// The hash of some bytes.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(START, |hash, &byte| step(hash, byte))
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn it_is_the_hash_that_others_call_fnv_1a() {
        // From the test vectors of its authors.
        assert_eq!(hash(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
