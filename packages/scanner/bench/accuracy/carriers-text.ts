import { type Carrier, everyForm, noBlocks, oneLine, type Writing } from './carrier.ts';
import type { Secret } from './corpus.ts';
import { filler, stamp, symbol } from './filler.ts';
import { inDouble, looksLikeAnId, nameOf, type Scene } from './scene.ts';

/** `X-MBX-APIKEY: value`, or a header made of the name where the service has none of its own. */
function headerOf(scene: Scene, secret: Secret): [name: string, lead: string] {
  const words = nameOf(scene, secret, 'kebab-case');
  const [name = words, lead] = secret.header?.split(': ') ?? [`X-${words}`];
  return [name, lead === undefined ? '' : `${lead} `];
}

const owner = ({ kit, naming }: Scene) =>
  naming === 'comment' || naming === 'import' || naming === 'path' ? kit.title : '';

const http: readonly Carrier[] = [
  {
    name: 'curl-header',
    labelled: true,
    forms: ['line'],
    families: ['exchange', 'service'],
    write: (scene, writing) => {
      const { kit, random } = scene;
      const options = kit.secrets.map((secret) => {
        const [name, lead] = headerOf(scene, secret);
        return random.pick([
          `-H '${name}: ${lead}${writing.bare(secret)}'`,
          `--header "${name}: ${lead}${writing.bare(secret)}"`,
        ]);
      });
      const signature = `-H 'X-SIGNATURE: ${random.hex(64)}'`;
      const text = `curl -s https://${kit.host}/api/v1/account \\\n  ${[...options, signature].join(' \\\n  ')}\n`;
      return { path: random.pick(['scripts/balance.sh', 'docs/api.md', 'notes/curl.txt']), text };
    },
  },
  {
    name: 'curl-user',
    labelled: false,
    forms: ['line'],
    families: ['exchange', 'service'],
    write: ({ kit, random }, writing) => {
      const words = kit.secrets.slice(0, 2).map((secret) => writing.bare(secret));
      return {
        path: random.pick(['scripts/auth.sh', 'deploy.sh']),
        text: `#!/bin/sh\nset -e\ncurl -u '${words.length < 2 ? `bot:${words[0]}` : words.join(':')}' https://${kit.host}/api/v2/auth\n`,
      };
    },
  },
  {
    name: 'url-query',
    labelled: true,
    forms: ['line'],
    families: ['exchange', 'service'],
    write: (scene, writing) => {
      const { kit, random } = scene;
      const words = kit.secrets.map(
        (secret) =>
          `${nameOf(scene, secret, random.pick(['camelCase', 'snake_case']))}=${writing.as(secret, encodeURIComponent(secret.value))}`,
      );
      const url = `https://${kit.host}/v1/account?symbol=${random.below(9)}&${words.join('&')}&timestamp=17${random.text('0123456789', 11)}&signature=${random.hex(64)}`;
      return {
        path: random.pick(['requests.http', 'docs/example.md', 'src/fetch.ts']),
        text: random.pick([`GET ${url}\nAccept: application/json\n`, `await fetch('${url}');\n`]),
      };
    },
  },
  {
    name: 'har',
    labelled: true,
    forms: ['line'],
    families: ['exchange', 'service'],
    write: (scene, writing) => {
      const { kit, random } = scene;
      const headers = kit.secrets.map((secret) => {
        const [name, lead] = headerOf(scene, secret);
        return { name, value: lead + writing.as(secret, inDouble(secret.value)) };
      });
      const entry = `{"startedDateTime":"2024-06-01T10:00:00.000Z","request":{"method":"GET","url":"https://${kit.host}/api/v1/orders","headers":[{"name":"etag","value":"W/\\"${random.hex(32)}\\""},${headers.map(({ name, value }) => `{"name":"${name}","value":"${value}"}`).join(',')}]}}`;
      return {
        path: random.pick(['debug/session.har', 'capture.har']),
        text: `{"log":{"version":"1.2","entries":[${entry}]}}\n`,
      };
    },
  },
  {
    name: 'postman',
    labelled: true,
    forms: noBlocks,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const values = kit.secrets.map(
        (secret) =>
          `    {\n      "key": "${nameOf(scene, secret, random.pick(['camelCase', 'snake_case']))}",\n      "value": ${writing.double(secret)},\n      "type": "${random.pick(['default', 'secret'])}",\n      "enabled": true\n    }`,
      );
      return {
        path: random.pick(['postman/live.postman_environment.json', 'api.postman_collection.json']),
        text: `{\n  "id": "${random.uuid()}",\n  "name": "${owner(scene) || 'live'}",\n  "values": [\n    {\n      "key": "url",\n      "value": "https://${kit.host}",\n      "enabled": true\n    },\n${values.join(',\n')}\n  ]\n}\n`,
      };
    },
  },
  {
    name: 'recorded-request',
    labelled: true,
    forms: ['line'],
    families: ['exchange', 'service'],
    write: (scene, writing) => {
      const lines = scene.kit.secrets.map((secret) => {
        const [name, lead] = headerOf(scene, secret);
        return `      ${name}:\n      - ${lead}${writing.bare(secret)}`;
      });
      return {
        path: 'tests/cassettes/balance.yaml',
        text: `interactions:\n- request:\n    method: GET\n    uri: https://${scene.kit.host}/api/v1/account\n    headers:\n      Accept:\n      - '*/*'\n${lines.join('\n')}\n  response:\n    status: {code: 200}\n`,
      };
    },
  },
];

