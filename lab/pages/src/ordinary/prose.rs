//! Generated text: sentences without meaning, with the length and punctuation of English ones.

const SUBJECTS: &[&str] = &[
    "the harbour office",
    "a keeper of the old mill",
    "the council of the valley",
    "our correspondent",
    "the ferry company",
    "a group of gardeners",
    "the school by the river",
    "the baker's daughter",
    "an engineer from the north",
    "the museum",
    "the fire brigade",
    "the weather service",
    "a retired teacher",
    "the orchestra",
    "the owner of the quarry",
];
const VERBS: &[&str] = &[
    "has presented",
    "will rebuild",
    "described",
    "had long expected",
    "turned down",
    "is looking into",
    "took over",
    "measured once more",
    "defends",
    "wants to sell",
    "has repaired",
    "praised",
    "gave away",
    "doubts",
    "keeps",
];
const OBJECTS: &[&str] = &[
    "the plan for a second bridge",
    "the timetable of the night boats",
    "a collection of glass bells",
    "the water tower",
    "two hundred apple trees",
    "the report on the storm of last winter",
    "the painted ceiling",
    "a new kind of lantern",
    "the letters found in the attic",
    "the price of a day ticket",
    "the path along the dunes",
    "the clock of the town hall",
];
const CIRCUMSTANCES: &[&str] = &[
    "on Monday evening",
    "after years of debate",
    "without naming a reason",
    "in front of some forty guests",
    "as those involved say",
    "although the money is short",
    "before the first frost",
    "for the third time since 1987",
    "at a cost of 12.4 million crowns",
    "with the help of volunteers",
    "in spite of the rain",
];
const JOINS: &[&str] = &[", and ", "; meanwhile ", ", while ", ", because "];

/// Generates text. The same seed gives the same text.
pub struct Prose(u64);

impl Prose {
    pub fn new(seed: u64) -> Prose {
        Prose(seed)
    }

    /// Returns a number in `0..below`, from the high bits of Knuth's MMIX generator.
    pub fn number(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % below
    }

    fn pick(&mut self, list: &[&'static str]) -> &'static str {
        list[self.number(list.len())]
    }

    fn clause(&mut self) -> String {
        let circumstance = if self.number(3) > 0 { format!(" {}", self.pick(CIRCUMSTANCES)) } else { String::new() };
        format!("{} {} {}{circumstance}", self.pick(SUBJECTS), self.pick(VERBS), self.pick(OBJECTS))
    }

    pub fn headline(&mut self) -> String {
        capitalised(&format!("{} {} {}", self.pick(SUBJECTS), self.pick(VERBS), self.pick(OBJECTS)))
    }

    pub fn sentence(&mut self) -> String {
        let first = self.clause();
        let sentence = match self.number(3) {
            0 => first,
            _ => format!("{first}{}{}", self.pick(JOINS), self.clause()),
        };
        capitalised(&sentence) + "."
    }

    pub fn paragraph(&mut self, sentences: usize) -> String {
        (0..sentences).map(|_| self.sentence()).collect::<Vec<_>>().join(" ")
    }

    /// Returns the beginning of a sentence, truncated like a teaser.
    pub fn teaser(&mut self) -> String {
        let sentence = self.sentence();
        let words: Vec<&str> = sentence.split(' ').take(12).collect();
        words.join(" ") + " ..."
    }

    pub fn name(&mut self) -> String {
        let first = self.pick(&["Ada", "Bruno", "Carla", "Dmitri", "Elif", "Femi", "Grete", "Hana"]);
        let last = self.pick(&["Kestrel", "Lindqvist", "Moreau", "Novak", "Okafor", "Petrov", "Quist", "Rossi"]);
        format!("{first} {last}")
    }
}

fn capitalised(text: &str) -> String {
    text[..1].to_uppercase() + &text[1..]
}
