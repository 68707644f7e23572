/** A request's parameters without their signature, exactly as the bytes came, and the signature. */
export interface SignedText {
  readonly payload: string;
  /** Undefined when none was sent, or more than one. */
  readonly signature: string | undefined;
}

/**
 * Splits what was signed from the signature. Binance signs the query string followed by the body, with nothing
 * between the two. The text must be one character per byte (latin1), so that hashing it hashes the bytes sent.
 */
export function signedText(query: string, body: string): SignedText {
  const found: string[] = [];
  const strip = (text: string): string =>
    text
      .split('&')
      .filter((pair) => {
        if (!pair.startsWith('signature=')) return true;
        found.push(pair.slice('signature='.length));
        return false;
      })
      .join('&');
  const payload = strip(query) + strip(body);
  return { payload, signature: found.length === 1 ? found[0] : undefined };
}
