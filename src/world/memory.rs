//! Files that are in no folder: what an editor has open, what comes in by a pipe, what a test makes up.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Cursor};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::world::{Bytes, Links, World};

/// Files in memory, by path.
#[derive(Debug, Clone, Default)]
pub struct Memory(BTreeMap<PathBuf, Vec<u8>>);

impl Memory {
    /// Adds a file, or puts it in the place of one.
    pub fn add(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), bytes.into());
    }

    fn file(&self, path: &Path) -> io::Result<&Vec<u8>> {
        self.0.get(path).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn below(&self, folder: &Path) -> impl Iterator<Item = &PathBuf> {
        self.0.range(folder.to_path_buf()..).map(|(path, _)| path).take_while(move |path| path.starts_with(folder))
    }
}

impl World for Memory {
    fn read(&self, path: &Path, longest: u64) -> io::Result<Bytes> {
        let bytes = self.file(path)?;
        Ok(if longest < bytes.len() as u64 { Bytes::TooLarge } else { Bytes::Whole(bytes.clone()) })
    }

    fn read_all(&self, paths: &[&Path], longest: u64) -> Vec<io::Result<Bytes>> {
        paths.iter().map(|path| self.read(path, longest)).collect()
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
        Ok(Box::new(Cursor::new(self.file(path)?.clone())))
    }

    fn is_file(&self, path: &Path) -> bool {
        self.0.contains_key(path)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.below(path).next().is_some_and(|file| file != path)
    }

    fn walk(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let is_hidden = |path: &Path| {
            let inside = path.strip_prefix(folder).unwrap_or(path);
            inside.iter().any(|part| part.to_string_lossy().starts_with('.'))
        };
        Ok(self.below(folder).filter(|path| !is_hidden(path)).cloned().collect())
    }

    fn links(&self) -> Links {
        Links::None
    }
}

#[cfg(test)]
mod tests {
    use std::io::{ErrorKind, Read};
    use std::path::{Path, PathBuf};

    use super::Memory;
    use crate::world::{Bytes, Links, World};

    fn memory() -> Memory {
        let mut memory = Memory::default();
        for path in
            ["/a/b/2.campaign", "/a/b/1.campaign", "/a/b/.git/x", "/a/b/.hidden", "/a/bc/3.campaign", "/a/b.yaml"]
        {
            memory.add(path, path);
        }
        memory
    }

    #[test]
    fn files_are_read_whole_or_not_at_all() {
        let (memory, path) = (memory(), Path::new("/a/b.yaml"));
        assert_eq!(memory.read(path, 9).unwrap(), Bytes::Whole(b"/a/b.yaml".to_vec()));
        assert_eq!(memory.read(path, 8).unwrap(), Bytes::TooLarge);
        for path in ["/a/b", "/a/none", "a/b.yaml"] {
            assert_eq!(memory.read(Path::new(path), 9).unwrap_err().kind(), ErrorKind::NotFound, "{path}");
        }
        let both = memory.read_all(&[Path::new("/a/none"), path], 9);
        assert_eq!(both.iter().map(Result::is_ok).collect::<Vec<_>>(), [false, true]);
        assert_eq!(memory.text(path).unwrap(), "/a/b.yaml");
    }

    #[test]
    fn text_is_utf8_and_no_longer_than_that_of_a_file() {
        let mut memory = Memory::default();
        memory.add("/bad", [0xff]);
        memory.add("/long", vec![b'a'; (4 << 20) + 1]);
        assert!(memory.text(Path::new("/bad")).is_err());
        assert_eq!(memory.text(Path::new("/long")).unwrap_err().to_string(), "the file is longer than 4 MiB");
    }

    #[test]
    fn files_are_opened_and_the_last_that_was_added_counts() {
        let mut memory = memory();
        memory.add("/a/b.yaml", "new");
        let mut text = String::new();
        memory.open(Path::new("/a/b.yaml")).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "new");
        assert!(memory.open(Path::new("/a/b")).is_err());
    }

    #[test]
    fn a_folder_is_walked_in_order_and_without_what_is_hidden() {
        let memory = memory();
        let walk = |folder: &str| memory.walk(Path::new(folder)).unwrap();
        assert_eq!(walk("/a/b"), ["/a/b/1.campaign", "/a/b/2.campaign"].map(PathBuf::from));
        assert_eq!(walk("/a").len(), 4);
        assert_eq!(walk("/a/b/.git"), [PathBuf::from("/a/b/.git/x")], "what is named is seen");
        assert!(walk("/none").is_empty());
        let world: &dyn World = &memory;
        assert_eq!(world.yaml_below(Path::new("/a")).unwrap(), [PathBuf::from("/a/b.yaml")]);
    }

    #[test]
    fn folders_are_where_files_are() {
        let memory = memory();
        for (path, is_file, is_folder) in
            [("/a", false, true), ("/a/b", false, true), ("/a/b.yaml", true, false), ("/a/c", false, false)]
        {
            assert_eq!(
                (memory.is_file(Path::new(path)), memory.is_folder(Path::new(path))),
                (is_file, is_folder),
                "{path}"
            );
        }
        assert_eq!(memory.links(), Links::None);
    }
}
