use super::*;

#[track_caller]
fn ordinary(text: &str) {
    assert_eq!(deceits(text), [], "{text:?}");
    assert_eq!(as_seen(text), text);
}

#[track_caller]
fn seen(text: &str, want: &str, rule: &str) {
    assert_eq!(as_seen(text), want, "{text:?}");
    assert!(deceits(text).iter().any(|deceit| deceit.rule() == rule), "{text:?}");
}

#[test]
fn nothing_that_nobody_sees_hides_a_word() {
    let ranges = [
        0xad..=0xad,
        0x34f..=0x34f,
        0x61c..=0x61c,
        0x115f..=0x1160,
        0x17b4..=0x17b5,
        0x180b..=0x180f,
        0x200b..=0x200f,
        0x202a..=0x202c,
        0x2060..=0x206f,
        0x2800..=0x2800,
        0x3164..=0x3164,
        0xfe00..=0xfe0f,
        0xfeff..=0xfeff,
        0xffa0..=0xffa0,
        0xfff9..=0xfffb,
        0x1bca0..=0x1bca3,
        0x1d173..=0x1d17a,
        0xe0000..=0xe0fff,
    ];
    for character in ranges.into_iter().flatten().filter_map(char::from_u32) {
        seen(&format!("qu{character}ran"), "quran", "invisible-character");
    }
}

#[test]
fn emoji_are_ordinary() {
    for text in ["👨‍👩‍👧 ❤️", "1️⃣ #️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏳️‍🌈", "👩🏽‍⚕️ ©️ ™️ ℹ️", "♥︎ ☺️!"]
    {
        ordinary(text);
    }
}

#[test]
fn scripts_that_need_them_are_ordinary() {
    ordinary("می‌خواهم کتاب‌ها");
    ordinary("क्‍ष ശ്‍ ক্‌ষ");
    ordinary("ภาษา\u{200b}ไทย");
    ordinary("\u{200f}שלום\u{200f}, SMS\u{200e}");
    ordinary("\u{2067}مرحبا\u{2069} Anna");
    ordinary("葛\u{e0100} 東京");
    ordinary("ᠮᠣᠩᠭᠣᠯ\u{180e}ᠠ");
    ordinary("\u{115f}\u{1161}");
}

#[test]
fn what_joins_nothing_is_told() {
    seen("wel\u{200d}come", "welcome", "invisible-character");
    seen("❤️ wel\u{fe0f}come", "❤️ welcome", "invisible-character");
    seen("🏴\u{e0071}\u{e0075} x", "🏴 x", "invisible-character");
    seen("1\u{fe0f} x", "1 x", "invisible-character");
    seen("שלום \u{2067}x", "שלום x", "invisible-character");
}

#[test]
fn soft_hyphens_are_told_more_mildly() {
    let deceits = deceits("Schwanger\u{ad}schaft");
    assert_eq!((deceits.len(), deceits[0].severity()), (1, Severity::Warning));
    seen("Schwanger\u{ad}schaft", "Schwangerschaft", "invisible-character");
    seen("a\u{ad}b\u{200b}c", "abc", "invisible-character");
}

#[test]
fn text_is_read_in_the_order_in_which_it_is_shown() {
    seen("\u{202e}seilimaf milsuM", "Muslim families", "invisible-character");
    seen("for \u{202e}milsuM\u{202c} families", "for Muslim families", "invisible-character");
    seen("\u{202d}Muslim\u{202c} families", "Muslim families", "invisible-character");
}

#[test]
fn letters_that_look_like_latin_ones_are_read_as_them() {
    for (text, want) in [
        ("pregn\u{430}ncy", "pregnancy"),
        ("\u{420}regnancy", "Pregnancy"),
        ("H\u{406}V", "HIV"),
        ("\u{43a}oran", "koran"),
        ("qur\u{3b1}n h\u{3bf}me", "quran home"),
        ("preg\u{200b}n\u{430}ncy", "pregnancy"),
        ("\u{ff50}regn\u{430}ncy", "\u{ff50}regnancy"),
    ] {
        seen(text, want, "look-alike-letter");
    }
}

#[test]
fn words_of_other_alphabets_are_ordinary() {
    for text in [
        "Здоровье и красота",
        "COVID-19 вакцина",
        "β-blocker, α-linolenic, 5 μm, TNFα, IFNγ, αCD28, Ωmega",
        "ΛΞ ΑΒ",
        "Tシャツ LINE友だち",
        "SMSки",
        "الPDF",
        "Łódź straße ﬁt",
        "\u{ff50}\u{ff52}\u{ff45}",
        "a\u{a0}b\u{3000}c\u{2003}d",
    ] {
        ordinary(text);
    }
}

#[test]
fn long_texts_cost_what_they_are_long() {
    for unit in ["\u{200b}", "\u{202e}a", "\u{2067}", "🏴\u{e0061}", "a\u{430}", "\u{301}\u{200d}"] {
        let text = unit.repeat(20_000);
        assert!(as_seen(&text).len() <= text.len());
        assert!(deceits(&text).len() < 3);
    }
}
