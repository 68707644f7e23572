import { alphabets, type Draw } from '../judge/draw.ts';
import { isPublishedExample } from '../judge/place.ts';
import { isVaried } from '../judge/randomness.ts';
import type { RunRule, Samples } from '../judge/rule.ts';

// How the DER of a private key begins, in base64: RSA in PKCS#8 and PKCS#1, P-256 in PKCS#8 and SEC1, Ed25519.
const begins =
  /^(?:MII[A-Za-z0-9+/]{2}[A-Za-z0-9]IBADANBgkqhkiG9w0BAQEFAASC|MII[A-Za-z0-9+/]{3}IBAAK[BC]|M(?:IGH|EE)AgEAMBMGByqGSM49|MHcCAQEEI|MC4CAQAwBQYDK2Vw)/;

/** The body of a private key on its own, without the lines that would say what it is. */
export const keyBodyRule: RunRule = {
  id: 'private-key-body',
  severity: 'block',
  finds: 'private key without its first and last line',
  fix: 'replace the key pair, and keep the new private half in a file that git does not track',
  runs: { alphabet: 'base64', lengths: [56, 4096], begins: 'M' },
  judge: ({ text, at, value, path }) => {
    if (!begins.test(value) || !isVaried(value.slice(-48))) return false;
    // With its first line it is another rule's.
    if (/-----[\s"'`+,\\nr]{0,40}$/.test(text.slice(Math.max(0, at - 48), at))) return false;
    return isPublishedExample(path) ? 'warn' : true;
  },
  samples,
};

function samples(draw: Draw): Samples {
  const body = (beginning: string, length: number) => beginning + draw.text(alphabets.base64, length);
  const ed25519 = body(['MC4CAQAwBQYDK2Vw', 'BCIEI'].join(''), 43);
  return {
    match: [
      `const key = "${body(['MIIEvQIBADAN', 'BgkqhkiG9w0BAQEFAASC'].join(''), 1590)}";`,
      `PRIVATE_KEY=${ed25519}\n`,
      `"key": "${body(['MHcCAQ', 'EEI'].join(''), 150)}=="`,
    ],
    noMatch: [
      `const key = "${body(['MIIBIjAN', 'BgkqhkiG9w0BAQEFAAOC'].join(''), 360)}";`,
      `const key = "${body('MIIDdzCCAl', 800)}";`,
      `${'-'.repeat(5)}\n${ed25519}`,
    ],
  };
}
