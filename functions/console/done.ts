/** ✓: what was done just now, on the page that it leads to. */
import { html } from 'hono/html';
import type { Html } from '../public/layout.ts';
import type { PageCall } from './call.ts';

/**
 * The page that follows, which then says that the operation was done; one that says something itself stays, and so does
 * that of a change: what waits for a second person is not done yet.
 */
export function withDone(path: string, operation: string): string {
  return path.includes('?') || path.startsWith('/console/changes/') ? path : `${path}?done=${operation}`;
}

/** The note; an address that names no operation, or one that changes nothing, is not believed. */
export function doneNote(call: PageCall): Html {
  const { done } = call.query as { done?: unknown };
  const title = typeof done === 'string' ? titleOf(call, done) : null;
  return title === null ? html`` : html`<p class="note good" role="status">✓ 已办理：${title}。</p>`;
}

function titleOf(call: PageCall, id: string): string | null {
  try {
    const { method, summary, hidden } = call.operation(id);
    return method === 'GET' || hidden ? null : summary;
  } catch {
    return null;
  }
}
