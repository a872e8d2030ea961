//! What happened to a witness on its way.

use crate::knowledge::Benign;
use crate::resolve::{Edge, EdgeKind, Provenance};
use crate::rule::Through;

/// What happened on the way from a signal: a set of marks, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct State(u8);

impl State {
    /// An odd number of times turned round: people are left out by it.
    const ODD: State = State(1);
    const EXCLUSION: State = State(2);
    const LOOKALIKE: State = State(4);
    const MODEL: State = State(8);
    const BOUGHT: State = State(16);
    const COMBINATION: State = State(32);
    const BENIGN: State = State(64);

    fn has(self, mark: State) -> bool {
        self.0 & mark.0 != 0
    }

    #[must_use]
    fn with(self, mark: State) -> State {
        State(self.0 | mark.0)
    }

    /// Whether people are left out by it.
    pub(crate) fn leaves_out(self) -> bool {
        self.has(State::ODD)
    }

    /// Whether it is below a lookalike.
    pub(crate) fn seeds(self) -> bool {
        self.has(State::LOOKALIKE)
    }

    /// Whether leaving people out by it can be for their own good.
    pub(crate) fn is_benign(self) -> bool {
        self.has(State::BENIGN)
    }

    /// Whether it went through such a step.
    pub(crate) fn went_through(self, step: Through) -> bool {
        self.has(match step {
            Through::Lookalike => State::LOOKALIKE,
            Through::Model => State::MODEL,
            Through::Bought => State::BOUGHT,
            Through::Exclusion => State::EXCLUSION,
            Through::Combination => State::COMBINATION,
        })
    }

    /// The state one edge further up.
    #[must_use]
    pub(crate) fn along(self, edge: &Edge) -> State {
        let turned = if edge.flips { State(self.0 ^ State::ODD.0).with(State::EXCLUSION) } else { self };
        match edge.kind {
            EdgeKind::Expands => State(turned.0 & !State::ODD.0).with(State::LOOKALIKE),
            EdgeKind::Scores => turned.with(State::MODEL),
            EdgeKind::Buys => turned.with(State::BOUGHT),
            EdgeKind::Filters | EdgeKind::Excludes | EdgeKind::Observes => turned,
        }
    }

    /// The state of a witness that an `exclude` or `suppress` leaves people out by.
    #[must_use]
    pub(crate) fn left_out(self) -> State {
        self.with(State::EXCLUSION)
    }

    /// The state of two witnesses that tell something together: they leave people out, or make a seed, when both do, and
    /// went through whatever either did.
    #[must_use]
    pub(super) fn together(self, other: State) -> State {
        let by_both = State::ODD.0 | State::LOOKALIKE.0;
        State((self.0 | other.0) & !by_both | self.0 & other.0 & by_both)
    }

    /// The state of a member of a combination at its own node.
    pub(super) fn of_member(how: Provenance) -> State {
        let state = State::COMBINATION;
        if how == Provenance::Bought { state.with(State::BOUGHT) } else { state }
    }

    /// The state of a witness at its own node.
    pub(super) fn of(benign: Option<Benign>, how: Provenance) -> State {
        let mut state = State::default();
        if benign.is_some() {
            state = state.with(State::BENIGN);
        }
        if how == Provenance::Bought {
            state = state.with(State::BOUGHT);
        }
        state
    }
}
