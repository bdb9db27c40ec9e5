/** Query parameters that several routes take. */
import * as z from 'zod';
import { instant } from '../../shared/fields.ts';

/** A `+` that was not percent-encoded arrives as a blank: `2026-09-28T09:00:00 08:00` is meant with `+08:00`. */
export const instantInQuery = () =>
  z.preprocess((value) => (typeof value === 'string' ? value.replace(' ', '+') : value), instant());
