import {
  type Carrier,
  everyForm,
  hash,
  importLine,
  type Lines,
  linesCarrier,
  oneLine,
  slashes,
  type Writing,
} from './carrier.ts';
import type { Secret } from './corpus.ts';
import { filler, type Language } from './filler.ts';
import { looksLikeAnId, type NameStyle, nameOf, type Scene, styled, titleLine } from './scene.ts';

const camel = ['camelCase'] as const;
const upper = ['UPPER_SNAKE'] as const;

const rows: readonly Lines[] = [
  {
    name: 'ts-const',
    paths: ['src/config.ts', 'src/keys.ts', 'lib/exchange.js', 'index.js'],
    styles: ['camelCase', 'UPPER_SNAKE'],
    filler: 'ts',
    comment: slashes,
    line: (name, secret, write, { random }) =>
      `${random.pick(['const ', 'export const ', 'let ', 'var '])}${name}${random.pick(['', '', ': string'])} = ${random.pick([write.single, write.double])(secret)};`,
  },
  {
    name: 'ts-object',
    paths: ['src/bot.ts', 'src/exchange.ts', 'trade.mjs', 'src/accounts.ts'],
    styles: camel,
    filler: 'ts',
    comment: slashes,
    open: ({ kit, naming, random }) =>
      naming === 'name'
        ? `const exchange = new ccxt.${kit.id.replace(/\W/g, '')}({`
        : `${random.pick(['const client = new Client', 'export const account = Object.freeze', 'connect'])}({`,
    close: '  enableRateLimit: true,\n});',
    indent: '  ',
    line: (name, secret, write, { random }) => `${name}: ${random.pick([write.single, write.double])(secret)},`,
  },
  {
    name: 'ts-fallback',
    paths: ['src/config.ts', 'src/env.js'],
    styles: upper,
    filler: 'ts',
    comment: slashes,
    line: (name, secret, write, { random }) =>
      `const c${random.below(90)} = process.env.${name} ${random.pick(['??', '||'])} ${random.pick([write.single, write.double])(secret)};`,
  },
  {
    name: 'py-const',
    paths: ['config.py', 'bot/settings.py', 'keys.py'],
    styles: ['UPPER_SNAKE', 'snake_case'],
    filler: 'py',
    comment: hash,
    line: (name, secret, write, { random }) =>
      `${name}${random.pick([' = ', ' = ', '=', ': str = '])}${random.pick([write.single, write.double])(secret)}`,
  },
  {
    name: 'py-dict',
    paths: ['bot.py', 'strategy/exchange.py'],
    styles: ['camelCase', 'snake_case'],
    filler: 'py',
    comment: hash,
    open: ({ kit, naming }) => (naming === 'name' ? `exchange = ccxt.${kit.id.replace(/\W/g, '')}({` : 'params = {'),
    close: '}',
    indent: '    ',
    line: (name, secret, write, { random }) => `'${name}': ${random.pick([write.single, write.double])(secret)},`,
  },
  {
    name: 'py-keyword-argument',
    paths: ['bot.py', 'scripts/rebalance.py'],
    styles: ['snake_case', 'camelCase'],
    filler: 'py',
    comment: hash,
    open: () => 'client = Client(',
    close: ')',
    indent: '    ',
    line: (name, secret, write, { random }) => `${name}=${random.pick([write.single, write.double])(secret)},`,
  },
  {
    name: 'py-getenv-default',
    paths: ['settings.py', 'app/config.py'],
    styles: upper,
    filler: 'py',
    comment: hash,
    line: (name, secret, write, { random }) =>
      `v${random.below(90)} = ${random.pick(['os.getenv', 'os.environ.get', 'config'])}("${name}", ${write.double(secret)})`,
  },
  {
    name: 'go-const',
    paths: ['main.go', 'internal/config/keys.go'],
    styles: ['camelCase', 'PascalCase'],
    filler: 'go',
    comment: slashes,
    open: ({ random }) => random.pick(['const (', 'var (']),
    close: ')',
    indent: '\t',
    line: (name, secret, write) => `${name} = ${write.double(secret)}`,
  },
  {
    name: 'go-struct',
    paths: ['main.go', 'cmd/bot/main.go'],
    styles: ['PascalCase'],
    filler: 'go',
    comment: slashes,
    open: () => 'cfg := exchange.Config{',
    close: '}',
    indent: '\t',
    line: (name, secret, write) => `${name}: ${write.double(secret)},`,
  },
  {
    name: 'rust-const',
    paths: ['src/main.rs', 'src/config.rs'],
    styles: upper,
    filler: 'rust',
    comment: slashes,
    line: (name, secret, write, { random }) =>
      random.chance(0.6)
        ? `${random.pick(['', 'pub '])}const ${name}: &str = ${write.double(secret)};`
        : `let v${random.below(9)} = env::var("${name}").unwrap_or_else(|_| ${write.double(secret)}.to_string());`,
  },
  {
    name: 'java-const',
    paths: ['src/main/java/bot/Config.java', 'app/src/main/java/bot/Keys.java'],
    styles: upper,
    filler: 'jvm',
    comment: slashes,
    line: (name, secret, write) => `    private static final String ${name} = ${write.double(secret)};`,
  },
  {
    name: 'kotlin',
    paths: ['app/src/main/kotlin/Keys.kt', 'build.gradle.kts'],
    styles: ['camelCase', 'UPPER_SNAKE'],
    filler: 'jvm',
    comment: slashes,
    line: (name, secret, write, { random }) =>
      `${random.pick(['const val', 'private val', 'val'])} ${name}${random.pick(['', ': String'])} = ${write.double(secret)}`,
  },
  {
    name: 'swift',
    paths: ['ios/App/Secrets.swift', 'Sources/Bot/Config.swift'],
    styles: camel,
    filler: 'slash',
    comment: slashes,
    line: (name, secret, write, { random }) =>
      `${random.pick(['static let', 'let', 'private let'])} ${name}${random.pick(['', ': String'])} = ${write.double(secret)}`,
  },
  {
    name: 'csharp',
    paths: ['Program.cs', 'Bot/Settings.cs'],
    styles: ['PascalCase', 'camelCase'],
    filler: 'slash',
    comment: slashes,
    line: (name, secret, write) => `    public const string ${name} = ${write.double(secret)};`,
  },
  {
    name: 'php',
    paths: ['config.php', 'public/index.php'],
    styles: ['UPPER_SNAKE', 'snake_case'],
    filler: 'slash',
    comment: slashes,
    open: () => '<?php',
    line: (name, secret, write, { random }) =>
      random.chance(0.5)
        ? `define('${name}', ${write.single(secret)});`
        : `$${name.toLowerCase()} = ${write.single(secret)};`,
  },
  {
    name: 'ruby',
    paths: ['config/initializers/exchange.rb', 'bot.rb'],
    styles: ['snake_case', 'UPPER_SNAKE'],
    filler: 'hash',
    comment: hash,
    line: (name, secret, write, { random }) =>
      random.chance(0.5)
        ? `${name.toUpperCase()} = ${write.single(secret)}`
        : `config[:${name.toLowerCase()}] = ${write.double(secret)}`,
  },
  {
    name: 'mql',
    paths: ['Experts/Bridge.mq5', 'Include/Api.mqh'],
    styles: ['PascalCase', 'camelCase'],
    filler: 'slash',
    comment: slashes,
    line: (name, secret, write) => `input string ${name} = ${write.double(secret)};`,
  },
  {
    name: 'solidity-script',
    paths: ['script/Deploy.s.sol', 'test/Fork.t.sol'],
    styles: camel,
    filler: 'slash',
    comment: slashes,
    families: ['wallet'],
    forms: ['line'],
    line: (name, secret, write, { random }) =>
      secret.value.startsWith('0x')
        ? random.pick([`    uint256 ${name} = ${write.bare(secret)};`, `    vm.startBroadcast(${write.bare(secret)});`])
        : `    string memory ${name} = ${write.double(secret)};`,
  },
  {
    name: 'notebook',
    paths: ['research/backtest.ipynb', 'notebooks/fetch.ipynb'],
    styles: ['snake_case', 'UPPER_SNAKE'],
    filler: 'slash',
    comment: (text) => JSON.stringify(`# ${text}\n`).concat(','),
    open: ({ naming, kit }) =>
      `{\n "cells": [\n  {\n   "cell_type": "code",\n   "source": [\n${naming === 'import' ? `    "from ${kit.id.replace(/\W/g, '')}.client import Client\\n",\n` : ''}    "import pandas as pd\\n",`,
    close: '    ""\n   ]\n  }\n ],\n "nbformat": 4\n}',
    indent: '    ',
    line: (name, secret, write) => {
      const inner = secret.value.replaceAll('\n', '\\n');
      const escaped = JSON.stringify(inner).slice(1, -1);
      return `"${name} = '${write.as(secret, escaped)}'\\n",`;
    },
  },
];

