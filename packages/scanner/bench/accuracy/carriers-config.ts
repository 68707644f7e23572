import { type Carrier, everyForm, hash, type Lines, linesCarrier, oneLine, slashes } from './carrier.ts';
import { filler, stamp } from './filler.ts';
import { nameOf } from './scene.ts';

const upper = ['UPPER_SNAKE'] as const;
const snake = ['snake_case', 'snake_case', 'camelCase', 'kebab-case'] as const;

const rows: readonly Lines[] = [
  {
    name: 'env',
    paths: ['.env', '.env.local', '.env.production', 'config/.env.live', 'deploy/prod.env'],
    styles: upper,
    filler: 'hash',
    comment: hash,
    line: (name, secret, write, { random }) =>
      `${random.pick(['', '', '', 'export '])}${name}${random.pick(['=', '=', '= ', ' = '])}${random.pick([write.word, write.double, write.single])(secret)}`,
  },
  {
    name: 'env-example',
    paths: ['.env.example', '.env.sample', '.env.template', 'env.dist'],
    styles: upper,
    filler: 'hash',
    comment: hash,
    line: (name, secret, write) => `${name}=${write.word(secret)}`,
  },
  {
    name: 'yaml',
    paths: ['config.yml', 'config/bot.yaml', 'settings/prod.yml'],
    styles: snake,
    filler: 'hash',
    comment: hash,
    open: ({ kit, random }) => `${random.pick(['credentials', 'account', 'live', kit.id])}:`,
    indent: '  ',
    line: (name, secret, write, { random }) =>
      `${name}: ${random.pick([write.word, write.single, write.double])(secret)}`,
  },
  {
    name: 'toml',
    paths: ['config.toml', 'bot/settings.toml', 'Secrets.toml'],
    styles: snake,
    filler: 'hash',
    comment: hash,
    open: () => '[account]',
    line: (name, secret, write, { random }) => `${name} = ${random.pick([write.double, write.single])(secret)}`,
  },
  {
    name: 'ini',
    paths: ['config.ini', 'trader.cfg', 'conf/api.conf'],
    styles: ['snake_case', 'camelCase', 'PascalCase'],
    filler: 'hash',
    comment: (text) => `; ${text}`,
    open: () => '[api]',
    line: (name, secret, write, { random }) => `${name}${random.pick(['=', ' = ', ': '])}${write.bare(secret)}`,
  },
  {
    name: 'properties',
    paths: ['src/main/resources/application.properties', 'application-prod.properties', 'gradle.properties'],
    styles: ['dotted.case', 'kebab-case', 'camelCase'],
    filler: 'hash',
    comment: hash,
    line: (name, secret, write, { random }) => `${random.pick(['', 'exchange.', 'app.'])}${name}=${write.bare(secret)}`,
  },
  {
    name: 'docker-compose',
    paths: ['docker-compose.yml', 'compose.yaml', 'docker/docker-compose.prod.yml'],
    styles: upper,
    filler: 'hash',
    comment: hash,
    open: () => 'services:\n  bot:\n    image: bot:latest\n    environment:',
    indent: '      ',
    line: (name, secret, write) => `- ${name}=${write.bare(secret)}`,
  },
  {
    name: 'dockerfile',
    paths: ['Dockerfile', 'docker/Dockerfile.prod'],
    styles: upper,
    filler: 'hash',
    comment: hash,
    open: ({ random }) => `FROM node:24-alpine@sha256:${random.hex(64)}`,
    line: (name, secret, write, { random }) => `${random.pick(['ENV', 'ARG'])} ${name}=${write.word(secret)}`,
  },
  {
    name: 'k8s-string',
    paths: ['k8s/secret.yaml', 'deploy/manifests/bot-secret.yml'],
    styles: upper,
    filler: 'hash',
    comment: hash,
    open: () => 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: bot\nstringData:',
    indent: '  ',
    line: (name, secret, write) => `${name}: ${write.double(secret)}`,
  },
  {
    name: 'tfvars',
    paths: ['terraform.tfvars', 'infra/prod.auto.tfvars'],
    styles: ['snake_case'],
    filler: 'slash',
    comment: hash,
    line: (name, secret, write) => `${name.padEnd(24)} = ${write.double(secret)}`,
  },
  {
    name: 'github-actions',
    paths: ['.github/workflows/deploy.yml', '.github/workflows/nightly.yaml'],
    styles: upper,
    filler: 'hash',
    comment: hash,
    open: () => 'jobs:\n  run:\n    runs-on: ubuntu-latest\n    env:',
    indent: '      ',
    line: (name, secret, write, { random }) => `${name}: ${random.pick([write.word, write.double])(secret)}`,
  },
  {
    name: 'makefile',
    paths: ['Makefile', 'scripts/run.mk'],
    styles: upper,
    filler: 'hash',
    comment: hash,
    line: (name, secret, write, { random }) =>
      `${random.pick(['', 'export '])}${name} ${random.pick([':=', '=', '?='])} ${write.bare(secret)}`,
  },
  {
    name: 'systemd',
    paths: ['deploy/bot.service', 'etc/systemd/system/grid.service'],
    styles: upper,
    filler: 'hash',
    comment: hash,
    open: () => '[Service]\nExecStart=/usr/bin/node /opt/bot/main.js',
    line: (name, secret, write) => `Environment="${name}=${write.bare(secret)}"`,
    forms: oneLine,
  },
  {
    name: 'powershell',
    paths: ['scripts/start.ps1', 'run.ps1'],
    styles: upper,
    filler: 'hash',
    comment: hash,
    line: (name, secret, write) => `$env:${name} = ${write.double(secret)}`,
  },
  {
    name: 'xml',
    paths: ['App.config', 'src/main/resources/config.xml', 'settings.xml'],
    styles: ['camelCase', 'PascalCase', 'snake_case'],
    filler: 'slash',
    comment: (text) => `<!-- ${text} -->`,
    open: () => '<configuration>',
    close: '</configuration>',
    indent: '  ',
    line: (name, secret, write, { random }) =>
      random.chance(0.5)
        ? `<${name}>${write.bare(secret)}</${name}>`
        : `<add key="${name}" value="${write.bare(secret)}" />`,
    forms: oneLine,
  },
  {
    name: 'plist',
    paths: ['ios/Config.plist', 'Secrets.plist'],
    styles: ['camelCase', 'PascalCase', 'UPPER_SNAKE'],
    filler: 'slash',
    comment: (text) => `<!-- ${text} -->`,
    open: () => '<plist version="1.0">\n<dict>',
    close: '</dict>\n</plist>',
    line: (name, secret, write) => `\t<key>${name}</key>\n\t<string>${write.bare(secret)}</string>`,
    forms: oneLine,
  },
  {
    name: 'crlf',
    paths: ['windows/.env', 'start.bat', 'config/keys.txt'],
    styles: upper,
    filler: 'hash',
    comment: (text) => `REM ${text}\r`,
    line: (name, secret, write) => `set ${name}=${write.bare(secret)}\r`,
  },
];

