//! Satisfaction: scores on 0 to 10, measurements that belong together, and how sure a score is (SPEC 6).

use crate::run::Run;
use custmap::{
    analysis::{Interval, IntervalKind, ScoreChange, interval, response_rate, score_change},
    diag::Place,
    input::{MapFormat, read_text},
    model::{Metric, Organisation, Satisfaction},
    resolve::resolve,
};

/// A measurement without anything but its scale.
fn nothing() -> Satisfaction {
    Satisfaction {
        score: None,
        lowest: 0.0,
        scale: 10.0,
        metric: None,
        promoters: None,
        detractors: None,
        n: None,
        asked: None,
        spread: None,
        measured: None,
        notes: None,
        source: None,
        place: Place::default(),
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

fn ends(found: Option<Interval>) -> (f64, f64) {
    let found = found.expect("an interval");
    (found.low, found.high)
}

/// The density of Student's t without its constant, which cancels out.
fn density(t: f64, degrees: f64) -> f64 {
    (1.0 + t * t / degrees).powf(-f64::midpoint(degrees, 1.0))
}

/// The area under a function by Simpson's rule.
fn area(of: impl Fn(f64) -> f64, from: f64, to: f64) -> f64 {
    let steps = 20_000;
    let width = (to - from) / f64::from(steps);
    let inner = |at: i32| {
        let weight = if at % 2 == 1 { 4.0 } else { 2.0 };
        weight * of(from + f64::from(at) * width)
    };
    let inner: f64 = (1..steps).map(inner).sum();
    (of(from) + inner + of(to)) * width / 3.0
}

/// The quantile within an interval is that of Student's t: between it and its negative lie 95 % of the distribution,
/// by integrating the density.
#[test]
fn an_interval_uses_students_t() {
    for n in [2_u64, 3, 4, 5, 10, 11, 30, 31, 100, 101, 102, 1_000, 100_000] {
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let (count, degrees) = (n as f64, (n - 1) as f64);
        // A scale so wide that no end is cut off, and a spread that leaves the quantile alone.
        let measured = Satisfaction {
            score: Some(0.0),
            lowest: -100.0,
            scale: 100.0,
            n: Some(n),
            spread: Some(count.sqrt()),
            ..nothing()
        };
        let (low, high) = ends(interval(&measured, None));
        let quantile = (high - low) / 2.0 * 20.0;
        // With one degree of freedom the tails are those of the arc tangent; else they end soon enough.
        let inside = if n == 2 {
            2.0 / std::f64::consts::PI * quantile.atan()
        } else {
            // Substituting t = tan(x) brings the whole line between two ends.
            let by_angle = |x: f64| density(x.tan(), degrees) / (x.cos() * x.cos());
            let end = std::f64::consts::FRAC_PI_2 - 1e-9;
            area(by_angle, 0.0, quantile.atan()) / area(by_angle, 0.0, end)
        };
        assert!((inside - 0.95).abs() < 1e-6, "n {n}: t {quantile}, within {inside}");
    }
}

/// A mean with a spread: t(119) * 1.5 / sqrt(120) = 0.27113 to both sides, less where 120 of 412 answered.
#[test]
fn a_spread_gives_an_interval() {
    let measured = Satisfaction { score: Some(7.5), n: Some(120), spread: Some(1.5), ..nothing() };
    let (low, high) = ends(interval(&measured, None));
    assert!((low - 7.228_86).abs() < 5e-5 && (high - 7.771_14).abs() < 5e-5, "{low} {high}");
    let (low, high) = ends(interval(&measured, Some(412)));
    let half = 0.271_14 * (292.0_f64 / 411.0).sqrt();
    assert!((high - low - 2.0 * half).abs() < 1e-4, "{low} {high}");
    // Fewer people than answers: the population is wrong, and left out.
    let small = ends(interval(&measured, Some(100)));
    assert!(near(small.0, 7.228_86_f64.mul_add(1.0, small.0 - 7.228_86)));
    assert_eq!(small, ends(interval(&measured, None)));
    let all = ends(interval(&measured, Some(120)));
    assert!(near(all.0, 7.5) && near(all.1, 7.5), "everybody answered: {all:?}");
    assert_eq!(interval(&measured, None).map(|it| it.kind), Some(IntervalKind::Measured));
}

/// Without a spread the widest one that such a mean can have gives "at most"; one answer gives nothing, and nor does an
/// unknown number.
#[test]
fn no_spread_gives_at_most() {
    let measured = |n| Satisfaction { score: Some(4.0), lowest: 1.0, scale: 5.0, n, ..nothing() };
    let found = interval(&measured(Some(25)), None).unwrap();
    assert_eq!(found.kind, IntervalKind::AtMost);
    // s = sqrt(1 * 3 * 25 / 24) = 1.76777, t(24) = 2.06390: 0.72970 on 1 to 5; the lower end on 0 to 10.
    assert!((found.low - 10.0 * (4.0 - 0.729_70 - 1.0) / 4.0).abs() < 1e-3, "{found:?}");
    assert!((found.high - 10.0 * (4.729_70 - 1.0) / 4.0).abs() < 1e-3, "{found:?}");
    assert_eq!(interval(&measured(Some(1)), None), None);
    assert_eq!(interval(&measured(None), None), None);
    let best = Satisfaction { score: Some(10.0), n: Some(9), ..nothing() };
    let (low, high) = ends(interval(&best, None));
    assert!(near(low, 10.0) && near(high, 10.0), "all gave the best score");
    let few = Satisfaction { score: Some(9.5), n: Some(2), spread: Some(0.7), ..nothing() };
    assert!(near(ends(interval(&few, None)).1, 10.0), "no end lies beyond the scale");
}

/// A net promoter score: 60 promoters and 15 detractors of 100 answers become 60.75 and 15.75 of 103.
#[test]
fn a_net_promoter_score_has_an_interval() {
    let nps = Satisfaction {
        score: Some(45.0),
        lowest: -100.0,
        scale: 100.0,
        metric: Some(Metric::Nps),
        promoters: Some(60),
        detractors: Some(15),
        n: Some(100),
        ..nothing()
    };
    let (p, d) = (60.75 / 103.0, 15.75 / 103.0);
    let half = 1.959_964 * ((p + d - (p - d) * (p - d)) / 103.0_f64).sqrt();
    let on_ten = |share: f64| 5.0 + 5.0 * share;
    let (low, high) = ends(interval(&nps, None));
    assert!((low - on_ten(p - d - half)).abs() < 1e-5, "{low}");
    assert!((high - on_ten(p - d + half)).abs() < 1e-5, "{high}");
    assert!(near(nps.of_ten().unwrap(), 7.25));
    let without = Satisfaction { promoters: None, ..nps };
    assert_eq!(interval(&without, None).map(|it| it.kind), Some(IntervalKind::AtMost));
}

/// The response rate is of those asked, else of those there are.
#[test]
fn a_response_rate_is_of_those_asked() {
    let asked = Satisfaction { n: Some(120), asked: Some(300), ..nothing() };
    assert_eq!(response_rate(&asked, Some(1_000)), Some(0.4));
    let unasked = Satisfaction { asked: None, ..asked };
    assert_eq!(response_rate(&unasked, Some(240)), Some(0.5));
    assert_eq!(response_rate(&unasked, None), None);
    assert_eq!(response_rate(&nothing(), Some(240)), None);
}

fn organisation(serves: &str, more: &str) -> Organisation {
    let text = format!(
        "organisation: {{name: XYZ}}\ndepartments: [{{id: it, name: IT}}, {{id: a, name: A}}]\n\
         services: [{{id: s, name: S, provided_by: it, serves: [{{to: a, satisfaction: [{serves}]}}]}}]\n{more}"
    );
    resolve(read_text("map", &text, MapFormat::Yaml).raw).unwrap()
}

/// Scores, answers and spreads of the pools of the one relationship, newest first.
fn pools(serves: &str, more: &str) -> Vec<String> {
    let organisation = organisation(serves, more);
    let (service, _) = organisation.services().next().unwrap();
    let relation = organisation.all_relations(service).next().unwrap();
    let pools = relation.pooled.iter().map(|one| {
        let spread = one.spread.map(|spread| (spread * 1e4).round() / 1e4);
        format!("{:.3} {:?} {:?} {spread:?}", one.of_ten().unwrap(), one.n, one.asked)
    });
    pools.collect()
}

/// Measurements of one date, lowest, scale and metric are one, weighted by their answers, wherever they are written;
/// others stand for themselves, the newest first, one without a date last, of two as new the lower one first.
#[test]
fn measurements_of_one_date_are_pooled() {
    let apart =
        "measurements: [{service: s, of: a, score: 8, n: 30, asked: 60, measured: 2026-05}]";
    let pooled = pools("{score: 6, n: 10, asked: 20, measured: 2026-05}", apart);
    assert_eq!(pooled, ["7.500 Some(40) Some(80) None"]);
    // One that doesn't say how many answered counts as one answer, and the number of all is unknown.
    assert_eq!(
        pools("{score: 6, measured: 2026}, {score: 9, n: 2, measured: 2026}", ""),
        ["8.000 None None None"]
    );
    // A score of another scale or another date is another measurement.
    assert_eq!(
        pools(
            "{score: 9, measured: 2026}, {score: 4, scale: 5, measured: 2026}, {score: 1}, {score: 2, measured: 2025}",
            ""
        ),
        [
            "8.000 None None None",
            "9.000 None None None",
            "2.000 None None None",
            "1.000 None None None"
        ]
    );
    assert_eq!(pools("{n: 3}", ""), Vec::<String>::new(), "nothing without a score");
}

/// The spread of a pool is that of all its answers: here of 1, 3, 5 and of 5, 7, 9.
#[test]
fn a_pool_has_the_spread_of_all_answers() {
    let pooled = pools("{score: 3, n: 3, spread: 2}, {score: 7, n: 3, spread: 2}", "");
    let all = [1.0, 3.0, 5.0, 5.0, 7.0, 9.0_f64];
    let squares: f64 = all.iter().map(|answer| (answer - 5.0) * (answer - 5.0)).sum();
    let spread = ((squares / 5.0).sqrt() * 1e4).round() / 1e4;
    assert_eq!(pooled, [format!("5.000 Some(6) None Some({spread})")]);
    let unknown = pools("{score: 3, n: 3, spread: 2}, {score: 7, n: 3}", "");
    assert_eq!(unknown, ["5.000 Some(6) None None"]);
}

/// On 0 to 10: from the lowest score, and as written where that is the scale already.
#[test]
fn a_score_is_shown_of_ten() {
    let yaml = "organisation: {name: XYZ}
departments: [{id: it, name: IT}, {id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
services: [{id: s, name: S, provided_by: it, serves: [{to: a, satisfaction: {score: 4.1, lowest: 1, scale: 5}},
  {to: b, satisfaction: {score: 7.3}}, {to: c, satisfaction: {score: 45, metric: nps}}]}]";
    let ran = Run::yaml(yaml).line("list org.yaml --format csv").fine();
    let rows = ran.columns(["customer_id", "satisfaction"]);
    let want = [["a", "7.75"], ["b", "7.3"], ["c", "7.25"]].map(|row| row.map(str::to_owned));
    assert_eq!(rows, want);
}

/// A mean with a normal spread of answers, as two surveys of one relationship have it.
fn survey(score: f64, spread: Option<f64>, n: u64) -> Satisfaction {
    Satisfaction { score: Some(score), n: Some(n), spread, ..nothing() }
}

/// A change is beyond chance where the difference exceeds what Welch's test allows. With equal spreads and numbers the
/// degrees of freedom are 2 (n - 1), so that the limit for n = 16 and s = 2 is t(30) * sqrt(2 * 4 / 16) = 2.04227 * 0.70711
/// = 1.44410: a thousandth more is sure, a thousandth less perhaps chance.
#[test]
fn a_change_is_beyond_chance() {
    let before = survey(5.0, Some(2.0), 16);
    let now = |score: f64| survey(score, Some(2.0), 16);
    for sign in [1.0, -1.0] {
        let change = |difference: f64| score_change(&now(5.0 + sign * difference), &before, None);
        assert_eq!(change(1.445), Some(ScoreChange::Sure));
        assert_eq!(change(1.443), Some(ScoreChange::PerhapsChance));
    }
    assert_eq!(score_change(&now(5.0), &before, None), Some(ScoreChange::PerhapsChance));
    // Unequal: variances 1/40 and 9/9 give (1/40 + 1)^2 / ((1/40)^2/39 + 1/8) = 8.4039 degrees, of which 8 count:
    // t(8) * sqrt(1.025) = 2.30600 * 1.01242 = 2.33465.
    let (many, few) = (survey(7.0, Some(1.0), 40), |score| survey(score, Some(3.0), 9));
    assert_eq!(score_change(&few(4.66), &many, None), Some(ScoreChange::Sure));
    assert_eq!(score_change(&few(4.67), &many, None), Some(ScoreChange::PerhapsChance));
    // Everybody answered both times: any difference is one.
    assert_eq!(score_change(&now(5.1), &before, Some(16)), Some(ScoreChange::Sure));
}

/// Another scale is brought to 10; without a spread nobody knows; a net promoter score is compared with its like only.
#[test]
fn a_change_needs_two_spreads_of_a_kind() {
    let of_ten = survey(5.0, Some(2.0), 16);
    let of_five = |score: f64| Satisfaction { scale: 5.0, ..survey(score, Some(1.0), 16) };
    assert_eq!(score_change(&of_five(3.223), &of_ten, None), Some(ScoreChange::Sure));
    assert_eq!(score_change(&of_five(3.221), &of_ten, None), Some(ScoreChange::PerhapsChance));
    assert_eq!(score_change(&survey(9.0, None, 16), &of_ten, None), None);
    assert_eq!(score_change(&of_ten, &survey(9.0, None, 16), None), None);
    assert_eq!(score_change(&survey(9.0, Some(0.1), 1), &of_ten, None), None, "one answer");
    let nps = |score: f64, promoters, detractors| Satisfaction {
        score: Some(score),
        lowest: -100.0,
        scale: 100.0,
        metric: Some(Metric::Nps),
        promoters: Some(promoters),
        detractors: Some(detractors),
        n: Some(100),
        ..nothing()
    };
    assert_eq!(score_change(&nps(-30.0, 10, 40), &of_ten, None), None);
    assert_eq!(
        score_change(&nps(-30.0, 10, 40), &nps(30.0, 50, 20), None),
        Some(ScoreChange::Sure)
    );
    assert_eq!(
        score_change(&nps(25.0, 47, 22), &nps(30.0, 50, 20), None),
        Some(ScoreChange::PerhapsChance)
    );
}

/// A shop whose buyers were measured twice, and a group of which a part answered.
const TWICE: &str = "\
organisation: {name: Shop}
departments: [{id: it, name: IT}, {id: sales, name: Sales}, {id: store, name: Store}]
groups: [{id: staff, name: Staff, members: [sales, store], size: 40}]
services:
  - id: web
    name: Web shop
    provided_by: it
    serves:
      - {to: buyers, satisfaction: [{score: 5.2, spread: 2, n: 46, asked: 60, measured: 2026-05},
         {score: 6.9, spread: 2, n: 50, measured: 2025-05}]}
  - {id: help, name: Help, provided_by: it, serves: {to: staff, satisfaction: {score: 7, n: 24, measured: 2026-05}}}
beneficiaries: [{id: buyers, name: Buyers}]
";

/// Cards, customers and findings show how many of those asked answered, between which scores all are, and whether the
/// change is more than chance; without a spread the widest possible interval is shown only where it is asked for.
#[test]
fn intervals_are_shown() {
    let shown = |line: &str| Run::yaml(TWICE).line(line).fine().stdout;
    // t(45) * 2 / sqrt(46) = 2.01410 * 0.29488 = 0.59393.
    let buyers = "5.2 of 10 (46 of 60 asked, between 4.6 and 5.8, 2026-05, was 6.9 in 2025-05, surely lower now)";
    for line in [
        "card org.yaml it --format markdown",
        "card org.yaml buyers --format markdown",
        "customers org.yaml --format markdown",
        "customers org.yaml --unhappy --format markdown",
        "list org.yaml --format markdown",
    ] {
        assert!(shown(line).contains(buyers), "{line}:\n{}", shown(line));
    }
    let found = Run::yaml(TWICE).line("check org.yaml --only customer-unhappy --format csv").ran();
    assert!(
        found.stdout.contains("5.2 of 10, 46 of 60 asked, between 4.6 and 5.8: surely"),
        "{}",
        found.stdout
    );
    // s <= sqrt(3 * 7 * 24/23) = 4.68117, t(23) = 2.06866, and 16 of 39 others: 1.26609.
    let staff = "7.0 of 10 (24 of 40 people, between 5.7 and 8.3 at most, 2026-05)";
    let without = shown("card org.yaml it --format markdown");
    assert!(without.contains("7.0 of 10 (24 of 40 people, 2026-05)"), "{without}");
    let with = shown("card org.yaml it --intervals --format markdown");
    assert!(with.contains(staff), "{with}");
}

/// JSON has the largest possible interval of a measurement without a spread where it is asked for, and not otherwise.
#[test]
fn json_has_intervals() {
    let measured = |flags: &str| {
        let ran = Run::yaml(TWICE).line(&format!("export org.yaml --format json{flags}")).fine();
        let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        json["services"][1]["serves"][0]["measurements"][0].clone()
    };
    assert_eq!(measured("")["interval"], serde_json::Value::Null);
    let found = measured(" --intervals");
    assert_eq!(found["interval"], "at most");
    let (low, high) = (found["low"].as_f64().unwrap(), found["high"].as_f64().unwrap());
    assert!((low - 5.7339).abs() < 1e-3 && (high - 8.2661).abs() < 1e-3, "{low} {high}");
    Run::yaml(TWICE).line("export org.yaml --format csv --intervals").refused();
}

/// A map with a measurement, a review and a beginning of these dates, and with plans for 2040.
fn dated(measured: &str, reviewed: &str, since: &str) -> String {
    format!(
        "organisation: {{name: X}}\ndepartments: [{{id: a, name: A}}]\n\
         people: [{{id: p, name: P, department: a, since: 2040, leaving: 2050}}]\nservices:\n  \
         - {{id: s, name: S, provided_by: a, reviewed: {reviewed},\n     \
         serves: [{{to: b, satisfaction: [{{score: 3, measured: 2026-10}}, {{score: 9, measured: {measured}}}]}}]}}\n\
         beneficiaries:\n  - {{id: b, name: B, since: {since}, relationship: {{owner: a, since: 2040}}}}\n"
    )
}

/// A date in the future that can only be in the past is noted at its place, on standard error and never as a finding;
/// plans are not, nor is what may be today.
#[test]
fn dates_in_the_future_are_noted() {
    let run = |yaml: &str, line: &str| Run::yaml(yaml).line(line).line("--today 2026-11-29").ran();
    let future = dated("2062-10", "2061", "2060");
    let ran = run(&future, "check org.yaml --format json").ends(0);
    let noted = "note: 3 dates are in the future (today is 2026-11-29):\n  - org.yaml:5: reviewed 2061\n  \
                 - org.yaml:6: measured 2062-10\n  - org.yaml:8: since 2060\n";
    assert_eq!(ran.stderr, noted);
    let today = dated("2026-11", "2026", "2026-11-29");
    for command in ["check", "brief", "customers", "analyze"] {
        let ran = run(&future, &format!("{command} org.yaml --width 200")).ends(0);
        ran.complains("note: 3 dates are in the future").complains("org.yaml:5: reviewed 2061");
        assert_eq!(run(&future, &format!("{command} org.yaml --quiet")).ends(0).stderr, "");
        assert_eq!(run(&today, &format!("{command} org.yaml")).ends(0).stderr, "");
    }
    run(&dated("2062", "2026", "2026"), "card org.yaml b").complains("1 date is in the future");
    // As of an earlier day all of them are later, and no mistake.
    let earlier = Run::yaml(&today).line("check org.yaml --today 2019").fine();
    assert_eq!(earlier.stderr, "");
}
