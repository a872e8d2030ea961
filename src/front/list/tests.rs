use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

/// Reads a list in small batches; rows as `line name`, faults as `line [rule] message`, in the order of the file.
fn told(kind: Kind, column: Option<&str>, bytes: &[u8]) -> Vec<String> {
    let mut list = List::new(kind, "list".into(), column.map(Text::from), bytes);
    let mut told = Vec::new();
    while let Some(batch) = list.batch(3).unwrap() {
        assert!(batch.rows.len() <= 3);
        for row in &batch.rows {
            let raw = &row.text[row.at.clone()];
            assert!(kind != Kind::Csv && raw == &*row.name || raw.replace("\"\"", "\"") == *row.name);
            told.push(format!("{} {}", row.line, row.name));
        }
        if let Some((sources, fault)) = batch.fault {
            told.push(format!("{} [{}] {}", sources.start(fault.at).line, fault.rule, fault.message));
        }
    }
    told
}

#[track_caller]
fn check(kind: Kind, text: &str, want: &[&str]) {
    assert_eq!(told(kind, None, text.as_bytes()), want);
}

#[test]
fn a_text_file_has_a_name_on_each_line() {
    check(
        Kind::Txt,
        "Dog owners\n\n  \"Cat\" owners, too\t\r\nno line break",
        &["1 Dog owners", "3 \"Cat\" owners, too", "4 no line break"],
    );
    check(Kind::Txt, "", &[]);
    check(Kind::Txt, "\n \r\n", &[]);
}

#[test]
fn line_breaks_of_every_system_and_a_mark_at_the_start() {
    check(Kind::Csv, "\u{feff}id,name\r\n1,a\r\n2,b\r\n", &["2 a", "3 b"]);
    check(Kind::Csv, "id,name\r1,a\r\r2,b\r", &["2 a", "4 b"]);
}

#[test]
fn the_most_telling_title_chooses_the_column() {
    check(Kind::Csv, "name,SEGMENT_Name\na,b\n", &["2 b"]);
    check(Kind::Tsv, "id\tTopic\n1\tb\n", &["2 b"]);
    check(Kind::Csv, "id;Name\n1;\"a;b, c\"\n", &["2 a;b, c"]);
}

#[test]
fn else_the_only_column_of_words() {
    check(Kind::Csv, "no,what,size\n1,Dog owners,A-10\n2,Cats,20\n", &["2 Dog owners", "3 Cats"]);
    check(Kind::Csv, "Dog owners\nCats\n", &["1 Dog owners", "2 Cats"]);
    let unclear = "1 [list/no-column] which column holds the names of the segments?";
    check(Kind::Csv, "what,who\nDogs,Ana\n", &[unclear]);
}

#[test]
fn a_column_can_be_asked_for() {
    let text = b"id,Who,name\n1,a,b\n";
    assert_eq!(told(Kind::Csv, Some("who"), text), ["2 a"]);
    assert_eq!(told(Kind::Csv, Some("whom"), text), ["1 [list/no-column] the list has no column `whom`"]);
    let mut list = List::new(Kind::Csv, "list".into(), Some("whom".into()), &text[..]);
    let (_, fault) = list.batch(9).unwrap().unwrap().fault.unwrap();
    assert_eq!(&*fault.help.unwrap().says, "did you mean `Who`? it has `id`, `Who`, `name`");
}

#[test]
fn a_column_that_begins_alike_is_offered() {
    let help = |wanted: &str| {
        let mut list = List::new(Kind::Csv, "list".into(), Some(wanted.into()), &b"id,Segment_Name,count\n1,a,2\n"[..]);
        let (_, fault) = list.batch(9).unwrap().unwrap().fault.unwrap();
        fault.help.unwrap().says.to_string()
    };
    let meant = "did you mean `Segment_Name`? it has `id`, `Segment_Name`, `count`";
    assert_eq!(["segment", "seg", "segment id", "sgmentname"].map(help), [meant; 4]);
    assert_eq!(["audience", "name", "_x"].map(help), ["it has `id`, `Segment_Name`, `count`"; 3]);
}

