//! Cross tables, headings of other languages, subtotals, and what a heading says of its figures.

use super::{map, printed, table};

/// Columns of marks are recipients of the rows that they mark; other signs are reported; a stated recipient or `--map
/// serves=` leaves them alone, and so is a single such column.
#[test]
fn marks_are_recipients() {
    let text = "Department,Service,HR,Finance,Buyers,Comment\nIT,Desk,x,x,,\nIT,Shop,,\u{2713},X,partly\nHR,Pay,,X,?,\nFinance,Books,,,,\nTotal,,1,3,1,\n";
    let ran = printed(table(text, "--as services"));
    let found = map(&ran.stdout);
    assert_eq!((found.services.len(), found.departments.len()), (4, 3), "{ran}");
    ran.says("name: Desk\n    provided_by: it\n    serves: [hr, finance]\n")
        .says("name: Shop\n    provided_by: it\n    serves: [finance, buyers]\n")
        .says("name: Pay\n    provided_by: hr\n    serves: [finance]\n")
        .says("name: Books\n    provided_by: finance\n\n")
        .complains("recipient of the rows that it marks: HR, Finance, Buyers")
        .complains("Buyers: 1 of 2 cells not used, such as `?`")
        .complains("Comment (1 cell, such as `partly`)");
    printed(table(text, "--as services --map serves=")).says_no("serves: ");
    let text = "Department,Service,Serves,Core,Key\nIT,Desk,HR,x,x\nHR,Pay,IT,x,\n";
    printed(table(text, "--as services")).says("serves: [hr]").complains("columns not used: Core");
    let text = "Department,Service,Core\nIT,Desk,x\nHR,Pay,x\n";
    printed(table(text, "--as services")).says_no("serves: ");
    // Ones may be counts.
    let text = "Department,Service,HR,IT\nIT,Desk,1,1\nHR,Pay,1,\n";
    printed(table(text, "--as services")).says_no("serves: ");
}

/// A sheet with headings in another language is read at the second try at the latest: names are taken, figures named.
#[test]
fn headings_of_other_languages() {
    let french = "Direction;Prestation;B\u{e9}n\u{e9}ficiaires;Financeur;Co\u{fb}t annuel (k\u{20ac});Taux de satisfaction;Nb r\u{e9}ponses;Date enqu\u{ea}te\nFinances;Paie;Tous les services;;120,5;6,8/10;95;mars 2025\n\u{c9}coles;Cantine;\u{c9}l\u{e8}ves;Parents;1,2 M\u{20ac};64,5 %;540;s.o.\nAccueil;Guichet;Habitants;Ville;N/C;n\u{e9}ant;;\n";
    let line = "--as services";
    printed(table(french, line))
        .says("serves: [everyone]")
        .says("paid_by: [parents]")
        .complains("--map paid_by.amount=\"Co\u{fb}t annuel (k\u{20ac})\"")
        .complains("--map serves.satisfaction.score=\"Taux de satisfaction\"");
    let run = table(french, line)
        .args(["--map", "paid_by.amount=Co\u{fb}t annuel (k\u{20ac})"])
        .args(["--map", "serves.satisfaction.score=Taux de satisfaction"])
        .args(["--map", "serves.satisfaction.n=Nb r\u{e9}ponses"])
        .args(["--map", "serves.satisfaction.measured=Date enqu\u{ea}te"]);
    let ran = printed(run);
    ran.says("{score: 6.8, scale: 10, n: 95, measured: 2025-03}")
        .says("{score: 64.5, scale: 100, n: 540}")
        .says("{from: organisation, amount: 120500}")
        .says("{from: parents, amount: 1200000}")
        .complains("amounts were multiplied by 1,000, as the heading says")
        .complains_not("warning");
    let german =
        "Abteilung,Dienstleistung,Zielgruppe,Kostentr\u{e4}ger\nIT,Hilfe,Alle Mitarbeitenden,IT\n";
    printed(table(german, line)).says("serves: [everyone]").says("paid_by: [it]");
}

/// Sums of parts are left out wherever the word is among the first cells; a name that begins alike stays.
#[test]
fn subtotals_are_left_out() {
    let text = "Department,No,Service\nIT,1,Desk\nIT,,Subtotal IT\nHR,2,Total rewards\nHR,,Total HR\nHR,3,Summer party\n,,Zwischensumme:\nSum,,\n";
    let ran = printed(table(text, "--as services")).complains("4 total rows left out");
    let found = map(&ran.stdout);
    assert_eq!(found.services.len(), 3, "{ran}");
    ran.says("name: Total rewards").says("name: Summer party");
}

/// Amounts with a letter for thousands or millions are read, and an approximate one is reported, not guessed.
#[test]
fn amounts_of_thousands_and_millions() {
    let text = "name,provided_by,serves,paid_by,Amount\nA,IT,HR,IT,300k\nB,IT,HR,IT,\"1,2 M\u{20ac}\"\nC,IT,HR,IT,3.45 Mio. EUR\nD,IT,HR,IT,ca. 70\nE,IT,HR,IT,90 EUR\n";
    let line = "--as services --map paid_by.amount=Amount";
    let ran = table(text, line).ran().ends(0).complains("t.csv:5:12").complains("1 warning");
    for amount in ["300000", "1200000", "3450000", "90"] {
        assert!(ran.stdout.contains(&format!("amount: {amount}}}")), "{amount}: {ran}");
    }
}

/// Scores of another scale than 0 to 10 are asked about: by their heading, or where all are low. A stated scale, and one
/// of 10, needs no question.
#[test]
fn the_scale_is_asked_for() {
    let ask = |heading: &str, scores: &[&str], more: &str| {
        let rows = scores.iter().enumerate().map(|(at, score)| format!("S{at},IT,HR,{score}\n"));
        let text = format!("name,provided_by,serves,{heading}\n{}", rows.collect::<String>());
        let map = format!("serves.satisfaction.score={heading}");
        printed(table(text, "--as services").args(["--map", &map]).line(more))
    };
    ask("Score (1-5)", &["4"], "").complains("--set serves.satisfaction.scale=5");
    ask("Score", &["4", "3.5", "2"], "").complains("no score of `Score` is over 4");
    ask("Mark (1 = best 6 = worst)", &["2"], "").complains("turn them over");
    let none = "read as of 0 to 10";
    ask("Score (1-10)", &["4", "3.5", "2"], "").complains_not(none);
    ask("Score", &["4", "3.5", "8"], "").complains_not(none);
    ask("Score", &["4", "3.5", "2"], "--set serves.satisfaction.scale=5").complains_not(none);
    ask("Score", &["4/5", "3/5", "2/5"], "").complains_not(none);
}
