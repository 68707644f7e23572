/** Text in lines of at most 120 characters. */
export function prose(...texts: readonly string[]): string {
  const lines: string[] = [''];
  // What stands between backticks stays in one line.
  for (const word of texts.join(' ').match(/(?:`[^`]*`|[^\s`])+/g) ?? []) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + word.length + 1 <= 120) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}
