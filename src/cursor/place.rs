//! Where in the definition of the command line a half-typed line has come to.

use clap::{Arg, ArgAction, Command};

/// What may follow at the cursor.
#[derive(Debug, Clone, Copy)]
pub enum Wanted<'d> {
    /// A verb of this command.
    Verb,
    /// An option of this command.
    Option,
    /// The value of an argument.
    Value(&'d Arg),
    /// Nothing that the command would take.
    Nothing,
}

/// The place of the cursor.
#[derive(Debug)]
pub struct Place<'d> {
    /// What may follow.
    pub wanted: Wanted<'d>,
    /// The verb that was typed, or the whole program.
    pub command: &'d Command,
    /// What of the word at the cursor stands before that: `--client=env,`.
    pub before: String,
    /// What was typed of it.
    pub typed: String,
    program: &'d Command,
    given: Vec<(&'d Arg, String)>,
}

impl<'d> Place<'d> {
    /// After these words, the program not among them, in the word `current`.
    pub fn find(program: &'d Command, words: &[String], current: &str) -> Self {
        let mut walk = Walk::begin(program);
        for word in words {
            walk.pass(word);
        }
        walk.stop(current)
    }

    /// What was given for an argument, in the order of the line.
    pub fn given(&self, id: &str) -> impl Iterator<Item = &str> {
        self.given.iter().filter(move |(argument, _)| argument.get_id() == id).map(|(_, value)| value.as_str())
    }

    /// The program, whose verbs are all verbs.
    pub fn program(&self) -> &'d Command {
        self.program
    }

    /// The options that may still be given.
    pub fn options(&self) -> impl Iterator<Item = &'d Arg> {
        let may_follow = |argument: &&Arg| {
            let is_given = self.given.iter().any(|(given, _)| given.get_id() == argument.get_id());
            !argument.is_hide_set() && (!is_given || matches!(argument.get_action(), ArgAction::Append))
        };
        options(self.program, self.command).filter(may_follow)
    }

    /// Whether the command is the program itself.
    pub fn is_at_program(&self) -> bool {
        std::ptr::eq(self.program, self.command)
    }

    /// Words of a list that were typed before the one at the cursor.
    pub fn listed(&self) -> impl Iterator<Item = &str> {
        let list = self.before.split_once('=').map_or(self.before.as_str(), |(_, list)| list);
        list.split(',').filter(|word| !word.is_empty())
    }
}

/// Those of a verb, and those that every verb takes.
fn options<'d>(program: &'d Command, command: &'d Command) -> impl Iterator<Item = &'d Arg> {
    let of_all = program.get_arguments().filter(|argument| argument.is_global_set());
    let own = command.get_arguments().filter(|argument| !argument.is_global_set());
    own.chain(of_all).filter(|argument| !argument.is_positional())
}

struct Walk<'d> {
    program: &'d Command,
    command: &'d Command,
    positionals: usize,
    is_after_dashes: bool,
    awaited: Option<&'d Arg>,
    given: Vec<(&'d Arg, String)>,
}

impl<'d> Walk<'d> {
    fn begin(program: &'d Command) -> Self {
        Self { program, command: program, positionals: 0, is_after_dashes: false, awaited: None, given: Vec::new() }
    }

    fn pass(&mut self, word: &str) {
        if let Some(argument) = self.awaited.take() {
            self.given.push((argument, word.to_owned()));
        } else if self.is_after_dashes {
            self.pass_positional(word);
        } else if word == "--" {
            self.is_after_dashes = true;
        } else if let Some(long) = word.strip_prefix("--") {
            self.pass_long(long);
        } else if let Some(shorts) = word.strip_prefix('-').filter(|shorts| !shorts.is_empty()) {
            self.pass_shorts(shorts);
        } else if let Some(verb) = self.command.find_subcommand(word) {
            self.command = verb;
        } else {
            self.pass_positional(word);
        }
    }

    fn pass_positional(&mut self, word: &str) {
        self.given.extend(self.positional().map(|argument| (argument, word.to_owned())));
        self.positionals = self.positionals.saturating_add(1);
    }

    fn pass_long(&mut self, long: &str) {
        let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
        let Some(argument) = self.long(name) else { return };
        match value {
            None if takes_value(argument) => self.awaited = Some(argument),
            value => self.given.push((argument, value.unwrap_or_default().to_owned())),
        }
    }

