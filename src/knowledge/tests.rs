use walkdir::WalkDir;

use super::{File, Knowledge};
use crate::data;
use crate::shipped::is_knowledge;
use crate::source::Sources;

/// Reads `rules/` from disk as a user's own files are read, where faults have places.
#[test]
fn the_shipped_files_have_no_fault() {
    let mut sources = Sources::default();
    let paths = WalkDir::new("rules").sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    let paths: Vec<_> = paths.map(|path| path.to_str().unwrap().to_owned()).filter(|path| is_knowledge(path)).collect();
    let texts: Vec<_> = paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let nodes: Vec<_> = texts.iter().map(|text| data::yaml(text).unwrap()).collect();
    let files: Vec<_> = paths
        .iter()
        .zip(&texts)
        .zip(&nodes)
        .map(|((path, text), node)| File::Own { path, node, text, source: sources.add(path.as_str(), text.as_str()) })
        .collect();
    let (_, findings) = Knowledge::load(&files);
    let show = |finding: &crate::finding::Finding| {
        let at = &sources[finding.at.source].text()[finding.at.start as usize..finding.at.end as usize];
        let place = sources.start(finding.at);
        let path = sources.path(finding.at);
        format!("{path}:{}:{}: {}: {} {:?}", place.line, place.column, finding.message, at, finding.help)
    };
    let shown: Vec<_> = findings.iter().map(show).collect();
    assert!(shown.is_empty(), "\n{}", shown.join("\n"));
}

/// What `phrase` reveals in a knowledge of one category tree and these entries: `category@words`.
#[track_caller]
fn check(entries: &str, phrase: &str, want: &[&str]) {
    let categories =
        "[{id: a, title: A, sentence: A., tier: special}, {id: a.b, title: B, sentence: B., tier: special},
        {id: c, title: C, sentence: C., tier: delicate}]";
    let nodes = [
        ("categories.yaml", categories),
        ("citations.yaml", "s: {title: S}"),
        ("vocabulary/measures.yaml", "[{words_within: 12, address_within: 40, accents_up_to: 6, source: s}]"),
        ("vocabulary/x.yaml", entries),
    ]
    .map(|(path, text)| (path, data::yaml(text).unwrap()));
    let mut sources = Sources::default();
    let source = sources.add("x.yaml", entries);
    let files = nodes.each_ref().map(|(path, node)| File::Own { path, node, text: entries, source });
    let (knowledge, findings) = Knowledge::load(&files);
    let mut found: Vec<_> = findings.iter().map(|finding| finding.rule.to_string()).collect();
    for hit in knowledge.reveals(super::Kind::Name, phrase) {
        found.push(format!("{}@{}", knowledge.taxonomy().get(hit.category).id, &phrase[hit.at]));
    }
    assert_eq!(found, want, "{phrase:?}");
}

fn entry(rest: &str) -> String {
    format!("[{{reveals: a, strength: strong, source: s, {rest}}}]")
}

#[test]
fn a_department_does_not_say_which_of_its_things_is_meant() {
    let words = entry("terms: [tobacco, liquor, faith, prayer]");
    check(&words, "Food, Beverages & Tobacco > Papayas", &[]);
    check(&words, "Food, Beverages & Tobacco > Tobacco", &["a@Tobacco"]);
    check(&words, "Faith & Prayer > Hymns", &["a@Faith"]);
    check(&words, "Tobacco > Pipes", &["a@Tobacco"]);
    check(&words, "Food & Tobacco", &["a@Tobacco"]);
}

#[test]
fn what_is_said_of_animals_and_things_is_not_said_of_people() {
    let words = "[{reveals: a, strength: strong, source: s, terms: [diapers, guns, acupuncture, cat allergy, allergy]},
        {right_before: [dog, cat, toy], source: s}, {right_after: [models], source: s}]";
    check(words, "dog diapers, toy guns, acupuncture models", &[]);
    check(words, "guns for dogs", &["a@guns"]);
    check(words, "Dogs > Diapers", &["a@Diapers"]);
    check(words, "dogs, diapers", &["a@diapers"]);
    check(words, "cat allergy", &["a@cat allergy"]);
}

#[test]
fn cues_decide_where_words_are_ambiguous() {
    let expecting = entry("terms: [{term: expecting, with: [baby, due date], without: [parcel]}]");
    check(&expecting, "expecting", &[]);
    check(&expecting, "Expecting a baby", &["a@Expecting"]);
    check(&expecting, "expecting a parcel on the due date", &[]);
    check(&entry("terms: [{term: baby shower, with: [shower]}]"), "baby shower", &[]);
    check(&entry("terms: [x], with: [y]"), "x y", &["a@x"]);
}

