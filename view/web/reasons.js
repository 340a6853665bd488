/**
 * Says in sentences why a block was kept or dropped. Many features tell the same thing, so their contributions are added up, and
 * a thing is a reason only if the sum moved the score that way.
 */

/**
 * @typedef {object} Evidence
 * @property {string} name of a feature, or "Neighbors", "PathGroup", "Page" or "Base"
 * @property {string} description of the feature
 * @property {number | null} value of the feature
 * @property {number} logit above 0 for the block, below 0 against it
 *
 * @typedef {object} Block
 * @property {string} text
 * @property {string} kind
 * @property {string | null} tag
 * @property {string} path
 * @property {number} score
 * @property {boolean} kept
 * @property {boolean} hidden
 * @property {string} decision
 * @property {number} words
 * @property {number} linkDensity
 * @property {number} alike other blocks with the same tag path
 * @property {Evidence[]} evidence the strongest first
 * @property {number} rest the sum of the other contributions, in logits
 */

/** Reasons that are told for one block. */
const MAX_REASONS = 4;

/** What moves the logit by less is no reason. */
const MIN_LOGIT = 0.1;

/** What a reader can check on the page counts this much more than what only the model knows. */
const TANGIBLE = 3;

/** Elements that say what their content is: main text, or something else. */
const LANDMARKS = {
  main: ["article", "main", "blockquote", "figure"],
  other: ["nav", "footer", "aside", "form", "dialog", "header", "button", "menu"],
};

const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
const percent = (share) => `${Math.round(share * 100)} %`;
const sided = (isFor, forIt, againstIt) => (isFor ? forIt : againstIt);

/** The nearest element around a block that says so. */
export function landmark(path, isMain) {
  const names = path.split(" > ").map((step) => step.split(":")[0]);
  return names.findLast((name) => LANDMARKS[isMain ? "main" : "other"].includes(name)) ?? null;
}

function links(block) {
  if (block.linkDensity > 0.97) return "all of it is links";
  if (block.linkDensity > 0.6) return `most of it is links (${percent(block.linkDensity)})`;
  return block.linkDensity === 0 ? "it has no links" : `${percent(block.linkDensity)} of it is links`;
}

function size(block, isFor) {
  const words = count(Math.round(block.words), "word");
  if (block.words < 10) return isFor ? null : `it is short (${words})`;
  return isFor && block.words >= 25 ? `it is a long text (${words})` : `it has ${words}`;
}

function siblings(block, isFor) {
  if (block.alike === 0) return null;
  if (isFor === block.kept) return `like ${count(block.alike, "sibling")}`;
  return `its ${count(block.alike, "sibling")} ${block.alike === 1 ? "looks" : "look"} like ${sided(isFor, "main text", "boilerplate")}`;
}

/** Elements that say something about their text. */
const TELLING = /^(h[1-6]|li|td|th|tr|pre|p|dt|dd|figcaption|caption|blockquote|button|label|address|time)$/;

function names(block, isFor) {
  const around = landmark(block.path, isFor);
  if (around !== null) return `within \`${around}\``;
  return `the classes and ids around it are typical of ${sided(isFor, "main text", "boilerplate")}`;
}

/**
 * What is said about kinds of evidence: a pattern of names, whether a reader can check it on the page, and a phrase from the block,
 * whether it speaks for the block, and the strongest evidence of the kind. No phrase means that there is nothing to say.
 * @type {[RegExp, boolean, (block: Block, isFor: boolean, value: number, name: string) => string | null][]}
 */
