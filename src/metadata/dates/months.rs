//! The names of months, in the languages of most pages.

use once_cell::sync::Lazy;

/// The names of each month in lower case. Abbreviations are beginnings of names. Of languages that disagree, the one with more
/// pages is listed (Polish "listopad" is November, Croatian "listopad" is October).
const MONTHS: [&str; 12] = [
    "january januar januari janvier enero gennaio janeiro janvāris ianuarie januára stycznia styczeń ledna leden siječnja \
     tammikuuta tammikuu január ocak января январь січня януари ιανουαρίου ιανουάριος يناير ינואר जनवरी มกราคม ม.ค janvārī sausio jaanuar jänner",
    "february februar februari février fevrier febrero febbraio fevereiro februāris februarie februára lutego luty února \
     únor veljače helmikuuta helmikuu február şubat февраля февраль лютого февруари φεβρουαρίου φεβρουάριος فبراير פברואר \
     फरवरी फ़रवरी กุมภาพันธ์ ก.พ februārī vasario veebruar feber",
    "march märz maerz mars marzo março marco maart martie marts marca marzec března březen ožujka maaliskuuta maaliskuu \
     március mart maret mac марта март березня март μαρτίου μάρτιος مارس מרץ मार्च มีนาคม มี.ค martā kovo märts mrz",
    "april avril abril aprile aprilie aprīlis apríla kwietnia kwiecień dubna duben travnja huhtikuuta huhtikuu április \
     nisan апреля апрель квітня април απριλίου απρίλιος أبريل ابريل אפריל अप्रैल เมษายน เม.ย aprīlī balandžio aprill",
    "may mai mayo maggio maio mei maj maja mája května květen svibnja toukokuuta toukokuu május mayıs мая май травня \
     μαΐου μαϊου μάιος مايو מאי मई พฤษภาคม พ.ค maijā gegužės maijs",
    "june juni juin junio giugno junho iunie juin june júna czerwca czerwiec června červen lipnja kesäkuuta kesäkuu \
     június haziran июня июнь червня юни ιουνίου ιούνιος يونيو יוני जून มิถุนายน มิ.ย jūnijā birželio juuni jūnijs",
    "july juli juillet julio luglio julho iulie júla lipca lipiec července červenec srpnja heinäkuuta heinäkuu július \
     temmuz июля июль липня юли ιουλίου ιούλιος يوليو יולי जुलाई กรกฎาคม ก.ค jūlijā liepos juuli jūlijs",
    "august août aout agosto augustus agustus augusta sierpnia sierpień srpna srpen kolovoza elokuuta elokuu augusztus \
     ağustos августа август серпня αυγούστου αύγουστος أغسطس اغسطس אוגוסט अगस्त สิงหาคม ส.ค augustā rugpjūčio augusts ogos",
    "september septembre septiembre settembre setembro septembrie septembra września wrzesień září rujna syyskuuta \
     syyskuu szeptember eylül сентября сентябрь вересня септември σεπτεμβρίου σεπτέμβριος سبتمبر ספטמבר सितंबर सितम्बर \
     กันยายน ก.ย septembrī rugsėjo septembris",
    "october oktober octobre octubre ottobre outubro octombrie október októbra października październik října říjen \
     lokakuuta lokakuu ekim октября октябрь жовтня октомври οκτωβρίου οκτώβριος أكتوبر اكتوبر אוקטובר अक्टूबर अक्तूबर \
     ตุลาคม ต.ค oktobrī spalio oktoober oktobris",
    "november novembre noviembre novembro noiembrie novembra listopada listopad listopadu marraskuuta marraskuu kasım \
     ноября ноябрь листопада ноември νοεμβρίου νοέμβριος نوفمبر נובמבר नवंबर नवम्बर พฤศจิกายน พ.ย novembrī lapkričio novembris",
    "december dezember décembre decembre diciembre dicembre dezembro decembrie decembra grudnia grudzień prosince \
     prosinec prosinca joulukuuta joulukuu aralık декабря декабрь грудня декември δεκεμβρίου δεκέμβριος ديسمبر דצמבר \
     दिसंबर दिसम्बर ธันวาคม ธ.ค decembrī gruodžio detsember desember disember decembris",
];

/// The names in alphabetical order, each with its month.
static SORTED: Lazy<Vec<(&str, i8)>> = Lazy::new(|| {
    let months = MONTHS.iter().zip(1..);
    let mut names: Vec<(&str, i8)> =
        months.flat_map(|(names, month)| names.split_whitespace().map(move |name| (name, month))).collect();
    names.sort_unstable();
    names
});

/// Returns the month, 1 to 12, of a name or of an abbreviation with at least three letters. Of names that begin alike, the earlier
/// month wins.
pub(super) fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    // In Hebrew, the prefix for "in" is part of the word.
    let word = word.strip_prefix('ב').unwrap_or(&word);
    let begin = &SORTED[SORTED.partition_point(|&(name, _)| name < word)..];
    match begin.first() {
        Some(&(name, month)) if name == word => Some(month),
        _ if word.chars().nth(2).is_none() => None,
        _ => begin.iter().take_while(|(name, _)| name.starts_with(word)).map(|&(_, month)| month).min(),
    }
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn names_and_abbreviations_give_their_month() {
        for (name, expected) in [
            ("January", 1),
            ("FÉVR", 2),
            ("März", 3),
            ("mar", 3),
            ("abr", 4),
            ("мая", 5),
            ("juin", 6),
            ("Juil", 7),
            ("sierpnia", 8),
            ("Sept", 9),
            ("října", 10),
            ("listopada", 11),
            ("בדצמבר", 12),
        ] {
            assert_eq!(month(name), Some(expected), "{name}");
        }
        assert_eq!((month("ju"), month("monday"), month("")), (None, None, None));
    }
}
