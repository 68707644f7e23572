// What the engine does, written so that one sees it is right, and not so that it is fast.

/** Every place where a keyword stands, in any case. */
export function keywordsIn(text: string, keywords: readonly string[]): readonly string[] {
  const lower = text.toLowerCase();
  return keywords.flatMap((keyword, index) =>
    Array.from({ length: text.length }, (_, at) => at)
      .filter((at) => lower.startsWith(keyword, at))
      .map((at) => `${index}@${at}`),
  );
}

/** Every unbroken run of characters that is long enough. */
export function runsIn(text: string, members: string, least: number): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && members.includes(text.charAt(at))) continue;
    if (at - start >= least) runs.push([start, at]);
    start = at + 1;
  }
  return runs;
}

/** Quotes that are followed by one of their kind, with nothing between them but what joins two strings. */
export function jointsIn(text: string): readonly number[] {
  return Array.from(text.matchAll(/(?=(["'])[ \t\r\n+.&\\<>nbrf]{1,110}\1)/g), ({ index }) => index);
}

/** Where a row of words may begin for the first time: the place behind whatever breaks a row before it. */
export function firstRowIn(text: string, least: number, isWord: (word: string) => boolean): number {
  let [start, words] = [0, 0];
  for (const { 0: part, index } of text.matchAll(/[A-Za-z]+|[\s,.;'"`+\-*#|/)0-9]|[\s\S]/g)) {
    const isBar = /^[A-Za-z]/.test(part) ? !isWord(part) : !/^[ \t\r\n,.;'"`+\-*#|/)0-9]$/.test(part);
    if (isBar) [start, words] = [index + part.length, 0];
    else if (/^[A-Za-z]/.test(part) && ++words === least) return start;
  }
  return text.length;
}

/** Where an escape of a letter, a digit, a quote, `+` or `/` begins; of entities, what may be one of a quote. */
export function escapesIn(text: string): readonly number[] {
  return Array.from(text.matchAll(/(?=(?:\\u00|\\x|%)([2-7][0-9a-f])|&(?:qu|#3|#x))/gi))
    .filter(({ index, 1: digits }) => {
      const begin = text.charAt(index + 1);
      // Only `x`, `u` and the entities are asked for in lower case.
      if (text.charAt(index) !== '%' && begin !== begin.toLowerCase()) return false;
      if (digits === undefined) return /^&(?:qu|#3|#x)/.test(text.slice(index, index + 3));
      return /["'+/0-9A-Za-z]/.test(String.fromCharCode(Number.parseInt(digits, 16)));
    })
    .map(({ index }) => index);
}
