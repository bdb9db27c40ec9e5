import type { FunctionEntry } from '../function-entry.ts';
import { mailRoutes } from './mails.ts';

export const mails: FunctionEntry = {
  name: 'mails',
  routes: mailRoutes,
  grants: ['read', 'write', 'timers'],
};