/** Files of members: JSON and what looks like it. */
const members: readonly Carrier[] = [
  member('json', ['config.json', 'config/default.json', 'secrets.json', 'keys.json'], 'camelCase', 'snake_case'),
  member('appsettings', ['appsettings.json', 'appsettings.Production.json'], 'PascalCase'),
  member('pm2', ['ecosystem.config.json', 'process.json'], 'UPPER_SNAKE'),
];

function member(
  name: string,
  paths: readonly string[],
  ...styles: readonly ('camelCase' | 'snake_case' | 'PascalCase' | 'UPPER_SNAKE')[]
): Carrier {
  return {
    name,
    labelled: true,
    forms: everyForm,
    write: (scene, writing) => {
      const { random, kit, naming, folder } = scene;
      const style = random.pick(styles);
      const owner = naming === 'comment' ? [`"exchange": ${JSON.stringify(random.pick([kit.title, kit.id]))}`] : [];
      const host = naming === 'import' ? [`"baseUrl": "https://${kit.host}"`] : [];
      const values = kit.secrets.map((secret) => `"${nameOf(scene, secret, style)}": ${writing.literal(secret)}`);
      const all = [...filler(random, 'json', 3), ...owner, ...host, ...values];
      const inner = random.chance(0.3);
      const [gap, open, close] = inner ? ['\n    ', '{\n  "account": {', '\n  }\n}\n'] : ['\n  ', '{', '\n}\n'];
      const text = random.chance(0.15) ? `{${all.join(',')}}\n` : `${open}${gap}${all.join(`,${gap}`)}${close}`;
      return { path: folder + random.pick(paths), text };
    },
  };
}

