import type { Carrier } from './carrier.ts';
import { botCarriers } from './carriers-bot.ts';
import { callCarriers } from './carriers-call.ts';
import { codeCarriers } from './carriers-code.ts';
import { configCarriers } from './carriers-config.ts';
import { httpCarriers } from './carriers-http.ts';
import { logCarriers } from './carriers-log.ts';
import { otherCarriers } from './carriers-other.ts';
import { peopleCarriers } from './carriers-people.ts';
import { stringCarriers } from './carriers-string.ts';
import { walletCarriers } from './carriers-wallet.ts';
import { wrappedCarriers } from './carriers-wrapped.ts';

export const carriers: readonly Carrier[] = [
  ...configCarriers,
  ...botCarriers,
  ...codeCarriers,
  ...otherCarriers,
  ...callCarriers,
  ...stringCarriers,
  ...httpCarriers,
  ...logCarriers,
  ...peopleCarriers,
  ...walletCarriers,
  ...wrappedCarriers,
];
