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
  const [status, detail] = refusalOf(error.code);
  const title = STATUS_CODES[status] as string;
  const code = title.toLowerCase().replaceAll(' ', '-');
  const body = JSON.stringify({ type: `urn:shenguan:problem:${code}`, title, status, detail, code });
  endWith(
    socket,
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      'X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n' +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function refusalOf(code: string | undefined): [status: number, detail: string] {
  if (code === 'HPE_HEADER_OVERFLOW') return [431, '请求头过大，请减少后重新发送。'];
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return [413, '请求体的分块扩展过大，请去掉后重新发送。'];
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, '请求未在规定时间内发送完毕，请重新发送。'];
  return [400, '收到的不是合法的 HTTP 请求，请检查客户端后重新发送。'];
}
