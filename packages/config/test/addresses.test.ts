import { describe, expect, it } from 'vitest';
import { isAddressOrRange, isEchoUrl, loopbackOrigin } from '../src/addresses.ts';

describe('isAddressOrRange', () => {
  it.each([
    '203.0.113.7',
    '10.0.0.0/8',
    '0.0.0.0/0',
    '1.2.3.4/32',
    '::1',
    '2001:db8::/32',
    '2001:db8::1/128',
    '::ffff:1.2.3.4',
  ])('accepts %s', (text) => {
    expect(isAddressOrRange(text)).toBe(true);
  });
  it.each([
    '',
    'x',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.4/',
    '1.2.3.4/33',
    '1.2.3.4/-1',
    '1.2.3.4/08',
    '1.2.3.4/8/8',
    '::1/129',
    '2001:db8::/x',
    'fe80::1%eth0',
    '1.2.3.4 ',
    'localhost',
    '1.2.3.4/1e1',
  ])('refuses %j', (text) => {
    expect(isAddressOrRange(text)).toBe(false);
  });
});

describe('isEchoUrl', () => {
  it.each([
    'https://a.example',
    'https://a.example:8443/ip?x=1',
    'http://127.0.0.1:1/ip',
    'http://localhost:1',
    'http://[::1]:1/',
  ])('accepts %s', (text) => {
    expect(isEchoUrl(text)).toBe(true);
  });
  it.each([
    '',
    'a.example',
    'http://a.example',
    'ftp://a.example',
    'https://user:pw@a.example',
    'file:///etc/passwd',
    'http://127.0.0.1.a.example',
    'http://localhost.a.example',
    'http://10.0.0.1',
    'data:,x',
  ])('refuses %j', (text) => {
    expect(isEchoUrl(text)).toBe(false);
  });
});

describe('loopbackOrigin', () => {
  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['https://127.255.0.1', 'https://127.255.0.1'],
    ['http://[::1]:1', 'http://[::1]:1'],
    ['http://LOCALHOST:1', 'http://localhost:1'],
    ['http://0x7f000001:1', 'http://127.0.0.1:1'],
  ])('of %s is %s', (text, origin) => {
    expect(loopbackOrigin(text)).toBe(origin);
  });
  it.each([
    '',
    'x',
    '127.0.0.1:80',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'http://128.0.0.1',
    'http://127.0.0.1.nip.io',
    'http://localhost.',
    'http://localhost@a.example',
    'http://a@127.0.0.1',
    'http://127.0.0.1/path',
    'http://127.0.0.1/?q',
    'http://127.0.0.1/#h',
    'ws://127.0.0.1',
    'ftp://127.0.0.1',
    'file:///x',
    'http://[::ffff:127.0.0.1]',
    'http://[::2]',
    'javascript:1',
  ])('refuses %j', (text) => {
    expect(loopbackOrigin(text)).toBeUndefined();
  });
});
