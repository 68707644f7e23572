export type Label = 'key' | 'secret' | 'passphrase';

/**
 * Returns what the text just before a value calls it, or undefined. `API_SECRET_KEY=` names a secret: the stronger word
 * wins over `key`, wherever it stands in the name.
 */
export function labelBefore(text: string, at: number): Label | undefined {
  const before = text.slice(Math.max(0, at - 64), at);
  // The name stands between the last separator and the value; `("NAME", "value` has one separator between the two.
  const name = before.replace(/["'`]?[ \t]*,[ \t]*["'`]?$/, '').replace(/^[\s\S]*[,;\n&?({]/, '');
  if (/secret|private|priv_?key/i.test(name)) return 'secret';
  if (/pass(?:phrase|word)?|pwd/i.test(name)) return 'passphrase';
  if (/key|api/i.test(name)) return 'key';
  return undefined;
}
