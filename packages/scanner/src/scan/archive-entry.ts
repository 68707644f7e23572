/** One file of an archive; `path` is as the archive says. */
export interface Entry {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Why an archive was not opened to its end, as it reads after "was not opened: ". Never quotes what the archive says. */
export class Refusal extends Error {}
