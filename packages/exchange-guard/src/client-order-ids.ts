import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { GuardError } from './error.ts';

/** Makes and recognises our own client order ids. */
export interface ClientOrderIds {
  /** 32 lower-case hex characters. Throws ID_OUT_OF_RANGE beyond 24 bits of epoch or 32 bits of sequence. */
  mint(epoch: number, sequence: number): string;
  /** Returns what an id of ours says, and undefined for any other text. */
  verify(id: string): { readonly epoch: number; readonly sequence: number } | undefined;
}

const shape = /^[0-9a-f]{32}$/;

/**
 * Client order ids that only this installation can make: 4 bytes bot, 3 epoch, 4 sequence, 5 of HMAC-SHA256 under the
 * installation key. Whoever holds the exchange key alone cannot make one that verifies, so an order whose id does not
 * is somebody else's. Sixteen bytes in hex fit the limit of every exchange we know.
 *
 * An id read from the account's history still verifies: whoever relies on one asks the journal for its intent too.
 */
export function clientOrderIds(
  installationKey: KeyObject,
  { venue, bot }: { readonly venue: string; readonly bot: string },
): ClientOrderIds {
  const label = createHmac('sha256', installationKey).update(`gatehouse bot\n${venue}\n${bot}`).digest().subarray(0, 4);
  const domain = Buffer.from(`gatehouse client order id\n${venue}\n`);

  const proofOf = (head: Uint8Array): Buffer =>
    createHmac('sha256', installationKey).update(domain).update(head).digest().subarray(0, 5);

  return Object.freeze({
    mint(epoch: number, sequence: number): string {
      if (!within(epoch, 0xff_ff_ff) || !within(sequence, 0xff_ff_ff_ff)) {
        throw new GuardError(
          'ID_OUT_OF_RANGE',
          'The lease epoch or the order sequence no longer fits a client order id: start a new state folder.',
        );
      }
      const head = Buffer.alloc(11);
      label.copy(head);
      head.writeUIntBE(epoch, 4, 3);
      head.writeUInt32BE(sequence, 7);
      return head.toString('hex') + proofOf(head).toString('hex');
    },

    verify(id: string) {
      if (typeof id !== 'string' || !shape.test(id)) return undefined;
      const bytes = Buffer.from(id, 'hex');
      const head = bytes.subarray(0, 11);
      if (!head.subarray(0, 4).equals(label)) return undefined;
      if (!timingSafeEqual(proofOf(head), bytes.subarray(11))) return undefined;
      return { epoch: head.readUIntBE(4, 3), sequence: head.readUInt32BE(7) };
    },
  });
}

function within(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}
