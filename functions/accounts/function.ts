import { auditRoutes } from '../audit/audit.ts';
import type { FunctionEntry } from '../function-entry.ts';
import { grantRoutes } from '../sharing/grants.ts';
import { systemRoutes } from '../sharing/systems.ts';
import { accountRoutes } from './accounts.ts';
import { changeRoutes } from './changes.ts';
import { colleagues } from './colleagues.ts';
import { invitationRoutes } from './invitations.ts';
import { me } from './me.ts';
import { secretRoutes } from './secret.ts';
import { settingsRoutes } from './settings.ts';
import { token } from './token.ts';

/** On AWS its routes are loaded by their prefix (`by-prefix.ts`). */
export const accounts: FunctionEntry = {
  name: 'accounts',
  routes: [
    ...[me, colleagues, ...invitationRoutes, ...accountRoutes, ...changeRoutes, ...secretRoutes, token],
    ...[...settingsRoutes, ...auditRoutes, ...grantRoutes, ...systemRoutes],
  ],
  // A hand-over sets timers of its own and of records; an import looks at the file that it names.
  grants: ['read', 'write', 'timers', 'looking'],
};
