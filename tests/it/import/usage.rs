//! `import usage`: tickets and charges are compared with the map, and the map is never changed.

use crate::run::{Ran, Run};

const MAP: &str = "\
organisation: {name: XYZ, currency: EUR}
departments:
  - {id: it, name: IT}
  - {id: desk, name: Service Desk, part_of: it}
  - {id: apps, name: Applications, part_of: it}
  - {id: hr, name: HR}
  - {id: sales, name: Sales}
  - {id: shop, name: Shop, part_of: sales}
  - {id: law, name: Law}
services:
  - id: helpdesk
    name: Helpdesk
    provided_by: desk
    serves: [hr, sales]
    paid_by: [{from: hr, amount: 900}, {from: sales, amount: 500}]
  - {id: erp, name: ERP, provided_by: apps, serves: [hr]}
  - {id: crm, name: CRM, provided_by: apps, serves: [sales, buyers, law]}
beneficiaries:
  - {id: buyers, name: Buyers}
";

fn usage(table: &str, line: &str) -> Run {
    Run::yaml(MAP).file("t.csv", table).line("import usage t.csv --width 1000").line(line)
}

#[track_caller]
fn results(run: Run) -> Vec<[String; 4]> {
    run.line("--format csv -q").ran().ends(0).columns(["service", "by", "result", "uses"])
}

/// Used but not declared first, the most used on top; then what is declared and not used; a part of a recipient uses
/// what that receives. Of a service without any ticket nothing is known.
#[test]
fn uses_are_compared_with_what_is_declared() {
    let tickets = "Service,Department\n".to_owned()
        + &"Helpdesk,Law\n".repeat(3)
        + "crm,Law\n"
        + &"Helpdesk,IT\n".repeat(4)
        + &"helpdesk,Shop\n".repeat(2);
    assert_eq!(
        results(usage(&tickets, "")),
        [
            ["helpdesk", "it", "not-declared", "4"],
            ["helpdesk", "law", "not-declared", "3"],
            ["helpdesk", "hr", "not-used", "0"],
            ["crm", "sales", "not-used", "0"],
            ["crm", "buyers", "not-used", "0"],
            ["helpdesk", "shop", "declared", "2"],
            ["crm", "law", "declared", "1"],
        ]
    );
    let ran = usage(&tickets, "--at-least 4").ran().ends(0);
    ran.complains("1 relationship used less often than 4 times not listed").says_no("Law       3");
}

/// A team's own tickets are nobody's; the department around it is a customer.
#[test]
fn a_team_is_no_customer_of_its_own() {
    let tickets = "Service,Department\nHelpdesk,Service Desk\nHelpdesk,HR\nHelpdesk,Sales\n";
    assert_eq!(
        results(usage(tickets, "")),
        [["helpdesk", "hr", "declared", "1"], ["helpdesk", "sales", "declared", "1"]]
    );
}

/// `ServiceNow` names the service or else the team; a team that provides one service stands for that, another one for
/// all that it provides.
#[test]
fn tickets_of_service_now_are_read() {
    let tickets = "number,short_description,caller_id,caller_id.department,business_service,assignment_group\n\
        INC1,Secret,u1,HR,Helpdesk,Service Desk\n\
        INC2,Secret,u2,Law,,Service Desk\n\
        INC3,Secret,u3,Law,,Applications\n\
        INC4,Secret,u4,Shop,unheard of,Applications\n\
        INC5,Secret,u5,Nobody,Helpdesk,\n\
        INC6,Secret,u6,,Helpdesk,\n";
    assert_eq!(
        results(usage(tickets, "")),
        [
            ["helpdesk", "law", "not-declared", "1"],
            ["helpdesk", "sales", "not-used", "0"],
            ["apps", "shop", "declared", "1"],
            ["apps", "law", "declared", "1"],
            ["helpdesk", "hr", "declared", "1"],
        ]
    );
    let ran = usage(tickets, "").ran().ends(0);
    ran.complains("tickets of ServiceNow, 6 rows")
        .complains("1 row left out: the map has no such department: Nobody (1)")
        .complains("1 row left out: no service or no department is named");
    let ran = usage(tickets, "").ran();
    assert!(!ran.to_string().contains("Secret"), "{ran}");
}

