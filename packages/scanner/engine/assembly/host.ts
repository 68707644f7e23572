// What the host is told; places count from the beginning of the text.

@external('host', 'keyword')
export declare function keywordFound(keyword: u32, at: u32): void;

/** `alphabet` counts in the host's list; `is` says which of the ways of asking for it hold, one bit each. */
@external('host', 'run')
export declare function runFound(alphabet: u32, start: u32, end: u32, is: u32): void;

/** A run that may be text in base64 or in hex. */
@external('host', 'encoded')
export declare function encodedFound(start: u32, end: u32): void;

/** A quote that closes one string, where a second may be joined to it. */
@external('host', 'joint')
export declare function jointFound(at: u32): void;

/** Where the escape of a character begins. */
@external('host', 'escape')
export declare function escapeFound(at: u32): void;

/** A run of numbers and of what stands between numbers. */
@external('host', 'numbers')
export declare function numbersFound(start: u32, end: u32): void;
