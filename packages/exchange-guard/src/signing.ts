/** Clients that are making a signature just now, because a request of theirs has a door. */
const signing = new WeakSet<object>();

/**
 * Lets a client use its key while `act` runs, and at no other time: ccxt's own helpers sign whatever they are given.
 * What makes a signature in ccxt does not wait for anything, so nothing else can run in between.
 */
export function whileSigning<T>(client: object, act: () => T): T {
  const already = signing.has(client);
  signing.add(client);
  try {
    return act();
  } finally {
    if (!already) signing.delete(client);
  }
}

export function isSigning(client: object): boolean {
  return signing.has(client);
}
