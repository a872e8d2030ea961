//! Paths as the pages of a code host know them: from the root of the repository, wherever the run was started.

use std::fmt::Write as _;

/// Where a run stands in its repository. The default stands at a root whose place is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Root {
    at: String,
    below: String,
}

impl Root {
    /// A run in the folder `below` (empty for the root itself) of the repository at the absolute path `at`.
    pub(crate) fn new(at: &str, below: &str) -> Root {
        Root { at: at.trim_end_matches('/').to_owned(), below: below.to_owned() }
    }

    /// The path of a file from the root; what is not below the root keeps its whole path.
    pub(super) fn path(&self, path: &str) -> String {
        let whole = if is_absolute(path) { path.to_owned() } else { format!("{}/{}/{path}", self.at, self.below) };
        let whole = straight(&whole);
        match whole.strip_prefix(&self.at).and_then(|rest| rest.strip_prefix('/')) {
            Some(rest) if !self.at.is_empty() || !is_absolute(path) => rest.to_owned(),
            Some(_) | None => whole,
        }
    }

    /// The same as a URI reference: a path from the root, or a `file:` URI for what is elsewhere.
    pub(super) fn uri(&self, path: &str) -> String {
        let path = self.path(path);
        let encoded = encoded(&path);
        match path.chars().next() {
            Some('/') => format!("file://{encoded}"),
            _ if is_absolute(&path) => format!("file:///{encoded}"),
            _ => encoded,
        }
    }
}

fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || (cfg!(windows) && path.get(1..3).is_some_and(|drive| drive == ":/"))
}

/// A path without `.`, `..` and doubled slashes. Above the top there is nothing, as in a file system.
fn straight(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let top = if path.starts_with('/') { "/" } else { "" };
    format!("{top}{}", parts.join("/"))
}

/// Leaves only what a URI's path holds without another meaning.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => encoded.push(byte.into()),
            // Writing to a string does not fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::Root;

    #[track_caller]
    fn check(path: &str, want: &str, uri: &str) {
        let root = Root::new("/home/ana/shop/", "campaigns/spring");
        assert_eq!((root.path(path).as_str(), root.uri(path).as_str()), (want, uri), "{path}");
    }

    #[test]
    fn paths_start_at_the_root_of_the_repository() {
        check("a.campaign", "campaigns/spring/a.campaign", "campaigns/spring/a.campaign");
        check("./x//a.campaign", "campaigns/spring/x/a.campaign", "campaigns/spring/x/a.campaign");
        check("../a.campaign", "campaigns/a.campaign", "campaigns/a.campaign");
        check("/home/ana/shop/a.campaign", "a.campaign", "a.campaign");
        check("../../../b/a b.campaign", "/home/ana/b/a b.campaign", "file:///home/ana/b/a%20b.campaign");
        check("/home/ana/shops/a.csv", "/home/ana/shops/a.csv", "file:///home/ana/shops/a.csv");
        check("/etc/../../a", "/a", "file:///a");
    }

    #[test]
    fn a_root_that_is_not_known_leaves_paths_alone() {
        let root = Root::default();
        assert_eq!((root.path("x/a.csv"), root.path("/x/a.csv")), ("x/a.csv".to_owned(), "/x/a.csv".to_owned()));
    }

    #[test]
    fn what_means_something_in_a_uri_is_encoded() {
        let names = "campaigns/spring/a%3Ab%25%23%3F%5B%22%0A%1B%C3%A4%E2%80%AE.csv";
        check("a:b%#?[\"\n\u{1b}ä\u{202e}.csv", "campaigns/spring/a:b%#?[\"\n\u{1b}ä\u{202e}.csv", names);
    }
}
