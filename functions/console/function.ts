import type { FunctionEntry } from '../function-entry.ts';
import { actRoutes, openingRoutes } from './act-page.ts';
import { assetRoute } from './assets.ts';
import { batchTarget } from './batch-page.ts';
import { countyRoutes } from './county.ts';
import { draftRoutes } from './drafts.ts';
import { exportRoute } from './export.ts';
import { filePage } from './file.ts';
import { fileRoutes } from './files.ts';
import { inboxRoutes } from './inbox-page.ts';
import { listPage } from './list-page.ts';
import { anyRecord, recordPage } from './record-page.ts';
import { searchPage } from './search-page.ts';
import { signInRoutes } from './sign-in.ts';
import { sizePage } from './size.ts';

export const console: FunctionEntry = {
  name: 'console',
  routes: [
    ...[...signInRoutes, ...countyRoutes, ...draftRoutes, ...fileRoutes, assetRoute, sizePage],
    ...[...inboxRoutes, searchPage, filePage, anyRecord],
    // Pages of every kind, by its path.
    ...[listPage, exportRoute, batchTarget, recordPage, ...openingRoutes, ...actRoutes],
  ],
  grants: ['read', 'write', 'timers', 'looking', 'putting', 'sealing', 'files'],
};
