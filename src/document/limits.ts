/**
 * How many containers may be nested in each other. Real definitions stay below 40; validators, rules
 * and `JSON.stringify` recurse, so that a bound here keeps all of them off the end of the stack.
 */
export const MAX_DEPTH = 512

/**
 * How many values a document may hold: keys of objects and items of arrays, and the root. Two characters of text make
 * one, which takes a hundred bytes of memory and more once it is parsed, and a thousand once it is found at fault.
 */
export const MAX_VALUES = 2 ** 20

/** The same for a report or a baseline, which may speak of many documents with many findings. */
export const MAX_REPORT_VALUES = 2 ** 23

/** How many syntax faults of one text are listed; a text with more is not JSON, and its further faults are of no use. */
export const MAX_SYNTAX_FAULTS = 10_000

/** How many places of one text are put right, comments among them: each costs memory. */
export const MAX_REPAIRS = 100_000

/** The largest file that is read, in bytes; V8's longest string is 2^29 - 24 code units. */
export const MAX_BYTES = 2 ** 28

/**
 * The longest value that has no text, in characters of its JSON with two spaces a level. Its strings may
 * grow sixfold by escapes, and the text must stay below V8's longest string all the same.
 */
export const MAX_VALUE_LENGTH = 2 ** 26

/** How many findings of one document are listed, syntax faults aside. */
export const MAX_FINDINGS = 2 ** 17

/** The same for all files of a run. */
export const MAX_RUN_FINDINGS = 2 ** 18

/**
 * How many characters the pointers and messages of those findings may have together: below a key of a megabyte,
 * each of a thousand findings repeats it.
 */
export const MAX_REPORT_LENGTH = 2 ** 25

/**
 * In milliseconds: for how long one call of the script compiler may run (by the clock; longer where other processes keep
 * the processor), and how much processor time all calls for one document and for a whole run may take together. Of those
 * of a run, `FREE_SCRIPT_TIME` of each call does not count: there may be any number of documents. An honest script takes
 * a tenth of a millisecond.
 */
export const SCRIPT_TIME = { call: 2000, callWhenBusy: 10_000, document: 6000, run: 30_000 } as const

/** In milliseconds: what a call of the script compiler may take before it counts for a run. */
export const FREE_SCRIPT_TIME = 1
