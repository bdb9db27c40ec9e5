import type { FunctionEntry } from '../function-entry.ts';
import { calendarRoutes } from './calendar.ts';

export const calendar: FunctionEntry = {
  name: 'calendar',
  routes: calendarRoutes,
  grants: ['read', 'write', 'timers'],
};
