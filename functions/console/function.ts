import type { FunctionEntry } from '../function-entry.ts';
import { assetRoute } from './assets.ts';
import { countyRoutes } from './county.ts';
import { draftRoutes } from './drafts.ts';
import { fileRoutes } from './files.ts';
import { kindPages } from './kind-pages.ts';
import { ownPages } from './pages/routes.ts';
import { sentFileRoutes } from './sent-files.ts';
import { signInRoutes } from './sign-in.ts';
import { sizePage } from './size.ts';

export const console: FunctionEntry = {
  name: 'console',
  routes: [
    ...signInRoutes,
    ...countyRoutes,
    ...draftRoutes,
    ...fileRoutes,
    ...sentFileRoutes,
    assetRoute,
    sizePage,
    ...ownPages,
    ...kindPages,
  ],
  grants: ['read', 'write', 'timers', 'looking', 'putting', 'sealing', 'files'],
};
