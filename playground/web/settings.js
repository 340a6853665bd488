/** The options: from and to the form, and the link that holds them. */

const DEFAULTS = {
  preference: 0,
  contentSelector: "",
  excludedSelector: "",
  url: "",
  fallbackText: true,
  bestGuess: false,
  plain: false,
  links: true,
  images: true,
  frontMatter: false,
  comments: false,
};

/** @typedef {typeof DEFAULTS} Settings */

/** @returns {Settings} */
export const defaults = () => ({ ...DEFAULTS });

/** Returns the part of a link after `#`: what differs from the defaults. */
export function toHash(settings, place) {
  const differing = Object.entries(settings).filter(([name, value]) => value !== DEFAULTS[name]);
  const entries = [...Object.entries(place).filter(([, value]) => value), ...differing.map(([name, value]) => [name, String(value)])];
  return new URLSearchParams(entries).toString();
}

/** Reads what `toHash` wrote. Unknown names and invalid values are left out. */
export function fromHash(hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const settings = defaults();
  for (const [name, initial] of Object.entries(DEFAULTS)) {
    const value = values.get(name);
    if (value === null) continue;
    if (typeof initial === "boolean") settings[name] = value === "true";
    else if (typeof initial === "string") settings[name] = value;
    else if (Number.isFinite(Number(value))) settings[name] = Math.min(4, Math.max(-4, Number(value)));
  }
  return { settings, example: values.get("example"), tab: values.get("tab") };
}

/** The options of an extraction and those of the outputs. */
export function toOptions(settings, record) {
  const { preference, contentSelector, excludedSelector, fallbackText, bestGuess, plain, ...rendering } = settings;
  const url = settings.url.trim() || record.url || undefined;
  const contentType = record.contentType || undefined;
  const options = { preference, fallbackText, bestGuess, plain, url, contentType };
  if (!plain && contentSelector.trim() !== "") options.contentSelector = contentSelector.trim();
  if (!plain && excludedSelector.trim() !== "") options.excludedSelector = excludedSelector.trim();
  return { options, rendering };
}

/** @param {HTMLFormElement} form */
export function fillForm(form, settings) {
  for (const input of form.elements) {
    if (!(input.name in settings)) continue;
    if (input.type === "checkbox") input.checked = settings[input.name];
    else input.value = settings[input.name];
  }
}

/** @param {HTMLFormElement} form */
export function readForm(form) {
  const named = [...form.elements].filter((input) => input.name in DEFAULTS);
  return Object.fromEntries(named.map((input) => [input.name, input.type === "checkbox" ? input.checked : input.value]));
}