interface Call {
  readonly name: string;
  readonly paths: readonly string[];
  readonly filler: Language;
  readonly comment: (text: string) => string;
  readonly call: (owner: string, words: string, random: Scene['random']) => string;
}

const calls: readonly Call[] = [
  {
    name: 'ts-positional',
    paths: ['src/main.ts', 'index.js', 'scripts/close-all.ts'],
    filler: 'ts',
    comment: slashes,
    call: (owner, words, random) =>
      random.pick([
        `const client = new ${owner}(${words});`,
        `await connect(${words});`,
        `const api = new ${owner}(${words}, { timeout: 5000 });`,
        `module.exports = new ${owner}(${words});`,
      ]),
  },
  {
    name: 'py-positional',
    paths: ['main.py', 'bot/run.py'],
    filler: 'py',
    comment: hash,
    call: (owner, words, random) =>
      random.pick([
        `client = ${owner}(${words})`,
        `api = ${owner}(${words}, testnet=False)`,
        `with ${owner}(${words}) as session:\n    pass`,
      ]),
  },
  {
    name: 'go-positional',
    paths: ['main.go', 'pkg/bot/bot.go'],
    filler: 'go',
    comment: slashes,
    call: (owner, words) => `client := exchange.New${owner}(${words})`,
  },
  {
    name: 'java-positional',
    paths: ['src/main/java/bot/Main.java'],
    filler: 'jvm',
    comment: slashes,
    call: (owner, words) => `ApiClient client = new ${owner}(${words});`,
  },
];

