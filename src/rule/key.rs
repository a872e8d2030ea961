//! The keys of a rule file: each is read by the loader, and described by the JSON Schema and in skeletons.

use crate::word::words;

words! {
    /// A key of a rule.
    pub(crate) RuleKey {
        Id = "id": "the rule's name, `pack/what-is-wrong`: it reads well after `allow`",
        Title = "title": "what the rule is about, in a few words",
        Severity = "severity": "how bad it is: an error must not launch, a warning is worth a talk, a note is worth knowing",
        Since = "since": "the version of the pack that first had the rule",
        When = "when": "when the rule objects: all keys that are given must hold, and a list means any of its values",
        Effect = "effect": "what the rule asks for; unless `lifted_by` says otherwise, it also decides what lifts the objection",
        LiftedBy = "lifted_by": "what lifts the objection; a ban is lifted by nothing",
        Message = "message": "what is wrong: lower case, no full stop; placeholders such as {campaign} and {signal} are filled in",
        Help = "help": "the way out, in a sentence",
        Instead = "instead": "a campaign that does it right, in the campaign language; `qualm test` proves that nothing objects to it",
        Why = "why": "why it matters, for readers who do not know the law or the survey",
        Sources = "sources": "where the rule comes from: laws, rulings, policies, studies",
        Survey = "survey": "the figure of a survey that the rule rests on",
        Examples = "examples": "campaigns that the rule objects to and campaigns that it does not; they run as tests",
        Note = "note": "a remark for those who keep the file; nothing reads it",
    }

    /// A step on the trail.
    pub(crate) Through {
        Lookalike = "lookalike",
        Model = "model",
        Bought = "bought",
        Exclusion = "exclusion",
        Combination = "combination",
    }

    /// A limit of a measure; all that are given must hold.
    pub(crate) Limit {
        Above = "above": "more than this",
        LongerThan = "longer_than": "more than this",
        MoreThan = "more_than": "more than this",
        AtLeast = "at_least": "this or more",
        AtMost = "at_most": "this or less",
        Below = "below": "less than this",
        ShorterThan = "shorter_than": "less than this",
        FewerThan = "fewer_than": "less than this",
    }

    /// What may lift an objection.
    pub(crate) Lift {
        Consent = "consent": "people who were asked and said yes",
        Suppression = "suppression": "leaving out those who opted out",
        Told = "told": "telling people",
        Nothing = "nothing": "nothing but a waiver",
    }

    /// A placeholder of a message, in braces.
    pub(crate) Placeholder {
        Campaign = "campaign": "the campaign, or the segment that no campaign uses",
        Signal = "signal": "the signal that tells",
        Category = "category": "what is revealed",
        Destination = "destination": "where it goes",
        Segment = "segment": "the segment it comes through",
        Region = "region": "the regions that are reached",
        Use = "use": "what the campaign does with it",
        Picks = "picks": "how the campaign picks people",
        What = "what": "what a fault speaks of",
    }

    /// A key of a source.
    pub(crate) SourceKey {
        Title = "title": "what it says, or what it is called",
        Cite = "cite": "where to find it, as it would be cited",
        AsOf = "as_of": "the day on which somebody looked at it last",
        Url = "url": "its address",
        Note = "note": "a remark for those who keep the file",
    }

    /// A key of a survey's figure.
    pub(crate) SurveyKey {
        Asked = "asked": "what was asked",
        Yes = "yes": "the share that said yes, between 0 and 1",
        No = "no": "the share that said no, between 0 and 1",
        Who = "who": "who was asked",
        AsOf = "as_of": "when",
        Note = "note": "a remark for those who keep the file",
    }

    /// A key of the examples.
    pub(crate) ExampleKey {
        Bad = "bad": "each raises the rule, on the line that ends in `# error` where one does",
        Good = "good": "each does not raise the rule; the best one is the near miss",
        Untested = "untested": "why no example can raise the rule",
    }
}
