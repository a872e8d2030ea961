//! `window`: how far the signal looks back.

use jiff::civil::Date;
use serde_json::Value;

use crate::ast::Window;
use crate::knowledge::Knowledge;
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::limits::{DAYS, Limits};
use super::{AsksSignal, Key, Question, Reading};

pub(super) const KEY: Key = Key { word: "window", about: "how far the signal looks back", read, schema };

#[derive(Debug)]
struct Lookback(Limits);

impl AsksSignal for Lookback {
    fn answer(&self, facts: &SignalFacts) -> bool {
        let window = facts.signal.measures.window;
        self.0.holds(window.and_then(|window| lookback(window, facts.today)))
    }

    fn says(&self, _: &Knowledge) -> String {
        self.0.says("the days looked back", DAYS)
    }

    fn about(&self, _: &Signal) -> Option<About> {
        Some(About::Age)
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::signal(Lookback(Limits::read(reading.value, DAYS)?)))
}

fn schema() -> Value {
    Limits::schema(DAYS)
}

/// How far a window looks back, in minutes; what looks forward does not.
fn lookback(window: Window, today: Date) -> Option<f64> {
    let since = |day: Date| {
        let days = today.since(day).map_or(0, |span| span.get_days());
        Some(f64::from(days) * 24.0 * 60.0)
    };
    match window {
        Window::Last(duration) => Some(duration.minutes() as f64),
        Window::Since(day) | Window::Between(day, _) => since(day),
        Window::Next(_) | Window::Anniversary => Some(0.0),
        Window::Before(_) => None,
    }
}
