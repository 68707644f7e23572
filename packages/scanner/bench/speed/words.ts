import type { Draw } from '../../src/draw.ts';

// Names as they stand in the code of trading bots: what a keyword pass meets, keywords among them.
const words = (
  'account amount api apiKey async await balance base binance book bot bybit candle client clock close config const ' +
  'credential date default depth error event exchange export fee fetch fill function future hash header import index ' +
  'interval key kraken kucoin leverage limit log map margin market message method number okx open option order params ' +
  'password position price promise query quote rate reduce request response result retry return secret send series side ' +
  'signature size socket spot status stop string symbol ticker time token trade type update url value volume wallet window'
).split(' ');

export interface Writer {
  word(): string;
  /** One line of code, and now and then what looks like a secret and is none. */
  line(): string;
}

export function writerOf(draw: Draw): Writer {
  const word = () => words[draw.number(words.length)] ?? 'value';
  const name = () => word() + (draw.number(2) ? word().replace(/^./, (first) => first.toUpperCase()) : '');
  const forms: readonly (() => string)[] = [
    () => `  const ${name()} = await this.${name()}(${name()}, { ${name()}: ${draw.number(1000)} });`,
    () => `  if (${name()}.${name()} !== undefined && ${name()}.length > ${draw.number(64)}) return ${name()};`,
    () => `  // ${word()} ${word()} the ${word()} of a ${word()} when its ${word()} is ${word()}.`,
    () => `    '${name()}': { '${word()}': ['${name()}', '${name()}'], 'cost': ${draw.number(100) / 10} },`,
    () => `export type ${name()} = Readonly<Record<string, ${name()} | undefined>>;`,
    () => `      ${name()}: this.safeString(${name()}, '${name()}'),`,
    () => '',
  ];
  const hex = (length: number) => draw.text('0123456789abcdef', length);
  const rare: readonly (() => string)[] = [
    () => `  apiKey: process.env.${name().toUpperCase()}_API_KEY,`,
    () => `  secret: config.${word()}.secret, // never in the source`,
    () => `  commit ${hex(40)}`,
    () =>
      `    "integrity": "sha512-${draw.text('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 86)}=="`,
    () => `  txHash: '0x${hex(64)}',`,
    () => `  orderId: '${draw.uuid()}',`,
  ];
  const line = () => (draw.number(40) === 0 ? rare : forms)[draw.number(draw.number(40) === 0 ? 6 : 7)]?.() ?? '';
  return { word, line };
}
