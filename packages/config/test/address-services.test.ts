import { expect, it } from 'vitest';
import { addressServices } from '../src/address-services.ts';

it('names at least two services, over https, on different hosts: one alone could say anything', () => {
  const urls = addressServices.map((service) => new URL(service));
  expect(urls.length).toBeGreaterThanOrEqual(2);
  expect(urls.every(({ protocol }) => protocol === 'https:')).toBe(true);
  expect(new Set(urls.map(({ hostname }) => hostname)).size).toBe(urls.length);
});
