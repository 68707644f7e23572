/** What steers a terminal, reorders text or hides in it: control and format characters, halves of characters, line separators. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Returns text that can be printed on one line whoever wrote it: a space stands where something could not be seen. */
export function plainText(text: string): string {
  return text.replace(unseen, ' ');
}