#[test]
fn quotes_hold_separators_quotes_and_lines() {
    let text = "id,name\n1,\"a, \"\"b\"\"\"\n2,\"c\nd\"\n3,6\" nails\n4,\"e\"\n";
    check(Kind::Csv, text, &["2 a, \"b\"", "3 c\nd", "5 6\" nails", "6 e"]);
}

#[test]
fn in_a_tsv_quotes_are_ordinary() {
    check(Kind::Tsv, "name\tlabel\n\"A\" B\tx\n\"open\ty\n\"Shrine\"\tz\n", &["2 \"A\" B", "3 \"open", "4 Shrine"]);
}

#[test]
fn a_ragged_row_is_told_and_costs_no_other() {
    let want = [
        "2 a",
        "3 [list/ragged-row] this row has 1 field, the header has 3",
        "4 b",
        "4 [list/ragged-row] this row has 2 fields, the header has 3",
        "5 c",
        "5 [list/ragged-row] this row has 4 fields, the header has 3",
        "6 d",
    ];
    check(Kind::Csv, "id,name,size\n1,a,1\n2\n3,b\n4,c,1,2\n5,d,1,\n", &want);
}

#[test]
fn an_unclosed_quote_costs_one_row() {
    let fault = "3 [list/unclosed-quote] a quote opens in this row and is never closed";
    check(Kind::Csv, "id,name\n1,a\n2,\"b\n3,c\n\n4,d\n", &["2 a", fault, "4 c", "6 d"]);
    // The quote that opens another field is no closing one.
    check(Kind::Csv, "id,name\n1,a\n2,\"b\n3,c\n4,\"d\"\n5,e\n", &["2 a", fault, "4 c", "5 d", "6 e"]);
}

#[test]
fn a_stray_quote_does_not_swallow_the_rows_up_to_the_next_one() {
    let mut text = String::from("id,name\n1,\"a\n");
    (2..500).for_each(|id| writeln!(text, "{id},b").unwrap());
    text.push_str("500,c\"\n");
    let told = told(Kind::Csv, None, text.as_bytes());
    assert_eq!(told.len(), 500);
    assert_eq!(
        (&*told[0], &*told[499]),
        ("2 [list/unclosed-quote] a quote opens in this row and is never closed", "501 c\"")
    );
}

#[test]
fn bytes_that_are_not_text_cost_one_row() {
    let want = [
        "2 [list/not-utf8] this row is not UTF-8: byte 0xE9 after 3 bytes",
        "3 [list/nul] this row has a NUL byte",
        "4 c",
    ];
    assert_eq!(told(Kind::Csv, None, b"id,name\n1,a\xe9\n2,b\0\n3,c\n"), want);
    let utf16: Vec<u8> = "\u{feff}name\na\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(told(Kind::Tsv, None, &utf16), ["1 [list/not-utf8] the list is UTF-16, not UTF-8"]);
}

#[test]
fn an_endless_line_costs_one_row() {
    let text = format!("a\n{}\nb\n", "x".repeat(3 << 20));
    check(Kind::Txt, &text, &["1 a", "2 [list/long-row] this line is longer than 1 MiB, so it was not read", "3 b"]);
}

#[test]
fn many_faults_are_counted() {
    let text = format!("id,name\n{}9,z\n", "1\n".repeat(1000));
    let told = told(Kind::Csv, None, text.as_bytes());
    assert_eq!(told.len(), 22);
    assert_eq!(told[20], "1002 z");
    assert_eq!(told[21], "22 [list/unread-rows] 980 more rows could not be read well; this is the first of them");
}

/// The rows and faults of a list whose rows are not read as they are written.
fn seen(text: &str) -> (Vec<String>, Vec<String>) {
    let mut list = List::new(Kind::Csv, "list".into(), None, text.as_bytes());
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    while let Some(batch) = list.batch(100).unwrap() {
        rows.extend(batch.rows.iter().map(|row| row.name.to_string()));
        faults.extend(batch.fault.map(|(sources, fault)| {
            let at = sources.start(fault.at);
            format!("{}:{} [{}] {}", at.line, at.column, fault.rule, fault.message)
        }));
    }
    (rows, faults)
}

