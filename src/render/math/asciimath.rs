//! Translates AsciiMath into TeX, after its grammar (<http://asciimath.org>).

/// Maximum depth of brackets. What is nested deeper is copied as it is.
const MAX_DEPTH: usize = 24;

/// Tokens whose TeX is not a backslash and their name. The longest that matches counts.
const TOKENS: &[(&str, &str)] = &[
    ("...", "\\ldots "),
    ("<=>", "\\Leftrightarrow "),
    ("^^", "\\wedge "),
    ("**", "\\ast "),
    ("!in", "\\notin "),
    ("->", "\\to "),
    ("=>", "\\Rightarrow "),
    ("<=", "\\le "),
    (">=", "\\ge "),
    ("!=", "\\ne "),
    ("-=", "\\equiv "),
    ("~=", "\\cong "),
    ("~~", "\\approx "),
    ("+-", "\\pm "),
    ("-:", "\\div "),
    ("<-", "\\leftarrow "),
    ("*", "\\cdot "),
    ("@", "\\circ "),
    ("xx", "\\times "),
    ("oo", "\\infty "),
    ("uu", "\\cup "),
    ("nn", "\\cap "),
    ("vv", "\\vee "),
    ("sup", "\\supset "),
    ("sub", "\\subset "),
    ("del", "\\partial "),
    ("grad", "\\nabla "),
    ("prop", "\\propto "),
    ("AA", "\\forall "),
    ("EE", "\\exists "),
    ("RR", "\\mathbb{R}"),
    ("NN", "\\mathbb{N}"),
    ("ZZ", "\\mathbb{Z}"),
    ("QQ", "\\mathbb{Q}"),
    ("CC", "\\mathbb{C}"),
    ("dx", "dx"),
    ("dy", "dy"),
    ("dt", "dt"),
    ("#", "\\#"),
    ("%", "\\%"),
    ("&", "\\&"),
    ("$", "\\$"),
    ("{", "\\{"),
    ("}", "\\}"),
];

/// Names that are TeX commands, too.
const NAMES: &[&str] = &[
    "Delta",
    "Gamma",
    "Lambda",
    "Omega",
    "Phi",
    "Pi",
    "Psi",
    "Sigma",
    "Theta",
    "Xi",
    "alpha",
    "arccos",
    "arcsin",
    "arctan",
    "beta",
    "chi",
    "cos",
    "cosh",
    "cot",
    "csc",
    "delta",
    "det",
    "dim",
    "epsilon",
    "eta",
    "exp",
    "gamma",
    "gcd",
    "in",
    "int",
    "iota",
    "kappa",
    "lambda",
    "lim",
    "ln",
    "log",
    "max",
    "min",
    "mu",
    "nu",
    "oint",
    "omega",
    "phi",
    "pi",
    "prod",
    "psi",
    "rho",
    "sec",
    "sigma",
    "sin",
    "sinh",
    "sum",
    "tan",
    "tanh",
    "tau",
    "theta",
    "varepsilon",
    "varphi",
    "xi",
    "zeta",
];

/// Symbols with one argument, and the TeX around it.
const UNARY: &[(&str, &str, &str)] = &[
    ("sqrt", "\\sqrt{", "}"),
    ("hat", "\\hat{", "}"),
    ("bar", "\\overline{", "}"),
    ("vec", "\\vec{", "}"),
    ("dot", "\\dot{", "}"),
    ("ddot", "\\ddot{", "}"),
    ("ul", "\\underline{", "}"),
    ("bb", "\\mathbf{", "}"),
    ("bbb", "\\mathbb{", "}"),
    ("cc", "\\mathcal{", "}"),
    ("abs", "\\left|", "\\right|"),
    ("norm", "\\left\\|", "\\right\\|"),
    ("floor", "\\lfloor ", "\\rfloor "),
    ("ceil", "\\lceil ", "\\rceil "),
];

/// Symbols with two arguments, and the TeX before, between and after them.
const BINARY: &[(&str, &str, &str, &str)] =
    &[("frac", "\\frac{", "}{", "}"), ("root", "\\sqrt[", "]{", "}"), ("stackrel", "\\stackrel{", "}{", "}")];

/// Translates AsciiMath into TeX.
pub(super) fn to_tex(source: &str) -> String {
    let mut parser = Parser { rest: source, depth: 0 };
    let mut tex = String::with_capacity(source.len() * 2);
    loop {
        tex.push_str(&parser.expression());
        // A closing bracket without an opening one.
        let Some(c) = parser.rest.chars().next() else { return tex };
        tex.push_str(if c == '}' { "\\}" } else { &parser.rest[..c.len_utf8()] });
        parser.rest = &parser.rest[c.len_utf8()..];
    }
}

struct Parser<'s> {
    rest: &'s str,
    depth: usize,
}

