import { resolve } from 'node:path';
import { buildCorpus, familyOf } from './build.ts';
import { withFolder, writeDocuments } from './disk.ts';
import { measureHistory } from './history.ts';
import { checksummed } from './kits-wallet.ts';
import { printBars, printHistory, printKinds, printMisses, printRows, printTrees } from './print.ts';
import { askDetectSecrets, askGitleaks, askOwn, askSecretlint } from './scanners.ts';
import { type Score, scoreOf } from './score.ts';
import type { Asked } from './sighting.ts';
import { measureTree, type TreeScore, treesHere } from './trees.ts';

// Without a word: the held-out seed, of which only numbers are shown, the peers, a history, and the trees of this machine.
//   --dev      the seed that rules are written against; with --misses it shows the form of what was missed
//   --seed W   a corpus of one's own
//   --quick    a quarter of the corpus, and no trees
//   --alone    no peers
//   --trees    the trees alone, and where in them something was found
const { argv, env } = process;
const words = argv.slice(2);
const has = (word: string) => words.includes(`--${word}`);
const seed = has('seed') ? (words[words.indexOf('--seed') + 1] ?? '') : has('dev') ? 'dev' : 'held-out';
const path = env.PATH ?? '';
const print = (line: string): void => void process.stdout.write(`${line}\n`);

if (!has('trees')) await measureCorpus();
if (!has('quick')) await measureTrees();

async function measureCorpus(): Promise<void> {
  const size = has('quick') ? { share: 0.25, negatives: 4 } : { share: 1, negatives: 12 };
  const documents = buildCorpus(`gatehouse accuracy 1: ${seed}`, size);
  const leaks = documents.flatMap(({ planted }) => planted.filter(({ expects }) => expects === 'block')).length;
  print(`Seed "${seed}": ${documents.length} files, ${leaks} leaks in them.`);

  const answers = await withFolder(async (folder): Promise<readonly Asked[]> => {
    writeDocuments(folder, documents);
    const place = { folder, documents, path };
    const own = await askOwn(place);
    if (has('alone')) return [own];
    const peers = resolve(import.meta.dirname, '../peers');
    return [own, ...(await askGitleaks(place)), ...(await askSecretlint(place, peers)), await askDetectSecrets(place)];
  });

  const scores = new Map<string, Score>();
  for (const one of answers) if ('sightings' in one) scores.set(one.scanner, scoreOf(documents, one.sightings));
  printRows(answers, scores, print);
  const own = scores.get('gatehouse');
  if (!own) return;
  printKinds('class', scores, ({ byClass }) => byClass, print);
  printKinds('carrier', scores, ({ byCarrier }) => byCarrier, print);
  printHistory(await withFolder((folder) => measureHistory(seed, folder, path)), print);
  printBars(own, { familyOf, checksummed }, print);
  if (has('dev') && has('misses')) printMisses(own, print);
}

async function measureTrees(): Promise<void> {
  const scores: TreeScore[] = [];
  for (const tree of treesHere(env.HOME ?? '/')) scores.push(await measureTree(tree, path));
  printTrees(scores, { withPlaces: has('trees') }, print);
}
