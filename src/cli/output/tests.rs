use super::*;

/// A folder with some files, given as names; `None` makes no folder at all.
fn place(files: Option<&[&str]>) -> (tempfile::TempDir, PathBuf) {
    let around = tempfile::tempdir().unwrap();
    let target = around.path().join("out");
    if let Some(files) = files {
        fs::create_dir(&target).unwrap();
        for file in files {
            fs::write(target.join(file), "old").unwrap();
        }
    }
    (around, target)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn what_may_be_replaced() {
    let check = |files: Option<&[&str]>, force: bool, expected: Result<(), &str>| {
        let (around, target) = place(files);
        let made = Output::prepare(&target, force, true);
        match (made, expected) {
            (Ok(output), Ok(())) => {
                fs::write(output.folder().join("run.json"), "new").unwrap();
                output.commit().unwrap();
                assert_eq!(names(&target), ["run.json"]);
                assert_eq!(fs::read_to_string(target.join("run.json")).unwrap(), "new");
            }
            (Err(error), Err(words)) => {
                assert!(error.to_string().contains(words), "{files:?}: {error}");
                assert_eq!(target.exists().then(|| names(&target).len()), files.map(<[&str]>::len));
            }
            (made, expected) => panic!("{files:?} {force}: {:?} for {expected:?}", made.map(|_| ()).err()),
        }
        assert!(
            names(around.path()).iter().all(|name| name == "out"),
            "nothing is left beside it"
        );
    };
    check(None, false, Ok(()));
    check(None, true, Ok(()));
    check(Some(&[]), false, Ok(()));
    check(Some(&["run.json", "quotes.jsonl"]), false, Err("--force"));
    check(Some(&["run.json", "quotes.jsonl"]), true, Ok(()));
    check(Some(&["run.json", "my-notes.txt"]), true, Err("my-notes.txt"));
    check(Some(&["thesis.doc"]), false, Err("holds no results of dedupe"));
    check(Some(&["thesis.doc"]), true, Err("holds no results of dedupe"));
}

#[test]
fn a_file_is_no_folder() {
    let (_around, target) = place(None);
    fs::write(&target, "precious").unwrap();
    let error = Output::prepare(&target, true, true).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("is a file"), "{error}");
    assert_eq!(fs::read_to_string(&target).unwrap(), "precious");
}

#[test]
fn an_abandoned_run_leaves_nothing() {
    let around = tempfile::tempdir().unwrap();
    let target = around.path().join("a/b/out");
    let output = Output::prepare(&target, false, true).unwrap();
    fs::write(output.folder().join("quotes.jsonl"), "half").unwrap();
    assert!(names(&around.path().join("a/b"))[0].starts_with(".out.partial-"));
    drop(output);
    assert!(names(around.path()).is_empty(), "not even the folders made for it");
}

#[test]
fn what_a_killed_run_left_is_dealt_with() {
    let (around, target) = place(None);
    let killed = around.path().join(".out.partial-abc");
    fs::create_dir(&killed).unwrap();
    fs::write(killed.join("quotes.jsonl"), "half").unwrap();
    // Someone else's folder with a name like ours.
    let other = around.path().join(".out.partial-notes");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("thesis.doc"), "precious").unwrap();
    let aside = around.path().join(".out.replaced");
    fs::create_dir(&aside).unwrap();
    fs::write(aside.join("run.json"), "old").unwrap();

    let error = Output::prepare(&target, false, true).map(|_| ()).unwrap_err();
    assert!(
        error.to_string().contains("--force"),
        "the old results are back: {error}"
    );
    assert_eq!(fs::read_to_string(target.join("run.json")).unwrap(), "old");
    assert!(!killed.exists());
    assert!(other.join("thesis.doc").exists());
}

#[test]
fn a_living_run_is_left_alone() {
    let (_around, target) = place(None);
    let first = Output::prepare(&target, false, true).unwrap();
    let second = Output::prepare(&target, false, true).unwrap();
    assert!(
        first.folder().exists(),
        "the second run has not taken the first for a leftover"
    );
    fs::write(first.folder().join("run.json"), "first").unwrap();
    first.commit().unwrap();
    assert!(
        second.commit().is_err(),
        "results that appeared meanwhile are not replaced unasked"
    );
    assert_eq!(fs::read_to_string(target.join("run.json")).unwrap(), "first");
}
