import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signedText } from '../src/signature.ts';

describe('what was signed', () => {
  it('is the query followed by the body, without the signature, wherever it stands', () => {
    expect(signedText('a=1&signature=ff', '')).toEqual({ payload: 'a=1', signature: 'ff' });
    expect(signedText('', 'a=1&signature=ff')).toEqual({ payload: 'a=1', signature: 'ff' });
    expect(signedText('signature=ff&a=1', '')).toEqual({ payload: 'a=1', signature: 'ff' });
    // Binance's own example: nothing stands between GTC and quantity.
    expect(signedText('timeInForce=GTC', 'quantity=1&signature=0f')).toEqual({
      payload: 'timeInForce=GTCquantity=1',
      signature: '0f',
    });
  });

  it('has no signature when there is none, or more than one', () => {
    expect(signedText('a=1', '').signature).toBeUndefined();
    expect(signedText('signature=ff', 'signature=ff').signature).toBeUndefined();
    expect(signedText('xsignature=ff', '').signature).toBeUndefined();
  });

  it('keeps every other byte as it was sent', () => {
    const text = fc.string().filter((one) => !one.includes('signature='));
    fc.assert(
      fc.property(text, text, (query, body) => {
        expect(signedText(query, `${body}&signature=ab`)).toEqual({ payload: query + body, signature: 'ab' });
      }),
    );
  });
});