// A wallet's key is handed to what makes a wallet of it.
type WalletCall = Partial<Record<Language, (words: string) => string>>;
const walletCalls: readonly (readonly [RegExp, WalletCall])[] = [
  [
    /^(?:evm|hyperliquid)/,
    {
      ts: (words) => `const wallet = new ethers.Wallet(${words}, provider);`,
      py: (words) => `account = Account.from_key(${words})`,
      go: (words) => `privateKey, err := crypto.HexToECDSA(${words})`,
      jvm: (words) => `Credentials credentials = Credentials.create(${words});`,
    },
  ],
  [
    /^(?:bip39|electrum)/,
    {
      ts: (words) => `const seed = await bip39.mnemonicToSeed(${words});`,
      py: (words) => `seed = Mnemonic("english").to_seed(${words})`,
      go: (words) => `seed := bip39.NewSeed(${words}, "")`,
    },
  ],
  [
    /^solana-base58/,
    {
      ts: (words) => `const payer = Keypair.fromSecretKey(bs58.decode(${words}));`,
      py: (words) => `payer = Keypair.from_base58_string(${words})`,
    },
  ],
  [
    /^wif/,
    { ts: (words) => `const pair = ECPair.fromWIF(${words}, network);`, py: (words) => `key = PrivateKey(${words})` },
  ],
];

function callCarrier({ name, paths, filler: language, comment, call }: Call): Carrier {
  return {
    name,
    labelled: false,
    forms: everyForm,
    write: (scene, writing) => {
      const { random, kit, folder, naming } = scene;
      const words = kit.secrets
        .map((secret) => argument(language, secret, writing, random))
        .join(random.pick([', ', ', ', ',\n    ']));
      const owner = naming === 'name' ? `${kit.title.replace(/\W/g, '')}Client` : 'Client';
      const [, make] = walletCalls.find(([name]) => name.test(kit.class)) ?? [];
      const line = make?.[language]?.(words) ?? call(owner, words, random);
      const text = [
        ...importLine(scene, language),
        ...filler(random, language),
        ...titleLine(scene, comment),
        line,
        ...filler(random, language, 2),
      ];
      return { path: folder + random.pick(paths), text: `${text.join('\n')}\n` };
    },
  };
}

const argument = (language: Language, secret: Secret, writing: Writing, random: Scene['random']) =>
  language === 'ts' || language === 'py'
    ? random.pick([writing.single, writing.double])(secret)
    : writing.double(secret);