/** Configuration that bots ship with a place for keys in it. */
const bots: readonly Carrier[] = [
  {
    name: 'freqtrade',
    labelled: true,
    forms: ['line'],
    families: ['exchange'],
    write: ({ random, kit }, writing) => {
      const names = {
        key: 'key',
        secret: random.chance(0.2) && kit.id === 'hyperliquid' ? 'privateKey' : 'secret',
        passphrase: 'password',
      };
      const values = kit.secrets.map(
        (secret) => `        "${names[secret.part as keyof typeof names]}": ${writing.double(secret)},`,
      );
      const text = `{\n    "max_open_trades": 3,\n    "stake_currency": "USDT",\n    "exchange": {\n        "name": "${kit.id}",\n${values.join('\n')}\n        "ccxt_config": {"enableRateLimit": true},\n        "pair_whitelist": ["BTC/USDT"]\n    },\n    "api_server": {"enabled": false}\n}\n`;
      return { path: random.pick(['user_data/config.json', 'config.json', 'user_data/config-private.json']), text };
    },
  },
  {
    name: 'ccxt-keys',
    labelled: true,
    forms: ['line'],
    families: ['exchange'],
    write: ({ random, kit }, writing) => {
      const names = { key: 'apiKey', secret: 'secret', passphrase: 'password' };
      const values = kit.secrets.map(
        (secret) => `"${names[secret.part as keyof typeof names]}": ${writing.double(secret)}`,
      );
      const text = `{\n  "kraken2": { "apiKey": "", "secret": "" },\n  "${kit.id}": {\n    ${values.join(',\n    ')}\n  },\n  "timeout": 30000\n}\n`;
      return { path: random.pick(['keys.local.json', 'keys.json', '.ccxt/keys.json']), text };
    },
  },
  {
    name: 'hummingbot',
    labelled: true,
    forms: ['line'],
    families: ['exchange'],
    write: ({ random, kit }, writing) => {
      const names = { key: 'api_key', secret: 'secret_key', passphrase: 'passphrase' };
      const values = kit.secrets.map(
        (secret) => `${kit.id}_${names[secret.part as keyof typeof names]}: ${writing.bare(secret)}`,
      );
      const text = `template_version: 3\nconnector: ${kit.id}\nkill_switch_enabled: false\n${values.map((one) => one.replace(/\n+$/, '')).join('\n')}\nlog_level: INFO\n`;
      return { path: random.pick([`conf/connectors/${kit.id}.yml`, 'conf/conf_global.yml']), text };
    },
  },
  {
    name: 'npmrc',
    labelled: true,
    forms: ['line'],
    families: ['service'],
    write: ({ kit }, writing) => {
      const lines = kit.secrets.map((secret) => `//${kit.host}/:_authToken=${writing.bare(secret)}`);
      return { path: '.npmrc', text: `registry=https://registry.npmjs.org/\n${lines.join('\n')}\nalways-auth=true\n` };
    },
  },
  {
    name: 'netrc',
    labelled: true,
    forms: ['line'],
    families: ['service'],
    write: ({ kit, random }, writing) => {
      const lines = kit.secrets.map(
        (secret) =>
          `machine ${kit.host} login ${random.pick(['bot', 'deploy', 'me'])} password ${writing.bare(secret)}`,
      );
      return { path: random.pick(['.netrc', '_netrc']), text: `${lines.join('\n')}\n` };
    },
  },
  {
    name: 'nested-yaml',
    labelled: true,
    forms: oneLine,
    write: (scene, writing) => {
      const { random, kit, folder } = scene;
      const lines = kit.secrets.map(
        (secret) =>
          `          - name: ${nameOf(scene, secret, 'UPPER_SNAKE')}\n            value: ${random.pick([writing.double, writing.word])(secret)}`,
      );
      const owner = scene.naming === 'comment' || scene.naming === 'import' ? `      # ${kit.title}\n` : '';
      const text = `apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - image: registry.local/bot@sha256:${random.hex(64)}\n${owner}        env:\n${lines.join('\n')}\n# rendered ${stamp(random)}\n`;
      return { path: `${folder}${random.pick(['k8s/deployment.yaml', 'helm/templates/bot.yaml'])}`, text };
    },
  },
];

export const configCarriers: readonly Carrier[] = [
  ...rows.map(linesCarrier),
  ...members,
  ...bots,
  {
    ...linesCarrier({
      name: 'slash-config',
      paths: ['config.jsonc', 'settings.json5'],
      styles: ['camelCase', 'snake_case'],
      filler: 'slash',
      comment: slashes,
      open: () => '{',
      close: '}',
      indent: '  ',
      line: (name, secret, write, { random }) => `${random.pick([name, `"${name}"`])}: ${write.double(secret)},`,
    }),
  },
];
