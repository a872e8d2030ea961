//! A project in the campaign language.

use std::fmt::Write;

use super::{Ages, Campaign, Consent, Expr, Fact, Group, Item, Kind, Part, Project, Topic, Waiver, Window};

pub(super) fn files(project: &Project) -> Vec<(String, String)> {
    let layout = &project.layout;
    let mut texts: Vec<Vec<String>> = vec![Vec::new(); layout.files.len()];
    let count = texts.len();
    for (number, block) in blocks(project).into_iter().enumerate() {
        texts[(number + layout.shift) % count].push(block);
    }
    let join = |mut blocks: Vec<String>| {
        if layout.is_turned {
            blocks.reverse();
        }
        let text = blocks.join("\n");
        if layout.has_comments { commented(&text) } else { text }
    };
    layout.files.iter().cloned().zip(texts.into_iter().map(join)).collect()
}

/// The same with a comment at the end of each line, and blanks wherever there are some.
fn commented(text: &str) -> String {
    text.lines().fold(String::from("# all of it\r\n"), |all, line| {
        let line = line.replace(" and ", "\n\t and  ").replace(" or ", " # of \"these\n or\t");
        all + "\t" + &line + " # { said }\r\n\n"
    })
}

fn blocks(project: &Project) -> Vec<String> {
    let place = "place store { at 47.62, -122.35 }\n".to_owned();
    let consents = project.consents.iter().enumerate().map(|(number, consent)| self::consent(number, consent));
    let items = project.items.iter().map(|item| self::item(project, item));
    let campaigns = project.campaigns.iter().map(|campaign| self::campaign(project, campaign));
    std::iter::once(place).chain(consents).chain(items).chain(campaigns).collect()
}

fn consent(number: usize, consent: &Consent) -> String {
    let mut text = format!("consent consent_{number} {{\n  to {}\n", consent.topics.join(", "));
    if consent.is_worded {
        text += "  asked in \"sign-up form\"\n  wording \"Yes, you may\"\n";
    }
    if let Some(purpose) = consent.purpose {
        _ = writeln!(text, "  for {purpose}");
    }
    if let Some(years) = consent.years {
        _ = writeln!(text, "  expires {years} years");
    }
    if consent.is_signed {
        text += "  signed\n";
    }
    text + "}\n"
}

fn item(project: &Project, item: &Item) -> String {
    let parts: Vec<String> = item.parts.iter().map(|part| expr(project, part)).collect();
    let when = |text: &mut String| parts.iter().for_each(|part| _ = writeln!(text, "  when {part}"));
    let word = if item.kind.is_trait() { "trait" } else { "segment" };
    let mut text = format!("{word} {} {{\n", item.name);
    match item.kind {
        Kind::Segment => when(&mut text),
        Kind::Uploaded => {
            text += "  uploaded from \"support desk list\"\n";
            when(&mut text);
        }
        Kind::Bought => {
            text += "  bought from \"Example Data Co\"\n";
            when(&mut text);
        }
        Kind::Inferred => _ = writeln!(text, "  inferred by model \"model a\" from {}", parts.join(", ")),
        Kind::Observed => _ = writeln!(text, "  observed from {}", parts.join(", ")),
    }
    waivers(&mut text, &item.waivers);
    text + "}\n"
}

fn campaign(project: &Project, campaign: &Campaign) -> String {
    let mut text = format!("campaign {} {{\n", campaign.name);
    if let Some(purpose) = campaign.purpose {
        _ = writeln!(text, "  purpose {purpose}");
    }
    if !campaign.regions.is_empty() {
        _ = writeln!(text, "  regions {}", campaign.regions.join(", "));
    }
    if let Some(day) = campaign.flight {
        _ = writeln!(text, "  flight {day}");
    }
    for (part, who) in &campaign.statements {
        let who = expr(project, who);
        _ = match part {
            Part::Target => writeln!(text, "  target {who}"),
            Part::Start => writeln!(text, "  start when {who}"),
            Part::Exclude => writeln!(text, "  exclude {who}"),
            Part::Suppress => writeln!(text, "  suppress {who}"),
            Part::Message => writeln!(text, "  message email when {who} {{ subject \"News\" }}"),
        };
    }
    for asked in &campaign.requires {
        let within = if asked.window == Window::Lately { " within 6 months" } else { "" };
        _ = writeln!(text, "  require consent {}{within}", topic(asked.topic));
    }
    for destination in &campaign.sends {
        _ = writeln!(text, "  send to \"{destination}\" with email_hash");
    }
    waivers(&mut text, &campaign.waivers);
    text + "}\n"
}

