//! Real repositories, made by git itself.

use std::fs;
use std::io::Read;
use std::process::Command;

use tempfile::TempDir;

use super::*;

/// A repository with a work tree that is thrown away at the end.
struct Made(TempDir);

impl Made {
    fn new() -> Made {
        let made = Made(TempDir::new().unwrap());
        made.git(&["init", "--quiet", "-b", "main"]);
        made
    }

    /// A repository with one commit of these files.
    fn with(files: &[(&str, &str)]) -> Made {
        let made = Made::new();
        made.commit(files);
        made
    }

    fn at(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, words: &[&str]) -> String {
        git_in(self.at(), words)
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.at().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn commit(&self, files: &[(&str, &str)]) {
        for (path, text) in files {
            self.write(path, text);
        }
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", "more"]);
    }

    fn clone_of(&self, options: &[&str]) -> Made {
        let made = Made(TempDir::new().unwrap());
        let from = format!("file://{}", self.at().display());
        let words: Vec<&str> = [&["clone", "--quiet"], options, &[&from, "."]].concat();
        made.git(&words);
        made
    }

    fn repository(&self) -> Repository {
        Repository::of(self.at()).unwrap()
    }
}

fn git_in(folder: &Path, words: &[&str]) -> String {
    let settings = ["user.name=a", "user.email=a@b.example", "commit.gpgsign=false", "protocol.file.allow=always"];
    let mut git = Command::new("git");
    git.current_dir(folder).args(settings.iter().flat_map(|setting| ["-c", setting])).args(words);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_TRACE"] {
        git.env_remove(name);
    }
    let done = git.output().unwrap();
    assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).trim_end().to_owned()
}

