import { join } from 'node:path';
import { isTracked, searchOwnKeys } from '@gatehouse/scanner';
import {
  type Credentials,
  encodingsOf,
  judgeDotenv,
  loadCredentials,
  Redactor,
  Secret,
  type SourceWorld,
} from '@gatehouse/secrets';
import { openLine } from './frames.ts';
import { cap, descriptor, type FromCourier, type ToCourier } from './messages.ts';

// The short-lived process that reads the key from its source and hands it to the desk, then looks for it in the tree,
// the history and the logs. It has no network. It ends when the search is done, or when the desk or the launcher does.

const root = process.cwd();
const [state = join(root, '.state')] = process.argv.slice(2);
const ending = new AbortController();
const redactor = new Redactor();
// Git needs to be found, and its owner's list of safe folders.
const forGit = { PATH: process.env.PATH, HOME: process.env.HOME, XDG_CONFIG_HOME: process.env.XDG_CONFIG_HOME };
const world: SourceWorld = {
  env: process.env,
  dotenvPath: join(root, '.env'),
  isTracked: (path) => isTracked(path, forGit),
};

let credentials: Credentials | undefined;

const desk = openLine(descriptor.courier, {
  maxBytes: cap.own,
  message: (message) => void answer(message as ToCourier),
  fault: leave,
  end: leave,
});
openLine(descriptor.launcher, { maxBytes: cap.own, message: () => undefined, fault: leave, end: leave });

const dotenv = await judgeDotenv(world);
say({ answer: 'host', dotenv: { present: dotenv.present, problems: dotenv.problems } });

async function answer(asked: ToCourier): Promise<void> {
  try {
    if (asked.ask === 'credentials') {
      credentials = await loadCredentials(
        { exchange: asked.exchange, fields: asked.fields as never, source: asked.source as never },
        world,
      );
      const fields: Record<string, string> = {};
      for (const [name, secret] of credentials.fields) {
        redactor.add(secret);
        fields[name] = Buffer.from(secret.expose()).toString('base64');
      }
      // What the shell exported stands in the environment of every process that started this one.
      const exported = credentials.origin.includes('the environment') ? [...credentials.fields.keys()] : [];
      say({ answer: 'credentials', fields, origin: credentials.origin, exported });
    } else {
      await search(asked);
      leave();
    }
  } catch (error) {
    const { code, message } =
      error instanceof Error ? (error as Error & { code?: string }) : { code: undefined, message: '' };
    say({ answer: 'refused', to: asked.ask, code: code ?? 'UNEXPECTED', says: redactor.scrub(message) });
  }
}

async function search(asked: Extract<ToCourier, { ask: 'search' }>): Promise<void> {
  const secrets: (readonly [string, Secret])[] =
    asked.minted === undefined
      ? [...(credentials?.fields ?? [])]
      : Object.entries(asked.minted).map(([name, text]) => [name, Secret.of(Buffer.from(text, 'base64'))]);
  const result = await searchOwnKeys({
    root,
    needles: secrets.flatMap(([field, secret]) => encodingsOf(secret).map((bytes) => ({ field, bytes }))),
    exempt: credentials?.exempt ?? [],
    logs: join(state, 'logs'),
    seen: { folder: join(state, 'seen'), label: asked.label },
    budgetMs: asked.budgetMs,
    signal: ending.signal,
    env: forGit,
  });
  const { findings, complete, looked, rest } = result;
  say({ answer: 'search', result: { findings, complete, looked }, done: complete });
  if (complete || rest === undefined) return;
  const remainder = await rest();
  say({
    answer: 'search',
    result: { findings: remainder.findings, complete: remainder.complete, looked: remainder.looked },
    done: true,
  });
}

function say(message: FromCourier): void {
  desk.send(message);
}

function leave(): void {
  ending.abort();
  desk.close();
  // Lets the last line leave; the search may still hold a git that is being ended.
  setTimeout(() => process.exit(0), 20);
}