#[test]
fn cues_count_near() {
    let expecting = entry("terms: [{term: expecting, with: [baby, due date], without: [parcel]}]");
    let between = |words: usize| " so".repeat(words);
    // Twelve words away a word explains, on either side; thirteen words away it does not.
    check(&expecting, &format!("expecting{} baby", between(11)), &["a@expecting"]);
    check(&expecting, &format!("baby{} expecting", between(11)), &["a@expecting"]);
    check(&expecting, &format!("due date{} expecting", between(11)), &["a@expecting"]);
    check(&expecting, &format!("expecting{} baby", between(12)), &[]);
    check(&expecting, &format!("baby{} expecting", between(12)), &[]);
    // It excuses no further.
    check(&expecting, &format!("parcel{} expecting baby", between(11)), &[]);
    check(&expecting, &format!("expecting baby{} parcel", between(10)), &[]);
    check(&expecting, &format!("parcel{} expecting baby", between(12)), &["a@expecting"]);
    check(&expecting, &format!("expecting baby{} parcel", between(1000)), &["a@expecting"]);
    // Of many words each is judged by what stands near it.
    let many = format!("expecting parcel{0} expecting baby{0} expecting", between(20));
    check(&expecting, &many, &["a@expecting"]);
}

#[test]
fn cues_count_in_their_sentence() {
    let expecting = entry("terms: [{term: expecting, with: [baby], without: [parcel]}]");
    for end in [". ", "! ", "? ", "; ", "\n", "… ", ".) ", "。", "？"] {
        check(&expecting, &format!("expecting{end}baby"), &[]);
        check(&expecting, &format!("baby{end}expecting"), &[]);
        check(&expecting, &format!("expecting baby{end}parcel"), &["a@expecting"]);
    }
    for same in [" ", ", ", ": ", ".", " - ", "_", " Mrs. ", " e.g. ", " (", "\u{a0}", " 2.5 "] {
        check(&expecting, &format!("expecting{same}baby"), &["a@expecting"]);
        check(&expecting, &format!("expecting baby{same}parcel"), &[]);
    }
}

#[test]
fn the_words_of_a_phrase_are_bounded() {
    let words = |count: usize| vec!["x"; count].join(" ");
    check(&entry(&format!("terms: [{}]", words(32))), &words(32), &[&format!("a@{}", words(32))]);
    check(&entry(&format!("terms: [y, {}]", words(33))), "y", &["rule-file/too-long", "a@y"]);
}

#[test]
fn excepts_hide() {
    let pregnant = entry("terms: [pregnant], except: [pregnant pause]");
    check(&pregnant, "a Pregnant Pause", &[]);
    check(&pregnant, "pregnant, pause", &[]);
    check(&pregnant, "pregnant women", &["a@pregnant"]);
}

#[test]
fn likeness() {
    check(&entry("terms: [aid]"), "AIDS", &["a@AIDS"]);
    check(&entry("terms: [{term: aids, exact: true}]"), "hearing aid, AIDS", &["a@AIDS"]);
    check(&entry("terms: [{term: AIDS, as_written: true}]"), "hearing aids", &[]);
    let french = entry("languages: {fr: [{term: mariés, accents: true}, élection]}");
    check(&french, "Marie et Mary", &[]);
    check(&french, "couple marié", &["a@marié"]);
    check(&french, "elections", &["a@elections"]);
    check(&entry("brands: [BetterHelp]"), "betterhelp", &["a@betterhelp"]);
    check(&entry("brands: [BetterHelp]"), "Better Help", &["a@Better Help"]);
    check(&entry("terms: [x], languages: {de: [\"schwanger*\"]}"), "SCHWANGERE", &["a@SCHWANGERE"]);
}

#[test]
fn the_longer_and_the_more_precise_term_speaks() {
    let two = "[{reveals: a, strength: strong, source: s, terms: [test]},
        {reveals: a.b, strength: strong, source: s, terms: [hiv test, test]},
        {reveals: c, strength: strong, source: s, terms: [test kit]}]";
    check(two, "HIV test", &["a.b@HIV test"]);
    check(two, "test", &["a.b@test"]);
    check(two, "test kit", &["a.b@test", "c@test kit"]);
}

#[test]
fn kinds_limit_an_entry() {
    check(&entry("terms: [x], in: [purchase]"), "x", &[]);
    check(&entry("terms: [x], in: [name]"), "x", &["a@x"]);
}

