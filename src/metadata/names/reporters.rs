//! Reporters in lines of Chinese and Korean, whose names have no capitals to know them by.

use std::ops::RangeInclusive;

/// What stands before the names of who wrote, those of writers first.
const TITLES: &[&str] =
    &["记者", "記者", "作者", "撰文", "文/", "文／", "文：", "责任编辑", "責任編輯", "编辑", "編輯"];

/// The most frequent family names, of which some nine Chinese in ten have one, in both writings. They are asked for where
/// nothing parts a name from the title, as in 记者会 (press conference) and 记者王小明 (the reporter Wang Xiaoming), and
/// of what has not three characters where only a space does.
const CHINESE_FAMILIES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹\
    彭曾肖蕭萧田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付傅方邹鄒熊白孟秦邱侯江尹薛闫閻\
    段欧歐雷龙龍史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔汤湯";

/// The most frequent Korean ones, of which more than nine in ten have one.
const KOREAN_FAMILIES: &str = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구";

/// A line without brackets, and without a mark behind the title, is a byline up to this many bytes: thirty characters.
const SHORT: usize = 90;

/// Between a bracket and the title stand at most this many characters: the paper and the town.
const PAPER: usize = 12;

/// How many characters a name has.
const NAME: RangeInclusive<usize> = 2..=4;

/// The names of reporters in a line of Chinese: "（记者 王小明 李华）", "本报记者 王小明", "责任编辑：李华".
pub(in crate::metadata) fn of_chinese(line: &str) -> Vec<String> {
    // Most lines have no Chinese in them: the characters begin with these bytes. Japanese ones have kana.
    if line.is_ascii() || !line.bytes().any(|byte| (0xe4..=0xe9).contains(&byte)) || line.contains(is_kana) {
        return Vec::new();
    }
    let places = TITLES.iter().flat_map(|title| line.match_indices(title));
    let names = places.map(|(at, title)| behind_title(&line[..at], title, &line[at + title.len()..]));
    names.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

/// The names behind a title, where the line has the shape of a byline.
fn behind_title(before: &str, title: &str, behind: &str) -> Vec<String> {
    let is_parting = |c: char| matches!(c, ':' | '：' | ' ' | '\u{3000}' | '\u{a0}' | '/' | '／' | '|');
    let list = behind.trim_start_matches(is_parting);
    let opening = before.chars().rev().take(PAPER).find(|&c| !is_han(c));
    let is_in_brackets = opening.is_some_and(|c| matches!(c, '（' | '(' | '【' | '[' | '〔'));
    let mark = &behind[..behind.len() - list.len()];
    let is_marked = title.ends_with(['/', '／', '：']) || mark.contains([':', '：', '/', '／', '|']);
    let is_parted = is_marked || !mark.is_empty();
    // "中文/英文" names languages.
    if title.starts_with('文') && before.ends_with(is_han) {
        return Vec::new();
    }
    let is_short = before.len() + title.len() + behind.len() <= SHORT;
    if !is_in_brackets && !is_parted && !is_short {
        return Vec::new();
    }
    let mut names: Vec<String> = Vec::new();
    let mut rest = list;
    loop {
        let longest = rest.char_indices().nth(*NAME.end() + 1).map_or(rest.len(), |(at, _)| at);
        let (name, behind) = rest.split_at(rest[..longest].find(|c| !is_han(c)).unwrap_or(longest));
        let chars = name.chars().count();
        let is_family = || name.starts_with(|c| CHINESE_FAMILIES.contains(c));
        // What is longer is no name, and behind the first one may stand what its bearer did: 摄影报道.
        let is_sure = is_marked && names.is_empty() || is_parted && (chars == 3 || is_in_brackets);
        let is_name = NAME.contains(&chars) && (is_sure || is_family());
        let is_sentence = !is_in_brackets && behind.starts_with(['，', '。', '？', '！', ',', '?', '!']);
        let is_label = behind.starts_with([':', '：']);
        if !is_name || is_sentence || is_label {
            return names;
        }
        names.push(name.to_owned());
        rest = behind.trim_start_matches([' ', '、', '，', '\u{3000}', '\u{a0}']);
        if rest.len() == behind.len() {
            return names;
        }
    }
}

/// The reporter in a line of Korean: "[서울=한신문] 김철수 기자".
pub(in crate::metadata) fn of_korean(line: &str) -> Option<String> {
    let title = "기자";
    let ended = line.match_indices(title).filter(|(at, _)| !line[at + title.len()..].starts_with(is_hangul));
    let mut names = ended.map(|(at, _)| {
        let before = line[..at].trim_end();
        &before[before.trim_end_matches(is_hangul).len()..]
    });
    // Nearly all names have three syllables; those of two look like words.
    let is_name = |name: &&str| name.chars().count() == 3 && name.starts_with(|c| KOREAN_FAMILIES.contains(c));
    names.find(is_name).map(str::to_owned)
}

pub(in crate::metadata) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30fa}')
}

pub(in crate::metadata) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::{of_chinese, of_korean};

    #[test]
    fn bylines_of_chinese_texts() {
        for (line, expected) in [
            ("（记者 王小明 李华）", &["王小明", "李华"][..]),
            ("（本报记者王小明、李华）下维克码头昨日重新开放，第一班船上有八十人。", &["王小明", "李华"]),
            ("【記者張小明／台北報導】碼頭昨日重新開放，第一班船上有八十人。", &["張小明"]),
            ("本报记者 王小明 李华", &["王小明", "李华"]),
            ("本报记者王小明", &["王小明"]),
            ("本报记者 王小明 摄影报道", &["王小明"]),
            ("据海港社电（记者 格桑边觉）记者近日了解到，码头昨日重新开放。", &["格桑边觉"]),
            ("作者：柏小明 柏小华", &["柏小明", "柏小华"]),
            ("责任编辑：李华）", &["李华"]),
            ("作者：欧阳小明 来源：海港报", &["欧阳小明"]),
            ("文/王小明 图/李华", &["王小明"]),
            ("记者来到码头。海港报记者 王小明 下维克报道", &["王小明"]),
            ("海港新闻·下维克日报记者王小明/文受访者供图", &["王小明"]),
        ] {
            assert_eq!(of_chinese(line), expected, "{line}");
        }
    }

    #[test]
    fn words_of_sentences_are_no_names() {
        for line in [
            "没有人",
            "本报记者王小明摄影报道的文字",
            "记者了解到，码头将在下个月重新开放。",
            "记者会上，他说码头将在下个月重新开放。",
            "记者发现，船上有八十人。",
            "总理举行记者招待会",
            "记者：您好，请问码头什么时候重新开放？",
            "知事は記者会見で、港を再開すると述べた。",
            "中文/英文",
            "编辑 锁定 讨论",
            "作者不明，年代也不清楚。",
        ] {
            assert_eq!(of_chinese(line), [] as [&str; 0], "{line}");
        }
    }

    #[test]
    fn bylines_of_korean_texts() {
        for line in ["김철수 기자", "[서울=한신문] 김철수 기자 = 부두가 다시 열렸다.", "글 김철수기자"]
        {
            assert_eq!(of_korean(line).as_deref(), Some("김철수"), "{line}");
        }
        for line in ["그 기자가 말했다", "전문 기자", "김철수 기자가 말했다", "기자 간담회"] {
            assert_eq!(of_korean(line), None, "{line}");
        }
    }
}
