/** What happens in the story: at an instant, somebody does something by the API, as people and machines do. */
import type { Desk } from '../../../../shared/exchange/desk.ts';
import type { Settings } from '../../../../shared/platform.ts';
import type { Instant } from '../../../../shared/time.ts';
import type { Days } from './days.ts';

// biome-ignore lint/suspicious/noExplicitAny: stories reach into answers of every shape
export type Answer = any;

/** The hands of the story. */
export interface Hands {
  /** The answer; `{}` where the call was refused, which is logged. */
  post(as: string, path: string, body?: object): Promise<Answer>;
  put(as: string, path: string, body: object): Promise<Answer>;
  get(as: string, path: string): Promise<Answer>;
  /** Names a record for later scenes. */
  keep(name: string, id: string | undefined): void;
  /** The id of a record named before. */
  id(name: string): string;
  readonly desk: Desk;
  readonly settings: Settings;
}

export interface Scene {
  readonly at: Instant;
  does(hands: Hands): Promise<unknown>;
}

/** One story: its scenes in any order. Those after the moment at which all ends are left out. */
export type Story = (days: Days) => Scene[];

export function scene(at: Instant, does: Scene['does']): Scene {
  return { at, does };
}

/** A record opened, and kept under a name. */
export function opens(at: Instant, name: string, as: string, path: string, body: object): Scene {
  return scene(at, async ({ post, keep }) => {
    const answer = await post(as, path, body);
    keep(name, answer.items?.[0]?.id ?? answer.id);
  });
}

/** An act on a record that was kept: `acts(at, 'scjg.officer', 'letters', 'rent', 'reply', {…})`. */
export function acts(at: Instant, as: string, path: string, name: string, act: string, body: object = {}): Scene {
  return scene(at, ({ post, id }) => post(as, `/${path}/${id(name)}/${act}`, body));
}
