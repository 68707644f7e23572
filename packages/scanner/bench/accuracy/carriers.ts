import type { Carrier } from './carrier.ts';
import { codeCarriers } from './carriers-code.ts';
import { configCarriers } from './carriers-config.ts';
import { textCarriers } from './carriers-text.ts';
import { wrappedCarriers } from './carriers-wrapped.ts';

export const carriers: readonly Carrier[] = [...configCarriers, ...codeCarriers, ...textCarriers, ...wrappedCarriers];
