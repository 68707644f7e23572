/** Of the starter itself; the same as in the root package.json, which a test compares. */
export const version = '0.1.0';
