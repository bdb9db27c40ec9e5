/**
 * Every error leaves as a problem document (RFC 9457), on pages as a page; a fault of ours is logged and answered without
 * its inside.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../../shared/errors.ts';
import type { Platform } from '../../shared/platform.ts';
import { sentBytes } from './input.ts';
import { type Made, madeOf } from './result.ts';
import type { Passing, Stage } from './stage.ts';

/** For the log, of a call whose caller waits for no answer. */
const GONE = 499;

export function faults(platform: Platform): Stage {
  return {
    onError: async (passage) => {
      const { event, context, error } = passage;
      const left = context.gone?.aborted && error === context.gone.reason && !(error instanceof Problem);
      const { requestId } = event.requestContext;
      if (left) passage.response = { statusCode: GONE, headers: {} };
      else if (!context.refused) passage.response = problemResult(platform, error, requestId);
      else passage.response = await pageOf(platform, problemOf(platform, error, requestId), event, context);
    },
  };
}

/** A refusal as a page; where that cannot be made, as a problem document. */
async function pageOf(
  platform: Platform,
  problem: Problem,
  event: APIGatewayProxyEventV2,
  context: Passing,
): Promise<Made> {
  const { refused, session = null, gone } = context;
  const bytes = sentBytes(event, context);
  const asking = { files: platform.ports.files, method: event.requestContext.http.method, path: event.rawPath, gone };
  try {
    return await madeOf(
      await (refused as NonNullable<typeof refused>)({ problem, event, platform, session, bytes }),
      asking,
    );
  } catch (error) {
    return problemResult(platform, error, event.requestContext.requestId);
  }
}

/** What a caller is told of an error. Where it is a fault of ours, it is logged with its stack. */
function problemOf(platform: Platform, error: unknown, requestId: string): Problem {
  const known = error instanceof Problem;
  if (!known || error.status >= 500) platform.ports.log.error('fault', { requestId }, error);
  return known
    ? error
    : new Problem(
        'internal',
        `系统内部错误，本次操作未完成。请稍后重试；仍不成功的，请将请求编号 ${requestId} 告知系统管理员。`,
      );
}

/** The problem document of an error. */
export function problemResult(platform: Platform, error: unknown, requestId: string): Made & { body: string } {
  const problem = problemOf(platform, error, requestId);
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    ...problem.headers,
  };
  if (problem.retryAfter !== undefined) headers['retry-after'] = String(problem.retryAfter);
  const allow = problem.more.allow;
  if (typeof allow === 'string') headers.allow = allow;
  return { statusCode: problem.status, headers, body: JSON.stringify(problem) };
}
