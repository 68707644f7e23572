import type { Kit, Secret } from './corpus.ts';
import type { Random } from './random.ts';

export type NameStyle = 'UPPER_SNAKE' | 'snake_case' | 'camelCase' | 'PascalCase' | 'kebab-case' | 'dotted.case';

/** Where a reader learns what the secret belongs to. */
export type Naming = 'name' | 'path' | 'comment' | 'import' | 'none';

/** One drawing of a document: the kit, how it is named, and which of its names the author chose. */
export interface Scene {
  readonly random: Random;
  readonly kit: Kit;
  readonly naming: Naming;
  /** `names.get(secret)`: the words that the author calls it. */
  readonly names: ReadonlyMap<Secret, readonly string[]>;
  /** A word such as the exchange's, to stand in a path; empty unless the path is to name it. */
  readonly folder: string;
}

export function sceneOf(random: Random, kit: Kit, isLabelled: boolean): Scene {
  const isBareAllowed = isLabelled || !kit.needsContext;
  const naming = random.pick<Naming>(
    isBareAllowed
      ? ['name', 'name', 'name', 'name', 'path', 'comment', 'comment', 'import', 'import', 'none']
      : ['name', 'path', 'comment', 'comment', 'import', 'import'],
  );
  const names = new Map(kit.secrets.map((secret) => [secret, random.pick(secret.names)]));
  return { random, kit, naming, names, folder: naming === 'path' ? `${kit.id.replace(/\W/g, '')}/` : '' };
}

const styles: Readonly<Record<NameStyle, (words: readonly string[]) => string>> = {
  UPPER_SNAKE: (words) => words.join('_').toUpperCase(),
  snake_case: (words) => words.join('_'),
  camelCase: (words) => words.map((word, at) => (at === 0 ? word : capital(word))).join(''),
  PascalCase: (words) => words.map(capital).join(''),
  'kebab-case': (words) => words.join('-'),
  'dotted.case': (words) => (words.length < 2 ? words.join('') : `${words[0]}.${words.slice(1).join('-')}`),
};

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

export const styled = (words: readonly string[], style: NameStyle) => styles[style](words);

/** The name of a secret as this file writes names, with the exchange's word in front when that is where it is named. */
export function nameOf({ kit, naming, names }: Scene, secret: Secret, style: NameStyle): string {
  const words = names.get(secret) ?? [];
  const owner = kit.id.replace(/\W.*/, '');
  return styled(naming === 'name' ? [owner, ...words] : words, style);
}

/** A comment that names the owner, if that is where the document names it. */
export function titleLine({ random, kit, naming }: Scene, comment: (text: string) => string): string[] {
  if (naming !== 'comment') return [];
  const remark = random.pick([
    '',
    ' main account',
    ' (read + trade)',
    ' sub account 2',
    ' keys',
    ' prod',
    ' - do not share',
  ]);
  return [comment(`${kit.title}${remark}`)];
}

/** Ids and hashes look the same: only what is said of it makes a leak of it. */
export const looksLikeAnId = (value: string) => /^(?:0x)?[0-9a-f-]+$/i.test(value) || value.length < 20;

const speaksOfASecret = /key|secret|pass|token|mnemonic|seed|phrase|private|\bpk\b|\bpat\b|jwt/i;

export const isNamedAsSecret = ({ names }: Scene) =>
  [...names.values()].every((words) => speaksOfASecret.test(words.join(' ')));

/** Between double quotes. */
export const inDouble = (value: string) => JSON.stringify(value).slice(1, -1);
/** Between single quotes, or bare in a line. */
export const inSingle = (value: string) => value.replaceAll('\n', '\\n');
