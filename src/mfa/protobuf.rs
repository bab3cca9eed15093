//! The wire format of Protocol Buffers, as far as one small message needs it:
//! <https://protobuf.dev/programming-guides/encoding/>. Borrows, never allocates, refuses groups.

/// The fields of a message in their order.
pub(super) struct Fields<'a>(&'a [u8]);

/// What a field holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// An integer, an enum or a bool.
    Number(u64),
    /// Bytes, a string or a message.
    Bytes(&'a [u8]),
    /// A fixed number of bytes, which nobody here needs.
    Fixed,
}

/// The message does not follow the format.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken;

/// A number takes ten bytes at most.
const LONGEST_NUMBER: u32 = 10;

impl<'a> Fields<'a> {
    pub(super) fn of(message: &'a [u8]) -> Self {
        Self(message)
    }

    fn field(&mut self) -> Option<(u64, Value<'a>)> {
        let tag = self.number()?;
        let value = match tag & 7 {
            0 => Value::Number(self.number()?),
            1 => self.take(8).map(|_| Value::Fixed)?,
            2 => {
                let length = usize::try_from(self.number()?).ok()?;
                Value::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Value::Fixed)?,
            _ => return None,
        };
        Some((tag >> 3, value))
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for place in 0..LONGEST_NUMBER {
            let byte = *self.take(1)?.first()?;
            number |= u64::from(byte & 0x7f).checked_shl(place.saturating_mul(7))?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(u64, Value<'a>), Broken>;

    /// After a broken field there is nothing more.
    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let field = self.field();
        if field.is_none() {
            self.0 = &[];
        }
        Some(field.ok_or(Broken))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<(u64, Value<'_>)>, Broken> {
        Fields::of(bytes).collect()
    }

    #[test]
    fn the_examples_of_the_format_are_read() {
        assert_eq!(read(&[0x08, 0x96, 0x01]), Ok(vec![(1, Value::Number(150))]));
        assert_eq!(read(b"\x12\x07testing"), Ok(vec![(2, Value::Bytes(b"testing"))]));
        assert_eq!(read(b"\x0dabcd\x11abcdefgh"), Ok(vec![(1, Value::Fixed), (2, Value::Fixed)]));
        let minus_two = [0x08, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
        assert_eq!(read(&minus_two), Ok(vec![(1, Value::Number(u64::MAX - 1))]));
    }

    #[test]
    fn what_ends_too_early_or_never_is_refused() {
        let cases: [&[u8]; 7] = [
            &[0x08],
            &[0x08, 0x96],
            &[0x12, 2, 0],
            &[0x0b],
            &[0x0d, 0, 0, 0],
            &[0xff; 11],
            &[0x12, 0xff, 0xff, 0xff, 0xff, 0x0f],
        ];
        for bytes in cases {
            assert_eq!(read(bytes), Err(Broken), "{bytes:x?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            drop(read(&bytes));
        }
    }
}