    fn pass_shorts(&mut self, shorts: &str) {
        match self.with_value(shorts) {
            Some((argument, at)) if at < shorts.len() => {
                let value = shorts.get(at..).unwrap_or_default();
                self.given.push((argument, value.strip_prefix('=').unwrap_or(value).to_owned()));
            }
            Some((argument, _)) => self.awaited = Some(argument),
            None => {
                let flags = shorts.chars().filter_map(|short| self.short(short));
                let flags: Vec<_> = flags.map(|argument| (argument, String::new())).collect();
                self.given.extend(flags);
            }
        }
    }

    /// The first of these short options that takes a value, and where that begins.
    fn with_value(&self, shorts: &str) -> Option<(&'d Arg, usize)> {
        shorts.char_indices().find_map(|(at, short)| {
            let argument = self.short(short).filter(|argument| takes_value(argument))?;
            Some((argument, at.saturating_add(short.len_utf8())))
        })
    }

    fn long(&self, name: &str) -> Option<&'d Arg> {
        let is_named = |argument: &&Arg| {
            let mut names = argument.get_long().into_iter().chain(argument.get_all_aliases().unwrap_or_default());
            names.any(|long| long == name)
        };
        options(self.program, self.command).find(is_named)
    }

    fn short(&self, short: char) -> Option<&'d Arg> {
        options(self.program, self.command).find(|argument| argument.get_short() == Some(short))
    }

    fn positional(&self) -> Option<&'d Arg> {
        let mut positionals = self.command.get_positionals();
        let after_dashes = self.command.get_positionals().find(|argument| argument.is_last_set());
        match after_dashes.filter(|_| self.is_after_dashes) {
            Some(argument) => Some(argument),
            None => positionals.nth(self.positionals).filter(|argument| !argument.is_last_set()),
        }
    }

    fn stop(self, current: &str) -> Place<'d> {
        if let Some(argument) = self.awaited {
            return self.at_value(argument, "", current);
        }
        if !self.is_after_dashes && current.starts_with('-') {
            return self.stop_in_option(current);
        }
        match self.positional() {
            Some(argument) => self.at_value(argument, "", current),
            None if !self.is_after_dashes && self.command.has_subcommands() => self.at(Wanted::Verb, "", current),
            None => self.at(Wanted::Nothing, "", current),
        }
    }

    fn stop_in_option(self, current: &str) -> Place<'d> {
        if let Some(long) = current.strip_prefix("--") {
            let Some((name, _)) = long.split_once('=') else { return self.at(Wanted::Option, "", current) };
            let value_at = name.len().saturating_add("--=".len());
            return match self.long(name).filter(|argument| takes_value(argument)) {
                Some(argument) => self.at_value_in(argument, current, value_at),
                None => self.at(Wanted::Nothing, "", current),
            };
        }
        let shorts = current.get(1..).unwrap_or_default();
        match self.with_value(shorts).filter(|(_, at)| *at < shorts.len()) {
            Some((argument, at)) => self.at_value_in(argument, current, at.saturating_add(1)),
            None => self.at(Wanted::Option, "", current),
        }
    }

    fn at_value_in(self, argument: &'d Arg, current: &str, value_at: usize) -> Place<'d> {
        let (before, value) = current.split_at_checked(value_at).unwrap_or((current, ""));
        self.at_value(argument, before, value)
    }

    /// In a list, only its last word is still being typed.
    fn at_value(self, argument: &'d Arg, before: &str, value: &str) -> Place<'d> {
        let delimiter = argument.get_value_delimiter();
        let last_at = delimiter.and_then(|delimiter| value.rfind(delimiter)).map_or(0, |at| at.saturating_add(1));
        let (list, typed) = value.split_at_checked(last_at).unwrap_or(("", value));
        self.at(Wanted::Value(argument), &format!("{before}{list}"), typed)
    }

    fn at(self, wanted: Wanted<'d>, before: &str, typed: &str) -> Place<'d> {
        Place {
            wanted,
            command: self.command,
            before: before.to_owned(),
            typed: typed.to_owned(),
            program: self.program,
            given: self.given,
        }
    }
}

fn takes_value(argument: &Arg) -> bool {
    argument.get_action().takes_values()
}
