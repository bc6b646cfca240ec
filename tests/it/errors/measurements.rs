//! Measurements kept apart from their services, and what the values of one say together.

use super::{helps, sound, wrong};

/// A map with one measurement.
fn measured(keys: &str) -> String {
    format!(
        "departments: [{{id: it, name: IT, serves: [sales]}}, {{id: sales, name: Sales, serves: c}}]\n\
         groups: [{{id: g, name: G, members: [sales]}}]\nbeneficiaries: [{{id: c, name: C}}, {{id: d, name: D}}]\n\
         services: [{{id: desk, name: Desk, provided_by: it, serves: [g, everyone, {{to: c, satisfaction: {{score: 3}}}}]}}]\n\
         measurements: [{{{keys}}}]"
    )
}

/// A measurement joins the relationship that it names; the name of a unit means its unnamed service.
#[test]
fn a_measurement_names_a_relationship() {
    for (service, of) in [
        ("desk", "g"),
        ("desk", "everyone"),
        ("Desk", "C"),
        ("IT", "sales"),
        ("it.serves", "Sales"),
    ] {
        sound(&measured(&format!("service: {service}, of: {of}, score: 4")));
    }
    helps(&wrong("wrong-reference", &measured("service: desk, of: «d, score: 4")), "`serves`");
    helps(&wrong("wrong-reference", &measured("service: desk, of: «sales, score: 4")), "`serves`");
    wrong("wrong-reference", &measured("service: «c, of: c, score: 4"));
    wrong("unknown-reference", &measured("service: «nothing, of: c, score: 4"));
}

/// Service, recipient and score are required, each with an error of its own.
#[test]
fn a_measurement_is_whole() {
    wrong("missing-key", &measured("«of: c, score: 4").replace("{«", "«{"));
    wrong("missing-key", &measured("«service: desk, score: 4").replace("{«", "«{"));
    wrong("missing-key", &measured("«service: desk, of: c, n: 3").replace("{«", "«{"));
    wrong("missing-key", &measured("service: desk, of: «'  ', score: 4"));
    let all = wrong("missing-key", &measured("«n: 3").replace("{«", "«««{"));
    assert_eq!(all.len(), 3);
    wrong("wrong-type", &measured("service: desk, of: c, score: «[4]"));
    wrong("unknown-key", &measured("service: desk, of: c, score: 4, «agreed: x"));
}

/// A score lies between the lowest and the scale, which may be anything as long as one is above the other.
#[test]
fn a_score_lies_above_the_lowest() {
    let score = |keys: &str| measured(&format!("service: desk, of: c, {keys}"));
    for right in [
        "score: 1, lowest: 1, scale: 5",
        "score: -3, lowest: -5, scale: -1",
        "score: 0",
        "score: 4, lowest: 1",
    ] {
        sound(&score(right));
    }
    wrong("wrong-number", &score("score: 0.5, lowest: «1, scale: 5"));
    wrong("wrong-number", &score("score: «-1"));
    wrong("wrong-number", &score("score: 5, lowest: 5, scale: «5"));
    wrong("wrong-number", &score("score: 12, lowest: «11"));
    wrong("wrong-number", &score("score: 4, spread: «-1"));
    wrong("wrong-number", &score("score: «--4"));
    wrong("wrong-number", &score("score: «-inf, lowest: -5"));
}

/// No more answer than were asked.
#[test]
fn answers_are_of_those_asked() {
    sound(&measured("service: desk, of: c, score: 4, n: 30, asked: 30"));
    wrong("wrong-number", &measured("service: desk, of: c, score: 4, n: «31, asked: 30"));
}

/// A net promoter score goes from -100 to 100, and only it has promoters and detractors, at most as many as answered.
#[test]
fn a_net_promoter_score_has_its_own_scale() {
    let nps = |keys: &str| measured(&format!("service: desk, of: c, metric: nps, {keys}"));
    for right in [
        "score: -100",
        "score: 100, lowest: -100, scale: 100",
        "score: 20, promoters: 5, detractors: 3, n: 10",
        "score: 20, promoters: 5, detractors: 5, n: 10",
    ] {
        sound(&nps(right));
    }
    wrong("wrong-number", &nps("score: «101"));
    wrong("wrong-number", &nps("score: 5, scale: «10"));
    wrong("wrong-number", &nps("score: 20, promoters: 8, detractors: 3, n: «10"));
    wrong("wrong-word", &measured("service: desk, of: c, score: 3, metric: «csat"));
    wrong("unknown-key", &measured("service: desk, of: c, score: 3, promoters: «5"));
    wrong("unknown-key", &measured("service: desk, of: c, score: 3, detractors: «5"));
}