const shell: readonly Carrier[] = [
  {
    name: 'shell-history',
    labelled: true,
    forms: noBlocks,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const lines = kit.secrets.map(
        (secret) => `export ${nameOf(scene, secret, 'UPPER_SNAKE')}=${writing.word(secret)}`,
      );
      const head = owner(scene) ? [`cd ~/src/${kit.id}-bot`] : [];
      const text = ['ls -la', 'git status', ...head, ...lines, 'npm start', `git checkout ${random.hex(40)}`, 'exit'];
      return { path: random.pick(['.bash_history', '.zsh_history', 'history.txt']), text: `${text.join('\n')}\n` };
    },
  },
  {
    name: 'command-option',
    labelled: true,
    forms: oneLine,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const [lead, gap] = random.pick([
        ['--', ' '],
        ['--', '='],
        ['-e ', '='],
      ] as const);
      const style = lead === '-e ' ? 'UPPER_SNAKE' : 'kebab-case';
      const options = kit.secrets.map(
        (secret) => `${lead}${nameOf(scene, secret, style)}${gap}${writing.word(secret)}`,
      );
      const command = lead === '-e ' ? 'docker run --rm' : `./bot trade --exchange ${kit.id}`;
      return {
        path: random.pick(['run.sh', 'README.md', 'package.scripts.txt', 'crontab']),
        text: `#!/bin/sh\n${command} ${options.join(' ')}${lead === '-e ' ? ' bot:latest' : ''}\n`,
      };
    },
  },
];

const logs: readonly Carrier[] = [
  {
    name: 'log',
    labelled: false,
    forms: noBlocks,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const name = kit.title;
      const lines = kit.secrets.map((secret) => {
        const value = writing.bare(secret);
        const told = [`INFO  loaded ${name} ${secret.part} ${value}`, `DEBUG ${secret.part} for ${name}: ${value}`];
        const bare = [
          `INFO  ${name} client ready, using ${value}`,
          `DEBUG ${name} auth ${value}`,
          `ERROR ${name} rejected ${value}: signature mismatch`,
        ];
        return `${stamp(random)} ${random.pick(looksLikeAnId(secret.value) ? told : [...told, ...bare])}`;
      });
      return {
        path: random.pick(['logs/bot.log', 'bot-2024-06-01.log', 'output.txt']),
        text: `${[...filler(random, 'log'), ...lines, ...filler(random, 'log')].join('\n')}\n`,
      };
    },
  },
  {
    name: 'log-labelled',
    labelled: true,
    forms: noBlocks,
    write: (scene, writing) => {
      const { random } = scene;
      const pairs = scene.kit.secrets.map(
        (secret) =>
          `${nameOf(scene, secret, random.pick(['camelCase', 'snake_case']))}${random.pick(['=', ': '])}${writing.bare(secret)}`,
      );
      const lead = `${stamp(random)} DEBUG ${owner(scene) ? `[${owner(scene)}] ` : ''}`;
      return {
        path: random.pick(['logs/debug.log', 'nohup.out']),
        text: `${[...filler(random, 'log'), `${lead}config ${pairs.join(random.pick([' ', ', ']))}`, ...filler(random, 'log')].join('\n')}\n`,
      };
    },
  },
  {
    name: 'json-log',
    labelled: true,
    forms: noBlocks,
    write: (scene, writing) => {
      const { random } = scene;
      const pairs = scene.kit.secrets.map(
        (secret) => `"${nameOf(scene, secret, 'camelCase')}":${writing.double(secret)}`,
      );
      const plain = (level: string) =>
        `{"level":"${level}","time":17${random.text('0123456789', 11)},"reqId":"${random.uuid()}","msg":"tick ${symbol(random)}"}`;
      return {
        path: 'logs/app.jsonl',
        text: `${[plain('info'), `{"level":"debug","msg":"options","exchange":"${owner(scene)}","options":{${pairs.join(',')}}}`, plain('warn')].join('\n')}\n`,
      };
    },
  },
  {
    name: 'stack-trace',
    labelled: true,
    forms: ['line'],
    families: ['exchange', 'service'],
    write: (scene, writing) => {
      const lines = scene.kit.secrets.map(
        (secret) => `      '${headerOf(scene, secret)[0]}': '${headerOf(scene, secret)[1]}${writing.bare(secret)}',`,
      );
      return {
        path: 'error.log',
        text: `AxiosError: Request failed with status code 401\n    at settle (/app/node_modules/axios/dist/node/axios.cjs:2019:12)\n  config: {\n    url: 'https://${scene.kit.host}/api/v1/order',\n    headers: {\n      'User-Agent': 'axios/1.7.2',\n${lines.join('\n')}\n    }\n  },\n  code: 'ERR_BAD_REQUEST'\n`,
      };
    },
  },
  {
    name: 'notebook-output',
    labelled: false,
    forms: ['line'],
    write: (scene, writing) => {
      const values = scene.kit.secrets.map(
        (secret) => `'${writing.as(secret, JSON.stringify(secret.value.replaceAll('\n', '\\n')).slice(1, -1))}'`,
      );
      return {
        path: 'research/keys.ipynb',
        text: `{\n "cells": [\n  {\n   "cell_type": "code",\n   "source": ["client = ${scene.kit.title.replace(/\W/g, '')}(); vars(client)"],\n   "outputs": [\n    {\n     "data": {\n      "text/plain": [\n       "(${values.join(', ')})"\n      ]\n     }\n    }\n   ]\n  }\n ]\n}\n`,
      };
    },
  },
];

