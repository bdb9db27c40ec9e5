/** What the catalogue says of a function. */
import type { Route } from './http/route.ts';

/**
 * What a function may do beside answering: read and write the table, or write the probe of `GET /health` alone, set
 * timers, keep large answers as files; of the bytes of files that records name, look whether they have come, take them
 * in, or take, give and delete them; seal and open under the key of the deployment.
 */
export type Grant = 'read' | 'write' | 'probe' | 'timers' | 'files' | 'looking' | 'putting' | 'keeping' | 'sealing';

export interface FunctionEntry {
  /** Its name in logs, metrics and the stack, and that of its folder. */
  name: string;
  routes: readonly Route[];
  grants: readonly Grant[];
}
