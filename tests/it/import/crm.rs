//! `import crm`: accounts and deals under the headers of the systems that people have.

use super::{facts, map, printed};
use crate::run::{Ran, Run};

/// A run of `import crm` on some files.
fn crm(files: &[(&str, &str)], line: &str) -> Run {
    let run = Run::empty().line("import crm --width 1000 --today 2026-05-31");
    files.iter().fold(run, |run, (name, text)| run.file(name, text).line(name)).line(line)
}

/// The beneficiaries of a map: name, status, since, owner.
#[track_caller]
fn customers(ran: &Ran) -> Vec<[String; 4]> {
    let text = |text: Option<&custmap::input::Text>| {
        text.map_or(String::new(), |text| text.value.to_string())
    };
    let map = map(&ran.stdout);
    let rows = map.beneficiaries.iter().map(|one| {
        assert_eq!(text(one.kind.as_ref()), "business", "{ran}");
        let owner = one.relationship.as_ref().and_then(|it| it.owner.as_ref());
        [text(one.name.as_ref()), text(one.status.as_ref()), text(one.since.as_ref()), text(owner)]
    });
    rows.collect()
}

/// The payments for the one service of a map: who and how much.
#[track_caller]
fn payments(ran: &Ran) -> Vec<(String, f64)> {
    let facts = facts(&ran.stdout);
    let paid = facts["services"][0]["paid_by"].as_array().cloned().unwrap_or_default();
    // Some pay what nobody knows.
    let of = |one: &serde_json::Value| {
        Some((one["from"].as_str().unwrap().to_owned(), one["amount"].as_f64()?))
    };
    paid.iter().filter_map(of).collect()
}

/// What each system's files become: Acme is a customer of Ada Ng that paid 1500.50, Bolt is a prospect.
#[track_caller]
fn is_acme_and_bolt(ran: &Ran) {
    let wanted = [["Acme Ltd", "", "2019-03-15", "ada-ng"], ["Bolt AG", "prospect", "", "ada-ng"]];
    assert_eq!(customers(ran), wanted.map(|row| row.map(str::to_owned)), "{ran}");
    assert_eq!(payments(ran), [("acme-ltd".to_owned(), 1500.5)], "{ran}");
}

/// The data export of Salesforce has ids for owners and accounts, deleted rows, and what the account earns itself.
#[test]
fn salesforce_data_export() {
    let accounts = "\"Id\",\"IsDeleted\",\"MasterRecordId\",\"Name\",\"Type\",\"ParentId\",\"Industry\",\"AnnualRevenue\",\"CurrencyIsoCode\",\"OwnerId\",\"CreatedDate\"\n\
        001A00000000001AAA,0,,Acme Ltd,Customer - Direct,,Retail,9000000,EUR,005A00000000001AAA,2019-03-15 10:11:12\n\
        001A00000000002AAA,0,,Bolt AG,Prospect,,Retail,100,EUR,005A00000000001AAA,2024-04-02 10:11:12\n\
        001A00000000003AAA,1,001A00000000001AAA,Acme old,Customer - Direct,,Retail,100,EUR,005A00000000001AAA,2018-04-02 10:11:12\n\
        001A00000000004AAA,0,,Cord SA,Technology Partner,,Retail,100,EUR,005A00000000001AAA,2018-04-02 10:11:12\n";
    let deals = "Id,IsDeleted,AccountId,Name,StageName,Amount,CloseDate,IsClosed,IsWon,CurrencyIsoCode,OwnerId\n\
        006A1,0,001A00000000001AAA,One,Closed Won,1200.5,2026-05-20,1,1,EUR,005A00000000001AAA\n\
        006A2,0,001A00000000001,Two,Closed Won,300,2025-06-01,1,1,EUR,005A00000000001AAA\n\
        006A3,1,001A00000000001AAA,Gone,Closed Won,7,2026-05-20,1,1,EUR,005A00000000001AAA\n\
        006A4,0,001A00000000002AAA,Three,Closed Lost,500,2026-05-20,1,0,EUR,005A00000000001AAA\n";
    let users = "Id,Username,LastName,FirstName,Email\n005A00000000001AAA,ada@x.example,Ng,Ada,ada@x.example\n";
    let files = [("Account.csv", accounts), ("Opportunity.csv", deals), ("User.csv", users)];
    let ran = printed(crm(&files, "--service sales"));
    is_acme_and_bolt(&ran);
    ran.complains("Account.csv: recognised as accounts of Salesforce")
        .complains("Opportunity.csv: recognised as deals of Salesforce")
        .complains("User.csv: recognised as users of Salesforce")
        .complains("left out, since their status is not that of a customer: Cord SA")
        .complains("1 deleted row left out")
        .complains("2 deals won in the 12 months to 2026-05-31; not counted: 1 lost");
    let ran = printed(crm(&files[..2], "")).complains("owners that are only known by a number");
    assert_eq!(customers(&ran)[0][3], "", "{ran}");
    ran.complains("amounts not used, since no service is named: 1500.50 EUR of 1 account");
}

