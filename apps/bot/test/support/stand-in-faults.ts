import type { ServerResponse } from 'node:http';

/** What an endpoint would have answered, had nothing gone wrong. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * One way for an endpoint to misbehave. `accepts`: the request still takes effect before the answer goes wrong, which
 * is what makes an order ambiguous.
 */
export interface Fault {
  readonly accepts: boolean;
  send(response: ServerResponse, answer: Answer): void | Promise<void>;
}

const raw = (status: number, type: string, body: string): Fault => ({
  accepts: false,
  send(response) {
    response.writeHead(status, { 'content-type': type }).end(body);
  },
});

const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' }).end(JSON.stringify(body));

const changed = (change: (fields: Record<string, unknown>) => void): Fault => ({
  accepts: true,
  send(response, { status, body }) {
    const fields = { ...(body as Record<string, unknown>) };
    change(fields);
    json(response, status, fields);
  },
});

const cut: Fault = {
  accepts: true,
  send(response) {
    response.destroy();
  },
};

/** Every way to go wrong, by name: a test scripts an endpoint with rows of this table. */
export const faults = {
  'status 500': raw(
    500,
    'application/json',
    '{"code":-1000,"msg":"An unknown error occurred while processing the request."}',
  ),
  'status 404': raw(404, 'text/html', '<html><head><title>404 Not Found</title></head><body>nginx</body></html>'),
  html: raw(200, 'text/html', '<!doctype html><html><body>Checking your browser before accessing</body></html>'),
  'empty body': raw(200, 'application/json', ''),
  'the text null': raw(200, 'application/json', 'null'),
  'a list': raw(200, 'application/json', '[]'),
  'status 403': raw(403, 'text/html', '<html><body>403 Forbidden</body></html>'),
  'status 429': raw(429, 'application/json', '{"code":-1003,"msg":"Too many requests; current limit is 6000."}'),
  truncated: {
    accepts: true,
    send(response, { status, body }) {
      const whole = JSON.stringify(body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(whole.slice(0, whole.length / 2));
    },
  },
  'accepted, then the line is cut': cut,
  'cut before it is read': { ...cut, accepts: false },
  'accepted, then status 504': {
    ...raw(504, 'text/html', '<html><body>504 Gateway Time-out</body></html>'),
    accepts: true,
  },
  'accepted, then status 503': {
    ...raw(
      503,
      'application/json',
      '{"code":-1007,"msg":"Timeout waiting for response from backend server. Send status unknown; execution status unknown."}',
    ),
    accepts: true,
  },
  'never answers': { accepts: false, send: () => undefined },
  'accepted, then never answers': { accepts: true, send: () => undefined },
} satisfies Record<string, Fault>;

export const withField = (name: string, value: unknown): Fault =>
  changed((fields) => {
    fields[name] = value;
  });

export const withoutField = (name: string): Fault =>
  changed((fields) => {
    delete fields[name];
  });

/** Answers well, `ms` late. */
export const slow = (ms: number): Fault => ({
  accepts: true,
  async send(response, { status, body }) {
    await new Promise((resolve) => setTimeout(resolve, ms));
    json(response, status, body);
  },
});

/** An error whose text repeats what the caller sent, as some venues do: the bot must not pass it on. */
export const echoing = (sent: string): Fault =>
  raw(401, 'application/json', JSON.stringify({ code: -2015, msg: `Invalid API-key, IP, or permissions: ${sent}` }));
