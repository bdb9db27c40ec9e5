/**
 * The catalogue: every function with its routes. The stack and the server of the one-machine home both read it, so that
 * a route cannot exist in one and not in the other. A function's list is the file `function.ts` of its capability, since its bundle
 * holds what that file imports; `entries/` has the handler of the same name.
 */

import { accounts } from './accounts/function.ts';
import { calendar } from './calendar/function.ts';
import { exchanges } from './exchanges/function.ts';
import type { Route } from './http/route.ts';
import { notices } from './mails/function.ts';
import { publicRoutes } from './public/routes.ts';
import { pushes } from './pushes/function.ts';
import { register } from './register/function.ts';
import { reports } from './reports/function.ts';

/** What a function may do beside answering: read and write the table, set timers, keep large answers as files. */
export type Grant = 'read' | 'write' | 'timers' | 'files';

export interface FunctionEntry {
  /** Its name in logs, metrics and the stack, and that of its file in `entries/`. */
  name: string;
  routes: readonly Route[];
  grants: readonly Grant[];
}

export const CATALOG: readonly FunctionEntry[] = [
  pushes,
  register,
  calendar,
  accounts,
  notices,
  exchanges,
  reports,
  { name: 'public', routes: publicRoutes(async () => ROUTES), grants: ['read', 'files'] },
];

export const ROUTES: readonly Route[] = CATALOG.flatMap((entry) => entry.routes);
