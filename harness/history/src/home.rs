//! Where this machine keeps what belongs to no workspace and to no clone.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::Error;

/// The folder that this machine's history lies in: `$KATA_HOME`, else the user's folder for data. It may not be there yet.
///
/// # Errors
///
/// Where no variable of the environment says where that is.
pub fn home() -> Result<PathBuf, Error> {
    locate(cfg!(target_os = "macos"), |name| std::env::var_os(name))
}

fn locate(is_mac: bool, variable: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf, Error> {
    let path = |name| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(named) = path("KATA_HOME") {
        return Ok(named);
    }
    // The standard says that a relative path there is to be ignored.
    if let Some(data) = path("XDG_DATA_HOME").filter(|data| data.is_absolute()) {
        return Ok(data.join("lld-katas"));
    }
    let data = if is_mac { "Library/Application Support/lld-katas" } else { ".local/share/lld-katas" };
    let home = path("HOME").filter(|home| home.is_absolute());
    home.map(|home| home.join(data))
        .ok_or_else(|| Error::new("no folder to keep it in: HOME is not set, so name one in KATA_HOME"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn check(is_mac: bool, variables: &[(&str, &str)], expected: &str) {
        let lookup = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
        assert_eq!(locate(is_mac, lookup).expect("there is one"), Path::new(expected), "{variables:?}");
    }

    #[test]
    fn the_most_special_variable_wins() {
        let all = [("KATA_HOME", "/k"), ("XDG_DATA_HOME", "/x"), ("HOME", "/h")];
        check(false, &all, "/k");
        check(false, &all[1..], "/x/lld-katas");
        check(false, &all[2..], "/h/.local/share/lld-katas");
        check(true, &all[2..], "/h/Library/Application Support/lld-katas");
    }

    #[test]
    fn what_is_empty_or_relative_where_it_may_not_be_is_passed_over() {
        check(false, &[("KATA_HOME", ""), ("XDG_DATA_HOME", "data"), ("HOME", "/h")], "/h/.local/share/lld-katas");
        check(false, &[("KATA_HOME", "here")], "here");
    }

    #[test]
    fn without_a_home_the_error_says_which_variable_to_set() {
        let error = locate(false, |_| None).expect_err("there is none");
        assert!(error.to_string().contains("name one in KATA_HOME"), "{error}");
    }
}
