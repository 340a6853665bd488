//! Reporters in lines of Chinese and Korean, where names are not capitalized.

use std::ops::RangeInclusive;

/// Titles before the name of an author. Titles of writers come before titles of editors.
const TITLES: &[&str] =
    &["记者", "記者", "作者", "撰文", "文/", "文／", "文：", "责任编辑", "責任編輯", "编辑", "編輯"];

/// The most frequent Chinese family names, in simplified and traditional characters. About nine in ten Chinese have one of them. A
/// name must begin with one if nothing separates it from the title, as in 记者会 (press conference) and 记者王小明 (the reporter
/// Wang Xiaoming). So must a name that does not have three characters, if only a space separates it.
const CHINESE_FAMILIES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹\
    彭曾肖蕭萧田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付傅方邹鄒熊白孟秦邱侯江尹薛闫閻\
    段欧歐雷龙龍史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔汤湯";

/// The most frequent Korean family names. More than nine in ten Koreans have one of them.
const KOREAN_FAMILIES: &str = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구";

/// Maximum bytes of a line whose title has no bracket before it and no mark after it: thirty characters.
const MAX_UNMARKED_LINE: usize = 90;

/// Maximum characters between an opening bracket and the title. They name the newspaper and the town.
const MAX_AFTER_BRACKET: usize = 12;

/// The length of a name in characters.
const NAME_CHARS: RangeInclusive<usize> = 2..=4;

/// Returns the reporters whom a line of Chinese names, as in "（记者 王小明 李华）", "本报记者 王小明", "责任编辑：李华".
pub(in crate::metadata) fn of_chinese(line: &str) -> Vec<String> {
    // The UTF-8 of Han characters begins with these bytes. Lines with kana are Japanese.
    if line.is_ascii() || !line.bytes().any(|byte| (0xe4..=0xe9).contains(&byte)) || line.contains(is_kana) {
        return Vec::new();
    }
    let matches = TITLES.iter().flat_map(|title| line.match_indices(title));
    let names = matches.map(|(at, title)| names_after_title(&line[..at], title, &line[at + title.len()..]));
    names.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

/// Returns the names after a title, if the line has the shape of a byline.
fn names_after_title(before: &str, title: &str, after: &str) -> Vec<String> {
    let is_separator = |c: char| matches!(c, ':' | '：' | ' ' | '\u{3000}' | '\u{a0}' | '/' | '／' | '|');
    let list = after.trim_start_matches(is_separator);
    let bracket = before.chars().rev().take(MAX_AFTER_BRACKET).find(|&c| !is_han(c));
    let is_in_brackets = bracket.is_some_and(|c| matches!(c, '（' | '(' | '【' | '[' | '〔'));
    let mark = &after[..after.len() - list.len()];
    let is_marked = title.ends_with(['/', '／', '：']) || mark.contains([':', '：', '/', '／', '|']);
    let is_separate = is_marked || !mark.is_empty();
    // "中文/英文" is a list of languages.
    if title.starts_with('文') && before.ends_with(is_han) {
        return Vec::new();
    }
    let is_short = before.len() + title.len() + after.len() <= MAX_UNMARKED_LINE;
    if !is_in_brackets && !is_separate && !is_short {
        return Vec::new();
    }
    let mut names: Vec<String> = Vec::new();
    let mut rest = list;
    loop {
        let end = rest.char_indices().nth(*NAME_CHARS.end() + 1).map_or(rest.len(), |(at, _)| at);
        let (name, after) = rest.split_at(rest[..end].find(|c| !is_han(c)).unwrap_or(end));
        let chars = name.chars().count();
        let is_family = || name.starts_with(|c| CHINESE_FAMILIES.contains(c));
        // A word after the first name may say what the reporter did: 摄影报道 (photographed and reported).
        let is_sure = is_marked && names.is_empty() || is_separate && (chars == 3 || is_in_brackets);
        let is_name = NAME_CHARS.contains(&chars) && (is_sure || is_family());
        let is_sentence = !is_in_brackets && after.starts_with(['，', '。', '？', '！', ',', '?', '!']);
        let is_label = after.starts_with([':', '：']);
        if !is_name || is_sentence || is_label {
            return names;
        }
        names.push(name.to_owned());
        rest = after.trim_start_matches([' ', '、', '，', '\u{3000}', '\u{a0}']);
        if rest.len() == after.len() {
            return names;
        }
    }
}

/// Returns the reporter whom a line of Korean names, as in "[서울=한신문] 김철수 기자".
pub(in crate::metadata) fn of_korean(line: &str) -> Option<String> {
    let title = "기자";
    let ended = line.match_indices(title).filter(|(at, _)| !line[at + title.len()..].starts_with(is_hangul));
    let mut names = ended.map(|(at, _)| {
        let before = line[..at].trim_end();
        &before[before.trim_end_matches(is_hangul).len()..]
    });
    // Nearly all names have three syllables. Those of two cannot be told from words.
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
    fn chinese_bylines_give_their_reporters() {
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
    fn chinese_sentences_about_reporters_give_no_names() {
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
    fn korean_bylines_give_their_reporter() {
        for line in ["김철수 기자", "[서울=한신문] 김철수 기자 = 부두가 다시 열렸다.", "글 김철수기자"]
        {
            assert_eq!(of_korean(line).as_deref(), Some("김철수"), "{line}");
        }
        for line in ["그 기자가 말했다", "전문 기자", "김철수 기자가 말했다", "기자 간담회"] {
            assert_eq!(of_korean(line), None, "{line}");
        }
    }
}