fn waivers(text: &mut String, waivers: &[Waiver]) {
    for Waiver { what, until } in waivers {
        _ = writeln!(text, "  allow {what} until {until} by \"Ada Byron\" because \"agreed with counsel\"");
    }
}

fn expr(project: &Project, who: &Expr) -> String {
    let list =
        |parts: &[Expr], between: &str| parts.iter().map(|part| expr(project, part)).collect::<Vec<_>>().join(between);
    match who {
        Expr::Fact(fact) => self::fact(*fact),
        Expr::Never(fact) => match fact {
            Fact::NearStore => format!("not {}", self::fact(*fact)),
            Fact::Quran
            | Fact::PregnancyTest
            | Fact::GayDating
            | Fact::Returned
            | Fact::CopperBracelet
            | Fact::MagneticBracelet
            | Fact::ShowerStool
            | Fact::Plain(_) => format!("{} exactly 0 times", self::fact(*fact)),
        },
        Expr::Age(Ages::AtLeast(first)) => format!("age >= {first}"),
        Expr::Age(Ages::Below(first)) => format!("age < {first}"),
        Expr::Age(Ages::Between(from, to)) => format!("age between {from} and {to}"),
        Expr::Consented(asked) => format!("consented to {}{}", topic(asked.topic), window(asked.window)),
        Expr::Item(number) => called(&project.items[*number]),
        Expr::Similar(number) => format!("similar to {}", project.items[*number].name),
        Expr::Not(inner) => format!("not ({})", expr(project, inner)),
        Expr::And(parts) => format!("({})", list(parts, " and ")),
        Expr::Or(parts) => format!("({})", list(parts, " or ")),
        Expr::Group(Group::Any, parts) => format!("any of {{ {} }}", list(parts, ", ")),
        Expr::Group(Group::All, parts) => format!("all of {{ {} }}", list(parts, ", ")),
        Expr::Group(Group::None, parts) => format!("none of {{ {} }}", list(parts, ", ")),
        Expr::Group(Group::AtLeast(need), parts) => format!("at least {need} of {{ {} }}", list(parts, ", ")),
    }
}

/// How an item stands in an expression.
fn called(item: &Item) -> String {
    match item.kind {
        Kind::Segment | Kind::Uploaded | Kind::Bought => item.name.clone(),
        Kind::Inferred | Kind::Observed => format!("{} > 0.5", item.name),
    }
}

fn fact(fact: Fact) -> String {
    match fact {
        Fact::Quran => "viewed \"quran\"".to_owned(),
        Fact::PregnancyTest => "purchased \"pregnancy test\"".to_owned(),
        Fact::GayDating => "searched \"gay dating\"".to_owned(),
        Fact::NearStore => "within 200 m of store for at least 20 minutes".to_owned(),
        Fact::Returned => "returned \"pregnancy test\"".to_owned(),
        Fact::CopperBracelet => "purchased \"copper bracelet\"".to_owned(),
        Fact::MagneticBracelet => "purchased \"magnetic bracelet\"".to_owned(),
        Fact::ShowerStool => "purchased \"shower stool\"".to_owned(),
        Fact::Plain(number) => format!("viewed \"tea {number}\""),
    }
}

fn topic(topic: Topic) -> String {
    match topic {
        Topic::Bare(name) => name.to_owned(),
        Topic::Consent(number) => format!("consent_{number}"),
    }
}

fn window(window: Window) -> String {
    match window {
        Window::Ever => String::new(),
        Window::Lately => " in the last 6 months".to_owned(),
        Window::ToCome => " in the next 30 days".to_owned(),
        Window::Since(day) => format!(" since {day}"),
        Window::Before(day) => format!(" before {day}"),
        Window::Between(first, last) => format!(" from {first} to {last}"),
    }
}