/// A report of Salesforce joins deals by the name of the account.
#[test]
fn salesforce_report() {
    let accounts = "Account Owner,Account Name,Billing State/Province,Type,Rating,Created Date\nAda Ng,Acme Ltd,,Customer,Hot,3/15/2019\nAda Ng,Bolt AG,,Prospect,,4/2/2024\n";
    let deals = "Opportunity Name,Account Name,Stage,Amount Currency,Amount,Close Date\n\
        One,Acme Ltd,Closed Won,EUR,\"1,200.50\",5/20/2026\nTwo,ACME  ltd,Closed Won,EUR,300,6/1/2025\nThree,Bolt AG,Negotiation,EUR,9,5/20/2026\n";
    let ran = printed(crm(&[("a.csv", accounts), ("d.csv", deals)], "--service sales"));
    is_acme_and_bolt(&ran);
    ran.complains("not counted: 1 open");
}

/// The exports of `HubSpot` join by the id of the primary company, and have a life cycle as status.
#[test]
fn hubspot() {
    let accounts = "Record ID,Company name,Company Domain Name,Company owner,Create Date,Lifecycle Stage,Industry,Last Activity Date,Annual Revenue\n\
        71,Acme Ltd,acme.example,Ada Ng,2019-03-15 10:11,Customer,RETAIL,2026-05-01 10:00,9000000\n\
        72,Bolt AG,bolt.example,Ada Ng,2024-03-15 10:11,Marketing Qualified Lead,RETAIL,,\n";
    let deals = "Record ID,Deal Name,Deal Stage,Amount,Deal owner,Close Date,Associated Company IDs,Associated Company IDs (Primary)\n\
        1,One,Closed Won (Sales Pipeline),1200.5,Ada Ng,2026-05-20 09:00,71;72,71\n\
        2,Two,closedwon,300,Ada Ng,2025-06-01 09:00,71,71\n\
        3,Three,Closed lost,50,Ada Ng,2025-06-01 09:00,72,72\n";
    let ran = printed(crm(&[("a.csv", accounts), ("d.csv", deals)], "--service sales"));
    is_acme_and_bolt(&ran);
    let ran = ran.complains("accounts of HubSpot").complains("deals of HubSpot");
    ran.complains(
        "columns not used: Company Domain Name, Industry, Last Activity Date, Annual Revenue",
    );
    let several =
        deals.replace(",Associated Company IDs (Primary)", "").replace("71;72,71", "71;72");
    let several = several.replace(",71,71\n", ",71\n").replace(",72,72\n", ",72\n");
    let ran = printed(crm(&[("a.csv", accounts), ("d.csv", &several)], "--service sales"));
    assert_eq!(payments(&ran), [("acme-ltd".to_owned(), 300.0)], "{ran}");
    ran.complains("this deal may belong to several accounts: not counted");
}

