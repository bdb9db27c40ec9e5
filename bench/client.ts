/** A bare HTTP client over kept-alive connections, so that the client costs as little as it can. */
import { Agent, request } from 'node:http';

export interface Client {
  /** Sends JSON and reads JSON; throws where the answer is not one of the wanted ones. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
  close(): void;
}

export function client(address: string, token: string | null, connections: number): Client {
  const { hostname, port } = new URL(address);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    call: (method, path, body) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? '' : JSON.stringify(body);
        const headers: Record<string, string | number> = { 'content-length': Buffer.byteLength(text) };
        if (text) headers['content-type'] = 'application/json';
        if (token) headers.authorization = `Bearer ${token}`;
        const sent = request({ agent, hostname, port, method, path, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const said = Buffer.concat(chunks).toString('utf8');
            // A file, such as the evidence of a circular, is not looked into.
            const isJson = /\bjson\b/.test(response.headers['content-type'] ?? '');
            const answer = (isJson ? JSON.parse(said) : {}) as Record<string, unknown>;
            const status = response.statusCode ?? 0;
            if (status >= 400) reject(new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`));
            else resolve({ status, body: answer });
          });
        });
        sent.on('error', reject);
        sent.end(text);
      }),
    close: () => agent.destroy(),
  };
}
