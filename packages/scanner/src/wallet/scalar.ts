const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** Returns true for 32 bytes that are a private key of secp256k1, the curve of Bitcoin and Ethereum. */
export function isScalar(bytes: Uint8Array): boolean {
  if (bytes.length !== 32) return false;
  const number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  return number > 0n && number < order;
}