/// Dynamics has its ids in the first column, and whether a record is in use beside the kind of relationship.
#[test]
fn dynamics() {
    let accounts = "(Do Not Modify) Account,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Account Name,Owner,Created On,Relationship Type,Status\n\
        6f9a,x,2026-01-01,Acme Ltd,Ada Ng,15.03.2019 10:00,Customer,Active\n\
        6f9b,x,2026-01-01,Bolt AG,Ada Ng,02.04.2024 10:00,Prospect,Active\n\
        6f9c,x,2026-01-01,Cord SA,Ada Ng,02.04.2024 10:00,Competitor,Active\n";
    let deals = "(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Potential Customer,Est. Revenue,Actual Revenue,Actual Close Date,Status\n\
        1,x,2026-01-01,One,Acme Ltd,9999,\"1.200,50 €\",20.05.2026,Won\n\
        2,x,2026-01-01,Two,Acme Ltd,9999,\"300,00 €\",01.06.2025,Won\n\
        3,x,2026-01-01,Three,Bolt AG,9999,,,Open\n";
    let ran = printed(crm(&[("a.csv", accounts), ("d.csv", deals)], "--service sales"));
    is_acme_and_bolt(&ran);
    ran.complains("accounts of Dynamics 365").complains("Cord SA").says("currency: EUR\n");
    let inactive = accounts.replace("Customer,Active", "Customer,Inactive");
    let ran = printed(crm(&[("a.csv", &inactive)], ""));
    assert_eq!(customers(&ran)[0][1], "former", "{ran}");
}

/// Pipedrive joins by name only, and has labels instead of a status.
#[test]
fn pipedrive() {
    let accounts = "Organization - Name,Organization - Owner,Organization - Labels,Organization - Creation date\nAcme Ltd,Ada Ng,\"Customer, Hot lead\",2019-03-15\nBolt AG,Ada Ng,Warm lead,2024-03-15\n";
    let deals = "Deal - Title,Deal - Organization,Deal - Value,Deal - Currency of value,Deal - Status,Deal - Won time,Deal - Lost reason\n\
        One,Acme Ltd,1200.5,EUR,Won,2026-05-20 10:00:00,\nTwo,Acme Ltd,300,EUR,Won,2025-06-01 10:00:00,\nThree,Bolt AG,70,EUR,Lost,,price\n";
    let ran = printed(crm(&[("a.csv", accounts), ("d.csv", deals)], "--service sales"));
    is_acme_and_bolt(&ran);
    ran.complains("accounts of Pipedrive").complains("deals of Pipedrive");
    // Deals alone name their accounts too.
    let ran = printed(crm(&[("d.csv", deals)], "--service sales"));
    assert_eq!(customers(&ran)[0], ["Acme Ltd", "", "2025-06-01", ""], "{ran}");
    assert_eq!(customers(&ran)[1][1], "prospect", "{ran}");
}

const ACCOUNTS: &str = "Id,Name,Owner,Status,Industry,Notes\n1,Acme,Ada,Customer,Retail,a\n2,Bolt,Ada,Customer,Retail,\n3,Cord,Bo,,Food,\n4,Acme,Bo,Customer,,\n5,Elms,Bo,former,Food,\n6,Fig,Bo,unclear,Food,\n";
const DEALS: &str = "Account Id,Account,Amount,Currency,Close date,Stage\n\
    1,Acme,100,EUR,2026-05-31,Won\n1,Acme,50.25,EUR,2025-06-01,won\n1,Acme,1,EUR,2025-05-31,won\n1,Acme,1,EUR,2025-04-30,won\n1,Acme,1,EUR,2026-06-01,won\n\
    2,Bolt,200,EUR,2026-01-01,won\n2,Bolt,5,EUR,2026-01-01,lost\n,,5,EUR,2026-01-01,won\n,Acme,5,EUR,2026-01-01,won\n9,,5,EUR,2026-01-01,won\n4,Acme,7,EUR,2026-01-01,won\n2,Bolt,x,EUR,2026-01-01,won\n2,Bolt,3,EUR,soon,won\n";

