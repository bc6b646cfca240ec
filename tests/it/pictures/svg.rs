//! SVG in a file of its own.

use super::{FEW, all, drawn, star, xml};
use crate::{report::HOSTILE, run::Run};
use snapbox::{assert_data_eq, str};
use std::collections::BTreeSet;

/// A flow: who serves left, who is served right, a ribbon for each relation, each with its words.
#[test]
fn a_flow() {
    assert_data_eq!(
        drawn(FEW, "svg", ""),
        str![[r##"
<svg xmlns="http://www.w3.org/2000/svg" id="flow" class="picture flow" viewBox="0 0 980 186" width="980" height="186" role="img" aria-label="Abacus: who serves whom" font-family="system-ui, sans-serif" font-size="12">
<title>Abacus: who serves whom</title>
<rect width="100%" height="100%" fill="#fff"/>
<g class="ribbons unit" fill="none" stroke="#2b5d94" stroke-opacity=".32">
<path d="M100.3 76.3C417.4 76.3 417.4 41 734.5 41" stroke-width="4.5"><title>IT serves Sales: 1 service</title></path>
</g>
<g class="ribbons group" fill="none" stroke="#6b3fa0" stroke-opacity=".32">
<path d="M100.3 80.8C417.4 80.8 417.4 90 734.5 90" stroke-width="4.5"><title>IT serves Everyone: 1 service</title></path>
</g>
<g class="ribbons party" fill="none" stroke="#2e7d32" stroke-opacity=".32">
<path d="M100.3 101.5C417.4 101.5 417.4 136.8 734.5 136.8" stroke-width="4.5"><title>Sales serves Buyers: 1 service</title></path>
<path d="M100.3 122.3C417.4 122.3 417.4 141.3 734.5 141.3" stroke-width="4.5"><title>Web shop serves Buyers: 1 service</title></path>
<path d="M100.3 126.8C417.4 126.8 417.4 162 734.5 162" stroke-width="4.5"><title>Web shop serves Firms &#38; friends: 1 service</title></path>
</g>
<g text-anchor="end">
<text class="heading" x="82.3" y="61.5" font-size="11" font-weight="700" fill="#4a5568">Who serves</text>
<g class="end unit"><rect x="90.3" y="71.5" width="10" height="14" rx="2" fill="#2b5d94"/><text x="82.3" y="82.5" fill="#1a202c">IT</text></g>
<g class="end unit"><rect x="90.3" y="94.5" width="10" height="14" rx="2" fill="#2b5d94"/><text x="82.3" y="105.5" fill="#1a202c">Sales</text></g>
<g class="end unit"><rect x="90.3" y="117.5" width="10" height="14" rx="2" fill="#2b5d94"/><text x="82.3" y="128.5" fill="#1a202c">Web shop</text></g>
</g>
<g text-anchor="start">
<text class="heading" x="752.5" y="24" font-size="11" font-weight="700" fill="#4a5568">Secondary (internal): departments</text>
<text class="heading" x="752.5" y="73" font-size="11" font-weight="700" fill="#4a5568">Secondary (internal): groups</text>
<text class="heading" x="752.5" y="122" font-size="11" font-weight="700" fill="#4a5568">Primary (external): customers</text>
<g class="end unit"><rect x="734.5" y="34" width="10" height="14" rx="2" fill="#2b5d94"/><text x="752.5" y="45" fill="#1a202c">Sales</text></g>
<g class="end group"><rect x="734.5" y="83" width="10" height="14" rx="2" fill="#6b3fa0"/><text x="752.5" y="94" fill="#1a202c">Everyone</text></g>
<g class="end party"><rect x="734.5" y="132" width="10" height="14" rx="2" fill="#2e7d32"/><text x="752.5" y="143" fill="#1a202c">Buyers</text></g>
<g class="end party"><rect x="734.5" y="155" width="10" height="14" rx="2" fill="#2e7d32"/><text x="752.5" y="166" fill="#1a202c">Firms &#38; friends</text></g>
</g>
</svg>

"##]]
    );
}

/// A matrix: the headings of narrow blocks are in lines of their own, and no number is longer than a tenth.
#[test]
fn a_matrix() {
    assert_data_eq!(
        drawn(FEW, "svg", "--matrix"),
        str![[r##"
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 342.9 270.1" width="342.9" height="270.1" role="img" aria-label="Abacus: who serves whom" font-family="system-ui, sans-serif" font-size="12" fill="#1a202c">
<title>Abacus: who serves whom</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="82.9" y="26" font-size="11" font-weight="700" fill="#4a5568">Secondary (internal): departments</text><path d="M82.9 64H108.9" stroke="#2b5d94" stroke-width="3"/><path d="M83.4 30V64" stroke="#2b5d94"/>
<text x="110.9" y="42" font-size="11" font-weight="700" fill="#4a5568">Secondary (internal): groups</text><path d="M110.9 64H136.9" stroke="#6b3fa0" stroke-width="3"/><path d="M111.4 46V64" stroke="#6b3fa0"/>
<text x="138.9" y="58" font-size="11" font-weight="700" fill="#4a5568">Primary (external): customers</text><path d="M138.9 64H192.9" stroke="#2e7d32" stroke-width="3"/>
<text transform="translate(99.9 166.1) rotate(-90)">Sales</text>
<text transform="translate(127.9 166.1) rotate(-90)">Everyone</text>
<text transform="translate(155.9 166.1) rotate(-90)">Buyers</text>
<text transform="translate(183.9 166.1) rotate(-90)">Firms &#38; friends</text>
<text x="71.9" y="194.1" text-anchor="end">IT</text><path d="M71.9 204.1H193.9" stroke="#e2e8f0"/>
<text x="71.9" y="222.1" text-anchor="end">Sales</text><path d="M71.9 232.1H193.9" stroke="#e2e8f0"/>
<text x="71.9" y="250.1" text-anchor="end">Web shop</text><path d="M71.9 260.1H193.9" stroke="#e2e8f0"/>
<g text-anchor="middle">
<rect x="82.9" y="177.1" width="26" height="26" rx="3" fill="#dfeaf6"/><text x="95.9" y="194.1" fill="#1a202c">1</text>
<rect x="110.9" y="177.1" width="26" height="26" rx="3" fill="#dfeaf6"/><text x="123.9" y="194.1" fill="#1a202c">1</text>
<rect x="138.9" y="205.1" width="26" height="26" rx="3" fill="#dfeaf6"/><text x="151.9" y="222.1" fill="#1a202c">1</text>
<rect x="138.9" y="233.1" width="26" height="26" rx="3" fill="#dfeaf6"/><text x="151.9" y="250.1" fill="#1a202c">1</text>
<rect x="166.9" y="233.1" width="26" height="26" rx="3" fill="#dfeaf6"/><text x="179.9" y="250.1" fill="#1a202c">1</text>
</g>
</svg>

"##]]
    );
}

/// A neighbourhood: boxes in layers, an arrow from the middle of a side to the middle of the next.
#[test]
fn a_neighbourhood() {
    assert_data_eq!(
        drawn(FEW, "svg", "--unit it"),
        str![[r##"
<svg xmlns="http://www.w3.org/2000/svg" id="picture" class="picture layered" viewBox="0 0 562.1 95" width="562.1" height="95" role="img" aria-label="IT: who serves it, whom it serves, and through whom" font-family="system-ui, sans-serif" font-size="12">
<title>IT: who serves it, whom it serves, and through whom</title>
<rect width="100%" height="100%" fill="#fff"/>
<defs><marker id="picture-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0L8 4L0 8z" fill="#718096"/></marker></defs>
<g class="arrows" fill="none" stroke="#718096" marker-end="url(#picture-tip)">
<path d="M41.7 57C53.7 57 53.7 57 65.7 57C77.7 57 77.7 57 89.7 57"/>
<path d="M125.4 57C137.4 57 137.4 38 149.4 38C167 38 167 38 184.7 38"/>
<path d="M242.9 38C260.5 38 260.5 19 278.1 19C296.5 19 296.5 19 315 19"/>
<path d="M373.2 19C391.6 19 391.6 19 410 19C436.1 19 436.1 19 462.2 19"/>
<path d="M242.9 38C260.5 38 260.5 57 278.1 57C290.1 57 290.1 57 302.1 57"/>
<path d="M386 57C398 57 398 57 410 57C422 57 422 57 434 57"/>
<path d="M125.4 57C137.4 57 137.4 76 149.4 76C161.4 76 161.4 76 173.4 76"/>
</g>
<g class="subject" text-anchor="middle" stroke="#1a4971" fill="#bcd7f0">
<rect x="6" y="44" width="35.7" height="26" rx="4"/><text x="23.9" y="61" stroke="none" fill="#1a202c">IT</text>
</g>
<g class="unit" text-anchor="middle" stroke="#2b5d94" fill="#e3eef9">
<rect x="184.7" y="25" width="58.2" height="26" rx="4"/><text x="213.8" y="42" stroke="none" fill="#1a202c">Sales</text>
</g>
<g class="group" text-anchor="middle" stroke="#6b3fa0" fill="#ede4f7">
<rect x="173.4" y="63" width="80.7" height="26" rx="4"/><text x="213.8" y="80" stroke="none" fill="#1a202c">Everyone</text>
</g>
<g class="service" text-anchor="middle" stroke="#997404" fill="#fff3cd">
<rect x="89.7" y="44" width="35.7" height="26" rx="4"/><text x="107.6" y="61" stroke="none" fill="#1a202c">IT</text>
<rect x="315" y="6" width="58.2" height="26" rx="4"/><text x="344.1" y="23" stroke="none" fill="#1a202c">Sales</text>
<rect x="302.1" y="44" width="83.9" height="26" rx="4"/><text x="344.1" y="61" stroke="none" fill="#1a202c">Web shop</text>
</g>
<g class="party" text-anchor="middle" stroke="#2e7d32" fill="#d7efd9">
<rect x="462.2" y="6" width="65.7" height="26" rx="13"/><text x="495.1" y="23" stroke="none" fill="#1a202c">Buyers</text>
<rect x="434" y="44" width="122.1" height="26" rx="13"/><text x="495.1" y="61" stroke="none" fill="#1a202c">Firms &#38; friends</text>
</g>
</svg>

"##]]
    );
}

/// Every picture of a hostile map is well-formed; a name is cut in sight but whole in its title, and never markup.
#[test]
fn names_are_text() {
    for part in ["", "--matrix", "--unit script", "--unit long", "--focus web --steps 1"] {
        let text = drawn(HOSTILE, "svg", part);
        let picture = xml(&text);
        let names: BTreeSet<&str> = picture.descendants().map(|it| it.tag_name().name()).collect();
        let known =
            BTreeSet::from(["", "svg", "title", "rect", "path", "g", "text", "defs", "marker"]);
        assert!(names.is_subset(&known), "{part}: {names:?}");
        for node in picture.descendants() {
            for attribute in node.attributes() {
                let name = attribute.name();
                assert!(
                    !name.starts_with("on") && name != "href" && name != "style",
                    "{part}: {name}"
                );
            }
        }
    }
    let flow = drawn(HOSTILE, "svg", "");
    let flow = xml(&flow);
    let texts: Vec<&str> = all(&flow, "text").iter().filter_map(roxmltree::Node::text).collect();
    assert!(texts.contains(&"</style><style>*{display:none}"), "{texts:?}");
    let cut = "LongLongLongLongLongLongLongLongLo…";
    assert!(texts.contains(&cut), "{texts:?}");
    let titles: Vec<&str> = all(&flow, "title").iter().filter_map(roxmltree::Node::text).collect();
    assert!(titles.iter().any(|it| *it == "Long".repeat(1250)));
}

/// A picture says what it shows to who can't see it, is on a white ground, and leads nowhere.
#[test]
fn a_picture_alone() {
    for part in ["", "--matrix", "--unit it"] {
        let text = drawn(FEW, "svg", part);
        let picture = xml(&text);
        let root = picture.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        let label = root.attribute("aria-label");
        assert_eq!(root.first_element_child().unwrap().text(), label);
        assert!(all(&picture, "a").is_empty() && all(&picture, "style").is_empty());
        assert_eq!(all(&picture, "rect")[0].attribute("fill"), Some("#fff"));
    }
}

/// Every arrow of a neighbourhood begins at a box and ends at one, in the middle of a side.
#[test]
fn arrows_meet_boxes() {
    let text = drawn(FEW, "svg", "--unit it");
    let picture = xml(&text);
    let number = |node: &roxmltree::Node<'_, '_>, name| -> f64 {
        node.attribute(name).unwrap().parse().unwrap()
    };
    let boxes = all(&picture, "rect");
    let sides: Vec<(f64, f64)> = boxes[1..]
        .iter()
        .flat_map(|it| {
            let (x, y) = (number(it, "x"), number(it, "y") + 13.0);
            [(x, y), (x + number(it, "width"), y)]
        })
        .collect();
    let arrows = all(&picture, "path");
    let arrows: Vec<&str> = arrows.iter().filter_map(|it| it.attribute("d")).collect();
    assert_eq!(arrows.len(), 8, "seven and the tip");
    for arrow in &arrows[1..] {
        let points: Vec<f64> =
            arrow.split(|c: char| "MC ".contains(c)).filter_map(|it| it.parse().ok()).collect();
        for end in [&points[..2], &points[points.len() - 2..]] {
            let near =
                |side: &(f64, f64)| (side.0 - end[0]).abs() < 0.2 && (side.1 - end[1]).abs() < 0.2;
            assert!(sides.iter().any(near), "{arrow} ends at no box");
        }
    }
}

/// More than eight on one side of a box share one that counts them; eight do not.
#[test]
fn many_share_a_box() {
    let boxes = |around| {
        let text = drawn(&star(around), "svg", "--unit hub");
        let picture = xml(&text);
        let texts = all(&picture, "text");
        texts.iter().map(|it| it.text().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let eight = boxes(8);
    assert!(eight.iter().all(|it| !it.starts_with('+')), "{eight:?}");
    let twelve = boxes(12);
    assert!(twelve.contains(&"+5 more who serve it".to_owned()), "{twelve:?}");
    assert!(twelve.contains(&"+5 more who use it".to_owned()), "{twelve:?}");
}

/// A unit that receives by its own name and as the provider of a service is one user, wherever it is in the list.
#[test]
fn a_user_counts_once() {
    let units: Vec<String> = (0..8).map(|at| format!("  - {{id: d{at}, name: D{at}}}\n")).collect();
    let map = format!(
        "organisation: {{name: X}}\ndepartments:\n  - {{id: hub, name: Hub}}\n{}services:\n  - {{id: s, name: S, \
         provided_by: d0, serves: d1}}\n  - {{name: All, provided_by: hub, serves: [d0, d1, d2, d3, d4, d5, d6, d7, s]}}\n",
        units.concat()
    );
    let picture = drawn(&map, "svg", "--unit hub");
    assert!(!picture.contains("more who use it"), "{picture}");
    let nine = map
        .replace("provided_by: d0", "provided_by: d8")
        .replace("services:", "  - {id: d8, name: D8}\nservices:");
    assert!(drawn(&nine, "svg", "--unit hub").contains("+2 more who use it"));
}

/// A neighbourhood has at most 60 boxes and a few for the rest; a network with more is refused with a hint.
#[test]
fn at_most_sixty_boxes() {
    let text = drawn(HOSTILE, "svg", "--unit script");
    assert!(all(&xml(&text), "rect").len() <= 70);
    let run = Run::yaml(&star(80)).line("export org.yaml --focus hub -o x.svg");
    let ran = run.refused().complains("more than a picture can show");
    ran.complains("help: --steps 1 or --depth 1");
}

/// Two runs draw the same.
#[test]
fn two_runs_draw_the_same() {
    for part in ["", "--matrix", "--unit script"] {
        assert_eq!(drawn(HOSTILE, "svg", part), drawn(HOSTILE, "svg", part));
    }
}
