import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Attempt } from './attempts.ts';
import type { Outside, Targets } from './outside.ts';
import { strategy } from './strategies.ts';

/** Puts a marked file into every place of a checkout that a strategy must not see, and returns where they are. */
export function plant(
  outside: Outside,
  places: { readonly root: string; readonly state: string; readonly configFile: string; readonly strategies: string },
): Targets {
  const { root, state, configFile, strategies } = places;
  const { marks } = outside;
  const put = (path: string, text: string, mode = 0o600) => {
    writeFileSync(path, text, { mode });
    return path;
  };
  if (!existsSync(state)) mkdirSync(state, { recursive: true, mode: 0o700 });
  put(join(state, 'spare.txt'), 'x');
  const linkedPackage = join(root, 'apps/bot/node_modules/@gatehouse/secrets');
  if (!existsSync(linkedPackage)) {
    mkdirSync(dirname(linkedPackage), { recursive: true });
    symlinkSync(join(root, 'packages/secrets'), linkedPackage);
  }
  return {
    ...outside.targets,
    dotenv: put(join(root, '.env'), `# ${marks.dotenv}\n`),
    linkedPackage,
    nestedDotenv: put(join(root, 'packages', 'secrets', '.env'), `# ${marks.dotenv}\n`),
    stateFolder: state,
    stateFile: put(join(state, `${marks.state}.txt`), marks.state),
    rootManifest: put(join(root, 'notes.txt'), marks.manifest),
    configFile,
    strategies,
  };
}

/** The text of a strategy that tries each of these, one after the other, and prints what came of it. */
export function hostileStrategy(rows: readonly (readonly [string, Pick<Attempt, 'tries'>])[], at: Targets): string {
  const tried = rows.map(([id, { tries }]) => `  [${JSON.stringify(id)}, async (id) => { ${tries} }],`);
  return strategy({
    top: `
const at = ${JSON.stringify(at)};
const load = async (name) => (await import(name)).default ?? (await import(name));
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const tried = [
${tried.join('\n')}
];
// What fails later than it was called fails here; the rest must still be tried.
process.on('uncaughtException', () => undefined);
process.on('unhandledRejection', () => undefined);

// The desk takes twenty lines a second and five hundred characters a line: several outcomes share a line.
let held = '';
const flush = async () => { if (held !== '') console.log(held); held = ''; await rest(60); };
const say = async (text) => { if (held.length + text.length > 480) await flush(); held += text; };

(async () => {
  await rest(50);
  for (const [id, run] of tried) {
    let came;
    // Whatever ends this process, what was tried before it stands printed.
    if (id.startsWith('kill')) await flush();
    try {
      const got = await Promise.race([run(id), rest(400).then(() => 'no answer in 400 ms')]);
      came = 'went through ' + String(got).slice(0, 120);
    } catch (error) {
      came = 'refused ' + String(error?.code ?? error?.name);
    }
    await say('@' + id + '=' + came.replace(/[@\\n]/g, ' ') + '@;');
  }
  await flush();
  console.log('everything was tried');
})();
`,
  });
}

/** What the strategy printed about one attempt; undefined when it never got to it. */
export function outcomeOf(id: string, printed: string): string | undefined {
  return new RegExp(`@${id}=([^@]*)@;`).exec(printed)?.[1];
}
