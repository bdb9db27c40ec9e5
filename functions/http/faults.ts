/** Every error leaves as a problem document (RFC 9457); a fault of ours is logged and answered without its inside. */
import { Problem } from '../../shared/errors.ts';
import type { Platform } from '../../shared/platform.ts';
import type { Made } from './result.ts';
import type { Stage } from './stage.ts';

/** For the log, of a call whose caller waits for no answer. */
const GONE = 499;

export function faults(platform: Platform): Stage {
  return {
    onError: (passage) => {
      const { event, context, error } = passage;
      const left = context.gone?.aborted && error === context.gone.reason && !(error instanceof Problem);
      passage.response = left
        ? { statusCode: GONE, headers: {} }
        : problemResult(platform, error, event.requestContext.requestId);
    },
  };
}

/** The problem document of an error. Where it is a fault of ours, it is logged with its stack. */
export function problemResult(platform: Platform, error: unknown, requestId: string): Made & { body: string } {
  const known = error instanceof Problem;
  if (!known || error.status >= 500) platform.ports.log.error('fault', { requestId }, error);
  const problem = known
    ? error
    : new Problem(
        'internal',
        `系统内部错误，本次操作未完成。请稍后重试；仍不成功的，请将请求编号 ${requestId} 告知系统管理员。`,
      );
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
