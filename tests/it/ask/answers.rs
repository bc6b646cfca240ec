//! What answers change in a map, and which are listed instead.

use super::{ORG, answer, saved, take};
use crate::run::Run;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Lines that a text has more than another, without those around them.
fn added(before: &str, after: &str) -> String {
    let known: Vec<&str> = before.lines().collect();
    let new = after.lines().filter(|line| !known.contains(line));
    new.map(str::trim).collect::<Vec<_>>().join("\n")
}

/// A map in which a piece of the text is another.
fn changed(from: &str, to: &str) -> String {
    assert!(ORG.contains(from), "{from}");
    ORG.replace(from, to)
}

/// That something is not right is never dropped: without a remark or a correction the unit and the date are listed.
#[test]
fn not_quite_right_is_listed() {
    let wrong = answer("services/invoices/reviewed", "wrong");
    let ran = take(ORG, &[&saved("books", "2026-11-20", std::slice::from_ref(&wrong))], "").ends(0);
    ran.complains("not quite right, without saying what");
    let corrected = json!({"about": "services/invoices/serves", "was": "banks", "answer": "shops"});
    let ran = take(ORG, &[&saved("books", "2026-11-20", &[wrong, corrected])], "").ends(0);
    assert!(!ran.stderr.contains("not quite right"), "{}", ran.stderr);
}

/// Blanks, corrections, verdicts and tested reasons go to their places; comments and order stay.
#[test]
fn everything_goes_to_its_place() {
    let answers = [
        answer("parties/banks/relationship/backup", "sam"),
        answer("parties/banks/kept_by", "low fees: always"),
        answer("parties/banks/won_by/reason", "need"),
        answer("parties/banks/won_by/note", "# the \"law\""),
        answer("parties/banks/drivers", "speed; a fair price, always"),
        json!({"about": "departments/books/purpose", "was": "Keep the books", "answer": "Say what we owe"}),
        json!({"about": "services/invoices/reviewed", "answer": "right"}),
        json!({"about": "services/invoices/serves", "was": "banks", "answer": "shops"}),
        json!({"about": "verdicts/books/shops", "was": "through", "answer": "no", "because": "reports are for us"}),
    ];
    let ran = take(ORG, &[&saved("books", "2026-11-20", &answers)], "").ends(0);
    let after = ran.left("org.yaml");
    assert_eq!(
        added(ORG, &after),
        "purpose: Say what we owe\n\
         reviewed: 2026-11-20\n\
         - shops\n\
         - {id: banks, name: Banks, drivers: [speed, \"a fair price, always\"], kept_by: \"low fees: always\", \
         won_by: {reason: need, note: \"# the \\\"law\\\"\"}, kind: business, \
         relationship: {owner: bo, backup: sam}, since: 2001}\n\n\
         # What heads say of customers that were inferred.\n\
         verdicts:\n\
         - unit: books\n\
         customer: shops\n\
         verdict: rejected\n\
         because: reports are for us\n\
         by: Somebody\n\
         date: 2026-11-20"
    );
    for comment in ["# Who we are.", "# the oldest", "- banks   # by law"] {
        assert!(after.contains(comment), "{comment}");
    }
    let reason = json!({"about": "parties/shops/reasons/1", "answer": "yes", "because": "asked ten of them"});
    let ran = take(ORG, &[&saved("sales", "2026-11-20", &[reason])], "").ends(0);
    assert!(ran.left("org.yaml").contains(
        "{claim: They like the price, confidence: supported, source: asked ten of them, date: 2026-11-20}"
    ));
}

/// Several texts in one blank are parted by lines or semicolons. A comma parts nothing, since a text may hold one: such a
/// text is listed as taken whole.
#[test]
fn several_texts_in_a_blank() {
    let said = |text: &str| {
        let answers =
            [answer("parties/banks/buys_from", text), answer("parties/banks/kept_by", "a\nb")];
        let ran = take(ORG, &[&saved("books", "2026-11-20", &answers)], "").ends(0);
        let after = ran.left("org.yaml");
        assert!(after.contains("kept_by: a b"), "{after}");
        let written = after.split("buys_from: [").nth(1).and_then(|rest| rest.split(']').next());
        (written.unwrap().to_owned(), ran.stderr.contains("taken as one text each"))
    };
    let two = "Competitor Z, Competitor Y".to_owned();
    assert_eq!(said("Competitor Z\n\n Competitor Y\n"), (two.clone(), false));
    assert_eq!(said("Competitor Z; Competitor Y"), (two.clone(), false));
    assert_eq!(said(&two), (format!("\"{two}\""), true));
    let page = super::page(ORG, "--unit books");
    assert_eq!(page.matches("with a semicolon (;) between them.").count(), 2);
}

