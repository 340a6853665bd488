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
