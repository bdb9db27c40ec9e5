import type { FunctionEntry } from '../function-entry.ts';
import { assetRoute } from './assets.ts';
import { homeRoutes } from './home.ts';
import { signInRoutes } from './sign-in.ts';

export const console: FunctionEntry = {
  name: 'console',
  routes: [...homeRoutes, ...signInRoutes, assetRoute],
  grants: ['read', 'write', 'timers', 'looking', 'files'],
};
