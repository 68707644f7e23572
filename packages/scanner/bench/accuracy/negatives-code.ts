import { deflateSync } from 'node:zlib';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { filler, stamp } from './filler.ts';
import { codeAboutSecrets, placeholders, references } from './harmless-lines.ts';
import type { Negative } from './negative.ts';
import type { Random } from './random.ts';

const many = (random: Random, count: number, one: (random: Random) => string) =>
  Array.from({ length: count }, () => one(random));
const version = (random: Random) => `${random.below(9)}.${random.below(30)}.${random.below(30)}`;
const exchange = (random: Random) =>
  random.pick(['binance', 'okx', 'bybit', 'kraken', 'kucoin', 'gate', 'bitget', 'htx', 'mexc']);

/** What every repository holds. */
export const codeNegatives: readonly Negative[] = [
  {
    name: 'git-ids',
    paths: ['CHANGELOG.md', '.gitmodules', 'src/version.ts', '.git-blame-ignore-revs'],
    write: (random) =>
      many(random, 12, (one) =>
        one.pick([
          `- fix the token cache ([${one.hex(7)}](https://git.example/c/${one.hex(40)}))`,
          one.hex(40),
          `export const revision = '${one.hex(40)}';`,
          `uses: actions/checkout@${one.hex(40)} # v4`,
          `index ${one.hex(7)}..${one.hex(7)} 100644`,
          `keyring: ${one.hex(40)}`,
        ]),
      ),
  },
  {
    name: 'uuids',
    paths: ['test/orders.test.ts', 'fixtures/users.json', 'db/seed.sql'],
    write: (random) =>
      many(random, 15, (one) =>
        one.pick([
          `const orderId = '${one.uuid()}';`,
          `"requestId": "${one.uuid()}",`,
          `INSERT INTO users VALUES ('${one.uuid()}', 'alex');`,
          `expect(key.id).toBe('${one.uuid()}');`,
          `{ id: '${one.uuid()}', key: 'name' },`,
          `tenantId: ${one.uuid()}`,
          `<Project ProjectGuid="{${one.uuid().toUpperCase()}}" />`,
        ]),
      ),
  },
  {
    name: 'integrity-attributes',
    paths: ['index.html', 'public/404.html'],
    write: (random) =>
      many(
        random,
        6,
        (one) =>
          `<script src="https://cdn.example/a.js" integrity="sha${one.pick(['256', '384', '512'])}-${one.base64(one.pick([32, 48, 64]))}" crossorigin></script>`,
      ),
  },
  {
    name: 'etags',
    paths: ['fixtures/response.txt', 'test/http.test.ts'],
    write: (random) =>
      many(random, 8, (one) =>
        one.pick([
          `ETag: W/"${one.hex(32)}"`,
          `etag: '"${one.hex(64)}"',`,
          `x-request-id: ${one.uuid()}`,
          `CF-RAY: ${one.hex(16)}-LIS`,
          `x-amz-id-2: ${one.base64(56)}`,
          `Set-Cookie: _ga=GA1.2.${one.text('123456789', 9)}`,
        ]),
      ),
  },
  {
    name: 'minified-code',
    paths: ['dist/app.min.js', 'public/js/vendor.js'],
    write: (random) => [
      many(random, 300, (one) =>
        one.pick([
          `function ${one.text('abcdefxyz', 2)}(e,t){return e.token===t.secret?e.password:t.apiKey}`,
          `var ${one.text('abcxyz', 2)}={key:"${one.alphanumeric(8)}",secret:!0,tokenType:"Bearer"};`,
          `e.exports=n.p+"static/${one.hex(20)}.svg";`,
          `(${one.below(9999)},${one.below(99)},"${one.text('abcdefghijkl_', 12)}")`,
        ]),
      ).join(''),
    ],
  },
  {
    name: 'source-map',
    paths: ['dist/app.js.map'],
    write: (random) => [
      `{"version":3,"sources":["webpack://app/./src/token.ts"],"names":["apiKey","secret","password"],"mappings":"${many(random, 900, (one) => one.text('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 4 + one.below(5))).join(',')};AAAA"}`,
    ],
  },
  {
    name: 'images-as-base64',
    paths: ['src/icons.ts', 'styles/main.css', 'README.md'],
    write: (random) =>
      many(
        random,
        3,
        (one) =>
          `const logo${one.below(9)} = "data:image/png;base64,iVBORw0KGgo${deflateSync(one.bytes(900)).toString('base64')}";`,
      ),
  },
  {
    name: 'wasm-as-base64',
    paths: ['src/wasm.js', 'lib/hash.wasm.ts'],
    write: (random) => [
      `export const code = "AGFzbQEAAAA${random.bytes(6000).toString('base64')}";`,
      `const keyTable = Buffer.from('${random.base64(512)}', 'base64');`,
    ],
  },
  {
    name: 'checksum-files',
    paths: ['SHA256SUMS', 'checksums.txt', 'release.sha512', 'MD5SUMS'],
    write: (random) =>
      many(
        random,
        14,
        (one) => `${one.hex(one.pick([32, 40, 64, 128]))}  bot-${version(one)}-${one.pick(['linux', 'darwin'])}.tar.gz`,
      ),
  },
  {
    name: 'order-ids',
    paths: ['test/orders.json', 'logs/fills.log', 'src/orders.test.ts'],
    write: (random) =>
      many(random, 12, (one) =>
        one.pick([
          `"orderId": "${one.text('123456789', 18)}", "clientOrderId": "x-${one.alphanumeric(20)}"`,
          `${exchange(one)} order ${one.uuid()} filled`,
          `newClientOrderId: 'web_${one.hex(32)}',`,
          `"execId": "${one.uuid()}", "exchange": "${exchange(one)}"`,
          `kraken txid O${one.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 5)}-${one.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 5)}-${one.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 6)}`,
          `"tradeId": "${one.hex(24)}", "symbol": "BTC-USDT"`,
        ]),
      ),
  },
  {
    name: 'exchange-documentation',
    paths: ['docs/binance.md', 'docs/listen-key.md', 'README.md'],
    write: (random) => [
      '## User data stream (Binance)',
      'The listenKey is valid for 60 minutes and is not a credential by itself.',
      `Response: {"listenKey": "${random.alphanumeric(64)}"}`,
      'Set `BINANCE_API_KEY` and `BINANCE_API_SECRET` in your environment.',
      '    export BINANCE_API_KEY=<your api key>',
      '    BINANCE_API_SECRET=YOUR_SECRET_KEY_GOES_HERE',
      `The request is signed: signature=${random.hex(64)}`,
      'new Spot(process.env.API_KEY, process.env.API_SECRET)',
    ],
  },
  {
    name: 'placeholders',
    paths: ['.env.example', 'config.example.json', 'README.md', 'settings.py'],
    write: (random) => random.some(placeholders, 14),
  },
  {
    name: 'references',
    paths: ['src/config.ts', 'docker-compose.yml', 'deploy.tf', '.github/workflows/ci.yml'],
    write: (random) => random.some(references, 14),
  },
  {
    name: 'code-about-secrets',
    paths: ['src/auth.ts', 'lib/keys.go', 'vault.py', 'src/Form.tsx'],
    write: (random) => random.some(codeAboutSecrets, 14),
  },
  {
    name: 'prose-of-list-words',
    paths: ['docs/story.md', 'src/wordlist.ts', 'CONTRIBUTING.md'],
    write: (random) => [
      'You only need enough money above the minimum before the market can open again this evening.',
      `The ${random.some(english, 9).join(' and the ')}.`,
      `const words = ['${random.some(english, 40).sort().join("', '")}'];`,
      english.slice(random.below(1900), 2000).slice(0, 60).join('\n'),
      'mnemonic: a phrase of twelve or twenty four words that anyone can use to restore a wallet',
    ],
  },
  {
    name: 'encrypted-secrets',
    paths: ['secrets.enc.yaml', 'secrets.sops.json', 'ansible/vault.yml', 'sealed-secret.yaml'],
    write: (random) => [
      `binance_api_secret: ENC[AES256_GCM,data:${random.base64(64)},iv:${random.base64(32)},tag:${random.base64(16)},type:str]`,
      `password: ENC[AES256_GCM,data:${random.base64(18)},iv:${random.base64(32)},tag:${random.base64(16)},type:str]`,
      `sops:\n    mac: ENC[AES256_GCM,data:${random.base64(88)},iv:${random.base64(32)},tag:${random.base64(16)},type:str]`,
      `    - recipient: age1${random.text('qpzry9x8gf2tvdw0s3jn54khce6mua7l', 58)}`,
      `      enc: |\n        ${'-'.repeat(5)}BEGIN AGE ENCRYPTED FILE${'-'.repeat(5)}\n        ${random.base64(48)}\n        ${random.base64(48)}\n        ${'-'.repeat(5)}END AGE ENCRYPTED FILE${'-'.repeat(5)}`,
      `db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  ${random.hex(80)}\n  ${random.hex(80)}`,
      `  encryptedData:\n    API_SECRET: AgB${random.base64(300)}`,
    ],
  },
  {
    name: 'public-pem',
    paths: ['certs/ca.pem', 'keys/exchange.pub', '.ssh/known_hosts', 'authorized_keys'],
    write: (random) => [
      ...['CERTIFICATE', 'PUBLIC KEY', 'CERTIFICATE REQUEST'].map(
        (label) =>
          `${'-'.repeat(5)}BEGIN ${label}${'-'.repeat(5)}\nMII${random.base64(700)}\n${'-'.repeat(5)}END ${label}${'-'.repeat(5)}`,
      ),
      `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${random.base64(32)} alex@laptop`,
      `github.com ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ${random.base64(300)}`,
    ],
  },
  {
    name: 'documentation-jwts',
    paths: ['docs/auth.md', 'test/jwt.test.ts'],
    // The token of jwt.io's front page, made anew from its parts.
    known: (lines) =>
      lines.flatMap((line) =>
        (/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/.exec(line) ?? []).map((written) => ({
          class: 'jwt-io',
          part: 'token',
          written,
          expects: 'info' as const,
        })),
      ),
    write: () => [
      'The header and the claims of a token are readable by anyone:',
      `Authorization: Bearer ${[
        { alg: 'HS256', typ: 'JWT' },
        { sub: '1234567890', name: 'John Doe', iat: 1516239022 },
      ]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.')}.${['SflKxwRJSMeKKF2QT4', 'fwpMeJf36POk6yJV_adQssw5c'].join('')}`,
    ],
  },
  {
    name: 'translations',
    paths: ['locales/de.json', 'i18n/pt.yml', 'src/strings.fr.ts'],
    write: () => [
      '"password": "Passwort",',
      '"password_placeholder": "Mindestens8Zeichen!",',
      '"api_key_label": "API-Schlüssel der Börse",',
      '"secretKeyHelp": "Der geheime Schlüssel wird nur einmal angezeigt.",',
      "password: 'Mot-de-passe',",
      "forgotPassword: 'Palavra-passe esquecida?',",
      '"seed_phrase": "Wiederherstellungsphrase",',
      'token_expired: "Sitzung abgelaufen, bitte neu anmelden"',
    ],
  },
  {
    name: 'logs',
    paths: ['logs/run.log', 'ci-output.txt'],
    write: (random) => [
      ...filler(random, 'log', 5),
      `${stamp(random)} DEBUG cache key ${random.hex(32)} hit`,
      `${stamp(random)} INFO  etag ${random.hex(40)} unchanged`,
      `${stamp(random)} INFO  signature=${random.hex(64)} accepted by ${exchange(random)}`,
      `${stamp(random)} INFO  session token=*** refreshed`,
      `${stamp(random)} INFO  idempotency-key: ${random.uuid()}`,
    ],
  },
  {
    name: 'test-data',
    paths: ['test/client.test.ts', 'tests/test_client.py', 'spec/sign_spec.rb'],
    write: () => [
      "const apiKey = 'test-api-key';",
      "secret: 'test-secret',",
      'client = Client("api_key", "api_secret")',
      "const client = new Client('foo', 'bar');",
      "password: 'hunter2',",
      "expect(sign('key', 'secret')).toHaveLength(64);",
      'passphrase="passphrase"',
      "API_KEY: 'dummy-key-1234567890'",
      "token: 'abcdefghijklmnopqrstuvwxyz'",
      "privateKey: '0x0000000000000000000000000000000000000000000000000000000000000001'",
    ],
  },
];
