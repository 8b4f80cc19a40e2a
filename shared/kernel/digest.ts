/**
 * SHA-256 of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits.
 *
 * Handed in, because each side of the product has a platform's own (Node's crypto, the browser's subtle crypto) and `shared` has none.
 * The browser's answers later, so that all do.
 */
export type Digest = (text: string) => Promise<string>
