/** Lets signed requests of one key go one after the other, whichever client makes them. */
export interface Turns {
  /** Sends when the request before has been answered, or has failed. */
  take<T>(send: () => Promise<T>): Promise<T>;
  /** The time in ms, and always more than it was. */
  next(now: Date): number;
}

export function turnsOf(): Turns {
  let before: Promise<unknown> = Promise.resolve();
  let last = 0;
  return Object.freeze({
    take<T>(send: () => Promise<T>): Promise<T> {
      const sent = before.then(send);
      before = sent.catch(() => undefined);
      return sent;
    },

    next(now: Date): number {
      last = Math.max(last + 1, now.getTime());
      return last;
    },
  });
}
