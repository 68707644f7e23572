import type { Draw } from '../../src/judge/draw.ts';

// Names as they stand in the code of trading bots.
const common = (
  'account amount async await balance base book candle client clock close config const date default depth error event ' +
  'export fee fetch fill function future hash header import index interval leverage limit log map margin market message ' +
  'method number open option order params position price promise query quote rate reduce request response result retry ' +
  'return send series side signature size socket spot status stop string symbol ticker time trade type update url value ' +
  'volume window'
).split(' ');

// What a keyword pass stops at: about 1,200 in a megabyte, as many as in ccxt's sources and in what is installed here.
const telling = 'api apiKey binance bybit credential exchange key kraken kucoin okx password secret token wallet'.split(
  ' ',
);
const seldom = 45;

export interface Writer {
  word(): string;
  /** One line of code, and now and then what looks like a secret and is none. */
  line(): string;
}

export function writerOf(draw: Draw): Writer {
  const word = () => {
    const list = draw.number(seldom) === 0 ? telling : common;
    return list[draw.number(list.length)] ?? 'value';
  };
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
