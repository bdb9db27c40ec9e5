/** What a list of standards is narrowed to. */
import type { CivilDate } from '../../shared/time.ts';
import type { ListCall } from '../exchanges/list.ts';

interface Asked {
  matter: string | null;
  type: string | null;
  on: CivilDate | null;
}

export const askedOf = ({ query }: ListCall): Asked => query as unknown as Asked;
