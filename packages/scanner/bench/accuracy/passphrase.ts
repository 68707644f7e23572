import type { Random } from './random.ts';

const passWords = [
  'tiger',
  'Hodl',
  'rocket',
  'summer',
  'Lisboa',
  'grid',
  'Satoshi',
  'blue',
  'coffee',
  'Falcon',
  'winter',
];

/** What people choose when a form asks for 8 to 32 characters: words and a year more often than anything drawn. */
export function chosenPassphrase(random: Random): string {
  const [one, two] = random.some(passWords, 2);
  const shapes = [
    () => `${one}${two}${random.below(1000)}!`,
    () => `${one}-${two}-${1970 + random.below(55)}`,
    () => `${one}${1000 + random.below(9000)}${random.pick(['!', '#', '@', '$', '*'])}`,
    () => random.alphanumeric(10 + random.below(6)),
    () => `${random.alphanumeric(8)}${random.pick(['!', '@', '#'])}${random.alphanumeric(3)}`,
    () => `${one}_${two}${random.below(100)}`,
    () => `My${one}${random.below(10_000)}`,
  ];
  return random.pick(shapes)();
}
