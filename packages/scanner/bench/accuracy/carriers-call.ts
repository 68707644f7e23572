import { type Carrier, everyForm, hash, importLine, slashes, type Writing } from './carrier.ts';
import type { Secret } from './corpus.ts';
import { filler, type Language } from './filler.ts';
import { type Scene, titleLine } from './scene.ts';

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

/** Values handed over by their place, without a name. */
export const callCarriers: readonly Carrier[] = calls.map(callCarrier);
