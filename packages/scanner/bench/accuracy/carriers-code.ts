import { type Carrier, hash, type Lines, linesCarrier, slashes } from './carrier.ts';

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

/** Values given to names in the languages of bots. */
export const codeCarriers: readonly Carrier[] = rows.map(linesCarrier);
