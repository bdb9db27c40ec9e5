/**
 * Every error leaves as a problem document (RFC 9457), on pages and for people's browsers as a page; a fault of ours is
 * logged and answered without its inside.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../../shared/errors.ts';
import type { Platform } from '../../shared/platform.ts';
import { asksForHtml } from './accept.ts';
import { sentBytes } from './input.ts';
import { type Made, madeOf } from './result.ts';
import type { Passing, Stage } from './stage.ts';

/** For the log, of a call whose caller waits for no answer. */
const GONE = 499;
const JSON_ALONE = 'application/json';

export function faults(platform: Platform): Stage {
  return {
    onError: async (passage) => {
      const { event, context, error } = passage;
      const left = context.gone?.aborted && error === context.gone.reason && !(error instanceof Problem);
      const { requestId } = event.requestContext;
      if (left) passage.response = { statusCode: GONE, headers: {} };
      // A page's own script asks for JSON, and is told as programs are.
      else if (!context.refused || event.headers.accept === JSON_ALONE)
        passage.response = await refusalOf(platform, error, event);
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

/** What a caller gets who is no page: the problem document, or the same as HTML for people whose browser asks. */
export async function refusalOf(platform: Platform, error: unknown, event: APIGatewayProxyEventV2): Promise<Made> {
  const { requestId, http } = event.requestContext;
  const problem = problemOf(platform, error, requestId);
  if (!asksForHtml(event.headers.accept)) return documentOf(problem);
  const { errorPage } = await import('../public/error-page.ts');
  const { content, headers } = await errorPage(problem);
  const body = http.method === 'HEAD' ? '' : String(content?.data);
  const type = { 'content-type': 'text/html; charset=utf-8' };
  return { statusCode: problem.status, headers: { ...headers, ...headersOf(problem), ...type }, body };
}

/** The problem document of an error. */
function problemResult(platform: Platform, error: unknown, requestId: string): Made & { body: string } {
  return documentOf(problemOf(platform, error, requestId));
}

function documentOf(problem: Problem): Made & { body: string } {
  const headers = { 'content-type': 'application/problem+json; charset=utf-8', ...headersOf(problem) };
  return { statusCode: problem.status, headers, body: JSON.stringify(problem) };
}

function headersOf({ headers, retryAfter, more: { allow } }: Problem): Record<string, string> {
  return {
    'cache-control': 'no-store',
    ...headers,
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    ...(typeof allow === 'string' && { allow }),
  };
}
