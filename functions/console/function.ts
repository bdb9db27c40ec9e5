import type { FunctionEntry } from '../function-entry.ts';
import { assetRoute } from './assets.ts';
import { countyRoutes } from './county.ts';
import { draftRoutes } from './drafts.ts';
import { homeRoutes } from './home.ts';
import { signInRoutes } from './sign-in.ts';

export const console: FunctionEntry = {
  name: 'console',
  routes: [...homeRoutes, ...signInRoutes, ...countyRoutes, ...draftRoutes, assetRoute],
  grants: ['read', 'write', 'timers', 'looking', 'files'],
};
