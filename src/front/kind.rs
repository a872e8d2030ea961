//! Which front end reads a file.

use std::io;
use std::path::Path;

use crate::front::list;

/// The kinds of file that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A file in the campaign language.
    Campaign,
    /// A list of segment names.
    List(list::Kind),
}

impl Kind {
    /// What a file holds that somebody named, by its name.
    pub(crate) fn of(path: &Path) -> Option<Kind> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "campaign" => Some(Kind::Campaign),
            "csv" => Some(Kind::List(list::Kind::Csv)),
            "tsv" => Some(Kind::List(list::Kind::Tsv)),
            "txt" => Some(Kind::List(list::Kind::Txt)),
            _ => None,
        }
    }

    /// What a file is read as that nobody named, if it is: a table by the titles in its `head`, and no plain text.
    ///
    /// # Errors
    /// Where its head cannot be read.
    pub(crate) fn of_unnamed(
        path: &Path,
        head: impl FnOnce() -> io::Result<Vec<u8>>,
        column: Option<&str>,
    ) -> io::Result<Option<Kind>> {
        Ok(match Kind::of(path) {
            Some(Kind::Campaign) => Some(Kind::Campaign),
            Some(Kind::List(kind @ (list::Kind::Csv | list::Kind::Tsv))) => {
                list::is_list(kind, &head()?, column).then_some(Kind::List(kind))
            }
            Some(Kind::List(list::Kind::Txt)) | None => None,
        })
    }
}
