/**
 * Where the platform itself fetches the local issuer's keys: on loopback, whatever address it serves people on, so that
 * tokens of the local issuer take the same way as any other's.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface KeyServer {
  readonly jwksUri: string;
  close(): void;
}

/** Serves `keys()` as a JWK set on a free port of 127.0.0.1. */
export async function serveKeys(keys: () => object): Promise<KeyServer> {
  const server: Server = createServer((request, response) => {
    const found = request.url === '/jwks' && request.method === 'GET';
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
    response.end(found ? JSON.stringify(keys()) : '{}');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { jwksUri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`, close };
}
