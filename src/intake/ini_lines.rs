//! An INI file line by line, as slices of its own text, so that an editor can put back every byte
//! that it does not mean to change.
//!
//! The rules are those on which the clients agree: comments take whole lines, since a value may hold
//! `#` and `;`; the first `=` (or `:`) ends the key, since a value may hold more of them.

/// One line. Not printable: its value may be a secret.
pub(crate) struct Line<'a> {
    /// From 1.
    pub(crate) number: usize,
    /// The section in which it stands; a header stands in its own.
    pub(crate) section: Option<&'a str>,
    /// What it is.
    pub(crate) kind: Kind<'a>,
}

/// What a line is, without the white space round its parts.
pub(crate) enum Kind<'a> {
    /// Blank or a comment.
    Silent,
    /// `[name]`
    Header,
    /// `key = value`
    Pair {
        /// As it is spelled.
        key: &'a str,
        /// With its quotes, if any.
        value: &'a str,
    },
    /// None of these.
    Other,
}

/// All lines, in order.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    text.lines().enumerate().scan(None, |section, (index, line)| {
        let line = line.trim();
        let header = header(line);
        *section = header.or(*section);
        let kind = if header.is_some() { Kind::Header } else { kind(line) };
        Some(Line { number: index.saturating_add(1), section: *section, kind })
    })
}

fn header(line: &str) -> Option<&str> {
    let (name, rest) = line.strip_prefix('[')?.split_once(']')?;
    let (name, rest) = (name.trim(), rest.trim());
    (!name.is_empty() && (rest.is_empty() || rest.starts_with(['#', ';']))).then_some(name)
}

fn kind(line: &str) -> Kind<'_> {
    if line.is_empty() || line.starts_with(['#', ';']) {
        return Kind::Silent;
    }
    match line.split_once(['=', ':']) {
        Some((key, value)) if !key.trim().is_empty() && !line.starts_with('[') => {
            Kind::Pair { key: key.trim(), value: value.trim() }
        }
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_told_what_it_is_and_where_it_stands() {
        let text = "a=0\n; x\n[one] # why\r\n  k : v = #;w  \r\n\n[ two ]\n=v\n[x=1\n[]\nword";
        let told: Vec<String> = lines(text)
            .map(|line| {
                let kind = match line.kind {
                    Kind::Silent => "silent".to_owned(),
                    Kind::Header => "header".to_owned(),
                    Kind::Pair { key, value } => format!("{key}|{value}"),
                    Kind::Other => "other".to_owned(),
                };
                format!("{} {} {kind}", line.number, line.section.unwrap_or("-"))
            })
            .collect();
        let expected = [
            "1 - a|0",
            "2 - silent",
            "3 one header",
            "4 one k|v = #;w",
            "5 one silent",
            "6 two header",
            "7 two other",
            "8 two other",
            "9 two other",
            "10 two other",
        ];
        assert_eq!(told, expected);
    }
}