/// Only deals that were won count, from the day after that of the year before; two accounts of one name are two; a deal
/// whose account nobody can know is shown at its cell.
#[test]
fn deals_are_counted_with_care() {
    let files = [("a.csv", ACCOUNTS), ("d.csv", DEALS)];
    let ran = printed(crm(&files, "--service sales"));
    let of = |name: &str, amount| (name.to_owned(), amount);
    assert_eq!(payments(&ran), [of("1", 150.25), of("bolt", 200.0), of("4", 7.0)], "{ran}");
    let statuses: Vec<[String; 2]> =
        customers(&ran).into_iter().map(|[name, status, ..]| [name, status]).collect();
    let wanted = [
        ["Acme", ""],
        ["Bolt", ""],
        ["Cord", "prospect"],
        ["Acme", ""],
        ["Elms", "former"],
        ["Fig", "prospect"],
    ];
    assert_eq!(statuses, wanted.map(|row| row.map(str::to_owned)), "{ran}");
    ran.complains("5 deals won in the 12 months to 2026-05-31; not counted: 1 lost, 2 won on 2025-05-31 or before, 1 with a day in the future, 1 won without a day")
        .complains("d.csv:9:1")
        .complains("this deal names no account")
        .complains("d.csv:10:2")
        .complains("may belong to several accounts")
        .complains("d.csv:11:1")
        .complains("no file has the account with this id")
        .complains("d.csv:13:8")
        .complains("`x` is no amount")
        .complains("`soon` is no date")
        .complains("unknown words for a status, not used: unclear")
        .complains("taken as prospects, since they have no status and no deal that was won: Cord, Fig")
        .complains("columns not used: Industry, Notes");
    crm(&files, "--strict").refused().complains("error[wrong-number]");
}

/// Amounts in several currencies are used only where somebody says which; the map's own decides in a merge.
#[test]
fn currencies_are_not_mixed() {
    let deals = "Account,Amount,Currency,Close date,Stage\nAcme,100,EUR,2026-05-30,Won\nAcme,50,EUR,2026-05-30,Won\nBolt,70,USD,2026-05-30,Won\n";
    let ran = printed(crm(&[("d.csv", deals)], "--service sales"));
    assert_eq!(payments(&ran), [], "{ran}");
    ran.complains("several currencies (2 of 150 EUR, 1 of 70 USD): not used")
        .complains("--currency EUR");
    let ran = printed(crm(&[("d.csv", deals)], "--service sales --currency usd"));
    assert_eq!(payments(&ran), [("bolt".to_owned(), 70.0)], "{ran}");
    ran.complains("amounts in other currencies than USD, not used: 2 of 150 EUR");
    crm(&[("d.csv", deals)], "--top 1").refused().complains("--currency EUR");
}

/// Accounts of a kind become one beneficiary with their number and sum; those that paid most stay by themselves.
#[test]
fn accounts_of_a_kind_are_one() {
    let files = [("a.csv", ACCOUNTS), ("d.csv", DEALS)];
    let ran = printed(crm(&files, "--service sales --group-by Industry"));
    let of = |name: &str, amount| (name.to_owned(), amount);
    assert_eq!(payments(&ran), [of("retail", 350.25), of("other-customers", 7.0)], "{ran}");
    let names: Vec<String> = customers(&ran).into_iter().map(|[name, ..]| name).collect();
    assert_eq!(names, ["Retail", "Food (prospects)", "Other customers", "Food (former)"], "{ran}");
    ran.says("description: 2 accounts\n").complains("Retail (2), Food (prospects) (2)");
    let ran = printed(crm(&files, "--service sales --group-by industry --top 1"));
    assert_eq!(payments(&ran)[..2], [of("retail", 150.25), of("bolt", 200.0)], "{ran}");
    let ran = printed(crm(&files, "--service sales --top 2"));
    assert_eq!(
        payments(&ran),
        [of("1", 150.25), of("bolt", 200.0), of("other-customers", 7.0)],
        "{ran}"
    );
    crm(&files, "--group-by Indusry").refused().complains("`Industry`");
    crm(&files[1..], "--group-by Industry").refused().complains("no file of accounts");
    crm(&files[..1], "--top 1").refused().complains("no amount was found");
}

