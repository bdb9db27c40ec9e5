import type { FunctionEntry } from '../catalog.ts';
import { noticeRoutes } from './mails.ts';

export const notices: FunctionEntry = {
  name: 'notices',
  routes: noticeRoutes,
  grants: ['read', 'write', 'timers'],
};
