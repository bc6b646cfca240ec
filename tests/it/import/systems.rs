//! `import hris` under the headers of the systems that people have: which it is, who leads what, who has left.

use super::{map, printed};
use crate::run::{Ran, Run};

/// A run of `import hris` on an export.
fn export(file: &str, text: &str, line: &str) -> Run {
    Run::empty().file(file, text).line("import hris").line(file).line("--width 1000").line(line)
}

/// The departments of a map: name, what it is part of, lead, headcount.
#[track_caller]
fn departments(ran: &Ran) -> Vec<[String; 4]> {
    let map = map(&ran.stdout);
    let name_of = |id: &str| {
        let person =
            map.people.iter().find(|one| one.id.as_ref().is_some_and(|own| &*own.value == id));
        person.map_or(id.to_owned(), |one| one.name.as_ref().unwrap().value.to_string())
    };
    let text = |text: Option<&custmap::input::Text>| {
        text.map_or(String::new(), |text| text.value.to_string())
    };
    let rows = map.departments.iter().map(|one| {
        let lead = text(one.lead.as_ref());
        [
            text(one.name.as_ref()),
            text(one.part_of.as_ref()),
            name_of(&lead),
            text(one.headcount.as_ref()),
        ]
    });
    rows.collect()
}

/// The same three departments in each export: Board with Sales in it; one of the four people has left.
#[track_caller]
fn is_board_and_sales(ran: &Ran) {
    let wanted = [["Board", "", "Ada Ng", "3"], ["Sales", "board", "Bo Ek", "2"]];
    assert_eq!(departments(ran), wanted.map(|row| row.map(str::to_owned)), "{ran}");
    assert_eq!(map(&ran.stdout).people.len(), 2, "only leads: {ran}");
}

/// `BambooHR` names the manager by name and by address; the address decides. Only leads come in, until all are wanted.
#[test]
fn bamboohr() {
    let text = "Employee #,First Name,Last Name,Job Title,Department,Status,Hire Date,Work Email,Reports To,Supervisor email\n\
        1,Ada,Ng,Director,Board,Active,03/15/2019,ada@x.example,,\n\
        2,Bo,Ek,Head,Sales,Active,04/02/2020,bo@x.example,Ada Ng,ada@x.example\n\
        3,Cy,Oz,Clerk,Sales,Active,04/02/2021,cy@x.example,Bo Ek,bo@x.example\n\
        4,Di,Um,Clerk,Sales,Inactive,04/02/2021,di@x.example,Bo Ek,bo@x.example\n";
    let ran = printed(export("b.csv", text, ""));
    is_board_and_sales(&ran);
    let ran = ran
        .complains("recognised as an export of BambooHR")
        .complains("1 row left out, of people who have left, guests, groups or vacant posts: 5")
        .complains("1 of 3 people came in as headcount only");
    ran.says("since: 2019-03-15\n");
    let ran = printed(export("b.csv", text, "--people"));
    assert_eq!(map(&ran.stdout).people.len(), 3, "{ran}");
}

/// Workday has a title above the header, `Name (id)`, the manager in brackets behind the organisation, and a total.
#[test]
fn workday() {
    let text = "Worker report,,,,\n\
        Worker,Business Title,Supervisory Organization,Manager,Worker Type\n\
        Ada Ng (1001),Director,Board (Ada Ng),,Employee\n\
        Bo Ek (1002),Head,Sales (Bo Ek),Ada Ng (1001),Employee\n\
        \"Oz, Cy (1003)\",Clerk,Sales (Bo Ek),Bo Ek (1002),Contingent\n\
        Total,3,,,\n";
    let ran = printed(export("w.csv", text, ""));
    is_board_and_sales(&ran);
    ran.says("id: \"1001\"\n    name: Ada Ng\n")
        .complains("export of Workday")
        .complains("row 2 names the columns")
        .complains("1 total row left out");
}

/// SAP `SuccessFactors` repeats its header in labels, and writes `NO_MANAGER`.
#[test]
fn successfactors() {
    let text = "STATUS,USERID,USERNAME,FIRSTNAME,LASTNAME,EMAIL,MANAGER,HR,DEPARTMENT,JOBCODE,DIVISION,LOCATION\n\
        Status,User ID,Username,First Name,Last Name,Email,Manager,HR,Department,Job Code,Division,Location\n\
        active,1,ang,Ada,Ng,ada@x.example,NO_MANAGER,9,Board,Director,X,Mainz\n\
        active,2,bek,Bo,Ek,bo@x.example,1,9,Sales,Head,X,Mainz\n\
        active,3,coz,Cy,Oz,cy@x.example,2,9,Sales,Clerk,X,Mainz\n\
        inactive,4,dum,Di,Um,di@x.example,2,9,Sales,Clerk,X,Mainz\n";
    let ran = printed(export("s.csv", text, ""));
    is_board_and_sales(&ran);
    ran.complains("export of SAP SuccessFactors")
        .complains("row 2 repeats the names of the columns")
        .says("site: Mainz\n");
}

