//! What a campaign is for, as it is understood: what sells is marketing, whatever it calls itself.

use crate::ast::{Block, CampaignStatement, Message, MessageLine, Purpose, Str};
use crate::knowledge::{Knowledge, Saying};
use crate::resolve::{ProjectContext, Sale};

/// The purpose of a campaign, and what gives it away where that is not the one it names.
pub(super) fn understood(
    block: &Block<CampaignStatement>,
    knowledge: &Knowledge,
    given: &ProjectContext,
) -> (Purpose, Option<Sale>) {
    let said = said(block).or(given.purpose).unwrap_or(Purpose::Marketing);
    let sale = match said {
        Purpose::Service | Purpose::Safety => sale(block, knowledge).or_else(|| advertised(block, knowledge)),
        Purpose::Research => sale(block, knowledge),
        Purpose::Marketing
        | Purpose::Fundraising
        | Purpose::Political
        | Purpose::Housing
        | Purpose::Employment
        | Purpose::Credit
        | Purpose::Insurance => None,
    };
    if sale.is_some() { (Purpose::Marketing, sale) } else { (said, None) }
}

fn said(block: &Block<CampaignStatement>) -> Option<Purpose> {
    block.statements.iter().find_map(|statement| match &statement.value {
        CampaignStatement::Purpose(purpose) => Some(*purpose),
        _ => None,
    })
}

/// What the campaign promotes, or a line of its copy that sells.
fn sale(block: &Block<CampaignStatement>, knowledge: &Knowledge) -> Option<Sale> {
    let promoted = block.statements.iter().find_map(|statement| match &statement.value {
        CampaignStatement::Promotes(things) => things.first(),
        _ => None,
    });
    if let Some(thing) = promoted {
        return Some(Sale { at: thing.span, what: thing.value.clone() });
    }
    copy(block).find_map(|line| {
        let at = knowledge.says_that(Saying::Sale, &line.value)?;
        Some(Sale { at: line.span, what: line.value.get(at)?.into() })
    })
}

/// The ad platform that shows the campaign or gets its people, unless it warns them.
fn advertised(block: &Block<CampaignStatement>, knowledge: &Knowledge) -> Option<Sale> {
    let parties = block.statements.iter().flat_map(|statement| match &statement.value {
        CampaignStatement::RunsOn(platforms) => platforms.iter().collect(),
        CampaignStatement::SendTo(send) => vec![&send.to],
        _ => Vec::new(),
    });
    let is_ads = |party: &&Str| knowledge.destination(&party.value).is_some_and(|known| &*known.kind == ADS);
    let party = parties.into_iter().find(is_ads)?;
    let warns = copy(block).any(|line| knowledge.says_that(Saying::Warning, &line.value).is_some());
    (!warns).then(|| Sale { at: party.span, what: party.value.clone() })
}

/// The kind of destination that shows advertising.
const ADS: &str = "ads";

/// Every line that people read or follow.
fn copy(block: &Block<CampaignStatement>) -> impl Iterator<Item = &Str> {
    let messages = block.statements.iter().filter_map(|statement| match &statement.value {
        CampaignStatement::Message(message) => Some(message),
        _ => None,
    });
    messages.flat_map(lines)
}

fn lines(message: &Message) -> impl Iterator<Item = &Str> {
    message.lines.iter().filter_map(|line| match line {
        MessageLine::Subject(text) | MessageLine::Body(text) | MessageLine::Link(text) => Some(text),
        MessageLine::Shows(_) => None,
    })
}
