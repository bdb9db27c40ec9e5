/**
 * A table that answers from memory, at once: the HTTP handler of the SDK's client is a stub that repeats what DynamoDB
 * Local once said. Reads are known by what they ask, writes always succeed; nothing changes, so that the same request
 * can be measured a thousand times.
 */

interface Request {
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

interface Response {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** To be given to the client as its `requestHandler`. */
export class ReplayHandler {
  /** Whether answers come from the emulator and are kept, or from memory. */
  recording = true;
  readonly #endpoint: string;
  readonly #kept = new Map<string, Response>();

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  async handle(request: Request): Promise<{ response: Response }> {
    const target = request.headers['x-amz-target'] ?? '';
    const mark = /Put|TransactWrite/.test(target) ? target : `${target} ${textOf(request)}`;
    const kept = this.recording ? await this.#asked(request) : this.#kept.get(mark);
    if (!kept) throw new Error(`never asked before: ${mark}`);
    this.#kept.set(mark, kept);
    return { response: kept };
  }

  /** Forgets what was said, before another operation is recorded. */
  forget(): void {
    this.#kept.clear();
    this.recording = true;
  }

  async #asked(request: Request): Promise<Response> {
    const { host: _host, 'content-length': _length, ...sent } = request.headers;
    // A connection of its own: the emulator closes one that was idle while what it said before was measured.
    const headers = { ...sent, connection: 'close' };
    const answer = await fetch(this.#endpoint, { method: 'POST', headers, body: textOf(request) });
    const type = { 'content-type': answer.headers.get('content-type') ?? '' };
    return { statusCode: answer.status, headers: type, body: new Uint8Array(await answer.arrayBuffer()) };
  }

  // What the client asks of any handler.
  destroy(): void {}
  updateHttpClientConfig(): void {}
  httpHandlerConfigs(): object {
    return {};
  }
}

function textOf({ body }: Request): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