const KINDS = [
  [/^(LinkDensity|Links)$/, true, links],
  [/^(Words|Chars|TextDensity|Sentences|SentenceLength|Lines|LongestToken)$/, true, size],
  [/^(To[A-Z]\w+|NameWeight\w*|Region\dNameWeight)$/, true, names],
  [/^(HeadingLevel|TagNumber|ParentTagNumber|Is(ListItem|TableRow|Preformatted)|In(TableCell|Paragraph))$/, true, (block) =>
    TELLING.test(block.tag ?? "") ? `it is in \`${block.tag}\`` : null],
  [/^IsHidden$/, true, (block) => (block.hidden ? "the page hides it" : null)],
  [/^EndsSentence$/, true, (_, isFor, value) => (value > 0 ? "it ends like a sentence" : "it does not end like a sentence")],
  [/^IsTruncated$/, true, (_, __, value) => (value > 0 ? "it ends with an ellipsis, like a teaser" : null)],
  [/^Has(Copyright|Currency|AtSign)$/, true, (_, __, value, name) => (value > 0 ? SIGNS[name] : null)],
  [/^(SameText|SamePattern|IsRepeat|Repetitions)$/, true, (_, isFor, value) =>
    value > 1 ? `its text occurs ${value} times on the page` : null],
  [/^(IsTitle|TitleWords)$/, true, (_, __, value) => (value > 0 ? "it has words of the title" : null)],
  [/^Images(Before|After)$/, true, (_, __, value) => (value > 0 ? "there is an image next to it" : null)],
  [/^Unit/, true, (_, isFor, value, name) =>
    !isFor && value > 1 && name === "UnitSimilarSiblings" ? `it is part of one of ${value} similar units, such as cards` : null],
  [/^Region\dLinkDensity$/, true, (_, isFor, value) =>
    value >= 0.5 ? "the part of the page around it is mostly links" : isFor ? "there are few links around it" : null],
  [/^(PathGroup|Path\w+)$/, true, siblings],
  [/^(Text|Start|End)Weight/, false, (_, isFor) => `its words are typical of ${sided(isFor, "main text", "boilerplate")}`],
  [/^LinkWeight/, false, (_, isFor) => `its link addresses are typical of ${sided(isFor, "main text", "boilerplate")}`],
  [/^(Commas|FunctionWords|WordLength|Capitalized|Capitals|Digits|Numbers|Separators|StartsLowercase)$/, false, (_, isFor) =>
    sided(isFor, "it reads like prose", "it does not read like prose")],
  [/^(Neighbors|(Previous|Next|Window)\w*|WordsBefore|WordsAfter)$/, false, (_, isFor) =>
    `the blocks next to it look like ${sided(isFor, "main text", "boilerplate")}`],
  [/^(Region\d\w*|Section\w*)$/, false, (_, isFor) =>
    `the part of the page around it looks like ${sided(isFor, "main text", "boilerplate")}`],
  [/^(Root\w*|\w*Root(Up|Down))$/, false, (_, isFor) =>
    sided(isFor, "it is where most of the prose of the page is", "it is away from most of the prose of the page")],
  [/^(Prose(After|Before)|Blocks(Since|Until)Prose|Position|WordPosition|(Blocks|Words)Since(Title|Heading)|LastHeadingLevel)$/, false,
    (_, isFor) => `it is where pages often have ${sided(isFor, "main text", "boilerplate")}`],
  [/^Page/, false, (_, isFor) => `${sided(isFor, "much", "little")} of such a page is main text`],
];

const SIGNS = {
  HasCopyright: "it has a copyright sign",
  HasCurrency: "it has a currency sign",
  HasAtSign: "it has an at sign",
};

/**
 * Adds up the evidence of each kind.
 * @param {Block} block
 * @returns {{ kind: number, logit: number, strongest: Evidence }[]}
 */
export function byKind(block) {
  const sums = new Map();
  for (const evidence of block.evidence) {
    const kind = KINDS.findIndex(([pattern]) => pattern.test(evidence.name));
    if (kind === -1) continue;
    const sum = sums.get(kind) ?? { kind, logit: 0, strongest: evidence };
    sum.logit += evidence.logit;
    sums.set(kind, sum);
  }
  return [...sums.values()];
}

/**
 * The strongest reasons for keeping or for dropping a block, first what a reader can check.
 * @param {Block} block
 * @param {boolean} isFor whether reasons for or against the block are wanted
 * @returns {string[]} phrases
 */
export function reasons(block, isFor = block.kept) {
  const weight = ({ kind, logit }) => Math.abs(logit) * (KINDS[kind][1] ? TANGIBLE : 1);
  return byKind(block)
    .filter(({ logit }) => logit > 0 === isFor && Math.abs(logit) >= MIN_LOGIT)
    .map((sum) => ({ ...sum, phrase: KINDS[sum.kind][2](block, isFor, sum.strongest.value ?? 0, sum.strongest.name) }))
    .filter(({ phrase }) => phrase !== null)
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, MAX_REASONS)
    .sort((a, b) => a.kind - b.kind)
    .map(({ phrase }) => phrase);
}

