/**
 * The public pages, and whatever is asked for that is no route of the API's. The routes of the other functions are loaded
 * to describe the API, and to tell a wrong method from a wrong address; a page does without them.
 */
import { lazily } from '../../shared/lazily.ts';
import { type HttpHandler, httpHandler } from '../http/handler.ts';
import { matcher } from '../http/matcher.ts';
import { deployedPlatform } from '../lambda.ts';
import { publicRoutes } from '../public/routes.ts';
import { deployedFiles } from './files.ts';

const platform = deployedPlatform(process.env, { files: deployedFiles(process.env) });
const routes = publicRoutes(async () => (await import('../catalog.ts')).ROUTES);
const match = matcher(routes);
const page = httpHandler(platform, routes);
const other = lazily(async () => httpHandler(platform, (await import('../public/elsewhere.ts')).elsewhere));

export const handler: HttpHandler = async (event) => (isPage(event.rawPath) ? page(event) : (await other())(event));

function isPage(path: string): boolean {
  try {
    return match('GET', path) !== undefined;
  } catch {
    return false;
  }
}
