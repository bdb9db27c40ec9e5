/** Names in the buckets, for the adapters that write there and the stack that says who may. */

/** Before the key of each large answer. */
export const PREFIX = 'answers/';
/** Before the key of each file that records name, in a bucket of its own. */
export const ATTACHMENTS_PREFIX = 'files/';