/** Values inside of longer strings, and values in pieces. */
const strings: readonly Carrier[] = [
  text('ts-template', true, 'ts', 'camelCase', ({ name, secret, random }, write) =>
    random.pick([
      `const line = \`${name}=${write.bare(secret)}&recvWindow=5000\`;`,
      `const header = \`${name}: ${write.bare(secret)}\`;`,
    ]),
  ),
  text('py-fstring', true, 'py', 'snake_case', ({ name, secret, random }, write) =>
    random.pick([
      `url = f"{base}/v1/account?${name}=${write.bare(secret)}&timestamp={now}"`,
      `headers = {"${secret.header ?? name}": f"${write.bare(secret)}"}`,
    ]),
  ),
  text(
    'split-literal',
    false,
    'ts',
    'camelCase',
    ({ name, secret }, write) => {
      const middle = Math.floor(secret.value.length / 2);
      const [one, two] = [secret.value.slice(0, middle), secret.value.slice(middle)];
      return `const ${name} = '${write.as(secret, `${one}' +\n  '${two}`)}';`;
    },
    ['line'],
  ),
  text(
    'py-implicit-split',
    false,
    'py',
    'snake_case',
    ({ name, secret }, write) => {
      const middle = Math.floor(secret.value.length / 2);
      return `${name} = (\n    "${write.as(secret, `${secret.value.slice(0, middle)}"\n    "${secret.value.slice(middle)}`)}"\n)`;
    },
    ['line'],
  ),
  text('comment', false, 'ts', 'camelCase', ({ secret, scene, random }, write) =>
    random.pick([
      `// ${scene.kit.title} ${secret.part}: ${write.bare(secret)}`,
      `/* ${random.pick(['old', 'prod', 'mine', 'backup'])} ${scene.kit.title} ${secret.part} ${write.bare(secret)} */`,
      ...(looksLikeAnId(secret.value)
        ? []
        : [`// ${random.pick(['old', 'temporary'])}: ${write.bare(secret)}`, `// const k = '${write.bare(secret)}'`]),
    ]),
  ),
  text('commented-code', true, 'py', 'snake_case', ({ name, secret }, write) => `# ${name} = ${write.double(secret)}`),
];

interface Piece {
  readonly name: string;
  readonly secret: Secret;
  readonly scene: Scene;
  readonly random: Scene['random'];
}

function text(
  name: string,
  labelled: boolean,
  language: 'ts' | 'py',
  style: NameStyle,
  line: (piece: Piece, writing: Writing) => string,
  forms = oneLine,
): Carrier {
  const comment = language === 'ts' ? slashes : hash;
  const paths = language === 'ts' ? ['src/client.ts', 'src/signer.js', 'app/api.ts'] : ['client.py', 'bot/api.py'];
  return {
    name,
    labelled,
    forms,
    write: (scene, writing) => {
      const { random, kit, folder } = scene;
      // Where nothing beside the value may name it, the words of the name still stand: `apiKey` in front of two halves.
      const lines = kit.secrets
        .filter(({ value }) => !value.includes('\n'))
        .map((secret) => line({ name: nameOf(scene, secret, style), secret, scene, random }, writing));
      const owner = styled([kit.id], style);
      const all = [
        ...importLine(scene, language),
        ...filler(random, language),
        ...titleLine(scene, comment),
        ...(scene.naming === 'name' ? [comment(owner)] : []),
        ...lines,
        ...filler(random, language, 2),
      ];
      return { path: folder + random.pick(paths), text: `${all.join('\n')}\n` };
    },
  };
}

const multiLine: Carrier = {
  name: 'multi-line-literal',
  labelled: true,
  forms: ['block', 'phrase'],
  write: (scene, writing) => {
    const { random, kit, folder } = scene;
    const [secret] = kit.secrets;
    if (!secret) return { path: 'empty.ts', text: '' };
    const indented = secret.value.replaceAll('\n', '\n  ');
    const name = nameOf(scene, secret, 'snake_case');
    const [path, body] = random.pick<readonly [string, () => string]>([
      ['src/key.ts', () => `const ${name} = \`${writing.as(secret, secret.value)}\`;\n`],
      ['key.py', () => `${name} = """${writing.as(secret, secret.value)}"""\n`],
      ['config.yml', () => `${name}: |\n  ${writing.as(secret, indented)}\nnext: 1\n`],
      ['main.go', () => `var ${name} = \`${writing.as(secret, secret.value)}\`\n`],
      ['prod.tfvars', () => `${name} = <<EOT\n${writing.as(secret, secret.value)}\nEOT\n`],
      ['.env', () => `${name.toUpperCase()}="${writing.as(secret, secret.value)}"\nPORT=3000\n`],
    ]);
    return {
      path: folder + path,
      text: `${titleLine(scene, path.endsWith('ts') || path.endsWith('go') ? slashes : hash).join('\n')}\n${body()}`,
    };
  },
};

export const codeCarriers: readonly Carrier[] = [
  ...rows.map(linesCarrier),
  ...calls.map(callCarrier),
  ...strings,
  multiLine,
];
