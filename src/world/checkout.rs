//! The checkout: folders whose contents a stranger's change may have made, and what its links may do.
//!
//! A pull request decides which links a checkout holds and what its configuration says. What somebody types on the command
//! line is their own say; where a link of the checkout takes it is not.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::world::shown;

/// Whether links of the checkout and paths in its configuration may lead out of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// They may: whoever runs the program says that the checkout is their own.
    Given,
    /// They may not.
    Withheld,
}

/// The folders of the checkout, each the root of a repository where there is one.
#[derive(Debug, Clone)]
pub(crate) struct Checkout {
    trust: Trust,
    /// Where the run stands: absolute, and without links.
    here: PathBuf,
    tops: Vec<PathBuf>,
}

/// Where a path leads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Road {
    /// The end of it, absolute and without links, but for those that the system makes in `/dev` and `/proc`.
    pub(crate) end: PathBuf,
    /// The first link of the checkout on the way, unless the checkout is trusted.
    pub(crate) link: Option<PathBuf>,
}

/// More links than this on one way lead in a circle; systems give up here, too.
const MOST_LINKS: usize = 40;

impl Checkout {
    /// The checkout that the run stands in, and those of the files and folders that it is told of.
    pub(crate) fn of<'p>(trust: Trust, paths: impl IntoIterator<Item = &'p Path>) -> Checkout {
        let here = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
        let mut checkout = Checkout { trust, tops: vec![top_of(&here).to_path_buf()], here };
        paths.into_iter().for_each(|path| checkout.add(path));
        checkout
    }

    /// How far its links and paths are believed.
    pub(crate) fn trust(&self) -> Trust {
        self.trust
    }

    /// Counts the folder that a path stands in, or is, as one of the checkout's.
    pub(crate) fn add(&mut self, path: &Path) {
        let is_folder = fs::symlink_metadata(path).is_ok_and(|about| about.is_dir());
        let folder = if is_folder { Some(path) } else { path.parent() };
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if let Ok(real) = fs::canonicalize(self.here.join(folder))
            && !self.holds(&real)
        {
            self.tops.push(top_of(&real).to_path_buf());
        }
    }

    /// Whether a path without links lies in the checkout.
    pub(crate) fn holds(&self, real: &Path) -> bool {
        self.tops.iter().any(|top| real.starts_with(top))
    }

    /// Follows a path to its end, which need not exist.
    pub(crate) fn follow(&self, path: &Path) -> io::Result<Road> {
        let mut ahead: Vec<OsString> = steps(&self.here.join(path)).collect();
        let mut road = Road { end: PathBuf::new(), link: None };
        let mut links = 0;
        while let Some(step) = ahead.pop() {
            match Path::new(&step).components().next() {
                Some(Component::CurDir) | None => {}
                Some(Component::ParentDir) => _ = road.end.pop(),
                Some(Component::RootDir | Component::Prefix(_)) => road.end.push(&step),
                Some(Component::Normal(name)) => {
                    let next = road.end.join(name);
                    // What the system puts there is no change's, and some of it only looks like a path.
                    let target = if is_of_system(&road.end) { None } else { fs::read_link(&next).ok() };
                    let Some(target) = target else {
                        road.end = next;
                        continue;
                    };
                    links += 1;
                    if MOST_LINKS < links {
                        return Err(io::Error::other("its links lead in a circle"));
                    }
                    if self.trust == Trust::Withheld && self.holds(&road.end) {
                        road.link.get_or_insert(next);
                    }
                    ahead.extend(steps(&target));
                }
            }
        }
        Ok(road)
    }

    /// Whether links of the checkout lead a path, which is named on the command line, out of it or to another kind of file.
    pub(crate) fn leads_astray(&self, path: &Path, is_of_kind: impl Fn(&Path) -> bool) -> bool {
        let strays = |end: &Path| !self.holds(end) || !(end.is_dir() || is_of_kind(end));
        // Of a link to nothing, others say so.
        self.follow(path).is_ok_and(|road| road.link.is_some() && road.end.exists() && strays(&road.end))
    }

    /// Where the run stands.
    pub(crate) fn here(&self) -> &Path {
        &self.here
    }

    /// What people call a path: as seen from where the run stands.
    pub(crate) fn seen(&self, path: &Path) -> String {
        shown(path.strip_prefix(&self.here).unwrap_or(path))
    }
}

