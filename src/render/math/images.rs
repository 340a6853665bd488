//! Images of formulas: their TeX is in the alternative text, or in the URL of the service that draws them.

use super::{is_balanced, tidy};
use crate::html::attributes::AttrKey;
use crate::html::tree::{NodeId, Tree};
use std::borrow::Cow;

/// Maximum length of a URL that is read, in bytes. Chosen by hand.
const MAX_URL: usize = 4000;

/// Names of the query parameter that holds the TeX.
const PARAMETERS: &[&str] = &["chl", "eq", "equation", "expr", "formula", "from", "latex", "math", "tex"];

/// Commands before a formula that only choose how the image looks, without what follows them in braces or after `_`.
const LOOKS: &[&str] = &[
    "\\dpi",
    "\\bg",
    "\\fn",
    "\\inline",
    "\\tiny",
    "\\small",
    "\\normalsize",
    "\\large",
    "\\Large",
    "\\LARGE",
    "\\huge",
    "\\Huge",
];

/// Returns the TeX of an image of a formula. The alternative text is TeX if the image has a class name that wikis and blogs with
/// LaTeX use, or if it is in delimiters of TeX.
pub(in crate::render) fn of_image(tree: &Tree, image: NodeId) -> Option<String> {
    let alt = tree.attr(image, AttrKey::Alt).unwrap_or_default();
    let class = tree.attr(image, AttrKey::Class).unwrap_or_default();
    let mut names = class.split(|c: char| !c.is_ascii_alphanumeric());
    let is_formula =
        names.any(|word| ["latex", "tex", "math", "mathjax", "mwe"].iter().any(|name| word.eq_ignore_ascii_case(name)));
    if is_formula || is_delimited(alt.trim()) {
        let tex = tidy(alt);
        if !tex.is_empty() {
            return Some(tex);
        }
    }
    [AttrKey::Src, AttrKey::DataSrc].into_iter().find_map(|key| of_url(tree.attr(image, key)?))
}

/// Whether a text is a formula between delimiters.
fn is_delimited(text: &str) -> bool {
    let inner = |open: &str, close: &str| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    let inner =
        inner("$$", "$$").or_else(|| inner("$", "$")).or_else(|| inner("\\(", "\\)")).or_else(|| inner("\\[", "\\]"));
    inner.is_some_and(|inner| !inner.trim().is_empty() && !inner.contains('$') && is_balanced(inner))
}

/// Returns the TeX in the URL of an image, if a name in it says that it draws TeX: `mimetex.cgi?x^2`, `latex.php?latex=x`,
/// `/svg/x%5E2` of a host with "math" in its name.
fn of_url(url: &str) -> Option<String> {
    if url.len() > MAX_URL || url.starts_with("data:") {
        return None;
    }
    let (path, query) = url.split_once('?').map_or((url, None), |(path, query)| (path, Some(query)));
    let draws_tex = |text: &str| {
        let mut words = text.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_ascii_lowercase);
        words.any(|word| word == "equation" || word.ends_with("tex") || word.ends_with("math"))
    };
    let tex = match query {
        Some(query)
            if draws_tex(path.rsplit('/').next().unwrap_or(path)) || query.split('&').any(|pair| pair == "cht=tx") =>
        {
            match parameter(query) {
                Some(value) => decoded(value, true),
                None => {
                    Some(decoded(query, false)).filter(|tex| !is_parameter(query) || tex.contains(['\\', '^', '{']))?
                }
            }
        }
        None => {
            let (service, last) = path.rsplit_once('/')?;
            let tex = decoded(last, false);
            if !draws_tex(service) || !tex.contains(['\\', '^', '{']) {
                return None;
            }
            tex
        }
        Some(_) => return None,
    };
    let tex = tidy(without_looks(&tex.replace("&space;", " ")));
    (!tex.is_empty() && is_balanced(&tex)).then_some(tex)
}

/// The value of the first parameter that can hold TeX.
fn parameter(query: &str) -> Option<&str> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(name, _)| PARAMETERS.contains(name)).map(|(_, value)| value).next()
}

/// Whether a query begins with the name of a parameter rather than with a formula.
fn is_parameter(query: &str) -> bool {
    query
        .split_once('=')
        .is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'))
}

/// Decodes percent signs, and plus signs if they are spaces.
fn decoded(value: &str, with_plus: bool) -> Cow<'_, str> {
    if !value.contains(['%', '+']) {
        return Cow::Borrowed(value);
    }
    let digit = |at: usize| value.as_bytes().get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let mut bytes = Vec::with_capacity(value.len());
    let mut at = 0;
    while let Some(&byte) = value.as_bytes().get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                at += 2;
            }
            (b'+', ..) if with_plus => bytes.push(b' '),
            _ => bytes.push(byte),
        }
        at += 1;
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// Removes the commands at the start that only choose how an image looks.
fn without_looks(tex: &str) -> &str {
    let mut rest = tex.trim_start();
    while let Some(after) = LOOKS.iter().find_map(|look| {
        let after = rest.strip_prefix(look)?;
        (!after.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(after)
    }) {
        let argument = match after.as_bytes().first() {
            Some(b'{') => after.find('}').map_or(0, |end| end + 1),
            Some(b'_') => after[1..].find(|c: char| !c.is_ascii_alphabetic()).map_or(after.len(), |end| end + 1),
            _ => 0,
        };
        rest = after[argument..].trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::html::tag::Tag;

    #[test]
    fn tex_in_the_url_or_the_alternative_text_of_an_image_is_its_formula() {
        let tex = |image: &str| {
            let tree = parse(image);
            of_image(&tree, tree.next(Tag::Img, 0).unwrap()).unwrap_or_default()
        };
        assert_eq!(tex("<img src='/cgi-bin/mimetex.cgi?\\Large x=\\frac{-b}{2a}'>"), "x=\\frac{-b}{2a}");
        assert_eq!(tex("<img src='/mathtex.cgi?y=x^2'>"), "y=x^2");
        assert_eq!(tex("<img src='https://latex.e.org/png.latex?\\dpi{120}&space;\\bg_white&space;a&plus;b'>"), "a+b");
        assert_eq!(tex("<img src='//s0.e.org/latex.php?latex=x%5E2+%2B+1&bg=ffffff'>"), "x^2 + 1");
        assert_eq!(tex("<img src='https://chart.e.org/chart?cht=tx&chl=E%3Dmc%5E2'>"), "E=mc^2");
        assert_eq!(tex("<img src='https://www.e.org/equation?tex=%5Calpha'>"), "\\alpha");
        assert_eq!(tex("<img src='https://i.upmath.e/svg/%5Csum_i%20x_i'>"), "\\sum_i x_i");
        assert_eq!(tex("<img src=a.png alt='$a+b$'>"), "a+b");
        assert_eq!(tex("<img src=a.png class=ql-latex alt='\\[ a \\]'>"), "a");
        for other in [
            "<img src='/texture.png?size=3'>",
            "<img src='/math/photo.jpg?v=2'>",
            "<img src='/math/photo.jpg'>",
            "<img src='/files/OEKO-TEX_17.png?v=1764866998&width=767'>",
            "<img src=a.png alt='$5 or $6'>",
            "<img src=a.png alt='A river'>",
        ] {
            assert_eq!(tex(other), "", "{other}");
        }
    }
}
