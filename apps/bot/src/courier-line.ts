import type { Socket } from 'node:net';
import { type Line, openLine } from './frames.ts';
import { cap, type FromCourier, type SearchResult, type ToCourier } from './messages.ts';

type Answer<Kind extends FromCourier['answer']> = Extract<FromCourier, { answer: Kind }>;

/** What the courier would not do, in its own words and with the code of the package that refused. */
export class CourierRefusal extends Error {
  override readonly name = 'CourierRefusal';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** How the search ended that went on beside the run; unfinished when the courier did not live to say. */
export type Rest = SearchResult | 'unfinished';

/** The desk's end of the conversation with the courier: it hands over the key once, and reports the search for leaks. */
export class CourierLine {
  readonly #line: Line;
  readonly #host = Promise.withResolvers<Answer<'host'>>();
  readonly #credentials = Promise.withResolvers<Answer<'credentials'>>();
  readonly #search = Promise.withResolvers<Answer<'search'>>();
  #searched = false;
  #onRest: ((rest: Rest) => void) | undefined;
  #rest: Rest | undefined;
  /** The first answer was not the last one: a rest is on its way. */
  #restDue = false;

  constructor(end: number | Socket) {
    // An answer nobody waits for must not end the process; whoever waits gets the rejection all the same.
    for (const { promise } of [this.#host, this.#credentials, this.#search]) promise.catch(() => undefined);
    this.#line = openLine(end, {
      maxBytes: cap.own,
      message: (value) => this.#read(value as FromCourier),
      fault: () => this.#lose(),
      end: () => this.#lose(),
    });
  }

  host(): Promise<Answer<'host'>> {
    return this.#host.promise;
  }

  credentials(request: Omit<Extract<ToCourier, { ask: 'credentials' }>, 'ask'>): Promise<Answer<'credentials'>> {
    this.#say({ ask: 'credentials', ...request });
    return this.#credentials.promise;
  }

  search(request: Omit<Extract<ToCourier, { ask: 'search' }>, 'ask'>): Promise<Answer<'search'>> {
    this.#say({ ask: 'search', ...request });
    return this.#search.promise;
  }

  /** Called once, when the search that went on beside the run is over, also when that came before anybody listened. */
  onRest(listener: (rest: Rest) => void): void {
    this.#onRest = listener;
    if (this.#rest !== undefined) listener(this.#rest);
  }

  close(): void {
    this.#line.close();
  }

  #say(message: ToCourier): void {
    this.#line.send(message);
  }

  #read(said: FromCourier): void {
    if (said.answer === 'host') this.#host.resolve(said);
    else if (said.answer === 'credentials') this.#credentials.resolve(said);
    else if (said.answer === 'refused') {
      const refusal = new CourierRefusal(said.code, said.says);
      if (said.to === 'credentials') this.#credentials.reject(refusal);
      else {
        this.#search.reject(refusal);
        this.#endRest('unfinished');
      }
    } else if (!this.#searched) {
      this.#searched = true;
      this.#restDue = !said.done;
      this.#search.resolve(said);
    } else this.#endRest(said.result);
  }

  #endRest(rest: Rest): void {
    if (!this.#restDue) return;
    this.#restDue = false;
    this.#rest = rest;
    this.#onRest?.(rest);
  }

  #lose(): void {
    const lost = new CourierRefusal(
      'COURIER_ENDED',
      'The courier ended before it had answered: run the command again, and look at what it printed.',
    );
    for (const { reject } of [this.#host, this.#credentials, this.#search]) reject(lost);
    this.#endRest('unfinished');
  }
}
