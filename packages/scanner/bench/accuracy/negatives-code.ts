import { deflateSync } from 'node:zlib';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { filler, stamp } from './filler.ts';
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
const exchange = (random: Random) =>
  random.pick(['binance', 'okx', 'bybit', 'kraken', 'kucoin', 'gate', 'bitget', 'htx', 'mexc']);

/** What every repository holds. */
export const codeNegatives: readonly Negative[] = [
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
          `"node_modules/${name(one)}": { "version": "${version(one)}", "resolved": "https://registry.npmjs.org/x/-/x-1.tgz", "integrity": "sha512-${one.base64(64)}" },`,
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
          `${name(one)}@^${version(one)}:\n  version "${version(one)}"\n  resolved "https://registry.yarnpkg.com/x/-/x-1.tgz#${one.hex(40)}"\n  integrity sha512-${one.base64(64)}\n  checksum: ${one.hex(128)}`,
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
      "password: 'Mot-de-passe123',".replace('123', ''),
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

const placeholders = [
  'BINANCE_API_KEY=your_api_key_here',
  'API_SECRET=<SECRET>',
  'apiKey: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',
  'API_KEY=',
  'OKX_PASSPHRASE=changeme',
  'PRIVATE_KEY=0x...',
  'MNEMONIC="word1 word2 word3 ... word12"',
  'secret: "REPLACE_WITH_YOUR_SECRET"',
  '"apiKey": "INSERT-API-KEY-HERE",',
  'PASSWORD=********',
  'KRAKEN_SECRET=base64-encoded-private-key',
  'TELEGRAM_TOKEN=123456:ABC-DEF',
  'apiSecret: "YOUR_BYBIT_SECRET",',
  `TOKEN=\${TOKEN}`,
  'api_key = "abc123"',
  'PRIVATE_KEY=0xYOUR_PRIVATE_KEY',
  'password: "<your-password>"',
  'DATABASE_URL=postgres://user:password@localhost:5432/db',
  'SECRET_KEY=change-me-in-production',
  'key: "{{ api_key }}"',
  'API_KEY=abcdefgh12345678',
  'SLACK_WEBHOOK=https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
  'DB_PASSWORD=postgres',
  'REDIS_URL=redis://localhost:6379/0',
  `AWS_ACCESS_KEY_ID=AKIA${'IOSFODNN7EXAMPLE'}`,
  'MONGO_URL=mongodb://root:example@mongo:27017/',
];

const references = [
  'apiKey: process.env.BINANCE_API_KEY,',
  'secret = os.environ["OKX_SECRET_KEY"]',
  `API_KEY: \${{ secrets.BINANCE_API_KEY }}`,
  `password: \${DB_PASSWORD:?missing}`,
  'api_secret = var.bybit_api_secret',
  'const secret = await vault.read("secret/data/binance");',
  'password = data.aws_secretsmanager_secret_version.db.secret_string',
  'key: op://Private/kraken/api_key',
  'secretKeyRef: { name: bot-secrets, key: api-key-production }',
  'apiKey := os.Getenv("KUCOIN_API_KEY")',
  'let secret = env::var("GATE_SECRET_KEY")?;',
  'token: !env TELEGRAM_BOT_TOKEN',
  'PRIVATE_KEY=$(cat /run/secrets/deployer)',
  'privateKey: config.get("wallet.privateKey"),',
  'API_SECRET=file:///run/secrets/api_secret',
  'secretName: binance-api-credentials-v2',
  'passphrase: this.options.passphrase ?? credentials.passphrase,',
  '$apiKey = getenv("API_KEY_PRODUCTION");',
  'accounts: [process.env.DEPLOYER_PRIVATE_KEY!],',
  'password: "{{ vault_db_password }}"',
  'secretArn: arn:aws:secretsmanager:eu-west-1:123456789012:secret:bot/okx-AbCdEf',
  'ENV API_KEY=$API_KEY',
  'apiKey = import.meta.env.VITE_API_KEY_PUBLIC',
  'export SECRET="$(pass show binance/secret)"',
];

const codeAboutSecrets = [
  'function hasSecret(key: ApiKey): boolean { return key.secret !== undefined; }',
  'type Secret struct { Key string; Value []byte }',
  "throw new Error('API key must be 64 characters long');",
  'const tokenCount = tokens.reduce((sum, token) => sum + token.amount, 0);',
  'export class SecretManagerServiceClient2 extends BaseClient {}',
  "headers['X-MBX-APIKEY'] = this.apiKey;",
  'private readonly passphraseValidator = Validators.minLength(8);',
  '<input type="password" name="newPassword1" placeholder="NewPassword123" />',
  'def sign(secret: bytes, payload: str) -> str: return hmac.new(secret, payload.encode(), hashlib.sha256).hexdigest()',
  "if (apiKey === 'undefined' || secret === 'undefined') return;",
  'const PASSWORD_RULES = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)[A-Za-z\\d]{8,32}$/;',
  "const SECRET_PATTERN = 'sk_(live|test)_[0-9a-zA-Z]{24}';",
  'tokenType: TokenType.IdentifierKeyword2,',
  "const privateKeyPath = 'certs/binance_ed25519_prv.pem';",
  "const keyAlgorithm = 'aes-256-gcm-siv-v2';",
  'apiKeyHeaderName = "X-BAPI-API-KEY-V5"',
  "it('rejects a secret of 31 characters', () => {});",
  "passwordResetUrl: 'https://example.com/reset?token='",
  'SECRET_ROTATION_INTERVAL=P30DT12H',
  "key: 'ArrowDownLeft2',",
  "const accessTokenStorageKey = 'app.accessToken.v2';",
  "jwt.sign(payload, keys.private, { algorithm: 'EdDSA' })",
  "cacheKey: 'prices:BTCUSDT:5m:2024-06'",
];
