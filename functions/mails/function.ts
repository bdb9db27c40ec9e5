import type { FunctionEntry } from '../catalog.ts';
import { mailRoutes } from './mails.ts';

export const notices: FunctionEntry = {
  name: 'notices',
  routes: mailRoutes,
  grants: ['read', 'write', 'timers'],
};