#[test]
fn bad_entries_are_located_faults() {
    for (rest, rule) in [
        ("terms: [x, x]", "double-term"),
        ("terms: ['']", "empty"),
        ("terms: ['*']", "empty"),
        ("terms: [x], with: []", "never-matches"),
        ("terms: [x], with: [y], without: [y, z]", "never-matches"),
        ("terms: [x], with: [parcels, due date], without: [parcel, date]", "never-matches"),
        ("terms: [x], with: [schwanger], without: ['schwang*']", "never-matches"),
        ("terms: [{term: x, with: [y]}], without: [y]", "never-matches"),
        ("terms: ['!!']", "empty"),
        ("terms: [x], with: ['  ', y]", "empty"),
        ("terms: [x], except: ['-']", "empty"),
        ("terms: [x], in: []", "never-matches"),
        ("terms: [x], except: [x]", "hidden-term"),
        ("terms: [Zinc roofs], except: [zinc roof]", "hidden-term"),
        ("terms: [pregnant], except: ['preg*']", "hidden-term"),
        ("terms: ['pregnan*'], except: ['pregnan*']", "hidden-term"),
        ("terms: [x], languages: {german: [y]}", "unknown-language"),
        ("brnads: [x], terms: [y]", "unknown-key"),
        ("in: [purchse], terms: [y]", "unknown-word"),
        ("strength: strong, terms: [y]", "double-key"),
    ] {
        check(&entry(rest), "nothing", &[&format!("rule-file/{rule}")]);
    }
    check("[{reveals: a.x, strength: strong, terms: [x], source: s}]", "", &["rule-file/unknown-category"]);
    check("[{reveals: a, strength: strong, terms: [x], source: t}]", "", &["rule-file/unknown-source"]);
    check("[{reveals: a, terms: [x], source: s}]", "", &["rule-file/missing-key"]);
    check("a: b", "", &["rule-file/wrong-kind"]);
}

#[test]
fn faults_say_where() {
    for (rest, at) in [
        ("terms: [y, '']", "''"),
        ("terms: [y], wiht: [z]", "wiht"),
        ("terms: [{term: y, with: [a], without: [a]}]", "[a]"),
        ("terms: [y, {term: z, with: []}]", "[]"),
        ("brands: [Yoyo], terms: [z], except: [yoyo]", "Yoyo"),
    ] {
        let entries = entry(rest);
        let node = data::yaml(&entries).unwrap();
        let mut sources = Sources::default();
        let source = sources.add("x.yaml", entries.as_str());
        let categories = data::yaml("[{id: a, title: A, sentence: A., tier: special}]").unwrap();
        let citations = data::yaml("s: {title: S}").unwrap();
        let files = [("categories.yaml", &categories), ("citations.yaml", &citations), ("vocabulary/x.yaml", &node)];
        let files = files.map(|(path, node)| File::Own { path, node, text: &entries, source });
        let (_, findings) = Knowledge::load(&files);
        let places: Vec<_> = findings.iter().map(|finding| sources.text(finding.at)).collect();
        assert_eq!(places, [at], "{rest}");
    }
}

/// An `except` of one entry may hide a term of another, and only where it always does is that a mistake.
#[test]
fn excepts_of_other_entries() {
    let two = |term, except| {
        format!(
            "[{{reveals: a, strength: strong, source: s, terms: [{term}]}},
            {{reveals: c, strength: strong, source: s, terms: [y], except: [{except}]}}]"
        )
    };
    check(&two("zinc roof", "zinc roof"), "", &["rule-file/hidden-term"]);
    check(&two("zinc", "zinc roof"), "zinc", &["a@zinc"]);
    check(&two("zinc roof", "zinc"), "zinc roof", &["a@zinc roof"]);
    check(&two("'preg*'", "preg"), "pregnant", &["a@pregnant"]);
}

#[test]
fn terms_read_as_several_things_are_told() {
    let entries = "[{reveals: a, strength: strong, source: s, terms: [x, y, z]},
        {reveals: a.b, strength: strong, source: s, terms: [x]},
        {reveals: c, strength: strong, source: s, terms: [y]},
        {reveals: c, strength: moderate, source: s, terms: [z]}]";
    let categories =
        "[{id: a, title: A, sentence: A., tier: special}, {id: a.b, title: B, sentence: B., tier: special},
        {id: c, title: C, sentence: C., tier: delicate}]";
    let nodes = [("categories.yaml", categories), ("citations.yaml", "s: {title: S}"), ("vocabulary/x.yaml", entries)]
        .map(|(path, text)| (path, data::yaml(text).unwrap()));
    let source = Sources::default().add("x.yaml", entries);
    let files = nodes.each_ref().map(|(path, node)| File::Own { path, node, text: entries, source });
    let (knowledge, _) = Knowledge::load(&files);
    let several: Vec<_> = knowledge.read_as_several().into_iter().map(|several| several.term).collect();
    assert_eq!(several, ["y"]);
}

