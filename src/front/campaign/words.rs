//! The words of the language, read off its grammar when the program is built: see `grammar/words.rs`.

use super::grammar::Rule;

include!(concat!(env!("OUT_DIR"), "/words.rs"));