/// Jira repeats a header for each of several values; the first one that is filled counts.
#[test]
fn issues_of_jira_are_read() {
    let issues = "Issue key,Summary,Reporter,Created,Custom field (Organizations),Custom field (Organizations),Custom field (Request Type)\n\
        A-1,Secret,u1,1/May/26,,Law,Helpdesk\nA-2,Secret,u2,1/May/26,HR,Law,Helpdesk\n";
    let found = results(usage(issues, ""));
    assert_eq!(found[0], ["helpdesk", "law", "not-declared", "1"]);
    assert!(found.contains(&["helpdesk", "hr", "declared", "1"].map(str::to_owned)), "{found:?}");
    usage(issues, "").ran().complains("issues of Jira, 2 rows");
}

/// What was charged is added up and is beside what the map says; what is paid and never charged is listed.
#[test]
fn charges_stand_beside_payments() {
    let charges = "Provider;Consumer;Service;Amount\n\
        Service Desk;HR;Helpdesk;1.250,50\nService Desk;HR;Helpdesk;-250,50\nService Desk;Law;Helpdesk;10\nService Desk;HR;Helpdesk;free\n";
    let run = usage(charges, "--amount Amount --format csv -q");
    let rows = run.ran().ends(0).columns(["service", "by", "result", "charged", "paid"]);
    assert_eq!(
        rows,
        [
            ["helpdesk", "law", "not-declared", "10", ""],
            ["helpdesk", "sales", "not-used", "", "500"],
            ["helpdesk", "hr", "declared", "1000", "900"],
            ["helpdesk", "sales", "not-charged", "", "500"],
        ]
    );
    usage(charges, "--amount Amount").ran().complains("1 amount that can't be read");
}

/// With --merge the missing recipients are printed as lines of `serves`; pasted there, they are declared. The map
/// itself is never written.
#[test]
fn missing_relationships_are_ready_to_be_pasted() {
    let tickets = "Service,Department\n".to_owned() + &"Helpdesk,Law\n".repeat(3);
    let ran: Ran = usage(&tickets, "--merge org.yaml").ran().ends(0);
    assert_eq!(ran.left("org.yaml"), MAP);
    let ran = ran.says("# Below `serves` of `helpdesk`, org.yaml:11:\n      - law  # 3 uses\n");
    let block = "    serves:\n      - hr\n      - sales\n      - law  # 3 uses\n";
    let map = MAP.replace("    serves: [hr, sales]\n", block);
    let run = Run::yaml(&map).file("t.csv", &tickets).line("import usage t.csv");
    assert!(results(run).contains(&["helpdesk", "law", "declared", "3"].map(str::to_owned)));
    usage(&tickets, "").ran().says_no("Below `serves`");
    drop(ran);
}

/// Columns and names that are not known are asked for.
#[test]
fn what_is_not_known_is_asked_for() {
    let tickets = "What,Who\nHelpdesk,Law\n";
    usage(tickets, "")
        .refused()
        .complains("--service COLUMN says which one does")
        .complains("What, Who");
    usage(tickets, "--service What").refused().complains("--by COLUMN says which one does");
    usage(tickets, "--service Wat --by Who").refused().complains("write `What`");
    usage(tickets, "--service =nothing --by Who").refused().complains("the map has no `nothing`");
    let run = usage(tickets, "--service What --by =law");
    assert_eq!(results(run)[0], ["helpdesk", "law", "not-declared", "1"]);
    let none = "Service,Department\nCanteen,Law\n";
    usage(none, "").refused().complains("no row names a service and a department of the map");
    let run = usage(none, "--same Canteen=helpdesk");
    assert_eq!(results(run)[0], ["helpdesk", "law", "not-declared", "1"]);
    usage("", "").refused();
}