/// What the shipped knowledge says of everything that is not the vocabulary.
#[test]
fn shipped_answers() {
    use super::{Ages, Benign, FieldUse, Hit, Kind, Measured};
    use crate::ast::{Means, Medium, Stream, Verb};

    let knowledge = Knowledge::shipped();
    let ids = |hits: Vec<Hit>| -> String {
        hits.iter().map(|hit| &*knowledge.taxonomy().get(hit.category).id).collect::<Vec<_>>().join(" ")
    };

    for (path, usage, want) in [
        ("crm.ssn", FieldUse::Sent, "identity.government_id"),
        ("payments.card_number", FieldUse::Compared, "finance.account"),
        ("payments.card_number", FieldUse::Exists, ""),
        ("loyalty.card_number", FieldUse::Sent, ""),
        ("crm.has_card", FieldUse::Sent, ""),
        ("email_hash", FieldUse::Sent, "identity.contact.email"),
        ("sha256Email", FieldUse::Sent, "identity.contact.email"),
        ("em", FieldUse::Sent, "identity.contact.email"),
        ("email_opt_in", FieldUse::Sent, ""),
        ("device.maid", FieldUse::Sent, "identity.contact.device"),
        ("crm.religion", FieldUse::Sent, "religion"),
        ("crm.newsletter", FieldUse::Sent, ""),
    ] {
        assert_eq!(ids(knowledge.field(path, usage)), want, "{path}");
    }

    for (words, want) in [
        ("fertility clinic", "location.sensitive_place health.reproductive.fertility"),
        ("home address", "location.residence"),
        ("pet clinic", ""),
        ("nursing home", "location.sensitive_place vulnerability.age"),
        ("football stadium", ""),
    ] {
        assert_eq!(ids(knowledge.place(words)), want, "{words}");
    }

    let fence = |metres: f64| knowledge.measure(&Measured { radius: Some(metres), ..Measured::default() });
    assert_eq!((ids(fence(200.0)), ids(fence(16_093.0))), ("location.precise".into(), String::new()));
    let seen = Measured { by: Some(Means::Phone), ..Measured::default() };
    assert_eq!(ids(knowledge.measure(&seen)), "location");
    let people = |decimals| knowledge.measure(&Measured { decimals: Some(decimals), ..Measured::default() });
    assert_eq!((ids(people(2)), ids(people(3))), (String::new(), "location.precise".into()));

    let ages = |youngest, oldest| knowledge.ages(Ages { youngest, oldest });
    assert_eq!(ids(ages(18, 49)), "");
    assert_eq!(ids(ages(13, Ages::OPEN)), "minors.teen");
    assert_eq!(ids(ages(6, 12)), "minors.child");
    assert_eq!(ids(ages(0, 17)), "minors");
    assert_eq!(ages(0, 65)[0].strength, super::Strength::Plausible);

    assert_eq!(ids(knowledge.stream(Stream::Call)), "communications.voice");
    assert_eq!(ids(knowledge.stream(Stream::Purchase)), "");
    assert_eq!(ids(knowledge.medium(Medium::Chats)), "communications");

    let benign = |verb, phrase| knowledge.suppression(Kind::Trait, verb, phrase);
    assert_eq!(benign(None, "crm.unsubscribed"), Some(Benign::OptOut));
    assert_eq!(benign(None, "Told us about a loss"), Some(Benign::Loss));
    assert_eq!(benign(None, "weight loss"), None);
    assert_eq!(benign(Some(Verb::Returned), "pram"), Some(Benign::Return));
    let minors = knowledge.taxonomy().find("minors.teen").unwrap();
    assert_eq!(knowledge.suppression_of(minors), Some(Benign::Minor));

    for (copy, want) in
        [("20 % off cribs until Sunday.", false), ("Everything for your nursery", true), ("Für dich", true)]
    {
        assert_eq!(knowledge.second_person(copy, None), want, "{copy}");
    }
    let known = |name| knowledge.destination(name).map_or("", |destination| &destination.id);
    let names = ["Meta Ads", "facebook", "Meta Ads, EU account", "X", "Brand X Ltd", "Acme Mail"];
    assert_eq!(names.map(known), ["meta", "meta", "meta", "x", "", ""]);

    let basket = ["Unscented lotion 200 ml", "cotton balls", "Zinc", "large bag", "bread"];
    let met = basket.map(|bought| knowledge.members(Kind::Purchase, bought).len());
    assert_eq!((met, knowledge.combinations()[0].at_least), ([1, 1, 1, 1, 0], 4));
}
