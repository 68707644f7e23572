import type { Negative } from './negative.ts';
import type { Random } from './random.ts';

const many = (random: Random, count: number, one: (random: Random) => string) =>
  Array.from({ length: count }, () => one(random));
const name = (random: Random) =>
  random.pick([
    '@scope/pkg',
    'left-pad',
    'api-key-auth',
    'secret-stack',
    'token-types',
    'binance-api-node',
    'ccxt',
    'kraken-api',
  ]);
const version = (random: Random) => `${random.below(9)}.${random.below(30)}.${random.below(30)}`;

/** Files that package tools write, full of hashes. */
export const lockNegatives: readonly Negative[] = [
  {
    name: 'pnpm-lock',
    paths: ['pnpm-lock.yaml'],
    write: (random) => [
      "lockfileVersion: '9.0'",
      'packages:',
      ...many(
        random,
        25,
        (one) => `  ${name(one)}@${version(one)}:\n    resolution: {integrity: sha512-${one.base64(64)}}`,
      ),
    ],
  },
  {
    name: 'package-lock',
    paths: ['package-lock.json', 'npm-shrinkwrap.json'],
    write: (random) => [
      '{ "lockfileVersion": 3, "packages": {',
      ...many(
        random,
        20,
        (one) =>
          `"node_modules/${name(one)}": { "version": "${version(one)}", "resolved": "https://npm.internal/x/-/x-1.tgz", "integrity": "sha512-${one.base64(64)}" },`,
      ),
      '}}',
    ],
  },
  {
    name: 'yarn-lock',
    paths: ['yarn.lock'],
    write: (random) =>
      many(
        random,
        20,
        (one) =>
          `${name(one)}@^${version(one)}:\n  version "${version(one)}"\n  resolved "https://packages.example/x/-/x-1.tgz#${one.hex(40)}"\n  integrity sha512-${one.base64(64)}\n  checksum: ${one.hex(128)}`,
      ),
  },
  {
    name: 'other-locks',
    paths: ['Cargo.lock', 'poetry.lock', 'go.sum', 'Gemfile.lock'],
    write: (random) =>
      many(random, 18, (one) =>
        one.pick([
          `checksum = "${one.hex(64)}"`,
          `    {file = "x-1-py3-none-any.whl", hash = "sha256:${one.hex(64)}"},`,
          `github.com/x/y v1.2.3 h1:${one.base64(32)}`,
          `github.com/x/y v1.2.3/go.mod h1:${one.base64(32)}`,
        ]),
      ),
  },
];
