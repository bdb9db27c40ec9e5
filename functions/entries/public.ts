/**
 * The public pages. The routes of the other functions are loaded to describe the API alone; a page does without them.
 */
import { httpEntry } from '../lambda.ts';
import { publicRoutes } from '../public/routes.ts';
import { deployedFiles } from './large-answers.ts';

const routes = publicRoutes(async () => (await import('../catalog.ts')).ROUTES);

export const handler = httpEntry(routes, { kinds: new Map(), files: deployedFiles(process.env) });
