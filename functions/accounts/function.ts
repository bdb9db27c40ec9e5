import { auditRoutes } from '../audit/audit.ts';
import type { FunctionEntry } from '../function-entry.ts';
import { grantRoutes } from '../sharing/grants.ts';
import { systemRoutes } from '../sharing/systems.ts';
import { accountRoutes } from './accounts.ts';
import { settingsRoutes } from './settings.ts';

export const accounts: FunctionEntry = {
  name: 'accounts',
  routes: [...accountRoutes, ...settingsRoutes, ...auditRoutes, ...grantRoutes, ...systemRoutes],
  // A hand-over sets timers of its own and of records; an import looks at the file that it names.
  grants: ['read', 'write', 'timers', 'looking'],
};
