import { columnOf } from '../judge/column.ts';
import { nameBefore } from '../judge/name-before.ts';
import type { Severity } from '../judge/rule.ts';
import { oneOf } from '../text/character-set.ts';

/** As far before a key as its name, its call, or the head of its list stands. */
const reachBefore = 200;
const reachOfLists = 1600;

/** Cheap, and true wherever one of the patterns below can match. */
const hint =
  /key|pk|priv|wallet|sign|account|deploy|owner|operator|relayer|keeper|trader|agent|vm\.|seed|credential|secret|ecdsa|client|exchange|connect/i;

/** As long as a word of the hint. */
const longestHint = 10;

// Of the text that was asked about last: where no hint stands, and the one that was seen last. Keys in a list are asked about
// in order, and what stands before one stands before the next.
let hintedText = '';
let [cleanFrom, cleanTo, seenFrom, seenTo] = [0, 0, -1, -1];

function isHinted(text: string, at: number): boolean {
  const least = Math.max(0, at - reachBefore);
  if (text !== hintedText) [cleanFrom, cleanTo, seenFrom, seenTo] = [0, 0, -1, -1];
  // Even where they are equal: two strings are compared letter by letter unless they are one.
  hintedText = text;
  if (seenFrom >= least && seenTo <= at) return true;
  const isKnown = cleanFrom <= least && least <= cleanTo && cleanTo <= at;
  const from = isKnown ? Math.max(least, cleanTo - longestHint) : least;
  const found = hint.exec(text.slice(from, at));
  if (!found) {
    if (!isKnown) cleanFrom = from;
    cleanTo = at;
    return false;
  }
  seenFrom = from + found.index;
  seenTo = seenFrom + found[0].length;
  return true;
}