/// The paths and texts of a revision, below a path.
fn held(repository: &Repository, revision: &str, below: &str) -> Vec<(String, String)> {
    let files = repository.revision(revision).unwrap().files(Path::new(below)).unwrap();
    let contents = repository.read(&files, u64::MAX);
    let text = |content: std::io::Result<Content>| match content.unwrap() {
        Content::Whole(bytes) => String::from_utf8(bytes).unwrap(),
        Content::TooLarge => "too large".to_owned(),
    };
    let path = |entry: &Entry| entry.path.to_string_lossy().into_owned();
    files.iter().map(path).zip(contents.into_iter().map(text)).collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn a_revision_holds_what_was_committed_then() {
    let made = Made::with(&[("a.campaign", "one"), ("b/c.campaign", "two")]);
    made.git(&["mv", "b/c.campaign", "b/d.campaign"]);
    made.commit(&[("a.campaign", "three")]);
    made.write("a.campaign", "not committed");
    made.git(&["tag", "-a", "-m", "told", "v1"]);
    let repository = made.repository();
    assert_eq!(held(&repository, "HEAD~1", ""), pairs(&[("a.campaign", "one"), ("b/c.campaign", "two")]));
    for name in ["HEAD", "main", "v1", &made.git(&["rev-parse", "HEAD"])] {
        assert_eq!(held(&repository, name, ""), pairs(&[("a.campaign", "three"), ("b/d.campaign", "two")]), "{name}");
    }
    assert_eq!(held(&repository, "HEAD", "b"), pairs(&[("b/d.campaign", "two")]));
    assert_eq!(held(&repository, "HEAD", "b/./d.campaign"), pairs(&[("b/d.campaign", "two")]));
    assert_eq!(held(&repository, "HEAD", "nowhere"), []);
}

#[test]
fn a_folder_knows_where_in_the_repository_it_is() {
    let made = Made::with(&[("b/c d/e.campaign", "one"), ("f", "two")]);
    let inside = Repository::of(&made.at().join("b/c d")).unwrap();
    assert_eq!(inside.root, fs::canonicalize(made.at()).unwrap());
    assert_eq!(inside.prefix, Path::new("b/c d"));
    assert_eq!(made.repository().prefix, Path::new(""));
    // The whole revision is there from anywhere.
    assert_eq!(held(&inside, "HEAD", "f"), pairs(&[("f", "two")]));
    let at = |path: &str| inside.locate(Path::new(path));
    assert_eq!(at("e.campaign"), Some("b/c d/e.campaign".into()));
    assert_eq!(at("./../../f"), Some("f".into()));
    assert_eq!(at("../../../f"), None);
    assert_eq!(at("/f"), None);
    assert_eq!(inside.locate(&inside.root.join("b")), Some("b".into()));
    assert_eq!(at("."), Some("b/c d".into()));
}

#[test]
fn three_dots_are_where_two_went_apart() {
    let made = Made::with(&[("a", "base")]);
    made.git(&["checkout", "--quiet", "-b", "topic"]);
    made.commit(&[("a", "topic")]);
    made.git(&["checkout", "--quiet", "main"]);
    made.commit(&[("a", "main")]);
    let repository = made.repository();
    for range in ["topic...", "topic...main", "...topic", "main...topic"] {
        assert_eq!(held(&repository, range, ""), pairs(&[("a", "base")]), "{range}");
    }
    made.git(&["checkout", "--quiet", "--orphan", "alone"]);
    made.commit(&[("a", "alone")]);
    let error = repository.revision("main...").unwrap_err();
    assert_eq!(error.message(), "`main` and `HEAD` have no commit in common here");
    assert!(error.help().unwrap().contains("without `...`"));
}

#[cfg(unix)]
#[test]
fn odd_names_are_read_and_links_and_submodules_are_not() {
    let inner = Made::with(&[("x.campaign", "inner")]);
    let names = ["-a", "a\nb", "a\"b", "a\tb", "grün/ü", "*", ":(top)x", " blank "];
    let made = Made::with(&names.map(|name| (name, name)));
    std::os::unix::fs::symlink("a\"b", made.at().join("link")).unwrap();
    made.git(&["submodule", "--quiet", "add", &inner.at().display().to_string(), "sub"]);
    fs::remove_file(made.at().join(".gitmodules")).unwrap();
    made.commit(&[]);
    let mut want = names.map(|name| (name.to_owned(), name.to_owned()));
    want.sort();
    assert_eq!(held(&made.repository(), "HEAD", ""), want);
    for name in names {
        assert_eq!(held(&made.repository(), "HEAD", name), pairs(&[(name, name)]), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn paths_are_bytes() {
    use std::os::unix::ffi::OsStrExt;
    let made = Made::new();
    let name = OsStr::from_bytes(b"a\xff.campaign");
    // Some systems have no such names.
    if fs::write(made.at().join(name), "one").is_ok() {
        made.commit(&[]);
        let repository = made.repository();
        let files = repository.revision("HEAD").unwrap().files(Path::new("")).unwrap();
        assert_eq!(files[0].path, Path::new(name));
    }
}

/// What is said of a revision, and how to help it.
#[track_caller]
fn refused(repository: &Repository, revision: &str, message: &str, helps: &[&str]) {
    let error = repository.revision(revision).expect_err(revision);
    assert_eq!(error.message(), message);
    let help = error.help().unwrap();
    for words in helps {
        assert!(help.contains(words), "`{words}` is not in: {help}");
    }
}

#[test]
fn what_is_no_revision_is_refused() {
    let made = Made::with(&[("a", "one")]);
    for text in ["", "-", "--all", "-h", "--output=x", "HEAD..main", "HEAD\0"] {
        refused(&made.repository(), text, &format!("`{text}` does not name a revision"), &["origin/main"]);
    }
    // What is no commit is none either, and no option comes out of a name.
    for text in ["HEAD:a", "HEAD^{tree}", "HEAD --all", "$(touch x)", "a", "...--all"] {
        assert!(made.repository().revision(text).is_err(), "{text}");
    }
    assert_eq!(fs::read_dir(made.at()).unwrap().count(), 2);
}

#[test]
fn a_missing_revision_says_how_to_fetch_it() {
    let made = Made::with(&[("a", "one")]);
    made.git(&["branch", "release"]);
    let whole = made.clone_of(&[]);
    let missing = |name: &str| format!("no revision is called `{name}` here");
    refused(&whole.repository(), "topic", &missing("topic"), &["`git fetch origin topic`"]);
    refused(&whole.repository(), "origin/topic", &missing("origin/topic"), &["`git fetch origin topic`"]);
    refused(&whole.repository(), "release", &missing("release"), &["did you mean `origin/release`?"]);
    refused(&whole.repository(), "mian", &missing("mian"), &["did you mean `main`?"]);
    refused(&whole.repository(), "mian...", &missing("mian"), &["did you mean `main`?"]);
    refused(&whole.repository(), "v1~2", &missing("v1~2"), &["`git fetch origin main`"]);
    let id = "0123456789012345678901234567890123456789";
    refused(&whole.repository(), id, &missing(id), &["`git fetch origin main`"]);
}

#[test]
fn a_shallow_clone_says_how_to_deepen() {
    let made = Made::with(&[("a", "one")]);
    made.git(&["checkout", "--quiet", "-b", "topic"]);
    made.commit(&[("a", "topic")]);
    made.git(&["checkout", "--quiet", "main"]);
    made.commit(&[("a", "two")]);
    let shallow = made.clone_of(&["--depth=1", "--no-single-branch"]);
    let deepen = ["git fetch --unshallow", "--deepen", "fetch-depth: 0"];
    refused(&shallow.repository(), "HEAD~1", "no revision is called `HEAD~1` here", &deepen);
    let apart = "`origin/topic` and `HEAD` have no commit in common here";
    refused(&shallow.repository(), "origin/topic...", apart, &deepen);
    assert_eq!(held(&shallow.repository(), "HEAD", ""), pairs(&[("a", "two")]));
}

#[test]
fn an_empty_repository_has_no_commit_yet() {
    let made = Made::new();
    refused(&made.repository(), "HEAD", "no revision is called `HEAD` here", &["no commit yet"]);
    assert!(made.repository().read(&[], 1).is_empty());
    made.commit(&[]);
    assert_eq!(held(&made.repository(), "HEAD", ""), []);
}

#[test]
fn outside_a_work_tree_there_is_no_repository() {
    let outside = TempDir::new().unwrap();
    let error = Repository::of(outside.path()).unwrap_err();
    assert!(matches!(error, Error::NoRepository { .. }), "{error:?}");
    let made = Made::with(&[("a", "one")]);
    let bare = made.clone_of(&["--bare"]);
    assert!(matches!(Repository::of(bare.at()).unwrap_err(), Error::NoRepository { .. }));
    assert!(matches!(Repository::of(&outside.path().join("nowhere")).unwrap_err(), Error::Git { .. }));
}

#[test]
fn large_files_stream_or_are_passed_by() {
    let made = Made::new();
    let large = "0123456789abcdef".repeat(5 << 16);
    made.commit(&[("large", &large), ("small", "one"), ("void", "")]);
    let repository = made.repository();
    let files = repository.revision("HEAD").unwrap().files(Path::new("")).unwrap();
    assert_eq!(files.iter().map(|file| file.size).collect::<Vec<_>>(), [Some(5 << 20), Some(3), Some(0)]);
    let unsized_files: Vec<_> = files.iter().map(|file| Entry { size: None, ..file.clone() }).collect();
    for files in [&files, &unsized_files] {
        let read: Vec<_> = repository.read(files, 1 << 20).into_iter().map(Result::unwrap).collect();
        assert_eq!(read, [Content::TooLarge, Content::Whole(b"one".into()), Content::Whole(Vec::new())]);
        for (file, want) in files.iter().zip([large.as_str(), "one", ""]) {
            let mut text = String::new();
            repository.open(file).unwrap().read_to_string(&mut text).unwrap();
            assert!(text == want, "{file:?}");
        }
    }
    let mut first = [0; 4];
    repository.open(&files[0]).unwrap().read_exact(&mut first).unwrap();
    assert_eq!(&first, b"0123");
}

#[test]
fn what_git_does_not_have_costs_only_that_file() {
    let made = Made::with(&[("a", "one"), ("b", "two")]);
    let repository = made.repository();
    let mut files = repository.revision("HEAD").unwrap().files(Path::new("")).unwrap();
    files[0].id = "0".repeat(40);
    let read = repository.read(&files, 100);
    assert_eq!(read[0].as_ref().unwrap_err().kind(), std::io::ErrorKind::NotFound);
    assert_eq!(*read[1].as_ref().unwrap(), Content::Whole(b"two".into()));
    let mut text = Vec::new();
    assert!(repository.open(&files[0]).unwrap().read_to_end(&mut text).is_err());
    files[0].size = None;
    assert!(repository.open(&files[0]).unwrap().read_to_end(&mut text).is_err());
}

#[test]
fn a_partial_clone_fetches_nothing() {
    let made = Made::with(&[("a", "one")]);
    made.git(&["config", "uploadpack.allowFilter", "true"]);
    made.commit(&[("a", "two")]);
    let partial = made.clone_of(&["--filter=blob:none"]);
    let repository = partial.repository();
    let files = repository.revision("HEAD~1").unwrap().files(Path::new("")).unwrap();
    assert_eq!(files.len(), 1);
    assert!(repository.read(&files, 100)[0].is_err());
    let id = &files[0].id;
    let lacks = Command::new("git")
        .current_dir(partial.at())
        .env("GIT_NO_LAZY_FETCH", "1")
        .args(["cat-file", "-e", id])
        .output();
    assert!(!lacks.unwrap().status.success());
}

#[test]
fn two_thousand_files_are_read_by_one_process() {
    let made = Made::new();
    let names: Vec<_> = (0..2000).map(|number| format!("{}/{number}.campaign", number % 10)).collect();
    let text = "segment a { when age > 20 }\n".repeat(40);
    for name in &names {
        made.write(name, format!("{name}\n{text}"));
    }
    made.commit(&[]);
    let repository = made.repository();
    let started = |below: &str| {
        let before = command::STARTED.get();
        let read = held(&repository, "HEAD", below);
        assert!(read.iter().all(|(name, text)| text.starts_with(&format!("{name}\n"))));
        (read.len(), command::STARTED.get() - before)
    };
    let (all, for_all) = started("");
    let (one, for_one) = started("0/0.campaign");
    assert_eq!((all, one), (2000, 1));
    assert_eq!(for_all, for_one);
}

#[test]
fn a_hook_of_another_repository_changes_nothing() {
    let other = Made::new();
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", "world::git::tests::a_revision_holds_what_was_committed_then"]);
    again.env("GIT_DIR", other.at().join(".git")).env("GIT_WORK_TREE", other.at());
    again.env("GIT_INDEX_FILE", other.at().join("index")).env("GIT_TRACE", "1");
    let done = again.output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
fn complaints_are_one_line() {
    let said = |text: &str| command::complaint(text.as_bytes());
    assert_eq!(said("hint: a\nfatal: bad object\nmore\n"), "bad object");
    assert_eq!(said("error: odd\nmore\n"), "odd");
    assert_eq!(said(""), "no reason given");
}
