import { type Carrier, everyForm, noBlocks, oneLine } from './carrier.ts';
import type { Secret } from './corpus.ts';
import { filler } from './filler.ts';
import { inDouble, nameOf, type Scene } from './scene.ts';

/** People's own words: notes, chats, tables. */
export const peopleCarriers: readonly Carrier[] = [
  {
    name: 'markdown',
    labelled: true,
    forms: everyForm,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const rows = kit.secrets.map((secret) => {
        const name = spoken(scene, secret);
        const tick = (text: string) => `\`${text}\``;
        return random.pick([
          `- **${name}**: ${tick(writing.bare(secret))}`,
          `* ${name}: ${writing.bare(secret)}`,
          `| ${name} | ${tick(writing.bare(secret))} |`,
        ]);
      });
      return {
        path: random.pick(['README.md', 'docs/setup.md', 'NOTES.md']),
        text: `# ${kit.title} bot\n\n${filler(random, 'prose').join(' ')}\n\n${rows.join('\n')}\n\n${filler(random, 'prose').join(' ')}\n`,
      };
    },
  },
  {
    name: 'notes-next-line',
    labelled: false,
    forms: noBlocks,
    write: (scene, writing) => {
      const rows = scene.kit.secrets.map((secret) => `${spoken(scene, secret)}\n${writing.bare(secret)}`);
      return {
        path: scene.random.pick(['keys.txt', 'notes/accounts.txt', 'todo.txt']),
        text: `${scene.kit.title}\n${rows.join('\n')}\n\nbuy milk\n`,
      };
    },
  },
  {
    name: 'chat-export',
    labelled: false,
    forms: noBlocks,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const says = (text: string) =>
        random.pick([
          `[03.06.24 14:0${random.below(9)}] Alex: ${text}`,
          `alex — Today at 2:0${random.below(9)} PM\n${text}`,
        ]);
      const rows = kit.secrets.map((secret) =>
        says(
          random.pick([
            `here is the ${kit.title} ${secret.part}: ${writing.bare(secret)}`,
            `${writing.bare(secret)}  (${secret.part}, ${kit.title})`,
            `use ${writing.bare(secret)} for ${kit.title}, it is the ${secret.part}`,
          ]),
        ),
      );
      return {
        path: random.pick(['chat/export.txt', 'ChatExport/messages.txt']),
        text: `${[says('can you send me the login again?'), ...rows, says('thanks, it works now')].join('\n')}\n`,
      };
    },
  },
  {
    name: 'telegram-json',
    labelled: false,
    forms: noBlocks,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const rows = kit.secrets.map(
        (secret, at) =>
          `  {\n   "id": ${1000 + at},\n   "type": "message",\n   "from": "Sam",\n   "text": "${kit.title} ${secret.part} ${writing.as(secret, inDouble(secret.value))}"\n  }`,
      );
      return {
        path: 'ChatExport/result.json',
        text: `{\n "name": "ops",\n "id": ${random.text('123456789', 10)},\n "messages": [\n${rows.join(',\n')}\n ]\n}\n`,
      };
    },
  },
  {
    name: 'csv',
    labelled: false,
    forms: oneLine,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const head = ['Exchange', 'Label', ...kit.secrets.map((secret) => spoken(scene, secret))];
      const row = [kit.title, `account ${random.below(9)}`, ...kit.secrets.map((secret) => writing.bare(secret))];
      return { path: random.pick(['accounts.csv', 'exports/keys.csv']), text: `${head.join(',')}\n${row.join(',')}\n` };
    },
  },
  {
    name: 'sql-dump',
    labelled: false,
    forms: noBlocks,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const columns = [
        '`id`',
        '`exchange`',
        ...kit.secrets.map((secret) => `\`${nameOf({ ...scene, naming: 'none' }, secret, 'snake_case')}\``),
        '`created_at`',
      ];
      const values = [
        `${random.below(900)}`,
        `'${kit.id}'`,
        ...kit.secrets.map((secret) => writing.single(secret)),
        "'2024-06-01 10:00:00'",
      ];
      return {
        path: random.pick(['backup.sql', 'db/dump.sql', 'seeds/accounts.sql']),
        text: `-- MySQL dump 10.13\nINSERT INTO \`api_accounts\` (${columns.join(', ')}) VALUES\n(${values.join(', ')});\n`,
      };
    },
  },
];

function spoken({ names }: Scene, secret: Secret): string {
  const words = (names.get(secret) ?? []).join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
