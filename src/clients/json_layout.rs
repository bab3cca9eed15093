//! How new JSON is spelled: like the file around it.

/// A value to be written.
pub(super) enum New<'a> {
    Text(&'a str),
    Object(Vec<(&'a str, New<'a>)>),
    Array(Vec<New<'a>>),
}

impl New<'_> {
    /// A whole file, as the client itself would write it, without line end after it.
    pub(super) fn to_file(&self, unit: &str) -> String {
        let mut text = String::new();
        self.write(&mut text, &Layout { newline: "\n", unit, gap: " ", one_line: false }, "");
        text
    }

    pub(super) fn write(&self, out: &mut String, layout: &Layout<'_>, indent: &str) {
        match self {
            Self::Text(text) => write_text(out, text),
            Self::Object(members) => {
                out.push('{');
                layout.list(out, indent, members, |out, (key, value), inner| {
                    write_member(out, key, value, layout, inner);
                });
                out.push('}');
            }
            Self::Array(elements) => {
                out.push('[');
                layout.list(out, indent, elements, |out, element, inner| element.write(out, layout, inner));
                out.push(']');
            }
        }
    }
}

pub(super) fn write_member(out: &mut String, key: &str, value: &New<'_>, layout: &Layout<'_>, indent: &str) {
    write_text(out, key);
    out.extend([":", layout.gap]);
    value.write(out, layout, indent);
}

/// Values hold no control characters (see [`AccessKey`](crate::domain::AccessKey)), so these two
/// escapes are all that strings need.
fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

/// How lists are laid out.
pub(super) struct Layout<'l> {
    pub(super) newline: &'static str,
    /// One step of indentation.
    pub(super) unit: &'l str,
    /// What follows a colon, and a comma within a line.
    pub(super) gap: &'static str,
    pub(super) one_line: bool,
}

impl Layout<'_> {
    /// What stands between the brackets of a list.
    pub(super) fn list<T>(&self, out: &mut String, indent: &str, items: &[T], write: impl Fn(&mut String, &T, &str)) {
        let inner = format!("{indent}{}", self.unit);
        for (position, item) in items.iter().enumerate() {
            if position > 0 {
                out.push(',');
            }
            match (self.one_line, position) {
                (true, 0) => {}
                (true, _) => out.push_str(self.gap),
                (false, _) => out.extend([self.newline, &inner]),
            }
            write(out, item, &inner);
        }
        if !self.one_line {
            out.extend([self.newline, indent]);
        }
    }
}