impl Parser<'_> {
    /// Reads up to a closing bracket or the end.
    fn expression(&mut self) -> String {
        let mut tex = String::new();
        while let Some(part) = self.intermediate() {
            if !self.take("/") {
                tex.push_str(&part);
                continue;
            }
            let below = self.intermediate().unwrap_or_default();
            tex.push_str(&format!("\\frac{{{}}}{{{}}}", without_brackets(&part), without_brackets(&below)));
        }
        tex
    }

    /// Reads a symbol with its subscript and superscript.
    fn intermediate(&mut self) -> Option<String> {
        let mut tex = self.simple()?;
        for mark in ["_", "^"] {
            let is_mark = self.rest.trim_start().starts_with(mark) && !self.rest.trim_start().starts_with("^^");
            if is_mark && self.take(mark) {
                let script = self.simple().unwrap_or_default();
                tex.push_str(&format!("{mark}{{{}}}", without_brackets(&script)));
            }
        }
        Some(tex)
    }

    /// Reads a symbol with its arguments, or an expression in brackets.
    fn simple(&mut self) -> Option<String> {
        self.rest = self.rest.trim_start();
        let first = self.rest.chars().next()?;
        match first {
            ')' | ']' | '}' => return None,
            '"' => return Some(self.quoted()),
            '(' | '[' | '{' => return Some(self.bracketed(first)),
            '0'..='9' | '.' if !self.rest.starts_with("..") => {
                let end = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.rest.len());
                return Some(self.pop(end).to_owned());
            }
            _ => {}
        }
        let word = &self.rest[..self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len())];
        let longest = |names: &mut dyn Iterator<Item = &'static str>| {
            names.filter(|name| self.rest.starts_with(name)).max_by_key(|name| name.len())
        };
        let token = longest(&mut TOKENS.iter().map(|(name, _)| *name)).unwrap_or_default();
        let name = longest(&mut NAMES.iter().copied()).unwrap_or_default();
        if self.depth < MAX_DEPTH {
            if word.starts_with("text") && self.rest[4..].starts_with('(') {
                return Some(self.text());
            }
            let unary = UNARY.iter().filter(|(name, ..)| word.starts_with(name)).max_by_key(|(name, ..)| name.len());
            if let Some((name, before, after)) = unary {
                self.pop(name.len());
                return Some(format!("{before}{}{after}", self.argument()));
            }
            if let Some((name, before, between, after)) = BINARY.iter().find(|(name, ..)| word.starts_with(name)) {
                self.pop(name.len());
                let first = self.argument();
                return Some(format!("{before}{first}{between}{}{after}", self.argument()));
            }
        }
        if name.len() >= token.len() && !name.is_empty() {
            self.pop(name.len());
            return Some(format!("\\{name} "));
        }
        if let Some((_, tex)) = TOKENS.iter().find(|(name, _)| *name == token) {
            self.pop(token.len());
            return Some((*tex).to_owned());
        }
        let character = self.pop(first.len_utf8());
        Some(if character == "\\" { "\\ ".to_owned() } else { character.to_owned() })
    }

    fn argument(&mut self) -> String {
        self.depth += 1;
        let argument = self.simple().unwrap_or_default();
        self.depth -= 1;
        without_brackets(&argument).to_owned()
    }

    fn bracketed(&mut self, open: char) -> String {
        let left = if open == '{' { "\\{" } else { self.pop(1) };
        if open == '{' {
            self.pop(1);
        }
        if self.depth >= MAX_DEPTH {
            return left.to_owned();
        }
        self.depth += 1;
        let inner = self.expression();
        self.depth -= 1;
        let right = match self.rest.chars().next() {
            Some('}') => "\\}",
            Some(')') => ")",
            Some(']') => "]",
            _ => return format!("{left}{inner}"),
        };
        self.pop(1);
        format!("{left}{inner}{right}")
    }

    fn quoted(&mut self) -> String {
        self.pop(1);
        let end = self.rest.find('"').unwrap_or(self.rest.len());
        let text = self.pop(end);
        let tex = in_text(text);
        self.take("\"");
        tex
    }

    fn text(&mut self) -> String {
        self.pop("text(".len());
        let end = self.rest.find(')').unwrap_or(self.rest.len());
        let tex = in_text(self.pop(end));
        self.take(")");
        tex
    }

    fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

impl<'s> Parser<'s> {
    fn pop(&mut self, bytes: usize) -> &'s str {
        let (popped, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        popped
    }
}

fn in_text(text: &str) -> String {
    let text: String =
        text.chars().filter(|c| !matches!(c, '\\' | '{' | '}' | '$' | '#' | '%' | '&' | '_' | '^' | '~')).collect();
    format!("\\text{{{text}}}")
}

/// Removes the brackets around a whole argument.
fn without_brackets(tex: &str) -> &str {
    let inner = tex.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let inner = inner.or_else(|| tex.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')));
    inner.or_else(|| tex.strip_prefix("\\{").and_then(|rest| rest.strip_suffix("\\}"))).unwrap_or(tex)
}

#[cfg(test)]
mod tests {
    use super::to_tex;
    use crate::render::math::is_balanced;

    #[test]
    fn asciimath_becomes_tex() {
        assert_eq!(to_tex("x=(-b+-sqrt(b^2-4ac))/(2a)"), "x=\\frac{-b\\pm \\sqrt{b^{2}-4ac}}{2a}");
        assert_eq!(to_tex("sum_(i=1)^n i^3=((n(n+1))/2)^2"), "\\sum _{i=1}^{n}i^{3}=(\\frac{n(n+1)}{2})^{2}");
        assert_eq!(to_tex("alpha <= oo"), "\\alpha \\le \\infty ");
        assert_eq!(to_tex("\"rate\" = frac 1 (x_0)"), "\\text{rate}=\\frac{1}{x_{0}}");
        assert_eq!(to_tex("int_0^1 f(x)dx"), "\\int _{0}^{1}f(x)dx");
        assert_eq!(to_tex("RR -> vec v"), "\\mathbb{R}\\to \\vec{v}");
    }

    #[test]
    fn odd_brackets_give_balanced_tex() {
        for source in
            ["((((", "))))", "{a", "a}", "x/", "^", "_^", "\\", "sqrt", "frac", "text(", "\"a", "a/b/c)", "£/é_ü"]
        {
            assert!(is_balanced(&to_tex(source)), "{source}: {}", to_tex(source));
        }
        to_tex(&"(sqrt".repeat(100_000));
        to_tex(&"{".repeat(100_000));
    }
}
