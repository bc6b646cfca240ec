//! What tables call the keys that say who does what for whom, beside the words of the format.
//!
//! ```text
//! Department           Service    Recipients    Payer
//! provided_by          name       serves        paid_by
//! ```
//!
//! Only whole headings count, and only for names of things: what an amount or a score means nobody knows from one word.

use super::List;

/// Keys with their words: small letters, one blank between two words.
type Meanings = &'static [(&'static str, &'static [&'static str])];

/// What tables call the name of a service.
const SERVICES: &[&str] = &[
    "service",
    "service name",
    "name of the service",
    "dienstleistung",
    "leistung",
    "prestation",
    "servicio",
    "servizio",
    "servi\u{e7}o",
    "dienst",
    "tj\u{e4}nst",
];

/// What they call who provides it.
const PROVIDERS: &[&str] = &[
    "department",
    "departments",
    "unit",
    "team",
    "division",
    "provider",
    "abteilung",
    "bereich",
    "organisationseinheit",
    "direction",
    "d\u{e9}partement",
    "departamento",
    "reparto",
    "ufficio",
    "afdeling",
    "avdelning",
];

/// What they call whom it serves.
const RECIPIENTS: &[&str] = &[
    "recipient",
    "recipients",
    "customer",
    "customers",
    "for whom",
    "clients",
    "users",
    "used by",
    "who uses it",
    "who is it for",
    "beneficiaries",
    "target group",
    "target groups",
    "empf\u{e4}nger",
    "kunde",
    "kunden",
    "nutzer",
    "zielgruppe",
    "zielgruppen",
    "b\u{e9}n\u{e9}ficiaire",
    "b\u{e9}n\u{e9}ficiaires",
    "destinataires",
    "usagers",
    "destinatarios",
    "beneficiarios",
    "clientes",
    "destinatari",
    "clienti",
    "klanten",
    "afnemers",
    "kunder",
];

/// What they call who pays for it.
const PAYERS: &[&str] = &[
    "payer",
    "payers",
    "who pays",
    "funder",
    "funders",
    "financed by",
    "funded by",
    "funding",
    "funding source",
    "bezahlt von",
    "kostentr\u{e4}ger",
    "finanzierung",
    "finanziert von",
    "financeur",
    "financeurs",
    "financement",
    "financ\u{e9} par",
    "pagador",
    "financiador",
    "finanziatore",
    "betaald door",
];

/// The keys of a list that have other words. For names these are singular: a plural heads a list of several, or a number.
pub(super) fn words(list: List) -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    let of_list: Meanings = match list {
        List::Departments => &[("name", &["department", "department name", "unit"])],
        List::People => &[("name", &["person", "employee", "employee name", "full name"])],
        List::Groups => &[("name", &["group", "group name"])],
        List::Services => &[
            ("name", SERVICES),
            ("provided_by", PROVIDERS),
            ("serves", RECIPIENTS),
            ("paid_by", PAYERS),
        ],
        List::Beneficiaries => &[("name", &["beneficiary", "customer", "customer name", "client"])],
        List::Payers => &[("name", &["payer", "funder", "sponsor"])],
    };
    of_list.iter().copied()
}

/// Whether a heading is one of some words.
pub(super) fn is_meant(heading: &str, words: &[&str]) -> bool {
    let folded = heading.to_lowercase().replace(['_', '-'], " ");
    let words_of: Vec<&str> = folded.split_whitespace().collect();
    words.contains(&words_of.join(" ").trim_end_matches([':', '*']))
}

/// The keys of figures, each with words of headings.
const FIGURES: [(&str, &[&str]); 4] = [
    (
        "paid_by.amount",
        &[
            "amount",
            "cost",
            "costs",
            "fee",
            "price",
            "budget",
            "eur",
            "usd",
            "gbp",
            "chf",
            "kosten",
            "betrag",
            "preis",
            "co\u{fb}t",
            "co\u{fb}ts",
            "montant",
            "importe",
            "coste",
            "importo",
            "costo",
            "custo",
            "bedrag",
            "kostnad",
        ],
    ),
    (
        "serves.satisfaction.score",
        &[
            "score",
            "satisfaction",
            "rating",
            "happy",
            "percent",
            "zufriedenheit",
            "note",
            "satisfacci\u{f3}n",
            "soddisfazione",
            "satisfa\u{e7}\u{e3}o",
            "tevredenheid",
        ],
    ),
    (
        "serves.satisfaction.measured",
        &["asked", "measured", "date", "surveyed", "datum", "fecha", "data", "befragt"],
    ),
    (
        "serves.satisfaction.n",
        &[
            "n",
            "answers",
            "responses",
            "respondents",
            "antworten",
            "befragte",
            "r\u{e9}ponses",
            "respuestas",
            "risposte",
            "respostas",
        ],
    ),
];

/// The key of services whose figures a column seems to hold, by a word of its heading.
pub(super) fn figure(heading: &str) -> Option<&'static str> {
    let folded = heading.to_lowercase();
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    words.find_map(|word| {
        let (key, _) = FIGURES.into_iter().find(|(_, known)| known.contains(&word))?;
        Some(key)
    })
}