/// A merge adds customers to the map, and what they pay to a service of it; owners are people of the map by name or
/// address.
#[test]
fn crm_merges_into_a_map() {
    let org = "organisation: {name: X, currency: EUR}\npeople:\n  - {id: ada, name: Ada Ng, email: Ada@x.example} # chief\nservices:\n  - {id: delivery, name: Delivery, provided_by: organisation, serves: [bolt]}\nbeneficiaries:\n  - {id: bolt, name: Bolt, kind: business}\n";
    let accounts = "Name,Owner,Status\nAcme,ada@x.example,Customer\nBolt,Ada Ng,Customer\n";
    let deals =
        "Account,Amount,Close date,Stage\nAcme,100,2026-05-30,Won\nBolt,70,2026-05-30,Won\n";
    let run = |line: &str| {
        crm(&[("a.csv", accounts), ("d.csv", deals)], "--merge org.yaml")
            .file("org.yaml", org)
            .line(line)
    };
    let ran = run("--service Delivery").ran().ends(0);
    let text = ran.left("org.yaml");
    let facts = facts(&text);
    assert_eq!(facts["services"][0]["paid_by"].as_array().unwrap().len(), 2, "{text}");
    assert_eq!(facts["services"].as_array().unwrap().len(), 1, "{text}");
    assert_eq!(
        text.matches("owner: ada}").count() + text.matches("owner: ada\n").count(),
        2,
        "{text}"
    );
    assert!(text.contains("# chief"), "{text}");
    run("--service Delivry").refused().complains("Delivery");
    run("--service ada").refused().complains("no entry under `services`");
}

/// Columns of another name are mapped, one left out is not missed, and an unknown table is refused with what it lacks.
#[test]
fn other_columns_are_mapped() {
    let deals = "Kunde,Betrag,Am\nAcme,100,2026-05-30\n";
    let line = "--service sales --map account=Kunde --map amount=Betrag --map date=Am --map stage=";
    let ran = printed(crm(&[("d.csv", deals)], line));
    assert_eq!(payments(&ran), [("acme".to_owned(), 100.0)], "{ran}");
    let accounts = "Customer,Paid\nAcme,\"1,250.00\"\n";
    let ran = printed(crm(&[("a.csv", accounts)], "--service sales --map amount=Paid"));
    assert_eq!(payments(&ran), [("acme".to_owned(), 1250.0)], "{ran}");
    crm(&[("a.csv", "x,y\n1,2\n")], "")
        .refused()
        .complains("which column names the account?")
        .complains("--map name=COLUMN");
    crm(&[("a.csv", accounts)], "--map amout=Paid").refused().complains("`amount`");
    crm(&[("a.csv", accounts)], "--map amount=Pad").refused().complains("`Paid`");
    crm(&[("d.csv", "Account,Amount,Close date\nA,1,2026-01-01\n")], "")
        .refused()
        .complains("whether a deal was won");
    crm(&[("a.csv", "Account Name,Owner\n")], "")
        .refused()
        .complains("nothing to import was found");
}

/// An account whose name is a word of the format is that account, not everyone.
#[test]
fn an_account_called_everyone() {
    let deals = "Account,Amount,Close date,Stage\nEveryone,5,2026-05-30,Won\nOrganisation,6,2026-05-30,Won\n";
    let ran = printed(crm(&[("d.csv", deals)], "--service sales"));
    let of = |name: &str, amount| (name.to_owned(), amount);
    let wanted = [of("beneficiary-everyone", 5.0), of("beneficiary-organisation", 6.0)];
    assert_eq!(payments(&ran), wanted, "{ran}");
}

