/** Returns what tells by its code whether a character is one of these; all of them are ASCII. */
export function oneOf(characters: string): (code: number) => boolean {
  const table = new Uint8Array(128);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return (code) => code < 128 && table[code] === 1;
}
