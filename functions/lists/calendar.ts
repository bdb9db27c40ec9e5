import { calendarRoutes } from '../calendar.ts';
import type { FunctionEntry } from '../catalog.ts';

export const calendar: FunctionEntry = {
  name: 'calendar',
  routes: calendarRoutes,
  grants: ['read', 'write', 'timers'],
};