/** People's own words: notes, chats, tables. */
const people: readonly Carrier[] = [
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

const wallets: readonly Carrier[] = [
  {
    name: 'hardhat',
    labelled: true,
    forms: oneLine,
    families: ['wallet'],
    write: ({ kit, random }, writing) => {
      const [secret] = kit.secrets;
      if (!secret) return { path: 'hardhat.config.ts', text: '' };
      const accounts =
        kit.form === 'phrase'
          ? `{ mnemonic: ${writing.double(secret)} }`
          : `[${random.pick([writing.single, writing.double])(secret)}]`;
      return {
        path: random.pick(['hardhat.config.ts', 'hardhat.config.js', 'truffle-config.js']),
        text: `module.exports = {\n  solidity: '0.8.24',\n  networks: {\n    mainnet: {\n      url: 'https://rpc.ankr.com/eth',\n      accounts: ${accounts},\n    },\n  },\n};\n`,
      };
    },
  },
  {
    name: 'cast-command',
    labelled: true,
    forms: oneLine,
    families: ['wallet'],
    write: ({ kit, random }, writing) => {
      const [secret] = kit.secrets;
      if (!secret) return { path: 'deploy.sh', text: '' };
      const option =
        kit.form === 'phrase' ? `--mnemonic ${writing.double(secret)}` : `--private-key ${writing.bare(secret)}`;
      return {
        path: random.pick(['deploy.sh', 'Makefile', 'README.md']),
        text: `forge script script/Deploy.s.sol --rpc-url https://rpc.sepolia.org ${option} --broadcast\n# deployed at 0x${random.hex(40)} in 0x${random.hex(64)}\n`,
      };
    },
  },
  {
    name: 'wallet-file',
    labelled: false,
    forms: ['json', 'block'],
    write: ({ kit, random }, writing) => {
      const [secret] = kit.secrets;
      if (!secret) return { path: 'id.json', text: '' };
      const path =
        kit.form === 'block'
          ? random.pick(['id_rsa', 'certs/server.key', 'binance.pem', 'key.txt'])
          : random.pick(['id.json', 'keypair.json', `UTC--2024-06-01T10-00-00.000Z--${random.hex(40)}`]);
      return { path, text: `${writing.as(secret, secret.value)}\n` };
    },
  },
  {
    name: 'byte-array',
    labelled: false,
    forms: ['json'],
    families: ['wallet'],
    write: ({ kit, random }, writing) => {
      const [secret] = kit.secrets;
      if (!secret?.value.startsWith('['))
        return { path: 'wallet.ts', text: `const keystore = ${secret ? writing.as(secret, secret.value) : ''};\n` };
      const body = secret.value.slice(1, -1).replaceAll(',', random.pick([',', ', ', ',\n  ']));
      const [path, open, close] = random.pick([
        ['wallet.ts', 'const payer = Keypair.fromSecretKey(Uint8Array.from([', ']));'],
        ['wallet.py', 'payer = Keypair.from_bytes(bytes([', ']))'],
        ['src/main.rs', 'const PAYER: [u8; 64] = [', '];'],
      ] as const);
      return { path, text: `${open}${writing.as(secret, body)}${close}\n` };
    },
  },
  {
    name: 'word-list',
    labelled: false,
    forms: ['phrase'],
    families: ['wallet'],
    write: ({ kit, random }, writing) => {
      const [secret] = kit.secrets;
      if (!secret) return { path: 'backup.txt', text: '' };
      const words = secret.value.split(/\s/);
      const [path, body, end] = random.pick<readonly [string, (writing: Writing) => string, string]>([
        ['backup.txt', (write) => write.as(secret, words.map((word, at) => `${at + 1}. ${word}`).join('\n')), ''],
        [
          'src/wallet.ts',
          (write) => `const words = [${write.as(secret, words.map((word) => `'${word}'`).join(', '))}`,
          '];',
        ],
        ['recovery.txt', (write) => write.as(secret, words.join('\n')), ''],
        ['phrase.csv', (write) => write.as(secret, words.join(',')), ''],
      ]);
      return { path, text: `${body(writing)}${end}\n` };
    },
  },
];

export const textCarriers: readonly Carrier[] = [...http, ...shell, ...logs, ...people, ...wallets];