/// The first deal in a file is only an upper bound of since when an account is a customer: an earlier day of the map
/// stays, even where everything is overwritten. A differing amount is shown with both values.
#[test]
fn what_deals_do_not_know_stays() {
    const MAP: &str = "organisation: {name: X}\n\
        services:\n  - {id: sales, name: Sales, provided_by: organisation, serves: [acme, bolt], paid_by: [{from: acme, amount: 900, as: fee}, {from: bolt, amount: 77, as: fee}]}\n\
        beneficiaries:\n  - {id: acme, name: Acme, since: 2009}\n  - {id: bolt, name: Bolt, since: 2020-01-01}\n  - {id: cord, name: Cord}\n";
    let deals = "Deal Name,Account Name,Stage,Amount,Close Date\n\
        1,Acme,Closed Won,1200,2026-05-20\n2,Bolt,Closed Won,5,2018-05-20\n3,Cord,Closed Won,7,2026-05-20\n";
    let run = crm(&[("d.csv", deals)], "--service sales --merge org.yaml").file("org.yaml", MAP);
    let ran = run.ran().ends(0);
    let left = ran.left("org.yaml");
    assert!(left.contains("since: 2009}") && left.contains("since: 2026-05-20"), "{left}");
    let ran = ran
        .complains("sales, acme: amount (900 in the map, 1200 in the source)")
        .complains("bolt: since (2020-01-01 in the map, 2018-05-20 in the source)")
        .complains("stays as in the map, which is earlier than the first deal: Acme")
        .complains(
            "is the day of the first deal in these files, as no column says more: Bolt, Cord",
        );
    ran.complains("though the map has an amount, which stays (change it by hand): Bolt (77)");
    let run = crm(&[("d.csv", deals)], "--service sales --merge org.yaml --overwrite all");
    let left = run.file("org.yaml", MAP).ran().ends(0).left("org.yaml");
    assert!(left.contains("since: 2009") && left.contains("from: acme, amount: 1200"), "{left}");
}

/// The number of problems in the last note is that of the cells and rows that are shown.
#[test]
fn problems_are_counted_as_they_are_shown() {
    let deals = "Deal Name,Account Name,Stage,Amount,Close Date\n\
        1,Acme,Closed Won,1200,2026-05-20\n2,,Closed Won,5,2026-05-20\n3,Bolt,Closed Won,many,2026-05-20\n";
    let ran = printed(crm(&[("d.csv", deals)], "--service sales"));
    let shown = ran.stderr.matches("warning[").count();
    let note = format!("left out what has the {shown} problems shown above (--strict refuses)");
    let ran = ran.complains(&note);
    assert_eq!(shown, 2, "{ran}");
    crm(&[("d.csv", deals)], "--service sales --strict").refused();
}

/// Deals without an amount that can be read are named, and their accounts are customers of the service all the same.
#[test]
fn unknown_amounts_are_reported() {
    let accounts =
        "Account Name,Account Owner,Type\nAcme,Ada,Customer\nBolt,Bo,Customer\nCork,Bo,Customer\n";
    let deals = "Opportunity Name,Account Name,Amount,Close Date,Stage\nA,Acme,1000,2026-05-01,Closed Won\nB,Bolt,,2026-05-01,Closed Won\nC,Cork,,2024-05-01,Closed Won\n";
    let files = [("a.csv", accounts), ("d.csv", deals)];
    let ran = printed(crm(&files, "--service steel"));
    ran.says("paid_by: [{from: acme, amount: 1000, as: fee}, bolt]\n    serves: [acme, bolt]")
        .complains("1 deal won without an amount that can be read: Bolt");
    let ran = printed(crm(&files[..1], "--service steel"));
    ran.complains("name the file of the deals too");
}

/// An account to which more was paid back than it paid has no amount, and is named; its kind is the sum of all.
#[test]
fn what_was_paid_back_counts() {
    let accounts = "Account Name,Account Owner,Type,Segment\n\
        Acme,Ada,Customer,Big\nBolt,Bo,Customer,Small\nCork,Bo,Customer,Small\n";
    let deals = "Opportunity Name,Account Name,Amount,Close Date,Stage\n\
        A,Acme,1000,2026-05-01,Closed Won\nB,Bolt,200,2026-05-01,Closed Won\n\
        C,Cork,7,2026-05-01,Closed Won\nD,Cork,-50,2026-05-02,Closed Won\n";
    let files = [("a.csv", accounts), ("d.csv", deals)];
    let ran = printed(crm(&files, "--service steel"));
    let paid = |names: &[(&str, f64)]| -> Vec<(String, f64)> {
        names.iter().map(|(name, amount)| ((*name).to_owned(), *amount)).collect()
    };
    assert_eq!(payments(&ran), paid(&[("acme", 1000.0), ("bolt", 200.0)]), "{ran}");
    ran.complains("more paid back than paid in these 12 months").complains("Cork (-43)");
    let ran = printed(crm(&files, "--service steel --group-by Segment"));
    assert_eq!(payments(&ran), paid(&[("big", 1000.0), ("small", 157.0)]), "{ran}");
}