/// Answers that are taken a second time change nothing, remarks included.
#[test]
fn twice_is_once() {
    let text = saved(
        "books",
        "2026-11-20",
        &[
            answer("parties/banks/kept_by", "fees"),
            json!({"about": "verdicts/books/shops", "was": "through", "answer": "yes"}),
            answer("measurements/help/clerks", "3"),
            json!({"about": "services/reports/reviewed", "answer": "wrong", "because": "weekly now"}),
        ],
    );
    let once = take(ORG, &[&text], "--remarks").ends(0).left("org.yaml");
    assert_ne!(once, ORG);
    assert_eq!(once.matches("weekly now").count(), 1);
    let twice = take(&once, &[&text], "--remarks").ends(0);
    assert_eq!(twice.left("org.yaml"), once);
    assert!(twice.stderr.contains("nothing to change"), "{twice}");
}

/// A remark is listed; only with `--remarks` does it become a note.
#[test]
fn remarks() {
    let wrong =
        json!({"about": "services/reports/reviewed", "answer": "wrong", "because": "weekly now"});
    let text = saved("books", "2026-11-20", &[wrong]);
    let ran = take(ORG, &[&text], "").ends(0).complains("weekly now (Somebody, 2026-11-20)");
    assert_eq!(ran.left("org.yaml"), ORG);
    let ran = take(ORG, &[&text], "--remarks").ends(0);
    assert!(ran.left("org.yaml").contains("notes: \"weekly now (Somebody, 2026-11-20)\""), "{ran}");
}

/// A dry run shows the differences in the words of `diff`, and writes nothing.
#[test]
fn dry_run() {
    let text = saved("books", "2026-11-20", &[answer("parties/banks/relationship/backup", "sam")]);
    let ran = take(ORG, &[&text], "--dry-run").ends(0).says("backup: Head of Sales");
    assert_eq!(ran.left("org.yaml"), ORG);
    assert!(ran.stderr.contains("nothing was written"));
    // What is out of date then is a finding of that day.
    let old = changed("measured: 2026-08", "measured: 2026-01");
    let change = saved("sales", "2026-11-20", &[answer("measurements/mail/everyone", "1")]);
    let findings = |day: &str| {
        let line = format!("--dry-run --today {day}");
        let run =
            Run::yaml(&old).file("a.json", &change).line("import answers a.json --merge org.yaml");
        run.line(&line).ran().ends(0).stdout
    };
    assert!(findings("2026-11-29").contains("unhappy"));
    assert_ne!(findings("2028-11-29"), findings("2026-11-29"));
}

/// Where the map has changed since the form was written, it stays as it is, and both values are shown. A change that
/// already says the same is no conflict.
#[test]
fn the_map_has_changed() {
    let text = saved("books", "2026-11-20", &[answer("parties/banks/kept_by", "low fees")]);
    let other = changed("since: 2001", "since: 2001, kept_by: habit");
    let ran = take(&other, &[&text], "").ends(0);
    assert!(
        ran.stderr.contains("\u{201c}low fees\u{201d}")
            && ran.stderr.contains("\u{201c}habit\u{201d}"),
        "{ran}"
    );
    assert_eq!(ran.left("org.yaml"), other);
    let same = changed("since: 2001", "since: 2001, kept_by: low fees");
    let ran = take(&same, &[&text], "").ends(0);
    assert!(!ran.stderr.contains("conflict"), "{ran}");
    // A customer who is served directly now needs no verdict; one that is reached otherwise is the same.
    let verdict = json!({"about": "verdicts/books/shops", "was": "broad", "answer": "no"});
    let text = saved("books", "2026-11-20", &[verdict]);
    let direct = changed("serves: [sales]", "serves: [sales, shops]");
    assert_eq!(take(&direct, &[&text], "").ends(0).left("org.yaml"), direct);
    assert!(take(ORG, &[&text], "").ends(0).left("org.yaml").contains("verdict: rejected"));
}

