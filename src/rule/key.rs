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

    /// A key of `when`, each of which asks one thing.
    pub(crate) WhenKey {
        Reveals = "reveals": "the signal reveals one of these categories or one below; also `tier:special`, `tier:delicate`",
        Strength = "strength": "the reading is at least so sure",
        From = "from": "the kind of signal",
        How = "how": "how the signal is known",
        Use = "use": "how a campaign uses it; without it target, exclude, seed and send",
        Through = "through": "a step on the way from the signal to the campaign",
        Trait = "trait": "the trait or field that is used, by its path or the last word of it",
        Area = "area": "the kind of area that people live, work or are in",
        Seller = "seller": "who sold the data",
        Near = "near": "how far the signal is from known sites",
        Place = "place": "what the place that was visited reveals: one of these categories or one below",
        Regions = "regions": "the campaign reaches one of these; a campaign that names no region reaches all",
        Purpose = "purpose": "what the campaign is for; without it everything but service and safety",
        Channels = "channels": "where people meet the campaign",
        Destinations = "destinations": "whom the campaign runs on or is sent to: an id, a name, `kind:ads`, `via:send`, `via:runs-on`",
        Hours = "hours": "the campaign may reach people outside these hours, such as `08:00 to 21:00`",
        Radius = "radius": "the radius of a fence, as `1850 ft` or `2 km`",
        Dwell = "dwell": "how long people stayed there",
        Window = "window": "how far the signal looks back",
        Retained = "retained": "how long the data is kept",
        Age = "age": "the youngest age that may be meant",
        Oldest = "oldest": "the oldest age that may be meant; not known where there is no upper end",
        Size = "size": "how many people there are, in the campaign or in what a lookalike starts from",
        Conditions = "conditions": "how many conditions must all hold for one person",
        Consent = "consent": "how long the consent that is asked for lasts",
        Missing = "missing": "what is not said",
        Of = "of": "what `missing` speaks of; without it the campaign",
        Text = "text": "the copy has one of these terms",
        SecondPerson = "second_person": "whether the copy speaks to its reader",
        Echoes = "echoes": "the copy repeats what the campaign uses so",
        InForce = "in_force": "the campaign runs while this is in force",
        Fault = "fault": "a fault that qualm finds out by itself and this rule words",
        Any = "any": "one of these holds, each of them with keys like these",
        Not = "not": "this does not hold",
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
