/**
 * From an HTTP API event (payload 2.0) to a handler and back, as middlewares of middy. On the way in they check in one
 * order: 404/405, 401, 413/415, 400, 422, then what the handler says. Every error leaves as a problem document.
 */
import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Platform } from '../../shared/platform.ts';
import { forRequest } from '../desk.ts';
import { contentCoding } from './coding.ts';
import { shortened } from './conditional.ts';
import { faults } from './faults.ts';
import { crossOrigin, securityHeaders } from './headers.ts';
import { identity } from './identity.ts';
import { input } from './input.ts';
import { callerLimits, limits } from './limits.ts';
import { type Operations, type Routes, routing } from './matcher.ts';
import { requestLog } from './request-log.ts';
import { madeOf, type Result, resultOf } from './result.ts';
import type { Answer } from './route.ts';
import { sameOrigin } from './same-origin.ts';
import type { Context, Passage, Passing, Stage } from './stage.ts';

export type HttpHandler = (event: APIGatewayProxyEventV2, context?: Context) => Promise<Result>;

/** The Lambda handler of some routes. Hooks of the way out run from the last middleware to the first. */
export function httpHandler(platform: Platform, routes: Routes, operations?: Operations): HttpHandler {
  const { limiter } = platform;
  const stages: Stage<never>[] = [
    leaving,
    requestLog(platform.ports.log),
    securityHeaders(platform.settings.address),
    crossOrigin(),
    contentCoding(),
    ...(limiter ? [limits(platform, limiter)] : []),
    faults(platform),
    making(platform),
    routing(routes, operations),
    sameOrigin(platform.settings.address),
    timing(platform),
    identity(),
    ...(limiter ? [callerLimits(limiter)] : []),
    input(),
  ];
  const handle = async (_event: unknown, { found, call }: Required<Passing>): Promise<Answer> =>
    shortened(found.route.method, call.headers, await found.route.handle(call));
  return middy()
    .use(stages as unknown as middy.MiddlewareObj[])
    .handler(handle as never) as unknown as HttpHandler;
}

/** Makes the body of the handler's answer. */
function making({ ports: { files } }: Platform): Stage<never> {
  const after = async (passage: Passage<unknown>): Promise<void> => {
    const { event, context } = passage;
    const asking = { files, method: event.requestContext.http.method, path: event.rawPath, gone: context.gone };
    passage.response = await madeOf(passage.response as Answer, asking);
  };
  return { after };
}

/** From here on the request has one time for all that it tries. */
function timing(platform: Platform): Stage {
  return {
    before: ({ context }) => {
      context.platform = forRequest(platform);
    },
  };
}

const leaving: Stage = {
  after: (passage) => {
    passage.response = resultOf(passage.response);
  },
  onError: (passage) => {
    passage.response = resultOf(passage.response);
  },
};
