/** What is asked of credit beside its kinds: the query, the lists, the page for approval systems and the export. */
import type { Route } from '../http/route.ts';
import { exportCredit } from './export.ts';
import { listRoutes } from './lists.ts';
import { readCredit } from './query.ts';
import { ticketRoutes } from './tickets.ts';

export const creditRoutes: readonly Route[] = [readCredit, exportCredit, ...listRoutes, ...ticketRoutes];
