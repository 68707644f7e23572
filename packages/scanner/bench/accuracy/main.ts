import { resolve } from 'node:path';
import { buildCorpus, familyOf } from './build.ts';
import { withFolder, writeDocuments } from './disk.ts';
import { measureHistory } from './history.ts';
import { checksummed } from './kits-wallet.ts';
import { printBars, printHistory, printKinds, printMisses, printRows } from './print.ts';
import { askDetectSecrets, askGitleaks, askOwn, askSecretlint } from './scanners.ts';
import { type Score, scoreOf } from './score.ts';
import type { Asked } from './sighting.ts';

// `--dev` draws from the seed that rules are written against, and may show what was missed; without it the held-out seed
// is drawn, of which only numbers are shown. `--seed WORD` draws a corpus of one's own, `--alone` asks no peer, `--quick`
// draws a quarter.
const { argv, env } = process;
const words = argv.slice(2);
const isDev = words.includes('--dev');
const seed = words.includes('--seed') ? (words[words.indexOf('--seed') + 1] ?? '') : isDev ? 'dev' : 'held-out';
const path = env.PATH ?? '';
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const documents = buildCorpus(
  `gatehouse accuracy 1: ${seed}`,
  words.includes('--quick') ? { share: 0.25, negatives: 4 } : { share: 1, negatives: 12 },
);
const leaks = documents.reduce(
  (sum, { planted }) => sum + planted.filter(({ expects }) => expects === 'block').length,
  0,
);
print(`Seed "${seed}": ${documents.length} files, ${leaks} leaks in them.`);

const answers = await withFolder(async (folder): Promise<readonly Asked[]> => {
  writeDocuments(folder, documents);
  const place = { folder, documents, path };
  const own = await askOwn(place);
  if (words.includes('--alone')) return [own];
  const peers = resolve(import.meta.dirname, '../peers');
  return [own, ...(await askGitleaks(place)), await askSecretlint(place, peers), await askDetectSecrets(place)];
});

const scores = new Map<string, Score>();
for (const answer of answers)
  if ('sightings' in answer) scores.set(answer.scanner, scoreOf(documents, answer.sightings));
printRows(answers, scores, print);
const own = scores.get('gatehouse');
if (own) {
  printKinds('class', own.byClass, scores, ({ byClass }) => byClass, print);
  printKinds('carrier', own.byCarrier, scores, ({ byCarrier }) => byCarrier, print);
  printHistory(await withFolder((folder) => measureHistory(seed, folder, path)), print);
  printBars(own, { familyOf, checksummed }, print);
  if (isDev && words.includes('--misses')) printMisses(own, print);
}