const formatScore = (score) => score.toFixed(2);

/** What each rule says about a block; for rules that keep and drop, by what they did. */
const RULES = {
  path_group: (block) =>
    `${block.kept ? "kept" : "dropped"} together with the other blocks in the same kind of place, most of which score differently`,
  region: (block) =>
    `${block.kept ? "kept" : "dropped"} together with the blocks around it, most of which score ${block.kept ? "higher" : "lower"}`,
  unit: (block) =>
    `${block.kept ? "kept" : "dropped"} as part of a ${block.kind === "table_row" ? "table" : "code block"}, which is kept or dropped as a whole`,
  formula: () => "kept because it is a formula beside text that is kept",
  heading: (block) =>
    block.kind === "term"
      ? "kept because the term belongs to the definition under it"
      : "kept because the heading belongs to the text under it",
  headline: () => "kept because it is the headline above the text",
  only_paragraph: () => "kept because it is the only paragraph",
  hidden_text: () => "dropped because it is a short hidden text between visible ones",
  no_content: () => "dropped because no block of the page scores high enough for main text",
  layer: () => "dropped because it belongs to a layer over the page",
  title: () => "left out because it is the title",
  appended_story: () => "dropped because it belongs to another story below the first one",
  copyright_note: () => "dropped because it is a notice of copyright",
  offer: () => "dropped because it is an offer below the beginning of a paywalled story",
  pull_quote: () => "dropped because it repeats a passage of the text as a pull quote",
  link_card: () => "dropped because it belongs to a card that links to another story",
  comment: () => "dropped because it is a reader comment",
  no_snippet: () => "dropped because the page marks it with `data-nosnippet`",
  duplicate: () => "dropped because the same text is kept elsewhere",
  selector: (block) => `${block.kept ? "kept because the content selector matches it" : "dropped because the content selector does not match it"}`,
  fallback: (block) =>
    block.kept ? "kept because the visible page shows almost no text, and this is where the text is" : "dropped because the text comes from elsewhere",
  noscript_notice: () => "dropped because it is a short note for readers without scripts",
  best_guess: (block) => `${block.kept ? "kept" : "dropped"}: the page has no main text, so this is a guess`,
  output_limit: () => "dropped because the output would be too long",
};

const capitalized = (text) => text[0].toUpperCase() + text.slice(1);

/**
 * The explanation of a block: first what was decided, then what speaks for it and, if something does, what speaks against it.
 * @param {Block} block
 * @param {number | null} threshold
 * @returns {string[]} sentences
 */
export function sentences(block, threshold) {
  const isKept = block.kept ? "Kept" : "Dropped";
  const score = formatScore(block.score);
  const limit = threshold === null ? "" : `; the threshold of this page is ${formatScore(threshold)}`;
  const own = reasons(block);
  const others = reasons(block, !block.kept);
  const told = [];
  if (block.decision === "score") {
    told.push(own.length > 0 ? `${isKept}: ${own.join(", ")}.` : `${isKept} by its score.`);
    if (others.length > 0) told.push(`What speaks ${block.kept ? "against" : "for"} it: ${others.slice(0, 2).join(", ")}.`);
    told.push(`Its score is ${score}${limit}.`);
    return told;
  }
  told.push(`${capitalized(RULES[block.decision]?.(block) ?? `${isKept} by the rule ${block.decision}`)}.`);
  if (threshold !== null && !["layer", "no_content"].includes(block.decision)) {
    const isAbove = block.score >= threshold;
    told.push(`Its own score is ${score}${limit}${isAbove === block.kept ? "" : ". The rule overruled the score"}.`);
    const byScore = reasons(block, isAbove);
    if (byScore.length > 0) told.push(`The score is ${isAbove ? "high" : "low"} because ${byScore.slice(0, 3).join(", ")}.`);
  }
  return told;
}

function logitOf(score) {
  const clamped = Math.min(Math.max(score, 1e-4), 1 - 1e-4);
  return Math.log(clamped / (1 - clamped));
}

/** Whether a slightly other score would have been decided otherwise, or a rule of doubt decided. */
export function isDoubtful(block, threshold) {
  if (["path_group", "region", "best_guess"].includes(block.decision)) return true;
  if (block.decision !== "score" || threshold === null) return false;
  return Math.abs(logitOf(block.score) - logitOf(threshold)) < 1;
}
