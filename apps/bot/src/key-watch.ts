import { isSameEnd, type KeyChange, type KeyPermissions, keyChanges } from '@gatehouse/exchange-guard';
import type { Journal, JsonValue, Restriction } from '@gatehouse/journal';
import { type Ending, endingOf } from '@gatehouse/rotation';

/** One look at a key: what the exchange says of it now, and whether its policy lets that pass. */
interface Look {
  readonly journal: Journal;
  readonly fingerprint: string;
  readonly permissions: KeyPermissions;
  readonly passed: boolean;
  readonly now: Date;
}

/** What a look has to tell beyond the policy's verdict. */
export interface KeyNews {
  /** Why nobody should trade with this key until a person has looked; undefined when nothing speaks against it. */
  readonly against: string | undefined;
  /** Everything that changed, as it reads in "the key ...". */
  readonly changes: readonly KeyChange[];
  /** The end of the key, where an announcement of it is due and was not made yet. */
  readonly ending: Ending | undefined;
  /** What the next look compares with. */
  readonly snapshot: JsonValue;
}

/** What is kept beside the permissions themselves. */
interface Kept {
  /** The permissions at the last look that passed: whoever mends a refused key must not look like an intruder. */
  readonly good?: JsonValue;
  /** The last announcement of its end, and which end that was. */
  readonly announced?: { readonly at: string; readonly days: number };
  /** Where this machine was seen when the key last worked from it. */
  readonly seenFrom?: readonly string[];
}

type Told = { readonly [name: string]: JsonValue };

/** Who latches a halt because of a changed key. */
export const keyWatcher = 'the key watch';

/** Compares a key with its last good look. Reads the journal and writes nothing: `keepNews` does that. */
export async function readNews({ journal, fingerprint, permissions, passed, now }: Look): Promise<KeyNews> {
  const kept = keptIn((await journal.lastKeySnapshot(fingerprint))?.snapshot);
  const told = JSON.parse(JSON.stringify(permissions)) as Told;
  const changes = keyChanges(kept.good, permissions);
  const against = changes.filter((change) => change.against).map(({ says }) => says);
  const due = endingOf(permissions.expiresAt, now);
  const known =
    due !== undefined &&
    kept.announced !== undefined &&
    isSameEnd(kept.announced.at, due.at.toISOString()) &&
    kept.announced.days <= due.announcement;
  const announced = due === undefined ? undefined : { at: due.at.toISOString(), days: due.announcement };
  const good = passed ? withKnown(told, kept.good) : kept.good;
  return {
    against: against.length === 0 ? undefined : `the key ${against.join('; ')}`,
    changes,
    ending: known ? undefined : due,
    snapshot: {
      ...told,
      ...(good === undefined ? {} : { good }),
      ...(announced === undefined ? {} : { announced }),
      ...(kept.seenFrom === undefined ? {} : { seenFrom: kept.seenFrom }),
    },
  };
}

/** One answer that leaves something out must not make the next one incomparable: what was known of it stays. */
function withKnown(told: Told, good: JsonValue | undefined): Told {
  if (!isRecord(good)) return told;
  const gaps = ['addresses', 'createdAt', 'expiresAt'].filter((name) => told[name] === 'unknown' && name in good);
  return { ...told, ...Object.fromEntries(gaps.map((name) => [name, good[name] ?? 'unknown'])) };
}

/** Writes what a look had to tell: an alert for each change and for the end, then what the next look compares with. */
export async function keepNews(journal: Journal, fingerprint: string, news: KeyNews): Promise<void> {
  for (const { what, says, against } of news.changes) {
    await journal.append('alert', { about: 'key-change', fingerprint, what, says: `the key ${says}`, against });
  }
  if (news.ending !== undefined) {
    const { at, daysLeft, announcement } = news.ending;
    await journal.append('alert', { about: 'key-ending', fingerprint, at: at.toISOString(), daysLeft, announcement });
  }
  await journal.recordKeySnapshot(fingerprint, news.snapshot);
}

/** Latches the halt that a changed key calls for, once for as long as it holds. */
export async function haltFor(journal: Journal, against: string): Promise<Restriction> {
  const { restrictions } = await journal.standing();
  const holding = restrictions.find(
    ({ kind, by, reason }) => kind === 'halt' && by === keyWatcher && reason === against,
  );
  return holding ?? journal.restrict({ kind: 'halt', by: keyWatcher, reason: against });
}

/** Returns where this machine was seen when the key last worked from it; empty when that is not known. */
export async function lastSeenFrom(journal: Journal, fingerprint: string): Promise<readonly string[]> {
  return keptIn((await journal.lastKeySnapshot(fingerprint))?.snapshot).seenFrom ?? [];
}

/** Keeps where this machine is seen, for the next look; what was not seen leaves what is known as it is. */
export async function keepSeenFrom(journal: Journal, fingerprint: string, addresses: readonly string[]): Promise<void> {
  const snapshot = (await journal.lastKeySnapshot(fingerprint))?.snapshot;
  if (addresses.length === 0 || !isRecord(snapshot)) return;
  const known = keptIn(snapshot).seenFrom ?? [];
  if (known.join() === addresses.join()) return;
  await journal.recordKeySnapshot(fingerprint, { ...snapshot, seenFrom: addresses });
}

function keptIn(snapshot: JsonValue | undefined): Kept {
  if (!isRecord(snapshot)) return {};
  const { good, announced, seenFrom } = snapshot;
  return {
    ...(good === undefined ? {} : { good }),
    ...(isAnnouncement(announced) ? { announced } : {}),
    ...(isTexts(seenFrom) ? { seenFrom } : {}),
  };
}

const isRecord = (value: JsonValue | undefined): value is { readonly [name: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTexts = (value: JsonValue | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

const isAnnouncement = (value: JsonValue | undefined): value is { readonly at: string; readonly days: number } =>
  isRecord(value) && typeof value.at === 'string' && typeof value.days === 'number';
