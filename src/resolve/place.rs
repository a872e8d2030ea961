//! Places become parts of the program.

use crate::ast::{Block, PlaceStatement};
use crate::resolve::signal::phrase;
use crate::resolve::{Ctx, Place, Stated};

impl Ctx<'_> {
    pub(super) fn places(&mut self) {
        let declared = self.declared;
        for block in &declared.places {
            let place = self.place(block);
            self.program.places.push(place);
        }
    }

    fn place(&mut self, block: &Block<PlaceStatement>) -> Place {
        let mut place = Place {
            name: block.label().value.clone(),
            span: block.label().span,
            words: block.title.iter().map(phrase).collect(),
            has_kind: false,
            at: None,
            stated: Stated::default(),
            waivers: Vec::new(),
        };
        for statement in &block.statements {
            match &statement.value {
                PlaceStatement::At(latitude, longitude) => place.at = Some((latitude.value, longitude.value)),
                PlaceStatement::Kind(kind) => {
                    place.has_kind = true;
                    place.words.push(phrase(kind));
                }
                // A list of places is called after what they are.
                PlaceStatement::From(file) => place.words.push(phrase(file)),
                PlaceStatement::Reveals(reveals) => self.reveals(reveals, &mut place.stated),
                PlaceStatement::Allow(allow) => place.waivers.extend(self.waiver(allow, statement.span)),
            }
        }
        place
    }
}
