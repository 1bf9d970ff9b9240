/**
 * The maximum nesting of containers. Real definitions stay below 40; validators, rules and `JSON.stringify` recurse, so
 * this limit prevents stack overflows.
 */
export const MAX_DEPTH = 512

/**
 * The maximum number of values in a document: keys of objects, items of arrays, and the root. Two characters of text
 * can make a value, which takes a hundred bytes of memory when parsed, and a thousand when it has a finding.
 */
export const MAX_VALUES = 2 ** 20

/** The same for a report or a baseline, which may cover many documents with many findings. */
export const MAX_REPORT_VALUES = 2 ** 23

/** The maximum number of syntax faults listed for one text; a text with more is not JSON. */
export const MAX_SYNTAX_FAULTS = 10_000

/** The maximum number of repairs of one text, comments included: each costs memory. */
export const MAX_REPAIRS = 100_000

/** The largest file that is read, in bytes; V8's longest string is 2^29 - 24 code units. */
export const MAX_BYTES = 2 ** 28

/**
 * The maximum length of a value without a text, in characters of its JSON with an indentation of two spaces. Escapes
 * may make its strings six times longer, and the text must still fit in V8's longest string.
 */
export const MAX_VALUE_LENGTH = 2 ** 26

/** The maximum number of findings of one document, without syntax faults. */
export const MAX_FINDINGS = 2 ** 17

/** The same for all files of a run. */
export const MAX_RUN_FINDINGS = 2 ** 18

/**
 * The maximum total length of the pointers and messages of these findings: below a key of a megabyte, each of a
 * thousand findings repeats the key.
 */
export const MAX_REPORT_LENGTH = 2 ** 25

/**
 * The limits for the script compiler, in milliseconds: the wall time of one call (longer if other processes use the
 * CPU), and the CPU time of all calls for one document and for a whole run. A run may have any number of documents, so
 * `FREE_SCRIPT_TIME` of each call is not charged to it. A real script takes a tenth of a millisecond.
 */
export const SCRIPT_TIME = { call: 2000, callWhenBusy: 10_000, document: 6000, run: 30_000 } as const

/** In milliseconds: the part of a call of the script compiler that is not charged to the run. */
export const FREE_SCRIPT_TIME = 1
