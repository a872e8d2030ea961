//! The closed word sets of the language: each an enum that knows its words.

use crate::word::words;

words! {
    /// The kinds of item.
    pub(crate) ItemKind {
        Campaign = "campaign", Segment = "segment", Trait = "trait", Place = "place", Consent = "consent",
    }

    /// What people did.
    pub(crate) Verb {
        Purchased = "purchased", Returned = "returned", Abandoned = "abandoned", Viewed = "viewed",
        Searched = "searched", Clicked = "clicked", Opened = "opened", Used = "used", Installed = "installed",
        Watched = "watched", Attended = "attended", Joined = "joined", DonatedTo = "donated to",
    }

    /// What kind of thing a string names.
    pub(crate) Scope {
        Product = "product", Category = "category", Brand = "brand", Sku = "sku", Page = "page", App = "app",
        Site = "site",
    }

    /// Where people said something.
    pub(crate) Medium { Calls = "calls", Chats = "chats", Emails = "emails", Tickets = "tickets", }

    /// Everything of one kind, as in `any search`.
    pub(crate) Stream {
        Purchase = "purchase", View = "view", Search = "search", Event = "event", Call = "call", Chat = "chat",
        Email = "email", Ticket = "ticket", Location = "location",
    }

    /// How a visit is known.
    pub(crate) Means { Phone = "phone", Card = "card", Wifi = "wifi", CheckIn = "check-in", }

    /// In which way people belong to an area.
    #[allow(clippy::enum_variant_names)]
    pub(crate) Residence { LivesIn = "lives in", WorksIn = "works in", IsIn = "is in", }

    /// What kind of area.
    pub(crate) AreaKind { Country = "country", Region = "region", City = "city", Postcode = "postcode", }

    /// What guesses a trait.
    pub(crate) Engine { Model = "model", Rule = "rule", }

    /// Whom a segment counts.
    pub(crate) About { People = "people", Households = "households", Accounts = "accounts", }

    /// How often a campaign may reach one person.
    pub(crate) Period { Day = "day", Week = "week", Month = "month", }

    /// What a campaign is for.
    pub Purpose {
        Marketing = "marketing", Service = "service", Safety = "safety", Research = "research",
        Fundraising = "fundraising", Political = "political", Housing = "housing", Employment = "employment",
        Credit = "credit", Insurance = "insurance",
    }

    /// Where people meet a campaign.
    pub(crate) Channel {
        Email = "email", Push = "push", Sms = "sms", Post = "post", Call = "call", Web = "web", InApp = "in_app",
        Social = "social", Display = "display", Search = "search", Tv = "tv", Audio = "audio",
    }

    /// A unit of time.
    pub(crate) TimeUnit {
        Minutes = "minutes", Hours = "hours", Days = "days", Weeks = "weeks", Months = "months", Years = "years",
    }

    /// A unit of length.
    pub(crate) LengthUnit { Metres = "m", Kilometres = "km", Feet = "ft", Yards = "yd", Miles = "mi", }

}

impl TimeUnit {
    /// How many minutes one of it has; a month is 30 days, a year 365.
    fn minutes(self) -> u64 {
        match self {
            TimeUnit::Minutes => 1,
            TimeUnit::Hours => 60,
            TimeUnit::Days => 24 * 60,
            TimeUnit::Weeks => 7 * 24 * 60,
            TimeUnit::Months => 30 * 24 * 60,
            TimeUnit::Years => 365 * 24 * 60,
        }
    }
}

impl super::Duration {
    /// Its length in minutes; twelve months are one year, other months 30 days.
    pub(crate) fn minutes(self) -> u64 {
        let count = u64::from(self.count);
        match self.unit {
            TimeUnit::Months => count / 12 * TimeUnit::Years.minutes() + count % 12 * TimeUnit::Months.minutes(),
            unit => count * unit.minutes(),
        }
    }
}

impl super::Distance {
    /// Its length in metres.
    pub(crate) fn metres(&self) -> f64 {
        self.number.value * self.unit.metres()
    }
}

impl LengthUnit {
    /// How many metres one of it has.
    pub(crate) fn metres(self) -> f64 {
        match self {
            LengthUnit::Metres => 1.0,
            LengthUnit::Kilometres => 1000.0,
            LengthUnit::Feet => 0.3048,
            LengthUnit::Yards => 0.9144,
            LengthUnit::Miles => 1609.344,
        }
    }
}
