/**
 * The catalogue: every function with its routes. The stack and the server of the one-machine home both read it, so that
 * a route cannot exist in one and not in the other. A function's list is the file `function.ts` of the folder of its
 * name, since its bundle holds what that file imports. The handler is made of it when it is bundled; `entries/` has
 * those that are more.
 */

import { accounts } from './accounts/function.ts';
import { calendar } from './calendar/function.ts';
import { console } from './console/function.ts';
import { exchanges } from './exchanges/function.ts';
import { files } from './files/function.ts';
import type { FunctionEntry } from './function-entry.ts';
import type { Route } from './http/route.ts';
import { mails } from './mails/function.ts';
import { publicRoutes } from './public/routes.ts';
import { pushes } from './pushes/function.ts';
import { register } from './register/function.ts';
import { reports } from './reports/function.ts';

export const CATALOG: readonly FunctionEntry[] = [
  pushes,
  register,
  calendar,
  accounts,
  mails,
  exchanges,
  files,
  reports,
  console,
  { name: 'public', routes: publicRoutes(async () => ROUTES), grants: ['read', 'probe', 'files'] },
];

const ALL: readonly Route[] = CATALOG.flatMap((entry) => entry.routes);

/** The API: what its documents describe. */
export const ROUTES: readonly Route[] = ALL.filter(({ hidden }) => !hidden);

/** The pages of the console, which ask the API's routes in process. */
export const PAGES: readonly Route[] = ALL.filter(({ hidden }) => hidden);