#[test]
fn what_nobody_sees_is_seen_through_and_told() {
    let text =
        "id,name\n1,\"Mus\u{200b}lim \"\"x\"\"\"\n2,\u{202e}seilimaf\n3,pregn\u{430}ncy\n4,ม\u{200b}น ❤\u{fe0f}\n";
    let (rows, faults) = seen(text);
    assert_eq!(rows, ["Muslim \"x\"", "families", "pregnancy", "ม\u{200b}น ❤\u{fe0f}"]);
    let want = [
        "2:7 [list/invisible-character] an invisible character, `U+200B`, stands here",
        "3:3 [list/invisible-character] an invisible character, `U+202E`, stands here",
        "4:8 [list/look-alike-letter] `\u{430}` looks like `a` and is another letter, `U+0430`",
    ];
    assert_eq!(faults, want);
}

#[test]
fn many_rows_that_nobody_sees_are_counted() {
    let (rows, faults) = seen(&format!("id,name\n{}", "1,qu\u{3164}ran\n".repeat(1000)));
    assert!(rows.len() == 1000 && rows.iter().all(|row| row == "quran"));
    assert_eq!(faults.len(), 21);
    assert!(faults[20].ends_with("980 more rows could not be read well; this is the first of them"), "{}", faults[20]);
}

#[test]
fn a_table_in_a_folder_must_speak_of_segments() {
    assert!(is_list(Kind::Csv, b"id,Segment\n", None));
    assert!(is_list(Kind::Tsv, b"id\tinterest", None));
    assert!(!is_list(Kind::Csv, b"id,name,email\n", None));
    assert!(is_list(Kind::Csv, b"id,name,email\n", Some("Name")));
    assert!(!is_list(Kind::Csv, b"", None));
}

#[test]
fn rows_before_a_failure_are_not_lost() {
    struct Broken;
    impl io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("unplugged"))
        }
    }
    let input = io::BufReader::new(io::Read::chain(&b"a\nb\n"[..], Broken));
    let mut list = List::new(Kind::Txt, "list".into(), None, input);
    assert_eq!(list.batch(9).unwrap().unwrap().rows.len(), 2);
    assert_eq!(list.batch(9).unwrap_err().to_string(), "unplugged");
}

proptest! {
    /// On well-formed tables, the csv crate reads the same.
    #[test]
    fn the_csv_crate_agrees(fields in prop::collection::vec(("[a-z\",\n ]{0,8}", "[a-z\",\n]{1,8}"), 1..20)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["id", "name"]).unwrap();
        for (id, name) in &fields {
            writer.write_record([id, name]).unwrap();
        }
        let text = writer.into_inner().unwrap();
        let mut reader = csv::Reader::from_reader(&text[..]);
        let want: Vec<String> = reader.records().map(|record| record.unwrap()[1].trim().to_string()).filter(|name| !name.is_empty()).collect();
        let got: Vec<String> = rows(&text).into_iter().map(|row| row.name.to_string()).collect();
        prop_assert_eq!(got, want);
    }

    /// No bytes are too odd, and no row is told twice.
    #[test]
    fn any_bytes_can_be_read(bytes in prop::collection::vec(prop::sample::select(&b"\",;\t\r\n\0\xffab "[..]), 0..200)) {
        for kind in [Kind::Csv, Kind::Tsv, Kind::Txt] {
            let lines: Vec<_> = rows_of(kind, &bytes).into_iter().map(|row| row.line).collect();
            prop_assert!(lines.is_sorted_by(|a, b| a < b));
        }
    }
}

fn rows(bytes: &[u8]) -> Vec<Row> {
    rows_of(Kind::Csv, bytes)
}

fn rows_of(kind: Kind, bytes: &[u8]) -> Vec<Row> {
    let mut list = List::new(kind, "list".into(), None, bytes);
    std::iter::from_fn(|| list.batch(7).unwrap()).flat_map(|batch| batch.rows).collect()
}