/** Patterns end where one looks from, and are read from there backwards. */
function before(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

// Names that stand apart: a constant of Visual Basic, a variable of Terraform with its default, a property list, a heading above.
const apart = [
  /(?<=(?<name>[A-Za-z_]\w{0,60})\s{1,4}As\s{1,4}String\s{0,4}=\s{0,4}"(?:0x)?)/y,
  /(?<=variable\s+"(?<name>\w{1,60})"\s{0,4}\{[^{}]{0,120}default\s{0,8}=\s{0,4}"(?:0x)?)/y,
  /(?<=<key>(?<name>[^<]{1,60})<\/key>\s{0,40}<string>(?:0x)?)/y,
  /(?<=(?<name>(?:deployer|signer|signing|wallet|owner|operator|trader|bot)[ _-]?key)\W{0,4}\n\s{0,8}(?:0x)?)/iy,
];

// What a private key is given to: ethers, viem, web3 in several languages, Foundry's cheat codes, go-ethereum.
const calls =
  /(?<=(?:\bWallet(?:Client)?|private_?key\w*|priv_?key\w*|from_?key|from_?secret\w*|HexToECDSA|ToECDSA(?:Unsafe)?|SigningKey|(?:Local|Private|Key)\w*Signer|LocalAccount|LocalWallet|wallet\.add|accounts\.add|HDWalletProvider|startBroadcast|\bvm\.(?:addr|sign|rememberKey|broadcast)|Credentials\.create|import_?(?:raw_?)?key|KeyPair\.from\w*|signTransaction|sign_transaction|new\s+Account)\s*(?:::\w+)?\(\s*(?:(?:[\w.]{1,40}|["'`]0x[0-9a-f]{1,64}["'`]),\s*){0,2}(?:hex!\(|hexToBytes\(|Buffer\.from\(|bytes\.fromhex\()?\s*\[?b?\\?["'`]?(?:0x)?)/iy;

const flags =
  /(?<=(?:^|\s)--?(?:private[-_]?keys?|priv-?key|pk|secret[-_]?key|signing[-_]?key|nodekeyhex)(?:\s+|=)\\?["']?(?:0x)?)/iy;

// `name = `, `"name": "`, `<name>`, `name => `, `set("NAME", "`, and in words: `private key is `.
const named =
  /(?<=(?<name>[A-Za-z_$][\w$.-]{0,60})(?:\s?\\{0,3}["'`\])?!]){0,3}\s{0,8}(?::=|=>|==?|:|,|\?\?|\|\||>|\bis\b)\s{0,16}(?:\\{0,3}["'`]|b["']|\||>)?\s{0,8}(?:0x)?)/y;
// `name: Hex = `, `name: string = `
const typed =
  /(?<=(?<name>[A-Za-z_$][\w$]{0,60})[?!]?:\s?[\w.<>`{}$[\]&]{1,24}\s{0,4}=\s{0,8}(?:\\{0,3}["'`])?(?:0x)?)/y;

const isOpening = oneOf(' \t\r\n\f\v\u00a0"\'`\\bB[');

const prefixed = /(?<=-priv-0x)/y;
/** `let wallet: LocalWallet = "`: a type that is made of a private key. */
const madeOfKey = /(?<=: ?(?:LocalWallet|PrivateKeySigner|SigningKey|SecretKey|PrivateKey) ?= ?"(?:0x)?)/y;
const spoken =
  /(?<=(?<words>(?<!--)priv(?:ate)?[ _-]?key(?![ _-]?(?:hash|id))(?:[^\n.;{}]{0,24}|[: \t]{0,4}\r?\n\s{0,8}))(?:0x)?)/iy;
const parsedAfter = /^\\?["'`]\s{0,8}\)?\.parse::<\w*(?:Wallet|Signer|PrivateKey)/;
const spokenAfter = /^\\?["'`,;)\]\s]{0,6}(?:\/\/|#|--|\/\*|<!--|\()[^\n]{0,40}priv(?:ate)?[ _-]?key/i;
const privateNames = [
  /priv(?:ate)?[_.-]?key|secret[_.-]?key|sign(?:er|ing)[_.-]?key|from[_.-]?key$/i,
  /(?:wallet|deployer|owner|operator|relayer|keeper|trader|trading|agent|bot|hot|admin|sender|funder|minter|faucet|burner|treasury|validator|sequencer|eth|evm|bsc|polygon|arbitrum|tron|hyperliquid|stark|starknet|account|node)[_.-]?(?:priv[_.-]?)?key/i,
  /(?:^|[_.-])(?:pk[_.-]?\d{0,3}|priv|sk)$/i,
  /[a-z]Pk$/,
];
const isPrivateName = (name: string) => privateNames.some((pattern) => pattern.test(name));

const isPublicName =
  /pub|hash|(?:^|[_. -])txn?s?(?:$|[_. -]|hash|id)|[a-z]Tx$|txhash|txid|tx_hash|tx_id|transaction|(?:^|[_.-])id$|[a-z]Id$|address|addr\b|root|topic|block|proof|signature|checksum|digest|sha\d|commit|slot|name$|path$|file$|image|prefix|account[_.-]?key[_.-]?id/i;
/** The same at a glance, where nothing around speaks of a key. */
const isCalledPublic = /hash|txid|tx_id|root|digest|checksum|sha\d|commit|block|topic/i;
/** Names of who holds a key: of 64 digits it is a key on Ethereum, and an address on some younger chains. */
const isRole = /^(?:\w*[_.-])?(?:deployer|signer|wallet|owner|operator|relayer|keeper|burner|funder)$/i;
const isSigner = /^(?:\w*[_.-])?(?:deployer|signer|relayer|burner|funder)$/i;
const isEthereum = /hardhat|ethers|viem|web3|foundry|forge|solidity|evm|ethereum|eth_|mainnet|sepolia|chain_?id/i;

// An argument without a name, where the text is about a chain whose accounts are opened by such digits.
const argument = /(?<=(?:client|exchange|signer|connect\w{0,20})\(\s{0,40}["'`](?:0x)?)/iy;
const isOfChain = /starknet|paradex|hyperliquid|dydx|private key/i;

/** What a text says of 64 hex digits: how much they weigh as a private key, or that they are public. */
export type Said = Severity | 'public' | undefined;

/** Returns what the text around digits says of them; `at` is where they begin. */
export function saidAround(text: string, at: number, end: number): Said {
  const after = text.slice(end, end + 80);
  if (spokenAfter.test(after) || parsedAfter.test(after)) return 'block';
  const isListed = before(listed, text, at) !== null;
  if (!isListed && !isHinted(text, at)) {
    return isCalledPublic.test(text.slice(Math.max(0, at - 24), at)) ? 'public' : inColumn(text, at);
  }
  if (before(prefixed, text, at) || before(madeOfKey, text, at)) return 'block';
  if (isArgument(text, at) && before(calls, text, at)) return 'block';
  if (text.slice(Math.max(0, at - reachBefore), at).includes('-') && before(flags, text, at)) return 'block';
  if (before(argument, text, at) && isOfChain.test(text.slice(Math.max(0, at - 400), at))) return 'block';
  for (const name of namesOf(text, at)) {
    const said = name && saidByName(name, text, at);
    if (said) return said;
  }
  const words = before(spoken, text, at)?.groups?.words;
  if (words !== undefined) return isPublicName.test(words) ? 'public' : 'block';
  return (isListed ? inList(text, at) : undefined) ?? inColumn(text, at);
}

/** Whether a bracket or a comma stands before, as it does wherever `calls` can match. */
function isArgument(text: string, at: number): boolean {
  const least = Math.max(0, at - reachBefore);
  let i = /0x$/i.test(text.slice(Math.max(0, at - 2), at)) ? at - 2 : at;
  while (i > least && isOpening(text.charCodeAt(i - 1))) i--;
  const sign = text.charAt(i - 1);
  return sign === '(' || sign === ',';
}

function saidByName(name: string, text: string, at: number): Said {
  // An address or another key, and no name.
  if (name.length > 24 && /\d.*\d/.test(name)) return undefined;
  if (isPublicName.test(name)) return 'public';
  if (isPrivateName(name)) return isPublicHalf(name, text, at) ? 'public' : 'block';
  // `key` under `wallet`.
  if (/^key$/i.test(name) && holder.test(text.slice(Math.max(0, at - 120), at))) return 'block';
  if (isRole.test(name) && isEthereum.test(text.slice(Math.max(0, at - 4000), at + 4000))) return 'block';
  return isSigner.test(name) ? 'warn' : undefined;
}

const holder = /(?:^|[^a-z])(?:hot_?wallet|wallet|signer|deployer)s?["']?\s{0,4}[:={\]]/i;

/** What may be the name of the value, by each way of naming one. */
function namesOf(text: string, at: number): readonly (string | undefined)[] {
  const near = nameBefore(text, at);
  return [
    ...[named, typed, ...apart].map((pattern) => before(pattern, text, at)?.groups?.name?.replaceAll(' ', '_')),
    // After a bare comma stands another column, and no name.
    near.isQuoted || near.sign !== ',' ? near.name : undefined,
  ];
}

/** Beside `sk`, `pk` is the public key and not the private one. */
function isPublicHalf(name: string, text: string, at: number): boolean {
  return (
    /pk[_.-]?\d*$/i.test(name) &&
    /(?:\bsk|_sk|secret_?key)\W{1,6}(?:0x)?[0-9a-f]{64}/i.test(text.slice(Math.max(0, at - 400), at + 400))
  );
}

/** After another element, or as the first: only then is the head of a list looked for. */
const listed = /(?<=(?:^|[[(=,)])\s{0,40}\\{0,3}["'`]?(?:0x)?)/y;

/** The name before a list's opening bracket, or before the sign of a list without one. */
const head = /(?<=(?<name>\w{1,60})\\?["'\])]?\s{0,4}(?::\s?\w{1,20}\[\]\s?=|[:=])?\s{0,4})/y;

const headsList = /priv(?:ate)?_?keys?$|pks$|sign(?:er|ing)_?keys$|accounts$|wallets$|signers$/i;

/** A member of a list that nothing heads: what follows it is no better off, and a list may have a hundred thousand. */
let headless = { text: '', at: -1 };
const longestMember = 72;

/** `accounts: ["0x...", "0x..."]`, `PRIVATE_KEYS=0x...,0x...`, and the keys that a local node prints when it starts. */
function inList(text: string, at: number): Said {
  const { at: before } = headless;
  const isNext =
    before < at &&
    at - before <= longestMember + 24 &&
    headless.text === text &&
    withoutKeys(text.slice(before, at)) === '';
  const said = isNext ? undefined : headed(text, at);
  if (said === 'headless' || isNext) headless = { text, at };
  return said === 'headless' ? undefined : said;
}

function headed(text: string, at: number): Said | 'headless' {
  const start = Math.max(0, at - reachOfLists);
  const list = text.slice(start, at);
  const heading = /private keys?(?![\s\S]*private key)/i.exec(list);
  if (heading && /^[\s=-]*$/.test(withoutKeys(list.slice(heading.index + heading[0].length)))) return 'block';
  const opening = Math.max(list.lastIndexOf('['), list.lastIndexOf('='), list.lastIndexOf('('));
  if (opening === -1) return 'headless';
  const name = before(head, text, start + opening + (list[opening] === '=' ? 1 : 0))?.groups?.name;
  if (name === undefined || !(isPublicName.test(name) || headsList.test(name))) return 'headless';
  if (withoutKeys(list.slice(opening + 1)) !== '') return 'headless';
  if (isPublicName.test(name)) return 'public';
  if (/priv(?:ate)?_?keys?$|pks$|sign(?:er|ing)_?keys$/i.test(name)) return 'block';
  return /accounts$|wallets$|signers$/i.test(name) && isEthereum.test(text.slice(Math.max(0, at - 4000), at + 1000))
    ? 'block'
    : undefined;
}

/** Under the heading of a table, or after the names of an INSERT. */
function inColumn(text: string, at: number): Said {
  const name = columnOf(text, at);
  return name !== undefined && isPrivateName(name) && !isPublicName.test(name) ? 'block' : undefined;
}

/** What is left of a piece of a list without keys, comments, numbers in brackets, commas and quotes. */
function withoutKeys(piece: string): string {
  return piece
    .split('\n')
    .map((line) => line.split('//', 1)[0])
    .join('\n')
    .replace(/(?:0x)?[0-9a-f]{64}|\(\d{1,3}\)|0x$/gi, '')
    .replace(/[\s,"'`\\]+/g, '');
}
