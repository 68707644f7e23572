import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../src/readers/fields.ts';

const good = {
  flag: true,
  text: 'words',
  texts: ['a', 'b'],
  list: [1, {}],
  object: { inner: false },
  moment: 1_794_300_000_000,
  addresses: '203.0.113.7',
};

describe('the fields of an answer', () => {
  it('are read as what they are', () => {
    const problems: string[] = [];
    const fields = fieldsOf(good, 'the answer', problems);
    expect(fields.flag('flag')).toBe(true);
    expect(fields.text('text')).toBe('words');
    expect(fields.texts('texts')).toEqual(['a', 'b']);
    expect(fields.list('list')).toEqual([1, {}]);
    expect(fields.object('object').flag('inner')).toBe(false);
    expect(fields.moment('moment', 'ms')).toEqual(new Date(good.moment));
    expect(fields.addresses('addresses')).toEqual({ ipBinding: true, addresses: ['203.0.113.7'] });
    expect(fields.label('text')).toBe('words');
    expect(fields.someMoment('moment', 'ms')).toEqual(new Date(good.moment));
    fields.must('text', 'words', 'others');
    expect(problems).toEqual([]);
  });

  it('are named with their type, never with their value, when they are something else', () => {
    const problems: string[] = [];
    const fields = fieldsOf(
      { flag: 'sesame', text: 7, texts: ['a', 7], object: ['sesame'], moment: 'sesame' },
      'it',
      problems,
    );
    fields.flag('flag');
    fields.text('text');
    fields.texts('texts');
    fields.list('list');
    fields.object('object');
    fields.moment('moment', 's');
    fields.addresses('addresses');
    fields.must('flag', 'open');
    expect(problems).toEqual([
      'flag is a string, not a boolean',
      'text is a number, not text',
      'texts is an array, not a list of texts',
      'list is missing, not a list',
      'object is an array, not an object',
      'moment is a string, not a moment (s)',
      'addresses is missing, not a list of addresses',
      'flag is not what a good answer has there',
    ]);
  });

  it('are missed once when there is no object at all', () => {
    for (const answer of [undefined, null, 7, 'text', [good]]) {
      const problems: string[] = [];
      const fields = fieldsOf(answer, 'the answer', problems);
      expect(fields.flag('flag')).toBe(true);
      expect(fields.object('object').object('deeper').text('text')).toBe('');
      fields.must('code', 0);
      expect(problems).toHaveLength(1);
    }
  });

  it('come from the object itself and not from what it inherits', () => {
    const problems: string[] = [];
    const fields = fieldsOf(Object.create(good), 'the answer', problems);
    fields.flag('flag');
    expect(fields.has('constructor') || fields.has('flag')).toBe(false);
    expect(problems).toEqual(['flag is missing, not a boolean']);
  });

  it('that nobody has described are strange, unless they are plainly off', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.string()), fc.nat(), (answer, more, at) => {
        const names = Object.keys(answer);
        const known = [...more, ...names.slice(at % (names.length + 1))];
        const strange = fieldsOf(answer, 'it', []).strange(known);
        for (const name of names) {
          const isOff = ['false', '0', '"false"', '"0"'].includes(JSON.stringify(answer[name]));
          expect(strange.includes(name)).toBe(!known.includes(name) && !isOff);
        }
      }),
    );
    const off = { a: false, b: 0, c: 'false', d: '0' };
    expect(fieldsOf({ ...off, e: true }, 'it', []).strange([])).toEqual(['e']);
    expect(fieldsOf(undefined, 'it', []).strange([])).toEqual([]);
  });

  it('that nothing depends on are unknown instead of wrong', () => {
    const problems: string[] = [];
    const fields = fieldsOf({ label: 7, blank: ' ', at: 'yesterday' }, 'the answer', problems);
    expect([fields.label('label'), fields.label('blank'), fields.label('none')]).toEqual(Array(3).fill('unknown'));
    expect([fields.someMoment('at', 'ms'), fields.someMoment('none', 'iso')]).toEqual(['unknown', 'unknown']);
    expect(problems).toEqual([]);
  });

  it('never throw', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (answer, name) => {
        const fields = fieldsOf(answer, 'it', []);
        fields.flag(name);
        fields.texts(name);
        fields.object(name).list(name);
        fields.moment(name, 'iso');
        fields.addresses(name);
        fields.label(name);
      }),
    );
  });
});
