import type { Document, Kit } from './corpus.ts';
import { exchangeKits } from './kits-exchange.ts';
import type { Random } from './random.ts';

interface Split {
  readonly name: string;
  readonly secrets: (kit: Kit) => { readonly path: string; readonly text: string };
  readonly code: (kit: Kit) => { readonly path: string; readonly text: string };
}

const plain = { key: 'key', secret: 'secret', passphrase: 'passphrase' } as const;
const exported = { key: 'exKey', secret: 'exSecret', passphrase: 'exPass' } as const;
const plainOf = (part: string) => plain[part as keyof typeof plain];
const oneLine = (value: string) => value.replaceAll('\n', '\\n');

// The values stand in one file under names that say little; which exchange they open stands in another.
const splits: readonly Split[] = [
  {
    name: 'values-in-json',
    secrets: ({ secrets }) => ({
      path: 'config/account.json',
      text: `${JSON.stringify({ label: 'main', ...Object.fromEntries(secrets.map(({ part, value }) => [plainOf(part), value])) }, undefined, 2)}\n`,
    }),
    code: ({ id }) => ({
      path: 'src/client.ts',
      text: `import account from '../config/account.json' with { type: 'json' };\nexport const client = new ccxt.${id}({ apiKey: account.key, secret: account.secret, password: account.passphrase });\n`,
    }),
  },
  {
    name: 'values-in-env',
    secrets: ({ secrets }) => ({
      path: '.env',
      text: `MODE=live\n${secrets.map(({ part, value }) => `EX_${plainOf(part).toUpperCase()}=${oneLine(value)}`).join('\n')}\n`,
    }),
    code: ({ id, title }) => ({
      path: 'bot/main.py',
      text: `# ${title} grid\nimport os\nfrom ${id}.client import Client\nclient = Client(os.environ["EX_KEY"], os.environ["EX_SECRET"])\n`,
    }),
  },
  {
    name: 'values-in-module',
    secrets: ({ secrets }) => ({
      path: 'src/private.ts',
      text: `${secrets.map(({ part, value }) => `export const ${exported[part as keyof typeof exported]} = '${oneLine(value)}';`).join('\n')}\n`,
    }),
    code: ({ id, title }) => ({
      path: 'src/exchange.ts',
      text: `import { exKey, exSecret, exPass } from './private.ts';\n// ${title}\nexport const exchange = new ccxt.${id}({ apiKey: exKey, secret: exSecret, password: exPass });\n`,
    }),
  },
];

/** Repositories of two files that only together say what the values are. */
export function crossFileDocuments(random: Random): Document[] {
  return exchangeKits.flatMap((row) =>
    splits.flatMap((split) => {
      const kit = row.draw(random);
      const repository = `across-${kit.id}-${split.name}`;
      const carrier = `across: ${split.name}`;
      const values = split.secrets(kit);
      const planted = kit.secrets.map(({ part, value }) => ({
        class: kit.class,
        part,
        written: values.path.endsWith('.json') ? JSON.stringify(value).slice(1, -1) : oneLine(value),
        expects: 'block' as const,
      }));
      return [
        { repository, ...values, carrier, labelled: false, planted },
        { repository, ...split.code(kit), carrier, labelled: false, planted: [] },
      ];
    }),
  );
}