/// The parts of a path, the last one first.
fn steps(path: &Path) -> impl Iterator<Item = OsString> {
    path.components().rev().map(|part| part.as_os_str().to_owned())
}

fn is_of_system(folder: &Path) -> bool {
    ["/dev", "/proc"].iter().any(|system| folder.starts_with(system))
}

/// The root of the repository that a folder is in, or else the folder itself.
pub(crate) fn top_of(folder: &Path) -> &Path {
    repository(folder).unwrap_or(folder)
}

/// The root of the repository that a folder is in.
pub(crate) fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(".git").exists())
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::{Path, PathBuf};

    use super::{Checkout, Trust};

    /// A checkout beside another folder, with links of both.
    fn checkout(folder: &Path, trust: Trust) -> (Checkout, PathBuf) {
        let real = fs::canonicalize(folder).unwrap();
        let inside = real.join("checkout");
        for folder in ["checkout/.git", "checkout/a/b", "elsewhere"] {
            fs::create_dir_all(real.join(folder)).unwrap();
        }
        symlink(&inside, real.join("way-in")).unwrap();
        symlink("../elsewhere", inside.join("out")).unwrap();
        symlink("a/../loop", inside.join("loop")).unwrap();
        symlink("nowhere/x.sarif", inside.join("dangling.sarif")).unwrap();
        let mut checkout = Checkout::of(trust, []);
        (checkout.here, checkout.tops) = (inside.clone(), vec![inside.clone()]);
        (checkout, real)
    }

    #[test]
    fn only_links_of_the_checkout_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let (strange, real) = checkout(folder.path(), Trust::Withheld);
        let check = |path: &Path, end: &str, link: Option<&str>| {
            let road = strange.follow(path).unwrap();
            assert_eq!(road.end, real.join(end), "{}", path.display());
            assert_eq!(road.link, link.map(|link| real.join(link)), "{}", path.display());
        };
        check(Path::new("a/./b/../new.sarif"), "checkout/a/new.sarif", None);
        check(Path::new("out/new.sarif"), "elsewhere/new.sarif", Some("checkout/out"));
        check(Path::new("dangling.sarif"), "checkout/nowhere/x.sarif", Some("checkout/dangling.sarif"));
        check(&real.join("way-in/a/new.sarif"), "checkout/a/new.sarif", None);
        check(&real.join("way-in/out"), "elsewhere", Some("checkout/out"));
        // Above the end of a link is what is above there.
        check(Path::new("out/../way-in"), "checkout", Some("checkout/out"));
        assert!(strange.follow(Path::new("loop/x")).is_err());
        assert_eq!(strange.follow(Path::new("/dev/fd/63")).unwrap().end, Path::new("/dev/fd/63"));
        let own = Checkout { trust: Trust::Given, ..strange };
        assert_eq!(own.follow(Path::new("out/new.sarif")).unwrap().link, None);
    }

    #[test]
    fn a_link_that_stays_is_no_stray() {
        let folder = tempfile::tempdir().unwrap();
        let (checkout, real) = checkout(folder.path(), Trust::Withheld);
        symlink("a", real.join("checkout/stays")).unwrap();
        symlink("a/secret.env", real.join("checkout/x.campaign")).unwrap();
        fs::write(real.join("checkout/a/secret.env"), "").unwrap();
        fs::write(real.join("checkout/a/other"), "").unwrap();
        let strays = |path: &str| checkout.leads_astray(Path::new(path), |end| end.ends_with("fine.campaign"));
        assert!(!strays("stays") && !strays("stays/fine.campaign") && !strays("a/b"));
        assert!(strays("out") && strays("x.campaign") && strays("stays/other"));
    }
}
