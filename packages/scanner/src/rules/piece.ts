const [newline, plus, slash] = ['\n', '+', '/'];

const long = /[A-Za-z0-9+/]{56,}/.source;
const lineEnd = /={0,2}["',]{0,3}[ \t]{0,16}(?:\\?\r?\n|\\n|\+)["' \t+]{0,24}/.source;
const linesBefore = new RegExp(`(?:${long}${lineEnd}${long}|-----|ssh-[a-z0-9]{3,8} )(?:${lineEnd})?$`);
const lineBefore = new RegExp(`${long}${lineEnd}$`);
const linesAfter = new RegExp(`^${lineEnd}${long}${lineEnd}(?:${long}|[-]{5})`);
const lineAfter = new RegExp(`^${lineEnd}(?:${long}|[A-Za-z0-9+/]{1,75}={1,2}|-----)`);

/**
 * Returns true where a run was cut out of something longer: base64 that goes on behind a `/` or `+`, or a block of it in
 * many lines (a certificate, an image), where a line now and then holds letters and digits only.
 */
export function isPieceOfMore(text: string, at: number, length: number): boolean {
  const previous = text.charAt(at - 1);
  const next = text.charAt(at + length);
  if (next === slash || (next === plus && /[A-Za-z0-9+/=]/.test(text.charAt(at + length + 1)))) return true;
  // A diff marks its lines with `+`.
  if (previous === plus && at > 1 && text.charAt(at - 2) !== newline && /[A-Za-z0-9+/]/.test(text.charAt(at - 2)))
    return true;
  if (previous === slash && /[A-Za-z0-9+]\/{1,8}$/.test(text.slice(Math.max(0, at - 10), at)) && !isInUrl(text, at))
    return true;
  if (/^={0,2}["'\\n]{0,4}\s{0,4}["']?-----END/.test(text.slice(at + length, at + length + 20))) return true;
  // A word goes on through `-` and `_`; only a run of another alphabet ends there.
  if (/[-_]/.test(previous) && /[A-Za-z0-9]/.test(text.charAt(at - 2)) && length > 30) return true;
  if (/[-_]/.test(next) && /[A-Za-z0-9]/.test(text.charAt(at + length + 1)) && length > 30) return true;
  if (length < 48) return false;
  const before = text.slice(Math.max(0, at - 260), at);
  const after = text.slice(at + length, at + length + 260);
  if (linesBefore.test(before) || linesAfter.test(after)) return true;
  return lineBefore.test(before) && lineAfter.test(after);
}

const isInUrl = (text: string, at: number) => /:\/\/\S{0,100}$/.test(text.slice(Math.max(0, at - 110), at));
