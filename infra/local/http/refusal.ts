/** What is not HTTP, or does not come in time, is told so: as a problem document like everything else. */
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { endWith } from './connections.ts';

/** Answers a connection whose request could not be read, and destroys it. */
export function refuse(error: { readonly code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, code, title, detail } = refusalOf(error.code);
  const body = JSON.stringify({ type: `urn:shenguan:problem:${code}`, title, status, detail, code });
  endWith(
    socket,
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      'X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n' +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
}

function refusalOf(code: string | undefined): Refusal {
  return REFUSALS[code ?? ''] ?? NO_HTTP;
}

/** By what Node's parser says. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    ...{ status: 431, code: 'request-header-fields-too-large', title: '请求头过大' },
    detail: '请求头过大，请减少后重新发送。',
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    ...{ status: 413, code: 'body-too-large', title: '请求体过大' },
    detail: '请求体的分块扩展过大，请去掉后重新发送。',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    ...{ status: 408, code: 'request-timeout', title: '请求未按时发送完毕' },
    detail: '请求未在规定时间内发送完毕，请重新发送。',
  },
};

const NO_HTTP: Refusal = {
  ...{ status: 400, code: 'bad-request', title: '不是合法的 HTTP 请求' },
  detail: '收到的不是合法的 HTTP 请求，请检查客户端后重新发送。',
};
