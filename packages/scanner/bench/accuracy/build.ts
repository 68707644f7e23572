import { type Carrier, documentOf } from './carrier.ts';
import { carriers } from './carriers.ts';
import type { Document, Family, KitRow, Planted } from './corpus.ts';
import { crossFileDocuments } from './cross-file.ts';
import { exchangeKits } from './kits-exchange.ts';
import { pemKits } from './kits-pem.ts';
import { serviceKits } from './kits-service.ts';
import { walletKits } from './kits-wallet.ts';
import { knownNegatives } from './known-keys.ts';
import type { Negative } from './negative.ts';
import { chainNegatives } from './negatives-chain.ts';
import { codeNegatives } from './negatives-code.ts';
import { lockNegatives } from './negatives-lock.ts';
import { type Random, randomFrom } from './random.ts';
import { sceneOf } from './scene.ts';

export const kits: readonly KitRow[] = [...exchangeKits, ...walletKits, ...serviceKits, ...pemKits];

export const familyOf: ReadonlyMap<string, Family> = new Map(kits.map((row) => [row.class, row.family]));

const negatives: readonly Negative[] = [...lockNegatives, ...codeNegatives, ...chainNegatives, ...knownNegatives];

/** How many documents stand together as one repository. */
const together = 80;

interface Size {
  /** How many of the pairs of class and carrier are drawn: 1 for each, 0.3 for a third of them. */
  readonly share: number;
  /** Documents per kind of hard negative. */
  readonly negatives: number;
}

/** Every class in every carrier that can hold it, and every hard negative, dealt out to small repositories. */
export function buildCorpus(seed: string, { share, negatives: each }: Size): readonly Document[] {
  const documents: Document[] = [];
  for (const row of kits) {
    for (const carrier of carriers.filter((one) => !one.families || one.families.includes(row.family))) {
      const random = randomFrom(`${seed}/${row.class}/${carrier.name}`);
      const document = random.chance(share) ? positive(random, row, carrier) : undefined;
      if (document) documents.push(document);
    }
  }
  for (const negative of negatives) {
    for (let draw = 0; draw < each; draw++)
      documents.push(documentFrom(negative, randomFrom(`${seed}/not/${negative.name}/${draw}`)));
  }
  return [...dealt(documents, randomFrom(`${seed}/deal`)), ...crossFileDocuments(randomFrom(`${seed}/cross`))];
}

function positive(random: Random, row: KitRow, carrier: Carrier): Document | undefined {
  const kit = row.draw(random);
  if (!carrier.forms.includes(kit.form) || (kit.needsLabel && !carrier.labelled)) return undefined;
  return documentOf(carrier, sceneOf(random, kit, carrier.labelled), '');
}

function documentFrom({ name, paths, write, known }: Negative, random: Random): Document {
  const lines = write(random);
  const planted: readonly Planted[] = known?.(lines) ?? [];
  return {
    repository: '',
    path: random.pick(paths),
    text: `${lines.join('\n')}\n`,
    carrier: `not: ${name}`,
    labelled: false,
    planted,
  };
}

/** Shuffles documents into repositories, in which no two have the same path. */
function dealt(documents: readonly Document[], random: Random): Document[] {
  const count = Math.ceil(documents.length / together);
  const taken = Array.from({ length: count }, () => new Set<string>());
  return random.some(documents, documents.length).map((document, index) => {
    const repository = index % count;
    const names = taken[repository] ?? new Set();
    let { path } = document;
    for (let more = 2; names.has(path.toLowerCase()); more++) path = `bots/${more}/${document.path}`;
    names.add(path.toLowerCase());
    return { ...document, repository: `repository-${repository}`, path };
  });
}