/// Google Workspace has managers by address and departments as a path.
#[test]
fn google_workspace() {
    let text = "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required],Employee ID,Employee Title,Manager Email,New Status [UPLOAD ONLY]\n\
        Ada,Ng,ada@x.example,****,/Board,,Director,,\n\
        Bo,Ek,bo@x.example,****,/Board/Sales,,Head,ada@x.example,\n\
        Cy,Oz,cy@x.example,****,/Board/Sales,,Clerk,bo@x.example,\n";
    let ran = printed(export("g.csv", text, ""));
    is_board_and_sales(&ran);
    let ran = ran.complains("export of Google Workspace");
    assert!(!ran.stdout.contains("****"), "{ran}");
    let ran = printed(export("g.csv", text, "--depth 1"));
    assert_eq!(departments(&ran), [["Board", "", "Ada Ng", "3"].map(str::to_owned)], "{ran}");
    ran.complains("1 departments deeper than 1 were counted with those above them: Sales");
}

/// The download of Entra has no managers, which is said; guests and disabled accounts stay out. Graph's JSON has them.
#[test]
fn entra_and_graph() {
    let text = "userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,accountEnabled\n\
        ada@x.example,Ada Ng,Ng,ada@x.example,Ada,a,Member,Director,Board,TRUE\n\
        bo@x.example,Bo Ek,Ek,bo@x.example,Bo,b,Member,Head,Sales,TRUE\n\
        di@x.example,Di Um,Um,di@x.example,Di,d,Guest,,Sales,TRUE\n\
        em@x.example,Em Su,Su,em@x.example,Em,e,Member,,Sales,FALSE\n";
    let ran = printed(export("e.csv", text, "")).complains("export of Microsoft Entra");
    let ran = ran
        .complains("names no managers")
        .complains("2 rows left out, of people who have left, guests");
    assert_eq!(departments(&ran)[1][3], "1", "{ran}");
    let json = r#"{"@odata.context": "x", "value": [
        {"id": "a", "displayName": "Ada Ng", "userPrincipalName": "ada@x.example", "department": "Board", "jobTitle": "Director"},
        {"id": "b", "displayName": "Bo Ek", "userPrincipalName": "bo@x.example", "department": "Sales", "manager": {"id": "a", "displayName": "Ada Ng"}},
        {"id": "c", "displayName": "Cy Oz", "userPrincipalName": "cy@x.example", "department": "Sales", "manager": {"id": "b"}}]}"#;
    let ran = printed(export("users.json", json, ""));
    is_board_and_sales(&ran);
    ran.complains("export of Microsoft Graph");
    export("users.json", "{\"a\": 1}", "").refused().complains("Resources");
    export("users.json", "[{", "").refused().complains("not JSON");
}

