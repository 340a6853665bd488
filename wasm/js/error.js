/** The reason why a page or an option was rejected. `code` tells the cases apart. */
export class ExtractError extends Error {
  constructor(code, message, { limit = null, partial = null, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "ExtractError";
    this.code = code;
    this.limit = limit;
    this.partial = partial;
  }
}

/** Returns a number that is a count, and throws an error for others. */
export function count(name, value) {
  if (Number.isSafeInteger(value) && value >= 0) return Math.min(value, 2 ** 32 - 1);
  throw new ExtractError("invalid_option", `invalid option: ${name}: expected a whole number from 0, found ${value}`);
}
