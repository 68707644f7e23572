import { describe, expect, it } from 'vitest';
import { scopeNames } from '../../src/key-permissions.ts';
import { permitted, scopesOf, wordsOf } from '../../src/readers/words.ts';

const words = wordsOf({ look: ['read'], trade: ['spotTrading', 'margin'], nothing: [] });

describe('permissions in the words of an exchange', () => {
  it('grant all that each word allows, and deny the rest', () => {
    const { scopes, grants, unrecognised } = permitted(['look', 'trade', 'nothing'], words);
    expect(scopeNames.filter((scope) => scopes[scope] === true)).toEqual(['read', 'spotTrading', 'margin']);
    expect(Object.values(scopes).every((fact) => typeof fact === 'boolean')).toBe(true);
    expect(grants).toEqual([
      { name: 'look', allows: ['read'] },
      { name: 'trade', allows: ['spotTrading', 'margin'] },
    ]);
    expect(unrecognised).toEqual([]);
  });

  it('report what the table does not know, once, and names that every object has', () => {
    const { unrecognised } = permitted(['new', ' new ', 'constructor', '__proto__', 'toString', ''], words);
    expect(unrecognised).toEqual(['new', 'constructor', '__proto__', 'toString']);
  });

  it('say something about every scope', () => {
    expect(Object.keys(scopesOf(() => 'unknown'))).toEqual(scopeNames);
  });
});
