/**
 * One line in the log for each request. The route is ours, not API Gateway's, which knows the prefix of a path alone.
 */
import type { Log } from '../../shared/ports.ts';
import type { Made } from './result.ts';
import type { Passage, Stage } from './stage.ts';

/** The first stage, so that its hooks run last: it sees what leaves. Without a body for HEAD. */
export function requestLog(log: Log): Stage {
  const say = (passage: Passage<Made>): void => {
    const { event, context, response } = passage;
    const { requestId, http } = event.requestContext;
    const millis = Math.round(performance.now() - (context.begun ?? 0));
    const route = context.found?.route.path ?? null;
    const { caller } = context;
    const { account = null, org = null } = caller?.actor ?? {};
    log.info('request', { requestId, method: http.method, route, status: response.statusCode, millis, account, org });
    const headers = { 'x-request-id': requestId, ...response.headers };
    passage.response = http.method === 'HEAD' ? { ...response, headers, body: '' } : { ...response, headers };
  };
  return {
    before: ({ context }) => {
      context.begun = performance.now();
    },
    after: say,
    onError: say,
  };
}