/// Two heads who disagree about one fact change nothing; where they agree, it is taken once.
#[test]
fn heads_who_disagree() {
    let both = changed("serves: [shops], paid_by", "serves: [shops, banks], paid_by");
    let say = |unit, what| saved(unit, "2026-11-20", &[answer("parties/banks/kept_by", what)]);
    let ran = take(&both, &[&say("books", "fees"), &say("sales", "habit")], "").ends(0);
    assert_eq!(ran.left("org.yaml"), both);
    assert!(ran.stderr.contains("Bookkeeping says") && ran.stderr.contains("Sales says"), "{ran}");
    let ran = take(&both, &[&say("books", "fees"), &say("sales", "fees")], "").ends(0);
    assert_eq!(ran.left("org.yaml").matches("kept_by: fees").count(), 1);
}

/// Of two files of one unit the newer answer to a question counts, whichever comes first; the others are all taken.
#[test]
fn the_same_head_twice() {
    let backup = answer("parties/banks/relationship/backup", "sam");
    let old = saved("books", "2026-11-01", &[answer("parties/banks/kept_by", "fees"), backup]);
    let new = saved("books", "2026-11-20", &[answer("parties/banks/kept_by", "habit")]);
    for files in [[&*old, &*new], [&*new, &*old]] {
        let ran = take(ORG, &files, "").ends(0).complains("older answers of the same unit");
        assert!(ran.stderr.contains("(Bookkeeping, 2026-11-01): 1 answer\n"), "{ran}");
        let after = ran.left("org.yaml");
        assert!(after.contains("kept_by: habit") && after.contains("backup: sam"), "{ran}");
    }
}

/// The scores of heads are pooled for each relationship: mean, number of heads, standard deviation, the last date.
#[test]
fn scores_are_pooled() {
    let score = |score: &str| answer("measurements/help/clerks", score);
    let files = [
        saved("books", "2026-11-20", &[score("4"), answer("measurements/mail/books", "unused")]),
        saved("sales", "2026-11-21", &[json!({"about": "measurements/help/clerks", "answer": 9})]),
    ];
    let ran = take(ORG, &[&files[0], &files[1]], "").ends(0);
    assert!(ran.left("org.yaml").ends_with(
        "measurements:\n  - service: help\n    of: clerks\n    score: 6.5\n    n: 2\n    spread: 3.5355\n    \
         measured: 2026-11-21\n    source: heads of units\n    \
         notes: answered by books on 2026-11-20, sales on 2026-11-21\n"
    ));
    assert!(ran.stderr.contains("Bookkeeping: Mail"), "received, but not used: {ran}");
    assert!(ran.stderr.contains("no answers yet from 1 head: IT"), "{ran}");
}

/// The measurements of heads in a map, as `[score, n, spread, measured]`.
fn by_heads(yaml: &str) -> Vec<Value> {
    let listed = Run::yaml(yaml).line("export org.yaml --format json").fine().json();
    let services = listed["services"].as_array().unwrap().iter();
    let relations = services.flat_map(|service| service["serves"].as_array().unwrap());
    let measurements = relations.flat_map(|relation| relation["measurements"].as_array().unwrap());
    let by_heads = measurements.filter(|it| it["source"] == "heads of units");
    by_heads.map(|it| json!([it["score"], it["n"], it["spread"], it["measured"]])).collect()
}