/// SCIM has the manager in an extension, LDIF as the name of an entry, in folded lines and base64; ADP writes the last
/// name first.
#[test]
fn directories_and_adp() {
    let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let user = |id: &str, given: &str, family: &str, department: &str, manager: &str| {
        format!(
            r#"{{"id": "{id}", "userName": "{id}", "name": {{"givenName": "{given}", "familyName": "{family}"}}, "active": true, "{urn}": {{"department": "{department}", "manager": {manager}}}}}"#
        )
    };
    let json = format!(
        r#"{{"Resources": [{}, {}, {}]}}"#,
        user("a", "Ada", "Ng", "Board", "null"),
        user("b", "Bo", "Ek", "Sales", r#"{"value": "a"}"#),
        user("c", "Cy", "Oz", "Sales", "\"b\"")
    );
    let ran = printed(export("scim.json", &json, ""));
    is_board_and_sales(&ran);
    let ldif = "dn: OU=Staff,DC=x\nobjectClass: organizationalUnit\nou: Staff\n\n\
        dn: CN=Ada Ng,OU=Staff,DC=x\nobjectClass: person\ncn: Ada Ng\ndepartment: Board\n\n\
        dn: CN=Bo Ek,OU=Staff,DC=x\nobjectClass: person\ncn:: Qm8gRWs=\ndepartment: Sales\nmanager: CN=Ada Ng,OU=St\n aff,DC=x\n\n\
        dn: CN=Cy Oz,OU=Staff,DC=x\nobjectClass: user\ncn: Cy Oz\ndepartment: Sales\nmanager: CN=Bo Ek,OU=Staff,DC=x\n";
    let ran = printed(export("staff.ldif", ldif, ""));
    is_board_and_sales(&ran);
    let adp = "Payroll Name,Position ID,Position Description,Home Department,Position Status,Reports To,Hire Date\n\
        \"Ng, Ada\",P1,Director,100 - Board,Active,,1/2/2019\n\
        \"Ek, Bo\",P2,Head,200 - Sales,Leave,\"Ng, Ada\",1/13/2020\n\
        \"Oz, Cy\",P3,Clerk,200 - Sales,Active,\"Ek, Bo\",1/2/2020\n\
        \"Um, Di\",P4,Clerk,200 - Sales,Terminated,\"Ek, Bo\",1/2/2020\n";
    let ran = printed(export("adp.csv", adp, ""));
    is_board_and_sales(&ran);
    ran.complains("export of ADP").says("since: 2020-01-13\n");
}

/// The header of organisation charts: the parent is a manager, since rows have jobs; `--map` decides otherwise.
#[test]
fn organisation_charts() {
    let text = "id,parentId,name,title,department,email\n1,,Ada Ng,Director,Board,a@x.example\n2,1,Bo Ek,Head,Sales,b@x.example\n3,2,Cy Oz,Clerk,Sales,c@x.example\n";
    let ran = printed(export("c.csv", text, ""));
    is_board_and_sales(&ran);
    ran.complains("manager from parentId");
    let ran = printed(export("c.csv", text, "--map parent=parentId"));
    assert_eq!(map(&ran.stdout).departments.len(), 3, "{ran}");
    let ran = printed(export("c.csv", text, "--map email="));
    assert!(!ran.stdout.contains("email:"), "{ran}");
    ran.complains("columns not used: email");
}

/// Another manager is kept as a note; a word for a status that no system writes is reported, and its row kept.
#[test]
fn other_managers_and_unknown_words() {
    let text = "Person ID,Name,Supervisor ID,AltReportsTo,Department,Status\n1,Ada,,,Board,here\n2,Bo,1,3,Sales,here\n";
    let ran = printed(export("o.csv", text, "--people"));
    ran.says("notes: Also reports to 3\n")
        .complains("unknown words for a status, taken as present: here");
}

/// `Get-ADUser | Export-Csv` has a line with its type above the header, and managers as names of entries, in which a
/// comma is escaped; a disabled account has left. So has an account whose flags say so, in the file of csvde.
#[test]
fn active_directory() {
    let text = "#TYPE Microsoft.ActiveDirectory.Management.ADUser\n\
        \"DistinguishedName\",\"Enabled\",\"Name\",\"SamAccountName\",\"UserPrincipalName\",\"Department\",\"Title\",\"Manager\"\n\
        \"CN=Ng\\, Ada,OU=Staff,DC=x\",\"True\",\"Ng, Ada\",\"ang\",\"ang@x.example\",\"Board\",\"Director\",\"\"\n\
        \"CN=Ek\\, Bo,OU=Staff,DC=x\",\"True\",\"Ek, Bo\",\"bek\",\"bek@x.example\",\"Sales\",\"Head\",\"CN=Ng\\, Ada,OU=Staff,DC=x\"\n\
        \"CN=Oz\\, Cy,OU=Staff,DC=x\",\"True\",\"Oz, Cy\",\"coz\",\"coz@x.example\",\"Sales\",\"Clerk\",\"CN=Ek\\, Bo,OU=Staff,DC=x\"\n\
        \"CN=Um\\, Di,OU=Staff,DC=x\",\"False\",\"Um, Di\",\"dum\",\"dum@x.example\",\"Sales\",\"Clerk\",\"CN=Ek\\, Bo,OU=Staff,DC=x\"\n";
    let ran = printed(export("ad.csv", text, ""));
    is_board_and_sales(&ran);
    ran.complains("export of Active Directory").complains("row 2 names the columns");
    // Without the names of the entries, that of the manager is found in its name.
    let ran = printed(export("ad.csv", text, "--map directory-name="));
    is_board_and_sales(&ran);
    let text = "DN,objectClass,cn,sn,givenName,title,department,manager,sAMAccountName,mail,userAccountControl\n\
        \"CN=Ada Ng,OU=Staff,DC=x\",user,Ada Ng,Ng,Ada,Director,Board,,ang,ang@x.example,512\n\
        \"CN=Bo Ek,OU=Staff,DC=x\",user,Bo Ek,Ek,Bo,Head,Sales,\"CN=Ada Ng,OU=Staff,DC=x\",bek,bek@x.example,66048\n\
        \"CN=Cy Oz,OU=Staff,DC=x\",user,Cy Oz,Oz,Cy,Clerk,Sales,\"CN=Bo Ek,OU=Staff,DC=x\",coz,coz@x.example,512\n\
        \"CN=Di Um,OU=Staff,DC=x\",user,Di Um,Um,Di,Clerk,Sales,\"CN=Bo Ek,OU=Staff,DC=x\",dum,dum@x.example,514\n";
    let ran = printed(export("csvde.csv", text, ""));
    is_board_and_sales(&ran);
    ran.complains("export of Active Directory")
        .complains("1 row left out, of people who have left, guests");
}

/// Paylocity has cost centres, and `OrgPlus` ids of supervisors and of others to whom somebody reports.
#[test]
fn paylocity_and_orgplus() {
    let text = "Employee Id,Last Name,First Name,Job Title,Cost Center 1,Status,Hire Date,Employee Type,Supervisor Employee Id\n\
        1,Ng,Ada,Director,Board,A,03/15/2019,RFT,\n2,Ek,Bo,Head,Sales,L,04/02/2020,RFT,1\n\
        3,Oz,Cy,Clerk,Sales,A,04/02/2021,T,2\n4,Um,Di,Clerk,Sales,T,04/02/2021,RFT,2\n";
    let ran = printed(export("p.csv", text, ""));
    is_board_and_sales(&ran);
    ran.complains("export of Paylocity");
    let text = "Person ID,Name,Title,Department,Supervisor ID,AltReportsTo\n1,Ada Ng,Director,Board,,\n2,Bo Ek,Head,Sales,1,3\n3,Cy Oz,Clerk,Sales,2,\n";
    let ran = printed(export("o.csv", text, ""));
    is_board_and_sales(&ran);
    ran.complains("export of OrgPlus").says("notes: Also reports to 3\n");
}

/// Visio names the manager by its unique id; a French list has a semicolon and its day first.
#[test]
fn visio_and_french() {
    let text = "Unique_ID\tName\tReports_To\tDepartment\tTitle\tTelephone\tE-mail\tMaster_Shape\n\
        ID1\tAda Ng\t\tBoard\tDirector\t\ta@x.example\t0\nID2\tBo Ek\tID1\tSales\tHead\t\tb@x.example\t1\nID3\tCy Oz\tID2\tSales\tClerk\t\tc@x.example\t2\n";
    let ran = printed(export("v.txt", text, ""));
    is_board_and_sales(&ran);
    ran.complains("export of Visio").complains("cells are separated by tab");
    let text = "Employee ID,Name,Manager ID,Title,Role Type,Department\n1,Ada Ng,,Director,Executive,Board\n2,Bo Ek,1,Head,Manager,Sales\n3,Cy Oz,2,Clerk,Staff,Sales\n";
    let ran = printed(export("v.csv", text, ""));
    is_board_and_sales(&ran);
    ran.complains("export of Visio");
    let text = "Nom;Prénom;Poste;Service;Responsable;Statut;Date d'entrée\nNg;Ada;Directrice;Board;;actif;15/03/2019\nEk;Bo;Chef;Sales;Ada Ng;actif;02/04/2020\nOz;Cy;Vendeur;Sales;Bo Ek;actif;02/04/2020\nUm;Di;Vendeur;Sales;Bo Ek;parti;02/04/2020\n";
    let ran = printed(export("f.csv", text, "--map manager=Responsable"));
    is_board_and_sales(&ran);
    ran.says("since: 2019-03-15\n");
}

/// Somebody whose last day is over has left; whose last day is to come has not.
#[test]
fn a_last_day_that_is_over() {
    let text = "Employee_ID,Full_Name,Manager_ID,Team_Name,Start_Date,Termination_Date\n\
        1,Ada Ng,,Board,2019-03-15,\n2,Bo Ek,1,Sales,2019-03-15,2026-12-31\n3,Cy Oz,2,Sales,2019-03-15,2026-06\n4,Di Um,2,Sales,2019-03-15,2026-05-30\n";
    let ran = printed(export("w.csv", text, "--today 2026-06-15"));
    is_board_and_sales(&ran);
    ran.complains("1 row left out, of people who have left, guests, groups or vacant posts: 5");
}

/// "Nobody" as `SuccessFactors` writes it is no manager that is missing; of namesakes the message says what helps; and
/// a list without managers gives nobody a lead.
#[test]
fn managers_that_are_none() {
    let table = "USERID,USERNAME,FIRSTNAME,LASTNAME,MANAGER,JOBCODE,DEPARTMENT\n\
        1,ada,Ada,Ng,NO_MANAGER,CEO,Board\n2,bob,Bob,Tech,1,X,IT\n";
    let ran = printed(Run::empty().file("s.csv", table).line("import hris s.csv --strict"));
    assert!(!ran.stderr.contains("NO_MANAGER"), "{ran}");
    let table = "Name,Manager,Department\nAda,,Board\n\"Tech, Bob\",Ada,IT\n\"Tech, Bob\",Ada,HR\nCy,\"Tech, Bob\",IT\n";
    let ran = Run::empty().file("s.csv", table).line("import hris s.csv").ran();
    ran.complains("several rows are called `Tech, Bob`");
    let table = "userPrincipalName,displayName,accountEnabled,department\na@x,Ada,TRUE,Board\nb@x,Bo,TRUE,IT\nc@x,Cy,TRUE,IT\n";
    let ran = printed(Run::empty().file("s.csv", table).line("import hris s.csv"));
    assert!(!ran.stdout.contains("lead:"), "{ran}");
    ran.complains("names no managers");
}

/// Somebody whose manager is not in the list, or has left, takes no lead from whoever reports to a known one, and the
/// message says which it is; where nobody else could lead, they do.
#[test]
fn lost_managers_lead_nobody() {
    let text = "Employee #,First Name,Last Name,Job Title,Department,Status,Work Email,Reports To Email\n\
        1,Ada,Ng,Director,Board,Active,ada@x.example,\n2,Bo,Ek,Head,Sales,Active,bo@x.example,ada@x.example\n\
        3,Cy,Oz,Clerk,Sales,Active,cy@x.example,nobody@x.example\n4,Di,Um,Clerk,Sales,Inactive,di@x.example,bo@x.example\n\
        5,Em,Su,Clerk,Sales,Active,em@x.example,di@x.example\n6,Fi,Ax,Head,Law,Active,fi@x.example,nobody@x.example\n";
    let ran = export("b.csv", text, "").ran().ends(0);
    let found = departments(&ran);
    let leads: Vec<&str> = found.iter().map(|unit| unit[2].as_str()).collect();
    assert_eq!(leads, ["Ada Ng", "Bo Ek", "Fi Ax"], "{ran}");
    ran.complains("no row is the manager `nobody@x.example`")
        .complains("the manager `di@x.example` has left");
}

/// A status behind a name, vacant posts and the groups of a directory are no people who work there; on leave is.
#[test]
fn rows_that_are_nobody() {
    let text = "Worker,Business Title,Supervisory Organization,Manager\n\
        Ada Ng (1001),Director,Board,\nBo Ek (1002) (On Leave),Head,Sales,Ada Ng (1001)\n\
        Di Um (1004) (Terminated),Clerk,Sales,Bo Ek (1002)\nVacant,Clerk,Sales,Bo Ek (1002)\nCy Oz (1003),Clerk,Sales,Bo Ek (1002)\n";
    let ran = printed(export("w.csv", text, ""));
    is_board_and_sales(&ran);
    ran.complains("2 rows left out, of people who have left")
        .says("id: \"1002\"\n    name: Bo Ek\n");
    let json = r#"{"totalResults": 9, "Resources": [
        {"id": "1", "userName": "ada", "displayName": "Ada Ng", "name": {"givenName": "Ada"}, "active": true},
        {"id": "g", "displayName": "Everybody", "members": [{"value": "1"}]}]}"#;
    let ran = printed(export("s.json", json, "--people")).complains("one page of the answer");
    assert!(!ran.stdout.contains("Everybody"), "{ran}");
}

/// Without a column of managers there are departments and headcounts, and a note; without departments in Google's list
/// the paths of its units are departments.
#[test]
fn lists_without_managers_or_departments() {
    let text = "Employee #,First Name,Last Name,Job Title,Department\n1,Ada,Ng,Director,Board\n2,Bo,Ek,Head,Sales\n";
    let ran = printed(export("b.csv", text, "")).complains("nobody names a manager");
    assert_eq!(departments(&ran)[1], ["Sales", "", "", "1"].map(str::to_owned), "{ran}");
    let text = "First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required],Department\n\
        Ada,Ng,ada@x.example,/,Board\nBo,Ek,bo@x.example,/Sales,\nCy,Oz,cy@x.example,/Sales/Key accounts,\n";
    let ran = printed(export("g.csv", text, ""));
    let wanted =
        [["Board", "", "", "1"], ["Sales", "", "", "2"], ["Key accounts", "sales", "", "1"]];
    assert_eq!(departments(&ran), wanted.map(|unit| unit.map(str::to_owned)), "{ran}");
}
