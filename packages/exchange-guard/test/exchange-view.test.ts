import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressNamedIn, exchangeView } from '../src/exchange-view.ts';
import { type InnerDoors, registerDoors } from '../src/inner-doors.ts';
import type { Venue } from '../src/venue.ts';

/** A venue that tells what it is made to tell about our address. */
function venueThat(audit: () => Promise<unknown>, read?: (answer: unknown) => unknown): Venue {
  const venue = {} as Venue;
  const ownView = read && { api: 'public', method: 'GET', path: 'my-ip', params: {}, read };
  registerDoors(venue, { row: { ...(ownView && { ownView }) }, audit } as unknown as InnerDoors);
  return venue;
}
const data = (answer: unknown) => (answer as { data: unknown }).data;

describe('where the exchange sees us', () => {
  it.each([
    ['an address', { data: '203.0.113.7' }, '203.0.113.7'],
    ['an address in another spelling', { data: ' 2001:DB8:0::7 ' }, '2001:db8::7'],
    ['no text', { data: 7 }, undefined],
    ['no address', { data: 'somewhere' }, undefined],
    ['nothing', null, undefined],
  ])('is what it tells: %s', async (_, answer, expected) => {
    expect(await exchangeView(venueThat(async () => answer, data))).toBe(expected);
  });

  it('is not known where it does not tell, or does not answer', async () => {
    expect(await exchangeView(venueThat(async () => ({ data: '203.0.113.7' })))).toBeUndefined();
    const silent = venueThat(() => Promise.reject(new Error('silent')), data);
    expect(await exchangeView(silent)).toBeUndefined();
  });
});

describe('the address in the words of a refusal', () => {
  it.each([
    ['Invalid API-key, IP, or permissions for action, request ip: 203.0.113.7', '203.0.113.7'],
    ['Request IP not in whitelist: 203.0.113.7.', '203.0.113.7'],
    ['Your IP 203.0.113.7 is not included in your API key’s IP whitelist.', '203.0.113.7'],
    ['The IP(2001:DB8::7) is not allowed', '2001:db8::7'],
    ['ip:[2001:db8:0:0:0:0:0:7]', '2001:db8::7'],
    ['ip=203.0.113.7, clientIp: 203.0.113.7', '203.0.113.7'],
    ['from 203.0.113.7 or 203.0.113.8', undefined],
    ['Invalid API-key, IP, or permissions for action.', undefined],
    ['at 12:30:45 a bad face: 1.2.3', undefined],
    ['version 1.2.3.4.5 of it', undefined],
    ['300.1.2.3', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j names %s', (words, address) => {
    expect(addressNamedIn(words)).toBe(address);
  });

  it('is found in any sentence around it, and nothing is found in a sentence without', () => {
    const prose = fc.stringMatching(/^[g-z ]{0,40}$/);
    fc.assert(
      fc.property(prose, fc.ipV4(), prose, (before, address, after) => {
        expect(addressNamedIn(`${before} ${address} ${after}`)).toBe(address);
        expect(addressNamedIn(before + after)).toBeUndefined();
      }),
    );
  });
});