/// Answers that come in several batches make the same measurement as in one go, whatever was given before is given
/// again; nobody counts twice, and nobody who answered before is missed.
#[test]
fn scores_in_batches() {
    let yaml = changed("members: [books, sales]", "members: [books, sales, shop]").replace(
        "people:\n",
        "  - {id: shop, name: Shop, lead: sue}\npeople:\n  - {id: sue, name: Sue}\n",
    );
    let say = |unit, date, score| saved(unit, date, &[answer("measurements/help/clerks", score)]);
    let books = say("books", "2026-11-20", "4");
    let sales = say("sales", "2026-11-24", "9");
    let shop = say("shop", "2026-11-22", "5");
    let left = |yaml: &str, files: &[&str]| take(yaml, files, "").ends(0).left("org.yaml");
    let all = left(&yaml, &[&books, &sales, &shop]);
    assert_eq!(by_heads(&all), [json!([6.0, 3, 2.6458, "2026-11-24"])]);
    let first = left(&yaml, &[&books]);
    assert_eq!(by_heads(&first), [json!([4.0, 1, null, "2026-11-20"])]);
    for batches in [
        vec![vec![&books], vec![&sales], vec![&shop]],
        vec![vec![&sales, &shop], vec![&books]],
        vec![vec![&shop], vec![&shop, &books], vec![&books, &sales]],
        vec![vec![&books, &sales, &shop], vec![&sales]],
        vec![vec![&sales], vec![&books, &sales, &shop], vec![&shop], vec![&books, &shop]],
    ] {
        let mut map = yaml.clone();
        for batch in &batches {
            let files: Vec<&str> = batch.iter().map(|file| file.as_str()).collect();
            map = left(&map, &files);
        }
        let [found] = by_heads(&map).try_into().unwrap();
        assert_eq!(
            (&found[0], &found[1], &found[3]),
            (&json!(6.0), &json!(3), &json!("2026-11-24"))
        );
        // Each batch rounds the spread to 4 decimals.
        assert!((found[2].as_f64().unwrap() - 2.645_75).abs() < 0.000_2, "{batches:?}: {found}");
        assert!(
            map.contains(
                "answered by books on 2026-11-20, sales on 2026-11-24, shop on 2026-11-22"
            ),
            "{map}"
        );
    }
    let ran = take(&first, &[&sales], "").ends(0);
    let unanswered = "no answers yet from 2 heads: IT, Shop";
    assert!(ran.stderr.contains(unanswered), "Bookkeeping answered before: {ran}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    /// However the answers of heads are spread over batches, and whichever are given twice, the measurement is the mean
    /// of each once.
    #[test]
    fn any_batches(
        scores in prop::collection::vec(0..=10_u8, 5),
        batches in prop::collection::vec(prop::collection::vec(0..5_usize, 1..4), 1..4),
    ) {
        let heads = ["books", "sales", "shop", "post", "law"];
        let entry = |id: &&str| format!("  - {{id: {id}, name: {id}, lead: ira}}\n");
        let more = heads[2..].iter().map(entry).collect::<Vec<_>>().concat();
        let mut map = changed("members: [books, sales]", "members: [books, sales, shop, post, law]")
            .replace("people:\n", &format!("{more}people:\n"));
        let mut given: Vec<usize> = Vec::new();
        for batch in &batches {
            let mut batch = batch.clone();
            batch.sort_unstable();
            batch.dedup();
            let file = |at: &usize| {
                let score = scores[*at].to_string();
                saved(heads[*at], "2026-11-20", &[answer("measurements/help/clerks", &score)])
            };
            let files: Vec<String> = batch.iter().map(file).collect();
            let files: Vec<&str> = files.iter().map(String::as_str).collect();
            map = take(&map, &files, "").ends(0).left("org.yaml");
            given.extend(batch);
        }
        given.sort_unstable();
        given.dedup();
        let found = by_heads(&map);
        prop_assert_eq!(found.len(), 1);
        let given: Vec<f64> = given.iter().map(|at| f64::from(scores[*at])).collect();
        let n = f64::from(u32::try_from(given.len()).unwrap());
        let mean = given.iter().sum::<f64>() / n;
        prop_assert!((found[0][0].as_f64().unwrap() - mean).abs() < 0.000_5, "{found:?}, not {mean}");
        prop_assert_eq!(found[0][1].as_u64().unwrap(), given.len() as u64);
        let squares: f64 = given.iter().map(|score| (score - mean) * (score - mean)).sum();
        let spread = (given.len() > 1).then(|| (squares / (n - 1.0)).sqrt());
        let close = found[0][2].as_f64().zip(spread).is_none_or(|(a, b)| (a - b).abs() < 0.002);
        prop_assert!(close && found[0][2].is_null() == spread.is_none(), "{found:?}, not {spread:?}");
    }
}

/// A head who answers again replaces the earlier score where nothing has to be guessed; where it is one of several in a
/// mean it is listed, and the map keeps the mean.
#[test]
fn a_head_answers_again() {
    let say = |unit, date, score| saved(unit, date, &[answer("measurements/help/clerks", score)]);
    let left = |yaml: &str, files: &[&str]| take(yaml, files, "").ends(0).left("org.yaml");
    let (books, sales) = (say("books", "2026-11-20", "4"), say("sales", "2026-11-21", "9"));
    let again = say("books", "2026-11-25", "6");
    let alone = left(&left(ORG, &[&books]), &[&again]);
    assert_eq!(by_heads(&alone), [json!([6.0, 1, null, "2026-11-25"])]);
    assert_eq!(left(&alone, &[&books]), alone, "an older answer changes nothing");
    let both = left(ORG, &[&books, &sales]);
    let ran = take(&both, &[&again], "").ends(0);
    assert!(ran.stderr.contains("Bookkeeping answered again"), "{ran}");
    assert_eq!(ran.left("org.yaml"), both);
    let whole = left(&both, &[&again, &sales]);
    assert_eq!(by_heads(&whole), [json!([7.5, 2, 2.1213, "2026-11-25"])]);
}

/// The next quarter is a measurement of its own, also where the files of both come in one go.
#[test]
fn another_round() {
    let say = |unit, date, score| saved(unit, date, &[answer("measurements/help/clerks", score)]);
    let (summer, autumn) = (say("books", "2026-08-20", "4"), say("sales", "2026-11-20", "9"));
    let wanted = [json!([9.0, 1, null, "2026-11-20"]), json!([4.0, 1, null, "2026-08-20"])];
    let left = |yaml: &str, files: &[&str]| take(yaml, files, "").ends(0).left("org.yaml");
    assert_eq!(by_heads(&left(&left(ORG, &[&summer]), &[&autumn])), wanted);
    assert_eq!(by_heads(&left(ORG, &[&autumn, &summer])), wanted);
    // Heads of whom the map doesn't say who they were may be the same ones.
    let unnamed = format!(
        "{ORG}measurements: [{{service: help, of: clerks, score: 4, n: 1, measured: 2026-11-20, \
         source: heads of units}}]\n"
    );
    let ran = take(&unnamed, &[&autumn], "").ends(0).complains("doesn't say which ones");
    assert_eq!(ran.left("org.yaml"), unnamed);
}

/// A correction takes a recipient out, alone or for another one; with it a measurement would be lost, and nobody is a
/// customer of their own service.
#[test]
fn recipients_that_are_none() {
    let not = |service: &str, was: &str, recipient: &str| json!({"about": format!("services/{service}/serves/not"), "was": was, "answer": recipient});
    let also = |service: &str, was: &str, recipient: &str| json!({"about": format!("services/{service}/serves"), "was": was, "answer": recipient});
    let left = |unit: &str, answers: &[Value]| {
        take(ORG, &[&saved(unit, "2026-11-20", answers)], "").ends(0)
    };
    let swapped =
        left("books", &[not("reports", "sales", "sales"), also("reports", "sales", "it")]);
    assert!(swapped.left("org.yaml").contains("provided_by: books, serves: [it]}"), "{swapped}");
    let yaml = changed("serves: [sales]", "serves: [sales, it]");
    let text = saved("books", "2026-11-20", &[not("reports", "it, sales", "sales")]);
    let taken = take(&yaml, &[&text], "").ends(0).left("org.yaml");
    assert!(taken.contains("provided_by: books, serves: [it]}"), "{taken}");
    assert_eq!(take(&taken, &[&text], "").ends(0).left("org.yaml"), taken, "it is gone already");
    let text = saved("books", "2026-11-20", &[not("reports", "sales", "sales")]);
    let only = take(ORG, &[&text], "").ends(2).complains("Reports");
    assert_eq!(only.left("org.yaml"), ORG, "its only recipient");
    let measured = left("it", &[not("mail", "books, everyone", "books")]);
    assert_eq!(measured.complains("how satisfied they are").left("org.yaml"), ORG);
    let own = left("books", &[also("reports", "sales", "books")]);
    assert_eq!(own.complains("their own service").left("org.yaml"), ORG);
}

/// What is listed names things as people do.
#[test]
fn messages_have_names() {
    let yaml = ORG.replace("books", "u-71").replace("shops", "b-74").replace("sam", "p-75");
    let says = json!({"about": "parties/banks/relationship/owner", "was": "ira", "answer": "p-75"});
    let check = json!({"about": "services/reports/reviewed", "was": "x", "answer": "right"});
    let ran = take(&yaml, &[&saved("u-71", "2026-11-20", &[says, check])], "--width 400").ends(0);
    assert!(ran.stderr.contains("\u{201c}Head of Sales\u{201d}"), "{ran}");
    assert!(ran.stderr.contains("by Bookkeeping; for Sales"), "{ran}");
    assert!(!ran.stderr.contains("u-71") && !ran.stderr.contains("p-75"), "{ran}");
}

/// Where more people were asked under 12 months before, the scores of heads are listed only; an older measurement, one
/// of as many, or one of heads themselves is no obstacle.
#[test]
fn a_larger_measurement() {
    let text = saved("books", "2026-11-20", &[answer("measurements/mail/books", "9")]);
    let ran = take(ORG, &[&text], "")
        .ends(0)
        .complains("9.0 of 10 by 1 head, against 5.0 of 10 by 12 people");
    assert_eq!(ran.left("org.yaml"), ORG);
    for other in [
        "score: 5, n: 12, measured: 2025-10",
        "score: 5, n: 1, measured: 2026-08",
        "score: 5, measured: 2026-08",
        "score: 5, n: 12, measured: 2026-08, source: heads of units",
    ] {
        let yaml = changed("score: 5, n: 12, measured: 2026-08", other);
        assert_ne!(take(&yaml, &[&text], "").ends(0).left("org.yaml"), yaml, "{other}");
    }
}

/// What can't be taken is listed with the reason, and the rest is taken.
#[test]
fn what_can_not_be_taken() {
    let cases: [(Value, &str); 13] = [
        (answer("parties/nobody/kept_by", "x"), "no customer or payer with the id `nobody`"),
        (answer("measurements/help/banks", "4"), "does not serve"),
        (answer("measurements/reports/sales", "4"), "not, or no longer, for Bookkeeping"),
        (answer("departments/sales/purpose", "x"), "not, or no longer, for Bookkeeping"),
        (answer("parties/shops/kept_by", "x"), "not, or no longer, for Bookkeeping"),
        (answer("verdicts/sales/banks", "no"), "not, or no longer, for Bookkeeping"),
        (
            answer("measurements/help/clerks", "11"),
            "Clerks with Help: \u{201c}11\u{201d}: a score is a number from 0 to 10",
        ),
        (
            answer("measurements/help/clerks", "NaN"),
            "Clerks with Help: \u{201c}NaN\u{201d}: a score is a number from 0 to 10",
        ),
        (
            answer("parties/banks/relationship/backup", "Somebody new"),
            "nobody in the map is called",
        ),
        (
            answer("parties/banks/since", "long ago"),
            "Banks, since: \u{201c}long ago\u{201d}: a date is a year",
        ),
        (answer("parties/banks/won_by/reason", "luck"), "none of the reasons"),
        (answer("verdicts/books/shops", "maybe"), "`yes` or `no`"),
        (answer("any/thing/else", "x"), "`any/thing/else`: \u{201c}x\u{201d}: "),
    ];
    for (wrong, why) in cases {
        let yaml = changed("since: 2001", "");
        let good = answer("parties/banks/kept_by", "fees");
        let text = saved("books", "2026-11-20", &[wrong.clone(), good]);
        let ran = take(&yaml, &[&text], "--width 400").ends(0);
        assert!(ran.stderr.contains(why), "{wrong}: {ran}");
        assert!(ran.left("org.yaml").contains("kept_by: fees"), "{wrong}");
    }
}

/// Files that are no answers to a form of this map are refused as a whole, and nothing is written.
#[test]
fn other_files() {
    let good = saved("books", "2026-11-20", &[answer("parties/banks/kept_by", "fees")]);
    let cases = [
        (String::new(), "empty"),
        ("[1, 2".to_owned(), "not JSON"),
        ("[]".to_owned(), "no answers to a form"),
        ("{\"custmap\": 2}".to_owned(), "no answers to a form"),
        (good.replace("\"custmap_answers\":1", "\"custmap_answers\":2"), "newer version"),
        (good.replace("\"abacus\"", "\"zeta\""), "another organisation"),
        (good.replace("\"books\"", "\"boks\""), "`boks`"),
        (good.replace("2026-11-20", "yesterday"), "`yesterday`, is not a date"),
        // Which of the two is the month, nobody can know.
        (good.replace("2026-11-20", "03/04/2026"), "`03/04/2026`, is not a date"),
        (good.replace("2026-11-20", "2027-01-01"), "after today"),
        (good.replace("\"about\"", "\"abuot\""), "answer 1"),
        ("[".repeat(100_000), "not JSON"),
    ];
    for (text, why) in cases {
        let ran = take(ORG, &[&good, &text], "").ends(2);
        assert!(ran.stderr.contains(why), "{why}: {ran}");
        assert!(ran.stderr.contains("a1.json"), "{ran}");
        assert_eq!(ran.left("org.yaml"), ORG);
    }
    Run::yaml(ORG)
        .line("import answers none.json --merge org.yaml")
        .refused()
        .complains("none.json");
    Run::yaml(ORG)
        .file("a.json", &good)
        .line("import answers a.json")
        .refused()
        .complains("--merge");
    Run::yaml(ORG).file("a.json", &good).line("import answers a.json --merge -").refused();
}

/// The day of the answers is read as people write it, where it can be read in one way only.
#[test]
fn a_day_as_people_write_it() {
    let checked = json!({"about": "services/invoices/reviewed", "answer": "right"});
    let ran = take(ORG, &[&saved("books", "20.11.2026", &[checked])], "").ends(0);
    assert!(ran.left("org.yaml").contains("reviewed: 2026-11-20"), "{ran}");
}

/// Texts from a file stay texts: no line of the map begins in one, nothing moves the cursor, nothing is endless.
#[test]
fn hostile_texts() {
    let evil = "x\nservices: []\r\n\u{1b}[2J\u{202e} *a &b !c - d: {e} \u{0}";
    let answers = [
        answer("parties/banks/kept_by", evil),
        json!({"about": "verdicts/books/shops", "answer": "no", "because": "y".repeat(100_000)}),
        json!({"about": "services/reports/reviewed", "answer": "wrong", "because": evil}),
    ];
    let ran = take(ORG, &[&saved("books", "2026-11-20", &answers)], "--remarks").ends(0);
    let after = ran.left("org.yaml");
    assert!(after.contains("kept_by: \"x services: [] [2J *a &b !c - d: {e}\""), "{after}");
    assert!(!after.contains('\u{1b}') && !ran.stderr.contains('\u{1b}'));
    assert!(after.len() < ORG.len() + 6_000);
    Run::yaml(&after).line("check org.yaml").ran().ends(0);
}

/// Many answers are taken in a moment; more than any form asks for are refused.
#[test]
fn huge_files() {
    let many = |count| {
        let answers: Vec<Value> =
            (0..count).map(|at| answer(&format!("parties/p{at}/kept_by"), "x")).collect();
        saved("books", "2026-11-20", &answers)
    };
    let ran = take(ORG, &[&many(10_000)], "").ends(0).complains("and 9980 more");
    assert_eq!(ran.left("org.yaml"), ORG);
    take(ORG, &[&many(30_000)], "").ends(2).complains("more than any form");
}

/// In a directory each answer goes to the file that holds its entry; saved answers beside the map are no part of it.
#[test]
fn a_directory() {
    let (head, outside) = ORG.split_once("beneficiaries:").unwrap();
    let text = saved(
        "books",
        "2026-11-20",
        &[
            answer("parties/banks/kept_by", "fees"),
            json!({"about": "verdicts/books/shops", "answer": "no"}),
        ],
    );
    let run = Run::empty()
        .file("map/a.yaml", head)
        .file("map/b.yaml", format!("customers:{outside}"))
        .file("map/answers.json", &text);
    let ran =
        run.line("import answers map/answers.json --merge map --today 2026-11-29").ran().ends(0);
    assert_eq!(ran.left("map/a.yaml"), head);
    assert!(ran.left("map/b.yaml").contains("kept_by: fees"));
    assert!(ran.left("map/imported.yaml").contains("verdict: rejected"));
}

/// A value behind an anchor would change in two places: it is left, and said so. Only what was written is counted, and
/// where that is nothing the import ends with 2.
#[test]
fn shared_values() {
    let yaml =
        changed("    purpose: Keep the books\n", "    purpose: &p Keep the books\n    notes: *p\n");
    let purpose =
        json!({"about": "departments/books/purpose", "was": "Keep the books", "answer": "Count"});
    let with = |more: &[Value]| {
        let all: Vec<Value> = [std::slice::from_ref(&purpose), more].concat();
        take(&yaml, &[&saved("books", "2026-11-20", &all)], "")
    };
    let ran = with(&[]).ends(2);
    assert_eq!(ran.left("org.yaml"), yaml);
    ran.complains("nothing was written").complains_not("1 fact");
    let ran = with(&[answer("parties/banks/kept_by", "fees")]).ends(0);
    assert!(ran.left("org.yaml").contains("kept_by: fees"), "{ran}");
    ran.complains("answers of 1 unit: 1 fact")
        .complains("could not be written")
        .complains_not("2 facts");
}
