//! What to do about an option that a command refuses and others take.

use clap::{
    Command,
    error::{ContextKind, ContextValue, ErrorKind},
};

/// Returns the error with the names of the commands that take the refused option, in place of options that look like it.
pub(super) fn with_commands(mut error: clap::Error, program: &Command) -> clap::Error {
    if error.kind() != ErrorKind::UnknownArgument {
        return error;
    }
    let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg) else {
        return error;
    };
    let Some(long) = option.strip_prefix("--").map(str::to_owned) else { return error };
    let takes = |command: &&Command| {
        command.get_arguments().any(|argument| argument.get_long() == Some(&long))
    };
    let mut commands: Vec<String> = Vec::new();
    for command in program.get_subcommands() {
        commands.extend(Some(command).filter(takes).map(|it| it.get_name().to_owned()));
        let below = command.get_subcommands().filter(takes);
        commands.extend(below.map(|it| format!("{} {}", command.get_name(), it.get_name())));
    }
    let [others @ .., last] = commands.as_slice() else { return error };
    let names = match others {
        [] => last.clone(),
        others => format!("{} and {last}", others.join(", ")),
    };
    error.remove(ContextKind::SuggestedArg);
    // Without the trailing form, "as a value", nobody means here.
    error.remove(ContextKind::TrailingArg);
    let tip = format!("'--{long}' is an option of {names}");
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    error
}
