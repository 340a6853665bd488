//! Function words (articles, prepositions, conjunctions, pronouns, auxiliaries) of the most common languages of the
//! web.
//!
//! Prose has many of them, menus have few. Other features do not depend on a language, so that scoring also works for
//! languages that are not in the list.

use crate::classify::features::hash_table::HashTable;
use crate::text::word_hash::hash;
use once_cell::sync::Lazy;

/// The most common function words of each language, a line per language. Chosen by hand.
const WORDS: &str = "\
the of and to in a is that for it was on with as be at by this are from or an have not but they his her their which \
you we will has been were can its if more when would who about so what all there one had your our \
der die das und ist nicht mit von den dem ein eine zu auf für sich des im als auch an es werden aus er hat dass sie \
nach wird bei einer um am sind noch wie über einen so zum war haben nur oder aber vor zur bis mehr durch man wurde \
le la les des et est une un que dans pour qui sur par avec ne pas plus au ce se sont son du il elle nous vous mais ou \
el los las una del y por con para como más pero sus su al lo no es fue ha este entre cuando muy sin sobre \
di che il per un non sono si da come della nel alla più anche ma gli dei delle questo \
os uma em não com mais dos mas foi ele das à seu sua ou quando muito nos já também \
het een van en dat niet zijn op te aan met voor er maar om ook als dan naar bij werd deze \
och att det som en på är av för inte med har till den ett om var de men jag så \
og i ikke til på af er det som med den at de har vi kan fra eller \
i w na z do się nie że to jest za od przez po jak ale co są przy dla ten oraz \
a se na v je že s z do o pro i jako si ve po být jsou které \
и в не на что с по как это из за для он но от так же к у его то о вы мы был все если или она бы \
та що як до цей від про які був також його \
ve bir bu da için ile çok olarak de daha olan gibi en var ne kadar sonra \
και το να του η της με που την από για είναι ο στο θα δεν τα σε τον οι \
yang dan di dengan untuk dari ini itu dalam tidak pada akan juga adalah oleh karena \
și în de la pe cu nu care din să este pentru mai sau ca \
és az hogy nem is egy ez meg csak de volt már mint \
ja on ei se että oli hän mutta kun niin myös ovat \
của và là có được cho trong một không các với người này đã \
من في على إلى عن أن هذا التي الذي مع كان لا ما هذه بعد \
של את על לא הוא עם זה כי גם היא או אל יש \
है के में की को से और का यह पर नहीं कि एक भी हैं था लिए ने";

/// The most common function characters of Chinese and Japanese. Chosen by hand.
const CHARS: &str = "的了是在不和有我他这個个也就都而及與与之のはをにがでとも";

/// A quarter of the slots is used, so that most other words meet an empty slot.
pub(crate) type FunctionWords = HashTable<(), 2048>;

static FUNCTION_WORDS: Lazy<FunctionWords> = Lazy::new(|| {
    let mut table = FunctionWords::new();
    WORDS.split_whitespace().for_each(|word| *table.entry(hash(word)) = ());
    table
});

/// Returns the set of function words, as hashes.
pub(crate) fn function_words() -> &'static FunctionWords {
    &FUNCTION_WORDS
}

/// Whether a character is a function word of Chinese or Japanese.
pub(crate) fn contains_char(c: char) -> bool {
    c >= '\u{3000}' && CHARS.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_match_regardless_of_case() {
        let contains = |word| function_words().get(hash(word)).is_some();
        assert!(contains("The") && contains("НЕ") && contains("και"));
        assert!(!contains("telescope"));
        assert!(contains_char('的') && !contains_char('猫'));
    }
}
