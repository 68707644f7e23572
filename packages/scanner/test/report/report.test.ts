import { expect, it } from 'vitest';
import { exitCodeOf, factsOf, isBlocking, reportJson } from '../../src/report/report.ts';
import { clean, finding, told } from '../told.ts';

it('prints JSON of the shape that the design fixes, and nothing else', () => {
  expect(JSON.parse(reportJson(told))).toEqual({ findings: told.findings });
  expect(JSON.parse(reportJson(clean))).toEqual({ findings: [] });
});

it('says what is known of a finding, a few words each', () => {
  expect(factsOf(finding)).toEqual([]);
  const facts = {
    commit: 'ab12',
    inHead: false,
    pushed: true,
    known: 'Hardhat account 0',
    pair: '7f',
    decoded: 'base64',
  };
  expect(factsOf({ ...finding, ...facts, bareAllow: true })).toEqual([
    'commit ab12',
    'only in the history',
    'pushed',
    'publicly known: Hardhat account 0',
    'of pair 7f',
    'in base64',
    'its gatehouse-allow gives no reason of ten letters',
  ]);
  expect(factsOf({ ...finding, inHead: true, pushed: false })).toEqual(['value still in HEAD', 'not pushed']);
});

it('lets only what blocks stop anything', () => {
  expect((['block', 'warn', 'info'] as const).map((severity) => isBlocking({ ...finding, severity }))).toEqual([
    true,
    false,
    false,
  ]);
});

it('ends with 1 for what blocks, and with 2 where nothing does and something could not be read', () => {
  const ends = (severity: 'block' | 'warn', unread: number) => exitCodeOf([{ ...finding, severity }], { unread });
  expect([ends('block', 0), ends('block', 1), ends('warn', 0), ends('warn', 1)]).toEqual([1, 1, 0, 2]);
  expect([exitCodeOf([], { unread: 0 }), exitCodeOf([], { unread: 3 })]).toEqual([0, 2]);
});
