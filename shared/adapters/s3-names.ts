/** Names in the bucket, for the adapter that writes there and the stack that says who may. */

/** Before the key of each file. */
export const PREFIX = 'answers/';
