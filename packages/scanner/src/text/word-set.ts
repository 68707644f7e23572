/** The words of a text, to be asked for one by one. Node takes a millisecond to make a pattern of as many, and a hook waits for it. */
export const wordSet = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));
